//! Owns the index of one bundle while it is asked: its head, the shards and cards loaded so far, and what is missing.
//!
//! It counts its pages and units from 0; what it hands out ([`NameEntry`](crate::index::format::name_shard::NameEntry), [`PageRow`],
//! [`Posting`](crate::index::format::postings::Posting)) bears the numbers of the segment, where those of the volumes before come first.

use crate::error::Error;
use crate::index::PageId;
use crate::index::format::elsewhere::ElsewhereNames;
use crate::index::format::head::{Common, Directory, Head, directory, shard_of};
use crate::index::format::name_shard::{Name, NameShard};
use crate::index::format::page_rows::{self, PageRow};
use crate::index::format::postings::{Postings, TermShard};
use crate::index::format::typo_words::TypoWords;
use crate::index::read::missing::{MissingFile, MissingFiles};
use crate::index::read::passage_store::{self, PassageText};
use crate::lean::crc::matches_name;
use crate::lean::json::Json;
use crate::lean::strings::before;
use std::cell::Cell;

/// Bytes held before what was not used for longest is dropped.
pub const MOST_HELD: usize = 12 << 20;

/// How many questions ago something was used last that is dropped first, then next, then last; what the present question
/// uses stays.
const AGES: [u32; 4] = [256, 64, 16, 0];

/// Something loaded.
#[derive(Debug, Clone)]
struct Slot {
    value: Value,
    size: usize,
    /// The question that used it last.
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

/// The index of one bundle.
#[derive(Debug, Clone)]
pub(crate) struct Segment {
    pub(crate) head: Head,
    directory: Directory,
    /// One place for each shard of names, of terms and of names without a page, those like a name of the bundle, the slips,
    /// and each card, in this order.
    slots: Vec<Option<Box<Slot>>>,
    /// What is known of pages, sorted by number.
    rows: Vec<PageRow>,
    pub(crate) held: usize,
    /// Bytes held before what was not used for longest is dropped.
    pub(crate) most_held: usize,
    /// The number of its first page in the segment, and of its first unit.
    pub(crate) first: (u32, u32),
    question: Cell<u32>,
    pub(crate) needs: MissingFiles,
}

impl Segment {
    /// Opens what [`Index::join`](crate::index::Index::join) is given; `first` page and unit follow the volumes before.
    pub(crate) fn open(head: Vec<u8>, names: &[u8], first: (u32, u32)) -> Result<Self, Error> {
        let head = Head::open(head)?;
        let mut names = Json::new(names);
        let directory = directory(&mut names);
        if !names.is_whole() {
            return Err(Error::Corrupt { part: "directory of names" });
        }
        let mut slots = Vec::new();
        // Not by `vec![None; …]`, which brings the cloning of all that a slot may hold.
        let shards = directory.len() + head.terms.len() + head.elsewhere.len();
        slots.resize_with(shards + 2 + head.page_count() as usize, || None);
        Ok(Self {
            slots,
            rows: Vec::new(),
            held: 0,
            most_held: MOST_HELD,
            first,
            question: Cell::new(0),
            needs: MissingFiles::default(),
            directory,
            head,
        })
    }

    /// What is known of an ordinary word; `None` for any other.
    pub(crate) fn common(&self, stem: &str) -> Option<Common> {
        self.head.common(stem)
    }

    /// What lies under a folded name.
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

    /// The words of names, for mending slips.
    pub(crate) fn slips(&self) -> Option<&TypoWords> {
        match self.get(MissingFile::TypoWords)? {
            Value::TypoWords(slips) => Some(slips),
            _ => None,
        }
    }

    /// Whether a medicine without a page here has that folded name.
    pub(crate) fn is_elsewhere(&self, key: &str) -> bool {
        let names =
            shard_of(&self.head.elsewhere, key).and_then(|at| self.elsewhere(MissingFile::Elsewhere(at)));
        names.is_some_and(|names| names.holds(key))
    }

    /// The names without a page that are like a name of the bundle.
    pub(crate) fn elsewhere_near(&self) -> Option<&ElsewhereNames> {
        if self.head.elsewhere_near.is_empty() {
            return None;
        }
        self.elsewhere(MissingFile::ElsewhereNear)
    }

    fn elsewhere(&self, need: MissingFile) -> Option<&ElsewhereNames> {
        match self.get(need)? {
            Value::Elsewhere(names) => Some(names),
            _ => None,
        }
    }

    /// Units that hold a stem; 0 too while that is not loaded.
    pub(crate) fn passages_with(&self, stem: &str) -> u32 {
        self.common(stem).map_or_else(
            || self.postings(stem).map_or(0, |postings| postings.total()),
            |common| common.passages,
        )
    }

    /// The units under a stem.
    pub(crate) fn postings(&self, stem: &str) -> Option<Postings<'_>> {
        let passages = self.head.passage_count();
        let postings = self.terms_shard(stem)?.postings(stem, passages)?;
        Some(postings.from(self.first.1))
    }

    /// The stems of one shard that begin with `prefix`.
    pub(crate) fn terms_starting(&self, prefix: &str) -> Vec<&str> {
        self.terms_shard(prefix).map_or_else(Vec::new, |shard| shard.stems.starting(prefix))
    }

    /// What is known of a page.
    pub(crate) fn page(&self, page: PageId) -> Option<&PageRow> {
        let row = self.row(page);
        if row.is_none() && page.0 < self.head.page_count() {
            self.note(MissingFile::Pages((page.0 / page_rows::SHARD) as usize));
        }
        row
    }

    /// The units of a page with their texts, its head first.
    pub(crate) fn card(&self, page: PageId) -> Option<&[PassageText]> {
        if page.0 >= self.head.page_count() {
            return None;
        }
        match self.get(MissingFile::Card(page))? {
            Value::Card(passages) => Some(passages),
            _ => None,
        }
    }

