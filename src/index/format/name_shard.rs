//! Shards of names, cut by alphabet: for each folded name its pages, how it relates to each, and the spelling to show.
//!
//! A shard is JSON, because the front end reads it too: it finds cards by name without WebAssembly.
//!
//! ```text
//! {"pages":[[page,substances,"title","slug","hash","line","path"],…],"names":[["key","shown",[kind,row,…],[page,substances,length,…]],…]}
//! ```
//!
//! `row` counts in `pages`. Combinations that contain a substance are listed by number; the simplest of them have rows as well.
//! `slug` is empty if the slug rule derives it from the title, `path` if it is `slug` in the folder of its first letter.

use crate::index::PageId;
use crate::index::format::page_rows::{Complexity, PageRow, read_rows};
use crate::lean::json::Json;

/// How a name relates to a page, strongest first.
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
    /// The name of one substance of a combination.
    Ingredient,
    /// The name of a different medicine that is easily confused with this one.
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
    /// How the name relates to the page.
    pub kind: NameKind,
    /// The page.
    pub page: PageId,
    /// How complex the page is; simpler ones are listed first.
    pub complexity: Complexity,
}

/// The pages under one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The spelling to show.
    pub shown: String,
    /// The pages: strongest kind first, then in page order.
    pub entries: Vec<NameEntry>,
}

impl Name {
    /// Whether a page has the name, and not only one that is easily confused with it.
    #[must_use]
    pub fn has_page(&self) -> bool {
        self.entries.iter().any(|entry| entry.kind != NameKind::Similar)
    }

    /// Whether some page has it as its own name, not as that of one substance of several or of a similar medicine.
    #[must_use]
    pub fn has_own(&self) -> bool {
        self.entries.iter().any(|entry| entry.kind < NameKind::Ingredient)
    }
}

/// A shard: its names in order, and rows of their pages.
#[derive(Debug, Clone, Default)]
pub(crate) struct NameShard {
    names: Vec<(String, Name)>,
    /// The rows, not sorted.
    pub pages: Vec<PageRow>,
}

impl NameShard {
    /// Reads a shard; `None` when the bytes make no sense.
    #[must_use]
    pub(crate) fn read(bytes: &[u8], pages: u32) -> Option<Self> {
        let mut json = Json::new(bytes);
        let rows = read_rows(&mut json, pages);
        let mut names: Vec<(String, Name)> = Vec::new();
        json.expect(b',');
        json.expect_key("names");
        json.expect(b'[');
        while json.more(b']') {
            let name = read_name(&mut json, &rows, pages);
            if names.last().is_some_and(|(last, _)| *last >= name.0) {
                json.reject();
            }
            names.push(name);
        }
        json.is_whole().then_some(Self { names, pages: rows })
    }

    /// Counts the pages under its names from `first`.
    pub(crate) fn count_from(&mut self, first: u32) {
        for (_, name) in &mut self.names {
            for entry in &mut name.entries {
                entry.page.0 += first;
            }
        }
    }

    /// The pages under a folded name.
    #[must_use]
    pub(crate) fn find(&self, key: &str) -> Option<&Name> {
        let at = self.names.binary_search_by(|(name, _)| name.as_str().cmp(key)).ok()?;
        self.names.get(at).map(|(_, name)| name)
    }

    /// The names not less than `key`, in order.
    pub(crate) fn from(&self, key: &str) -> &[(String, Name)] {
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
        let kind = NameKind::ALL.get(json.number() as usize);
        json.take(b',');
        let (Some(&kind), Some(row)) = (kind, rows.get(json.number() as usize)) else {
            json.reject();
            break;
        };
        let list = if kind == NameKind::Similar { &mut similar } else { &mut entries };
        list.push(NameEntry { kind, page: row.page, complexity: row.complexity() });
    }
    json.take(b',');
    json.expect(b'[');
    while json.more(b']') {
        let page = PageId(json.below(pages));
        json.take(b',');
        let substances = json.number().min(255) as u8;
        json.take(b',');
        let complexity = Complexity { substances, title_len: json.number().min(65_535) as u16 };
        entries.push(NameEntry { kind: NameKind::Ingredient, page, complexity });
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

    fn kinds(name: &Name) -> Vec<(NameKind, u32)> {
        name.entries.iter().map(|entry| (entry.kind, entry.page.0)).collect()
    }

    #[test]
    fn a_page_keeps_its_strongest_kind_of_a_name() {
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
            kinds(shard.find("furosemide").unwrap()),
            [(NameKind::Title, 4), (NameKind::Ingredient, 1)]
        );
        assert_eq!(shard.find("lasix").unwrap().shown, "Lasix");
        assert_eq!(shard.find("lasi"), None);
        assert!(NameShard::read(&shards[0].1, 2).is_none(), "pages out of bounds are damage");
    }

    #[test]
    fn shards_split_the_alphabet_and_lose_no_name() {
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
