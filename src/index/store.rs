//! Owns the words that are shown: pages with their titles, and the whole text of every unit, grouped by page.
//!
//! The texts of one page lie together, so that they can be fetched apart from names, terms and postings.

use super::bytes::{Reader, push_bytes};
use crate::unit::Unit;

/// What the index says of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageRecord<'a> {
    /// Path of the Markdown file below the content folder.
    pub path: &'a str,
    /// The page's short name in addresses.
    pub slug: &'a str,
    /// The title as it is shown.
    pub title: &'a str,
    /// Substances in it, at most 255; 1 for a single drug.
    pub ingredients: u8,
}

impl<'a> PageRecord<'a> {
    /// The record as bytes.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut out = vec![self.ingredients];
        push_bytes(&mut out, self.path.as_bytes());
        push_bytes(&mut out, self.slug.as_bytes());
        push_bytes(&mut out, self.title.as_bytes());
        out
    }

    /// Reads what [`write`](Self::write) wrote.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let ingredients = reader.byte()?;
        Some(Self { ingredients, path: reader.text()?, slug: reader.text()?, title: reader.text()? })
    }
}

/// The words of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UnitText<'a> {
    /// Id inside the monograph; empty for the head.
    pub anchor: &'a str,
    /// Heading or question.
    pub heading: &'a str,
    /// Whole text, one line a block.
    pub text: &'a str,
}

/// The words of a page's units as bytes.
#[must_use]
pub fn write(units: &[Unit]) -> Vec<u8> {
    let mut out = Vec::new();
    for unit in units {
        push_bytes(&mut out, unit.anchor.as_bytes());
        push_bytes(&mut out, unit.heading.as_bytes());
        push_bytes(&mut out, unit.text.as_bytes());
    }
    out
}

/// The words of the `place`-th unit of a page, out of what [`write`] wrote.
#[must_use]
pub fn read(bytes: &[u8], place: u32) -> Option<UnitText<'_>> {
    let mut reader = Reader::new(bytes);
    for _ in 0..place.checked_mul(3)? {
        reader.bytes()?;
    }
    Some(UnitText { anchor: reader.text()?, heading: reader.text()?, text: reader.text()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::UnitKind;

    #[test]
    fn texts_come_back_whole() {
        let unit = |anchor: &str, text: &str| Unit {
            kind: UnitKind::Faq,
            anchor: anchor.into(),
            heading: "Can I?".into(),
            text: text.into(),
        };
        let bytes = write(&[unit("faq-1", "No.\nNever."), unit("faq-2", "")]);
        assert_eq!(read(&bytes, 0).unwrap().text, "No.\nNever.");
        assert_eq!(read(&bytes, 1).unwrap().anchor, "faq-2");
        assert_eq!(read(&bytes, 2), None);
        assert_eq!(read(&bytes, u32::MAX), None);
        let page = PageRecord { path: "a/abacavir.md", slug: "abacavir", title: "Abacavir", ingredients: 1 };
        assert_eq!(PageRecord::read(&page.write()), Some(page));
    }
}
