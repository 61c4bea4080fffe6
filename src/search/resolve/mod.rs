//! Finds which medicine a query names: a name as it is written, joined or begun, else a correction that is only offered.
//!
//! Names are read longest first, joined forms before their parts. What is left directly beside a name can make it another
//! product; then nothing is opened and nothing answered. A word that looks like a misspelled name is an offer, except in the
//! one case that is safe (`correction.rs`).

pub(crate) mod candidate;
mod context;
mod correction;
mod exact;
mod gate;
mod mention;
mod prefix;
mod resolved;
mod settle;

pub(crate) use resolved::Resolved;

use crate::index::Index;
use crate::index::format::name_shard::Name;
use crate::index::format::phrase_table::Span;
use crate::lean::sort::sort_by;
use crate::lean::strings::is_one_of;
use crate::search::query::QueryTerms;
use context::Context;
pub(crate) use mention::NameMention;

/// Words that ask for what works against something.
const AGAINST: &str = "poison poisons poisoned poisoning overdose overdoses overdosed toxicity intoxication";

/// Words that ask for what works against the medicine that is named.
const ANTIDOTE: &str =
    "antidote antidotes reverse reverses reversing reversed reversal counteract counteracts";

/// Finds what the query names; `phrases` are the everyday phrases in it.
pub(crate) fn resolve(index: &Index, terms: &QueryTerms, phrases: &[Span]) -> Resolved {
    let context = Context::new(index, terms, phrases);
    let mut out = Resolved { used: vec![false; terms.words.len()], ..Resolved::default() };
    let mut mentions = exact::mentions(&context);
    if index.has_missing() {
        return out;
    }
    let asks = |list| context.words.iter().any(|word| is_one_of(word, list));
    let of_a_name = asks(ANTIDOTE);
    out.asks_antidote = of_a_name || asks(AGAINST);
    if mentions.len() == 1 && of_a_name {
        out.against = mentions.pop();
        return out;
    }
    let covered: usize = mentions.iter().map(|mention| mention.end - mention.start).sum();
    if covered < context.words.len()
        && let Some(list) = prefix::by_every_word(&context)
    {
        out.used.fill(true);
        (out.candidates, out.certain) = (list.candidates, list.certain);
        return out;
    }
    let named = exact::leave_context(&context, &mut mentions);
    if !named
        && let Some(list) = prefix::by_last_word(&context, &mentions)
        && !index.has_missing()
    {
        out.use_words(list.words);
        (out.candidates, out.certain) = (list.candidates, list.certain);
        if list.elsewhere {
            out.not_here.push(context.joined(list.words));
        }
        out.names.extend(list.mention);
        return out;
    }
    if index.has_missing() {
        return out;
    }
    gate::check(&context, &mut mentions, &mut out);
    correction::correct(&context, &mut mentions, &mut out);
    // A corrected name is held to the same rule: `ibuprofn plus` is another product, too.
    gate::check(&context, &mut mentions, &mut out);
    if !exact::leave_context(&context, &mut mentions) && out.has_other_names() {
        // `alcohol` beside a name that was not understood is not the medicine of the query.
        mentions.clear();
    }
    if let ([name], true) = (out.not_here.as_slice(), of_a_name && mentions.is_empty())
        && let Some(start) = context.words.iter().position(|word| word == name)
    {
        let name = Name { shown: name.clone(), entries: Vec::new() };
        out.against = Some(NameMention { start, end: start + 1, name, corrected: None, partial: false });
    }
    let mentions = last_of_each(mentions);
    if !mentions.is_empty() {
        settle::settle(&context, mentions, &mut out);
    }
    correction::offer_different(&context, &mut out);
    out
}

/// In order; of a name that occurs more than once, the last.
fn last_of_each(mut mentions: Vec<NameMention>) -> Vec<NameMention> {
    sort_by(&mut mentions, |a, b| a.start.cmp(&b.start));
    let mut out: Vec<NameMention> = Vec::new();
    while let Some(mention) = mentions.pop() {
        if !out.iter().any(|other| other.name == mention.name) {
            out.push(mention);
        }
    }
    out.reverse();
    out
}
