//! Says what is wrong with a page as a whole.

use crate::card::{UiStrings, record};
use crate::monograph::{Alert, Monograph};
use crate::text::Language;

/// What is wrong with the page, one sentence each; the card shows them under its name.
#[must_use]
pub fn alerts(monograph: &Monograph) -> Vec<String> {
    monograph.alerts.iter().map(|alert| alert_sentence(alert, &monograph.language)).collect()
}

/// What an alert says, in the language of its page.
#[must_use]
pub(crate) fn alert_sentence(alert: &Alert, language: &Language) -> String {
    let words = UiStrings::of(language);
    match alert {
        Alert::Refusal => "This page is not a usable monograph: its text declines to describe the medicine. \
                           That says nothing about the medicine itself."
            .into(),
        Alert::PartialRefusal => {
            "Parts of this page decline to describe the medicine. Do not rely on it alone.".into()
        }
        Alert::OtherDrug { title, generic } => {
            let [before, between, after] = words.other_drug;
            [before, title, between, generic, after].concat()
        }
        Alert::Fiction => "This page says of itself that it is hypothetical or fictional. \
                           It is not a monograph of a medicine."
            .into(),
        Alert::SeveralMedicines { names } => {
            let [before, after] = words.several_medicines;
            [before, &names.join(words.comma), after].concat()
        }
        Alert::Withdrawn { day, reason, replacement } => {
            record::withdrawal(*day, reason.as_deref(), replacement.as_deref(), language)
        }
        #[cfg(not(target_os = "unknown"))]
        Alert::Draft { reason } => record::unpublished(reason, language),
        Alert::Template { variable } => {
            let [before, after] = words.template;
            [before, variable, after].concat()
        }
    }
}
