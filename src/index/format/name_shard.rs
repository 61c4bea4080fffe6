//! Owns names: under each folded name the pages it leads to, by which right, and the spelling that is shown; in shards
//! by the alphabet, so that a question loads the few it needs.
//!
//! A shard is text, for the shell reads it too: cards are found by name without WebAssembly.
//!
//! ```text
//! {"pages":[[page,substances,"title","slug","hash","line","path"],…],"names":[["key","shown",[tier,place,…],[page,substances,length,…]],…]}
//! ```
//!
//! `place` counts in `pages`. Combinations that hold a substance stand as numbers, the first of them as pages as well.
//! `slug` is empty if the slug rule derives it from the title, `path` where it is `slug` in its letter's folder.

use crate::index::PageId;
use crate::index::format::page_rows::{PageRow, read_rows};
use crate::lean::json::Json;

/// By which right a name leads to a page; an earlier one beats a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
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

impl NameKind {
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
pub struct NameEntry {
    /// By which right.
    pub kind_of_name: NameKind,
    /// The page.
    pub page: PageId,
    /// How simple the page is: its substances, then the bytes of its title. Simpler pages are listed first.
    pub weight: (u8, u16),
}

/// What lies under one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The spelling a reader knows.
    pub shown: String,
    /// The pages, best right first, then in page order.
    pub entries: Vec<NameEntry>,
}

impl Name {
    /// Whether a page is under it by a right of its own: neither as one substance of several nor as merely similar.
    #[must_use]
    pub fn has_own(&self) -> bool {
        self.entries.iter().any(|entry| entry.kind_of_name < NameKind::Ingredient)
    }
}

/// A shard as it is read: its names in order, and what it says of their pages.
#[derive(Debug, Clone, Default)]
pub struct NameShard {
    names: Vec<(String, Name)>,
    /// The pages, not sorted.
    pub pages: Vec<PageRow>,
}

impl NameShard {
    /// Reads a shard; `None` when it is damaged.
    #[must_use]
    pub fn read(bytes: &[u8], pages: u32) -> Option<Self> {
        let mut json = Json::new(bytes);
        let rows = read_rows(&mut json, pages);
        let mut names: Vec<(String, Name)> = Vec::new();
        json.expect(b',');
        json.expect_key("names");
        json.expect(b'[');
        while json.more(b']') {
            let name = read_name(&mut json, &rows, pages);
            if names.last().is_some_and(|(last, _)| *last >= name.0) {
                json.refuse();
            }
            names.push(name);
        }
        json.is_whole().then_some(Self { names, pages: rows })
    }

    /// Lets the pages under its names count from `first`.
    pub(crate) fn count_from(&mut self, first: u32) {
        for (_, name) in &mut self.names {
            for entry in &mut name.entries {
                entry.page.0 += first;
            }
        }
    }

    /// What lies under a folded name.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&Name> {
        let at = self.names.binary_search_by(|(name, _)| name.as_str().cmp(key)).ok()?;
        self.names.get(at).map(|(_, name)| name)
    }

    /// The names from the first that is not before `key`, in order.
    pub fn from(&self, key: &str) -> &[(String, Name)] {
        let at = self.names.partition_point(|(name, _)| name.as_str() < key);
        self.names.get(at..).unwrap_or_default()
    }
}

fn read_name(json: &mut Json<'_>, rows: &[PageRow], pages: u32) -> (String, Name) {
    json.expect(b'[');
    let key = json.text();
    json.take(b',');
    let shown = json.text();
    json.take(b',');
    json.expect(b'[');
    let mut entries = Vec::new();
    let mut similar = Vec::new();
    while json.more(b']') {
        let kind_of_name = NameKind::ALL.get(json.number() as usize);
        json.take(b',');
        let (Some(&kind_of_name), Some(row)) = (kind_of_name, rows.get(json.number() as usize)) else {
            json.refuse();
            break;
        };
        let into = if kind_of_name == NameKind::Similar { &mut similar } else { &mut entries };
        into.push(NameEntry { kind_of_name, page: row.page, weight: row.weight() });
    }
    json.take(b',');
    json.expect(b'[');
    while json.more(b']') {
        let page = PageId(json.below(pages));
        json.take(b',');
        let substances = json.number().min(255) as u8;
        json.take(b',');
        let weight = (substances, json.number().min(65_535) as u16);
        entries.push(NameEntry { kind_of_name: NameKind::Ingredient, page, weight });
    }
    entries.append(&mut similar);
    json.expect(b']');
    let shown = if shown.is_empty() { key.clone() } else { shown };
    (key, Name { shown, entries })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::write::name_shard_writer::NamesWriter;

    fn row(page: u32, title: &str) -> PageRow {
        PageRow {
            page: PageId(page),
            substances: 1,
            title: title.into(),
            hash: "00".into(),
            ..PageRow::default()
        }
    }

    fn tiers(name: &Name) -> Vec<(NameKind, u32)> {
        name.entries.iter().map(|entry| (entry.kind_of_name, entry.page.0)).collect()
    }

    #[test]
    fn a_page_keeps_its_best_right_to_a_name() {
        let rows: Vec<PageRow> = ["Aa", "Furosemide + B", "C", "D", "Furosemide"]
            .iter()
            .zip(0..)
            .map(|(title, page)| row(page, title))
            .collect();
        let mut writer = NamesWriter::default();
        writer.add("furosemide", "Furosemide", NameKind::Title, PageId(4));
        writer.add("lasix", "Lasix", NameKind::Brand, PageId(4));
        writer.add("furosemide", "furosemide", NameKind::Ingredient, PageId(1));
        writer.add("furosemide", "furosemide", NameKind::Similar, PageId(4));
        let shards = writer.finish(&rows);
        let shard = NameShard::read(&shards[0].1, 5).unwrap();
        assert_eq!(
            tiers(shard.find("furosemide").unwrap()),
            [(NameKind::Title, 4), (NameKind::Ingredient, 1)]
        );
        assert_eq!(shard.find("lasix").unwrap().shown, "Lasix");
        assert_eq!(shard.find("lasi"), None);
        assert!(NameShard::read(&shards[0].1, 2).is_none(), "pages out of bounds are damage");
    }

    #[test]
    fn shards_part_the_alphabet_and_lose_no_name() {
        let mut writer = NamesWriter::default();
        let keys: Vec<String> = (0..400).map(|n| format!("name {:03}", (n * 37) % 400)).collect();
        keys.iter().for_each(|key| writer.add(key, key, NameKind::Title, PageId(0)));
        let shards = writer.finish(&[row(0, "Only")]);
        assert!(shards.len() > 4 && shards[0].0.is_empty());
        for key in &keys {
            let at = shards.partition_point(|(first, _)| first <= key) - 1;
            let shard = NameShard::read(&shards[at].1, 1).unwrap();
            assert!(shard.find(key).is_some(), "{key}");
            assert_eq!(&shard.from(key)[0].0, key);
        }
    }
}
