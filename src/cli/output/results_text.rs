//! Formats search results for a terminal.

use crate::card::ui_strings::SAFETY_SENTENCE;
use crate::index::format::page_rows::PageAlert;
use crate::search::{AnswerHit, Correction, MatchKind, PartialName, SearchResults};
use std::fmt::Write;

/// The results as lines of text.
#[must_use]
pub(crate) fn text(query: &str, results: &SearchResults) -> String {
    let mut out = String::new();
    for sentence in sentences(query, results) {
        let _ = writeln!(out, "{sentence}");
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
        push_alert(&mut out, medicine.alert.as_ref().filter(|alert| alert.text != medicine.line));
    }
    for answer in &results.answers {
        let _ = writeln!(out, "{} · {} [{}]", answer.title, answer.heading, answer_id(answer));
        push_alert(&mut out, answer.alert.as_ref());
        for line in answer.text.lines() {
            let _ = writeln!(out, "    {line}");
        }
    }
    let different = |offered: bool| {
        let medicines = results.different.iter();
        medicines.filter(move |medicine| (medicine.matched != MatchKind::Similar) == offered)
    };
    let offers: Vec<String> = different(true)
        .map(|medicine| match &medicine.via {
            Some(via) if *via != medicine.title => format!("{} ({via})", medicine.title),
            _ => medicine.title.clone(),
        })
        .collect();
    if !offers.is_empty() {
        let _ = writeln!(out, "Did you mean: {}", offers.join(", "));
    }
    for offer in different(true).filter(|offer| offer.alert.is_some()) {
        let _ = writeln!(out, "{}:", offer.title);
        push_alert(&mut out, offer.alert.as_ref());
    }
    let similar: Vec<&str> = different(false).map(|medicine| medicine.title.as_str()).collect();
    if !similar.is_empty() {
        let _ = writeln!(out, "Different medicine, similar name: {}", similar.join(", "));
    }
    out
}

fn push_alert(out: &mut String, alert: Option<&PageAlert>) {
    if let Some(PageAlert { text, .. }) = alert {
        let _ = writeln!(out, "    ! {text}");
    }
}

/// The warnings before the hits: names that are missing or not understood, and words that no page mentions.
fn sentences(query: &str, results: &SearchResults) -> Vec<String> {
    let mut out = Vec::new();
    for name in &results.not_here {
        out.push(format!("\"{name}\" is a medicine; there is no page about it here."));
    }
    for PartialName { text, name } in &results.not_understood {
        let offers = results.different.iter().filter(|medicine| medicine.via.as_ref() == Some(name));
        let titles: Vec<&str> = offers.map(|medicine| medicine.title.as_str()).collect();
        let of = if titles.is_empty() {
            String::new()
        } else {
            format!(" \"{name}\" is a name of {}.", titles.join(", "))
        };
        out.push(format!("Nothing here is called \"{text}\".{of}"));
    }
    for Correction { typed, shown } in &results.corrected {
        out.push(format!("Showing {shown} for \"{typed}\"."));
    }
    if results.strangers {
        out.push("Neither page names the other. That does not mean they can be taken together.".into());
    }
    let first = results.medicines.first();
    if let Some(first) = first.filter(|_| !results.unmet.is_empty()) {
        let words = results.unmet.join(", ");
        out.push(format!(
            "The page on {} does not speak of: {words}. That does not mean it is safe.",
            first.title
        ));
    }
    if out.is_empty() && first.is_none() && results.answers.is_empty() {
        out.push(format!("Nothing here matches \"{query}\". {SAFETY_SENTENCE}"));
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
