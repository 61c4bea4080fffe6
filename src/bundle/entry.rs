//! Owns what a bundle keeps of a monograph once its card is written: its names, its counted words, its card's reference.

use crate::bundle::file::{File, name_by, reference_by};
use crate::bundle::prepare::Prepared;
use crate::bundle::root::FileRef;
use crate::index::format::page_rows::card_file;
use crate::index::{Page, TermCounter, TermCounts};
use crate::monograph::Facts;
use sha2::{Digest, Sha256};

/// A monograph as a [`Bundle`](crate::bundle::gather::Bundle) takes it in; making it needs nothing of the others, so many can be
/// made at a time.
#[derive(Debug)]
pub struct BundleEntry {
    pub(crate) facts: Facts,
    pub(crate) source: [u8; 32],
    pub(crate) note: Option<String>,
    counted: TermCounts,
    pub(crate) passages: usize,
    hash: String,
    pub(crate) card: FileRef,
}

impl BundleEntry {
    /// The entry of a monograph, and the file of its card.
    #[must_use]
    pub fn new(ready: Prepared, counter: &TermCounter) -> (Self, File) {
        let sha256 = Sha256::digest(&ready.card).into();
        let hash = name_by(&ready.card, &sha256);
        let file = card_file(&hash);
        let entry = Self {
            facts: ready.facts,
            source: ready.source,
            note: ready.note,
            counted: counter.count(&ready.passages),
            passages: ready.passages.len(),
            hash,
            card: reference_by(&file, &ready.card, &sha256),
        };
        (entry, (file, ready.card))
    }

    /// What the index takes in of it.
    pub(crate) fn page(&self) -> Page<'_> {
        Page { facts: &self.facts, card: &self.hash, counted: &self.counted }
    }
}
