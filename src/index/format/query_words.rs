//! Words that decide how a query is read, in lists that the head carries (`lexicon/query_words.rs` makes them).

use crate::lean::strings::{is_one_of, parts};

/// A list of such words; its number is that of its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueryWord {
    /// Is in questions and says nothing of their subject: `please`.
    Filler,
    /// Is a medicine and a word of everyday speech: `water`. Beside another medicine it is part of the question, not a name.
    Everyday,
    /// Makes another product of any name that it follows: `plus`.
    Qualifier,
    /// Makes another product of a brand: `cold`. Behind a substance it is a word of the question (`paracetamol for a cold`).
    BrandQualifier,
    /// Is an amount of a medicine behind a number: `mg`.
    Amount,
    /// Is a dose, an age or a time behind a number: `puffs`, `years`.
    Count,
    /// With the name of a page before or behind it, is the name of a medicine without a page: `car`, as in carfentanyl. Only words of
    /// everyday texts are listed; any other word may be such a piece.
    Piece,
}

/// The lists, a line each.
#[derive(Debug, Clone, Default)]
pub(crate) struct QueryWords(String);

impl QueryWords {
    /// Opens the part of a head; `None` when it is no text.
    #[must_use]
    pub(crate) fn open(bytes: &[u8]) -> Option<Self> {
        String::from_utf8(bytes.to_vec()).ok().map(Self)
    }

    /// Whether `word` is in a list.
    #[must_use]
    pub(crate) fn has(&self, list: QueryWord, word: &str) -> bool {
        parts(&self.0, b'\n').nth(list as usize).is_some_and(|words| is_one_of(word, words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_list_is_a_line() {
        let words = QueryWords::open(b"please tell\nwater\n\ncold").unwrap();
        for (list, word) in
            [(QueryWord::Filler, "tell"), (QueryWord::Everyday, "water"), (QueryWord::BrandQualifier, "cold")]
        {
            assert!(words.has(list, word) && !words.has(QueryWord::Qualifier, word), "{word}");
        }
        assert!(!words.has(QueryWord::Filler, "water") && !words.has(QueryWord::Filler, ""));
    }
}
