//! Owns what is looked for beside the name: words with their slips, meanings of phrases, intents.

use crate::index::Index;
use crate::index::format::phrase_table::{Meaning, Span};
use crate::index::read::passage_store::{PassageText, stem_hash};
use crate::lean::sort::sort_by;
use crate::lean::strings::{letters, parts};
use crate::lexicon::Intent;
use crate::search::bm25::{Weights, rarity};
use crate::search::query::{QueryTerms, is_filler};
use crate::search::resolve::{LISTED, Resolved};
use crate::search::spelling;

/// Terms one typed prefix stands for, at most.
const MOST_GROWN: usize = 6;
/// Terms looked at behind a typed prefix.
const MOST_LOOKED: usize = 300;
/// In how many units a word is taken to stand that is not an ordinary one, where only a page's own words were looked at.
const RARE: u32 = 10;

/// A stem to look for.
#[derive(Debug, Clone)]
pub(crate) struct Term {
    pub(crate) stem: String,
    /// The stem as a number, for comparing with a page's words.
    pub(crate) mark: u32,
    pub(crate) rarity: f32,
    /// What it counts beside the word that was typed.
    pub(crate) share: f32,
}

/// Something to look for: a word, or the words another phrase means, with what it counts.
#[derive(Debug, Clone)]
pub(crate) struct Clause {
    /// What was typed.
    pub(crate) label: String,
    /// A unit must hold all of them when `together`.
    pub(crate) terms: Vec<Term>,
    /// The terms are one meaning (`short` and `breath`), not choices.
    pub(crate) together: bool,
    /// What the clause counts.
    pub(crate) weight: f32,
    /// What the clause is worth to the question.
    pub(crate) rarity: f32,
    /// Which word of the question it stands for.
    pub(crate) position: usize,
}

/// Everything the ranking knows about a question.
#[derive(Debug, Clone, Default)]
pub(crate) struct QueryPlan {
    pub(crate) clauses: Vec<Clause>,
    pub(crate) intents: Vec<Intent>,
    /// Words that no text holds and no slip explains.
    pub(crate) unknown: Vec<String>,
    /// Rarity of the words that were mended.
    pub(crate) doubt: f32,
}

impl QueryPlan {
    pub(crate) fn asks(&self) -> bool {
        !self.clauses.is_empty() || !self.intents.is_empty()
    }

    /// The terms worth marking, with their weight.
    pub(crate) fn marked(&self) -> Vec<(String, f32)> {
        let mut out: Vec<(String, f32)> = Vec::new();
        for clause in &self.clauses {
            for term in &clause.terms {
                if !out.iter().any(|(other, _)| *other == term.stem) {
                    out.push((term.stem.clone(), clause.weight * term.share * clause.rarity));
                }
            }
        }
        out
    }
}

/// What words are known by: the pages that were named, or else all texts.
pub(crate) struct Vocabulary<'a> {
    index: &'a Index,
    /// The units of the named pages; none when no medicine was named.
    passages: Vec<&'a PassageText>,
    named: bool,
}

impl<'a> Vocabulary<'a> {
    /// The vocabulary for what was resolved; cards of the named pages are asked for.
    pub(crate) fn new(index: &'a Index, resolved: &Resolved) -> Self {
        let mut passages = Vec::new();
        for candidate in resolved.candidates.iter().filter(|candidate| candidate.step < LISTED) {
            if resolved.certain {
                passages.extend(index.card(candidate.page).unwrap_or_default());
            }
        }
        Self { index, passages, named: !resolved.candidates.is_empty() }
    }

    /// Units that hold a stem. On named pages, ordinary words are known from the head and all others count as rare: whether
    /// they stand there is what matters.
    fn passages_with(&self, stem: &str) -> u32 {
        if !self.named {
            return self.index.passages_with(stem);
        }
        if let Some(common) = self.index.common(stem) {
            return common.passages;
        }
        let mark = stem_hash(stem);
        let holds =
            |passage: &&PassageText| passage.in_text.contains(&mark) || passage.in_heading.contains(&mark);
        if self.passages.iter().any(holds) { RARE } else { 0 }
    }

