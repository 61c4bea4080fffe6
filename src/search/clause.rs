//! Plans what a query searches for beside the name: words and their corrections, meanings of phrases, intents.

use crate::index::Index;
use crate::index::format::leanings::Leaning;
use crate::index::format::phrase_table::{Meaning, Span};
use crate::index::format::postings::CLASS;
use crate::index::format::query_words::QueryWord;
use crate::index::read::passage_store::{PassageText, stem_hash};
use crate::lean::sort::sort_by;
use crate::lean::strings::{is_one_of, letters, parts};
use crate::lexicon::Intent;
use crate::search::bm25::{Weights, rarity};
use crate::search::excerpt::Sought;
use crate::search::intent_fit::share_of_questions;
use crate::search::query::{QueryTerms, Word};
use crate::search::resolve::Resolved;
use crate::search::spelling;

/// Most terms that a typed prefix expands to.
const MOST_GROWN: usize = 6;
/// Most terms that are tried for a typed prefix.
const MOST_LOOKED: usize = 300;
/// The assumed passage count of a word that is not ordinary, if only the words of one page are loaded.
const RARE: u32 = 10;

/// Intents that fewer questions ask for by their words are known by their section.
const LEAST_SHARE: f32 = 0.6;
/// What a word that asks for an intent counts in an excerpt, beside its rarity.
const INTENT: f32 = 2.0;
/// What the name of the intent counts beside other words that ask for it, and what such a word counts that was typed.
const ITS_NAME: f32 = 1.5;
const TYPED: f32 = 1.25;

/// An everyday word with fewer letters has too many meanings to be looked for in all texts.
const LEAST_LAY: usize = 4;
/// Words that say in which direction something is wrong.
const DIRECTIONS: &str = "high low raised elevated increased decreased reduced overactive underactive fast slow rapid excess excessive";
const SPEEDS: &str = "slow fast rapid increased decreased reduced raised";
/// How many other words may be among the words of a phrase: `high levels of potassium`.
const NEAR: usize = 3;
/// How many words before a phrase may say that a medicine causes it, or does not.
const BEFORE: usize = 5;

/// The least that a word counts in an excerpt.
const LEAST_RARE: f32 = 0.1;

/// A stem to look for.
#[derive(Debug, Clone)]
pub(crate) struct Term {
    pub(crate) stem: String,
    /// The stem as a number, for comparing with a page's words.
    pub(crate) hash: u32,
    pub(crate) rarity: f32,
    /// What it counts beside the word that was typed.
    pub(crate) share: f32,
}

/// Something to look for: a word, or the words another phrase means, with what it counts.
#[derive(Debug, Clone)]
pub(crate) struct Clause {
    /// What was typed.
    pub(crate) label: String,
    /// A passage must contain all of them if `together`.
    pub(crate) terms: Vec<Term>,
    /// The terms are one meaning (`short` and `breath`), not choices.
    pub(crate) together: bool,
    /// What the clause counts.
    pub(crate) weight: f32,
    /// How much of the query the clause covers.
    pub(crate) rarity: f32,
    /// Position of its word in the query.
    pub(crate) position: usize,
}

/// A class of medicines that the index knows the members of.
#[derive(Debug, Clone)]
pub(crate) struct Class {
    /// The term of its members.
    pub(crate) term: String,
    /// Position of its first word in the query, and after its last.
    start: usize,
    end: usize,
}

impl Class {
    /// Whether the word at `position` is part of its name.
    pub(crate) fn covers(&self, position: usize) -> bool {
        self.start <= position && position < self.end
    }
}

/// Words of a query that begin with a direction, so that the opposite is another question: `high potassium`.
#[derive(Debug, Clone)]
pub(crate) struct Phrase {
    /// The stems of its words and of what it means in other words.
    wordings: Vec<Vec<u32>>,
}

impl Phrase {
    /// Whether a text holds it in one of its wordings, the words near each other, and none of the words that deny it closely before.
    pub(crate) fn is_in(&self, text: &[u32], denies: &[u32]) -> bool {
        let near = |from: usize, to: usize| text.get(from..to.min(text.len())).unwrap_or_default();
        (0..text.len()).any(|at| {
            let before = near(at.saturating_sub(BEFORE), at);
            !before.iter().any(|word| denies.contains(word))
                && self.wordings.iter().any(|words| {
                    let after = near(at, at + words.len() + NEAR);
                    words.first() == text.get(at) && words.iter().all(|word| after.contains(word))
                })
        })
    }
}

