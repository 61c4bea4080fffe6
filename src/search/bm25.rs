//! Owns the weighing of words: BM25F (Robertson, Zaragoza, Taylor 2004) over two fields, heading and text.

use crate::index::postings::Posting;
use crate::index::units::UnitRecord;

/// Every number the ranking uses.
#[derive(Debug, Clone, Copy)]
pub struct Weights {
    /// How soon repetitions stop counting. At 0 a word counts once however often it occurs; large values count every
    /// occurrence alike.
    pub saturation: f32,
    /// How much an occurrence in a heading or question counts beside one in the text. At 1 both count alike.
    pub heading: f32,
    /// How much long headings dilute their words. At 0 not at all; at 1 fully by length.
    pub heading_length: f32,
    /// How much long texts dilute their words. At 0 not at all; at 1 fully by length.
    pub text_length: f32,
    /// Rarity below which a word hardly counts beside a medicine's name: `tablet` stands in every dosage. At 0 every
    /// word counts by its rarity.
    pub common: f32,
    /// What words of the same meaning count beside the words typed. At 0 lay and clinical words never meet; at 1
    /// they are the same word.
    pub meaning: f32,
    /// What a word counts that was mended. At 0 slips in prose find nothing; at 1 they count as if typed right.
    pub mended: f32,
    /// What the words of a phrase still count by themselves once the phrase was understood. At 0 only its meaning
    /// counts; at 1 `sick` of `feeling sick` finds every sick person.
    pub understood: f32,
    /// What a question counts that asks the same. At 0 intent has no say among questions.
    pub same_question: f32,
    /// What the section counts that an intent belongs to. At 0 intent has no say among sections.
    pub own_section: f32,
    /// What a surer right to the name counts, per step from the title down. At 0 a page by salt ties with its title.
    pub right: f32,
    /// What the words of a page's title lend to its other parts when no medicine was named. At 0 the title is read
    /// only in the head.
    pub title: f32,
    /// What a kind of section counts by itself, so that an open question prefers usage over a disclaimer.
    pub kind: f32,
    /// Share of the question's weight that the best unit must hold when no medicine was named; less is no match.
    pub coverage: f32,
}

impl Weights {
    /// The weights in use, set on judged questions.
    pub const DEFAULT: Self = Self {
        saturation: 0.8,
        heading: 2.0,
        heading_length: 0.3,
        text_length: 0.4,
        common: 1.5,
        meaning: 0.9,
        mended: 0.8,
        understood: 0.4,
        same_question: 20.0,
        own_section: 6.0,
        right: 1.0,
        title: 0.6,
        kind: 0.8,
        coverage: 0.6,
    };

    /// What one term adds to one unit; `rarity` is [`rarity`] of the term, both means are of the whole segment.
    #[must_use]
    pub fn term(&self, posting: Posting, unit: UnitRecord, means: (f32, f32), rarity: f32) -> f32 {
        let field =
            |count: f32, len: f32, mean: f32, dilution: f32| count / (1.0 - dilution + dilution * len / mean);
        let heading =
            field(f32::from(posting.in_heading), f32::from(unit.heading_len), means.0, self.heading_length);
        let text = field(posting.in_text as f32, f32::from(unit.text_len), means.1, self.text_length);
        let count = self.heading * heading + text;
        rarity * count * (self.saturation + 1.0) / (self.saturation + count)
    }
}

/// How telling a term is that `with` of `all` units hold; never negative.
#[must_use]
pub(super) fn rarity(with: u32, all: u32) -> f32 {
    let (with, all) = (with as f32, all as f32);
    (1.0 + (all - with + 0.5).max(0.0) / (with + 0.5)).ln()
}
