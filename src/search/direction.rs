//! Phrases of which the opposite is another question: `high potassium`, `slow heart rate`.

use crate::index::format::phrase_table::Span;
use crate::index::read::passage_store::stem_hash;
use crate::lean::strings::is_one_of;
use crate::search::plan::{Phrase, QueryPlan};
use crate::search::query::QueryTerms;

/// Words that say in which direction something is wrong.
const DIRECTIONS: &str = "high low raised elevated increased decreased reduced overactive underactive fast slow rapid excess excessive";
/// Those that are also what a medicine does: `slows the heart rate` is the opposite of a slow heart rate.
const SPEEDS: &str = "slow fast rapid increased decreased reduced raised";
/// The phrases of a question that begin with a direction: as long as what they mean in other words, or the next word.
pub(crate) fn phrases(asked: &QueryTerms, spans: &[Span], plan: &QueryPlan) -> Vec<Phrase> {
    let mut out = Vec::new();
    for (start, first) in asked.words.iter().enumerate() {
        if !is_one_of(&first.text, DIRECTIONS) || plan.is_in_class(start) {
            continue;
        }
        let mut wordings = Vec::new();
        for clause in plan.clauses.iter().filter(|clause| clause.together && clause.position == start) {
            wordings.push(clause.terms.iter().map(|term| term.hash).collect());
        }
        if wordings.is_empty() || !is_one_of(&first.text, SPEEDS) {
            let span = spans.iter().find(|span| span.start == start);
            let end = span.map_or(start + 2, |span| span.end);
            let words = asked.words.get(start..end).unwrap_or_default().iter().filter(|word| !word.stop);
            wordings.push(words.map(|word| stem_hash(&word.stem)).collect());
        }
        out.push(Phrase { wordings });
    }
    out
}
