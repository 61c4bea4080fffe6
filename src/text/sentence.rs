//! Splits text into sentences; where an end is in doubt, both sentences stay together.

use crate::lean::strings::{behind_last, is_one_of, without_front};

/// Words before a dot that end no sentence.
const ABBREVIATIONS: &str =
    "e.g i.e a.m p.m u.s approx ca cf dr esp etc fig incl max min mr mrs no resp sp spp st vs";

/// Marks after an end that belong to the sentence they close.
const CLOSING: &str = ".!?)]\"'”’";

/// The sentences of `text` in order: slices that cover all of it but the blanks between them. A line end ends one too.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        if rest.is_empty() {
            return None;
        }
        let (sentence, after) = rest.split_at(end(rest));
        rest = after;
        Some(sentence.trim_end())
    })
}

/// The first sentence of `text`; empty when there is none.
#[must_use]
pub(crate) fn first_sentence(text: &str) -> &str {
    sentences(text).next().unwrap_or_default()
}

/// The byte after the first sentence of `text`, before the blanks that follow it.
pub(crate) fn end(text: &str) -> usize {
    let from = |at: usize| text.get(at..).unwrap_or_default();
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\n' => return at,
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth = depth.saturating_sub(1),
            b'.' | b'!' | b'?' => {
                let next = without_front(from(at + 1), CLOSING);
                let end = text.len() - next.len();
                let closing = text.get(at..end).unwrap_or_default().bytes();
                let closed = closing.filter(|byte| matches!(byte, b')' | b']')).count();
                let short = byte == b'.' && is_short(text.get(..at).unwrap_or_default());
                if depth <= closed && !short && begins(next) {
                    return end;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// Whether what follows a mark can begin a sentence.
fn begins(after: &str) -> bool {
    let next = after.trim_start();
    let separate = next.len() < after.len() || after.is_empty();
    separate && next.chars().next().is_none_or(|c| !is_small(c) && !matches!(c, ',' | ';' | ')'))
}

/// Whether the text before a dot ends in a short form, an initial, or is the number of a list's item.
fn is_short(before: &str) -> bool {
    let word = behind_last(before, " \u{a0}\t(");
    let initial = word.len() == 1 && word != "A" && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let number = !word.is_empty() && before.trim_start().bytes().all(|byte| byte.is_ascii_digit());
    initial || number || is_one_of(&word.to_ascii_lowercase(), ABBREVIATIONS)
}

/// Whether `c` is a small letter of Latin, Greek or Cyrillic: the table of all scripts is large in the browser's modules.
fn is_small(c: char) -> bool {
    matches!(c, 'a'..='z' | 'µ' | 'ß'..='ö' | 'ø'..='ÿ' | 'α'..='ω' | 'а'..='џ')
}

/// Whether it ends as running text does, a clause included.
pub(crate) fn closes(text: &str) -> bool {
    text.trim_end().ends_with(['.', '!', ';', ','])
}
