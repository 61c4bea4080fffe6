//! Owns parting text into sentences and telling what a sentence about side effects does.

use std::ops::Range;

/// Words before a dot that end no sentence.
const SHORT: &[&str] =
    &["e.g", "i.e", "etc", "vs", "dr", "st", "no", "approx", "incl", "esp", "fig", "resp", "ca", "sp", "spp"];

/// The sentences of `text` as byte ranges that cover it.
pub(super) fn ranges(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth = depth.saturating_sub(1),
            b'.' | b'!' | b'?' if depth == 0 && ends(text, start, at) => {
                out.push(start..at + 1);
                start = at + 1;
            }
            _ => {}
        }
    }
    if start < text.len() {
        if text[start..].trim().is_empty() {
            if let Some(last) = out.last_mut() {
                last.end = text.len();
            }
        } else {
            out.push(start..text.len());
        }
    }
    out
}

fn ends(text: &str, start: usize, at: usize) -> bool {
    let after = &text[at + 1..];
    let next = after.trim_start().chars().next();
    let Some(next) = next else { return false };
    if !after.starts_with([' ', '\n', '\u{a0}']) {
        return false;
    }
    let word = text[start..at].rsplit([' ', '(', '\u{a0}']).next().unwrap_or_default();
    let short = SHORT.iter().any(|short| word.eq_ignore_ascii_case(short));
    let initial = word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_uppercase()) && word != "A";
    !short && !initial && !next.is_lowercase()
}

/// Whether it ends as a sentence does.
pub(super) fn is_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['.', '!', '?'])
}

/// Whether a sentence or label tells the reader what to do rather than what may happen.
pub(super) fn is_advice(text: &str) -> bool {
    const STARTS: &[&str] = &[
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
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let lower = text.to_ascii_lowercase();
    STARTS.iter().any(|start| lower.starts_with(start)) || lower == "any"
}

/// Whether a sentence tells the reader what to do, at its start or further in.
pub(super) fn advises(text: &str) -> bool {
    const INSIDE: &[&str] = &[
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
    const NAMES: &[&str] = &[" includ", " such as ", ":", " like "];
    let lower = super::labels::without_brackets(text).to_ascii_lowercase();
    is_advice(text)
        || INSIDE.iter().any(|words| lower.contains(words))
            && !NAMES.iter().any(|words| lower.contains(words))
}

/// Whether a sentence goes on about what the one before it named.
pub(super) fn refers_back(text: &str) -> bool {
    const STARTS: &[&str] =
        &["these ", "they ", "this ", "those ", "such ", "among ", "examples ", "some of these"];
    let text = text.trim_start().get(..14).unwrap_or(text.trim_start()).to_ascii_lowercase();
    STARTS.iter().any(|start| text.starts_with(start))
}

/// Whether a sentence tells the symptoms of what was named before it.
pub(super) fn explains(text: &str) -> bool {
    let text = text.trim_start();
    let start = text.get(..14).unwrap_or(text).to_ascii_lowercase();
    ["symptoms ", "signs ", "its symptoms"].iter().any(|word| start.starts_with(word))
}

/// Whether a sentence speaks of side effects as such.
pub(super) fn speaks_of_effects(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    text.contains("side effect") || text.contains("adverse ")
}

/// Whether a sentence after a ranked label begins something else.
pub(super) fn changes_subject(text: &str) -> bool {
    const STARTS: &[&str] = &[
        "however", "in rare", "rarely", "other ", "although", "while", "serious", "less ", "uncommon", "also",
    ];
    let text = text.trim_start().get(..12).unwrap_or(text.trim_start()).to_ascii_lowercase();
    STARTS.iter().any(|start| text.starts_with(start))
}

/// Whether it says something with a verb, not only names.
pub(super) fn has_verb(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    const VERBS: &[&str] = &[
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
    first_of(&text, VERBS).is_some()
}

/// Whether an item is a sentence rather than a name with its gloss.
pub(super) fn is_prose(text: &str) -> bool {
    const STARTS: &[&str] = &[
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
    let trimmed = text.trim_start();
    let lower = trimmed.get(..14).unwrap_or(trimmed).to_ascii_lowercase();
    STARTS.iter().any(|start| lower.starts_with(start)) && has_verb(text)
}

/// Where the first of `marks` stands in `lower`, in one pass; every mark begins with a blank, a comma or a colon.
pub(super) fn first_of(lower: &str, marks: &[&str]) -> Option<usize> {
    let bytes = lower.as_bytes();
    (0..bytes.len()).find(|at| {
        matches!(bytes[*at], b' ' | b',' | b':')
            && marks.iter().any(|mark| bytes[*at..].starts_with(mark.as_bytes()))
    })
}
