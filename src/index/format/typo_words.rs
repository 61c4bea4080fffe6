//! The single words of names, for correcting typos; only loaded when a word is neither a name nor a common word.
//!
//! A word that is a whole name comes with its page's title, so that listing similar medicines needs no other file.

use crate::error::Error;
use crate::index::PageId;
use crate::index::format::bytes::{Reader, push_bytes, push_varint};
use crate::index::format::container::{Container, assemble};
use crate::index::format::dictionary::{self, Dictionary};
use crate::index::format::lists::{Lists, ListsWriter};
use crate::index::format::page_rows::PageRow;
use crate::text::distance::PhoneticKey;
use crate::text::slug::{Letters, slug};

const PARTS: [&str; 2] = ["typo words", "typo pages"];

/// Writes words with the pages that each names alone; `rows` are all pages by number.
///
/// # Errors
/// When there is more than the format can number.
pub(crate) fn write(words: &[(String, Vec<PageId>)], rows: &[PageRow]) -> Result<Vec<u8>, Error> {
    let mut lists = ListsWriter::default();
    for (_, pages) in words {
        let mut out = Vec::new();
        for row in pages.iter().filter_map(|page| rows.get(page.0 as usize)) {
            push_varint(&mut out, row.page.0);
            out.push(row.substances);
            push_bytes(&mut out, row.title.as_bytes());
            let given_slug = if row.slug == slug(&row.title, Letters::Latin) { "" } else { &row.slug };
            push_bytes(&mut out, given_slug.as_bytes());
        }
        lists.push(&out);
    }
    let words = dictionary::write(words.iter().map(|(word, _)| word.as_str()));
    assemble(0, &[words, lists.finish()])
}

/// The words, with their phonetic keys computed once.
#[derive(Debug, Clone)]
pub(crate) struct TypoWords {
    container: Container,
    words: Vec<TypoWord>,
}

/// A word of a name.
#[derive(Debug, Clone)]
pub struct TypoWord {
    /// The word.
    pub word: String,
    /// Its phonetic key.
    pub phonetic_key: PhoneticKey,
}

impl TypoWords {
    /// Opens what [`write()`] wrote.
    ///
    /// # Errors
    /// When the bytes are damaged, cut or of another version.
    pub(crate) fn open(bytes: Vec<u8>) -> Result<Self, Error> {
        let container = Container::open(bytes, PARTS.len())?;
        let damaged = |part| Error::Corrupt { part };
        let dictionary = Dictionary::open(container.part(0)).ok_or(damaged(PARTS[0]))?;
        let lists = Lists::open(container.part(1)).ok_or(damaged(PARTS[1]))?;
        if lists.count() != dictionary.count() {
            return Err(damaged(PARTS[1]));
        }
        let mut words = Vec::new();
        for word in dictionary.starting("") {
            words.push(TypoWord { word: word.to_string(), phonetic_key: PhoneticKey::of(word) });
        }
        Ok(Self { container, words })
    }

    /// Every word, sorted.
    #[must_use]
    pub(crate) fn words(&self) -> &[TypoWord] {
        &self.words
    }

    /// The pages that a word names alone.
    #[must_use]
    pub(crate) fn pages(&self, number: usize, pages: u32) -> Vec<PageRow> {
        let mut out = Vec::new();
        let list = Lists::open(self.container.part(1)).and_then(|lists| lists.get(number as u32));
        let mut reader = Reader::new(list.unwrap_or_default());
        while let Some(row) = read_row(&mut reader, pages) {
            out.push(row);
        }
        out
    }

    /// How many bytes it holds.
    #[must_use]
    pub(crate) fn size(&self) -> usize {
        self.container.bytes().len() + self.words.iter().map(|word| word.word.len() * 2 + 64).sum::<usize>()
    }
}

fn read_row(reader: &mut Reader<'_>, pages: u32) -> Option<PageRow> {
    let page = PageId(reader.varint().filter(|&page| page < pages)?);
    let substances = reader.byte()?;
    let title = reader.text()?.to_string();
    let given_slug = reader.text()?;
    Some(PageRow::named(page, substances, title, given_slug))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_with_the_pages_they_name() {
        let rows = [
            PageRow::named(PageId(0), 1, "Furosemide".into(), ""),
            PageRow::named(PageId(1), 2, "A + B".into(), "other"),
        ];
        let written = [
            ("furosemide".into(), vec![PageId(0)]),
            ("plus".into(), vec![]),
            ("x".into(), vec![PageId(1), PageId(0)]),
        ];
        let words = TypoWords::open(write(&written, &rows).unwrap()).unwrap();
        let read: Vec<&str> = words.words().iter().map(|word| word.word.as_str()).collect();
        assert_eq!(read, ["furosemide", "plus", "x"]);
        assert_eq!(words.pages(0, 2), rows[..1]);
        assert_eq!(words.pages(1, 2), []);
        assert_eq!(words.pages(2, 2).len(), 2);
        assert_eq!(words.pages(2, 1), [], "pages out of bounds are not handed out");
    }
}
