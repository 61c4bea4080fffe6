//! The index of one bundle: its head, the shards and cards loaded so far, and the files that are missing.
//!
//! A segment numbers its pages and passages from 0. What it returns ([`NameEntry`](crate::index::format::name_shard::NameEntry),
//! [`PageRow`], [`Posting`](crate::index::format::postings::Posting)) has the numbers of the whole index, which follow on from
//! those of the segments before it.

use crate::error::Error;
use crate::index::PageId;
use crate::index::format::elsewhere::ElsewhereNames;
use crate::index::format::head::{Common, Directory, Head, directory, shard_of};
use crate::index::format::name_shard::{Name, NameShard};
use crate::index::format::page_rows::{self, PageRow};
use crate::index::format::postings::{Postings, TermShard};
use crate::index::format::typo_words::TypoWords;
use crate::index::read::missing::{MissingFile, MissingFiles, path_of};
use crate::index::read::passage_store::{self, PassageText};
use crate::lean::crc::matches_name;
use crate::lean::json::Json;
use crate::lean::strings::before;
use std::cell::Cell;

/// Bytes held before the least recently used files are dropped.
pub const MOST_HELD: usize = 12 << 20;

/// Files last used more queries ago than this are dropped first, then those of the next step. Files that the current query uses
/// stay.
const AGES: [u32; 4] = [256, 64, 16, 0];

/// A loaded file.
#[derive(Debug, Clone)]
struct Slot {
    value: Value,
    size: usize,
    /// The query that used it last.
    used: Cell<u32>,
}

#[derive(Debug, Clone)]
enum Value {
    Names(NameShard),
    Terms(TermShard),
    TypoWords(TypoWords),
    Elsewhere(ElsewhereNames),
    Card(Vec<PassageText>),
}

/// The numbers that a segment's first page and first passage have in the whole index.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct FirstIds {
    pub(crate) page: u32,
    pub(crate) passage: u32,
}

/// The index of one bundle.
#[derive(Debug, Clone)]
pub(crate) struct Segment {
    pub(crate) head: Head,
    directory: Directory,
    /// One slot for each shard of names, of terms and of names without a page, for those similar to a name of the bundle, for the
    /// typo words, and for each card, in this order.
    slots: Vec<Option<Box<Slot>>>,
    /// The known page rows, sorted by page.
    rows: Vec<PageRow>,
    pub(crate) held: usize,
    /// Bytes held before the least recently used files are dropped.
    pub(crate) most_held: usize,
    pub(crate) first: FirstIds,
    query: Cell<u32>,
    pub(crate) missing: MissingFiles,
}

impl Segment {
    /// Opens a segment by what [`Index::open`](crate::index::Index::open) takes.
    pub(crate) fn open(head: Vec<u8>, names: &[u8], first: FirstIds) -> Result<Self, Error> {
        let head = Head::open(head)?;
        let mut names = Json::new(names);
        let directory = directory(&mut names);
        if !names.is_whole() {
            return Err(Error::Corrupt { part: "directory of names" });
        }
        let mut slots = Vec::new();
        // `vec![None; …]` would compile in the cloning of everything a slot may hold.
        let shards = directory.len() + head.terms.len() + head.elsewhere.len();
        slots.resize_with(shards + 2 + head.page_count() as usize, || None);
        Ok(Self {
            slots,
            rows: Vec::new(),
            held: 0,
            most_held: MOST_HELD,
            first,
            query: Cell::new(0),
            missing: MissingFiles::default(),
            directory,
            head,
        })
    }

    /// The count of a common word; `None` for any other.
    pub(crate) fn common(&self, stem: &str) -> Option<Common> {
        self.head.common(stem)
    }

    /// The pages under a folded name.
    pub(crate) fn name(&self, key: &str) -> Option<&Name> {
        if !self.may_begin(key) {
            return None;
        }
        self.names_shard(shard_of(&self.directory, key)?)?.find(key)
    }

    /// At most `most` names that begin with `prefix`, in order.
    pub(crate) fn names_with(&self, prefix: &str, most: usize) -> Vec<(&str, &Name)> {
        let mut out = Vec::new();
        if prefix.bytes().any(|byte| byte == b' ') && !self.may_begin(prefix) {
            return out;
        }
        let first = shard_of(&self.directory, prefix).unwrap_or(0);
        for at in first..self.directory.len() {
            let begins = |least: &str| least <= prefix || least.starts_with(prefix);
            if !self.directory.get(at).is_some_and(|(least, _)| begins(least)) {
                break;
            }
            let Some(shard) = self.names_shard(at) else { continue };
            for (key, name) in shard.from(prefix) {
                if out.len() >= most {
                    return out;
                }
                if !key.starts_with(prefix) {
                    break;
                }
                out.push((key, name));
            }
        }
        out
    }

    /// The words of names, for correcting typos.
    pub(crate) fn typo_words(&self) -> Option<&TypoWords> {
        match self.get(MissingFile::TypoWords)? {
            Value::TypoWords(words) => Some(words),
            _ => None,
        }
    }

