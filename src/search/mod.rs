//! Answers a query: which medicine it names, what it asks, which passages fit best.

#![cfg_attr(
    not(test),
    deny(
        clippy::disallowed_macros,
        clippy::disallowed_methods,
        clippy::disallowed_types,
        clippy::indexing_slicing,
        reason = "part of the search core: bytes of WebAssembly count (src/lean), bytes from outside are read with `get`"
    )
)]

pub(crate) mod bm25;
pub(crate) mod clause;
mod direction;
#[allow(clippy::indexing_slicing, reason = "indexes only with positions in the list it made itself")]
pub(crate) mod excerpt;
#[allow(clippy::disallowed_macros, reason = "not part of a browser core")]
pub(crate) mod explain;
pub(crate) mod intent_fit;
mod met;
mod outline;
pub(crate) mod plan;
pub(crate) mod query;
pub(crate) mod resolve;
pub(crate) mod results;
pub(crate) mod score;
pub(crate) mod spelling;
pub(crate) mod wire;

pub(crate) use bm25::Weights;
pub(crate) use explain::explain;
pub use query::{MAX_CHARS, Query, Scope};
pub use results::{AnswerHit, Hit, MatchKind, SearchResults};
pub(crate) use results::{Correction, Medicine, PartialName};

use crate::index::format::phrase_table::{self, Span};
use crate::index::read::passage_store::{PassageText, stem_hash};
use crate::index::{Index, PageId, PassageId};
use crate::lean::strings::is_one_of;
use crate::lexicon::Intent;
use crate::monograph::SectionKind;
use clause::Vocabulary;
use excerpt::Sought;
use met::Met;
use plan::QueryPlan;
use query::QueryTerms;
use resolve::candidate::Candidate;
use resolve::{NameMention, Resolved};
use score::passages::Scored;

/// Answers of one page in a search that names no medicine, so that one page does not fill the list.
const MOST_OF_A_PAGE: usize = 2;

/// For each answer to a question such as `low potassium`, the pages that are read to find it.
const LOOKED_AT: usize = 3;
/// The pages that may turn out not to qualify when they are read, before the search for others ends.
const MOST_LEFT_OUT: usize = 6;
/// A query loads names, rows, terms and cards one after the other; more rounds mean that the files are corrupt.
const ROUNDS: usize = 12;

/// Searches an index with what is loaded of it; never fails, never panics, takes a bounded time for any text.
///
/// The results are complete when the index [misses](Index::has_missing) nothing afterwards; [`complete`] loads what is missing
/// and searches again.
#[must_use]
pub fn search(index: &Index, query: &Query<'_>) -> SearchResults {
    index.begin();
    let weights = Weights::of(index.rules());
    let Some(read) = ParsedQuery::new(index, query.text, weights) else { return SearchResults::default() };
    let resolved = &read.resolved;
    let mut out = SearchResults { asks: read.plan.asks(), ..SearchResults::default() };
    let limit = query.limit;
    let named = !resolved.candidates.is_empty();
    let (scored, total) = read.scored(index, weights);
    let medicines = |candidates: &[Candidate]| {
        let mut out = Vec::new();
        for candidate in candidates.iter().take(limit) {
            out.extend(medicine(index, resolved, candidate));
        }
        out
    };
    if query.scope != Scope::Answers {
        out.medicines = medicines(&resolved.candidates);
    }
    out.different = medicines(&resolved.offers);
    out.different.extend(medicines(&resolved.different));
    out.different.truncate(limit);
    let mut total = total;
    if query.scope != Scope::Medicines {
        let (found, left_out) = answers(index, &read, &scored, limit);
        out.answers = found;
        total -= left_out;
    }
    if named && !resolved.certain {
        let part = intent_fit::section(&read.plan.intents).map(SectionKind::id);
        out.medicines.iter_mut().for_each(|medicine: &mut Medicine| medicine.anchor = part);
    }
    out.total = resolved.candidates.len() + total;
    out.no_match = !named && total == 0;
    out.not_here.clone_from(&resolved.not_here);
    out.not_understood.clone_from(&resolved.not_understood);
    for (typed, shown) in &resolved.corrected {
        out.corrected.push(Correction { typed: typed.clone(), shown: shown.clone() });
    }
    out.strangers = read.met.strangers;
    out.unmet = read.met.unmet;
    out
}

/// Searches until nothing is missing: fetches the files that the index needs, then runs the query again.
///
/// # Errors
/// The errors of `fetch` and [`Index::load`], and [`Error::Corrupt`](crate::Error::Corrupt) if the files keep requesting more.
pub fn complete<E: From<crate::Error>>(
    index: &mut Index,
    query: &Query<'_>,
    mut fetch: impl FnMut(&str) -> Result<Vec<u8>, E>,
) -> Result<SearchResults, E> {
    for _ in 0..ROUNDS {
        let found = search(index, query);
        if !index.has_missing() {
            return Ok(found);
        }
        for path in index.missing_paths() {
            index.load(&path, fetch(&path)?)?;
        }
    }
    Err(crate::Error::Corrupt { part: "what a question needs" }.into())
}

