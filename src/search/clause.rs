//! Plans what a query searches for beside the name: words and their corrections, meanings of phrases, intents.

use crate::index::Index;
use crate::index::format::phrase_table::{Meaning, Span};
use crate::index::format::postings::CLASS;
use crate::index::format::query_words::QueryWord;
use crate::index::read::passage_store::{PassageText, stem_hash};
use crate::lean::sort::sort_by;
use crate::lean::strings::{letters, parts};
use crate::lexicon::Intent;
use crate::search::bm25::{Weights, rarity};
use crate::search::direction::phrases;
use crate::search::intent_fit::share_of_questions;
use crate::search::plan::{ClassMention, Clause, QueryPlan, Term};
use crate::search::query::{QueryTerms, Word};
use crate::search::resolve::Resolved;
use crate::search::spelling;

/// Most terms that a typed prefix expands to.
const MOST_GROWN: usize = 6;
/// Most terms that are tried for a typed prefix.
const MOST_LOOKED: usize = 300;
/// The assumed passage count of a word that is not ordinary, if only the words of one page are loaded.
const RARE: u32 = 10;

/// Intents that fewer questions ask for by their words are known by their section.
const LEAST_SHARE: f32 = 0.6;
/// What a word that asks for an intent counts in an excerpt, beside its rarity.
const INTENT: f32 = 2.0;
/// What the name of the intent counts beside other words that ask for it.
const ITS_NAME: f32 = 1.5;

/// An everyday word with fewer letters has too many meanings to be looked for in all texts.
const LEAST_LAY: usize = 4;

/// The texts that words are looked up in: the named pages, or else all of them.
pub(crate) struct Vocabulary<'a> {
    index: &'a Index,
    /// The passages of the named pages; empty if no medicine is named.
    passages: Vec<&'a PassageText>,
    named: bool,
}

impl<'a> Vocabulary<'a> {
    /// The vocabulary for a resolved query; requests the cards of the named pages.
    pub(crate) fn new(index: &'a Index, resolved: &Resolved) -> Self {
        let mut passages = Vec::new();
        for candidate in resolved.answering() {
            if resolved.certain {
                passages.extend(index.card(candidate.page).unwrap_or_default());
            }
        }
        Self { index, passages, named: !resolved.candidates.is_empty() }
    }

    /// The passages of the named pages.
    pub(crate) fn passages(&self) -> &[&'a PassageText] {
        &self.passages
    }

    /// How many passages contain a stem. On named pages, the index head counts ordinary words, and all others count as rare:
    /// all that matters is whether they occur.
    fn passages_with(&self, stem: &str) -> u32 {
        if !self.named {
            return self.index.passages_with(stem);
        }
        if let Some(common) = self.index.common(stem) {
            return common.passages;
        }
        let hash = stem_hash(stem);
        let holds =
            |passage: &&PassageText| passage.in_text.contains(&hash) || passage.in_heading.contains(&hash);
        if self.passages.iter().any(holds) { RARE } else { 0 }
    }

    /// Adds the term of a stem; returns whether any passage contains it.
    fn add(&self, stem: &str, share: f32, terms: &mut Vec<Term>) -> bool {
        let passages = self.passages_with(stem);
        if passages > 0 {
            let rarity = rarity(passages, self.index.passage_count());
            terms.push(Term { hash: stem_hash(stem), rarity, stem: stem.to_string(), share });
        }
        passages > 0
    }

    /// The words that ask for an intent by themselves, where a text that answers it holds one of them.
    fn words_of(&self, intent: Intent) -> Vec<Term> {
        let mut out: Vec<Term> = Vec::new();
        let Some(phrases) = self.index.phrases().filter(|_| share_of_questions(intent) > LEAST_SHARE) else {
            return out;
        };
        let own = self.index.rules().stem(intent.id());
        for stem in phrases.words_asking(intent) {
            let passages = self.index.common(stem).map_or(RARE, |common| common.passages);
            let share = if stem == own { ITS_NAME } else { 1.0 };
            let rarity = INTENT + rarity(passages, self.index.passage_count());
            out.push(Term { hash: stem_hash(stem), rarity, stem: stem.to_string(), share });
        }
        out
    }

    fn meaning(&self, words: &str, position: usize, weight: f32) -> Option<Clause> {
        let mut terms = Vec::new();
        for word in parts(words, b' ').filter(|word| !self.index.rules().is_stop(word)) {
            if !self.add(word, 1.0, &mut terms) {
                return None;
            }
        }
        let best = terms.iter().map(|term| term.rarity).fold(0.0_f32, f32::max);
        let clause =
            Clause { label: words.to_string(), together: true, terms, weight, rarity: best, position };
        (!clause.terms.is_empty()).then_some(clause)
    }

