//! Owns small questions about parts of a text; the standard library's answers weigh 1 to 3 kB each in the browser.

/// Whether `part` stands anywhere in `text`.
#[must_use]
pub fn holds(text: &str, part: &str) -> bool {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    part.is_empty() || text.windows(part.len()).any(|window| window.first() == part.first() && window == part)
}

/// Whether `word` is one of `words`, which are parted by blanks.
#[must_use]
pub fn is_one_of(word: &str, words: &str) -> bool {
    words.as_bytes().split(|&byte| byte == b' ').any(|known| known == word.as_bytes())
}

/// The words with one blank between them.
#[must_use]
pub fn joined(words: &[&str]) -> String {
    let mut out = String::new();
    for word in words {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_answer_as_the_standard_library_does() {
        for text in ["", "a", "pentazocine", "zoc", "azoczoc", "é"] {
            for part in ["", "a", "zoc", "ine", "tazocin", "pentazocines", "é"] {
                assert_eq!(holds(text, part), text.contains(part), "{text} {part}");
            }
        }
        assert!(is_one_of("an", "a an the") && is_one_of("the", "a an the"));
        assert!(!is_one_of("th", "a an the") && !is_one_of("a an", "a an the") && !is_one_of("", "a an"));
        assert_eq!(joined(&["a", "b c", "d"]), ["a", "b c", "d"].join(" "));
    }
}
