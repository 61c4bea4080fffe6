//! Characters, words and sentences, independent of medicine.

pub(crate) mod brackets;
pub mod day;
pub mod distance;
pub mod fold;
pub mod language;
pub mod phrases;
pub mod script;
pub mod sentence;
pub mod slug;
pub mod stem;
pub mod token;
pub mod unicode;

pub use day::Day;
pub use language::{Language, Rules};

/// What separates two lines of a table's cell where the row is one line: `out` is what the cell has so far.
#[must_use]
pub fn cell_gap(out: &str) -> &'static str {
    match out.as_bytes().last() {
        Some(b'.' | b',' | b';' | b':' | b'!' | b'?') => " ",
        _ => ", ",
    }
}
