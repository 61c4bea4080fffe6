//! Finds the card that a link of a monograph leads to: by the path of its file, or by the name of a page.

use crate::bundle::relatives::Relatives;
use crate::card::{Pages, Related};
use crate::read::address;
use crate::read::dialects::marks::WIKI;
use crate::text::fold::key;
use std::collections::HashMap;

/// The pages of a bundle, as links name them.
#[derive(Debug, Default)]
pub struct PageLinks {
    /// Slugs by path, without the extension.
    by_path: HashMap<String, String>,
    /// Slugs by the name of the file; `None` where two files have the name.
    by_name: HashMap<String, Option<String>>,
    /// What belongs to each page.
    relatives: Relatives,
}

impl PageLinks {
    /// The links between pages, each given by its path and its slug.
    pub fn new<'a>(pages: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut links = Self::default();
        for (path, slug) in pages {
            let path = stem(path);
            let name = path.rsplit('/').next().unwrap_or(path);
            let same = links.by_name.entry(key(name)).or_insert_with(|| Some(slug.into()));
            if same.as_deref() != Some(slug) {
                *same = None;
            }
            links.by_path.insert(path.to_string(), slug.into());
        }
        links
    }

    /// The same with what belongs to each page.
    #[must_use]
    pub(crate) fn with_relatives(mut self, relatives: Relatives) -> Self {
        self.relatives = relatives;
        self
    }

    /// The pages that belong to the one with this slug.
    pub(crate) fn related(&self, slug: &str) -> Option<&Related> {
        self.relatives.of(slug)
    }

    /// The links of the page at `path`.
    #[must_use]
    pub fn of<'a>(&'a self, path: &'a str) -> LinksOf<'a> {
        LinksOf { links: self, path }
    }
}

/// The links of one page.
pub struct LinksOf<'a> {
    links: &'a PageLinks,
    path: &'a str,
}

impl Pages for LinksOf<'_> {
    fn card(&self, address: &str) -> Option<String> {
        let page = address.split(['#', '?']).next()?;
        if let Some(name) = page.strip_prefix(WIKI) {
            let name = name.rsplit('/').next()?;
            return self.links.by_name.get(&key(stem(name))).cloned().flatten();
        }
        if page.is_empty() || address::is_external(address) {
            return None;
        }
        let page = page.replace("%20", " ");
        let folder = self.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let whole = match page.strip_prefix('/') {
            Some(page) => page.to_string(),
            None => format!("{folder}/{page}"),
        };
        let mut parts: Vec<&str> = Vec::new();
        for part in whole.split('/') {
            match part {
                "" | "." => {}
                ".." => _ = parts.pop()?,
                part => parts.push(part),
            }
        }
        let path = parts.join("/");
        let found = |path: &str| self.links.by_path.get(path).cloned();
        found(stem(&path)).or_else(|| found(&format!("{path}/index")))
    }

    fn picture(&self, _: &str) -> Option<String> {
        None
    }
}

/// A path without the extension of a page.
fn stem(path: &str) -> &str {
    let known = |extension: &str| ["md", "markdown", "mdx", "qmd", "html", "htm"].contains(&extension);
    path.rsplit_once('.').filter(|(_, extension)| known(extension)).map_or(path, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_the_page_it_names_and_to_no_other() {
        let pages = [
            ("a/salvidone.md", "salvidone"),
            ("b/index.md", "b"),
            ("b/pelargin.md", "pelargin"),
            ("c/pelargin.md", "c-pelargin"),
        ];
        let links = PageLinks::new(pages.into_iter());
        let from = links.of("a/salvidone.md");
        for (address, want) in [
            ("../b/pelargin.md#dose", Some("pelargin")),
            ("../b/pelargin", Some("pelargin")),
            ("../b/", Some("b")),
            ("/c/pelargin.html", Some("c-pelargin")),
            ("wiki:Salvidone#Dose", Some("salvidone")),
            ("wiki:pelargin", None),
            ("../../b/pelargin.md", None),
            ("https://a.example/b/pelargin.md", None),
            ("mirtolan.md", None),
            ("#dose", None),
        ] {
            assert_eq!(from.card(address).as_deref(), want, "{address}");
        }
    }
}
