//! Owns what is looked for beside the name: words with their slips, meanings of phrases, intents.

use super::bm25::{Weights, rarity};
use super::query::Asked;
use super::resolve::Resolved;
use super::spell;
use crate::index::Segment;
use crate::index::dictionary::Dictionary;
use crate::index::phrases::{Meaning, Span};
use crate::text::Intent;
use crate::text::order::sort_by;
use crate::text::token::is_stop;

/// Terms one typed prefix stands for, at most.
const MOST_GROWN: usize = 6;
/// Terms looked at behind a typed prefix.
const MOST_LOOKED: usize = 300;

/// Something to look for: a word, or the words another phrase means, with what it counts.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    /// What was typed.
    pub(super) label: String,
    /// Terms and their share; a unit must hold all of them when `together`.
    pub(super) terms: Vec<(u32, String, f32)>,
    /// The terms are one meaning (`short` and `breath`), not choices.
    pub(super) together: bool,
    /// What the clause counts.
    pub(super) weight: f32,
    /// The best rarity among the terms: what the clause is worth to the question.
    pub(super) rarity: f32,
    /// Which word of the question it stands for.
    pub(super) place: usize,
}

/// Everything the ranking knows about a question.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted {
    pub(super) clauses: Vec<Clause>,
    pub(super) intents: Vec<Intent>,
    /// Words that no text holds and no slip explains.
    pub(super) unknown: Vec<String>,
    /// Rarity of the words that were mended.
    pub(super) doubt: f32,
}

impl Wanted {
    pub(super) fn asks(&self) -> bool {
        !self.clauses.is_empty() || !self.intents.is_empty()
    }

    /// The terms worth marking, with their weight.
    pub(super) fn marked(&self) -> Vec<(String, f32)> {
        let mut out: Vec<(String, f32)> = Vec::new();
        for clause in &self.clauses {
            for (_, term, share) in &clause.terms {
                if !out.iter().any(|(other, _)| other == term) {
                    out.push((term.clone(), clause.weight * share * clause.rarity));
                }
            }
        }
        out
    }
}

/// Reads what is asked beside the name.
pub(super) fn wanted<D: AsRef<[u8]>>(
    segment: &Segment<D>,
    asked: &Asked,
    spans: &[Span],
    resolved: &Resolved,
    weights: &Weights,
) -> Wanted {
    let Some(terms) = segment.terms() else { return Wanted::default() };
    let mut out = Wanted::default();
    let reader = ClauseReader { segment, terms, all: segment.unit_count() };
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
                    if let Some(clause) = reader.meaning(words, span.start, weights.meaning) {
                        out.clauses.push(clause);
                        understood[span.start..span.end].iter_mut().for_each(|word| *word = true);
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
        if word.stop || (in_name && !many_names) {
            continue;
        }
        let open = asked.open && place + 1 == asked.words.len();
        let weight = if understood[place] { weights.understood } else { 1.0 };
        let weight = if word.mended { weight * weights.mended } else { weight };
        match reader.word(&word.stem, &word.text, open, place, weight) {
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

/// Reads words that no text holds as the word they were most likely meant to be.
pub(super) fn mend<D: AsRef<[u8]>>(segment: &Segment<D>, asked: &mut Asked, named: &[bool]) {
    let Some(terms) = segment.terms() else { return };
    let reader = ClauseReader { segment, terms, all: segment.unit_count() };
    let count = asked.words.len();
    for (place, word) in asked.words.iter_mut().enumerate() {
        let growing = asked.open && place + 1 == count;
        if word.stop || named.get(place) == Some(&true) || terms.find(&word.stem).is_some() || growing {
            continue;
        }
        if let Some(number) = spell::term(&word.stem, terms, |term| reader.units_with(term)) {
            word.stem = reader.spelling(number, &word.stem);
            word.mended = true;
        }
    }
}

struct ClauseReader<'a, D> {
    segment: &'a Segment<D>,
    terms: Dictionary<'a>,
    all: u32,
}

impl<D: AsRef<[u8]>> ClauseReader<'_, D> {
    fn units_with(&self, term: u32) -> u32 {
        self.segment.postings(term).map_or(0, |postings| postings.total())
    }

    fn meaning(&self, words: &str, place: usize, weight: f32) -> Option<Clause> {
        let mut terms = Vec::new();
        let mut best = 0.0_f32;
        for word in words.split(' ').filter(|word| !is_stop(word)) {
            let number = self.terms.find(word)?;
            best = best.max(rarity(self.units_with(number), self.all));
            terms.push((number, word.to_string(), 1.0));
        }
        (!terms.is_empty()).then(|| Clause {
            label: words.to_string(),
            together: true,
            terms,
            weight,
            rarity: best,
            place,
        })
    }

    fn word(&self, stem: &str, text: &str, open: bool, place: usize, weight: f32) -> Option<Clause> {
        let mut terms: Vec<(u32, String, f32)> = Vec::new();
        if let Some(number) = self.terms.find(stem) {
            terms.push((number, stem.to_string(), 1.0));
        }
        if open && text.len() >= 3 && terms.first().is_none_or(|(number, ..)| self.units_with(*number) < 3) {
            self.grow(text, &mut terms);
        }
        if terms.is_empty() {
            let number = spell::term(stem, self.terms, |term| self.units_with(term))?;
            terms.push((number, self.spelling(number, stem), 0.8));
        }
        let rarest = terms
            .iter()
            .map(|(number, ..)| rarity(self.units_with(*number), self.all))
            .fold(f32::INFINITY, f32::min);
        Some(Clause { label: text.to_string(), together: false, terms, weight, rarity: rarest, place })
    }

    /// The commonest terms that start with what was typed so far.
    fn grow(&self, prefix: &str, terms: &mut Vec<(u32, String, f32)>) {
        let mut walk = self.terms.from(prefix);
        let mut found: Vec<(u32, u32, String)> = Vec::new();
        for _ in 0..MOST_LOOKED {
            let Some((number, term)) = walk.next_key() else { break };
            if !term.starts_with(prefix.as_bytes()) {
                break;
            }
            if let Ok(term) = std::str::from_utf8(term) {
                found.push((self.units_with(number), number, term.to_string()));
            }
        }
        sort_by(&mut found, |a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        for (_, number, term) in found.into_iter().take(MOST_GROWN) {
            if !terms.iter().any(|(other, ..)| *other == number) {
                terms.push((number, term, 0.7));
            }
        }
    }

    fn spelling(&self, number: u32, stem: &str) -> String {
        let mut walk = self.terms.from(stem.get(..1).unwrap_or_default());
        while let Some((at, term)) = walk.next_key() {
            if at == number {
                return std::str::from_utf8(term).unwrap_or(stem).to_string();
            }
        }
        stem.to_string()
    }
}
