//! The impact of a word on a passage's score: BM25F (Robertson, Zaragoza, Taylor 2004) over two fields, heading and text, without
//! the word's rarity. Postings keep it in four bits.

/// How soon repetitions stop counting. At 0 a word counts once however often it occurs; large values count every
/// occurrence alike.
const SATURATION: f32 = 0.8;
/// How many occurrences in the text count as much as one in the heading or question.
const HEADING: f32 = 2.0;
/// How much long headings dilute their words. At 0 not at all; at 1 fully by length.
const HEADING_LENGTH: f32 = 0.3;
/// How much long texts dilute their words. At 0 not at all; at 1 fully by length.
const TEXT_LENGTH: f32 = 0.4;

/// The highest step; the lowest that is kept is 1.
pub(crate) const STEPS: u32 = 15;

/// How often a word occurs in a passage, and how long the passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Times in the heading or question.
    pub in_heading: u32,
    /// Times in the text.
    pub in_text: u32,
    /// Words of the heading.
    pub heading_len: u32,
    /// Words of the text.
    pub text_len: u32,
}

/// Mean words of headings and of texts in the whole collection, each at least 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Means(pub f32, pub f32);

/// The impact of a word on a passage, from 0 to `SATURATION + 1`.
#[must_use]
pub(crate) fn impact(counts: Counts, means: Means) -> f32 {
    let field = |count: u32, len: u32, mean: f32, dilution: f32| {
        count as f32 / (1.0 - dilution + dilution * len as f32 / mean)
    };
    let heading = field(counts.in_heading, counts.heading_len, means.0, HEADING_LENGTH);
    let text = field(counts.in_text, counts.text_len, means.1, TEXT_LENGTH);
    let count = HEADING * heading + text;
    count * (SATURATION + 1.0) / (SATURATION + count)
}

/// An impact in steps, 1 to [`STEPS`].
#[must_use]
pub(crate) fn steps(impact: f32) -> u32 {
    let steps = (impact / (SATURATION + 1.0) * STEPS as f32 + 0.5) as u32;
    steps.clamp(1, STEPS)
}

/// The impact that a number of steps stands for.
#[must_use]
pub(crate) fn of_steps(steps: u32) -> f32 {
    steps as f32 * (SATURATION + 1.0) / STEPS as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_is_more_longer_is_less_and_steps_keep_the_order() {
        let means = Means(5.0, 40.0);
        let of = |in_heading, in_text, text_len| {
            impact(Counts { in_heading, in_text, heading_len: 5, text_len }, means)
        };
        assert!(of(0, 1, 40) < of(0, 2, 40) && of(0, 2, 40) < of(1, 2, 40) && of(0, 1, 400) < of(0, 1, 40));
        let mut last = 0;
        for count in 1..50 {
            let here = steps(of(0, count, 40));
            assert!(here >= last && here <= STEPS);
            assert!((of_steps(here) - of(0, count, 40)).abs() <= 1.8 / 30.0 + 1e-4);
            last = here;
        }
    }
}
