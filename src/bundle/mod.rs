//! Gathers cards, index, names and pages into the files of a bundle.

pub mod build_part;
pub mod card_file;
pub mod changes;
pub mod entry;
pub mod error;
pub mod file;
mod front_end;
pub mod gather;
pub mod offline;
pub mod overlay;
mod page_counts;
pub mod page_links;
pub mod preload;
pub mod prepare;
pub mod root;
pub mod slugs;
pub mod withdrawn;