    /// The clause of a word; `guessed` is set if no text holds the word and it stands for another.
    fn word(
        &self,
        word: &Word,
        open: bool,
        position: usize,
        weight: f32,
        guessed: &mut bool,
    ) -> Option<Clause> {
        let (stem, text) = (word.stem.as_str(), word.text.as_str());
        let mut terms = Vec::new();
        self.add(stem, 1.0, &mut terms);
        if self.index.is_mixed() && text != stem {
            // In languages without a stemmer, the term is the word itself.
            self.add(text, 1.0, &mut terms);
        }
        if open && letters(text) >= 3 && (terms.is_empty() || self.passages_with(stem) < 3) {
            self.grow(text, &mut terms);
        }
        if terms.is_empty() {
            *guessed = true;
            self.add(&spelling::term(stem, self.index)?, 0.8, &mut terms);
        }
        let rarest = terms.iter().map(|term| term.rarity).fold(f32::INFINITY, f32::min);
        let clause =
            Clause { label: text.to_string(), together: false, terms, weight, rarity: rarest, position };
        (!clause.terms.is_empty()).then_some(clause)
    }

    /// Adds the commonest ordinary words that start with the prefix, or other terms of the texts if there are none.
    fn grow(&self, prefix: &str, terms: &mut Vec<Term>) {
        let mut found: Vec<(u32, String)> = Vec::new();
        let mut look = |terms: Vec<&str>| {
            for term in terms.into_iter().take(MOST_LOOKED) {
                found.push((self.passages_with(term), term.to_string()));
            }
        };
        look(self.index.common_starting(prefix));
        if !self.named {
            look(self.index.terms_starting(prefix));
        }
        sort_by(&mut found, |a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let (mut left, mut last) = (MOST_GROWN, "");
        for (_, stem) in &found {
            if stem == last || left == 0 {
                continue;
            }
            left -= 1;
            last = stem;
            if !terms.iter().any(|other| other.stem == *stem) {
                self.add(stem, 0.7, terms);
            }
        }
    }

    /// Replaces words that no text contains by the most likely correction.
    pub(crate) fn correct(&self, asked: &mut QueryTerms, named: &[bool]) {
        let count = asked.words.len();
        for (position, word) in asked.words.iter_mut().enumerate() {
            let growing = asked.open && position + 1 == count;
            if word.stop
                || named.get(position) == Some(&true)
                || growing
                || self.passages_with(&word.stem) > 0
            {
                continue;
            }
            if let Some(term) = spelling::term(&word.stem, self.index) {
                word.stem = term;
                word.corrected = true;
            }
        }
    }

    /// Plans what is searched for beside the name.
    pub(crate) fn plan(
        &self,
        asked: &QueryTerms,
        spans: &[Span],
        resolved: &Resolved,
        weights: &Weights,
    ) -> QueryPlan {
        let mut out = QueryPlan::default();
        let mut understood = vec![false; asked.words.len()];
        for span in spans {
            // `water` inside a name does not mean thirst: a phrase inside a name has no intent.
            if span.is_within(&resolved.used) {
                continue;
            }
            for meaning in &span.meanings {
                match meaning {
                    Meaning::Intent(intent) => {
                        if !out.intents.contains(intent) {
                            out.intents.push(*intent);
                        }
                    }
                    Meaning::Words(term) if term.starts_with(CLASS) => {
                        if !self.named && !resolved.asks_antidote {
                            let (start, end) = (span.start, span.end);
                            out.classes.push(ClassMention { term: term.clone(), start, end });
                        }
                    }
                    // `fits` means seizures, but not every text with `fit` in it is about them.
                    Meaning::Words(words) if !self.named && letters(words) < LEAST_LAY => {}
                    Meaning::Words(words) => {
                        if let Some(clause) = self.meaning(words, span.start, weights.meaning) {
                            out.clauses.push(clause);
                            understood.get_mut(span.start..span.end).unwrap_or_default().fill(true);
                        }
                    }
                }
            }
        }
        if out.intents.len() > 1 {
            out.intents.retain(|&intent| intent != Intent::WhatIs);
        }
        for &intent in &out.intents {
            let words = self.words_of(intent);
            if !words.is_empty() {
                out.intent_words.push(words);
            }
        }
        if !self.named {
            out.phrases = phrases(asked, spans, &out);
        }
        let many_names = resolved.names.len() > 1;
        for (position, word) in asked.words.iter().enumerate() {
            let in_name = resolved.used.get(position) == Some(&true);
            // Without a name, a word that every question may hold finds nothing by itself.
            let filler = self.index.is(QueryWord::Filler, &word.text);
            let idle = !self.named && resolved.against.is_none() && filler;
            if word.stop || idle || (in_name && !many_names) {
                continue;
            }
            if self.named && !in_name && !filler {
                self.index.lean(&word.stem, &mut out.leaning);
            }
            let open = asked.open && position + 1 == asked.words.len();
            let weight = if understood.get(position) == Some(&true) { weights.understood } else { 1.0 };
            let weight = if word.corrected { weight * weights.corrected } else { weight };
            // The name of a class is understood, whether or not a text holds its words.
            let of_a_class = out.is_in_class(position);
            let mut guessed = word.corrected;
            match self.word(word, open, position, weight, &mut guessed) {
                Some(clause) => {
                    // Such a word may still be an unknown name, so it also counts as doubt.
                    out.doubt += if guessed && !of_a_class { clause.rarity } else { 0.0 };
                    out.clauses.push(clause);
                }
                None if in_name || of_a_class => {}
                None => out.unknown.push(word.text.clone()),
            }
        }
        out
    }
}
