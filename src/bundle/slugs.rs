//! Gives each page a name for addresses that no other page has.

use crate::bundle::file::short_hash;
use crate::text::Language;
use crate::text::slug::{Letters, slug};
use std::collections::BTreeSet;

/// The longest slug, in bytes: file systems take 255, and `.fragment.html` comes after it.
const LONGEST: usize = 100;

/// The slugs given so far.
#[derive(Debug)]
pub struct Slugs {
    taken: BTreeSet<String>,
    letters: Letters,
}

impl Slugs {
    /// No slugs yet, for pages in `language`: in English of Latin letters alone.
    #[must_use]
    pub fn of(language: &Language) -> Self {
        let letters = if language.is_english() { Letters::Latin } else { Letters::All };
        Self { taken: BTreeSet::new(), letters }
    }

    /// The slug of the file at `path`: letters, digits and hyphens, at most 100 bytes.
    pub fn next(&mut self, path: &str) -> String {
        // The address of a site's page may be a folder or an HTML file.
        let path = path.trim_end_matches('/');
        let name = path.rsplit('/').next().unwrap_or(path);
        let name = [".md", ".html", ".htm"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
        let mut slug = slug(name, self.letters);
        if slug.len() > LONGEST {
            slug.truncate(slug.floor_char_boundary(LONGEST - 9));
            slug = format!("{}-{}", slug.trim_end_matches('-'), &short_hash(name.as_bytes())[..8]);
        }
        if slug.is_empty() {
            slug = format!("page-{}", &short_hash(name.as_bytes())[..8]);
        }
        let base = slug.clone();
        let mut count = 1;
        while !self.taken.insert(slug.clone()) {
            count += 1;
            slug = format!("{base}-{count}");
        }
        slug
    }
}
