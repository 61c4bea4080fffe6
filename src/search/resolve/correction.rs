//! Misspelled names: what a word that is no word was probably meant to be, as an offer.
//!
//! A correction may lead to another medicine, so the reader chooses it. One case is safe enough to be answered at once: a single
//! letter changed, added, lost or swapped in a long word, where no other name of any medicine is near.

use crate::index::format::name_shard::{NameEntry, NameKind};
use crate::index::format::page_rows::PageRow;
use crate::index::format::query_words::QueryWord;
use crate::lean::strings::{joined, letters};
use crate::search::resolve::candidate::{Candidate, Candidates, LISTED};
use crate::search::resolve::context::Context;
use crate::search::resolve::exact::{LONGEST_NAME, longest};
use crate::search::resolve::gate::offer;
use crate::search::resolve::mention::NameMention;
use crate::search::resolve::prefix::starting_with;
use crate::search::resolve::resolved::Resolved;
use crate::search::resolve::settle::candidate;
use crate::search::results::MatchKind;
use crate::search::spelling;

/// Words that are corrected, per query: each costs a walk over all names.
const MOST_CORRECTED: usize = 4;
/// Words that look-alikes are offered for.
const MOST_UNKNOWN: usize = 2;
/// Different medicines that are offered.
const MOST_DIFFERENT: usize = 6;
/// The shortest word that may be corrected and answered, in letters.
const LEAST_SAFE: usize = 7;
/// No other name may be this near to a word that is corrected and answered, in edits.
const SAFE_DISTANCE: usize = 2;

/// Corrects the words that no text and no name explains: a safe correction becomes a mention, any other an offer.
pub(crate) fn correct(context: &Context<'_>, mentions: &mut Vec<NameMention>, out: &mut Resolved) {
    let mut left = MOST_CORRECTED;
    let mut next = 0;
    while let Some(&word) = context.words.get(next) {
        let position = next;
        next += 1;
        if is_taken(mentions, out, position) {
            continue;
        }
        // `co-amilozide` is another medicine than amiloride, and no typo of it.
        if word == "co" && next < context.words.len() && !is_taken(mentions, out, next) {
            let whole = context.joined((position, next + 1));
            if context.index.is_elsewhere(&whole) {
                out.use_words((position, next + 1));
                out.not_here.push(whole);
            } else {
                make_offers(&near(context, &context.words, next), out);
            }
            next += 1;
            continue;
        }
        // Before it counts as an ordinary word: the stem of `gabapentine` is that of the name.
        if let Some(mention) = ending(context, position) {
            answer_or_offer(context, word, &[mention], mentions, out);
            continue;
        }
        if context.is_prose(position) || left == 0 {
            continue;
        }
        if letters(word) >= 3 && context.index.is_elsewhere(word) {
            // It stays a word to look for: the page of another medicine may mention it.
            out.not_here.push(word.to_string());
            if let Some(name) = context.index.name(word) {
                out.set_apart(&name, &Candidates::default());
            }
            continue;
        }
        // Two unknown pieces side by side are one word with a blank in it, and with a typo as well.
        let is_piece = !is_taken(mentions, out, next) && !context.is_prose(next);
        if let Some(second) = context.words.get(next).filter(|_| is_piece) {
            next += 1;
            left -= 1;
            let mut whole = word.to_string();
            whole.push_str(second);
            make_offers(&near(context, &[&whole], 0), out);
            continue;
        }
        if letters(word) >= 4 {
            left -= 1;
            answer_or_offer(context, word, &near(context, &context.words, position), mentions, out);
        }
    }
}

/// Whether the word at `position` is part of a name, understood or not.
fn is_taken(mentions: &[NameMention], out: &Resolved, position: usize) -> bool {
    out.used.get(position) == Some(&true) || mentions.iter().any(|mention| mention.covers(position))
}

/// Answers from the first of the corrections of `word` if all of them name one medicine and it is safe, and offers them if not.
fn answer_or_offer(
    context: &Context<'_>,
    word: &str,
    found: &[NameMention],
    mentions: &mut Vec<NameMention>,
    out: &mut Resolved,
) {
    let Some(first) = found.first() else { return };
    let of_all = |entry: &NameEntry| found.iter().all(|mention| mention.holds(entry.page));
    let is_one = found.len() == 1 || first.all().iter().any(of_all);
    if is_one && is_safe(context, word, first) {
        out.corrected.push((word.to_string(), first.name.shown.clone()));
        mentions.push(first.clone());
    } else {
        make_offers(found, out);
    }
}

/// The names nearest to the word at `position` of `words`.
fn near(context: &Context<'_>, words: &[&str], position: usize) -> Vec<NameMention> {
    let word = words.get(position).copied().unwrap_or_default();
    let mut out = Vec::new();
    for spelled in spelling::nearest(word, &context.index.typo_words()) {
        out.extend(corrected(context, words, position, &spelled));
    }
    out
}

