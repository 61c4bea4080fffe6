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

/// The parts of `text` between the `mark`s, which are ASCII.
pub fn parts(text: &str, mark: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let (part, after) = cut(text, mark);
        rest = after;
        Some(part)
    })
}

/// What stands before the first `mark`.
#[must_use]
pub fn before(text: &str, mark: u8) -> &str {
    cut(text, mark).0
}

/// What stands before the first `mark`, and what stands behind it.
fn cut(text: &str, mark: u8) -> (&str, Option<&str>) {
    match text.bytes().position(|byte| byte == mark) {
        Some(at) => (text.get(..at).unwrap_or_default(), text.get(at + 1..)),
        None => (text, None),
    }
}

/// How many characters `text` has.
#[must_use]
pub fn letters(text: &str) -> usize {
    text.bytes().filter(|byte| byte & 0xc0 != 0x80).count()
}

/// What stands before the last `mark`, and what stands behind it.
#[must_use]
pub fn cut_last(text: &str, mark: u8) -> Option<(&str, &str)> {
    let at = text.bytes().rposition(|byte| byte == mark)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// `text` without the characters of `marks` that it begins with.
#[must_use]
pub fn without_front<'t>(text: &'t str, marks: &str) -> &'t str {
    let mut chars = text.chars();
    loop {
        let rest = chars.as_str();
        if !chars.next().is_some_and(|c| marks.chars().any(|mark| mark == c)) {
            return rest;
        }
    }
}

/// What stands behind the last of the characters of `marks`.
#[must_use]
pub fn behind_last<'t>(text: &'t str, marks: &str) -> &'t str {
    let mut chars = text.chars();
    let mut behind = "";
    while let Some(c) = chars.next_back() {
        if marks.chars().any(|mark| mark == c) {
            return behind;
        }
        behind = text.get(chars.as_str().len()..).unwrap_or_default();
    }
    text
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
        for text in ["", "a", " ", "a b", " é ü", "é ", "  ", "e.g", "a\u{a0}b(c", "’)] x"] {
            assert!(parts(text, b' ').eq(text.split(' ')), "{text}");
            assert_eq!(letters(text), text.chars().count(), "{text}");
            assert_eq!(before(text, b' '), text.split(' ').next().unwrap(), "{text}");
            assert_eq!(cut_last(text, b' '), text.rsplit_once(' '), "{text}");
            assert_eq!(without_front(text, "’])"), text.trim_start_matches(['’', ']', ')']), "{text}");
            let last = text.rsplit([' ', '\u{a0}', '(']).next().unwrap();
            assert_eq!(behind_last(text, " \u{a0}("), last, "{text}");
        }
    }
}
