//! Owns the order of answers: words, intents and rights added up per unit, ties by place in the index.

use super::bm25::{Weights, rarity};
use super::intent::{fit, share_of_questions, worth};
use super::query::Asked;
use super::resolve::{LISTED, Resolved};
use super::spell;
use crate::index::dictionary::Dictionary;
use crate::index::phrases::{Meaning, Span};
use crate::index::units::Units;
use crate::index::{PageId, Segment, UnitId};
use crate::text::Intent;
use crate::text::token::is_stop;
use crate::unit::UnitKind;

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
    place: usize,
}

/// A unit that fits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scored {
    pub(super) unit: UnitId,
    pub(super) score: f32,
}

/// Everything the ranking knows about a question.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted {
    pub(super) clauses: Vec<Clause>,
    pub(super) intents: Vec<Intent>,
    /// Words that no text holds and no slip explains.
    pub(super) unknown: Vec<String>,
    /// Rarity of the words that were mended.
    doubt: f32,
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
        found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
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
                return String::from_utf8_lossy(term).into_owned();
            }
        }
        stem.to_string()
    }
}

/// Adds up the clauses for every unit of `pages` (all units when there are none).
struct Sums<'a, D> {
    segment: &'a Segment<D>,
    units: Units<'a>,
    weights: &'a Weights,
    wanted: &'a Wanted,
    /// Taken off the rarity of every word.
    common: f32,
}

impl<D: AsRef<[u8]>> Sums<'_, D> {
    /// What one clause adds to each unit in `allowed`.
    fn clause(&self, clause: &Clause, allowed: &[std::ops::Range<u32>], mut add: impl FnMut(UnitId, f32)) {
        let means = (self.units.mean_heading(), self.units.mean_text());
        let mut best: Vec<(u32, f32, usize)> = Vec::new();
        let several = clause.terms.len() > 1;
        for (term, _, share) in &clause.terms {
            let Some(postings) = self.segment.postings(*term) else { continue };
            let rarity = rarity(postings.total(), self.units.len());
            let rarity = (rarity - self.common).max(rarity * 0.1);
            let mut ranges = allowed.iter();
            let mut range = ranges.next();
            for posting in postings {
                while range.is_some_and(|range| range.end <= posting.unit.0) {
                    range = ranges.next();
                }
                let Some(within) = range else { break };
                if posting.unit.0 < within.start {
                    continue;
                }
                let Some(unit) = self.units.get(posting.unit) else { continue };
                let value = self.weights.term(posting, unit, means, rarity) * share * clause.weight;
                if several { best.push((posting.unit.0, value, 1)) } else { add(posting.unit, value) }
            }
        }
        if !several {
            return;
        }
        best.sort_by_key(|&(unit, ..)| unit);
        for run in best.chunk_by(|a, b| a.0 == b.0) {
            let unit = UnitId(run[0].0);
            if clause.together {
                if run.len() == clause.terms.len() {
                    add(
                        unit,
                        run.iter().map(|(_, value, _)| value).fold(0.0, |sum: f32, value| sum.max(*value)),
                    );
                }
            } else {
                add(unit, run.iter().map(|(_, value, _)| *value).fold(0.0, f32::max));
            }
        }
    }

    /// What intents and kind add to a unit.
    fn kind(&self, unit: UnitId) -> f32 {
        let Some(record) = self.units.get(unit) else { return 0.0 };
        let mut out = self.weights.kind * worth(record.kind);
        let intents = &self.wanted.intents;
        if intents.is_empty() {
            return out;
        }
        if record.kind == UnitKind::Faq {
            let asked = record.asks & !(1 << Intent::WhatIs.number());
            let same = intents.iter().filter(|intent| asked & (1 << intent.number()) != 0);
            let asks: f32 = same.map(|&intent| share_of_questions(intent)).sum();
            let all = asked.count_ones() as f32 * intents.len() as f32;
            out += self.weights.same_question * asks / all.max(1.0).sqrt();
        } else {
            let best = intents.iter().map(|&intent| fit(intent, record.kind)).fold(0.0, f32::max);
            let sum: f32 = intents.iter().map(|&intent| fit(intent, record.kind)).sum();
            out += self.weights.own_section * (best + sum / intents.len() as f32) / 2.0;
        }
        out
    }
}

