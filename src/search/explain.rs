//! Owns why a hit stands where it stands: the score as a tree.

use crate::index::Index;
use crate::search::{ParsedQuery, Query, Weights};
use std::fmt;

/// A value with what it is made of.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Explanation {
    /// What the value is.
    pub label: String,
    /// The value.
    pub value: f32,
    /// What it is made of.
    pub children: Vec<Explanation>,
}

impl Explanation {
    fn new(label: impl Into<String>, value: f32, children: Vec<Self>) -> Self {
        Self { label: label.into(), value, children }
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
        writeln!(f, "{:indent$}{:8.3}  {}", "", self.value, self.label, indent = depth * 2)?;
        self.children.iter().try_for_each(|child| child.write(f, depth + 1))
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}

/// How a search reads the question and scores its answers.
#[must_use]
pub fn explain(index: &Index, query: &Query<'_>) -> Explanation {
    let weights = Weights::of(index.rules());
    index.begin();
    let Some(read) = ParsedQuery::new(index, query.text, weights) else { return Explanation::default() };
    let (scored, _) = read.scored(index, weights);
    let title = |page| index.page(page).map(|page| page.title.to_string()).unwrap_or_default();
    let candidates = read.resolved.candidates.iter().take(query.limit).map(|candidate| {
        let via = candidate.via.as_deref().map(|via| format!(" via {via}")).unwrap_or_default();
        Explanation::new(
            format!("{} ({:?}{via})", title(candidate.page), candidate.matched),
            f32::from(candidate.step),
            Vec::new(),
        )
    });
    let different = read
        .resolved
        .different
        .iter()
        .map(|candidate| Explanation::new(title(candidate.page), 0.0, Vec::new()));
    let names = read.resolved.names.iter().map(|name| {
        let label = format!("{} (words {} to {})", name.name.shown, name.start, name.end);
        Explanation::new(label, 0.0, Vec::new())
    });
    let intents = read.plan.intents.iter().map(|intent| Explanation::new(intent.id(), 1.0, Vec::new()));
    let clauses = read.plan.clauses.iter().map(|clause| {
        let terms =
            clause.terms.iter().map(|term| Explanation::new(term.stem.as_str(), term.share, Vec::new()));
        Explanation::new(
            format!("{} (rarity {:.2})", clause.label, clause.rarity),
            clause.weight,
            terms.collect(),
        )
    });
    let unknown = read.plan.unknown.iter().map(|word| Explanation::new(word.as_str(), 0.0, Vec::new()));
    let hits = scored.iter().take(query.limit).filter_map(|one| {
        let page = index.page_of(one.passage);
        let text = index.text(one.passage)?;
        Some(Explanation::new(
            format!("{} #{} {}", title(page), text.anchor, text.heading),
            one.score,
            Vec::new(),
        ))
    });
    Explanation::new(
        query.text,
        0.0,
        vec![
            Explanation::new("medicines (step down from the surest)", 0.0, candidates.collect()),
            Explanation::new("different medicines", 0.0, different.collect()),
            Explanation::new("names", 0.0, names.collect()),
            Explanation::new("intents", 0.0, intents.collect()),
            Explanation::new("clauses", 0.0, clauses.collect()),
            Explanation::new("unknown words", 0.0, unknown.collect()),
            Explanation::new("answers", 0.0, hits.collect()),
        ],
    )
}