    /// Whether a medicine without a page here has this folded name.
    pub(crate) fn is_elsewhere(&self, key: &str) -> bool {
        let names =
            shard_of(&self.head.elsewhere, key).and_then(|at| self.elsewhere(MissingFile::Elsewhere(at)));
        names.is_some_and(|names| names.holds(key))
    }

    /// The names without a page that are similar to a name of the bundle.
    pub(crate) fn elsewhere_near(&self) -> Option<&ElsewhereNames> {
        if self.head.elsewhere_near.is_empty() {
            return None;
        }
        self.elsewhere(MissingFile::ElsewhereNear)
    }

    fn elsewhere(&self, file: MissingFile) -> Option<&ElsewhereNames> {
        match self.get(file)? {
            Value::Elsewhere(names) => Some(names),
            _ => None,
        }
    }

    /// How many passages hold a stem; also 0 while its shard is missing.
    pub(crate) fn passages_with(&self, stem: &str) -> u32 {
        self.common(stem).map_or_else(
            || self.postings(stem).map_or(0, |postings| postings.total()),
            |common| common.passages,
        )
    }

    /// The passages that hold a stem.
    pub(crate) fn postings(&self, stem: &str) -> Option<Postings<'_>> {
        let passages = self.head.passage_count();
        let postings = self.terms_shard(stem)?.postings(stem, passages)?;
        Some(postings.from(self.first.passage))
    }

    /// The stems of one shard that begin with `prefix`.
    pub(crate) fn terms_starting(&self, prefix: &str) -> Vec<&str> {
        self.terms_shard(prefix).map_or_else(Vec::new, |shard| shard.stems.starting(prefix))
    }

    /// The row of a page.
    pub(crate) fn page(&self, page: PageId) -> Option<&PageRow> {
        let row = self.row(page);
        if row.is_none() && page.0 < self.head.page_count() {
            self.request(MissingFile::Pages((page.0 / page_rows::SHARD) as usize));
        }
        row
    }

    /// The passages of a page with their texts, its head first.
    pub(crate) fn card(&self, page: PageId) -> Option<&[PassageText]> {
        if page.0 >= self.head.page_count() {
            return None;
        }
        match self.get(MissingFile::Card(page))? {
            Value::Card(passages) => Some(passages),
            _ => None,
        }
    }

    /// Begins a query: the missing paths of the last one are forgotten.
    pub(crate) fn begin(&self) {
        if self.missing.begin() {
            self.query.set(self.query.get().wrapping_add(1));
        }
    }

    /// Loads the file of a missing path; any other path is ignored.
    ///
    /// # Errors
    /// When the bytes are damaged or those of another file.
    pub(crate) fn load(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), Error> {
        if self.missing.is_pending(path) && !matches_name(path, &bytes) {
            return Err(Error::Corrupt { part: "a file under another name" });
        }
        self.load_unchecked(path, bytes)
    }

    /// [`load`](Self::load) without the checksum, for tests of what damage gets past it.
    ///
    /// # Errors
    /// When the bytes make no sense or are those of another page.
    pub(crate) fn load_unchecked(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), Error> {
        let Some(file) = self.missing.take(path) else { return Ok(()) };
        let pages = self.head.page_count();
        let size = bytes.len();
        let (value, size) = match file {
            MissingFile::Names(_) => {
                let mut shard = NameShard::read(&bytes, pages).ok_or(Error::Corrupt { part: "names" })?;
                shard.count_from(self.first.page);
                self.add_rows(std::mem::take(&mut shard.pages));
                // A parsed name takes about three times its text.
                (Value::Names(shard), size * 3)
            }
            MissingFile::Terms(_) => {
                let shard = TermShard::open(bytes)?;
                let size = size + shard.stems.size();
                (Value::Terms(shard), size)
            }
            MissingFile::Pages(at) => {
                let rows = page_rows::read(&bytes, pages).ok_or(Error::Corrupt { part: "pages" })?;
                // A row left out would be requested again and again.
                let first = at as u32 * page_rows::SHARD;
                let all = first..first.saturating_add(page_rows::SHARD).min(pages);
                if !rows.iter().map(|row| row.page.0).eq(all) || rows.iter().any(|row| row.hash.is_empty()) {
                    return Err(Error::Corrupt { part: "pages" });
                }
                self.add_rows(rows);
                return Ok(());
            }
            MissingFile::TypoWords => {
                let words = TypoWords::open(bytes)?;
                let size = words.size();
                (Value::TypoWords(words), size)
            }
            MissingFile::Elsewhere(_) | MissingFile::ElsewhereNear => {
                let names = ElsewhereNames::open(bytes)?;
                let size = names.size();
                (Value::Elsewhere(names), size)
            }
            MissingFile::Card(page) => {
                let slug = self.row(page).map_or("", |row| row.slug.as_str());
                let passages = passage_store::read(&bytes, slug, &self.head.phrases, self.head.rules)
                    .ok_or(Error::Corrupt { part: "a card" })?;
                if passages.len() != self.head.passages_of(page).len() {
                    return Err(Error::Corrupt { part: "a card" });
                }
                (Value::Card(passages), size)
            }
        };
        let number = self.slot(file);
        if let Some(slot) = self.slots.get_mut(number).filter(|slot| slot.is_none()) {
            *slot = Some(Box::new(Slot { value, size, used: Cell::new(self.query.get()) }));
            self.held += size;
        }
        if self.held > self.most_held {
            self.drop_unused();
        }
        Ok(())
    }

    /// Frees at least a quarter, so that the next file does not force it again.
    fn drop_unused(&mut self) {
        let now = self.query.get();
        for age in AGES {
            for slot in &mut self.slots {
                if let Some(old) = slot.as_ref().filter(|slot| now.wrapping_sub(slot.used.get()) > age) {
                    self.held -= old.size;
                    *slot = None;
                }
            }
            if self.held <= self.most_held / 4 * 3 {
                break;
            }
        }
    }

    /// The number of a file's slot. Page rows have none: they are kept.
    fn slot(&self, file: MissingFile) -> usize {
        let terms = self.directory.len();
        let elsewhere = terms + self.head.terms.len();
        let near = elsewhere + self.head.elsewhere.len();
        match file {
            MissingFile::Names(at) => at,
            MissingFile::Terms(at) => terms + at,
            MissingFile::Elsewhere(at) => elsewhere + at,
            MissingFile::ElsewhereNear => near,
            MissingFile::TypoWords => near + 1,
            MissingFile::Card(page) => near + 2 + page.0 as usize,
            MissingFile::Pages(_) => usize::MAX,
        }
    }

    /// Whether a name may begin like `key`. Of common words the head knows it, which saves loading a shard.
    fn may_begin(&self, key: &str) -> bool {
        let first = before(key, b' ');
        self.common(&self.head.rules.stem(first)).is_none_or(|common| common.begins_a_name)
    }

    fn names_shard(&self, at: usize) -> Option<&NameShard> {
        match self.get(MissingFile::Names(at))? {
            Value::Names(shard) => Some(shard),
            _ => None,
        }
    }

    fn terms_shard(&self, stem: &str) -> Option<&TermShard> {
        match self.get(MissingFile::Terms(shard_of(&self.head.terms, stem)?))? {
            Value::Terms(shard) => Some(shard),
            _ => None,
        }
    }

    fn get(&self, file: MissingFile) -> Option<&Value> {
        let slot = self.slots.get(self.slot(file))?;
        if slot.is_none() {
            self.request(file);
        }
        let slot = slot.as_ref()?;
        slot.used.set(self.query.get());
        Some(&slot.value)
    }

    fn row(&self, page: PageId) -> Option<&PageRow> {
        let page = PageId(page.0 + self.first.page);
        let at = self.rows.binary_search_by(|row| row.page.cmp(&page)).ok()?;
        self.rows.get(at)
    }

    /// Adds page rows; one that is known is completed.
    fn add_rows(&mut self, rows: Vec<PageRow>) {
        for mut row in rows {
            row.page.0 += self.first.page;
            match self.rows.binary_search_by(|known| known.page.cmp(&row.page)) {
                Err(at) => self.rows.insert(at, row),
                Ok(at) => {
                    if let Some(known) = self.rows.get_mut(at) {
                        if known.hash.is_empty() {
                            known.hash = row.hash;
                            known.path = row.path;
                        }
                        if known.line.is_empty() {
                            known.line = row.line;
                        }
                    }
                }
            }
        }
    }

    /// Records that a file is missing. The name of a card is in the row of its page, so that comes first.
    fn request(&self, file: MissingFile) {
        let file = match file {
            MissingFile::Card(page) if self.row(page).is_none_or(|row| row.hash.is_empty()) => {
                MissingFile::Pages((page.0 / page_rows::SHARD) as usize)
            }
            file => file,
        };
        let hash_at = |directory: &Directory, at: usize| directory.get(at).map(|(_, hash)| hash.clone());
        let path = match file {
            MissingFile::Names(at) => path_of("names/", hash_at(&self.directory, at), ".json"),
            MissingFile::Terms(at) => path_of("terms/", hash_at(&self.head.terms, at), ".bin"),
            MissingFile::Pages(at) => path_of("pages/", self.head.pages.get(at).cloned(), ".json"),
            MissingFile::TypoWords => path_of("typos/", Some(self.head.typo_words.clone()), ".bin"),
            MissingFile::Elsewhere(at) => path_of("elsewhere/", hash_at(&self.head.elsewhere, at), ".bin"),
            MissingFile::ElsewhereNear => {
                path_of("elsewhere/", Some(self.head.elsewhere_near.clone()), ".bin")
            }
            MissingFile::Card(page) => self.row(page).map(PageRow::card).unwrap_or_default(),
        };
        self.missing.record(path, file);
    }
}
