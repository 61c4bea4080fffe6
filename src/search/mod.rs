//! Owns the answers: which medicine a query names, what it asks, what fits best.

#![cfg_attr(
    not(test),
    deny(
        clippy::disallowed_macros,
        clippy::disallowed_methods,
        clippy::disallowed_types,
        reason = "part of the search core: bytes of WebAssembly count (src/lean)"
    )
)]

pub mod bm25;
pub mod clause;
pub mod excerpt;
#[allow(clippy::disallowed_macros, reason = "not part of a browser core")]
pub mod explain;
pub mod intent_fit;
pub mod query;
pub mod resolve;
pub mod results;
pub mod score;
pub mod spelling;
pub mod wire;

pub use bm25::Weights;
pub use explain::{Explanation, explain};
pub use query::{MAX_CHARS, Query, Scope};
pub use results::{AnswerHit, Hit, MatchKind, Medicine, SearchResults};

use crate::index::format::phrase_table::{self, Span};
use crate::index::{Index, PageId};
use crate::monograph::SectionKind;
use crate::monograph::passage::PassageKind;
use clause::{QueryPlan, Vocabulary};
use query::QueryTerms;
use resolve::candidate::Candidate;
use resolve::names::Resolved;
use score::passages::Scored;

/// Answers of one page in a search that names no medicine, so that one page does not fill the list.
const MOST_OF_A_PAGE: usize = 2;

/// A question needs names, rows, terms and cards one after the other; more rounds than these are a fault of the files.
const ROUNDS: usize = 12;

/// Searches a segment with what of it is loaded; never fails, never panics, takes a bounded time for any text.
///
/// The results are whole when the segment does not [wait](Index::has_missing) for anything afterwards; [`complete`] loads what
/// is missing and asks again.
#[must_use]
pub fn search(index: &Index, query: &Query<'_>) -> SearchResults {
    index.begin();
    let weights = Weights::of(index.rules());
    let Some(read) = ParsedQuery::new(index, query.text, weights) else { return SearchResults::default() };
    let mut out = SearchResults { asks: read.plan.asks(), ..SearchResults::default() };
    let limit = query.limit;
    let named = !read.resolved.candidates.is_empty();
    let (scored, total) = read.scored(index, weights);
    let medicines = |candidates: &[Candidate]| {
        let mut out = Vec::new();
        for candidate in candidates.iter().take(limit) {
            if let Some(medicine) = medicine(index, &read, candidate) {
                out.push(medicine);
            }
        }
        out
    };
    if query.scope != Scope::Answers {
        out.medicines = medicines(&read.resolved.candidates);
    }
    out.different = medicines(&read.resolved.different);
    if query.scope != Scope::Medicines {
        out.answers = answers(index, &read, &scored, limit);
    }
    if named && !read.resolved.certain {
        // Where a list is shown instead of an answer, each line still leads to the part that was asked for.
        let part = intent_fit::section(&read.plan.intents).map(SectionKind::id);
        out.medicines.iter_mut().for_each(|medicine: &mut Medicine| medicine.anchor = part);
    }
    out.total = read.resolved.candidates.len() + total;
    out.no_match = !named && total == 0;
    out
}

/// Searches a segment and loads what the search needs by `fetch`, which gives the bytes of a path.
///
/// # Errors
/// What `fetch` says, or that a file is damaged.
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

/// A question, read.
struct ParsedQuery {
    resolved: Resolved,
    plan: QueryPlan,
}

impl ParsedQuery {
    /// Reads a question; nothing while names or cards that it needs are not loaded.
    fn new(index: &Index, text: &str, weights: &Weights) -> Option<Self> {
        let mut asked = QueryTerms::read(text, index.rules());
        let resolved = resolve::names::resolve(index, &asked, &phrases_in(index, &asked, &[]));
        let vocabulary = Vocabulary::new(index, &resolved);
        if index.has_missing() {
            return None;
        }
        vocabulary.mend(&mut asked, &resolved.used);
        let spans = phrases_in(index, &asked, &resolved.used);
        let plan = vocabulary.plan(&asked, &spans, &resolved, weights);
        Some(Self { resolved, plan })
    }

    /// The answers best first, and how many there are.
    fn scored(&self, index: &Index, weights: &Weights) -> (Vec<Scored>, usize) {
        if !self.resolved.candidates.is_empty() {
            if !self.resolved.certain {
                return (Vec::new(), 0);
            }
            let scored = score::passages::of_candidates(index, &self.resolved, &self.plan, weights);
            let total = scored.len();
            (scored, total)
        } else if self.plan.clauses.is_empty() {
            (Vec::new(), 0)
        } else {
            score::passages::of_all(index, &self.plan, weights)
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

fn medicine(index: &Index, read: &ParsedQuery, candidate: &Candidate) -> Option<Medicine> {
    let known = read.resolved.rows.iter().find(|row| row.page == candidate.page);
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
    })
}

fn answers(index: &Index, read: &ParsedQuery, scored: &[Scored], limit: usize) -> Vec<AnswerHit> {
    let named = !read.resolved.candidates.is_empty();
    let terms = read.plan.marked();
    let mut from_page: Vec<(PageId, usize)> = Vec::new();
    let mut chosen = Vec::new();
    for one in scored {
        if chosen.len() >= limit {
            break;
        }
        let page = index.page_of(one.passage);
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
    out
}

fn answer(
    index: &Index,
    read: &ParsedQuery,
    one: &Scored,
    page: PageId,
    terms: &[(String, f32)],
) -> Option<AnswerHit> {
    let (text, found) = (index.text(one.passage)?, index.page(page)?);
    let candidate = read.resolved.candidates.iter().find(|candidate| candidate.page == page);
    let rules = index.rules_of(page);
    let quote = excerpt::snippet(&text.text, terms, text.kind == PassageKind::Faq, rules);
    Some(AnswerHit {
        bundle: index.segment_of(page),
        slug: found.slug.clone(),
        path: found.path.clone(),
        title: found.title.clone(),
        anchor: text.anchor.clone(),
        kind: text.kind.id(),
        heading: text.heading.clone(),
        heading_ranges: excerpt::marks(&text.heading, terms, rules),
        text: quote.text,
        ranges: quote.ranges,
        score: one.score,
        matched: candidate.map_or(MatchKind::Text, |candidate| candidate.matched),
    })
}
