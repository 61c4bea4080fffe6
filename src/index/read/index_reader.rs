//! A queryable index over one or more bundles.
//!
//! Queries never block. If a file is missing, the query returns nothing and records the path; the caller fetches the
//! [`missing_paths`](Index::missing_paths), [`load`](Index::load)s them and retries.
//!
//! Names, words and pages of several segments are counted together, so that a score means the same in each. Two things are each
//! segment's own: the impacts in its postings, made by its own mean lengths, and the count of a word that is common in another
//! segment only, where a medicine is named.
//!
//! Promises: nothing here panics on any bytes; damaged bytes are rejected when they are loaded; pages and passages that are
//! returned are in bounds; memory stays within [`MOST_HELD`] and what one query needs.

use crate::error::Error;
use crate::index::format::head::{Common, MOST_PASSAGES, is_common};
use crate::index::format::impact::Means;
use crate::index::format::leanings::Leaning;
use crate::index::format::name_shard::Name;
use crate::index::format::page_rows::PageRow;
use crate::index::format::phrase_table::Phrases;
use crate::index::format::postings::Postings;
use crate::index::format::query_words::QueryWord;
use crate::index::format::typo_words::TypoWord;
use crate::index::read::passage_store::PassageText;
use crate::index::read::segment::{FirstIds, MOST_HELD, Segment};
use crate::index::{PageId, PassageId};
use crate::lean::digits::push_digit;
use crate::lean::sort::sort_by;
use crate::text::Rules;
use std::borrow::Cow;
use std::ops::Range;

/// Paths of all but the first segment begin with its number, one digit.
const MOST_SEGMENTS: usize = 10;

/// An index.
#[derive(Debug, Clone)]
pub struct Index {
    /// At least one, at most [`MOST_SEGMENTS`].
    segments: Vec<Segment>,
    means: Means,
    pages: u32,
    passages: u32,
}

impl Index {
    /// Opens an index by its head; `names` is the directory of its names as JSON, `[["least name","hash"],…]`.
    ///
    /// # Errors
    /// When the bytes are not an index, of another version, cut or damaged.
    pub fn open(head: Vec<u8>, names: &[u8]) -> Result<Self, Error> {
        let segment = Segment::open(head, names, FirstIds::default())?;
        Ok(Self {
            means: segment.head.means,
            pages: segment.head.page_count(),
            passages: segment.head.passage_count(),
            segments: vec![segment],
        })
    }

    /// Adds the index of another bundle, given as to [`open`](Self::open). Its [`missing_paths`](Self::missing_paths) begin with
    /// its number: `1/names/…`.
    ///
    /// # Errors
    /// As `open`, and when there are too many bundles or passages; the index is then unchanged.
    pub fn join(&mut self, head: Vec<u8>, names: &[u8]) -> Result<(), Error> {
        let segment = Segment::open(head, names, FirstIds { page: self.pages, passage: self.passages })?;
        let (more, here) = (segment.head.passage_count(), segment.head.means);
        if self.segments.len() >= MOST_SEGMENTS {
            return Err(Error::TooLarge { what: "collections", limit: MOST_SEGMENTS });
        }
        if self.passages + more > MOST_PASSAGES {
            return Err(Error::TooLarge { what: "sections and questions", limit: MOST_PASSAGES as usize });
        }
        let share = more as f32 / (self.passages + more).max(1) as f32;
        let mean = |all: f32, here: f32| all + (here - all) * share;
        self.means = Means(mean(self.means.0, here.0), mean(self.means.1, here.1));
        self.pages += segment.head.page_count();
        self.passages += more;
        self.segments.push(segment);
        let most = MOST_HELD / self.segments.len();
        self.segments.iter_mut().for_each(|segment| segment.most_held = most);
        Ok(())
    }

    /// The id of the build; that of the last segment.
    #[must_use]
    pub fn build(&self) -> u64 {
        self.segments.last().map_or(0, |segment| segment.head.build())
    }

    /// The rules for the words of queries: those of English if any segment is in English, see [`is_mixed`](Self::is_mixed).
    #[must_use]
    pub fn rules(&self) -> Rules {
        let english = self.segments.iter().any(|segment| segment.head.rules.are_english());
        if english { Rules::English } else { Rules::General }
    }

    /// Whether some segments are in English and others are not.
    #[must_use]
    pub fn is_mixed(&self) -> bool {
        self.segments.iter().any(|segment| segment.head.rules != self.rules())
    }

    /// The rules for the words of a page.
    #[must_use]
    pub fn rules_of(&self, page: PageId) -> Rules {
        self.locate(page).map_or(Rules::General, |(segment, _)| segment.head.rules)
    }

    /// How many pages there are.
    #[must_use]
    pub fn page_count(&self) -> u32 {
        self.pages
    }

    /// How many passages there are.
    #[must_use]
    pub fn passage_count(&self) -> u32 {
        self.passages
    }

