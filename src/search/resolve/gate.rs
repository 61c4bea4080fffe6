//! What is left directly beside a name: it may make the name another product.
//!
//! `Nurofen Plus` holds codeine and `Concor AM` amlodipine, so such a name opens nothing and answers nothing. A salt, a form, a
//! route and a strength of that very medicine leave it what it is; any other word is a word of the question.

use crate::index::PageId;
use crate::index::format::query_words::QueryWord;
use crate::lean::strings::{glued, is_digits, joined};
use crate::search::resolve::candidate::{Candidate, LISTED};
use crate::search::resolve::context::Context;
use crate::search::resolve::mention::NameMention;
use crate::search::resolve::resolved::Resolved;
use crate::search::resolve::settle::candidate;
use crate::search::results::{MatchKind, PartialName};

/// Longest name of a medicine without a page that is looked for around a name, in words beside it.
const MOST_BESIDE: usize = 3;

/// Takes the names out of `mentions` that the words beside them make something else; their pages become offers.
pub(crate) fn check(context: &Context<'_>, mentions: &mut Vec<NameMention>, out: &mut Resolved) {
    let mut left = Vec::new();
    for (at, mention) in mentions.iter().enumerate() {
        let beside = Beside { context, mentions, at, mention };
        let elsewhere = beside.elsewhere();
        let Some((from, to)) = elsewhere.or_else(|| beside.qualified()) else {
            left.push(mention.clone());
            continue;
        };
        let text = context.joined((from, to));
        out.use_words((from, to));
        let name = &mention.name.shown;
        if elsewhere.is_some() {
            out.not_here.push(text);
        } else {
            out.not_understood.push(PartialName { text, name: name.clone() });
        }
        for entry in mention.own() {
            let page = candidate(mention, entry, LISTED);
            offer(out, Candidate { matched: MatchKind::Similar, via: Some(name.clone()), ..page });
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

/// A range of words of the query: the first, and the one after the last.
type Words = (usize, usize);

/// One of the names of a query and what is beside it.
struct Beside<'a> {
    context: &'a Context<'a>,
    mentions: &'a [NameMention],
    /// The index of `mention` in `mentions`.
    at: usize,
    mention: &'a NameMention,
}

impl Beside<'_> {
    fn word(&self, position: usize) -> &str {
        self.context.words.get(position).copied().unwrap_or_default()
    }

    /// Whether another name is at `position`.
    fn is_name(&self, position: usize) -> bool {
        let mut mentions = self.mentions.iter().enumerate();
        mentions.any(|(at, other)| at != self.at && other.covers(position))
    }

    /// Whether a word that is not part of another name is at `position`.
    fn is_free(&self, position: usize) -> bool {
        position < self.context.words.len() && !self.is_name(position)
    }

    fn is_stop(&self, position: usize) -> bool {
        self.context.terms.words.get(position).is_some_and(|word| word.stop)
    }

    /// Whether a free word at `position` makes another product of the name.
    fn is_qualifier(&self, position: usize) -> bool {
        let is = |list| self.context.index.is(list, self.word(position));
        self.is_free(position)
            && (is(QueryWord::Qualifier) || self.mention.is_brand() && is(QueryWord::BrandQualifier))
    }

    /// The words around the name that make it the name of a medicine without a page here: `trastuzumab deruxtecan`. Looked for
    /// only where one of the words beside it is not an ordinary one.
    fn elsewhere(&self) -> Option<Words> {
        let (start, end) = (self.mention.start, self.mention.end);
        let (mut first, mut last) = (start, end);
        while last - end < MOST_BESIDE && self.is_free(last) {
            last += 1;
        }
        while start - first < MOST_BESIDE && first > 0 && self.is_free(first - 1) {
            first -= 1;
        }
        let is_known = |from: usize, to: usize, mut beside: std::ops::Range<usize>| {
            beside.any(|at| !self.context.is_prose(at))
                && self
                    .context
                    .words
                    .get(from..to)
                    .is_some_and(|words| self.context.index.is_elsewhere(&joined(words)))
        };
        let behind = (end + 1..=last).rev().find(|&to| is_known(start, to, end..to)).map(|to| (start, to));
        behind
            .or_else(|| (first..start).find(|&from| is_known(from, end, from..start)).map(|from| (from, end)))
            .or_else(|| self.split(start.checked_sub(1)?, (start.checked_sub(1)?, end)))
            .or_else(|| self.split(end, (start, end + 1)))
    }

    /// A name without a page here, of which a blank splits off the word at `piece`: `nor adrenaline`. A stop word is a piece only
    /// where the query begins or ends with it: `me prednisone`, but not `enalapril at night`.
    fn split(&self, piece: usize, (from, to): Words) -> Option<Words> {
        let words = &self.context.words;
        let is_word = if self.is_stop(piece) {
            piece > 0 && piece + 1 < words.len()
        } else {
            self.context.is_prose(piece) && !self.context.index.is(QueryWord::Piece, self.word(piece))
        };
        let whole = glued(words.get(from..to)?);
        (self.is_free(piece) && !is_word && self.context.index.is_elsewhere(&whole)).then_some((from, to))
    }

    /// The words around the name that make it another product.
    fn qualified(&self) -> Option<Words> {
        let (start, end) = (self.mention.start, self.mention.end);
        // Between two names a qualifier joins them: `ibuprofen plus paracetamol`.
        if self.is_qualifier(end) && !self.is_name(end + 1) {
            return Some((start, end + 1));
        }
        if self.ends_in_qualifier() {
            return Some((start, end + 2));
        }
        let before = start.checked_sub(1).filter(|&before| self.is_qualifier(before));
        if let Some(before) =
            before.filter(|before| !before.checked_sub(1).is_some_and(|at| self.is_name(at)))
        {
            return Some((before, end));
        }
        self.code().map(|to| (start, to))
    }

    /// Whether the query goes on with one word and ends in a qualifier, which then belongs to the whole: `brand night extra`.
    fn ends_in_qualifier(&self) -> bool {
        let (next, last) = (self.mention.end, self.mention.end + 1);
        if last + 1 != self.context.words.len() || !self.is_free(next) {
            return false;
        }
        let word = self.word(last);
        let is_code = self.mention.is_brand() && !self.is_stop(next) && (word.len() == 1 || is_digits(word));
        self.is_qualifier(last) || is_code
    }

    /// The end of a lone letter, a code or a number behind the name that is no quantity. `U-500` arrives as `u` and `500`, `70/30`
    /// as `70` and `30`, `2.5 mg` as `2`, `5` and `mg`.
    fn code(&self) -> Option<usize> {
        let position = self.mention.end;
        if !self.is_free(position) {
            return None;
        }
        let (word, next) = (self.word(position), self.word(position + 1));
        let begins_with_letter = word.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
        // Two letters side by side are an abbreviation: `b p`.
        let is_letter = word.len() == 1
            && begins_with_letter
            && !self.is_stop(position)
            && (next.len() != 1 || is_digits(next))
            && !self.is_name(position + 1);
        let is_code = begins_with_letter
            && word.bytes().any(|byte| byte.is_ascii_digit())
            && !self.context.is_ordinary(position);
        let mut to = position + usize::from(is_letter || is_code);
        while self.is_free(to) && is_digits(self.word(to)) {
            to += 1;
        }
        if is_letter || is_code {
            return Some(to);
        }
        let numbers = self.context.words.get(position..to).filter(|numbers| !numbers.is_empty())?;
        let is = |list| self.context.index.is(list, self.word(to));
        (!is(QueryWord::Amount) && !is(QueryWord::Count) && !self.is_strength(numbers)).then_some(to)
    }

    /// Whether a page of the name gives this number as an amount: `ibuprofen 400`.
    fn is_strength(&self, numbers: &[&str]) -> bool {
        let mut given = false;
        for entry in self.mention.own().iter().take(MOST_BESIDE) {
            given |= gives(self.context, entry.page, numbers);
        }
        given
    }
}

fn gives(context: &Context<'_>, page: PageId, numbers: &[&str]) -> bool {
    let is_amount = |word: &str| context.index.is(QueryWord::Amount, word);
    let mut given = false;
    for passage in context.index.card(page).unwrap_or_default() {
        let (mut met, mut after_number) = (0, false);
        context.index.rules().each_word(&passage.text, &mut |word, _, _| {
            given |= met == numbers.len() && is_amount(word);
            // The `7` of `0.7 g` is no number of its own.
            let at = if after_number && met == 0 { numbers.len() } else { met };
            let wanted = numbers.get(at).or(numbers.first().filter(|_| !after_number)).copied();
            let last = at + 1 == numbers.len();
            given |= wanted.is_some_and(|wanted| last && word.strip_prefix(wanted).is_some_and(&is_amount));
            met = if wanted == Some(word) { at % numbers.len() + 1 } else { 0 };
            after_number = is_digits(word);
        });
    }
    given
}
