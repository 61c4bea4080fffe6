//! Formats search results for a terminal.

use crate::card::ui_strings::SAFETY_SENTENCE;
use crate::search::{AnswerHit, SearchResults};
use std::fmt::Write;

/// The results as lines of text.
#[must_use]
pub(crate) fn text(query: &str, results: &SearchResults) -> String {
    let mut out = String::new();
    if results.medicines.is_empty() && results.answers.is_empty() {
        let _ = writeln!(out, "Nothing here matches \"{query}\". {SAFETY_SENTENCE}");
    }
    for medicine in &results.medicines {
        let via = medicine.via.as_ref().map(|via| format!(": {via}")).unwrap_or_default();
        let from = if medicine.bundle > 0 {
            format!(" [{}]", id(medicine.bundle, &medicine.path))
        } else {
            String::new()
        };
        let (title, matched) = (&medicine.title, medicine.matched.id());
        let _ = writeln!(out, "{title} ({matched}{via}){from}\n    {}", medicine.line);
    }
    for answer in &results.answers {
        let _ = writeln!(out, "{} · {} [{}]", answer.title, answer.heading, answer_id(answer));
        for line in answer.text.lines() {
            let _ = writeln!(out, "    {line}");
        }
    }
    if !results.different.is_empty() {
        let names: Vec<&str> = results.different.iter().map(|medicine| medicine.title.as_str()).collect();
        let _ = writeln!(out, "Different medicine, similar name: {}", names.join(", "));
    }
    out
}

/// The id of a hit; with several bundles, those after the first prefix their number, as in `1/m/milrinone.md`.
#[must_use]
pub(crate) fn id(bundle: usize, id: &str) -> String {
    if bundle > 0 { format!("{bundle}/{id}") } else { id.to_string() }
}

fn answer_id(answer: &AnswerHit) -> String {
    let hash = if answer.anchor.is_empty() { "" } else { "#" };
    id(answer.bundle, &format!("{}{hash}{}", answer.path, answer.anchor))
}
