//! Owns an index while it is asked: the volume of one bundle, or those of several, read as if they were one.
//!
//! Asking never waits. Where something is not loaded, the asker gets nothing and the need is noted; whoever owns files or
//! a network fetches the [`missing_paths`](Index::missing_paths) paths, [`load`](Index::load)s them and asks again.
//!
//! Of several volumes, names, words and pages are those of all, counted together, so that a score means the same wherever
//! its unit lies. Two things are each volume's own: an impact in its postings, which its own mean lengths made, and the
//! count of a word that is ordinary in another volume only, where a medicine is named.
//!
//! Promises: nothing here panics, whatever the bytes; damaged bytes are refused when they are loaded; pages and units
//! that are handed out are in bounds; what is held stays within [`MOST_HELD`] and what one question needs.

use crate::error::Error;
use crate::index::format::head::{Common, MOST_PASSAGES, is_ordinary};
use crate::index::format::impact::Means;
use crate::index::format::name_shard::Name;
use crate::index::format::page_rows::PageRow;
use crate::index::format::phrase_table::Phrases;
use crate::index::format::postings::Postings;
use crate::index::format::typo_words::TypoWord;
use crate::index::read::passage_store::PassageText;
use crate::index::read::segment::{MOST_HELD, Segment};
use crate::index::{PageId, PassageId};
use crate::lean::digits::push_digit;
use crate::lean::sort::sort_by;
use crate::text::Rules;
use std::borrow::Cow;
use std::ops::Range;

