//! Owns the order of answers: words, intents and rights added up per unit, ties by place in the index.

use super::bm25::{Weights, rarity};
use super::clause::{Clause, Wanted};
use super::intent::{fit, share_of_questions, worth};
use super::resolve::{LISTED, Resolved};
use crate::index::units::Units;
use crate::index::{PageId, Segment, UnitId};
use crate::text::Intent;
use crate::text::order::sort_by;
use crate::unit::UnitKind;

/// A unit that fits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scored {
    pub(super) unit: UnitId,
    pub(super) score: f32,
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
            let rarity = rarity(postings.total(), self.units.count());
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
        sort_by(&mut best, |a, b| a.0.cmp(&b.0));
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
    sort_by(&mut pages, Ord::cmp);
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
    let count = units.count() as usize;
    let everywhere = 0..units.count();
    let mut scores = vec![0.0_f32; count];
    let mut covered = vec![0.0_f32; count];
    let sums = Sums { segment, units, weights, wanted, common: 0.0 };
    let mut places: Vec<usize> = wanted.clauses.iter().map(|clause| clause.place).collect();
    places.dedup();
    let mut whole = wanted.unknown.len() as f32 * rarity(0, units.count()) + wanted.doubt;
    let mut at_place = vec![0.0_f32; count];
    sort_by(&mut places, Ord::cmp);
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
    sort_by(scored, |a, b| b.score.total_cmp(&a.score).then(a.unit.cmp(&b.unit)));
}
