//! Reads Markdown and HTML into one kind of source tree, with positions.

pub(crate) mod address;
pub(crate) mod callout;
pub(crate) mod definitions;
pub(crate) mod diagnostic;
pub(crate) mod dialects;
pub(crate) mod frames;
pub(crate) mod front_matter;
#[cfg(not(target_os = "unknown"))]
pub(crate) mod html;
pub(crate) mod inline;
#[cfg(not(target_os = "unknown"))]
pub(crate) mod line_breaks;
pub(crate) mod line_builder;
pub(crate) mod line_index;
pub(crate) mod markdown;
pub(crate) mod raw_html;
pub(crate) mod source_tree;
mod spans;
pub(crate) mod tags;
pub(crate) mod unbalanced;

/// The most text that is read, in bytes; the largest official labels have half of it. In the browser, where some pages of this size
/// would need more memory than a core may have, a quarter.
pub(crate) const SIZE_CAP: usize = if cfg!(target_os = "unknown") { 256 } else { 1024 } * 1024;