    /// Begins a question: what was wanted for the last one is forgotten.
    pub(crate) fn begin(&self) {
        if self.needs.begin() {
            self.question.set(self.question.get().wrapping_add(1));
        }
    }

    /// Takes the bytes of a wanted path in; a path that is not wanted is passed over.
    ///
    /// # Errors
    /// When the bytes are damaged or another file's: of another release, of another shard.
    pub(crate) fn load(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), Error> {
        if self.needs.holds(path) && !matches_name(path, &bytes) {
            return Err(Error::Corrupt { part: "a file under another name" });
        }
        self.take_in(path, bytes)
    }

    /// As [`load`](Self::load), whatever the file is called: how bytes are judged whose every checksum was made right.
    ///
    /// # Errors
    /// When the bytes are damaged or another page's.
    pub(crate) fn take_in(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), Error> {
        let Some(need) = self.needs.take(path) else { return Ok(()) };
        let pages = self.head.page_count();
        let size = bytes.len();
        let (value, size) = match need {
            MissingFile::Names(_) => {
                let mut shard = NameShard::read(&bytes, pages).ok_or(Error::Corrupt { part: "names" })?;
                shard.count_from(self.first.0);
                self.know(std::mem::take(&mut shard.pages));
                // Parsed, a name takes about three times its text.
                (Value::Names(shard), size * 3)
            }
            MissingFile::Terms(_) => {
                let shard = TermShard::open(bytes)?;
                let size = size + shard.stems.size();
                (Value::Terms(shard), size)
            }
            MissingFile::Pages(at) => {
                let rows = page_rows::read(&bytes, pages).ok_or(Error::Corrupt { part: "pages" })?;
                // A row that is not there would be asked for again and again.
                let first = at as u32 * page_rows::SHARD;
                let all = first..first.saturating_add(page_rows::SHARD).min(pages);
                if !rows.iter().map(|row| row.page.0).eq(all) || rows.iter().any(|row| row.hash.is_empty()) {
                    return Err(Error::Corrupt { part: "pages" });
                }
                self.know(rows);
                return Ok(());
            }
            MissingFile::TypoWords => {
                let slips = TypoWords::open(bytes)?;
                let size = slips.size();
                (Value::TypoWords(slips), size)
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
        let place = self.place(need);
        if let Some(slot) = self.slots.get_mut(place).filter(|slot| slot.is_none()) {
            *slot = Some(Box::new(Slot { value, size, used: Cell::new(self.question.get()) }));
            self.held += size;
        }
        if self.held > self.most_held {
            self.drop_unused();
        }
        Ok(())
    }

    /// Makes room, a quarter of it at least, so that it is not made again for the next file.
    fn drop_unused(&mut self) {
        let now = self.question.get();
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

    /// The slot of what is needed; rows of pages have none, they are kept.
    fn place(&self, need: MissingFile) -> usize {
        let terms = self.directory.len();
        let elsewhere = terms + self.head.terms.len();
        let near = elsewhere + self.head.elsewhere.len();
        match need {
            MissingFile::Names(at) => at,
            MissingFile::Terms(at) => terms + at,
            MissingFile::Elsewhere(at) => elsewhere + at,
            MissingFile::ElsewhereNear => near,
            MissingFile::TypoWords => near + 1,
            MissingFile::Card(page) => near + 2 + page.0 as usize,
            MissingFile::Pages(_) => usize::MAX,
        }
    }

    /// Ordinary words that begin no name are told from the head alone.
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

    fn get(&self, need: MissingFile) -> Option<&Value> {
        let slot = self.slots.get(self.place(need))?;
        if slot.is_none() {
            self.note(need);
        }
        let slot = slot.as_ref()?;
        slot.used.set(self.question.get());
        Some(&slot.value)
    }

    fn row(&self, page: PageId) -> Option<&PageRow> {
        let page = PageId(page.0 + self.first.0);
        let at = self.rows.binary_search_by(|row| row.page.cmp(&page)).ok()?;
        self.rows.get(at)
    }

    /// Keeps what is said of pages; what was known already is not forgotten.
    fn know(&mut self, rows: Vec<PageRow>) {
        for mut row in rows {
            row.page.0 += self.first.0;
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

    /// Notes what is missing; a card cannot be asked for before its page's row says how it is called.
    fn note(&self, need: MissingFile) {
        let need = match need {
            MissingFile::Card(page) if self.row(page).is_none_or(|row| row.hash.is_empty()) => {
                MissingFile::Pages((page.0 / page_rows::SHARD) as usize)
            }
            need => need,
        };
        let of = |directory: &Directory, at: usize| directory.get(at).map(|(_, hash)| hash.clone());
        let path = match need {
            MissingFile::Names(at) => file("names/", of(&self.directory, at), ".json"),
            MissingFile::Terms(at) => file("terms/", of(&self.head.terms, at), ".bin"),
            MissingFile::Pages(at) => file("pages/", self.head.pages.get(at).cloned(), ".json"),
            MissingFile::TypoWords => file("slips/", Some(self.head.slips.clone()), ".bin"),
            MissingFile::Elsewhere(at) => file("elsewhere/", of(&self.head.elsewhere, at), ".bin"),
            MissingFile::ElsewhereNear => file("elsewhere/", Some(self.head.elsewhere_near.clone()), ".bin"),
            MissingFile::Card(page) => self.row(page).map(PageRow::card).unwrap_or_default(),
        };
        self.needs.note(path, need);
    }
}

fn file(folder: &str, hash: Option<String>, end: &str) -> String {
    let mut out = String::from(folder);
    out.push_str(&hash.unwrap_or_default());
    out.push_str(end);
    out
}
