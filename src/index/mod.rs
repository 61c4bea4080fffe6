//! The bytes of an index: the layout both sides share, the writer and the reader.
//!
//! An index is a head that every query needs, and shards of which a query needs few: names, terms with their postings, page rows,
//! words for correcting typos. Texts are read from the cards.

pub(crate) mod format;
pub(crate) mod read;
#[cfg(not(target_os = "unknown"))]
pub(crate) mod write;

pub use read::index_reader::Index;
pub use read::segment::MOST_HELD;
#[cfg(not(target_os = "unknown"))]
pub(crate) use write::term_counts::{TermCounter, TermCounts};
#[cfg(not(target_os = "unknown"))]
pub(crate) use write::writer::{Page, Writer};

/// The number of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct PageId(pub u32);

/// The number of a passage; the passages of a page are consecutive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PassageId(pub u32);
