//! What is left directly beside a name: it may make the name another product.
//!
//! `Nurofen Plus` holds codeine and `Concor AM` amlodipine, so such a name opens nothing and answers nothing. A salt, a form, a
//! route and a strength of that very medicine leave it what it is; any other word is a word of the question.

use crate::index::PageId;
use crate::lean::strings::{is_one_of, joined};
use crate::lexicon::qualifier::{self, Qualifier};
use crate::search::resolve::candidate::Candidate;
use crate::search::resolve::context::Context;
use crate::search::resolve::mention::NameMention;
use crate::search::resolve::resolved::{LISTED, Resolved};
use crate::search::resolve::settle::candidate;
use crate::search::results::{MatchKind, PartialName};

/// Longest name of a medicine without a page that is looked for around a name, in words beside it.
const MOST_BESIDE: usize = 3;

/// Takes the names out of `mentions` that the words beside them make something else; their pages become offers.
pub(crate) fn check(context: &Context<'_>, mentions: &mut Vec<NameMention>, out: &mut Resolved) {
    let mut left = Vec::new();
    for (at, mention) in mentions.iter().enumerate() {
        let free = |position: usize| {
            let others = mentions.iter().enumerate().filter(|(other, _)| *other != at);
            position < context.words.len() && others.clone().all(|(_, other)| !other.covers(position))
        };
        let (from, to, elsewhere) = if let Some((from, to)) = elsewhere(context, mention, &free) {
            (from, to, true)
        } else if let Some((from, to)) = qualified(context, mention, &free) {
            (from, to, false)
        } else {
            left.push(mention.clone());
            continue;
        };
        let text = joined(context.words.get(from..to).unwrap_or_default());
        out.used.get_mut(from..to).unwrap_or_default().fill(true);
        if elsewhere {
            out.not_here.push(text);
        } else {
            out.not_understood.push(PartialName { text, name: mention.name.shown.clone() });
        }
        for entry in mention.own() {
            offer(
                out,
                Candidate {
                    matched: MatchKind::Similar,
                    via: Some(mention.name.shown.clone()),
                    ..candidate(mention, entry, LISTED)
                },
            );
        }
    }
    *mentions = left;
}

/// Adds an offer, each page once.
pub(crate) fn offer(out: &mut Resolved, candidate: Candidate) {
    if !out.offers.iter().any(|other| other.page == candidate.page) {
        out.offers.push(candidate);
    }
}

/// The words around a name that make it the name of a medicine without a page here: `trastuzumab deruxtecan`. Looked for only
/// where one of the words beside it is not an ordinary one.
fn elsewhere(
    context: &Context<'_>,
    mention: &NameMention,
    free: &dyn Fn(usize) -> bool,
) -> Option<(usize, usize)> {
    let mut most = 0;
    while most < MOST_BESIDE && free(mention.end + most) {
        most += 1;
    }
    let unknown = |from: usize, to: usize| (from..to).any(|at| !context.is_prose(at));
    for count in (1..=most).rev() {
        let (from, to) = (mention.start, mention.end + count);
        if unknown(mention.end, to) && context.index.is_elsewhere(&joined(context.words.get(from..to)?)) {
            return Some((from, to));
        }
    }
    let mut least = mention.start;
    while mention.start - least < MOST_BESIDE && least > 0 && free(least - 1) {
        least -= 1;
    }
    for from in least..mention.start {
        if unknown(from, mention.start)
            && context.index.is_elsewhere(&joined(context.words.get(from..mention.end)?))
        {
            return Some((from, mention.end));
        }
    }
    None
}

