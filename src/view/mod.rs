//! Owns the tree that is shown: built from a monograph, made into HTML or DOM elsewhere, never from a string of markup.

mod alerts;
mod blocks;
mod card;
mod dose;
mod node;
mod provenance;
mod urgent;
mod words;

pub use alerts::alerts;
pub use card::{Context, Local, SERIOUS, card};
pub use node::{Attributes, Node, PARTS, Tag};
pub use provenance::line as provenance_line;
pub use words::Words;
