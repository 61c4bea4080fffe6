//! Owns the answers: which medicine a query names, what it asks, what fits best.

mod bm25;
mod clause;
mod explain;
mod intent;
mod pages;
mod prefix;
mod query;
mod rank;
mod resolve;
mod results;
mod slips;
pub mod snippet;
mod spell;
pub mod wire;

pub use bm25::Weights;
pub use explain::{Explanation, explain};
pub use query::{MAX_CHARS, Query, Scope};
pub use results::{Answer, Hit, Match, Medicine, Results};

use crate::index::phrases::{self, Span};
use crate::index::{PageId, Segment, UnitId};
use crate::monograph::SectionKind;
use crate::unit::UnitKind;
use clause::Wanted;
use query::Asked;
use rank::Scored;
use resolve::{Candidate, Resolved};

/// Answers of one page in a search that names no medicine, so that one page does not fill the list.
const MOST_OF_A_PAGE: usize = 2;

/// Searches a segment; never fails, never panics, takes a bounded time for any text.
#[must_use]
pub fn search<D: AsRef<[u8]>>(segment: &Segment<D>, query: &Query<'_>) -> Results {
    search_weighted(segment, query, &Weights::DEFAULT)
}

/// [`search`] with other weights, for measuring them.
#[must_use]
pub fn search_weighted<D: AsRef<[u8]>>(
    segment: &Segment<D>,
    query: &Query<'_>,
    weights: &Weights,
) -> Results {
    let read = Read::new(segment, query.text, weights);
    let mut out = Results { asks: read.wanted.asks(), ..Results::default() };
    let limit = query.limit;
    let named = !read.resolved.candidates.is_empty();
    let scored = read.scored(segment, weights);
    let medicines = |candidates: &[Candidate]| {
        candidates.iter().take(limit).filter_map(|candidate| medicine(segment, candidate)).collect()
    };
    if query.scope != Scope::Answers {
        out.medicines = medicines(&read.resolved.candidates);
    }
    out.different = medicines(&read.resolved.different);
    if query.scope != Scope::Medicines {
        out.answers = answers(segment, &read, &scored, limit);
    }
    if named && !read.resolved.certain && read.wanted.asks() {
        point(segment, &read, weights, &mut out.medicines);
    }
    out.total = read.resolved.candidates.len() + scored.len();
    out.no_match = !named && scored.is_empty();
    out
}

/// A question, read.
struct Read {
    resolved: Resolved,
    wanted: Wanted,
}

impl Read {
    fn new<D: AsRef<[u8]>>(segment: &Segment<D>, text: &str, weights: &Weights) -> Self {
        let mut asked = Asked::read(text);
        let resolved = resolve::resolve(segment, &asked, &phrases_in(segment, &asked, &[]));
        clause::mend(segment, &mut asked, &resolved.used);
        let spans = phrases_in(segment, &asked, &resolved.used);
        let wanted = clause::wanted(segment, &asked, &spans, &resolved, weights);
        Self { resolved, wanted }
    }

    fn scored<D: AsRef<[u8]>>(&self, segment: &Segment<D>, weights: &Weights) -> Vec<Scored> {
        if !self.resolved.candidates.is_empty() {
            if self.resolved.certain {
                rank::of_candidates(segment, &self.resolved, &self.wanted, weights)
            } else {
                Vec::new()
            }
        } else if self.wanted.clauses.is_empty() {
            Vec::new()
        } else {
            rank::of_all(segment, &self.wanted, weights)
        }
    }
}

/// The phrases in a question; words of a name are passed over, so that `take X with` is read as `take with`.
fn phrases_in<D: AsRef<[u8]>>(segment: &Segment<D>, asked: &Asked, named: &[bool]) -> Vec<Span> {
    let places: Vec<usize> =
        (0..asked.words.len()).filter(|&place| named.get(place) != Some(&true)).collect();
    let stems: Vec<&str> = places.iter().map(|&place| asked.words[place].stem.as_str()).collect();
    let Some(known) = segment.phrases() else { return Vec::new() };
    let mut spans = phrases::spans(&stems, |phrase| known.find(phrase));
    for span in &mut spans {
        span.start = places.get(span.start).copied().unwrap_or_default();
        span.end = places.get(span.end - 1).map_or(span.start, |&last| last + 1);
    }
    spans
}

