//! Collects names and writes them as shards; [`crate::index::format::name_shard`] reads them.

use crate::index::PageId;
use crate::index::format::dictionary::MAX_KEY;
use crate::index::format::name_shard::NameKind;
use crate::index::format::page_rows::{Complexity, PageRow, write_row};
use crate::index::write::word_map::WordSet;
use std::collections::{BTreeMap, BTreeSet};

/// Bytes after which a shard ends: about 4 kB by brotli, less than a round trip on a slow connection.
const SHARD: usize = if cfg!(test) { 300 } else { 16_000 };
/// Combinations under a name that have rows in its shard; a list shows no more.
const COMBINATIONS: usize = 10;

/// Collects names.
#[derive(Debug, Default)]
pub(crate) struct NamesWriter {
    names: BTreeMap<String, (String, BTreeSet<(NameKind, PageId)>)>,
}

/// The least name that a shard may hold, and its bytes.
pub(crate) type Shard = (String, Vec<u8>);

impl NamesWriter {
    /// Adds a page under a folded name; `shown` is the spelling to show. If a page is added twice, the stronger kind stays.
    pub(crate) fn add(&mut self, key: &str, shown: &str, kind: NameKind, page: PageId) {
        if key.is_empty() || key.len() > MAX_KEY {
            return;
        }
        let (spelling, entries) = self.names.entry(key.to_string()).or_default();
        if spelling.is_empty() {
            *spelling = shown.to_string();
        }
        if entries.iter().any(|(other, at)| *at == page && *other <= kind) {
            return;
        }
        entries.retain(|(_, at)| *at != page);
        entries.insert((kind, page));
    }

    /// The pages under a name.
    pub(crate) fn get(&self, key: &str) -> impl Iterator<Item = (NameKind, PageId)> {
        self.names.get(key).into_iter().flat_map(|(_, entries)| entries.iter().copied())
    }

    /// Whether a page has the name, and not only one that is easily confused with it.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.get(key).any(|(kind, _)| kind != NameKind::Similar)
    }

    /// The names that a page [`has`](Self::has), to look many up.
    pub(crate) fn own(&self) -> WordSet<&str> {
        let own = self.names.iter().filter(|(_, (_, entries))| {
            let mut entries = entries.iter();
            entries.any(|(kind, _)| *kind != NameKind::Similar)
        });
        own.map(|(key, _)| key.as_str()).collect()
    }

    /// Every name, sorted.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// The shards in order; `rows` are all pages by number.
    #[must_use]
    pub(crate) fn finish(&self, rows: &[PageRow]) -> Vec<Shard> {
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

/// The shortest prefix of `next` that is greater than `last`.
pub(crate) fn between<'a>(last: &str, next: &'a str) -> &'a str {
    let same = last.bytes().zip(next.bytes()).take_while(|(a, b)| a == b).count();
    (same + 1..next.len()).find_map(|end| next.get(..end)).unwrap_or(next)
}

#[derive(Debug, Default)]
struct ShardWriter {
    /// Pages in the order they were added, each with whether its row has the first sentence.
    pages: Vec<(PageId, bool)>,
    names: Vec<String>,
    /// Roughly how many bytes it will have.
    size: usize,
}

impl ShardWriter {
    fn add(&mut self, key: &str, shown: &str, entries: &BTreeSet<(NameKind, PageId)>, rows: &[PageRow]) {
        let (mut own, mut combined): (Vec<usize>, Vec<&PageRow>) = (Vec::new(), Vec::new());
        // A form for one part of the body comes after a general one, without WebAssembly too.
        let mut sorted: Vec<&(NameKind, PageId)> = entries.iter().collect();
        sorted.sort_by_key(|(kind, page)| (*kind, rows.get(page.0 as usize).is_some_and(PageRow::is_local)));
        for &&(kind, page) in &sorted {
            let Some(row) = rows.get(page.0 as usize) else { continue };
            if kind == NameKind::Ingredient {
                combined.push(row);
            } else {
                own.extend([kind as usize, self.row_of(row, kind == NameKind::Title)]);
            }
        }
        let mut simplest = combined.clone();
        simplest.sort_by_key(|row| (row.complexity(), row.page));
        for row in simplest.into_iter().take(COMBINATIONS) {
            self.row_of(row, false);
        }
        let combined: Vec<usize> = combined
            .iter()
            .flat_map(|row| {
                let Complexity { substances, title_len } = row.complexity();
                [row.page.0 as usize, usize::from(substances), usize::from(title_len)]
            })
            .collect();
        let shown = if shown == key { "" } else { shown };
        let name = serde_json::json!([key, shown, own, combined]).to_string();
        self.size += name.len();
        self.names.push(name);
    }

    /// The index of a page's row in this shard.
    fn row_of(&mut self, row: &PageRow, with_line: bool) -> usize {
        let known = self.pages.iter().position(|(page, _)| *page == row.page);
        let index = known.unwrap_or_else(|| {
            self.size += row.title.len() + 40;
            self.pages.push((row.page, false));
            self.pages.len() - 1
        });
        if with_line {
            self.size += row.line.len();
            self.pages[index].1 = true;
        }
        index
    }

    fn finish(self, rows: &[PageRow]) -> Vec<u8> {
        let row = |&(page, with_line): &(PageId, bool)| {
            rows.get(page.0 as usize).map(|row| write_row(row, with_line))
        };
        let pages: Vec<String> = self.pages.iter().filter_map(row).collect();
        format!("{{\"pages\":[{}],\"names\":[{}]}}", pages.join(","), self.names.join(",")).into_bytes()
    }
}
