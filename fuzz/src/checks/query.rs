//! Checks of queries and their results over a fixed index.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::PoisonError;

use drug_card::internals::index::Index;
use drug_card::internals::search::{
    MAX_CHARS, MatchKind, Query, Scope, SearchResults, explain::explain, search, wire,
};
use drug_card::internals::text::{fold, stem, token};

use super::bundle::sample;
use super::chars::{highlighted, promise, slices};

pub(super) fn query_parse(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let folded = fold::fold(&text);
    assert_eq!(fold::fold(&folded), folded, "folding twice changes the text");
    assert!(folded.len() <= 4 * text.len(), "folding grows");
    let key = fold::key(&text);
    assert_eq!(fold::key(&key), key, "the key of a key differs");
    assert_eq!(key.trim(), key);
    let words = token::tokens(&text);
    let ranges: Vec<Range<usize>> = words.iter().map(|word| word.start..word.end).collect();
    assert_eq!(slices(&text, &ranges).count(), words.len());
    // Texts are split as written, queries after folding: both must give the same words.
    let again = token::tokens(&folded);
    let of = |words: &[token::Token]| words.iter().map(|word| word.text.clone()).collect::<Vec<_>>();
    promise(of(&again) == of(&words), || format!("the words differ after folding: {words:?} {again:?}"));
    assert!(words.iter().all(|word| !word.text.is_empty() && !stem::stem(&word.text).is_empty()));

    // Nothing after the cap is read.
    let folds = fold::fold(text.trim_start());
    if folds.trim_start().chars().count() > MAX_CHARS && text.chars().count() <= 4 * MAX_CHARS {
        let longer = format!("{text}zzz milrinone");
        assert_eq!(ask(&text), ask(&longer), "text after the cap is matched");
    }
}

fn ask(text: &str) -> SearchResults {
    let mut index = sample().index.lock().unwrap_or_else(PoisonError::into_inner);
    search_loading(&mut index, &sample().files, None, &Query::new(text))
}

/// Searches and loads what the query needs; `other` replaces one file. A file that does not load ends the search.
pub(super) fn search_loading(
    index: &mut Index,
    files: &BTreeMap<String, Vec<u8>>,
    other: Option<(&str, &[u8])>,
    query: &Query<'_>,
) -> SearchResults {
    for _ in 0..32 {
        let found = search(index, query);
        if !index.has_missing() {
            return found;
        }
        for path in index.missing_paths() {
            let loaded = match other {
                Some((file, bytes)) if file == path => index.load_unchecked(&path, bytes.to_vec()),
                _ => index.load(&path, files.get(&path).cloned().unwrap_or_default()),
            };
            if loaded.is_err() {
                return search(index, query);
            }
        }
    }
    panic!("{:?} never has all its files", query.text)
}

pub(super) fn search_fixed(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let scope = [Scope::All, Scope::Medicines, Scope::Answers][data.len() % 3];
    let limit = data.len() % 12;
    for query in [Query { text: &text, limit: 10, scope: Scope::All }, Query { text: &text, limit, scope }] {
        results(&query);
    }
    let index = sample().index.lock().unwrap_or_else(PoisonError::into_inner);
    let explanation = explain(&index, &Query::new(&text));
    assert!(!format!("{explanation:?}").is_empty());
}

/// Checks the results of any search.
fn results(query: &Query<'_>) {
    let mut index = sample().index.lock().unwrap_or_else(PoisonError::into_inner);
    let found = search_loading(&mut index, &sample().files, None, query);
    for count in [found.medicines.len(), found.answers.len(), found.different.len()] {
        assert!(count <= query.limit, "{count} hits for a limit of {}", query.limit);
    }
    assert!(query.scope != Scope::Answers || found.medicines.is_empty());
    assert!(query.scope != Scope::Medicines || found.answers.is_empty());
    assert!(found.total >= found.medicines.len());
    assert!(!found.no_match || (found.medicines.is_empty() && found.answers.is_empty()));
    assert!(found.answers.is_sorted_by(|a, b| a.score >= b.score), "answers out of order");
    let own = |path: &str| found.medicines.iter().any(|medicine| medicine.path == path);
    for answer in &found.answers {
        assert!(answer.score.is_finite());
        highlighted(&answer.text, &answer.ranges);
        highlighted(&answer.heading, &answer.heading_ranges);
        // A list that is not full contains every named medicine.
        let all = query.scope == Scope::All && found.medicines.len() < query.limit;
        assert!(
            !all || answer.matched == MatchKind::Text || own(&answer.path),
            "an answer about another medicine"
        );
    }
    let hits = found.hits();
    let ids: BTreeSet<&str> = hits.iter().map(|hit| hit.id.as_str()).collect();
    assert_eq!(ids.len(), hits.len(), "a hit comes twice");
    assert!(wire::json(&found).ends_with('}'));
}