/// The name that the word at `position` is but for its ending, where it is not part of an everyday phrase.
fn ending(context: &Context<'_>, position: usize) -> Option<NameMention> {
    let word = context.terms.words.get(position).filter(|word| !word.stop)?;
    if context.phrases.iter().any(|span| span.covers(position)) {
        return None;
    }
    let spelled = ended_otherwise(context, &word.text)?;
    corrected(context, &context.words, position, &spelled)
}

/// `tamsulosine`, `loratadin`: a name but for its last e or s, which a stem would hide.
fn ended_otherwise(context: &Context<'_>, word: &str) -> Option<String> {
    if word.len() < 6 {
        return None;
    }
    let own = |name: &str| context.index.name(name).is_some_and(|name| name.has_own());
    let shorter = word.get(..word.len() - 1).filter(|_| matches!(word.as_bytes().last(), Some(b'e' | b's')));
    let mut longer = word.to_string();
    longer.push('e');
    shorter.filter(|name| own(name)).map(str::to_string).or_else(|| Some(longer).filter(|name| own(name)))
}

/// The name at `position` once the word there is spelled so: with its neighbours when they make a longer name.
fn corrected(context: &Context<'_>, words: &[&str], position: usize, spelled: &str) -> Option<NameMention> {
    let typed = words.get(position)?.to_string();
    let mut words = words.to_vec();
    *words.get_mut(position)? = spelled;
    let ends = (position + 1, position + LONGEST_NAME);
    let found = longest(context, &words, position, ends);
    let found = found.or_else(|| longest(context, &words, position.checked_sub(1)?, ends));
    let found = found.or_else(|| {
        let groups = starting_with(context, &joined(&[spelled, ""]));
        let name = context.index.name(groups.first()?)?.into_owned();
        Some(NameMention { start: position, end: position + 1, name, corrected: None, partial: false })
    })?;
    Some(NameMention { corrected: Some(typed), ..found })
}

/// Whether a correction may be answered: one edit in a long word, and no other name of a medicine, here or elsewhere, that
/// somebody could have meant.
fn is_safe(context: &Context<'_>, word: &str, mention: &NameMention) -> bool {
    if letters(word) < LEAST_SAFE || mention.end != mention.start + 1 {
        return false;
    }
    let words = context.index.typo_words();
    let mut nearest = None;
    for other in spelling::within_edits(word, &words, SAFE_DISTANCE) {
        let same = context.index.name(&other).is_some_and(|name| {
            name.has_own()
                && mention.own().iter().all(|own| {
                    let mut entries = name.entries.iter();
                    entries.any(|entry| entry.page == own.page && entry.kind < NameKind::Ingredient)
                })
        });
        match spelling::edits_to(word, &other) {
            1 if same => nearest = Some(other),
            _ if same => {}
            _ => return false,
        }
    }
    nearest.is_some() && !context.index.elsewhere_within(word, SAFE_DISTANCE)
}

/// Offers the pages that the corrections name most directly.
fn make_offers(found: &[NameMention], out: &mut Resolved) {
    for mention in found {
        let best = mention.name.entries.iter().map(|entry| entry.kind).min();
        let fits = |entry: &&NameEntry| Some(entry.kind) == best && entry.kind != NameKind::Similar;
        for entry in mention.name.entries.iter().filter(fits) {
            offer(out, Candidate { matched: MatchKind::Spelling, ..candidate(mention, *entry, LISTED) });
        }
    }
}

/// Different medicines with names like the words that were not understood.
pub(crate) fn offer_different(context: &Context<'_>, out: &mut Resolved) {
    let mut unknown = Vec::new();
    for (position, &word) in context.words.iter().enumerate() {
        let named = |mention: &NameMention| mention.covers(position) && mention.corrected.is_none();
        // `liposomal` is a part of a product, and no misspelled name.
        let is_part = context.index.is(QueryWord::Qualifier, word);
        if !out.names.iter().any(named) && word.len() >= 5 && !is_part && !context.is_prose(position) {
            unknown.push(word);
        }
    }
    unknown.truncate(MOST_UNKNOWN);
    if unknown.is_empty() {
        return;
    }
    let words = context.index.typo_words();
    for word in unknown {
        for near in spelling::near(word, &words, MOST_DIFFERENT * 2) {
            differ(context.index.typo_word_pages(near), out);
        }
    }
}

fn differ(pages: Vec<PageRow>, out: &mut Resolved) {
    for row in pages {
        let here = |other: &Candidate| other.page == row.page;
        let known =
            out.candidates.iter().any(here) || out.offers.iter().any(here) || out.different.iter().any(here);
        if out.different.len() < MOST_DIFFERENT && !known {
            out.different.push(Candidate {
                page: row.page,
                complexity: row.complexity(),
                matched: MatchKind::Similar,
                via: None,
                step: LISTED,
            });
            out.rows.push(row);
        }
    }
}