    /// Adds the term of a stem; says whether any unit holds it.
    fn add(&self, stem: &str, share: f32, terms: &mut Vec<Term>) -> bool {
        let passages = self.passages_with(stem);
        if passages > 0 {
            let rarity = rarity(passages, self.index.passage_count());
            terms.push(Term { mark: stem_hash(stem), rarity, stem: stem.to_string(), share });
        }
        passages > 0
    }

    fn meaning(&self, words: &str, place: usize, weight: f32) -> Option<Clause> {
        let mut terms = Vec::new();
        for word in parts(words, b' ').filter(|word| !self.index.rules().is_stop(word)) {
            if !self.add(word, 1.0, &mut terms) {
                return None;
            }
        }
        let best = terms.iter().map(|term| term.rarity).fold(0.0_f32, f32::max);
        let clause =
            Clause { label: words.to_string(), together: true, terms, weight, rarity: best, position: place };
        (!clause.terms.is_empty()).then_some(clause)
    }

    fn word(&self, stem: &str, text: &str, open: bool, place: usize, weight: f32) -> Option<Clause> {
        let mut terms = Vec::new();
        self.add(stem, 1.0, &mut terms);
        if self.index.is_mixed() && text != stem {
            // Where there are no stems, a word is itself.
            self.add(text, 1.0, &mut terms);
        }
        if open && letters(text) >= 3 && (terms.is_empty() || self.passages_with(stem) < 3) {
            self.grow(text, &mut terms);
        }
        if terms.is_empty() {
            self.add(&spelling::term(stem, self.index)?, 0.8, &mut terms);
        }
        let rarest = terms.iter().map(|term| term.rarity).fold(f32::INFINITY, f32::min);
        let clause = Clause {
            label: text.to_string(),
            together: false,
            terms,
            weight,
            rarity: rarest,
            position: place,
        };
        (!clause.terms.is_empty()).then_some(clause)
    }

    /// The commonest ordinary words that start with what was typed so far; without any, what the texts hold.
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

    /// Reads words that no text holds as the word they were most likely meant to be.
    pub(crate) fn mend(&self, asked: &mut QueryTerms, named: &[bool]) {
        let count = asked.words.len();
        for (place, word) in asked.words.iter_mut().enumerate() {
            let growing = asked.open && place + 1 == count;
            if word.stop || named.get(place) == Some(&true) || growing || self.passages_with(&word.stem) > 0 {
                continue;
            }
            if let Some(term) = spelling::term(&word.stem, self.index) {
                word.stem = term;
                word.mended = true;
            }
        }
    }

    /// Reads what is asked beside the name.
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
            // `water` of a name is no thirst; a phrase that is part of a name asks nothing.
            if (span.start..span.end).all(|place| resolved.used.get(place) == Some(&true)) {
                continue;
            }
            for meaning in &span.meanings {
                match meaning {
                    Meaning::Intent(intent) => {
                        if !out.intents.contains(intent) {
                            out.intents.push(*intent);
                        }
                    }
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
        let many_names = resolved.names.len() > 1;
        for (place, word) in asked.words.iter().enumerate() {
            let in_name = resolved.used.get(place) == Some(&true);
            // Without a name, a word that every question may hold finds nothing by itself.
            let idle = !self.named
                && resolved.against.is_none()
                && is_filler(&word.text)
                && self.index.rules().are_english();
            if word.stop || idle || (in_name && !many_names) {
                continue;
            }
            let open = asked.open && place + 1 == asked.words.len();
            let weight = if understood.get(place) == Some(&true) { weights.understood } else { 1.0 };
            let weight = if word.mended { weight * weights.mended } else { weight };
            match self.word(&word.stem, &word.text, open, place, weight) {
                Some(clause) => {
                    // A mended word may as well be a name nobody here knows: half of it stays unknown.
                    out.doubt += if word.mended { clause.rarity } else { 0.0 };
                    out.clauses.push(clause);
                }
                None if in_name => {}
                None => out.unknown.push(word.text.clone()),
            }
        }
        out
    }
}
