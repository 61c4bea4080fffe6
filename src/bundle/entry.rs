//! What a bundle keeps of a monograph once its card is written: facts, word counts, the reference to its card.

use crate::bundle::file::{File, name_by, reference_by};
use crate::bundle::prepare::Prepared;
use crate::bundle::root::FileRef;
use crate::bundle::withdrawn::Withdrawn;
use crate::index::format::page_rows::card_file;
use crate::index::{Page, TermCounter, TermCounts};
use crate::monograph::Facts;
use sha2::{Digest, Sha256};

/// A monograph as a [`Bundle`](crate::bundle::gather::Bundle) takes it. It depends on no other, so that many can be made in parallel.
#[derive(Debug)]
pub struct BundleEntry {
    pub(crate) facts: Facts,
    pub(crate) source: [u8; 32],
    pub(crate) note: Option<String>,
    counted: TermCounts,
    pub(crate) passages: usize,
    pub(crate) hash: String,
    pub(crate) card: FileRef,
    pub(crate) withdrawn: Option<Withdrawn>,
}

impl BundleEntry {
    /// The entry of a monograph, and the file of its card.
    #[must_use]
    pub fn new(prepared: Prepared, counter: &TermCounter) -> (Self, File) {
        let sha256 = Sha256::digest(&prepared.card).into();
        let hash = name_by(&prepared.card, &sha256);
        let file = card_file(&hash);
        let entry = Self {
            withdrawn: Withdrawn::of(&prepared.facts, &prepared.card),
            facts: prepared.facts,
            source: prepared.source,
            note: prepared.note,
            counted: counter.count(&prepared.passages),
            passages: prepared.passages.len(),
            hash,
            card: reference_by(&file, &prepared.card, &sha256),
        };
        (entry, (file, prepared.card))
    }

    /// The page for the index.
    pub(crate) fn page(&self) -> Page<'_> {
        Page { facts: &self.facts, card: &self.hash, counted: &self.counted }
    }
}