/// Volumes that are read as one: their paths begin with one digit.
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
    /// Says what was expected and what came, when the bytes are no index, of another version, cut or damaged.
    pub fn open(head: Vec<u8>, names: &[u8]) -> Result<Self, Error> {
        let segment = Segment::open(head, names, (0, 0))?;
        Ok(Self {
            means: segment.head.means,
            pages: segment.head.page_count(),
            passages: segment.head.passage_count(),
            segments: vec![segment],
        })
    }

    /// Takes the index of a further bundle in, as [`open`](Self::open) does; where it is refused, all is as before. The
    /// paths that it needs are [`missing_paths`](Self::missing_paths) behind its number: `1/names/…`.
    ///
    /// # Errors
    /// As for `open`, and when there are too many bundles or units.
    pub fn join(&mut self, head: Vec<u8>, names: &[u8]) -> Result<(), Error> {
        let segment = Segment::open(head, names, (self.pages, self.passages))?;
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

    /// The build the index was written by; of several the last.
    #[must_use]
    pub fn build(&self) -> u64 {
        self.segments.last().map_or(0, |segment| segment.head.build())
    }

    /// The rules for the words of questions: those of English where one volume is in it, see [`is_mixed`](Self::is_mixed).
    #[must_use]
    pub fn rules(&self) -> Rules {
        let english = self.segments.iter().any(|segment| segment.head.rules.are_english());
        if english { Rules::English } else { Rules::General }
    }

    /// Whether some volumes have the rules of English and some have not.
    #[must_use]
    pub fn is_mixed(&self) -> bool {
        self.segments.iter().any(|segment| segment.head.rules != self.rules())
    }

    /// The rules for the words of a page.
    #[must_use]
    pub fn rules_of(&self, page: PageId) -> Rules {
        self.place(page).map_or(Rules::General, |(segment, _)| segment.head.rules)
    }

    /// How many pages there are.
    #[must_use]
    pub fn page_count(&self) -> u32 {
        self.pages
    }

    /// How many units there are.
    #[must_use]
    pub fn passage_count(&self) -> u32 {
        self.passages
    }

    /// Mean words of headings and texts.
    #[must_use]
    pub fn means(&self) -> Means {
        self.means
    }

    /// Which volume a page is of.
    #[must_use]
    pub fn segment_of(&self, page: PageId) -> usize {
        self.segments.iter().rposition(|segment| segment.first.0 <= page.0).unwrap_or(0)
    }

    /// The volume a page is of, and its number there.
    fn place(&self, page: PageId) -> Option<(&Segment, PageId)> {
        let segment = self.segments.get(self.segment_of(page))?;
        Some((segment, PageId(page.0 - segment.first.0)))
    }

    /// The units of a page.
    #[must_use]
    pub fn passages_of(&self, page: PageId) -> Range<u32> {
        let Some((segment, local)) = self.place(page) else { return 0..0 };
        let (range, first) = (segment.head.passages_of(local), segment.first.1);
        range.start + first..range.end + first
    }

    /// The page a unit belongs to.
    #[must_use]
    pub fn page_of(&self, passage: PassageId) -> PageId {
        let segment = self.segments.iter().rfind(|segment| segment.first.1 <= passage.0);
        segment.map_or(PageId(0), |segment| {
            PageId(segment.head.page_of(PassageId(passage.0 - segment.first.1)).0 + segment.first.0)
        })
    }

    /// The meanings of a phrase, by the words of the first volume; there always is one.
    #[must_use]
    pub fn phrases(&self) -> Option<&Phrases> {
        self.segments.first().map(|segment| &segment.head.phrases)
    }

    /// What is known of an ordinary word; `None` for any other.
    #[must_use]
    pub fn common(&self, stem: &str) -> Option<Common> {
        let mut all = Common { passages: 0, begins_a_name: false };
        for here in self.segments.iter().filter_map(|segment| segment.common(stem)) {
            all.passages += here.passages;
            all.begins_a_name |= here.begins_a_name;
        }
        // What is ordinary in a small volume need not be so in all.
        (all.passages > 0 && (self.segments.len() == 1 || is_ordinary(all.passages, self.passages)))
            .then_some(all)
    }

    /// The ordinary words that begin with `prefix`; of several volumes, a word may come more than once.
    #[must_use]
    pub fn common_starting(&self, prefix: &str) -> Vec<&str> {
        let mut out = Vec::new();
        for segment in &self.segments {
            out.extend(segment.head.words.starting(prefix));
        }
        out
    }

    /// What lies under a folded name.
    #[must_use]
    pub fn name(&self, key: &str) -> Option<Cow<'_, Name>> {
        let mut all: Option<Cow<'_, Name>> = None;
        for segment in &self.segments {
            match (&mut all, segment.name(key)) {
                (Some(all), Some(name)) => both(all, name),
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
                    Some((_, known)) => both(known, name),
                    None => out.insert(at, (key, Cow::Borrowed(name))),
                }
            }
        }
        out.truncate(most);
        out
    }

    /// The words of names, for mending slips: sorted, of several volumes one after the other.
    #[must_use]
    pub fn slips(&self) -> Vec<&TypoWord> {
        let mut out = Vec::new();
        for slips in self.segments.iter().filter_map(Segment::slips) {
            out.extend(slips.words());
        }
        out
    }

    /// The pages that the word of that place among the slips names by itself.
    #[must_use]
    pub fn slip_pages(&self, mut place: usize) -> Vec<PageRow> {
        for segment in &self.segments {
            let Some(slips) = segment.slips() else { break };
            if place < slips.words().len() {
                let mut rows = slips.pages(place, segment.head.page_count());
                rows.iter_mut().for_each(|row| row.page.0 += segment.first.0);
                return rows;
            }
            place -= slips.words().len();
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
        self.segments.len() == 1 || self.name(key).is_none()
    }

    /// Units that hold a stem; 0 too while that is not loaded.
    #[must_use]
    pub fn passages_with(&self, stem: &str) -> u32 {
        self.segments.iter().map(|segment| segment.passages_with(stem)).sum()
    }

    /// The units under a stem, each volume's by itself.
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

    /// What is known of a page.
    #[must_use]
    pub fn page(&self, page: PageId) -> Option<&PageRow> {
        let (segment, local) = self.place(page)?;
        segment.page(local)
    }

    /// The units of a page with their texts, its head first.
    #[must_use]
    pub fn card(&self, page: PageId) -> Option<&[PassageText]> {
        let (segment, local) = self.place(page)?;
        segment.card(local)
    }

    /// The words of a unit.
    #[must_use]
    pub fn text(&self, passage: PassageId) -> Option<&PassageText> {
        let page = self.page_of(passage);
        let place = passage.0.checked_sub(self.passages_of(page).start)?;
        self.card(page)?.get(place as usize)
    }

    /// Whether something was asked for that is not loaded.
    #[must_use]
    pub fn has_missing(&self) -> bool {
        self.segments.iter().any(|segment| segment.needs.has_missing())
    }

    /// The paths that are needed; none when the last question was answered whole.
    #[must_use]
    pub fn missing_paths(&self) -> Vec<String> {
        let mut out = Vec::new();
        for (number, segment) in self.segments.iter().enumerate() {
            for path in segment.needs.missing() {
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

    /// Begins a question: what was wanted for the last one is forgotten.
    pub fn begin(&self) {
        self.segments.iter().for_each(Segment::begin);
    }

    /// Takes the bytes of a wanted path in; a path that is not wanted is passed over.
    ///
    /// # Errors
    /// When the bytes are damaged or another file's: of another release, of another shard.
    pub fn load(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), Error> {
        self.at(path).map_or(Ok(()), |(segment, path)| segment.load(path, bytes))
    }

    /// As [`load`](Self::load), whatever the file is called: how bytes are judged whose every checksum was made right.
    ///
    /// # Errors
    /// When the bytes are damaged or another page's.
    pub fn take_in(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), Error> {
        self.at(path).map_or(Ok(()), |(segment, path)| segment.take_in(path, bytes))
    }

    /// The volume a path is of, and the path there.
    fn at<'p>(&mut self, path: &'p str) -> Option<(&mut Segment, &'p str)> {
        match path.bytes().next().filter(u8::is_ascii_digit) {
            Some(digit) => Some((self.segments.get_mut(usize::from(digit - b'0'))?, path.get(2..)?)),
            None => Some((self.segments.first_mut()?, path)),
        }
    }

    /// Bytes held beside the heads, about.
    #[must_use]
    pub fn held(&self) -> usize {
        self.segments.iter().map(|segment| segment.held).sum()
    }
}

/// What two volumes have under one name: the best right first, then in page order.
fn both(one: &mut Cow<'_, Name>, other: &Name) {
    let entries = &mut one.to_mut().entries;
    entries.extend_from_slice(&other.entries);
    sort_by(entries, Ord::cmp);
}
