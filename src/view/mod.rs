//! Owns the tree that is shown: built from a monograph, made into HTML or DOM elsewhere, never from a string of markup.

mod blocks;
mod card;
mod dose;
mod node;
mod provenance;
mod urgent;

pub use card::{Context, SERIOUS, card};
pub use node::{Attributes, Node, PARTS, Tag};

/// What is wrong with a page as a whole, one sentence each.
pub fn alerts(_: &crate::monograph::Monograph) -> Vec<String> {
    vec![]
}
