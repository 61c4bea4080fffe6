//! Owns the table of units: which page each belongs to, what it is, how long its heading and its text are.

use super::bytes::Reader;
use super::{PageId, UnitId};
use crate::monograph::SectionKind;
use crate::unit::UnitKind;

/// Bytes of one unit's record.
const RECORD: usize = 8;

/// What the table says of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitRecord {
    /// What it is.
    pub kind: UnitKind,
    /// Words in its heading or question, at most 255.
    pub heading_len: u8,
    /// Words in its text, at most 65,535.
    pub text_len: u16,
    /// What its question asks, one bit for each number of an intent; 0 for other units.
    pub asks: u32,
}

/// The number of a kind in an index.
fn number(kind: UnitKind) -> u8 {
    match kind {
        UnitKind::Head => 0,
        UnitKind::Faq => 1,
        UnitKind::Section(kind) => {
            2 + SectionKind::ALL.iter().position(|&other| other == kind).unwrap_or(0) as u8
        }
    }
}

fn kind(number: u8) -> Option<UnitKind> {
    Some(match number {
        0 => UnitKind::Head,
        1 => UnitKind::Faq,
        number => UnitKind::Section(*SectionKind::ALL.get(usize::from(number) - 2)?),
    })
}

/// Gathers units page by page.
#[derive(Debug, Default)]
pub struct UnitsWriter {
    firsts: Vec<u8>,
    records: Vec<u8>,
    pages: u32,
    units: u32,
    words_in_headings: u64,
    words_in_texts: u64,
}

impl UnitsWriter {
    /// Begins the next page.
    pub fn begin_page(&mut self) {
        self.firsts.extend_from_slice(&self.units.to_le_bytes());
        self.pages += 1;
    }

    /// Adds a unit to the page begun last and says its number.
    pub fn push(&mut self, kind: UnitKind, heading_len: usize, text_len: usize, asks: u32) -> UnitId {
        self.records.push(number(kind));
        self.records.push(heading_len.min(255) as u8);
        self.records.extend_from_slice(&(text_len.min(65_535) as u16).to_le_bytes());
        self.records.extend_from_slice(&asks.to_le_bytes());
        self.words_in_headings += heading_len as u64;
        self.words_in_texts += text_len as u64;
        self.units += 1;
        UnitId(self.units - 1)
    }

    /// `pages`, `units`, both sums of words, first unit of each page, records.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        let mut out = Vec::with_capacity(24 + self.firsts.len() + self.records.len());
        out.extend_from_slice(&self.pages.to_le_bytes());
        out.extend_from_slice(&self.units.to_le_bytes());
        out.extend_from_slice(&self.words_in_headings.to_le_bytes());
        out.extend_from_slice(&self.words_in_texts.to_le_bytes());
        out.extend_from_slice(&self.firsts);
        out.extend_from_slice(&self.records);
        out
    }
}

/// Reads what [`UnitsWriter`] wrote.
#[derive(Debug, Clone, Copy)]
pub struct Units<'a> {
    pages: u32,
    units: u32,
    words_in_headings: u64,
    words_in_texts: u64,
    firsts: &'a [u8],
    records: &'a [u8],
}

impl<'a> Units<'a> {
    /// Reads the front; `None` when a table does not fit the bytes.
    #[must_use]
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let (pages, units) = (reader.u32()?, reader.u32()?);
        let (words_in_headings, words_in_texts) = (reader.u64()?, reader.u64()?);
        let firsts = reader.take((pages as usize).checked_mul(4)?)?;
        let records = reader.take((units as usize).checked_mul(RECORD)?)?;
        reader.rest().is_empty().then_some(Self {
            pages,
            units,
            words_in_headings,
            words_in_texts,
            firsts,
            records,
        })
    }

    /// How many units there are.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.units
    }

    /// How many pages there are.
    #[must_use]
    pub fn pages(&self) -> u32 {
        self.pages
    }

    /// Mean words in a heading, at least 1.
    #[must_use]
    pub fn mean_heading(&self) -> f32 {
        (self.words_in_headings as f32 / self.units.max(1) as f32).max(1.0)
    }

    /// Mean words in a text, at least 1.
    #[must_use]
    pub fn mean_text(&self) -> f32 {
        (self.words_in_texts as f32 / self.units.max(1) as f32).max(1.0)
    }

    /// What the table says of a unit.
    #[must_use]
    pub fn get(&self, unit: UnitId) -> Option<UnitRecord> {
        let at = (unit.0 as usize).checked_mul(RECORD)?;
        let mut reader = Reader::new(self.records.get(at..)?);
        Some(UnitRecord {
            kind: kind(reader.byte()?)?,
            heading_len: reader.byte()?,
            text_len: u16::from_le_bytes([reader.byte()?, reader.byte()?]),
            asks: reader.u32()?,
        })
    }

    /// The units of a page.
    #[must_use]
    pub fn of_page(&self, page: PageId) -> std::ops::Range<u32> {
        let start = self.first(page.0).unwrap_or(self.units);
        let end = self.first(page.0.saturating_add(1)).unwrap_or(self.units);
        start.min(self.units)..end.min(self.units).max(start.min(self.units))
    }

    /// The page a unit belongs to.
    #[must_use]
    pub fn page_of(&self, unit: UnitId) -> PageId {
        let (mut low, mut high) = (0, self.pages);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.first(middle).is_some_and(|first| first <= unit.0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        PageId(low.saturating_sub(1))
    }

    fn first(&self, page: u32) -> Option<u32> {
        Reader::new(self.firsts.get((page as usize).checked_mul(4)?..)?).u32()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_know_their_page_and_pages_their_units() {
        let mut writer = UnitsWriter::default();
        for count in [2, 1, 3] {
            writer.begin_page();
            for at in 0..count {
                writer.push(if at == 0 { UnitKind::Head } else { UnitKind::Faq }, 4, 70_000, 0);
            }
        }
        let bytes = writer.finish();
        let units = Units::open(&bytes).unwrap();
        assert_eq!((units.pages(), units.count()), (3, 6));
        let pages: Vec<u32> = (0..6).map(|unit| units.page_of(UnitId(unit)).0).collect();
        assert_eq!(pages, [0, 0, 1, 2, 2, 2]);
        assert_eq!(units.of_page(PageId(2)), 3..6);
        assert_eq!(units.of_page(PageId(9)), 6..6);
        assert_eq!(units.get(UnitId(1)).unwrap().text_len, 65_535);
        assert_eq!(units.get(UnitId(6)), None);
    }

    #[test]
    fn every_kind_has_a_number_that_leads_back() {
        let mut kinds = vec![UnitKind::Head, UnitKind::Faq];
        kinds.extend(SectionKind::ALL.map(UnitKind::Section));
        assert!(kinds.iter().all(|&one| kind(number(one)) == Some(one)));
    }
}