/// The units of the medicines that were named, best first.
pub(super) fn of_candidates<D: AsRef<[u8]>>(
    segment: &Segment<D>,
    resolved: &Resolved,
    wanted: &Wanted,
    weights: &Weights,
) -> Vec<Scored> {
    let Some(units) = segment.units() else { return Vec::new() };
    let mut pages: Vec<(PageId, u8)> = resolved
        .candidates
        .iter()
        .filter(|candidate| candidate.step < LISTED)
        .map(|candidate| (candidate.page, candidate.step))
        .collect();
    pages.sort();
    let ranges: Vec<std::ops::Range<u32>> = pages.iter().map(|&(page, _)| units.of_page(page)).collect();
    let mut starts = Vec::with_capacity(ranges.len());
    let mut out: Vec<Scored> = Vec::new();
    let sums = Sums { segment, units, weights, wanted, common: weights.common };
    for (range, &(_, step)) in ranges.iter().zip(&pages) {
        starts.push((range.start, out.len()));
        for unit in range.clone().map(UnitId) {
            out.push(Scored { unit, score: sums.kind(unit) - weights.right * f32::from(step) });
        }
    }
    for clause in &wanted.clauses {
        let own = resolved.names.iter().find(|part| part.start <= clause.place && clause.place < part.end);
        sums.clause(clause, &ranges, |unit, value| {
            let at = starts.partition_point(|&(start, _)| start <= unit.0).saturating_sub(1);
            let Some(&(start, place)) = starts.get(at) else { return };
            // A page's own name stands on all its parts and tells none from another.
            if own.is_some_and(|part| pages.get(at).is_some_and(|&(page, _)| part.holds(page))) {
                return;
            }
            if let Some(scored) = out.get_mut(place + (unit.0 - start) as usize) {
                scored.score += value;
            }
        });
    }
    sort(&mut out);
    out
}

/// The units that fit best when no medicine is named; empty when nothing is close.
pub(super) fn of_all<D: AsRef<[u8]>>(
    segment: &Segment<D>,
    wanted: &Wanted,
    weights: &Weights,
) -> Vec<Scored> {
    let Some(units) = segment.units() else { return Vec::new() };
    let count = units.len() as usize;
    let everywhere = 0..units.len();
    let mut scores = vec![0.0_f32; count];
    let mut covered = vec![0.0_f32; count];
    let sums = Sums { segment, units, weights, wanted, common: 0.0 };
    let mut places: Vec<usize> = wanted.clauses.iter().map(|clause| clause.place).collect();
    places.dedup();
    let mut whole = wanted.unknown.len() as f32 * rarity(0, units.len()) + wanted.doubt;
    let mut at_place = vec![0.0_f32; count];
    places.sort_unstable();
    places.dedup();
    for place in places {
        at_place.fill(0.0);
        let mut worth_most = 0.0_f32;
        for clause in wanted.clauses.iter().filter(|clause| clause.place == place) {
            worth_most = worth_most.max(clause.rarity);
            sums.clause(clause, std::slice::from_ref(&everywhere), |unit, value| {
                if let (Some(score), Some(at)) =
                    (scores.get_mut(unit.0 as usize), at_place.get_mut(unit.0 as usize))
                {
                    *score += value;
                    *at = at.max(clause.rarity);
                }
            });
        }
        whole += worth_most;
        covered.iter_mut().zip(&at_place).for_each(|(sum, value)| *sum += value.min(worth_most));
    }
    lend_titles(&units, weights, &mut scores, &mut covered);
    let mut out: Vec<Scored> = Vec::new();
    for (at, (&score, &covered)) in scores.iter().zip(&covered).enumerate() {
        if score > 0.0 && covered >= weights.coverage * whole {
            let unit = UnitId(at as u32);
            out.push(Scored { unit, score: score + sums.kind(unit) });
        }
    }
    sort(&mut out);
    out
}

/// A page's title stands once, in its head; its words count for the other parts too.
fn lend_titles(units: &Units<'_>, weights: &Weights, scores: &mut [f32], covered: &mut [f32]) {
    for page in 0..units.pages() {
        let range = units.of_page(PageId(page));
        let (start, end) = (range.start as usize, range.end as usize);
        let (Some(&score), Some(&cover)) = (scores.get(start), covered.get(start)) else { continue };
        if score <= 0.0 {
            continue;
        }
        for at in start + 1..end {
            if let Some(sum) = scores.get_mut(at).filter(|sum| **sum > 0.0) {
                *sum += weights.title * score;
            }
            if let Some(sum) = covered.get_mut(at) {
                *sum = sum.max(cover);
            }
        }
    }
}

fn sort(scored: &mut [Scored]) {
    scored.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.unit.cmp(&b.unit)));
}
