//! Makes names for addresses from titles and file names; `www/bundle/names.js` does the same for titles (`tests/slugs.tsv`).

use crate::text::fold::key;

/// Which letters a slug keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letters {
    /// The letters a to z.
    Latin,
    /// Those of every script.
    All,
}

/// The folded letters and digits of `text`, its words joined by hyphens; empty where it has none of `letters`.
#[must_use]
pub fn slug(text: &str, letters: Letters) -> String {
    let mut out = String::new();
    for c in key(text).chars() {
        if c == ' ' {
            out.push('-');
        } else if letters == Letters::All || c.is_ascii_alphanumeric() || c == '-' {
            out.push(c);
        }
    }
    out
}
