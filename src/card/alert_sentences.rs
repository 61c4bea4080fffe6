//! Says what is wrong with a page as a whole.

use crate::card::UiStrings;
use crate::monograph::{Alert, Monograph};

/// What is wrong with the page, one sentence each; the card shows them under its name.
#[must_use]
pub fn alerts(monograph: &Monograph) -> Vec<String> {
    let words = UiStrings::of(&monograph.language);
    monograph.alerts.iter().map(|alert| sentence(alert, words)).collect()
}

fn sentence(alert: &Alert, words: &UiStrings) -> String {
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
        Alert::Template { variable } => {
            let [before, after] = words.template;
            [before, variable, after].concat()
        }
    }
}
