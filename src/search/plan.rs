//! What a query searches for beside the name: clauses, classes, phrases and intents.

use crate::index::format::leanings::Leaning;
use crate::index::read::passage_store::PassageText;
use crate::lexicon::Intent;
use crate::search::excerpt::Sought;

/// What a typed word counts in an excerpt beside other words that ask for its intent.
const TYPED: f32 = 1.25;

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
pub(crate) struct ClassMention {
    /// The term of its members.
    pub(crate) term: String,
    /// Position of its first word in the query, and after its last.
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl ClassMention {
    /// Whether the word at `position` is part of its name.
    fn covers(&self, position: usize) -> bool {
        self.start <= position && position < self.end
    }
}

/// Words of a query that begin with a direction, so that the opposite is another question: `high potassium`.
#[derive(Debug, Clone)]
pub(crate) struct Phrase {
    /// The stems of its words and of what it means in other words.
    pub(crate) wordings: Vec<Vec<u32>>,
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
    pub(crate) classes: Vec<ClassMention>,
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
    /// Whether the word at `position` is part of the name of a class.
    pub(crate) fn is_in_class(&self, position: usize) -> bool {
        self.classes.iter().any(|class| class.covers(position))
    }

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
