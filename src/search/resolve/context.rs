//! The query and the index, as every step of resolving a name sees them.

use crate::index::Index;
use crate::index::format::phrase_table::Span;
use crate::index::format::query_words::QueryWord;
use crate::lean::strings::joined;
use crate::search::query::QueryTerms;
use crate::search::resolve::mention::NameMention;

/// A word that occurs in this many passages is an ordinary word and no misspelled name.
const PROSE: u32 = 20;

/// The query and the index it searches.
pub(crate) struct Context<'a> {
    pub(crate) index: &'a Index,
    pub(crate) terms: &'a QueryTerms,
    /// The everyday phrases in the query.
    pub(crate) phrases: &'a [Span],
    /// The words of the query, folded.
    pub(crate) words: Vec<&'a str>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(index: &'a Index, terms: &'a QueryTerms, phrases: &'a [Span]) -> Self {
        let mut words = Vec::new();
        for word in &terms.words {
            words.push(word.text.as_str());
        }
        Self { index, terms, phrases, words }
    }

    /// The words from `from` to before `to`, with a blank between them.
    pub(crate) fn joined(&self, (from, to): (usize, usize)) -> String {
        joined(self.words.get(from..to).unwrap_or_default())
    }

    /// Whether the word at `position` is a stop word, an ordinary word of the texts, or part of an everyday phrase.
    pub(crate) fn is_prose(&self, position: usize) -> bool {
        let Some(word) = self.terms.words.get(position) else { return true };
        word.stop
            || self.phrases.iter().any(|span| span.covers(position))
            || self.index.common(&word.stem).is_some_and(|common| common.passages >= PROSE)
    }

    /// Whether the texts use the word often enough that its meaning is known without looking: stop words, ordinary words.
    pub(crate) fn is_ordinary(&self, position: usize) -> bool {
        let Some(word) = self.terms.words.get(position) else { return true };
        word.stop || self.index.common(&word.stem).is_some()
    }

    /// Whether the mention is a word of everyday speech: `water`, `iron`.
    pub(crate) fn is_everyday_name(&self, mention: &NameMention) -> bool {
        let word = self.words.get(mention.start).copied().unwrap_or_default();
        mention.end == mention.start + 1
            && self.index.rules().are_english()
            && self.index.is(QueryWord::Everyday, word)
    }
}
