//! Owns the order of answers: words, intents and rights added up per unit, ties by place in the index.

use crate::index::format::impact::{impact, of_steps};
use crate::index::format::postings::intent_term;
use crate::index::read::passage_store::PassageText;
use crate::index::{Index, PageId, PassageId};
use crate::lean::sort::sort_by;
use crate::lexicon::Intent;
use crate::monograph::passage::PassageKind;
use crate::search::bm25::{Weights, rarity};
use crate::search::clause::{Clause, QueryPlan};
use crate::search::intent_fit::{fit, share_of_questions, worth};
use crate::search::resolve::candidate::Candidate;
use crate::search::resolve::names::{LISTED, Resolved};

/// A unit that fits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scored {
    pub(crate) passage: PassageId,
    pub(crate) score: f32,
}

/// Answers that are kept when no medicine is named; no list is longer.
pub(crate) const MOST_KEPT: usize = 512;

/// What the kind of a unit adds, whatever words it holds.
pub(crate) fn of_kind(kind: PassageKind, plan: &QueryPlan, weights: &Weights) -> f32 {
    let intents = &plan.intents;
    let mut out = weights.kind * worth(kind);
    if kind != PassageKind::Faq && !intents.is_empty() {
        let (mut best, mut sum) = (0.0_f32, 0.0);
        for &intent in intents {
            let fit = fit(intent, kind);
            best = best.max(fit);
            sum += fit;
        }
        out += weights.own_section * (best + sum / intents.len() as f32) / 2.0;
    }
    out
}

/// What a question adds that asks for some of the intents: `asks` is the sum of their shares, `all` how many it has.
pub(crate) fn of_question(asks: f32, all: u32, plan: &QueryPlan, weights: &Weights) -> f32 {
    let all = all as f32 * plan.intents.len() as f32;
    weights.same_question * asks / all.max(1.0).sqrt()
}

/// What one clause adds to a unit of a named page.
pub(crate) fn of_clause(clause: &Clause, passage: &PassageText, index: &Index, weights: &Weights) -> f32 {
    let mut best = 0.0_f32;
    for term in &clause.terms {
        let value = impact(passage.counts(term.mark), index.means());
        if value <= 0.0 && clause.together {
            return 0.0;
        }
        let rarity = (term.rarity - weights.common).max(term.rarity * 0.1);
        best = best.max(value * rarity * term.share);
    }
    best * clause.weight
}

/// What the intents of a passage of a named page add, if it is a question.
pub(crate) fn of_faq(passage: &PassageText, plan: &QueryPlan, weights: &Weights) -> f32 {
    if passage.kind != PassageKind::Faq || plan.intents.is_empty() {
        return 0.0;
    }
    let asked = passage.asks & !(1 << Intent::WhatIs.number());
    let mut asks = 0.0;
    for &intent in &plan.intents {
        if asked & (1 << intent.number()) != 0 {
            asks += share_of_questions(intent);
        }
    }
    of_question(asks, asked.count_ones(), plan, weights)
}

/// The clauses that rank the passages of a page. The page's own name occurs in all of them, so it does not help to rank them.
pub(crate) fn clauses_about<'a>(
    candidate: &Candidate,
    resolved: &Resolved,
    plan: &'a QueryPlan,
) -> Vec<&'a Clause> {
    let is_own_name = |clause: &Clause| {
        let names = resolved.names.iter();
        let mut here = names.filter(|part| part.start <= clause.place && clause.place < part.end);
        here.next().is_some_and(|part| part.holds(candidate.page))
    };
    let mut out = Vec::new();
    for clause in &plan.clauses {
        if !is_own_name(clause) {
            out.push(clause);
        }
    }
    out
}

/// The units of the medicines that were named, best first.
pub(crate) fn of_candidates(
    index: &Index,
    resolved: &Resolved,
    plan: &QueryPlan,
    weights: &Weights,
) -> Vec<Scored> {
    let mut out: Vec<Scored> = Vec::new();
    for candidate in resolved.candidates.iter().filter(|candidate| candidate.step < LISTED) {
        let Some(passages) = index.card(candidate.page) else { continue };
        let clauses = clauses_about(candidate, resolved, plan);
        for (passage, id) in passages.iter().zip(index.passages_of(candidate.page)) {
            let mut score = of_kind(passage.kind, plan, weights) - weights.right * f32::from(candidate.step);
            score += of_faq(passage, plan, weights);
            let mut of_words = 0.0;
            for clause in &clauses {
                of_words += of_clause(clause, passage, index, weights);
            }
            score += of_words;
            out.push(Scored { passage: PassageId(id), score });
        }
    }
    sort_by(&mut out, better);
    out
}

pub(crate) fn better(a: &Scored, b: &Scored) -> std::cmp::Ordering {
    b.score.total_cmp(&a.score).then(a.passage.cmp(&b.passage))
}

/// What all units have gathered so far.
struct Sums {
    scores: Vec<f32>,
    covered: Vec<f32>,
    /// What the words at the present place of the question cover.
    here: Vec<f32>,
    kinds: Vec<PassageKind>,
}

