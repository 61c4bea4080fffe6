//! Owns the file: magic, format version, build, a table of parts with their lengths and checksums, the parts.
//!
//! ```text
//! DRUGCARD  version u32  build u64  parts u32  [length u32  crc32 u32] * parts  crc32 of all before  parts…
//! ```
//!
//! Promises of [`Segment`]: it never panics; a flipped, cut or lengthened byte is refused on opening; nothing is
//! allocated from a length that was only read; numbers of pages and units it hands out are in bounds.

use super::bytes::Reader;
use super::dictionary::Dictionary;
use super::lists::Lists;
use super::names::Names;
use super::phrases::Phrases;
use super::postings::Postings;
use super::store::{self, PageRecord, UnitText};
use super::units::Units;
use super::{PageId, UnitId};
use crate::error::Error;
use crate::text::checksum::crc32;
use std::ops::Range;

const MAGIC: &[u8; 8] = b"DRUGCARD";
/// Raised with every change of the bytes; older and newer files are refused by name.
const VERSION: u32 = 1;
const TABLE: usize = 24;

/// The parts in file order. Names, terms with postings, and the store can be fetched apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The table of units.
    Units,
    /// Paths and titles.
    Pages,
    /// Folded names.
    NameKeys,
    /// Pages under each name.
    NameLists,
    /// Single words of names, for mending slips.
    NameWords,
    /// Lay words and intents.
    PhraseKeys,
    /// What each phrase stands for.
    PhraseLists,
    /// Stemmed words of the texts.
    Terms,
    /// Units under each term.
    Postings,
    /// The texts.
    Store,
}

impl Part {
    /// Every part in file order.
    pub const ALL: [Self; 10] = [
        Self::Units,
        Self::Pages,
        Self::NameKeys,
        Self::NameLists,
        Self::NameWords,
        Self::PhraseKeys,
        Self::PhraseLists,
        Self::Terms,
        Self::Postings,
        Self::Store,
    ];

    /// The part's name in messages.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Units => "units",
            Self::Pages => "pages",
            Self::NameKeys => "name keys",
            Self::NameLists => "name lists",
            Self::NameWords => "name words",
            Self::PhraseKeys => "phrase keys",
            Self::PhraseLists => "phrase lists",
            Self::Terms => "terms",
            Self::Postings => "postings",
            Self::Store => "store",
        }
    }
}

/// Puts parts, given in file order, behind a header.
pub(super) fn assemble(build: u64, parts: &[Vec<u8>]) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    out.extend_from_slice(MAGIC);
    out.extend_from_slice(&VERSION.to_le_bytes());
    out.extend_from_slice(&build.to_le_bytes());
    out.extend_from_slice(&(parts.len() as u32).to_le_bytes());
    for part in parts {
        let length = u32::try_from(part.len()).map_err(|_| Error::TooLarge {
            what: "bytes in one part of an index",
            limit: u32::MAX as usize,
        })?;
        out.extend_from_slice(&length.to_le_bytes());
        out.extend_from_slice(&crc32(part).to_le_bytes());
    }
    let checksum = crc32(&out);
    out.extend_from_slice(&checksum.to_le_bytes());
    parts.iter().for_each(|part| out.extend_from_slice(part));
    Ok(out)
}

/// An index, wherever its bytes live.
#[derive(Debug, Clone)]
pub struct Segment<D> {
    bytes: D,
    build: u64,
    parts: [Range<usize>; Part::ALL.len()],
}

impl<D: AsRef<[u8]>> Segment<D> {
    /// Checks magic, version, lengths and every checksum, once.
    ///
    /// # Errors
    /// Says what was expected and what came, when the bytes are no index, of another version, cut or damaged.
    pub fn open(bytes: D) -> Result<Self, Error> {
        let (build, parts) = read_header(bytes.as_ref())?;
        let segment = Self { bytes, build, parts };
        segment.check()?;
        Ok(segment)
    }

    /// The build the index was written by.
    #[must_use]
    pub fn build(&self) -> u64 {
        self.build
    }

    /// How many pages there are.
    #[must_use]
    pub fn page_count(&self) -> u32 {
        self.units().map_or(0, |units| units.pages())
    }

    /// How many units there are.
    #[must_use]
    pub fn unit_count(&self) -> u32 {
        self.units().map_or(0, |units| units.count())
    }