/// Everything the ranking knows about a question.
#[derive(Debug, Clone, Default)]
pub(crate) struct QueryPlan {
    pub(crate) clauses: Vec<Clause>,
    /// The classes of medicines that are asked for, where no medicine is named.
    pub(crate) classes: Vec<Class>,
    /// The phrases of a question that names no medicine.
    pub(crate) phrases: Vec<Phrase>,
    pub(crate) intents: Vec<Intent>,
    /// For each intent that is known by its words, the words that ask for it: `alcohol`, `drink`, `wine`.
    pub(crate) intent_words: Vec<Vec<Term>>,
    /// What its words lean to beside the name.
    pub(crate) leaning: Leaning,
    /// Words that no text contains and no correction explains.
    pub(crate) unknown: Vec<String>,
    /// Sum of the rarity of the corrected words.
    pub(crate) doubt: f32,
}

impl QueryPlan {
    pub(crate) fn asks(&self) -> bool {
        !self.clauses.is_empty() || !self.intents.is_empty()
    }

    /// The stems to quote and to mark. Words that ask for an intent stand for each other.
    pub(crate) fn sought(&self) -> Vec<Sought> {
        let mut out: Vec<Sought> = Vec::new();
        for clause in &self.clauses {
            let first = out.len();
            for term in &clause.terms {
                if !out.iter().any(|other| other.stem == term.stem) {
                    let group = if clause.together { out.len() } else { first };
                    // In a small bundle no word is rare, and yet some lines hold it and some do not.
                    let weight = clause.weight * term.share * clause.rarity.max(LEAST_RARE);
                    out.push(Sought { stem: term.stem.clone(), weight, group });
                }
            }
        }
        for words in &self.intent_words {
            let first = out.len();
            for term in words {
                match out.iter_mut().find(|other| other.stem == term.stem) {
                    Some(typed) => {
                        typed.weight = typed.weight.max(TYPED * term.share * term.rarity);
                        typed.group = first;
                    }
                    None => {
                        let weight = term.share * term.rarity;
                        out.push(Sought { stem: term.stem.clone(), weight, group: first });
                    }
                }
            }
        }
        out
    }

    /// Whether a passage holds a word that asks for one of the intents; `None` where no intent is known by its words.
    pub(crate) fn speaks(&self, passage: &PassageText) -> Option<bool> {
        let mut held = None;
        for term in self.intent_words.iter().flatten() {
            let holds = passage.in_text.contains(&term.hash) || passage.in_heading.contains(&term.hash);
            held = Some(held == Some(true) || holds);
        }
        held
    }
}

/// The texts that words are looked up in: the named pages, or else all of them.
pub(crate) struct Vocabulary<'a> {
    index: &'a Index,
    /// The passages of the named pages; empty if no medicine is named.
    passages: Vec<&'a PassageText>,
    named: bool,
}

impl<'a> Vocabulary<'a> {
    /// The vocabulary for a resolved query; requests the cards of the named pages.
    pub(crate) fn new(index: &'a Index, resolved: &Resolved) -> Self {
        let mut passages = Vec::new();
        for candidate in resolved.answering() {
            if resolved.certain {
                passages.extend(index.card(candidate.page).unwrap_or_default());
            }
        }
        Self { index, passages, named: !resolved.candidates.is_empty() }
    }

    /// The passages of the named pages.
    pub(crate) fn passages(&self) -> &[&'a PassageText] {
        &self.passages
    }

    /// How many passages contain a stem. On named pages, the index head counts ordinary words, and all others count as rare:
    /// all that matters is whether they occur.
    fn passages_with(&self, stem: &str) -> u32 {
        if !self.named {
            return self.index.passages_with(stem);
        }
        if let Some(common) = self.index.common(stem) {
            return common.passages;
        }
        let hash = stem_hash(stem);
        let holds =
            |passage: &&PassageText| passage.in_text.contains(&hash) || passage.in_heading.contains(&hash);
        if self.passages.iter().any(holds) { RARE } else { 0 }
    }

