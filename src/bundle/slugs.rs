//! Gives each page a name for addresses, which depends on the page alone and not on what else is in the folder.

use crate::bundle::file::short_hash;
use crate::text::Language;
use crate::text::fold::key;
use crate::text::slug::{Letters, slug};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The longest slug, in bytes: file systems take 255, and `.fragment.html` comes after it.
const LONGEST: usize = 100;

/// File names that say nothing about the medicine: its folder is named after it.
const UNNAMED: [&str; 7] = ["index", "_index", "card", "page", "main", "drug", "monograph"];

/// What slugs are made from, unless the page states its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum From {
    /// The file name: `a/abacavir.md` is `abacavir`.
    #[default]
    File,
    /// The path: `adult/dosing.md` is `adult-dosing`.
    Path,
}

/// What the slug of a page is made from.
#[derive(Debug, Clone, Copy, Default)]
pub struct SlugSource<'a> {
    /// The path of its file.
    pub path: &'a str,
    /// The slug that it states.
    pub own: Option<&'a str>,
    /// Its title, as far as that is known before it is parsed.
    pub title: Option<&'a str>,
}

/// Makes slugs for the pages of a release.
#[derive(Debug, Clone, Copy)]
pub struct Slugs {
    letters: Letters,
    from: From,
}

impl Slugs {
    /// Makes slugs for pages in `language` from file names: in English of Latin letters alone.
    #[must_use]
    pub fn of(language: &Language) -> Self {
        let letters = if language.is_english() { Letters::Latin } else { Letters::All };
        Self { letters, from: From::File }
    }

    /// Makes slugs from whole paths.
    #[must_use]
    pub fn from(self, from: From) -> Self {
        Self { from, ..self }
    }

    /// The slugs of `pages`. File names that differ only in what a slug leaves out, such as `Quiz.md` and `quiz.md`, get a hash of
    /// their path each: neither may take the address of the other. So does a file that is named after another medicine.
    ///
    /// # Errors
    ///
    /// `SharedSlug` when two pages of different folders, or that state a slug, have the same one.
    pub fn assign(self, pages: &[SlugSource<'_>]) -> Result<Vec<String>, SharedSlug> {
        let named: Vec<(String, Option<&str>)> = pages
            .iter()
            .map(|page| match page.own.and_then(|own| self.stated(own)) {
                Some(slug) => (slug, None),
                None => (self.of_path(page.path), Some(file_name(page.path))),
            })
            .collect();
        let titles: BTreeSet<String> = pages.iter().filter_map(|page| page.title).map(key).collect();
        let mut first: BTreeMap<&str, (&str, Option<&str>)> = BTreeMap::new();
        let mut unclear = BTreeSet::new();
        for (page, (slug, name)) in pages.iter().zip(&named) {
            if let Some((other, other_name)) = first.insert(slug, (page.path, *name)) {
                if name.is_none() || other_name.is_none() || *name == other_name {
                    return Err(SharedSlug {
                        slug: slug.clone(),
                        first: other.into(),
                        second: page.path.into(),
                    });
                }
                unclear.insert(slug.as_str());
            }
            let own = key(slug);
            if name.is_some() && page.title.is_some_and(|title| key(title) != own) && titles.contains(&own) {
                unclear.insert(slug.as_str());
            }
        }
        let clear = |(page, (slug, _)): (&SlugSource, &(String, _))| {
            if unclear.contains(slug.as_str()) { format!("{slug}-{}", hash(page.path)) } else { slug.clone() }
        };
        Ok(pages.iter().zip(&named).map(clear).collect())
    }

    /// The slug that an address or a name stands for: `/drugs/Lasix/` is `lasix`. `None` if it holds no letter, or a placeholder.
    #[must_use]
    pub fn stated(&self, address: &str) -> Option<String> {
        let name = address.trim().trim_end_matches('/');
        let name = name.rsplit('/').next().unwrap_or(name);
        let is_name = !name.contains(':') && !slug(without_extension(name), self.letters).is_empty();
        is_name.then(|| self.shortened(without_extension(name)))
    }

    /// The slug that a page at `path` has unless it states one: letters, digits and hyphens, at most 100 bytes.
    #[must_use]
    pub fn of_path(&self, path: &str) -> String {
        // The address of a site's page may be a folder or an HTML file.
        let path = without_extension(path.trim_end_matches('/'));
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let is_unnamed = UNNAMED.contains(&name.to_lowercase().as_str()) && !folder.is_empty();
        match self.from {
            From::File if is_unnamed => self.shortened(folder.rsplit('/').next().unwrap_or(folder)),
            From::File => self.shortened(name),
            From::Path => self.shortened(if is_unnamed { folder } else { path }),
        }
    }

    fn shortened(&self, name: &str) -> String {
        let mut slug = slug(name, self.letters);
        if slug.is_empty() {
            return format!("page-{}", hash(name));
        }
        if slug.len() > LONGEST {
            slug.truncate(slug.floor_char_boundary(LONGEST - 9));
            return format!("{}-{}", slug.trim_end_matches('-'), hash(name));
        }
        // A letter or digit may have been lost here: `interferon-beta-.md` is not the page `interferon-beta.md`.
        if name.contains("--") || name.starts_with('-') || name.ends_with('-') {
            return format!("{slug}-{}", hash(name));
        }
        slug
    }
}

/// Enough of a hash to tell a few names apart.
fn hash(text: &str) -> String {
    short_hash(text.as_bytes())[..8].into()
}

/// The last part of a path as it is written.
fn file_name(path: &str) -> &str {
    let path = without_extension(path.trim_end_matches('/'));
    path.rsplit('/').next().unwrap_or(path)
}

fn without_extension(path: &str) -> &str {
    let ends = [".md", ".markdown", ".mkd", ".mdx", ".qmd", ".html", ".htm"];
    let end = ends.iter().find(|end| {
        path.len() > end.len()
            && path.is_char_boundary(path.len() - end.len())
            && path[path.len() - end.len()..].eq_ignore_ascii_case(end)
    });
    end.map_or(path, |end| &path[..path.len() - end.len()])
}

/// Two pages have one slug.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedSlug {
    /// The slug.
    pub slug: String,
    /// The path of a page that has it.
    pub first: String,
    /// The path of another.
    pub second: String,
}

impl fmt::Display for SharedSlug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { slug, first, second } = self;
        write!(
            f,
            "expected a slug of its own for each page, but {first} and {second} are both \"{slug}\"; rename one, or write `slug: NAME` into \
             its front matter, or make all slugs from whole paths with --slugs path"
        )
    }
}

impl std::error::Error for SharedSlug {}
