//! Scores passages when no medicine is named: a question of a class or a purpose, answered with a list of medicines.
//!
//! A medicine qualifies by what it is used for and how it works, never by its dose or an effect of it. Of several, the one that
//! more brands and pages name comes first, single medicines before combinations.

use crate::index::format::impact::of_steps;
use crate::index::format::postings::{PROMINENCE, SINGLE};
use crate::index::{Index, PageId, PassageId};
use crate::lean::sort::sort_by;
use crate::lexicon::Intent;
use crate::monograph::SectionKind;
use crate::monograph::passage::PassageKind;
use crate::search::bm25::{Weights, rarity};
use crate::search::plan::{Clause, QueryPlan};
use crate::search::score::passages::{Scored, better, of_kind};

/// Answers that are kept; no list is longer.
pub(crate) const MOST_KEPT: usize = 512;

/// What being a member of the requested class counts beside the words.
pub(crate) const MEMBER: f32 = 0.1;

/// The scores of all passages so far.
struct Sums {
    scores: Vec<f32>,
    covered: Vec<f32>,
    /// What the words at the current position of the query cover.
    here: Vec<f32>,
    kinds: Vec<PassageKind>,
}

impl Sums {
    /// Adds the score of one clause to each passage; nothing until its postings are loaded.
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
            let Some(&(passage, _)) = run.first() else { continue };
            if !clause.together || run.len() == clause.terms.len() {
                let best = run.iter().map(|&(_, value)| value).fold(0.0, f32::max);
                self.put(passage, best, clause.rarity);
            }
        }
    }

    /// Adds the clauses of a word; returns what it is worth. A passage covers as much of it as the rarest clause that it holds.
    fn add_word(&mut self, index: &Index, plan: &QueryPlan, place: usize) -> f32 {
        let mut most = 0.0_f32;
        for clause in plan.clauses.iter().filter(|clause| clause.position == place) {
            most = most.max(clause.rarity);
            self.add(index, clause);
        }
        // A member of the class covers its name, whether or not its text holds it.
        if plan.is_in_class(place) {
            most = 0.0;
        }
        for (covered, here) in self.covered.iter_mut().zip(&mut self.here) {
            *covered += here.min(most);
            *here = 0.0;
        }
        most
    }

    /// Lets a passage of a member of the class through, even if its text does not hold the name of the class.
    fn put_member(&mut self, passage: PassageId, kind: PassageKind) {
        let at = passage.0 as usize;
        if let (Some(score), Some(known)) = (self.scores.get_mut(at), self.kinds.get_mut(at)) {
            *score += MEMBER;
            *known = kind;
        }
    }

    fn put(&mut self, passage: u32, value: f32, rarity: f32) {
        let at = passage as usize;
        if let (Some(score), Some(here)) = (self.scores.get_mut(at), self.here.get_mut(at)) {
            *score += value;
            *here = here.max(rarity);
        }
    }

    /// A page's title is only in its head; its words count for the other passages too.
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

/// The passage of each medicine that qualifies best, and how many medicines qualify; none when nothing is close.
pub(crate) fn of_all(index: &Index, plan: &QueryPlan, weights: &Weights) -> (Vec<Scored>, usize) {
    if !plan.intents.iter().all(|&intent| fits_a_class(intent)) {
        return (Vec::new(), 0);
    }
    let members = members(index, plan);
    let count = index.passage_count() as usize;
    let mut sums = Sums {
        scores: vec![0.0; count],
        covered: vec![0.0; count],
        here: vec![0.0; count],
        kinds: vec![PassageKind::Head; count],
    };
    let places = plan.clauses.iter().map(|clause| clause.position + 1).max().unwrap_or(0);
    let mut whole = plan.unknown.len() as f32 * rarity(0, index.passage_count()) + plan.doubt;
    let mut words = 0;
    for place in 0..places {
        let worth = sums.add_word(index, plan, place);
        whole += worth;
        words += u32::from(worth > 0.0 || plan.is_in_class(place));
    }
    let prominence = prominence(index);
    if index.has_missing() {
        return (Vec::new(), 0);
    }
    for &(passage, kind) in &members {
        sums.put_member(passage, kind);
    }
    let is_member = pages_of(index, &members);
    sums.lend_titles(index, weights);
    let mut out: Vec<Scored> = Vec::new();
    let mut total = 0;
    let mut last: Option<(PageId, f32)> = None;
    for (at, (&score, &covered)) in sums.scores.iter().zip(&sums.covered).enumerate() {
        let kind = sums.kinds.get(at).copied().unwrap_or(PassageKind::Head);
        if score <= 0.0 || covered < weights.coverage * whole {
            continue;
        }
        let passage = PassageId(at as u32);
        let page = index.page_of(passage);
        if !plan.classes.is_empty() && is_member.get(page.0 as usize) != Some(&true) {
            continue;
        }
        // Outside English a section may have an unknown label, and a guess must not hide anything.
        if !qualifies(kind, words) && index.rules_of(page).are_english() {
            continue;
        }
        let steps = prominence.get(page.0 as usize).copied().unwrap_or_default();
        let known =
            steps.checked_sub(SINGLE).map_or(0.0, |steps| weights.single + weights.prominence * steps as f32);
        let one = Scored { passage, score: score + of_kind(kind, plan, weights) + known };
        match last {
            // The passages of a page follow each other; the best of them stays.
            Some((of, best)) if of == page => {
                if one.score > best {
                    out.retain(|other| index.page_of(other.passage) != page);
                    keep(&mut out, one);
                    last = Some((page, one.score));
                }
            }
            _ => {
                total += 1;
                keep(&mut out, one);
                last = Some((page, one.score));
            }
        }
    }
    (out, total)
}

