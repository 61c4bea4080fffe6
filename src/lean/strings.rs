//! Replacements for `str::contains`, `split`, `rsplit_once` and others, which add 1 to 3 kB each to a browser core.

/// `text.contains(part)`.
#[must_use]
pub(crate) fn holds(text: &str, part: &str) -> bool {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    part.is_empty() || text.windows(part.len()).any(|window| window.first() == part.first() && window == part)
}

/// Whether `word` is one of `words`, which are separated by spaces.
#[must_use]
pub(crate) fn is_one_of(word: &str, words: &str) -> bool {
    words.as_bytes().split(|&byte| byte == b' ').any(|known| known == word.as_bytes())
}

/// Whether `word` is a number in ASCII digits.
#[must_use]
pub(crate) fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// `text.split(separator)`; the separator is ASCII.
pub(crate) fn parts(text: &str, separator: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let (part, after) = split_first(text, separator);
        rest = after;
        Some(part)
    })
}

/// The text before the first `separator`, or all of it.
#[must_use]
pub(crate) fn before(text: &str, separator: u8) -> &str {
    split_first(text, separator).0
}

/// The text before the first `separator`, and the text after it.
fn split_first(text: &str, separator: u8) -> (&str, Option<&str>) {
    match text.bytes().position(|byte| byte == separator) {
        Some(at) => (text.get(..at).unwrap_or_default(), text.get(at + 1..)),
        None => (text, None),
    }
}

/// `text.chars().count()`.
#[must_use]
pub(crate) fn letters(text: &str) -> usize {
    text.bytes().filter(|byte| byte & 0xc0 != 0x80).count()
}

/// `text.rsplit_once(separator)`; the separator is ASCII.
#[must_use]
pub(crate) fn cut_last(text: &str, separator: u8) -> Option<(&str, &str)> {
    let at = text.bytes().rposition(|byte| byte == separator)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// `text.trim_start_matches(chars)`.
#[must_use]
pub(crate) fn without_front<'t>(text: &'t str, chars: &str) -> &'t str {
    let mut rest = text.chars();
    loop {
        let start = rest.as_str();
        if !rest.next().is_some_and(|c| chars.chars().any(|other| other == c)) {
            return start;
        }
    }
}

/// The text after the last of `chars`, or all of it.
#[must_use]
pub(crate) fn behind_last<'t>(text: &'t str, chars: &str) -> &'t str {
    let mut rest = text.chars();
    let mut behind = "";
    while let Some(c) = rest.next_back() {
        if chars.chars().any(|other| other == c) {
            return behind;
        }
        behind = text.get(rest.as_str().len()..).unwrap_or_default();
    }
    text
}

/// `words.concat()`.
#[must_use]
pub(crate) fn glued(words: &[&str]) -> String {
    let mut out = String::new();
    for word in words {
        out.push_str(word);
    }
    out
}

/// `words.join(" ")`.
#[must_use]
pub(crate) fn joined(words: &[&str]) -> String {
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
    fn they_agree_with_the_standard_library() {
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
