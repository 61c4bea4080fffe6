//! Names that are still being typed: the last word as the beginning of a name, every word as the beginning of a substance.

use crate::index::format::name_shard::{NameEntry, NameKind};
use crate::index::format::query_words::QueryWord;
use crate::lean::strings::{before, letters};
use crate::search::resolve::candidate::{Candidate, Candidates, LISTED, PageSet, ordered};
use crate::search::resolve::context::Context;
use crate::search::resolve::exact::{MOST_PREFIXED, is_plain_name};
use crate::search::resolve::mention::{NameMention, keep, pages_under};
use crate::search::resolve::settle::{joint, step_of};
use crate::search::results::MatchKind;
use std::borrow::Cow;

/// The medicines whose names begin as typed.
pub(crate) struct Begun {
    pub(crate) candidates: Vec<Candidate>,
    /// Only one medicine begins so.
    pub(crate) certain: bool,
    /// What was typed is the whole name of a medicine that has no page here.
    pub(crate) elsewhere: bool,
    /// The words that are the beginning, from and to.
    pub(crate) words: (usize, usize),
    pub(crate) mention: Option<NameMention>,
}

/// The last word as the beginning of a name; with an unfinished piece before it, both as one word: `hydro cort`.
pub(crate) fn by_last_word(context: &Context<'_>, exact: &[NameMention]) -> Option<Begun> {
    let words = &context.terms.words;
    if !context.terms.open || (!exact.is_empty() && words.len() < 2) {
        return None;
    }
    let last = words.len().checked_sub(1)?;
    let word = words.get(last)?;
    let alone = last == 0;
    if exact.iter().any(|mention| mention.end > last) || letters(&word.text) < if alone { 2 } else { 3 } {
        return None;
    }
    if let Some(piece) = last.checked_sub(1).filter(|&at| !context.is_ordinary(at)) {
        let mut whole = words.get(piece)?.text.clone();
        whole.push_str(&word.text);
        // A piece that nobody knows beside it makes the last word alone another name.
        return begun(context, &whole, (piece, last + 1));
    }
    if !alone && (word.stop || context.is_prose(last) || !is_understood(context, last)) {
        return None;
    }
    begun(context, &word.text, (last, last + 1))
}

fn begun(context: &Context<'_>, prefix: &str, words: (usize, usize)) -> Option<Begun> {
    let groups = starting_with(context, prefix);
    let only = groups.len() == 1;
    let mut chosen = Candidates::default();
    for (position, whole) in groups.iter().enumerate() {
        let Some(name) = context.index.name(whole) else { continue };
        for entry in name.entries.iter().filter(|entry| entry.kind != NameKind::Similar) {
            let combination = entry.kind == NameKind::Ingredient;
            if combination && !only {
                continue;
            }
            let step = if combination {
                LISTED
            } else if only {
                step_of(entry.kind)
            } else {
                step_of(entry.kind).min(1) + (position.min(100) as u8) * 2
            };
            let via = matches!(entry.kind, NameKind::National | NameKind::Brand).then(|| name.shown.clone());
            chosen.put(Candidate {
                page: entry.page,
                complexity: entry.complexity,
                matched: MatchKind::Prefix,
                via,
                step,
            });
        }
    }
    let candidates = ordered(chosen.into_candidates(), &context.words);
    let name = groups.first().filter(|_| only).and_then(|whole| context.index.name(whole));
    let mention = name.map(Cow::into_owned).map(|name| NameMention {
        start: words.0,
        end: words.1,
        name,
        corrected: None,
        partial: false,
    });
    // The whole name of a medicine that has no page here lists what begins so, and is answered from nothing.
    let elsewhere = is_plain_name(context, prefix) || only && context.index.is_elsewhere(prefix);
    (!candidates.is_empty()).then_some(Begun {
        candidates,
        certain: only && !elsewhere,
        elsewhere,
        words,
        mention,
    })
}

