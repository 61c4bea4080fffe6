//! Owns what a search found as text for a terminal.

use crate::search::{AnswerHit, SearchResults};
use std::fmt::Write;

/// What a search says when nothing fits.
pub(crate) const NOTHING: &str = "That is not a statement that something is safe.";

/// The results for a reader at a terminal.
#[must_use]
pub(crate) fn text(query: &str, results: &SearchResults) -> String {
    let mut out = String::new();
    if results.medicines.is_empty() && results.answers.is_empty() {
        let _ = writeln!(out, "Nothing here matches \"{query}\". {NOTHING}");
    }
    for medicine in &results.medicines {
        let via = medicine.via.as_ref().map(|via| format!(", asked for as {via}")).unwrap_or_default();
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

/// A hit's id, behind the number of its bundle where several are searched as one.
#[must_use]
pub(crate) fn id(bundle: usize, id: &str) -> String {
    if bundle > 0 { format!("{bundle}/{id}") } else { id.to_string() }
}

fn answer_id(answer: &AnswerHit) -> String {
    let part = if answer.anchor.is_empty() { "" } else { "#" };
    id(answer.bundle, &format!("{}{part}{}", answer.path, answer.anchor))
}
