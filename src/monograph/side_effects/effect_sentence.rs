//! Classifies sentences about side effects: advice, explanations, lists of names.

use std::ops::Range;

use crate::text::brackets::without_brackets;
use crate::text::fold::is_word_char;
use crate::text::phrases::{Phrases, phrases};
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

/// Whether a sentence or label tells the reader what to do rather than what may happen.
pub(crate) fn is_advice(text: &str) -> bool {
    static STARTS: Phrases = phrases![
        "if ",
        "seek",
        "contact your",
        "contact a",
        "contact the",
        "consult",
        "always",
        "stop ",
        "discontinue",
        "it is",
        "it's",
        "report",
        "any ",
        "call ",
        "tell ",
        "talk ",
        "this list",
        "this is not",
        "note",
        "important",
        "please",
        "remember",
        "warning",
        "caution",
        "disclaimer",
        "inform",
        "immediate medical",
        "immediately",
        "do not",
        "don't",
        "get ",
        "see ",
        "be sure",
        "for a complete",
        "for a full",
        "for more",
        "patients should",
        "individuals should",
        "medical attention",
        "the above",
        "when to",
        "regular",
        "monitor",
        "a healthcare",
        "your doctor",
        "prompt ",
        "should ",
        "crucial",
        "in case of",
        "what to do",
        "you should",
        "a complete list",
        "a full list",
        "a more complete",
    ];
    let text = text.trim_start_matches(|c: char| !is_word_char(c));
    STARTS.begin(text) || text.eq_ignore_ascii_case("any")
}

/// Whether a sentence tells the reader what to do, at its start or further in.
pub(crate) fn advises(text: &str) -> bool {
    static INSIDE: Phrases = phrases![
        " if you experience",
        " consult a",
        " consult your",
        " contact your",
        " seek medical",
        " seek immediate",
        " warrant",
        " medical attention",
        " report them",
        " reported to",
        " tell your doctor",
        " inform your",
        " immediate attention",
    ];
    static NAMES: Phrases = phrases![" includ", " such as ", ":", " like "];
    let lower = without_brackets(text);
    is_advice(text) || INSIDE.within(&lower) && !NAMES.within(&lower)
}

/// Whether a sentence goes on about what the one before it named.
pub(crate) fn refers_back(text: &str) -> bool {
    static STARTS: Phrases =
        phrases!["these ", "they ", "this ", "those ", "such ", "among ", "examples ", "some of these"];
    STARTS.begin(text.trim_start())
}

/// Whether a sentence tells the symptoms of what was named before it.
pub(crate) fn explains(text: &str) -> bool {
    static STARTS: Phrases = phrases!["symptoms ", "signs ", "its symptoms"];
    STARTS.begin(text.trim_start())
}

/// Whether a sentence speaks of side effects as such.
pub(crate) fn speaks_of_effects(text: &str) -> bool {
    static WORDS: Phrases = phrases!["side effect", "adverse "];
    WORDS.within(text)
}

/// Whether a sentence after a ranked label begins something else.
pub(crate) fn changes_subject(text: &str) -> bool {
    static STARTS: Phrases = phrases![
        "however", "in rare", "rarely", "other ", "although", "while", "serious", "less ", "uncommon",
        "also",
    ];
    STARTS.begin(text.trim_start())
}

/// Whether it says something with a verb, not only names.
pub(crate) fn has_verb(text: &str) -> bool {
    static VERBS: Phrases = phrases![
        " may ",
        " can ",
        " could ",
        " might ",
        " are ",
        " is ",
        " have ",
        " has ",
        " include",
        " occur",
        " should ",
        " will ",
        " would ",
        " require",
        " warrant",
        " necessitate",
        " need ",
        " indicate",
        " involve",
        " cause",
        " was ",
        " were ",
    ];
    VERBS.within(text)
}

/// Whether an item is a sentence rather than a name with its gloss.
pub(crate) fn is_prose(text: &str) -> bool {
    static STARTS: Phrases = phrases![
        "in rare",
        "in some",
        "rarely",
        "some ",
        "although",
        "while ",
        "generally",
        "these ",
        "this ",
        "there ",
        "there's",
        "no ",
        "other ",
        "with ",
        "at high",
        "high doses",
        "side effects",
        "however",
    ];
    STARTS.begin(text.trim_start()) && has_verb(text)
}