    /// Adds the term of a stem; returns whether any passage contains it.
    fn add(&self, stem: &str, share: f32, terms: &mut Vec<Term>) -> bool {
        let passages = self.passages_with(stem);
        if passages > 0 {
            let rarity = rarity(passages, self.index.passage_count());
            terms.push(Term { hash: stem_hash(stem), rarity, stem: stem.to_string(), share });
        }
        passages > 0
    }

    /// The words that ask for an intent by themselves, where a text that answers it holds one of them.
    fn words_of(&self, intent: Intent) -> Vec<Term> {
        let mut out: Vec<Term> = Vec::new();
        let Some(phrases) = self.index.phrases().filter(|_| share_of_questions(intent) > LEAST_SHARE) else {
            return out;
        };
        let own = self.index.rules().stem(intent.id());
        for stem in phrases.words_asking(intent) {
            let passages = self.index.common(stem).map_or(RARE, |common| common.passages);
            let share = if stem == own { ITS_NAME } else { 1.0 };
            let rarity = INTENT + rarity(passages, self.index.passage_count());
            out.push(Term { hash: stem_hash(stem), rarity, stem: stem.to_string(), share });
        }
        out
    }

    fn meaning(&self, words: &str, position: usize, weight: f32) -> Option<Clause> {
        let mut terms = Vec::new();
        for word in parts(words, b' ').filter(|word| !self.index.rules().is_stop(word)) {
            if !self.add(word, 1.0, &mut terms) {
                return None;
            }
        }
        let best = terms.iter().map(|term| term.rarity).fold(0.0_f32, f32::max);
        let clause =
            Clause { label: words.to_string(), together: true, terms, weight, rarity: best, position };
        (!clause.terms.is_empty()).then_some(clause)
    }

    /// The clause of a word; `guessed` is set if no text holds the word and it stands for another.
    fn word(
        &self,
        word: &Word,
        open: bool,
        position: usize,
        weight: f32,
        guessed: &mut bool,
    ) -> Option<Clause> {
        let (stem, text) = (word.stem.as_str(), word.text.as_str());
        let mut terms = Vec::new();
        self.add(stem, 1.0, &mut terms);
        if self.index.is_mixed() && text != stem {
            // In languages without a stemmer, the term is the word itself.
            self.add(text, 1.0, &mut terms);
        }
        if open && letters(text) >= 3 && (terms.is_empty() || self.passages_with(stem) < 3) {
            self.grow(text, &mut terms);
        }
        if terms.is_empty() {
            *guessed = true;
            self.add(&spelling::term(stem, self.index)?, 0.8, &mut terms);
        }
        let rarest = terms.iter().map(|term| term.rarity).fold(f32::INFINITY, f32::min);
        let clause =
            Clause { label: text.to_string(), together: false, terms, weight, rarity: rarest, position };
        (!clause.terms.is_empty()).then_some(clause)
    }

