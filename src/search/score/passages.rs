//! Orders the answers on named pages: adds up words, intents and match kind per passage; ties keep the order of the index.

use crate::index::format::impact::impact;
use crate::index::read::passage_store::PassageText;
use crate::index::{Index, PassageId};
use crate::lean::sort::sort_by;
use crate::lexicon::Intent;
use crate::monograph::passage::PassageKind;
use crate::search::bm25::Weights;
use crate::search::intent_fit::{fit, share_of_questions, worth};
use crate::search::plan::{Clause, QueryPlan};
use crate::search::resolve::Resolved;
use crate::search::resolve::candidate::Candidate;

/// A passage that matches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scored {
    pub(crate) passage: PassageId,
    pub(crate) score: f32,
}

/// What the kind of a passage adds, independent of its words.
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

/// What an FAQ with some of the intents adds: `asks` is the sum of their shares, `all` how many intents it has.
pub(crate) fn of_question(asks: f32, all: u32, plan: &QueryPlan, weights: &Weights) -> f32 {
    let all = all as f32 * plan.intents.len() as f32;
    weights.same_question * asks / all.max(1.0).sqrt()
}

/// What one clause adds to a passage of a named page.
pub(crate) fn of_clause(clause: &Clause, passage: &PassageText, index: &Index, weights: &Weights) -> f32 {
    let mut best = 0.0_f32;
    for term in &clause.terms {
        let value = impact(passage.counts(term.hash), index.means());
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

/// What the words of the query add to the passages that they lean to.
pub(crate) fn of_leaning(passage: &PassageText, plan: &QueryPlan, weights: &Weights) -> f32 {
    match passage.kind {
        PassageKind::Head => 0.0,
        PassageKind::Section(kind) => weights.lean_section * plan.leaning.to_section(kind),
        PassageKind::Faq => weights.lean_question * plan.leaning.to_question(passage.asks),
    }
}

/// The penalty of a section whose kind fits the query but which holds none of its words.
pub(crate) fn of_silence(passage: &PassageText, plan: &QueryPlan, weights: &Weights) -> f32 {
    let is_section = matches!(passage.kind, PassageKind::Section(_));
    if is_section && plan.speaks(passage) == Some(false) {
        -of_kind(passage.kind, plan, weights) / 2.0
    } else {
        0.0
    }
}

/// The clauses that rank the passages of a page. The page's own name occurs in all of them, so it does not help to rank them.
pub(crate) fn clauses_about<'a>(
    candidate: &Candidate,
    resolved: &Resolved,
    plan: &'a QueryPlan,
) -> Vec<&'a Clause> {
    let is_own_name = |clause: &Clause| {
        let names = resolved.names.iter();
        let mut here = names.filter(|part| part.start <= clause.position && clause.position < part.end);
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

/// The passages of the named medicines, best first.
pub(crate) fn of_candidates(
    index: &Index,
    resolved: &Resolved,
    plan: &QueryPlan,
    weights: &Weights,
) -> Vec<Scored> {
    let mut out: Vec<Scored> = Vec::new();
    for candidate in resolved.answering() {
        let Some(passages) = index.card(candidate.page) else { continue };
        let clauses = clauses_about(candidate, resolved, plan);
        for (passage, id) in passages.iter().zip(index.passages_of(candidate.page)) {
            let mut score =
                of_kind(passage.kind, plan, weights) - weights.match_kind * f32::from(candidate.step);
            score += of_faq(passage, plan, weights);
            score += of_silence(passage, plan, weights);
            score += of_leaning(passage, plan, weights);
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
