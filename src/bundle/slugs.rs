//! Owns the names of pages in addresses, and that no two pages have the same.

use crate::bundle::file::short_hash;
use crate::text::Language;
use crate::text::fold::key;
use std::collections::BTreeSet;

/// Names for addresses, one for each path in turn.
#[derive(Debug, Default)]
pub struct Slugs {
    taken: BTreeSet<String>,
    /// Letters of all scripts are kept.
    all_letters: bool,
}

impl Slugs {
    /// No names yet, for pages in that language: in English of Latin letters alone.
    #[must_use]
    pub fn of(language: &Language) -> Self {
        Self { taken: BTreeSet::new(), all_letters: !language.is_english() }
    }

    /// A name for addresses from the file's name: letters, digits and hyphens, at most 100 bytes of them, unique.
    pub fn next(&mut self, path: &str) -> String {
        // The address of a site's page may be a folder or an HTML file.
        let path = path.trim_end_matches('/');
        let name = path.rsplit('/').next().unwrap_or(path);
        let name = [".md", ".html", ".htm"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
        let kept = |c: &char| self.all_letters || c.is_ascii_alphanumeric() || *c == '-';
        let mut slug: String = key(name).replace(' ', "-").chars().filter(kept).collect();
        if slug.len() > 100 {
            slug.truncate((0..=91).rev().find(|at| slug.is_char_boundary(*at)).unwrap_or(0));
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
