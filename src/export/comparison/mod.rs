//! Compares two versions of a collection, passage by passage, for those who sign the new one.

mod changes;
mod html;
mod passages;
mod text;
mod weight;
mod words;

pub(crate) use changes::{Comparison, Side};
pub(crate) use html::page;
pub(crate) use passages::Medicine;
pub(crate) use text::lines;
