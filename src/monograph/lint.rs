//! Owns the remarks about a whole monograph.

use super::{Diagnostic, Monograph};

/// Remarks on the structure; part of every parse.
pub(super) fn structure(_monograph: &Monograph, _source: &str, _heading_line: u32) -> Vec<Diagnostic> {
    Vec::new()
}

/// Remarks on the wording: what an editor's check adds to the remarks of a parse.
#[must_use]
pub fn lint(_source: &str, _monograph: &Monograph) -> Vec<Diagnostic> {
    Vec::new()
}