impl Sums {
    /// Adds what one clause says of each unit; nothing while its postings are not loaded.
    fn add(&mut self, index: &Index, clause: &Clause) {
        let mut found: Vec<(u32, f32)> = Vec::new();
        let several = clause.terms.len() > 1;
        for term in &clause.terms {
            let factor = term.rarity * term.share * clause.weight;
            for postings in index.postings(&term.stem) {
                for posting in postings {
                    let at = posting.passage.0;
                    if let Some(kind) = self.kinds.get_mut(at as usize) {
                        *kind = posting.kind;
                    }
                    let value = of_steps(posting.steps) * factor;
                    if several { found.push((at, value)) } else { self.put(at, value, clause.rarity) }
                }
            }
        }
        if !several {
            return;
        }
        sort_by(&mut found, |a, b| a.0.cmp(&b.0));
        for run in found.chunk_by(|a, b| a.0 == b.0) {
            if !clause.together || run.len() == clause.terms.len() {
                let best = run.iter().map(|&(_, value)| value).fold(0.0, f32::max);
                self.put(run[0].0, best, clause.rarity);
            }
        }
    }

    fn put(&mut self, passage: u32, value: f32, rarity: f32) {
        let at = passage as usize;
        if let (Some(score), Some(here)) = (self.scores.get_mut(at), self.here.get_mut(at)) {
            *score += value;
            *here = here.max(rarity);
        }
    }

    /// A page's title stands once, in its head; its words count for the other parts too.
    fn lend_titles(&mut self, index: &Index, weights: &Weights) {
        for page in 0..index.page_count() {
            let range = index.passages_of(PageId(page));
            let (start, end) = (range.start as usize, range.end as usize);
            let (Some(&score), Some(&cover)) = (self.scores.get(start), self.covered.get(start)) else {
                continue;
            };
            if score <= 0.0 {
                continue;
            }
            for at in start + 1..end {
                if let Some(sum) = self.scores.get_mut(at).filter(|sum| **sum > 0.0) {
                    *sum += weights.title * score;
                }
                if let Some(sum) = self.covered.get_mut(at) {
                    *sum = sum.max(cover);
                }
            }
        }
    }
}

/// The units that fit best when no medicine is named, and how many fit; none when nothing is close.
pub(crate) fn of_all(index: &Index, plan: &QueryPlan, weights: &Weights) -> (Vec<Scored>, usize) {
    let count = index.passage_count() as usize;
    let mut sums = Sums {
        scores: vec![0.0; count],
        covered: vec![0.0; count],
        here: vec![0.0; count],
        kinds: vec![PassageKind::Head; count],
    };
    let places = plan.clauses.iter().map(|clause| clause.place + 1).max().unwrap_or(0);
    let mut whole = plan.unknown.len() as f32 * rarity(0, index.passage_count()) + plan.doubt;
    for place in 0..places {
        let mut most = 0.0_f32;
        for clause in plan.clauses.iter().filter(|clause| clause.place == place) {
            most = most.max(clause.rarity);
            sums.add(index, clause);
        }
        whole += most;
        if most > 0.0 {
            for (sum, here) in sums.covered.iter_mut().zip(&mut sums.here) {
                *sum += here.min(most);
                *here = 0.0;
            }
        }
    }
    let questions = questions(index, plan, count);
    if index.has_missing() {
        return (Vec::new(), 0);
    }
    sums.lend_titles(index, weights);
    let (mut out, mut total): (Vec<Scored>, usize) = (Vec::new(), 0);
    for (at, (&score, &covered)) in sums.scores.iter().zip(&sums.covered).enumerate() {
        if score <= 0.0 || covered < weights.coverage * whole {
            continue;
        }
        total += 1;
        let kind = sums.kinds.get(at).copied().unwrap_or(PassageKind::Head);
        let (asks, all) = questions.get(at).copied().unwrap_or_default();
        let asked = of_question(asks, all, plan, weights);
        keep(
            &mut out,
            Scored { passage: PassageId(at as u32), score: score + of_kind(kind, plan, weights) + asked },
        );
    }
    (out, total)
}

/// Keeps the best in order; most of what comes is worse than the last and costs one comparison.
fn keep(out: &mut Vec<Scored>, one: Scored) {
    if out.len() >= MOST_KEPT && out.last().is_some_and(|last| better(last, &one).is_lt()) {
        return;
    }
    let at = out.partition_point(|other| better(other, &one).is_lt());
    out.insert(at, one);
    out.truncate(MOST_KEPT);
}

/// What each question asks of what is asked, as [`of_question`] takes it; empty when nothing particular is.
fn questions(index: &Index, plan: &QueryPlan, count: usize) -> Vec<(f32, u32)> {
    if plan.intents.is_empty() {
        return Vec::new();
    }
    let mut asks = vec![(0.0_f32, 0_u32); count];
    for &intent in plan.intents.iter().filter(|&&intent| intent != Intent::WhatIs) {
        for postings in index.postings(&intent_term(intent.number())) {
            for posting in postings {
                if let Some(sum) = asks.get_mut(posting.passage.0 as usize) {
                    *sum = (sum.0 + share_of_questions(intent), posting.steps);
                }
            }
        }
    }
    asks
}
