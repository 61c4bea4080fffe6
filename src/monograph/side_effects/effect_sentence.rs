//! Classifies sentences about side effects: advice, explanations, lists of names.

use std::ops::Range;

use crate::monograph::phrases::phrases;
use crate::text::brackets::without_brackets;
use crate::text::fold::is_word_char;
use crate::text::phrases::Phrases;
use crate::text::sentence;

/// The sentences of `text` as byte ranges that cover it.
pub(crate) fn ranges(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = start + first_end(&text[start..]);
        out.push(start..end);
        start = end;
    }
    out
}

/// The byte after the first sentence of `text`; the end of it where only blanks follow.
pub(crate) fn first_end(text: &str) -> usize {
    let lead = text.len() - text.trim_start().len();
    let end = lead + sentence::end(&text[lead..]);
    if text[end..].trim().is_empty() { text.len() } else { end }
}

/// Whether it ends as a sentence does.
pub(crate) fn is_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['.', '!', '?'])
}

/// Whether a sentence or label says what to do rather than what may happen.
pub(crate) fn is_advice(text: &str) -> bool {
    static STARTS: Phrases = phrases!("effect_sentences", "advice starts");
    let text = text.trim_start_matches(|c: char| !is_word_char(c));
    STARTS.begin(text) || text.eq_ignore_ascii_case("any")
}

/// Whether a sentence says what to do, at its start or later.
pub(crate) fn advises(text: &str) -> bool {
    static INSIDE: Phrases = phrases!("effect_sentences", "advice inside");
    static NAMES: Phrases = phrases!("effect_sentences", "names effects");
    let lower = without_brackets(text);
    is_advice(text) || INSIDE.within(&lower) && !NAMES.within(&lower)
}

/// Whether a text asks a patient to get help at once.
pub(crate) fn calls_for_help(text: &str) -> bool {
    static CALLS: Phrases = phrases!("effect_sentences", "calls for help");
    CALLS.within(text)
}

/// Whether a sentence goes on about what the one before it named.
pub(crate) fn refers_back(text: &str) -> bool {
    static STARTS: Phrases = phrases!("effect_sentences", "refers back");
    STARTS.begin(text.trim_start())
}

/// Whether a sentence lists the symptoms of an effect named before it.
pub(crate) fn explains(text: &str) -> bool {
    static STARTS: Phrases = phrases!("effect_sentences", "explains");
    STARTS.begin(text.trim_start())
}

/// Whether a sentence is about side effects as such.
pub(crate) fn mentions_effects(text: &str) -> bool {
    static WORDS: Phrases = phrases!("effect_sentences", "mentions effects");
    WORDS.within(text)
}

/// Whether a sentence after a ranked label begins something else.
pub(crate) fn changes_subject(text: &str) -> bool {
    static STARTS: Phrases = phrases!("effect_sentences", "changes subject");
    STARTS.begin(text.trim_start())
}

/// Whether it has a verb, not only names.
pub(crate) fn has_verb(text: &str) -> bool {
    static VERBS: Phrases = phrases!("effect_sentences", "verbs");
    VERBS.within(text)
}

/// Whether an item is a sentence rather than a name with its gloss.
pub(crate) fn is_prose(text: &str) -> bool {
    static STARTS: Phrases = phrases!("effect_sentences", "prose starts");
    STARTS.begin(text.trim_start()) && has_verb(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line of a list and the side effects split text alike.
    #[test]
    fn a_sentence_ends_where_a_reader_would_end_it() {
        for (text, want) in [
            ("Take 0.5 mg daily. Do not stop.", &["Take 0.5 mg daily.", "Do not stop."][..]),
            (
                "Take it at 8 a.m. Monday through Friday. Ask.",
                &["Take it at 8 a.m. Monday through Friday.", "Ask."],
            ),
            ("For use (see leaflet. And more.", &["For use (see leaflet. And more."]),
            (
                "For use (see leaflet. And more.) Keep cold.",
                &["For use (see leaflet. And more.)", "Keep cold."],
            ),
            ("Use with e.g. Warfarin. It is not safe!", &["Use with e.g. Warfarin.", "It is not safe!"]),
            (
                "Ask Dr. Smith, no. 5 in the U.S. Army. It is safe.",
                &["Ask Dr. Smith, no. 5 in the U.S. Army.", "It is safe."],
            ),
            ("Holds B. Longum (live). Keep cold.", &["Holds B. Longum (live).", "Keep cold."]),
            ("It has vitamin A. It has zinc.", &["It has vitamin A.", "It has zinc."]),
            ("1. Wash your hands. 2. Dry them.", &["1. Wash your hands.", "2. Dry them."]),
            ("Take 2. Then wait.", &["Take 2.", "Then wait."]),
            ("It says \"stop.\" Then ask.", &["It says \"stop.\"", "Then ask."]),
            ("Is it safe? Yes! Ask ... or not.", &["Is it safe?", "Yes!", "Ask ... or not."]),
            ("α-tocopherol. α is Greek. Änderung.", &["α-tocopherol. α is Greek.", "Änderung."]),
            ("  Two  blanks.  Here. ", &["Two  blanks.", "Here."]),
        ] {
            assert_eq!(sentence::sentences(text).collect::<Vec<_>>(), want, "sentences of {text:?}");
            assert_eq!(
                ranges(text).into_iter().map(|range| text[range].trim()).collect::<Vec<_>>(),
                want,
                "effects of {text:?}"
            );
        }
        assert_eq!(sentence::sentences("One\nTwo. three").collect::<Vec<_>>(), ["One", "Two. three"]);
    }
}