fn medicine<D: AsRef<[u8]>>(segment: &Segment<D>, candidate: &Candidate) -> Option<Medicine> {
    let page = segment.page(candidate.page)?;
    Some(Medicine {
        slug: page.slug.to_string(),
        path: page.path.to_string(),
        title: page.title.to_string(),
        matched: candidate.matched,
        via: candidate.via.clone(),
        line: usage_line(segment, candidate.page).unwrap_or_default(),
        anchor: None,
    })
}

/// The first sentence of a page's usage.
fn usage_line<D: AsRef<[u8]>>(segment: &Segment<D>, page: PageId) -> Option<String> {
    let units = segment.units()?;
    let usage = units.of_page(page).map(UnitId).find(|&unit| {
        units.get(unit).is_some_and(|record| record.kind == UnitKind::Section(SectionKind::Usage))
    })?;
    let text = segment.text(usage)?.text;
    let line = text.lines().find(|line| !line.trim().is_empty())?;
    let (start, end) = snippet::sentences(line).into_iter().next()?;
    Some(line.get(start..end)?.to_string())
}

fn answers<D: AsRef<[u8]>>(
    segment: &Segment<D>,
    read: &Read,
    scored: &[Scored],
    limit: usize,
) -> Vec<Answer> {
    let Some(units) = segment.units() else { return Vec::new() };
    let named = !read.resolved.candidates.is_empty();
    let terms = read.wanted.marked();
    let mut from_page: Vec<(PageId, usize)> = Vec::new();
    let mut out = Vec::new();
    for one in scored {
        if out.len() >= limit {
            break;
        }
        let page = units.page_of(one.unit);
        if !named {
            match from_page.iter_mut().find(|(other, _)| *other == page) {
                Some((_, count)) if *count >= MOST_OF_A_PAGE => continue,
                Some((_, count)) => *count += 1,
                None => from_page.push((page, 1)),
            }
        }
        out.extend(answer(segment, read, one, page, &terms));
    }
    out
}

fn answer<D: AsRef<[u8]>>(
    segment: &Segment<D>,
    read: &Read,
    one: &Scored,
    page: PageId,
    terms: &[(String, f32)],
) -> Option<Answer> {
    let record = segment.units()?.get(one.unit)?;
    let (found, text) = (segment.page(page)?, segment.text(one.unit)?);
    let candidate = read.resolved.candidates.iter().find(|candidate| candidate.page == page);
    let quote = snippet::snippet(text.text, terms, record.kind == UnitKind::Faq);
    Some(Answer {
        slug: found.slug.to_string(),
        path: found.path.to_string(),
        title: found.title.to_string(),
        anchor: text.anchor.to_string(),
        kind: record.kind.id(),
        heading: text.heading.to_string(),
        heading_ranges: snippet::marks(text.heading, terms),
        text: quote.text,
        ranges: quote.ranges,
        score: one.score,
        matched: candidate.map_or(Match::Text, |candidate| candidate.matched),
    })
}

/// Where a list of medicines is shown instead of an answer, each line still leads to the part that was asked for.
fn point<D: AsRef<[u8]>>(segment: &Segment<D>, read: &Read, weights: &Weights, medicines: &mut [Medicine]) {
    for (medicine, candidate) in medicines.iter_mut().zip(&read.resolved.candidates) {
        let one = Resolved {
            candidates: vec![Candidate { step: 0, ..candidate.clone() }],
            names: Vec::new(),
            ..Resolved::default()
        };
        let best = rank::of_candidates(segment, &one, &read.wanted, weights).first().copied();
        medicine.anchor = best
            .and_then(|best| segment.text(best.unit))
            .map(|text| text.anchor.to_string())
            .filter(|anchor| !anchor.is_empty());
    }
}
