//! Finds which words and intents of a query the pages of the named medicines cover, so that the rest is reported.
//!
//! A word is covered if a passage contains it or its meaning; an intent if an FAQ or a section is about it.

use crate::index::format::phrase_table::{Meaning, Span};
use crate::index::format::query_words::QueryWord;
use crate::index::read::passage_store::{PassageText, stem_hash};
use crate::index::{Index, PageId};
use crate::lexicon::Intent;
use crate::monograph::passage::PassageKind;
use crate::search::bm25::rarity;
use crate::search::intent_fit::fit;
use crate::search::plan::{Clause, QueryPlan};
use crate::search::query::QueryTerms;
use crate::search::resolve::candidate::Candidate;
use crate::search::resolve::{NameMention, Resolved};

/// The weight of an intent beside words, as a rarity: about that of a word in one passage of a hundred.
const INTENT: f32 = 4.5;
/// Words below this rarity are too frequent to report: one passage in ten.
const MIN_RARITY: f32 = 2.3;
/// What the pages cover and what they do not.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Met {
    /// The words that no page of the medicine holds, as typed.
    pub(crate) unmet: Vec<String>,
    /// Whether passages may answer: the query is only a name, or the pages cover some of the rest.
    pub(crate) enough: bool,
    /// Two medicines have pages that were read, and neither page names the other.
    pub(crate) strangers: bool,
}

/// Compares a query with `passages`, those of the medicines it names.
pub(crate) fn met(
    index: &Index,
    passages: &[&PassageText],
    terms: &QueryTerms,
    spans: &[Span],
    resolved: &Resolved,
    plan: &QueryPlan,
) -> Met {
    if !index.rules().are_english() {
        // Only English has a list of filler words.
        return Met { enough: true, ..Met::default() };
    }
    if passages.iter().all(|passage| passage.kind == PassageKind::Head) {
        // A page that answers nothing (see `bundle/prepare`): what its text mentions is not known here.
        return Met::default();
    }
    let name_each_other = name_each_other(index, resolved);
    let mut out = Met { strangers: are_two(resolved) && !name_each_other, ..Met::default() };
    let (mut asked, mut found) = (false, name_each_other);
    for span in spans.iter().filter(|span| !span.is_within(&resolved.used)) {
        // A phrase of nothing but stop words asks, too: `what is it for`.
        for meaning in &span.meanings {
            if let Meaning::Intent(intent) = meaning {
                found |= *intent != Intent::WhatIs && speaks_of(passages, *intent);
            }
        }
    }
    let mut only_asks_what_it_is = plan.intents == [Intent::WhatIs];
    for (position, word) in terms.words.iter().enumerate() {
        let of_name = resolved.used.get(position) == Some(&true);
        let of_other = resolved.names.iter().any(|name| name.covers(position));
        if word.stop || of_name || of_other {
            continue;
        }
        // A strength that the gate has passed belongs to the name.
        let filler =
            index.is(QueryWord::Filler, &word.text) || word.text.starts_with(|c: char| c.is_ascii_digit());
        let (mut in_span, mut is_met) = (false, false);
        for clause in plan.clauses.iter().filter(|clause| clause.position == position) {
            is_met |= holds(passages, clause);
        }
        for span in spans.iter().filter(|span| span.covers(position)) {
            for meaning in &span.meanings {
                in_span = true;
                if let Meaning::Intent(intent) = meaning {
                    is_met |= speaks_of(passages, *intent);
                }
            }
            // A meaning is a clause of its phrase's first word.
            let meanings =
                plan.clauses.iter().filter(|clause| clause.together && clause.position == span.start);
            for clause in meanings {
                is_met |= holds(passages, clause);
            }
        }
        let common = index.common(&word.stem).map_or(0, |common| common.passages);
        let weight = if in_span { INTENT } else { rarity(common, index.passage_count()) };
        if !in_span && (filler || weight < MIN_RARITY) {
            continue;
        }
        found |= is_met;
        asked |= !filler;
        if !is_met && !filler {
            out.unmet.push(word.text.clone());
        }
    }
    only_asks_what_it_is &= out.unmet.is_empty();
    found |= only_asks_what_it_is;
    // Two names and nothing else ask about their interaction.
    out.enough = found || !asked && resolved.names.len() < 2;
    out
}

/// Whether two medicines are named that each have a page of their own, and not the combination of both.
fn are_two(resolved: &Resolved) -> bool {
    let has_page = |name: &NameMention| resolved.answering().any(|candidate| name.holds(candidate.page));
    let of_both = |candidate: &Candidate| resolved.names.iter().all(|name| name.holds(candidate.page));
    resolved.names.len() == 2
        && resolved.names.iter().all(has_page)
        && !resolved.answering().any(|candidate| candidate.step == 0 && of_both(candidate))
}

/// Whether a page of one of the named medicines names another of them, by a word of its names.
fn name_each_other(index: &Index, resolved: &Resolved) -> bool {
    let mut any = false;
    for candidate in resolved.answering() {
        for name in resolved.names.iter().filter(|name| !name.holds(candidate.page)) {
            for entry in name.own() {
                let title = index.page(entry.page).map(|row| row.title.as_str()).unwrap_or_default();
                any |= names(index, candidate.page, title) || names(index, candidate.page, &name.name.shown);
            }
        }
    }
    any
}

/// Whether a passage of the page holds every word of a name.
fn names(index: &Index, page: PageId, name: &str) -> bool {
    let rules = index.rules_of(page);
    let mut stems = Vec::new();
    rules.each_word(name, &mut |word, _, _| stems.push(stem_hash(&rules.stem(word))));
    let passages = index.card(page).unwrap_or_default();
    !stems.is_empty()
        && passages.iter().any(|passage| stems.iter().all(|stem| passage.in_text.contains(stem)))
}

/// Whether a passage holds the clause: one of its words, or all that are one meaning.
fn holds(passages: &[&PassageText], clause: &Clause) -> bool {
    let mut any = false;
    for passage in passages {
        let here = |stem: &u32| passage.in_text.contains(stem) || passage.in_heading.contains(stem);
        let mut hold = 0;
        for term in &clause.terms {
            hold += usize::from(here(&term.hash));
        }
        any |= if clause.together { hold == clause.terms.len() } else { hold > 0 };
    }
    any
}

/// Whether a question of the page asks the same, or a section with text is about nothing else.
fn speaks_of(passages: &[&PassageText], intent: Intent) -> bool {
    let mut any = false;
    for passage in passages {
        any |= match passage.kind {
            PassageKind::Faq => passage.asks & (1 << intent.number()) != 0,
            PassageKind::Head => matches!(intent, Intent::WhatIs | Intent::Names),
            PassageKind::Section(_) => !passage.text.is_empty() && fit(intent, passage.kind) >= 0.5,
        };
    }
    any
}
