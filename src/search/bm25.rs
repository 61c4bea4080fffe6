//! Defines the weights of the ranking; the impact of a word is in `index/format/impact.rs`.

use crate::text::Rules;

/// The weights of the ranking.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weights {
    /// Rarity below which a word hardly counts beside a medicine's name: `tablet` is in every dosage. At 0 every
    /// word counts by its rarity.
    pub common: f32,
    /// What words of the same meaning count beside the words typed. At 0 a lay word never matches a clinical one; at 1
    /// they are the same word.
    pub meaning: f32,
    /// What a corrected word counts. At 0 a typo in prose finds nothing; at 1 it counts like the correct word.
    pub corrected: f32,
    /// What the words of a phrase still count by themselves once the phrase is understood. At 0 only its meaning
    /// counts; at 1 `sick` of `feeling sick` finds every sick person.
    pub understood: f32,
    /// What an FAQ with the same intent counts. At 0 intent does not rank FAQs.
    pub same_question: f32,
    /// What the section that answers an intent counts. At 0 intent does not rank sections.
    pub own_section: f32,
    /// What a kind of section counts to which the words of the query lean wholly. At 0 only the phrases of intents rank sections.
    pub lean_section: f32,
    /// The same for an FAQ with such intents.
    pub lean_question: f32,
    /// What a stronger match of the name counts, per step from the title down. At 0 a match without the salt ties with the title.
    pub match_kind: f32,
    /// What the words of a page's title add to its other passages when no medicine was named. At 0 the title is read
    /// only in the head.
    pub title: f32,
    /// What a kind of section counts by itself, so that an open question prefers usage over a disclaimer.
    pub kind: f32,
    /// What each step of a medicine's prominence counts when no medicine was named. At 0 a rare medicine whose text is short
    /// comes before the one that everybody knows.
    pub prominence: f32,
    /// What a single medicine counts before a combination when no medicine was named.
    pub single: f32,
    /// Share of the question's weight that the best passage must match when no medicine was named; less is no match.
    pub coverage: f32,
}

impl Weights {
    /// The weights in use, set on judged questions.
    pub(crate) const DEFAULT: Self = Self {
        common: 1.5,
        meaning: 0.9,
        corrected: 0.8,
        understood: 0.4,
        same_question: 20.0,
        own_section: 6.0,
        lean_section: 2.0,
        lean_question: 3.0,
        match_kind: 1.0,
        title: 0.6,
        kind: 0.8,
        prominence: 1.2,
        single: 4.0,
        coverage: 0.7,
    };

    /// Outside English, intents come from section names only, so a section ranks before an FAQ that names it.
    const GENERAL: Self = Self { same_question: 6.0, ..Self::DEFAULT };

    /// The weights for an index of that language.
    #[must_use]
    pub(crate) fn of(rules: Rules) -> &'static Self {
        if rules.are_english() { &Self::DEFAULT } else { &Self::GENERAL }
    }
}

/// The inverse document frequency of a term that `with` of `all` passages contain; never negative.
#[must_use]
pub(crate) fn rarity(with: u32, all: u32) -> f32 {
    let (with, all) = (with as f32, all as f32);
    (1.0 + (all - with + 0.5).max(0.0) / (with + 0.5)).ln()
}