    /// Adds what a word leans to: the mean of the segments, so that halves of a collection count like the whole.
    pub fn lean(&self, stem: &str, sum: &mut Leaning) {
        let share = 1.0 / self.segments.len().max(1) as f32;
        self.segments.iter().for_each(|segment| segment.head.lean(stem, share, sum));
    }

    /// Whether a word is in a list of words that decide how a query is read; `Piece` is listed for the names of one bundle only.
    #[must_use]
    pub fn is(&self, list: QueryWord, word: &str) -> bool {
        matches!(list, QueryWord::Piece) && self.segments.len() > 1
            || self.segments.iter().any(|segment| segment.head.query_words.has(list, word))
    }

    /// Mean words of headings and texts.
    #[must_use]
    pub fn means(&self) -> Means {
        self.means
    }

    /// The number of a page's segment.
    #[must_use]
    pub fn segment_of(&self, page: PageId) -> usize {
        self.segments.iter().rposition(|segment| segment.first.page <= page.0).unwrap_or(0)
    }

    /// The segment of a page, and the page's number there.
    fn locate(&self, page: PageId) -> Option<(&Segment, PageId)> {
        let segment = self.segments.get(self.segment_of(page))?;
        Some((segment, PageId(page.0 - segment.first.page)))
    }

    /// The passages of a page.
    #[must_use]
    pub fn passages_of(&self, page: PageId) -> Range<u32> {
        let Some((segment, local)) = self.locate(page) else { return 0..0 };
        let (range, first) = (segment.head.passages_of(local), segment.first.passage);
        range.start + first..range.end + first
    }

    /// The page of a passage.
    #[must_use]
    pub fn page_of(&self, passage: PassageId) -> PageId {
        let segment = self.segments.iter().rfind(|segment| segment.first.passage <= passage.0);
        segment.map_or(PageId(0), |segment| {
            let local = segment.head.page_of(PassageId(passage.0 - segment.first.passage));
            PageId(local.0 + segment.first.page)
        })
    }

    /// The phrases that mean something, as the first segment lists them; there always is one.
    #[must_use]
    pub fn phrases(&self) -> Option<&Phrases> {
        self.segments.first().map(|segment| &segment.head.phrases)
    }

    /// The count of a common word; `None` for any other.
    #[must_use]
    pub fn common(&self, stem: &str) -> Option<Common> {
        let mut all = Common { passages: 0, begins_a_name: false };
        for here in self.segments.iter().filter_map(|segment| segment.common(stem)) {
            all.passages += here.passages;
            all.begins_a_name |= here.begins_a_name;
        }
        // A word that is common in a small segment may not be so in all.
        (all.passages > 0 && (self.segments.len() == 1 || is_common(all.passages, self.passages)))
            .then_some(all)
    }

    /// The common words that begin with `prefix`; with several segments, a word may occur more than once.
    #[must_use]
    pub fn common_starting(&self, prefix: &str) -> Vec<&str> {
        let mut out = Vec::new();
        for segment in &self.segments {
            out.extend(segment.head.words.starting(prefix));
        }
        out
    }

