//! Counts and compares the characters of texts.

use std::collections::BTreeMap;
use std::ops::Range;

use drug_card::internals::text::unicode;

/// Asserts like `assert!`, but builds a costly message only on failure.
pub(super) fn promise(kept: bool, message: impl Fn() -> String) {
    assert!(kept, "{}", message());
}

/// How often each character occurs. Whitespace and colons, which a heading loses, do not count; hidden characters are
/// spelled out.
pub(super) fn counts(text: &str) -> Counts {
    let mut out = Counts { ascii: [0; 128], rest: BTreeMap::new() };
    for c in unicode::visible(text).chars().filter(|c| !c.is_whitespace() && !matches!(c, ':' | '：')) {
        match out.ascii.get_mut(c as usize) {
            Some(count) => *count += 1,
            None => *out.rest.entry(c).or_default() += 1,
        }
    }
    out
}

/// How often each character occurs. ASCII has an array: with a map alone, counting took most of the time of a run.
pub(super) struct Counts {
    ascii: [usize; 128],
    rest: BTreeMap<char, usize>,
}

impl Counts {
    pub(super) fn of(&self, c: char) -> usize {
        self.ascii.get(c as usize).or_else(|| self.rest.get(&c)).copied().unwrap_or(0)
    }

    /// The characters that occur.
    pub(super) fn each(&self) -> impl Iterator<Item = (char, usize)> {
        let ascii = ('\0'..='\x7f').zip(self.ascii).filter(|(_, count)| *count > 0);
        ascii.chain(self.rest.iter().map(|(c, count)| (*c, *count)))
    }
}

pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The pieces of `text` at `ranges`, which are in order and do not overlap.
pub(super) fn slices<'a>(text: &'a str, ranges: &[Range<usize>]) -> impl Iterator<Item = &'a str> {
    let mut last = 0;
    ranges.iter().map(move |range| {
        assert!(range.start >= last && range.start <= range.end, "{range:?} after {last}");
        last = range.end;
        let piece = text.get(range.clone());
        assert!(piece.is_some(), "{range:?} is not on character boundaries of {text:?}");
        piece.unwrap_or_default()
    })
}

/// Checks that highlights are in order, on character boundaries and not empty.
pub(super) fn highlighted(text: &str, highlights: &[(usize, usize)]) {
    let ranges: Vec<Range<usize>> = highlights.iter().map(|&(start, end)| start..end).collect();
    for piece in slices(text, &ranges) {
        assert!(!piece.is_empty(), "an empty highlight in {text:?}");
    }
}
