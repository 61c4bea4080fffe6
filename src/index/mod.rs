//! Owns the bytes of an index: the writer and the reader of each part side by side.
//!
//! An index is a head that every question needs, and shards a question needs few of: names, terms with their postings,
//! rows of pages, words for mending slips. The texts are those of the cards.

#[cfg(not(target_arch = "wasm32"))]
mod bare;
pub mod bytes;
pub mod container;
#[cfg(not(target_arch = "wasm32"))]
mod counted;
pub mod dictionary;
pub mod head;
pub mod impact;
pub mod json;
pub mod lists;
pub mod names;
#[cfg(not(target_arch = "wasm32"))]
pub mod names_writer;
#[cfg(not(target_arch = "wasm32"))]
mod naming;
mod needs;
pub mod pages;
pub mod phrases;
pub mod postings;
mod segment;
pub mod slips;
pub mod store;
mod volume;
#[cfg(not(target_arch = "wasm32"))]
mod writer;

#[cfg(not(target_arch = "wasm32"))]
pub use counted::{Counted, Counter};
pub use segment::{MOST_HELD, Segment};
#[cfg(not(target_arch = "wasm32"))]
pub use writer::{Built, Page, Writer};

/// Number of a page in a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct PageId(pub u32);

/// Number of a unit in a segment; the units of a page follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub u32);
