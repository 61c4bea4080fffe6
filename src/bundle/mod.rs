//! Gathers cards, index, names and pages into the files of a bundle.

pub(crate) mod build_part;
pub(crate) mod card_file;
pub(crate) mod changes;
pub(crate) mod entry;
pub(crate) mod error;
pub(crate) mod file;
mod front_end;
pub(crate) mod gather;
pub(crate) mod offline;
pub(crate) mod overlay;
mod page_counts;
pub(crate) mod page_links;
pub(crate) mod preload;
pub(crate) mod prepare;
pub(crate) mod relatives;
pub(crate) mod root;
pub(crate) mod slugs;
pub(crate) mod withdrawn;
