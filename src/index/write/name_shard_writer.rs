//! Owns writing names: gathered one by one, handed out in shards ([`crate::index::format::name_shard`] reads them).

use crate::index::PageId;
use crate::index::format::dictionary::MAX_KEY;
use crate::index::format::name_shard::NameKind;
use crate::index::format::page_rows::{PageRow, write_row};
use std::collections::{BTreeMap, BTreeSet};

/// Bytes after which a shard ends: about 4 kB by brotli, a fraction of a round trip on a slow line.
const SHARD: usize = if cfg!(test) { 300 } else { 16_000 };
/// Combinations under one name whose titles stand in its own shard; a list shows no more of them.
const COMBINATIONS: usize = 10;

/// Gathers names.
#[derive(Debug, Default)]
pub struct NamesWriter {
    names: BTreeMap<String, (String, BTreeSet<(NameKind, PageId)>)>,
}

/// A shard as it is written: the least name it may hold, its bytes.
pub type Shard = (String, Vec<u8>);

impl NamesWriter {
    /// Adds a page under a folded name; `shown` is the spelling a reader knows. A page keeps its best right.
    pub fn add(&mut self, key: &str, shown: &str, kind_of_name: NameKind, page: PageId) {
        if key.is_empty() || key.len() > MAX_KEY {
            return;
        }
        let (spelling, entries) = self.names.entry(key.to_string()).or_default();
        if spelling.is_empty() {
            *spelling = shown.to_string();
        }
        if entries.iter().any(|(other, at)| *at == page && *other <= kind_of_name) {
            return;
        }
        entries.retain(|(_, at)| *at != page);
        entries.insert((kind_of_name, page));
    }

    /// The pages under a name.
    pub fn get(&self, key: &str) -> impl Iterator<Item = (NameKind, PageId)> {
        self.names.get(key).into_iter().flat_map(|(_, entries)| entries.iter().copied())
    }

    /// Every name, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// The shards in order; `rows` are all pages by number.
    #[must_use]
    pub fn finish(&self, rows: &[PageRow]) -> Vec<Shard> {
        let mut out = Vec::new();
        let (mut shard, mut first, mut last) = (ShardWriter::default(), String::new(), "");
        for (key, (shown, entries)) in &self.names {
            if shard.size >= SHARD {
                out.push((first, std::mem::take(&mut shard).finish(rows)));
                first = between(last, key).to_string();
            }
            shard.add(key, shown, entries, rows);
            last = key;
        }
        out.push((first, shard.finish(rows)));
        out
    }
}

/// The shortest beginning of `next` that comes after `last`.
pub(crate) fn between<'a>(last: &str, next: &'a str) -> &'a str {
    let same = last.bytes().zip(next.bytes()).take_while(|(a, b)| a == b).count();
    (same + 1..next.len()).find_map(|end| next.get(..end)).unwrap_or(next)
}

#[derive(Debug, Default)]
struct ShardWriter {
    /// Pages in the order they were met, each with whether its sentence is said.
    pages: Vec<(PageId, bool)>,
    names: Vec<String>,
    /// About how many bytes it will have.
    size: usize,
}

impl ShardWriter {
    fn add(&mut self, key: &str, shown: &str, entries: &BTreeSet<(NameKind, PageId)>, rows: &[PageRow]) {
        let (mut own, mut combined): (Vec<usize>, Vec<&PageRow>) = (Vec::new(), Vec::new());
        for &(kind_of_name, page) in entries {
            let Some(row) = rows.get(page.0 as usize) else { continue };
            if kind_of_name == NameKind::Ingredient {
                combined.push(row);
            } else {
                own.extend([kind_of_name as usize, self.place(row, kind_of_name == NameKind::Title)]);
            }
        }
        let mut simplest = combined.clone();
        simplest.sort_by_key(|row| (row.weight(), row.page));
        for row in simplest.into_iter().take(COMBINATIONS) {
            self.place(row, false);
        }
        let combined: Vec<usize> = combined
            .iter()
            .flat_map(|row| [row.page.0 as usize, usize::from(row.weight().0), usize::from(row.weight().1)])
            .collect();
        let shown = if shown == key { "" } else { shown };
        let name = serde_json::json!([key, shown, own, combined]).to_string();
        self.size += name.len();
        self.names.push(name);
    }

    /// The place of a page in this shard.
    fn place(&mut self, row: &PageRow, said: bool) -> usize {
        let known = self.pages.iter().position(|(page, _)| *page == row.page);
        let place = known.unwrap_or_else(|| {
            self.size += row.title.len() + 40;
            self.pages.push((row.page, false));
            self.pages.len() - 1
        });
        if said {
            self.size += row.line.len();
            self.pages[place].1 = true;
        }
        place
    }

    fn finish(self, rows: &[PageRow]) -> Vec<u8> {
        let row = |&(page, said): &(PageId, bool)| rows.get(page.0 as usize).map(|row| write_row(row, said));
        let pages: Vec<String> = self.pages.iter().filter_map(row).collect();
        format!("{{\"pages\":[{}],\"names\":[{}]}}", pages.join(","), self.names.join(",")).into_bytes()
    }
}