/// The words around a name that make it another product.
fn qualified(
    context: &Context<'_>,
    mention: &NameMention,
    free: &dyn Fn(usize) -> bool,
) -> Option<(usize, usize)> {
    let changes = |position: usize| {
        free(position)
            && match context.words.get(position).and_then(|word| qualifier::kind(word)) {
                Some(Qualifier::Any) => true,
                Some(Qualifier::Brand) => mention.is_brand(),
                None => false,
            }
    };
    let joins = |position: usize| !free(position) && position < context.words.len();
    // `ibuprofen plus paracetamol` joins two names.
    if changes(mention.end) && !joins(mention.end + 1) {
        return Some((mention.start, mention.end + 1));
    }
    // `brand night extra`: the last word belongs to the whole name.
    let behind = mention.end + 1;
    if behind + 1 == context.words.len() && free(mention.end) {
        let short = |word: &&str| word.len() == 1 || word.bytes().all(|byte| byte.is_ascii_digit());
        let stop = context.terms.words.get(mention.end).is_some_and(|word| word.stop);
        let code = mention.is_brand() && !stop && context.words.get(behind).is_some_and(short);
        if changes(behind) || code {
            return Some((mention.start, behind + 1));
        }
    }
    let before = mention.start.checked_sub(1);
    if let Some(before) =
        before.filter(|&before| changes(before) && !before.checked_sub(1).is_some_and(joins))
    {
        return Some((before, mention.end));
    }
    let position = mention.end;
    let word = context.words.get(position).filter(|_| free(position))?;
    let word_of_texts = context.is_ordinary(position);
    let is_digits = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let begins_with_letter = word.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
    let stop = context.terms.words.get(position).is_some_and(|word| word.stop);
    // Two letters side by side are an abbreviation: `b p`.
    let alone = context.words.get(position + 1).is_none_or(|next| next.len() != 1 || is_digits(next));
    let letter = word.len() == 1 && begins_with_letter && !stop && alone && !joins(position + 1);
    let code = begins_with_letter && word.bytes().any(|byte| byte.is_ascii_digit()) && !word_of_texts;
    // `U-500` arrives as `u` and `500`, `70/30` as `70` and `30`, `2.5 mg` as `2`, `5` and `mg`.
    let mut to = position + usize::from(letter || code);
    while free(to) && context.words.get(to).is_some_and(|word| is_digits(word)) {
        to += 1;
    }
    let numbers = context.words.get(position..to).unwrap_or_default();
    let next = context.words.get(to).copied().unwrap_or_default();
    let quantity = is_unit(next) || !numbers.is_empty() && is_strength_of(context, mention, numbers);
    (letter || code || (is_digits(word) && !quantity)).then_some((mention.start, to))
}

/// Whether a number before this word is a quantity: an amount, a count, an age, a time.
fn is_unit(word: &str) -> bool {
    is_amount(word)
        || is_one_of(
            word,
            "tablets tablet tabs tab pills pill capsules capsule drops drop puffs puff doses dose times x kg day days week weeks \
             month months year years yr yrs yo hour hours hr hrs h minute minutes min",
        )
}

/// Whether a number before this word is an amount of a medicine.
fn is_amount(word: &str) -> bool {
    is_one_of(
        word,
        "mg mcg ug g gm ml l cc iu units unit mmol meq mol percent micrograms microgram milligrams milligram grams gram",
    )
}

/// Whether a page of the name gives this number as an amount: `ibuprofen 400`.
fn is_strength_of(context: &Context<'_>, mention: &NameMention, numbers: &[&str]) -> bool {
    let mut given = false;
    for entry in mention.own().iter().take(MOST_BESIDE) {
        given |= gives(context, entry.page, numbers);
    }
    given
}

fn gives(context: &Context<'_>, page: PageId, numbers: &[&str]) -> bool {
    let mut given = false;
    for passage in context.index.card(page).unwrap_or_default() {
        let (mut met, mut after_number) = (0, false);
        context.index.rules().each_word(&passage.text, &mut |word, _, _| {
            given |= met == numbers.len() && is_amount(word);
            // The `7` of `0.7 g` is no number of its own.
            let at = if after_number && met == 0 { numbers.len() } else { met };
            let wanted = numbers.get(at).or(numbers.first().filter(|_| !after_number)).copied();
            let last = at + 1 == numbers.len();
            given |= wanted.is_some_and(|wanted| last && word.strip_prefix(wanted).is_some_and(is_amount));
            met = if wanted == Some(word) { at % numbers.len() + 1 } else { 0 };
            after_number = word.bytes().all(|byte| byte.is_ascii_digit());
        });
    }
    given
}
