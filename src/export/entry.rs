//! Owns what a bundle keeps of a monograph once its card is written: its names, its counted words, its card's reference.

use super::bundle::{File, Prepared, name_by, reference_by};
use super::root::FileRef;
use crate::index::pages::card_file;
use crate::index::{Counted, Counter, Page};
use sha2::{Digest, Sha256};

/// What is known of a monograph beside its text.
#[derive(Debug)]
pub(super) struct About {
    pub(super) path: String,
    pub(super) slug: String,
    pub(super) title: String,
    pub(super) line: String,
    pub(super) generic_name: Option<String>,
    pub(super) ingredients: Vec<String>,
    pub(super) faqs: usize,
    pub(super) source: [u8; 32],
    /// The site's note that stands on the card, by its name in the overlay.
    pub(super) note: Option<String>,
}

/// A monograph as a [`Bundle`](super::bundle::Bundle) takes it in; making it needs nothing of the others, so many can be
/// made at a time.
#[derive(Debug)]
pub struct Entry {
    pub(super) about: About,
    counted: Counted,
    pub(super) units: usize,
    hash: String,
    pub(super) card: FileRef,
}

impl Entry {
    /// The entry of a monograph, and the file of its card.
    #[must_use]
    pub fn new(ready: Prepared, counter: &Counter) -> (Self, File) {
        let sha256 = Sha256::digest(&ready.card).into();
        let hash = name_by(&ready.card, &sha256);
        let file = card_file(&hash);
        let entry = Self {
            about: ready.about,
            counted: counter.count(&ready.units),
            units: ready.units.len(),
            hash,
            card: reference_by(&file, &ready.card, &sha256),
        };
        (entry, (file, ready.card))
    }

    /// What the index takes in of it.
    pub(super) fn page(&self) -> Page<'_> {
        let about = &self.about;
        Page {
            path: &about.path,
            slug: &about.slug,
            title: &about.title,
            card: &self.hash,
            line: &about.line,
            generic_name: about.generic_name.as_deref(),
            ingredients: &about.ingredients,
            counted: &self.counted,
        }
    }
}
