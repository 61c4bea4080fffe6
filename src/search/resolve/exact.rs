//! Names as they are written: longest first, and joined where a blank or a hyphen splits one word.

use crate::index::format::name_shard::{Name, NameEntry, NameKind};
use crate::index::format::phrase_table::Meaning;
use crate::index::format::query_words::QueryWord;
use crate::lean::strings::{glued, is_digits, joined};
use crate::search::resolve::context::Context;
use crate::search::resolve::mention::{NameMention, pages_under};

/// Longest name, in words.
pub(crate) const LONGEST_NAME: usize = 24;

/// Pieces that one word may be split into.
const MOST_PIECES: usize = 4;

/// Names read behind one prefix; more are more than a list can show.
pub(crate) const MOST_PREFIXED: usize = 400;

/// The names in the query, none of them inside a longer everyday phrase.
pub(crate) fn mentions(context: &Context<'_>) -> Vec<NameMention> {
    let mut out = Vec::new();
    let mut start = 0;
    while start < context.words.len() {
        let stop = context.terms.words.get(start).is_some_and(|word| word.stop);
        let ends = (start + 1 + usize::from(stop), start + LONGEST_NAME);
        let found = longest(context, &context.words, start, ends).or_else(|| begun(context, start));
        let Some(mention) = found else {
            start += 1;
            continue;
        };
        start = mention.end;
        if !is_inside(context, &mention) {
            out.push(mention);
        }
    }
    out
}

/// The longest name from `start` that ends within `ends`, both included; of one length, as written before joined.
pub(crate) fn longest(
    context: &Context<'_>,
    words: &[&str],
    start: usize,
    ends: (usize, usize),
) -> Option<NameMention> {
    let mut end = words.len().min(ends.1);
    while end >= ends.0.max(start + 1) {
        let found = named(context, start, end, &joined(words.get(start..end)?));
        if let Some(mention) = found.or_else(|| split(context, words, start, end)) {
            return Some(mention);
        }
        end -= 1;
    }
    None
}

/// A name with blanks inside its words: `hydro cortisone`, `vitamin b 12`. Ordinary words are joined only where they are the
/// whole query: `am long` may be a brand, and `am long` in a question is not. Before a name they are joined too, because the rest
/// is another medicine: `nor adrenaline dose`.
fn split(context: &Context<'_>, words: &[&str], start: usize, end: usize) -> Option<NameMention> {
    let pieces = words.get(start..end)?;
    let whole = start == 0 && end == words.len();
    let joins = |at: usize| {
        let short = |word: &str| word.len() == 1 || is_digits(word);
        let is_stop = context.terms.words.get(at).is_some_and(|word| word.stop);
        let is_front =
            || !is_stop && words.get(at + 1).is_some_and(|rest| context.index.name(rest).is_some());
        let is_piece = |at: usize| words.get(at).is_some_and(|word| short(word)) || !context.is_ordinary(at);
        whole || is_piece(at) || is_piece(at + 1) || is_front()
    };
    if (2..=MOST_PIECES).contains(&pieces.len())
        && (start..end - 1).any(joins)
        && let Some(mention) = named(context, start, end, &glued(pieces))
    {
        return Some(mention);
    }
    if (3..=MOST_PIECES + 2).contains(&pieces.len()) {
        for at in (start..end - 1).filter(|&at| joins(at)) {
            let mut key = joined(words.get(start..=at)?);
            key.push_str(&joined(words.get(at + 1..end)?));
            if let Some(mention) = named(context, start, end, &key) {
                return Some(mention);
            }
        }
    }
    None
}

fn named(context: &Context<'_>, start: usize, end: usize, key: &str) -> Option<NameMention> {
    let name = context.index.name(key)?.into_owned();
    name.has_page().then_some(NameMention { start, end, name, corrected: None, partial: false })
}

/// The first words of a longer title, as in `antithrombin iii` for Antithrombin III Human.
fn begun(context: &Context<'_>, start: usize) -> Option<NameMention> {
    let word = context.words.get(start)?;
    // `liposomal` beside a name makes another product of that; it does not begin Liposomal Dithranol.
    if word.len() < 5 || context.is_prose(start) || context.index.is(QueryWord::Qualifier, word) {
        return None;
    }
    let mut end = context.words.len().min(start + LONGEST_NAME);
    while end > start {
        let shown = joined(context.words.get(start..end)?);
        if is_plain_name(context, &shown) {
            return None;
        }
        if let Some(entries) = titles_with(context, &joined(&[&shown, ""])) {
            let name = Name { shown, entries };
            return Some(NameMention { start, end, name, corrected: None, partial: true });
        }
        end -= 1;
    }
    None
}

/// Whether the index has it as the plain name of a product that has no page, such as `paclitaxel` beside Paclitaxel (Protein Bound).
pub(crate) fn is_plain_name(context: &Context<'_>, name: &str) -> bool {
    context.index.name(name).is_some_and(|name| !name.has_page())
}

/// The single medicines whose titles begin so.
fn titles_with(context: &Context<'_>, prefix: &str) -> Option<Vec<NameEntry>> {
    let found = context.index.names_with(prefix, MOST_PREFIXED);
    let mut out =
        pages_under(&found, &mut |entry| entry.kind <= NameKind::Base && entry.complexity.substances == 1);
    for entry in &mut out {
        entry.kind = NameKind::Salt;
    }
    (!out.is_empty()).then_some(out)
}

/// Leaves names out that are words of the question beside another name; says whether there is another.
pub(crate) fn leave_context(context: &Context<'_>, mentions: &mut Vec<NameMention>) -> bool {
    let sure = mentions.iter().any(|mention| !is_context(context, mention));
    if sure {
        mentions.retain(|mention| !is_context(context, mention));
    }
    sure
}

/// A name that is a word of the question when another medicine is named: alcohol, water, iron.
fn is_context(context: &Context<'_>, mention: &NameMention) -> bool {
    context.is_everyday_name(mention)
        || context.phrases.iter().any(|span| span.start == mention.start && span.end == mention.end)
}

/// `water` in `water pill` and `heparin` in `low molecular weight heparin` are not names; `ibuprofen` in `with ibuprofen` is one.
fn is_inside(context: &Context<'_>, mention: &NameMention) -> bool {
    context.phrases.iter().any(|span| {
        let more = (span.end - span.start).saturating_sub(mention.end - mention.start);
        let is_word = span.meanings.iter().any(|meaning| matches!(meaning, Meaning::Words(_)));
        span.start <= mention.start
            && mention.end <= span.end
            && (more > 1 && is_word || more > 0 && context.is_everyday_name(mention))
    })
}
