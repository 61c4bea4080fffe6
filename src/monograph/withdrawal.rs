//! Reduces a withdrawn page to what its readers get: its names, and that it is withdrawn.

use crate::monograph::{Alert, Monograph, Record};
use std::borrow::Cow;

/// What a card must say of a page with this record.
pub(crate) fn alert(record: &Record) -> Option<Alert> {
    record.is_withdrawn().then(|| Alert::Withdrawn {
        day: record.withdrawn,
        reason: record.reason.clone(),
        replacement: record.replacement.clone(),
    })
}

impl Monograph {
    /// Records something else of the page.
    pub fn set_record(&mut self, record: Record) {
        self.alerts.retain(|alert| !matches!(alert, Alert::Withdrawn { .. }));
        self.alerts.splice(0..0, alert(&record));
        self.record = record;
    }

    /// The monograph as readers get it: of a withdrawn page only its names, and that it is withdrawn.
    #[must_use]
    pub fn published(&self) -> Cow<'_, Self> {
        let Some(alert) = alert(&self.record) else { return Cow::Borrowed(self) };
        Cow::Owned(Self {
            language: self.language.clone(),
            title: self.title.clone(),
            heading: self.heading.clone(),
            generic_name: self.generic_name.clone(),
            front_matter: self.front_matter.clone(),
            ingredients: self.ingredients.clone(),
            record: self.record.clone(),
            alerts: vec![alert],
            ..Self::default()
        })
    }
}
