//! Owns postings: which units hold a term, and how often in their heading and in their text.

use super::UnitId;
use super::bytes::{Reader, push_varint};

/// One unit that holds a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// The unit.
    pub unit: UnitId,
    /// Times in the heading or question, 3 for more.
    pub in_heading: u8,
    /// Times in the text.
    pub in_text: u32,
}

/// Postings of one term as bytes: how many, then per unit the step from the last unit and both counts.
#[must_use]
pub fn write(postings: &[Posting]) -> Vec<u8> {
    let mut out = Vec::with_capacity(postings.len() * 2 + 2);
    push_varint(&mut out, postings.len() as u32);
    let mut last = 0;
    for posting in postings {
        push_varint(&mut out, posting.unit.0 - last);
        push_varint(&mut out, posting.in_text.min(1 << 24) << 2 | u32::from(posting.in_heading.min(3)));
        last = posting.unit.0;
    }
    out
}

/// Reads what [`write`] wrote; ends early where the bytes make no sense or a unit is not below `units`.
#[derive(Debug, Clone, Copy)]
pub struct Postings<'a> {
    reader: Reader<'a>,
    left: u32,
    last: u32,
    units: u32,
}

impl<'a> Postings<'a> {
    /// Starts at the first unit.
    #[must_use]
    pub fn open(bytes: &'a [u8], units: u32) -> Self {
        let mut reader = Reader::new(bytes);
        let left = reader.varint().unwrap_or(0).min(units);
        Self { reader, left, last: 0, units }
    }

    /// Units that hold the term.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.left
    }
}

impl Iterator for Postings<'_> {
    type Item = Posting;

    fn next(&mut self) -> Option<Posting> {
        self.left = self.left.checked_sub(1)?;
        self.last = self.last.checked_add(self.reader.varint()?)?;
        let counts = self.reader.varint()?;
        (self.last < self.units).then_some(Posting {
            unit: UnitId(self.last),
            in_heading: (counts & 3) as u8,
            in_text: counts >> 2,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postings_come_back_as_written() {
        let all: Vec<Posting> = [(0, 1, 0), (1, 0, 3), (200, 3, 900), (70_000, 0, 1)]
            .map(|(unit, in_heading, in_text)| Posting { unit: UnitId(unit), in_heading, in_text })
            .to_vec();
        let bytes = write(&all);
        assert_eq!(Postings::open(&bytes, 70_001).collect::<Vec<_>>(), all);
        assert_eq!(Postings::open(&bytes, 70_000).total(), 4);
        assert_eq!(Postings::open(&bytes, 70_000).collect::<Vec<_>>(), all[..3], "ids stay in bounds");
    }
}
