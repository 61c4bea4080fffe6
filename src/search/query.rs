//! Splits a query into folded, capped and stemmed words.

use crate::text::Rules;
use crate::text::fold::fold;

/// Longest query that is read, in characters after folding; the rest is ignored.
pub const MAX_CHARS: usize = 128;

/// What to search, and where.
#[derive(Debug, Clone, Copy)]
pub struct Query<'a> {
    /// The text as typed.
    pub text: &'a str,
    /// Most answers, and most medicines, to return.
    pub limit: usize,
    /// Which kinds of hits to return.
    pub scope: Scope,
}

impl<'a> Query<'a> {
    /// A query for ten hits of every kind.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, limit: 10, scope: Scope::All }
    }
}

/// Which kinds of hits to return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// Medicines and answers.
    #[default]
    All,
    /// Only medicines.
    Medicines,
    /// Only answers.
    Answers,
}

/// One word of the question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// As folded; names are compared in this form.
    pub(crate) text: String,
    /// Its stem; texts are compared in this form.
    pub(crate) stem: String,
    /// Too common to be indexed.
    pub(crate) stop: bool,
    /// No text contains the word as typed; the stem is that of its most likely correction.
    pub(crate) corrected: bool,
}

/// The words of a question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct QueryTerms {
    pub(crate) words: Vec<Word>,
    /// The last word may be unfinished: nothing follows it.
    pub(crate) open: bool,
}

impl QueryTerms {
    pub(crate) fn read(text: &str, rules: Rules) -> Self {
        // Folding may lengthen a character at most fourfold, so nothing behind this cut can be within the cap.
        let near = text.char_indices().nth(MAX_CHARS * 4).and_then(|(at, _)| text.get(..at)).unwrap_or(text);
        let folded = fold(near.trim_start());
        let capped = folded.char_indices().nth(MAX_CHARS).and_then(|(at, _)| folded.get(..at));
        let (capped, cut) = (capped.unwrap_or(&folded), capped.is_some());
        let mut words = Vec::new();
        let mut last_end = 0;
        rules.each_word(capped, &mut |word, _, end| {
            let (stem, stop) = (rules.stem(word), rules.is_stop(word));
            words.push(Word { text: word.into(), stem, stop, corrected: false });
            last_end = end;
        });
        let touches_end = last_end == capped.len();
        if cut && touches_end && words.len() > 1 {
            words.pop();
        }
        let open = touches_end && !cut;
        if open && matches!(words.as_slice(), [first] if first.text.len() == 1) {
            // A single letter is no query yet, and the names that begin with it would be much to load.
            words.clear();
        }
        Self { words, open }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> QueryTerms {
        QueryTerms::read(text, Rules::English)
    }

    #[test]
    fn a_question_is_folded_capped_and_open_at_its_end() {
        let asked = read("Side effects of oxy");
        assert_eq!(
            asked.words.iter().map(|word| word.stem.as_str()).collect::<Vec<_>>(),
            ["side", "effect", "of", "oxi"]
        );
        assert!(asked.open);
        assert!(!read("milrinone ").open);
        assert!(!read("what is milrinone?").open);
        let long = "milrinone ".repeat(100_000);
        assert_eq!(read(&long).words.len(), 12, "only whole words within the cap");
        assert_eq!(read(&"x".repeat(1_000_000)).words.len(), 1);
        for nothing in ["\u{200b} ", "b"] {
            assert_eq!(read(nothing).words, [], "{nothing}");
        }
        assert_eq!(read("b ").words.len(), 1, "ended, it is a word");
    }
}