    /// The pages under a folded name.
    #[must_use]
    pub fn name(&self, key: &str) -> Option<Cow<'_, Name>> {
        let mut all: Option<Cow<'_, Name>> = None;
        for segment in &self.segments {
            match (&mut all, segment.name(key)) {
                (Some(all), Some(name)) => merge(all, name),
                (None, found) => all = found.map(Cow::Borrowed),
                (Some(_), None) => {}
            }
        }
        all
    }

    /// At most `most` names that begin with `prefix`, in order.
    #[must_use]
    pub fn names_with(&self, prefix: &str, most: usize) -> Vec<(&str, Cow<'_, Name>)> {
        let mut out: Vec<(&str, Cow<'_, Name>)> = Vec::new();
        for segment in &self.segments {
            let mut at = 0;
            for (key, name) in segment.names_with(prefix, most) {
                at += out.get(at..).unwrap_or_default().partition_point(|(other, _)| *other < key);
                match out.get_mut(at).filter(|(other, _)| *other == key) {
                    Some((_, known)) => merge(known, name),
                    None => out.insert(at, (key, Cow::Borrowed(name))),
                }
            }
        }
        out.truncate(most);
        out
    }

    /// The words of names, for correcting typos: those of each segment sorted, one segment after the other.
    #[must_use]
    pub fn typo_words(&self) -> Vec<&TypoWord> {
        let mut out = Vec::new();
        for words in self.segments.iter().filter_map(Segment::typo_words) {
            out.extend(words.words());
        }
        out
    }

    /// The pages that are named by one of the [`typo_words`](Self::typo_words) alone.
    #[must_use]
    pub fn typo_word_pages(&self, mut number: usize) -> Vec<PageRow> {
        for segment in &self.segments {
            let Some(words) = segment.typo_words() else { break };
            if number < words.words().len() {
                let mut rows = words.pages(number, segment.head.page_count());
                rows.iter_mut().for_each(|row| row.page.0 += segment.first.page);
                return rows;
            }
            number -= words.words().len();
        }
        Vec::new()
    }

    /// Whether `key` is the folded name of a medicine that has no page here.
    #[must_use]
    pub fn is_elsewhere(&self, key: &str) -> bool {
        let mut known = false;
        for segment in &self.segments {
            known |= segment.is_elsewhere(key);
        }
        known && self.has_no_page(key)
    }

    /// Whether a medicine that has no page here has a name of one word at most `limit` edits away from `word`. Names that
    /// are more than three edits away from every name here are found only as they are spelled.
    #[must_use]
    pub fn elsewhere_within(&self, word: &str, limit: usize) -> bool {
        let mut known = self.is_elsewhere(word);
        for segment in &self.segments {
            let Some(names) = segment.elsewhere_near() else { continue };
            known |= names.within(word, limit).any(|name| self.has_no_page(name));
        }
        known
    }

    /// Whether no other segment names a page by what one segment knows as a name without a page.
    fn has_no_page(&self, key: &str) -> bool {
        self.segments.len() == 1 || self.name(key).is_none_or(|name| !name.has_page())
    }

    /// How many passages hold a stem; also 0 while its shard is missing.
    #[must_use]
    pub fn passages_with(&self, stem: &str) -> u32 {
        self.segments.iter().map(|segment| segment.passages_with(stem)).sum()
    }

    /// The passages that hold a stem, one list for each segment.
    #[must_use]
    pub fn postings(&self, stem: &str) -> Vec<Postings<'_>> {
        let mut out = Vec::new();
        for segment in &self.segments {
            if let Some(here) = segment.postings(stem) {
                out.push(here);
            }
        }
        out
    }

    /// The stems of one shard that begin with `prefix`.
    #[must_use]
    pub fn terms_starting(&self, prefix: &str) -> Vec<&str> {
        let mut out = Vec::new();
        for segment in &self.segments {
            out.extend(segment.terms_starting(prefix));
        }
        out
    }

    /// The row of a page.
    #[must_use]
    pub fn page(&self, page: PageId) -> Option<&PageRow> {
        let (segment, local) = self.locate(page)?;
        segment.page(local)
    }

    /// The passages of a page with their texts, its head first.
    #[must_use]
    pub fn card(&self, page: PageId) -> Option<&[PassageText]> {
        let (segment, local) = self.locate(page)?;
        segment.card(local)
    }

    /// The text of a passage.
    #[must_use]
    pub fn text(&self, passage: PassageId) -> Option<&PassageText> {
        let page = self.page_of(passage);
        let number = passage.0.checked_sub(self.passages_of(page).start)?;
        self.card(page)?.get(number as usize)
    }

    /// Whether the last query needs files that are not loaded.
    #[must_use]
    pub fn has_missing(&self) -> bool {
        self.segments.iter().any(|segment| segment.missing.is_any())
    }

    /// The paths of the files that the last query needs; none when it was answered in full.
    #[must_use]
    pub fn missing_paths(&self) -> Vec<String> {
        let mut out = Vec::new();
        for (number, segment) in self.segments.iter().enumerate() {
            for path in segment.missing.paths() {
                let mut whole = String::new();
                if number > 0 {
                    push_digit(&mut whole, number);
                    whole.push('/');
                }
                whole.push_str(&path);
                out.push(whole);
            }
        }
        out
    }

    /// Begins a query: the missing paths of the last one are forgotten.
    pub fn begin(&self) {
        self.segments.iter().for_each(Segment::begin);
    }

    /// Loads the file of a missing path; any other path is ignored.
    ///
    /// # Errors
    /// When the bytes are damaged or those of another file.
    pub fn load(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), Error> {
        self.at(path).map_or(Ok(()), |(segment, path)| segment.load(path, bytes))
    }

    /// [`load`](Self::load) without the checksum, for tests of what damage gets past it.
    ///
    /// # Errors
    /// When the bytes make no sense or are those of another page.
    #[doc(hidden)]
    pub fn load_unchecked(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), Error> {
        self.at(path).map_or(Ok(()), |(segment, path)| segment.load_unchecked(path, bytes))
    }

    /// The segment of a path, and the path there.
    fn at<'p>(&mut self, path: &'p str) -> Option<(&mut Segment, &'p str)> {
        match path.bytes().next().filter(u8::is_ascii_digit) {
            Some(digit) => Some((self.segments.get_mut(usize::from(digit - b'0'))?, path.get(2..)?)),
            None => Some((self.segments.first_mut()?, path)),
        }
    }

    /// Bytes held apart from the heads, roughly.
    #[must_use]
    pub fn held(&self) -> usize {
        self.segments.iter().map(|segment| segment.held).sum()
    }
}

/// Adds the pages that another segment has under a name: strongest kind first, then in page order.
fn merge(one: &mut Cow<'_, Name>, other: &Name) {
    let entries = &mut one.to_mut().entries;
    entries.extend_from_slice(&other.entries);
    sort_by(entries, Ord::cmp);
}
