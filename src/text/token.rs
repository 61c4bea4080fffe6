//! Owns words: cutting text into folded words with their places, the same at build and at query time.

use crate::lean::strings::is_one_of;
use crate::text::fold::{fold_char, is_word_char};

/// Longest word kept, in bytes; longer runs (links, sequences) are cut there, in the text and in the question alike.
const MAX_WORD: usize = 40;

/// A folded word and where it stands in the text it was cut from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The word, folded; never empty.
    pub text: String,
    /// Byte where it starts in the source text.
    pub start: usize,
    /// Byte after its end in the source text.
    pub end: usize,
}

/// Calls `found(word, start, end)` for every word of `text`: a run of letters and digits, folded, apostrophes dropped
/// unless they `part` words.
pub fn each_word(text: &str, part: bool, found: &mut dyn FnMut(&str, usize, usize)) {
    let mut word = String::new();
    let mut folded = String::new();
    let (mut start, mut end, mut behind) = (0, 0, 0);
    for (at, c) in text.char_indices() {
        // A short way for most characters of most texts; a question is short, and the browser spared its bytes.
        if cfg!(not(target_arch = "wasm32")) && c.is_ascii() {
            if at < behind {
                continue;
            }
            let run = text[at..].bytes().take_while(u8::is_ascii_alphanumeric).count();
            if run > 0 {
                if word.is_empty() {
                    start = at;
                }
                behind = at + run;
                end = behind;
                let known = word.len();
                word.push_str(&text[at..at + run.min(MAX_WORD - known)]);
                word[known..].make_ascii_lowercase();
            } else if (part || c != '\'') && !word.is_empty() {
                found(&word, start, end);
                word.clear();
            }
            continue;
        }
        folded.clear();
        fold_char(c, &mut folded);
        if !folded.is_empty() && folded.chars().all(is_word_char) {
            if word.is_empty() {
                start = at;
            }
            end = at + c.len_utf8();
            // Letter by letter, so that a text and its folded form are cut in one place.
            for letter in folded.chars() {
                if word.len() + letter.len_utf8() <= MAX_WORD {
                    word.push(letter);
                }
            }
        } else if !folded.is_empty() && (part || folded != "'") && !word.is_empty() {
            found(&word, start, end);
            word.clear();
        }
    }
    if !word.is_empty() {
        found(&word, start, end);
    }
}

/// Every word of `text` in order.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    each_word(text, false, &mut |word, start, end| out.push(Token { text: word.into(), start, end }));
    out
}

/// Whether `word` says too little to be indexed: articles, pronouns, forms of "be", short prepositions.
#[must_use]
pub fn is_stop(word: &str) -> bool {
    is_one_of(word, STOP_WORDS)
}

const STOP_WORDS: &str = "a an the of to in on at by for from as is are am was were be been being it its i im ive me my \
     you your we our they their them he she his her this that these those there and or if so then \
     than do does did has have had will would should could can may might with what which who any some \
     please into s t";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_places() {
        let text = "Can’t I take (B₁₂) with St. John's-wort?";
        let found = tokens(text);
        let words: Vec<_> = found.iter().map(|token| token.text.as_str()).collect();
        assert_eq!(words, ["cant", "i", "take", "b12", "with", "st", "johns", "wort"]);
        assert_eq!(&text[found[0].start..found[0].end], "Can’t");
        assert_eq!(&text[found[3].start..found[3].end], "B₁₂");
    }

    #[test]
    fn a_word_without_end_is_cut() {
        let found = tokens(&"é".repeat(100_000));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].text.len(), MAX_WORD);
    }
}
