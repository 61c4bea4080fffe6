//! Owns parting the label of a group of side effects from what follows it.

use super::Inline;
use super::inline::{is_blank, leading_strong, raw, split, trim, trim_label};
use super::rank::of_label;
use super::sentence;
use crate::text::phrases::find;

/// A bold label with its colon, and what follows it.
pub(super) fn label(text: &[Inline]) -> Option<(Vec<Inline>, Vec<Inline>)> {
    let end = leading_strong(text)?;
    let words = raw(text);
    let (bold, after) = words.split_at(end);
    let inside = bold.trim_end().ends_with(':');
    let outside = after.trim_start().starts_with(':');
    if !inside && !outside {
        // A bold name alone in its item is a name, with or without a gloss.
        let alone = after.trim().is_empty() || after.trim_start().starts_with(['-', '–', '—', '(']);
        return (alone && !sentence::is_sentence(bold) && of_label(bold).is_some())
            .then(|| (trim_label(split(text.to_vec(), end).0), split(text.to_vec(), end).1));
    }
    let colon = if inside { 0 } else { after.find(':').map_or(0, |at| at + 1) };
    let (label, rest) = split(text.to_vec(), end + colon);
    Some((trim_label(label), trim(rest)))
}

/// A label without bold letters at the start of an item: `Common: …`, `Jaundice: …`.
pub(super) fn plain_label(text: &[Inline]) -> Option<(Vec<Inline>, Vec<Inline>)> {
    let words = raw(text);
    let colon = find(&words, b": ")
        .or_else(|| words.trim_end().ends_with(':').then(|| words.trim_end().len() - 1))?;
    let before = &words[..colon];
    let open = before.matches('(').count() > before.matches(')').count();
    if open || before.len() > 100 || find(before, b". ").is_some() {
        return None;
    }
    let (label, rest) = split(text.to_vec(), colon + 1);
    Some((trim_label(label), trim(rest)))
}

/// A paragraph cut at line ends that a bold label follows.
pub(super) fn labelled_lines(text: &[Inline]) -> Vec<Vec<Inline>> {
    let mut out: Vec<Vec<Inline>> = Vec::new();
    let ends = |inline: &Inline| matches!(inline, Inline::SoftBreak | Inline::HardBreak);
    for line in text.split_inclusive(ends) {
        match out.last_mut() {
            Some(last) if label(line).is_none() => last.extend_from_slice(line),
            _ => out.push(line.to_vec()),
        }
    }
    out.retain(|line| !is_blank(line));
    out
}
