//! Owns names: under each folded name the pages it leads to, by which right, and the spelling that is shown.

use super::PageId;
use super::bytes::{Reader, push_bytes, push_varint};
use super::dictionary::{self, Dictionary, Walk};
use super::lists::{Lists, ListsWriter};
use std::collections::{BTreeMap, BTreeSet};

/// By which right a name leads to a page; an earlier one beats a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// The title itself.
    Title,
    /// The title without route or form.
    Base,
    /// The page's own generic-name line.
    Generic,
    /// Another national name or spelling of the same medicine.
    National,
    /// The title without its salt.
    Salt,
    /// A brand.
    Brand,
    /// One substance of a combination.
    Ingredient,
    /// A different medicine whose name is easily confused with this one.
    Similar,
}

impl Tier {
    const ALL: [Self; 8] = [
        Self::Title,
        Self::Base,
        Self::Generic,
        Self::National,
        Self::Salt,
        Self::Brand,
        Self::Ingredient,
        Self::Similar,
    ];
}

/// A page under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// By which right.
    pub tier: Tier,
    /// The page.
    pub page: PageId,
}

/// Gathers names.
#[derive(Debug, Default)]
pub struct NamesWriter {
    names: BTreeMap<String, (String, BTreeSet<Entry>)>,
}

impl NamesWriter {
    /// Adds a page under a folded name; `shown` is the spelling a reader knows. A page keeps its best right.
    pub fn add(&mut self, key: &str, shown: &str, tier: Tier, page: PageId) {
        if key.is_empty() || key.len() > dictionary::MAX_KEY {
            return;
        }
        let (spelling, entries) = self.names.entry(key.to_string()).or_default();
        if spelling.is_empty() {
            *spelling = shown.to_string();
        }
        if entries.iter().any(|entry| entry.page == page && entry.tier <= tier) {
            return;
        }
        entries.retain(|entry| entry.page != page);
        entries.insert(Entry { tier, page });
    }

    /// The pages under a name.
    pub fn get(&self, key: &str) -> impl Iterator<Item = Entry> {
        self.names.get(key).into_iter().flat_map(|(_, entries)| entries.iter().copied())
    }

    /// Every name with a page of its own right, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// Keys and lists as the bytes of two parts.
    #[must_use]
    pub fn finish(&self) -> (Vec<u8>, Vec<u8>) {
        let mut lists = ListsWriter::default();
        for (key, (spelling, entries)) in &self.names {
            let mut out = Vec::new();
            let plain = key == spelling;
            push_bytes(&mut out, if plain { b"" } else { spelling.as_bytes() });
            for entry in entries {
                out.push(Tier::ALL.iter().position(|&tier| tier == entry.tier).unwrap_or(0) as u8);
                push_varint(&mut out, entry.page.0);
            }
            lists.push(&out);
        }
        (dictionary::write(self.names.keys().map(String::as_str)), lists.finish())
    }
}

/// What lies under one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The spelling a reader knows.
    pub shown: String,
    /// The pages, best right first, then in page order.
    pub entries: Vec<Entry>,
}

/// Reads what [`NamesWriter`] wrote.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    keys: Dictionary<'a>,
    lists: Lists<'a>,
    pages: u32,
}

impl<'a> Names<'a> {
    /// Reads both fronts; `None` when they do not fit their bytes or each other.
    #[must_use]
    pub fn open(keys: &'a [u8], lists: &'a [u8], pages: u32) -> Option<Self> {
        let (keys, lists) = (Dictionary::open(keys)?, Lists::open(lists)?);
        (keys.count() == lists.count()).then_some(Self { keys, lists, pages })
    }

    /// The sorted names.
    #[must_use]
    pub fn keys(&self) -> Dictionary<'a> {
        self.keys
    }

    /// What lies under a folded name.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<Name> {
        self.get(self.keys.find(key)?, key)
    }

    /// What lies under the name of that number.
    #[must_use]
    pub fn get(&self, number: u32, key: &str) -> Option<Name> {
        let mut reader = Reader::new(self.lists.get(number)?);
        let shown = reader.text()?;
        let mut entries = Vec::new();
        while let Some(tier) = reader.byte() {
            let tier = *Tier::ALL.get(usize::from(tier))?;
            let page = PageId(reader.varint()?);
            if page.0 < self.pages {
                entries.push(Entry { tier, page });
            }
        }
        Some(Name { shown: if shown.is_empty() { key } else { shown }.to_string(), entries })
    }

    /// Walks over the names that start with `prefix`.
    #[must_use]
    pub fn with_prefix(&self, prefix: &str) -> Walk<'a> {
        self.keys.from(prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_keeps_its_best_right_to_a_name() {
        let mut writer = NamesWriter::default();
        writer.add("furosemide", "Furosemide", Tier::Title, PageId(4));
        writer.add("lasix", "Lasix", Tier::Brand, PageId(4));
        writer.add("furosemide", "furosemide", Tier::Ingredient, PageId(1));
        writer.add("furosemide", "furosemide", Tier::Similar, PageId(4));
        let (keys, lists) = writer.finish();
        let names = Names::open(&keys, &lists, 5).unwrap();
        let found = names.find("furosemide").unwrap();
        assert_eq!(
            found.entries,
            [Entry { tier: Tier::Title, page: PageId(4) }, Entry { tier: Tier::Ingredient, page: PageId(1) }]
        );
        assert_eq!(names.find("lasix").unwrap().shown, "Lasix");
        assert_eq!(names.find("lasi"), None);
        assert_eq!(
            Names::open(&keys, &lists, 2).unwrap().find("lasix").unwrap().entries,
            [],
            "ids stay in bounds"
        );
    }
}
