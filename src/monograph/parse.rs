//! Owns the walk from Markdown to a monograph.

use super::{Monograph, Parsed};

/// Reads a monograph. Never fails; what is odd about the source is in [`Parsed::diagnostics`].
#[must_use]
pub fn parse(source: &str) -> Parsed {
    let title =
        source.lines().find_map(|line| line.strip_prefix("title:")).unwrap_or_default().trim().to_string();
    Parsed { monograph: Monograph { title, ..Monograph::default() }, diagnostics: Vec::new() }
}
