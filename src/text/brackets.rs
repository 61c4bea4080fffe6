//! Takes what is in brackets out of a text; a text with a bracket that never closes stays whole.

use std::borrow::Cow;

/// `text` without what is in round or square brackets.
pub(crate) fn without_brackets(text: &str) -> Cow<'_, str> {
    if memchr::memchr2(b'(', b'[', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' if depth > 0 => depth -= 1,
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    if depth > 0 { Cow::Borrowed(text) } else { Cow::Owned(out) }
}

/// `text` with blanks for what is in round brackets, every other character at its byte.
pub(crate) fn blank_brackets(text: &str) -> Cow<'_, str> {
    if !text.contains('(') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut depth = 0_usize;
    for c in text.chars() {
        depth += usize::from(c == '(');
        if depth > 0 {
            out.extend(std::iter::repeat_n(' ', c.len_utf8()));
        } else {
            out.push(c);
        }
        depth -= usize::from(c == ')' && depth > 0);
    }
    if depth > 0 { Cow::Borrowed(text) } else { Cow::Owned(out) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_brackets_goes_and_nothing_else() {
        for (text, without, blank) in [
            ("a (b) c", "a  c", "a     c"),
            ("a [b (c)] d", "a  d", "a [b    ] d"),
            ("a (b", "a (b", "a (b"),
            ("a) b", "a) b", "a) b"),
            ("(é)x", "x", "    x"),
            ("", "", ""),
        ] {
            assert_eq!(without_brackets(text), without, "{text}");
            assert_eq!(blank_brackets(text), blank, "{text}");
        }
    }
}
