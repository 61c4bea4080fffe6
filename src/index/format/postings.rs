//! Postings: which passages hold a term, with the term's impact on each, grouped by the kind of the passage.
//!
//! A query that names no medicine is answered from these alone; with kinds and impacts in them, no table of passages has to be
//! loaded. Questions that ask the same (an intent) are postings too, under a term that no word can be.

use crate::error::Error;
use crate::index::PassageId;
use crate::index::format::bytes::{Reader, push_varint};
use crate::index::format::container::Container;
use crate::index::format::dictionary::Dictionary;
use crate::index::format::lists::Lists;
use crate::monograph::passage::PassageKind;

/// A passage that holds a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posting {
    /// The passage's kind.
    pub kind: PassageKind,
    /// The passage.
    pub passage: PassageId,
    /// The impact in steps, 1 to 15; for an intent, how many intents the question has.
    pub steps: u32,
}

/// The term under which every page has one posting: its steps say how prominent its medicine is, single medicines from
/// [`SINGLE`] up.
pub(crate) const PROMINENCE: &str = "!~";

/// Steps of [`PROMINENCE`] from which a page is about a single medicine.
pub(crate) const SINGLE: u32 = 8;

/// The term of the questions with an intent: a character that no word contains, then a letter for the intent's number.
#[must_use]
pub(crate) fn intent_term(number: u8) -> String {
    let mut out = String::from('!');
    out.push(char::from(b'A' + number.min(60)));
    out
}

/// How the terms of classes of medicines begin: the pages of their members, not those whose text holds their name.
pub(crate) const CLASS: &str = "!=";

/// The postings of a term as bytes: their count; for each kind its number and count; for each passage the distance from the one
/// before, with the impact in the low four bits. `postings` are sorted.
#[must_use]
pub(crate) fn write(postings: &[Posting]) -> Vec<u8> {
    let mut out = Vec::with_capacity(postings.len() * 2 + 4);
    push_varint(&mut out, postings.len() as u32);
    for run in postings.chunk_by(|a, b| a.kind == b.kind) {
        out.extend(run.first().map(|posting| posting.kind.number()));
        push_varint(&mut out, run.len() as u32);
        let mut last = 0;
        for posting in run {
            push_varint(&mut out, (posting.passage.0 - last) << 4 | posting.steps.min(15));
            last = posting.passage.0;
        }
    }
    out
}

const PARTS: [&str; 2] = ["terms", "postings"];

/// A range of stems with their postings.
#[derive(Debug, Clone)]
pub(crate) struct TermShard {
    pub(crate) stems: Dictionary,
    container: Container,
}

impl TermShard {
    pub(crate) fn open(bytes: Vec<u8>) -> Result<Self, Error> {
        let container = Container::open(bytes, PARTS.len())?;
        let stems = Dictionary::open(container.part(0)).ok_or(Error::Corrupt { part: PARTS[0] })?;
        Ok(Self { stems, container })
    }

    /// The passages that hold a stem, all below `passages`.
    pub(crate) fn postings(&self, stem: &str, passages: u32) -> Option<Postings<'_>> {
        Some(Postings::open(Lists::open(self.container.part(1))?.get(self.stems.find(stem)?)?, passages))
    }
}

/// Reads what [`write()`] wrote; ends early where the bytes make no sense or a passage is not below `passages`.
#[derive(Debug, Clone, Copy)]
pub struct Postings<'a> {
    reader: Reader<'a>,
    total: u32,
    passages: u32,
    kind: PassageKind,
    left: u32,
    last: u32,
    first: u32,
}

impl<'a> Postings<'a> {
    /// Starts at the first passage.
    #[must_use]
    pub fn open(bytes: &'a [u8], passages: u32) -> Self {
        let mut reader = Reader::new(bytes);
        let total = reader.varint().unwrap_or(0).min(passages);
        Self { reader, total, passages, kind: PassageKind::Head, left: 0, last: 0, first: 0 }
    }

    /// Counts passages from `first`.
    pub(crate) fn from(self, first: u32) -> Self {
        Self { first, ..self }
    }

    /// How many passages hold the term.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.total
    }
}

impl Iterator for Postings<'_> {
    type Item = Posting;

    fn next(&mut self) -> Option<Posting> {
        while self.left == 0 {
            self.kind = PassageKind::of_number(self.reader.byte()?)?;
            (self.left, self.last) = (self.reader.varint()?, 0);
        }
        self.left -= 1;
        let packed = self.reader.varint()?;
        self.last = self.last.checked_add(packed >> 4)?;
        (self.last < self.passages).then_some(Posting {
            kind: self.kind,
            passage: PassageId(self.last + self.first),
            steps: packed & 15,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postings_come_back_as_written() {
        let mut all: Vec<Posting> = [(0, 1), (1, 15), (200, 3), (70_000, 9)]
            .map(|(passage, steps)| Posting {
                kind: if passage == 1 { PassageKind::Head } else { PassageKind::Faq },
                passage: PassageId(passage),
                steps,
            })
            .to_vec();
        all.sort_unstable();
        let bytes = write(&all);
        assert_eq!(Postings::open(&bytes, 70_001).collect::<Vec<_>>(), all);
        assert_eq!(Postings::open(&bytes, 70_000).total(), 4);
        assert!(
            Postings::open(&bytes, 70_000).all(|posting| posting.passage.0 < 70_000),
            "ids stay in bounds"
        );
    }
}