/// The passages by which the members of the classes that are asked for qualify.
fn members(index: &Index, plan: &QueryPlan) -> Vec<(PassageId, PassageKind)> {
    let mut out = Vec::new();
    for class in &plan.classes {
        for postings in index.postings(&class.term) {
            for posting in postings {
                out.push((posting.passage, posting.kind));
            }
        }
    }
    out
}

/// Which pages the passages are of, by the number of the page.
fn pages_of(index: &Index, passages: &[(PassageId, PassageKind)]) -> Vec<bool> {
    let mut out = vec![false; index.page_count() as usize];
    for &(passage, _) in passages {
        if let Some(is_one) = out.get_mut(index.page_of(passage).0 as usize) {
            *is_one = true;
        }
    }
    out
}

/// Whether a question of a class or a purpose may ask this as well: for whom a medicine is, not what its dose or effects are.
fn fits_a_class(intent: Intent) -> bool {
    match intent {
        Intent::WhatIs
        | Intent::Names
        | Intent::Usage
        | Intent::HowItWorks
        | Intent::Pregnancy
        | Intent::Breastfeeding
        | Intent::Children
        | Intent::Elderly
        | Intent::Organs
        | Intent::Overdose
        | Intent::Monitoring
        | Intent::Precautions
        | Intent::Availability => true,
        Intent::SideEffects
        | Intent::Serious
        | Intent::Dose
        | Intent::Contraindications
        | Intent::Interactions
        | Intent::Alcohol
        | Intent::Driving
        | Intent::MissedDose
        | Intent::Storage
        | Intent::Food
        | Intent::HowLong
        | Intent::Stopping
        | Intent::Dependence
        | Intent::LongTerm => false,
    }
}

/// Whether a passage says what a medicine is for or what it is.
fn qualifies(kind: PassageKind, words: u32) -> bool {
    match kind {
        PassageKind::Section(SectionKind::Usage) => true,
        // How a medicine works names organs and substances; one word of it is no purpose: `kidney problems`.
        PassageKind::Section(SectionKind::HowItWorks) => words > 1,
        PassageKind::Head | PassageKind::Faq | PassageKind::Section(_) => false,
    }
}

/// What the prominence of a medicine adds; nothing to a combination.
fn of_steps_of_prominence(steps: u32, weights: &Weights) -> f32 {
    steps.checked_sub(SINGLE).map_or(0.0, |steps| weights.single + weights.prominence * steps as f32)
}

/// What the prominence of a page's medicine adds to its passages.
pub(crate) fn of_prominence(index: &Index, page: PageId, weights: &Weights) -> f32 {
    let steps = prominence(index).get(page.0 as usize).copied().unwrap_or_default();
    of_steps_of_prominence(steps, weights)
}

/// How prominent the medicine of each page is, in steps; empty while that is not loaded.
fn prominence(index: &Index) -> Vec<u32> {
    let mut out = vec![0; index.page_count() as usize];
    for postings in index.postings(PROMINENCE) {
        for posting in postings {
            if let Some(steps) = out.get_mut(index.page_of(posting.passage).0 as usize) {
                *steps = posting.steps;
            }
        }
    }
    out
}

/// Keeps the best in order; most passages score below the last one kept and cost one comparison.
fn keep(out: &mut Vec<Scored>, one: Scored) {
    if out.len() >= MOST_KEPT && out.last().is_some_and(|last| better(last, &one).is_lt()) {
        return;
    }
    let at = out.partition_point(|other| better(other, &one).is_lt());
    out.insert(at, one);
    out.truncate(MOST_KEPT);
}
