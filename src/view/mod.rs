//! Owns the tree that is shown: built from a monograph, made into HTML or DOM elsewhere, never from a string of markup.

mod node;

pub use node::{Attributes, Node, Tag};
