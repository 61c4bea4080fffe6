//! Reads Markdown into a source tree with spans.

pub mod definitions;
pub mod diagnostic;
pub mod front_matter;
pub mod inline;
pub mod line_index;
pub mod markdown;
pub mod source_tree;
pub mod tags;
