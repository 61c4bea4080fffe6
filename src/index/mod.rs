//! The bytes of an index: the layout both sides share, the writer and the reader.
//!
//! An index is a head that every question needs, and shards a question needs few of: names, terms with their postings,
//! rows of pages, words for correcting typos. The texts are those of the cards.

pub mod format;
pub mod read;
#[cfg(not(target_arch = "wasm32"))]
pub mod write;

pub use read::index_reader::Index;
pub use read::segment::MOST_HELD;
#[cfg(not(target_arch = "wasm32"))]
pub use write::term_counts::{TermCounter, TermCounts};
#[cfg(not(target_arch = "wasm32"))]
pub use write::writer::{Built, Page, Writer};

/// Number of a page in a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct PageId(pub u32);

/// Number of a unit in a segment; the units of a page follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PassageId(pub u32);