/// The medicines whose names start so: each by its shortest name, own names before brands.
pub(crate) fn starting_with(context: &Context<'_>, prefix: &str) -> Vec<String> {
    let mut titles: Vec<(String, PageSet)> = Vec::new();
    let mut others: Vec<(String, PageSet)> = Vec::new();
    for (key, name) in context.index.names_with(prefix, MOST_PREFIXED) {
        let best = name.entries.iter().map(|entry| entry.kind).min().unwrap_or(NameKind::Similar);
        let mut pages = PageSet::default();
        for entry in name.entries.iter().filter(|entry| entry.kind != NameKind::Similar) {
            pages.put(entry.page);
        }
        let into = match best {
            NameKind::Title | NameKind::Base | NameKind::Salt => &mut titles,
            NameKind::Generic | NameKind::National | NameKind::Brand | NameKind::Ingredient => &mut others,
            NameKind::Similar => continue,
        };
        let first = before(key, b' ');
        let first = if first.len() < prefix.len() { prefix } else { first };
        match into.iter_mut().find(|(whole, all)| *whole == first || !all.is_disjoint(&pages)) {
            Some((whole, all)) => {
                if key.len() < whole.len() {
                    *whole = key.to_string();
                }
                all.add(&pages);
            }
            None => into.push((key.to_string(), pages)),
        }
    }
    let mut known = PageSet::default();
    let mut out = Vec::new();
    for (whole, pages) in titles {
        known.add(&pages);
        out.push(whole);
    }
    for (whole, pages) in others {
        if pages.is_disjoint(&known) {
            out.push(whole);
        }
    }
    out
}

/// `amlo atorv`: every word begins a substance of one combination.
pub(crate) fn by_every_word(context: &Context<'_>) -> Option<Begun> {
    let mut words = Vec::new();
    let last = context.words.len().saturating_sub(1);
    for (position, &word) in context.words.iter().enumerate() {
        // Behind the last name, `plus` makes another product.
        if matches!(word, "and" | "plus") && position < last {
            continue;
        }
        if context.index.is(QueryWord::Qualifier, word) || context.index.is(QueryWord::BrandQualifier, word) {
            return None;
        }
        let common = context.index.common(&context.index.rules().stem(word));
        if letters(word) < 3 || common.is_some_and(|common| !common.begins_a_name) {
            return None;
        }
        words.push(word);
    }
    if words.len() < 2 || words.len() > 6 {
        return None;
    }
    let mut shared: Option<Vec<NameEntry>> = None;
    for word in &words {
        let found = substances(context, word);
        let mut holds =
            |entry: &NameEntry| found.binary_search_by(|other| other.page.cmp(&entry.page)).is_ok();
        match &mut shared {
            None => shared = Some(found),
            Some(before) => keep(before, &mut holds),
        }
        if shared.as_ref().is_none_or(Vec::is_empty) {
            return None;
        }
    }
    let mut candidates = Vec::new();
    for entry in shared.unwrap_or_default() {
        candidates.push(Candidate { matched: MatchKind::Prefix, ..joint(entry, words.len(), false) });
    }
    let exactly = candidates.iter().filter(|candidate| candidate.step < LISTED).count();
    let certain = exactly > 0 || candidates.len() == 1;
    if exactly == 0 && candidates.len() == 1 {
        candidates.iter_mut().for_each(|candidate| candidate.step = 0);
    }
    let candidates = ordered(candidates, &context.words);
    let words = (0, context.words.len());
    (!candidates.is_empty()).then_some(Begun { candidates, certain, elsewhere: false, words, mention: None })
}

/// Combinations that hold a substance that is, or starts with, `word`.
fn substances(context: &Context<'_>, word: &str) -> Vec<NameEntry> {
    let found = context.index.names_with(word, MOST_PREFIXED);
    pages_under(&found, &mut |entry| entry.kind == NameKind::Ingredient)
}

/// Whether the words before `last` ask something about a medicine: `side effects of …`, not `stock price of …`.
fn is_understood(context: &Context<'_>, last: usize) -> bool {
    let mut words = context.terms.words.iter().take(last);
    !context.phrases.is_empty() || words.all(|word| word.stop)
}
