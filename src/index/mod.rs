//! Owns the bytes of an index: the writer and the reader of each part side by side.
//!
//! ```
//! use drug_card::{index::{Page, Segment, Writer}, text::Words, unit::{Unit, UnitKind}};
//!
//! let units = [Unit { kind: UnitKind::Head, anchor: String::new(), heading: "Milrinone".into(), text: String::new() }];
//! let words = Words::default();
//! let mut writer = Writer::new(&words);
//! writer.add(&Page {
//!     path: "m/milrinone.md", slug: "milrinone", title: "Milrinone", generic_name: None, ingredients: &[], units: &units,
//! });
//! let segment = Segment::open(writer.finish(7).unwrap()).unwrap();
//! assert_eq!(segment.build(), 7);
//! assert_eq!(segment.pages().next().unwrap().title, "Milrinone");
//! ```

mod bare;
pub mod bytes;
pub mod dictionary;
pub mod lists;
pub mod names;
mod naming;
pub mod phrases;
pub mod postings;
mod segment;
pub mod store;
pub mod units;
mod writer;

pub use segment::{Part, Segment};
pub use writer::{Page, Writer};

/// Number of a page in a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

/// Number of a unit in a segment; the units of a page follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub u32);
