//! Reads Markdown and HTML into one kind of source tree, with positions.

pub mod address;
pub(crate) mod callout;
pub mod definitions;
pub mod diagnostic;
pub(crate) mod dialects;
pub(crate) mod frames;
pub mod front_matter;
#[cfg(not(target_os = "unknown"))]
pub mod html;
pub mod inline;
pub(crate) mod line_builder;
pub mod line_index;
pub mod markdown;
pub(crate) mod raw_html;
pub mod source_tree;
mod spans;
pub mod tags;
pub mod unbalanced;

/// The most text that is read, in bytes; the largest real file has 9.5 kB.
pub const SIZE_CAP: usize = 256 * 1024;