    /// Every page in the order they were added.
    pub fn pages(&self) -> impl Iterator<Item = PageRecord<'_>> {
        (0..self.page_count()).filter_map(|page| self.page(PageId(page)))
    }

    /// The page of that number.
    #[must_use]
    pub fn page(&self, page: PageId) -> Option<PageRecord<'_>> {
        PageRecord::read(Lists::open(self.part(Part::Pages))?.get(page.0)?)
    }

    /// The words of a unit; `None` when they are damaged or not loaded.
    #[must_use]
    pub fn text(&self, unit: UnitId) -> Option<UnitText<'_>> {
        let units = self.units().filter(|units| unit.0 < units.count())?;
        let page = units.page_of(unit);
        let place = unit.0.checked_sub(units.of_page(page).start)?;
        store::read(Lists::open(self.part(Part::Store))?.get(page.0)?, place)
    }

    /// The table of units.
    #[must_use]
    pub fn units(&self) -> Option<Units<'_>> {
        Units::open(self.part(Part::Units))
    }

    /// The names.
    #[must_use]
    pub fn names(&self) -> Option<Names<'_>> {
        Names::open(self.part(Part::NameKeys), self.part(Part::NameLists), self.page_count())
    }

    /// The single words of names.
    #[must_use]
    pub fn name_words(&self) -> Option<Dictionary<'_>> {
        Dictionary::open(self.part(Part::NameWords))
    }

    /// The phrases.
    #[must_use]
    pub fn phrases(&self) -> Option<Phrases<'_>> {
        Phrases::open(self.part(Part::PhraseKeys), self.part(Part::PhraseLists))
    }

    /// The terms.
    #[must_use]
    pub fn terms(&self) -> Option<Dictionary<'_>> {
        Dictionary::open(self.part(Part::Terms))
    }

    /// The units under the term of that number.
    #[must_use]
    pub fn postings(&self, term: u32) -> Option<Postings<'_>> {
        Some(Postings::open(Lists::open(self.part(Part::Postings))?.get(term)?, self.unit_count()))
    }

    /// The bytes of one part.
    #[must_use]
    pub fn part(&self, part: Part) -> &[u8] {
        self.bytes.as_ref().get(self.parts[part as usize].clone()).unwrap_or_default()
    }

    /// That the fronts of all parts fit their bytes and each other.
    fn check(&self) -> Result<(), Error> {
        let fits = |part: Part, fine: bool| fine.then_some(()).ok_or(Error::Corrupt { part: part.id() });
        let lists = |part| Lists::open(self.part(part)).map(|lists| lists.count());
        let units = self.units().ok_or(Error::Corrupt { part: Part::Units.id() })?;
        fits(Part::Pages, lists(Part::Pages) == Some(units.pages()))?;
        fits(Part::Store, lists(Part::Store) == Some(units.pages()))?;
        fits(Part::NameKeys, self.names().is_some())?;
        fits(Part::NameWords, self.name_words().is_some())?;
        fits(Part::PhraseKeys, self.phrases().is_some())?;
        let terms = self.terms().ok_or(Error::Corrupt { part: Part::Terms.id() })?;
        fits(Part::Postings, lists(Part::Postings) == Some(terms.count()))
    }
}

type Header = (u64, [Range<usize>; Part::ALL.len()]);

fn read_header(bytes: &[u8]) -> Result<Header, Error> {
    let cut = |expected| Error::Length { expected, got: bytes.len() };
    if !bytes.starts_with(MAGIC) {
        if !bytes.is_empty() && MAGIC.starts_with(bytes) {
            return Err(cut(TABLE));
        }
        let mut got = [0; 4];
        got.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        return Err(Error::NotAnIndex { got });
    }
    let mut reader = Reader::new(bytes);
    reader.take(MAGIC.len());
    let version = reader.u32().ok_or(cut(TABLE))?;
    if version != VERSION {
        return Err(Error::Version { expected: VERSION, got: version });
    }
    let build = reader.u64().ok_or(cut(TABLE))?;
    let damaged = Error::Corrupt { part: "header" };
    if reader.u32().ok_or(cut(TABLE))? as usize != Part::ALL.len() {
        return Err(damaged);
    }
    let body = TABLE + Part::ALL.len() * 8;
    let table = bytes.get(..body).ok_or(cut(body + 4))?;
    let mut entries = Reader::new(table.get(TABLE..).unwrap_or_default());
    let checksum = bytes.get(body..).and_then(|rest| Reader::new(rest).u32()).ok_or(cut(body + 4))?;
    if crc32(table) != checksum {
        return Err(damaged);
    }
    let mut at = body + 4;
    let mut parts = [const { 0..0 }; Part::ALL.len()];
    let mut checks = [0; Part::ALL.len()];
    for (range, check) in parts.iter_mut().zip(&mut checks) {
        let (length, crc) = (entries.u32(), entries.u32());
        let (Some(length), Some(crc)) = (length, crc) else { return Err(damaged) };
        let end = at.checked_add(length as usize).ok_or(Error::Corrupt { part: "header" })?;
        *range = at..end;
        *check = crc;
        at = end;
    }
    if bytes.len() != at {
        return Err(cut(at));
    }
    for ((part, range), check) in Part::ALL.iter().zip(&parts).zip(checks) {
        if bytes.get(range.clone()).map(crc32) != Some(check) {
            return Err(Error::Corrupt { part: part.id() });
        }
    }
    Ok((build, parts))
}