/// A query as it is understood.
struct ParsedQuery {
    resolved: Resolved,
    plan: QueryPlan,
    met: Met,
    /// It asks for a medicine that is not, or does not: no list of medicines that are answers that.
    negated: bool,
}

impl ParsedQuery {
    /// `None` while files are missing.
    fn new(index: &Index, text: &str, weights: &Weights) -> Option<Self> {
        let mut terms = QueryTerms::read(text, index.rules());
        let resolved = resolve::resolve(index, &terms, &phrases_in(index, &terms, &[]));
        let vocabulary = Vocabulary::new(index, &resolved);
        if index.has_missing() {
            return None;
        }
        vocabulary.correct(&mut terms, &resolved.used);
        let spans = phrases_in(index, &terms, &resolved.used);
        let mut plan = vocabulary.plan(&terms, &spans, &resolved, weights);
        let met = if resolved.certain && !resolved.candidates.is_empty() {
            met::met(index, vocabulary.passages(), &terms, &spans, &resolved, &plan)
        } else {
            Met { enough: true, ..Met::default() }
        };
        if resolved.names.len() > 1 && plan.intents.is_empty() {
            plan.intents.push(Intent::Interactions);
        }
        let negated = terms
            .words
            .iter()
            .any(|word| is_one_of(&word.text, "not no without never isnt doesnt dont cannot cant non avoid"));
        Some(Self { resolved, plan, met, negated })
    }

    /// The passages that hold the words of a name.
    fn passages_naming(&self, index: &Index, name: &NameMention) -> Vec<PassageId> {
        let mut out = Vec::new();
        for clause in self.plan.clauses.iter().filter(|clause| name.covers(clause.position)) {
            for term in &clause.terms {
                for postings in index.postings(&term.stem) {
                    for posting in postings {
                        out.push(posting.passage);
                    }
                }
            }
        }
        out
    }

    /// Whether what was asked is first met in a passage as what the medicine works against: an antidote names the class that it
    /// reverses, and is none of it.
    fn is_against(&self, passage: &PassageText) -> bool {
        let [antidote, poison, reverse, to, of, cause, medication] =
            ["antidot", "poison", "revers", "to", "of", "caus", "medic"].map(stem_hash);
        let (mut before, mut turned) = (Vec::new(), false);
        for (at, &hash) in passage.in_text.iter().enumerate() {
            let last = passage.in_text.get(at.saturating_sub(4)..at).unwrap_or_default();
            // Not `reversible`, nor `reverse transcriptase`; `bleeding caused by some medications`.
            turned |= hash == antidote
                || hash == poison
                || hash == reverse && last.ends_with(&[to])
                || hash == of && last.ends_with(&[reverse])
                || hash == medication && last.contains(&cause);
            let is_asked = |hash| {
                self.plan.clauses.iter().any(|clause| clause.terms.iter().any(|term| term.hash == hash))
            };
            if is_asked(hash) && !before.contains(&hash) {
                if turned {
                    return true;
                }
                before.push(hash);
            }
        }
        false
    }

    /// Whether a passage holds what a phrase such as `low blood sugar` asks about only as something that the medicine does or may
    /// do, or its words only apart: `used for high blood pressure with a potassium salt` is not about high potassium.
    fn is_misdirected(&self, passage: &PassageText) -> bool {
        let denies =
            ["induc", "control", "caus", "risk", "without", "not", "avoid", "lead", "minim"].map(stem_hash);
        self.plan.phrases.iter().any(|phrase| !phrase.is_in(&passage.in_text, &denies))
    }

    /// The passages that answer, best first, and how many there are in all.
    fn scored(&self, index: &Index, weights: &Weights) -> (Vec<Scored>, usize) {
        if self.resolved.is_refused() || !self.met.enough {
            return (Vec::new(), 0);
        }
        if !self.resolved.candidates.is_empty() {
            if !self.resolved.certain {
                return (Vec::new(), 0);
            }
            let scored = score::passages::of_candidates(index, &self.resolved, &self.plan, weights);
            let total = scored.len();
            (scored, total)
        } else if (self.plan.clauses.is_empty() && self.plan.classes.is_empty()) || self.negated {
            (Vec::new(), 0)
        } else {
            let (mut scored, mut total) = score::qualifying::of_all(index, &self.plan, weights);
            if let Some(against) = &self.resolved.against {
                let before = scored.len();
                let named = self.passages_naming(index, against);
                scored
                    .retain(|one| named.contains(&one.passage) && !against.holds(index.page_of(one.passage)));
                total -= before - scored.len();
            }
            (scored, total)
        }
    }
}

