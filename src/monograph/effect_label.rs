//! Owns parting the label of a group of side effects from what follows it.

use super::Inline;
use super::inline::{is_blank, leading_strong, raw, split, trim, trim_label};
use super::rank::of_label;
use super::sentence;
use crate::text::phrases::find;

/// A bold label with its colon, and what follows it.
pub(super) fn label(text: &[Inline]) -> Option<(Vec<Inline>, Vec<Inline>)> {
    let end = label_end(text)?;
    let (label, rest) = split(text.to_vec(), end);
    Some((trim_label(label), trim(rest)))
}

/// The byte after a bold label and its colon.
fn label_end(text: &[Inline]) -> Option<usize> {
    let end = leading_strong(text)?;
    let words = raw(text);
    let (bold, after) = words.split_at(end);
    let inside = bold.trim_end().ends_with(':');
    let outside = after.trim_start().starts_with(':');
    if !inside && !outside {
        // A bold name alone in its item is a name, with or without a gloss.
        let alone = after.trim().is_empty() || after.trim_start().starts_with(['-', '–', '—', '(']);
        return (alone && !sentence::is_sentence(bold) && of_label(bold).is_some()).then_some(end);
    }
    let colon = if inside { 0 } else { after.find(':').map_or(0, |at| at + 1) };
    Some(end + colon)
}

/// A label without bold letters at the start of an item whose text is `words`: `Common: …`, `Jaundice: …`.
pub(super) fn plain_label(text: &[Inline], words: &str) -> Option<(Vec<Inline>, Vec<Inline>)> {
    let colon = find(words, b": ")
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
pub(super) fn labelled_lines(text: &[Inline]) -> impl Iterator<Item = &[Inline]> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let ends = |inline: &Inline| matches!(inline, Inline::SoftBreak | Inline::HardBreak);
        let lines = rest.split_inclusive(ends).skip(1);
        let mut end = rest.len();
        let mut left = rest.len() - rest.split_inclusive(ends).next().map_or(0, <[_]>::len);
        for line in lines {
            if label_end(line).is_some() {
                end = rest.len() - left;
                break;
            }
            left -= line.len();
        }
        let (line, after) = rest.split_at(end);
        rest = after;
        (!line.is_empty()).then_some(line)
    })
    .filter(|line| !is_blank(line))
}
