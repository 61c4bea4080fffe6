//! From the names in a query to the pages that are meant: one name of several pages, or several names that make a combination.

use crate::index::format::name_shard::{NameEntry, NameKind};
use crate::search::resolve::candidate::{Candidate, Candidates, LISTED, ordered};
use crate::search::resolve::context::Context;
use crate::search::resolve::mention::{NameMention, keep};
use crate::search::resolve::resolved::Resolved;
use crate::search::results::MatchKind;

/// The step of a combination whose substances were named one beside the other.
const BESIDE: u8 = 4;

/// How far a page is from the strongest kind of name, 0 = the title.
pub(crate) fn step_of(kind: NameKind) -> u8 {
    match kind {
        NameKind::Title => 0,
        NameKind::Base | NameKind::Brand => 1,
        NameKind::Generic | NameKind::National => 2,
        NameKind::Salt => 3,
        NameKind::Ingredient => 5,
        NameKind::Similar => LISTED,
    }
}

/// A combination that holds all that was named: exactly that, or with more.
pub(crate) fn joint(entry: NameEntry, named: usize, corrected: bool) -> Candidate {
    let exactly = usize::from(entry.complexity.substances) == named;
    let matched = match (exactly, corrected) {
        (false, _) => MatchKind::Ingredient,
        (true, true) => MatchKind::Spelling,
        (true, false) => MatchKind::Exact,
    };
    let step = if exactly { 0 } else { LISTED };
    Candidate { page: entry.page, complexity: entry.complexity, matched, via: None, step }
}

/// Chooses the pages of all names and sets the look-alikes of each aside.
pub(crate) fn settle(context: &Context<'_>, mentions: Vec<NameMention>, out: &mut Resolved) {
    mentions.iter().for_each(|mention| out.use_words((mention.start, mention.end)));
    let mut chosen = Candidates::default();
    let joint = combination(context, &mentions);
    let combined = joint.iter().any(|candidate| candidate.step < BESIDE);
    let mut certain = joint.iter().any(|candidate| candidate.step < LISTED);
    for candidate in joint {
        chosen.put(candidate);
    }
    for mention in &mentions {
        let own = mention.own();
        certain |= !own.is_empty() && (!mention.partial || own.len() == 1);
        // `metoprolol tartrate` is not answered from the page of the succinate where the plain name has a page.
        let plain =
            own.first().is_some_and(|entry| entry.kind < NameKind::Salt) && !context.is_prose(mention.end);
        for entry in own {
            let listed = combined || plain && entry.kind == NameKind::Salt;
            chosen.put(candidate(mention, entry, step_of(entry.kind) + if listed { LISTED } else { 0 }));
        }
    }
    let alone = mentions.len() == 1;
    for mention in &mentions {
        // Beside another medicine, combinations are listed only for a name that has no page of its own.
        let without_page = mention.own().is_empty();
        let only = alone && without_page && mention.all().len() == 1;
        certain |= only;
        let combinations = mention.name.entries.iter().filter(|entry| entry.kind == NameKind::Ingredient);
        for entry in combinations.filter(|_| alone || without_page && !combined) {
            chosen.put(candidate(mention, *entry, if only { step_of(entry.kind) } else { LISTED }));
        }
    }
    for mention in mentions.iter().filter(|mention| mention.corrected.is_none()) {
        out.set_apart(&mention.name, &chosen);
    }
    out.candidates = ordered(chosen.into_candidates(), &context.words);
    out.certain = certain;
    out.names = mentions;
}

/// The page of `entry` as what `mention` names.
pub(crate) fn candidate(mention: &NameMention, entry: NameEntry, step: u8) -> Candidate {
    let matched = match (entry.kind, &mention.corrected) {
        (NameKind::Ingredient, _) => MatchKind::Ingredient,
        (_, Some(_)) => MatchKind::Spelling,
        (_, None) if mention.partial => MatchKind::Prefix,
        (NameKind::Title, None) => MatchKind::Exact,
        _ => MatchKind::Synonym,
    };
    let via = match (&mention.corrected, entry.kind) {
        (None, NameKind::Title | NameKind::Ingredient) => None,
        _ => Some(mention.name.shown.clone()),
    };
    Candidate { page: entry.page, complexity: entry.complexity, matched, via, step }
}

/// Combinations of all the names: exactly these substances first, then with others.
fn combination(context: &Context<'_>, mentions: &[NameMention]) -> Vec<Candidate> {
    let [first, rest @ ..] = mentions else { return Vec::new() };
    if rest.is_empty() {
        return Vec::new();
    }
    let listed = are_listed(context, mentions);
    let mut entries = first.all();
    for mention in rest {
        keep(&mut entries, &mut |entry| mention.holds(entry.page));
    }
    let corrected = mentions.iter().any(|mention| mention.corrected.is_some());
    let mut out = Vec::new();
    for entry in entries {
        let mut candidate = joint(entry, mentions.len(), corrected);
        // `A with B` asks about one beside the other first, and about the combination after.
        if !listed && candidate.step == 0 {
            candidate.step = BESIDE;
        }
        out.push(candidate);
    }
    out
}

/// Whether nothing but joining words is between the names: `amlodipine and atorvastatin`, not `… with …`.
fn are_listed(context: &Context<'_>, mentions: &[NameMention]) -> bool {
    mentions.windows(2).all(|pair| match pair {
        [left, right] => {
            let between = context.words.get(left.end..right.start).unwrap_or_default();
            between.iter().all(|word| matches!(*word, "and" | "plus" | "or"))
        }
        _ => true,
    })
}
