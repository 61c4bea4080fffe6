//! Owns what a bundle keeps of a monograph once its card is written: its names, its counted words, its card's reference.

use super::bundle::{File, Prepared, name_by, reference_by};
use super::root::FileRef;
use crate::index::pages::card_file;
use crate::index::{Counted, Counter, Page};
use sha2::{Digest, Sha256};

/// A monograph as a [`Bundle`](super::bundle::Bundle) takes it in; making it needs nothing of the others, so many can be
/// made at a time.
#[derive(Debug)]
pub struct Entry {
    pub(super) path: String,
    pub(super) slug: String,
    pub(super) title: String,
    pub(super) line: String,
    generic_name: Option<String>,
    ingredients: Vec<String>,
    counted: Counted,
    pub(super) faqs: usize,
    pub(super) units: usize,
    pub(super) source: [u8; 32],
    hash: String,
    pub(super) card: FileRef,
    pub(super) note: Option<String>,
}

impl Entry {
    /// The entry of a monograph, and the file of its card.
    #[must_use]
    pub fn new(ready: Prepared, counter: &Counter) -> (Self, File) {
        let sha256 = Sha256::digest(&ready.card).into();
        let hash = name_by(&ready.card, &sha256);
        let file = card_file(&hash);
        let entry = Self {
            path: ready.path,
            slug: ready.slug,
            title: ready.title,
            line: ready.line,
            generic_name: ready.generic_name,
            ingredients: ready.ingredients,
            counted: counter.count(&ready.units),
            faqs: ready.faqs,
            units: ready.units.len(),
            source: ready.source,
            hash,
            card: reference_by(&file, &ready.card, &sha256),
            note: ready.note,
        };
        (entry, (file, ready.card))
    }

    /// What the index takes in of it.
    pub(super) fn page(&self) -> Page<'_> {
        Page {
            path: &self.path,
            slug: &self.slug,
            title: &self.title,
            card: &self.hash,
            line: &self.line,
            generic_name: self.generic_name.as_deref(),
            ingredients: &self.ingredients,
            counted: &self.counted,
        }
    }
}
