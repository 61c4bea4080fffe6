//! Explains a search: how the query was read, and what each score is made of, as a tree.

use crate::index::format::impact::of_steps;
use crate::index::read::passage_store::PassageText;
use crate::index::{Index, PageId, PassageId};
use crate::search::plan::Clause;
use crate::search::score::passages::{
    Scored, clauses_about, of_clause, of_faq, of_kind, of_leaning, of_silence,
};
use crate::search::score::qualifying::of_prominence;
use crate::search::{ParsedQuery, Query, Weights};
use std::fmt;

/// A value and the parts that add up to it, or a heading with its items.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Explanation {
    /// What the value is.
    pub label: String,
    /// The value; `None` for a heading.
    pub value: Option<f32>,
    /// The parts of the value, or the items below the heading.
    pub children: Vec<Explanation>,
}

impl Explanation {
    fn heading(label: impl Into<String>, children: Vec<Self>) -> Self {
        Self { label: label.into(), value: None, children }
    }

    fn new(label: impl Into<String>, value: f32, children: Vec<Self>) -> Self {
        Self { label: label.into(), value: Some(value), children }
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
        let indent = depth * 2;
        match self.value {
            Some(value) => writeln!(f, "{:indent$}{value:8.3}  {}", "", self.label)?,
            None => writeln!(f, "{:indent$}{}", "", self.label)?,
        }
        self.children.iter().try_for_each(|child| child.write(f, depth + 1))
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}

/// Explains how a query is read and how its answers are scored.
///
/// The parts of each answer add up to its score. Empty while files of the index are missing.
#[must_use]
pub fn explain(index: &Index, query: &Query<'_>) -> Explanation {
    let weights = Weights::of(index.rules());
    index.begin();
    let Some(read) = ParsedQuery::new(index, query.text, weights) else { return Explanation::default() };
    let (scored, _) = read.scored(index, weights);
    let title = |page| index.page(page).map(|page| page.title.to_string()).unwrap_or_default();
    let candidates = read.resolved.candidates.iter().take(query.limit).map(|candidate| {
        let via = candidate.via.as_deref().map(|via| format!(": {via}")).unwrap_or_default();
        let label = format!("{} ({}{via})", title(candidate.page), candidate.matched.id());
        Explanation::new(label, f32::from(candidate.step), Vec::new())
    });
    let different = read.resolved.different.iter();
    let different = different.map(|candidate| Explanation::heading(title(candidate.page), Vec::new()));
    let offers = read.resolved.offers.iter();
    let offers = offers.map(|candidate| Explanation::heading(title(candidate.page), Vec::new()));
    let names = read.resolved.names.iter().map(|name| {
        let label = format!("{} (words {} to {})", name.name.shown, name.start, name.end);
        Explanation::heading(label, Vec::new())
    });
    let intents = read.plan.intents.iter().map(|intent| Explanation::heading(intent.id(), Vec::new()));
    let clauses = read.plan.clauses.iter().map(|clause| {
        let terms = clause.terms.iter();
        let terms = terms.map(|term| Explanation::new(term.stem.as_str(), term.share, Vec::new()));
        let label = format!("{} (rarity {:.2})", clause.label, clause.rarity);
        Explanation::new(label, clause.weight, terms.collect())
    });
    let unknown = read.plan.unknown.iter().map(|word| Explanation::heading(word.as_str(), Vec::new()));
    let answers = scored.iter().take(query.limit).filter_map(|one| {
        let text = index.text(one.passage)?;
        let page = index.page_of(one.passage);
        let label = format!("{} #{} {}", title(page), text.anchor, text.heading);
        Some(Explanation::new(label, one.score, parts(index, &read, one, page, text, weights)))
    });
    let mut groups = vec![
        Explanation::heading("medicines, with their distance from the best match", candidates.collect()),
        Explanation::heading("offers", offers.collect()),
        Explanation::heading("different medicines", different.collect()),
        Explanation::heading("names", names.collect()),
        Explanation::heading("intents", intents.collect()),
        Explanation::heading("clauses, with their weight, and terms, with their share", clauses.collect()),
        Explanation::heading("unknown words", unknown.collect()),
        Explanation::heading("answers, with their score", answers.collect()),
    ];
    groups.retain(|group| !group.children.is_empty());
    Explanation::heading(query.text, groups)
}

/// The parts of a score, without those that are zero.
fn parts(
    index: &Index,
    read: &ParsedQuery,
    one: &Scored,
    page: PageId,
    text: &PassageText,
    weights: &Weights,
) -> Vec<Explanation> {
    let plan = &read.plan;
    let mut out = vec![(format!("kind of passage: {}", text.kind.id()), of_kind(text.kind, plan, weights))];
    if let Some(candidate) = read.resolved.candidates.iter().find(|candidate| candidate.page == page) {
        let distance = -weights.match_kind * f32::from(candidate.step);
        out.push(("distance from the best match".into(), distance));
        out.push(("asks the same question".into(), of_faq(text, plan, weights)));
        out.push(("has no word of the query".into(), of_silence(text, plan, weights)));
        out.push(("the words lean to it".into(), of_leaning(text, plan, weights)));
        for clause in clauses_about(candidate, &read.resolved, plan) {
            out.push((clause.label.clone(), of_clause(clause, text, index, weights)));
        }
    } else {
        let head = PassageId(index.passages_of(page).start);
        let mut of_head = 0.0;
        for clause in &plan.clauses {
            out.push((clause.label.clone(), from_postings(clause, one.passage, index)));
            of_head += from_postings(clause, head, index);
        }
        if one.passage != head {
            out.push(("the words of the page's title".into(), weights.title * of_head));
        }
        out.push(("prominence of the medicine".into(), of_prominence(index, page, weights)));
    }
    out.retain(|(_, value)| *value != 0.0);
    out.into_iter().map(|(label, value)| Explanation::new(label, value, Vec::new())).collect()
}

/// What a clause adds to a passage by its postings, when no medicine is named.
fn from_postings(clause: &Clause, passage: PassageId, index: &Index) -> f32 {
    let mut values = Vec::new();
    for term in &clause.terms {
        let factor = term.rarity * term.share * clause.weight;
        let postings = index.postings(&term.stem).into_iter().flatten();
        let found = postings.filter(|posting| posting.passage == passage);
        values.extend(found.map(|posting| of_steps(posting.steps) * factor));
    }
    if clause.together && values.len() < clause.terms.len() {
        return 0.0;
    }
    values.into_iter().fold(0.0, f32::max)
}