/// The phrases in a question; words of a name are passed over, so that `take X with` is read as `take with`.
fn phrases_in(index: &Index, asked: &QueryTerms, named: &[bool]) -> Vec<Span> {
    let (mut places, mut stems) = (Vec::new(), Vec::new());
    for (place, word) in asked.words.iter().enumerate() {
        if named.get(place) != Some(&true) {
            places.push(place);
            stems.push(word.stem.as_str());
        }
    }
    let mut spans = phrase_table::spans(&stems, &|phrase| index.phrases()?.find(phrase));
    for span in &mut spans {
        span.start = places.get(span.start).copied().unwrap_or_default();
        span.end = places.get(span.end - 1).map_or(span.start, |&last| last + 1);
    }
    spans
}

fn medicine(index: &Index, resolved: &Resolved, candidate: &Candidate) -> Option<Medicine> {
    // Rows of offers have no first sentence; a medicine that was named has its whole row.
    let named = resolved.candidates.iter().any(|other| other.page == candidate.page);
    let known = resolved.rows.iter().find(|row| !named && row.page == candidate.page);
    let page = known.or_else(|| index.page(candidate.page))?;
    Some(Medicine {
        bundle: index.segment_of(candidate.page),
        slug: page.slug.clone(),
        path: page.path.clone(),
        title: page.title.clone(),
        matched: candidate.matched,
        via: candidate.via.clone(),
        line: page.line.clone(),
        anchor: None,
        alert: page.alert.clone(),
    })
}

/// The first answers, and how many medicines are left out: they do not qualify, or are too far down to be read.
fn answers(
    index: &Index,
    read: &ParsedQuery,
    mut scored: &[Scored],
    limit: usize,
) -> (Vec<AnswerHit>, usize) {
    let named = !read.resolved.candidates.is_empty();
    // Members of a class are known from registers, whatever else their texts speak of.
    let by_text = !named && !read.resolved.asks_antidote && read.plan.classes.is_empty();
    let mut left_out = 0;
    let terms = read.plan.sought();
    let mut from_page: Vec<(PageId, usize)> = Vec::new();
    let mut chosen = Vec::new();
    let directed = !read.plan.phrases.is_empty();
    // Many of them may turn out not to qualify, so they are read at once.
    if directed {
        let all = scored.len();
        scored = scored.get(..all.min(limit * LOOKED_AT)).unwrap_or_default();
        left_out = all - scored.len();
        for one in scored {
            let _ = index.text(one.passage);
        }
    }
    for one in scored {
        if chosen.len() >= limit {
            break;
        }
        let page = index.page_of(one.passage);
        let does_not_qualify =
            |text| by_text && read.is_against(text) || directed && read.is_misdirected(text);
        if index.text(one.passage).is_some_and(does_not_qualify) {
            left_out += 1;
            // The next one may have to be fetched, and a query has only so many rounds.
            if !directed && left_out >= MOST_LEFT_OUT {
                break;
            }
            continue;
        }
        if !named {
            match from_page.iter_mut().find(|(other, _)| *other == page) {
                Some((_, count)) if *count >= MOST_OF_A_PAGE => continue,
                Some((_, count)) => *count += 1,
                None => from_page.push((page, 1)),
            }
        }
        chosen.push((one, page));
    }
    // All at once, so that what is missing is fetched at once.
    let mut out = Vec::new();
    for (one, page) in chosen {
        if let Some(answer) = answer(index, read, one, page, &terms) {
            out.push(answer);
        }
    }
    (out, left_out)
}

fn answer(
    index: &Index,
    read: &ParsedQuery,
    one: &Scored,
    page: PageId,
    sought: &[Sought],
) -> Option<AnswerHit> {
    let (text, found) = (index.text(one.passage)?, index.page(page)?);
    if text.text.is_empty() {
        return None;
    }
    let candidate = read.resolved.candidates.iter().find(|candidate| candidate.page == page);
    let rules = index.rules_of(page);
    let refuses = read.plan.intents.contains(&Intent::Contraindications);
    let quote = excerpt::excerpt(text, sought, refuses, rules);
    Some(AnswerHit {
        bundle: index.segment_of(page),
        slug: found.slug.clone(),
        path: found.path.clone(),
        title: found.title.clone(),
        anchor: text.anchor.clone(),
        kind: text.kind.id(),
        heading: text.heading.clone(),
        heading_ranges: excerpt::marks(&text.heading, sought, rules),
        labels: quote.labels,
        text: quote.text,
        ranges: quote.ranges,
        score: one.score,
        matched: candidate.map_or(MatchKind::Text, |candidate| candidate.matched),
        alert: found.alert.clone(),
    })
}
