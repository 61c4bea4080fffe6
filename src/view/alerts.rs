//! Owns the words for what is wrong with a page as a whole.

use crate::monograph::{Alert, Monograph};

/// What is wrong with the page, one sentence each; the card shows them under its name.
#[must_use]
pub fn alerts(monograph: &Monograph) -> Vec<String> {
    monograph.alerts.iter().map(sentence).collect()
}

fn sentence(alert: &Alert) -> String {
    match alert {
        Alert::Refusal => "This page is no usable monograph: its text declines to describe the medicine. \
                           That says nothing about the medicine."
            .into(),
        Alert::PartialRefusal => {
            "Parts of this page decline to describe the medicine. Do not rely on it alone.".into()
        }
        Alert::OtherDrug { title, generic } => format!(
            "The name and the text of this page disagree: it is titled “{title}”, but its text gives the generic name \
             “{generic}”, which may be another medicine."
        ),
        Alert::Template { variable } => {
            format!("This page was not finished: its text still holds the placeholder “{variable}”.")
        }
    }
}
