//! Characters, words and sentences, independent of medicine.

pub(crate) mod brackets;
pub(crate) mod day;
pub(crate) mod distance;
pub(crate) mod fold;
pub(crate) mod language;
pub(crate) mod phrases;
pub(crate) mod script;
pub(crate) mod sentence;
pub(crate) mod slug;
pub(crate) mod stem;
pub(crate) mod token;
pub(crate) mod unicode;

pub(crate) use day::Day;
pub use language::{Language, Rules};

/// What separates two lines of a table's cell where the row is one line: `out` is what the cell has so far.
#[must_use]
pub(crate) fn cell_gap(out: &str) -> &'static str {
    match out.as_bytes().last() {
        Some(b'.' | b',' | b';' | b':' | b'!' | b'?') => " ",
        _ => ", ",
    }
}

/// `text` with a capital letter at its beginning.
#[cfg(not(target_os = "unknown"))]
pub(crate) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