    /// Adds the commonest ordinary words that start with the prefix, or other terms of the texts if there are none.
    fn grow(&self, prefix: &str, terms: &mut Vec<Term>) {
        let mut found: Vec<(u32, String)> = Vec::new();
        let mut look = |terms: Vec<&str>| {
            for term in terms.into_iter().take(MOST_LOOKED) {
                found.push((self.passages_with(term), term.to_string()));
            }
        };
        look(self.index.common_starting(prefix));
        if !self.named {
            look(self.index.terms_starting(prefix));
        }
        sort_by(&mut found, |a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let (mut left, mut last) = (MOST_GROWN, "");
        for (_, stem) in &found {
            if stem == last || left == 0 {
                continue;
            }
            left -= 1;
            last = stem;
            if !terms.iter().any(|other| other.stem == *stem) {
                self.add(stem, 0.7, terms);
            }
        }
    }

    /// Replaces words that no text contains by the most likely correction.
    pub(crate) fn correct(&self, asked: &mut QueryTerms, named: &[bool]) {
        let count = asked.words.len();
        for (position, word) in asked.words.iter_mut().enumerate() {
            let growing = asked.open && position + 1 == count;
            if word.stop
                || named.get(position) == Some(&true)
                || growing
                || self.passages_with(&word.stem) > 0
            {
                continue;
            }
            if let Some(term) = spelling::term(&word.stem, self.index) {
                word.stem = term;
                word.corrected = true;
            }
        }
    }

    /// Plans what is searched for beside the name.
    pub(crate) fn plan(
        &self,
        asked: &QueryTerms,
        spans: &[Span],
        resolved: &Resolved,
        weights: &Weights,
    ) -> QueryPlan {
        let mut out = QueryPlan::default();
        let mut understood = vec![false; asked.words.len()];
        for span in spans {
            // `water` inside a name does not mean thirst: a phrase inside a name has no intent.
            if span.is_within(&resolved.used) {
                continue;
            }
            for meaning in &span.meanings {
                match meaning {
                    Meaning::Intent(intent) => {
                        if !out.intents.contains(intent) {
                            out.intents.push(*intent);
                        }
                    }
                    Meaning::Words(term) if term.starts_with(CLASS) => {
                        if !self.named && !resolved.asks_antidote {
                            let (start, end) = (span.start, span.end);
                            out.classes.push(Class { term: term.clone(), start, end });
                        }
                    }
                    // `fits` means seizures, but not every text with `fit` in it is about them.
                    Meaning::Words(words) if !self.named && letters(words) < LEAST_LAY => {}
                    Meaning::Words(words) => {
                        if let Some(clause) = self.meaning(words, span.start, weights.meaning) {
                            out.clauses.push(clause);
                            understood.get_mut(span.start..span.end).unwrap_or_default().fill(true);
                        }
                    }
                }
            }
        }
        if out.intents.len() > 1 {
            out.intents.retain(|&intent| intent != Intent::WhatIs);
        }
        for &intent in &out.intents {
            let words = self.words_of(intent);
            if !words.is_empty() {
                out.intent_words.push(words);
            }
        }
        if !self.named {
            out.phrases = phrases(asked, spans, &out);
        }
        let many_names = resolved.names.len() > 1;
        for (position, word) in asked.words.iter().enumerate() {
            let in_name = resolved.used.get(position) == Some(&true);
            // Without a name, a word that every question may hold finds nothing by itself.
            let filler = self.index.is(QueryWord::Filler, &word.text);
            let idle = !self.named && resolved.against.is_none() && filler;
            if word.stop || idle || (in_name && !many_names) {
                continue;
            }
            if self.named && !in_name && !filler {
                self.index.lean(&word.stem, &mut out.leaning);
            }
            let open = asked.open && position + 1 == asked.words.len();
            let weight = if understood.get(position) == Some(&true) { weights.understood } else { 1.0 };
            let weight = if word.corrected { weight * weights.corrected } else { weight };
            // The name of a class is understood, whether or not a text holds its words.
            let of_a_class = out.classes.iter().any(|class| class.covers(position));
            let mut guessed = word.corrected;
            match self.word(word, open, position, weight, &mut guessed) {
                Some(clause) => {
                    // Such a word may still be an unknown name, so it also counts as doubt.
                    out.doubt += if guessed && !of_a_class { clause.rarity } else { 0.0 };
                    out.clauses.push(clause);
                }
                None if in_name || of_a_class => {}
                None => out.unknown.push(word.text.clone()),
            }
        }
        out
    }
}

/// The phrases of a question that begin with a direction: as long as what they mean in other words, or the next word.
fn phrases(asked: &QueryTerms, spans: &[Span], plan: &QueryPlan) -> Vec<Phrase> {
    let mut out = Vec::new();
    for (start, first) in asked.words.iter().enumerate() {
        if !is_one_of(&first.text, DIRECTIONS) || plan.classes.iter().any(|class| class.covers(start)) {
            continue;
        }
        let mut wordings = Vec::new();
        for clause in plan.clauses.iter().filter(|clause| clause.together && clause.position == start) {
            wordings.push(clause.terms.iter().map(|term| term.hash).collect());
        }
        // `slows the heart rate` is the opposite of a slow heart rate.
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
