//! Recognises questions and their `Q:` and `A:` markers.
//!
//! ```text
//! Q:  Q1:  Q 1.  Question 2:  1.  1)        A:  A1:  *A:  Answer:
//! ```
//!
//! A bold run is a question when it ends in `?` or begins with a marker; plain text needs the marker.

use crate::monograph::Inline;
use crate::monograph::sections::spellings::Labels;
use crate::read::inline::{leading_strong, raw, split, trim};
use crate::read::source_tree::raw_len;
use crate::text::fold::is_word_char;

/// Whether `c` ends a question: in Arabic the mark is mirrored.
pub(crate) fn is_question_mark(c: char) -> bool {
    matches!(c, '?' | '؟')
}

/// Whether `text` ends in such a mark.
pub(crate) fn asks(text: &str) -> bool {
    text.chars().next_back().is_some_and(is_question_mark)
}

/// A question at the start of a line.
pub(crate) struct Question {
    pub(crate) text: Vec<Inline>,
    pub(crate) marker: Option<String>,
    /// The text after it in the line.
    pub(crate) rest: Vec<Inline>,
}

/// Finds a question at the start of `line`, else gives the line back.
pub(crate) fn question(line: Vec<Inline>, labels: Labels) -> Result<Question, Vec<Inline>> {
    let found = question_range(&line, labels).filter(|range| range.has_words);
    let Some(QuestionRange { lead, marker, end, .. }) = found else { return Err(line) };
    // Code is never cut, so the words may end up in the marker.
    let whole = holds_code(&line).then(|| line.clone());
    let (before, rest) = split(line, end);
    let (before, text) = split(before, lead + marker);
    if let Some(whole) = whole
        && !raw(&text).contains(is_word_char)
    {
        return Err(whole);
    }
    let marker = raw(&before).trim().to_string();
    Ok(Question { text: trim_question(text), marker: (!marker.is_empty()).then_some(marker), rest })
}

fn holds_code(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Code(_) => true,
        other => other.inner().is_some_and(holds_code),
    })
}

/// A question without the emphasis around the whole of it.
pub(crate) fn trim_question(text: Vec<Inline>) -> Vec<Inline> {
    let mut text = trim(text);
    while let [Inline::Strong(inner) | Inline::Emphasis(inner)] = text.as_mut_slice() {
        text = trim(std::mem::take(inner));
    }
    text
}

/// Where a question is at the start of a line; in bytes of the raw text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct QuestionRange {
    /// Length of the blanks before it.
    pub(crate) lead: usize,
    /// Length of its marker.
    pub(crate) marker: usize,
    /// The byte after it.
    pub(crate) end: usize,
    /// Whether it has a word: `Q:` alone asks nothing.
    pub(crate) has_words: bool,
}

/// Finds a question at the start of a line.
pub(crate) fn question_range(line: &[Inline], labels: Labels) -> Option<QuestionRange> {
    let bold = leading_strong(line).or_else(|| leading_emphasis(line));
    let plain = |text: &str| match labels {
        Labels::English => text.starts_with(['Q', 'q', '*']),
        Labels::Other(spellings) => {
            text.starts_with('*') || spellings.question().iter().any(|word| text.starts_with(word))
        }
    };
    if bold.is_none() && !matches!(line.first(), Some(Inline::Text(text)) if plain(text.trim_start())) {
        return None;
    }
    // Most questions are the bold run that begins the line, and need no more of it.
    let found = match (line.first(), bold) {
        (Some(first @ Inline::Strong(_)), Some(bold)) => {
            asked_in_bold(&raw(std::slice::from_ref(first)), bold, labels)
        }
        _ => None,
    };
    found.or_else(|| range_of(&raw(line), bold, labels))
}

/// The question that `inside`, the first `bold` bytes of a line, is when it has a marker.
fn asked_in_bold(inside: &str, bold: usize, labels: Labels) -> Option<QuestionRange> {
    let lead = inside.len() - inside.trim_start().len();
    let marker = question_marker(&inside[lead..], labels)?;
    let asks = lead + marker < inside.trim_end().len() && ends_in_mark(inside);
    let has_words = inside[lead + marker..].contains(is_word_char);
    asks.then_some(QuestionRange { lead, marker, end: bold, has_words })
}

fn ends_in_mark(inside: &str) -> bool {
    asks(inside.trim_end().trim_end_matches(['"', '”', ')', ':', '*', ' ']))
}

/// [`question_range`] of a line that reads `text`, its first `bold` bytes in bold.
fn range_of(text: &str, bold: Option<usize>, labels: Labels) -> Option<QuestionRange> {
    let range = |lead: usize, marker: usize, end: usize| {
        let has_words = text.get(lead + marker..end).unwrap_or_default().contains(is_word_char);
        QuestionRange { lead, marker, end, has_words }
    };
    let lead = text.len() - text.trim_start().len();
    let marker = question_marker(&text[lead..], labels).unwrap_or(0);
    let numbered = if marker == 0 { number_marker(&text[lead..]).unwrap_or(0) } else { 0 };
    if let Some(bold) = bold {
        let inside = &text[..bold];
        if lead + marker < inside.trim_end().len() {
            if ends_in_mark(inside) {
                return Some(range(lead, marker.max(numbered), bold));
            }
            if let Some(end) =
                question_end(inside, labels).filter(|end| answer_marker(&inside[*end..], labels).is_some())
            {
                return Some(range(lead, marker, end));
            }
            let after = &text[bold..];
            if let Some(mark) = after.trim_start().chars().next().filter(|c| is_question_mark(*c)) {
                return Some(range(lead, marker, bold + after.find(mark)? + mark.len_utf8()));
            }
            if marker == 0 {
                return None;
            }
            // Emphasis broke inside the question, or it is a statement: up to the mark, else all that is bold.
            let end = question_end(text, labels).filter(|end| !has_answer(&text[lead + marker..*end]));
            return Some(range(lead, marker, end.unwrap_or(bold)));
        }
    }
    if marker == 0 {
        return None;
    }
    let end = question_end(&text[lead + marker..], labels).map(|end| lead + marker + end);
    let end = end.filter(|end| !has_answer(&text[lead + marker..*end]));
    end.or_else(|| answer_at(&text[lead + marker..]).map(|at| lead + marker + at))
        .or(Some(text.len()))
        .map(|end| range(lead, marker, end))
}

fn leading_emphasis(line: &[Inline]) -> Option<usize> {
    match line.first() {
        Some(Inline::Emphasis(inner)) if asks(raw(inner).trim_end()) => Some(raw_len(inner)),
        _ => None,
    }
}

/// Where a question ends: after the first `?` that an answer's marker follows, else the first one before a blank.
fn question_end(text: &str, labels: Labels) -> Option<usize> {
    let mut first = None;
    for (at, mark) in text.char_indices().filter(|(_, c)| is_question_mark(*c)) {
        let end = at + mark.len_utf8();
        let after = &text[end..];
        if answer_marker(after, labels).is_some() {
            return Some(end);
        }
        if first.is_none() && (after.is_empty() || after.starts_with([' ', '*', '"', '”', ')'])) {
            first = Some(end);
        }
    }
    first
}

fn has_answer(text: &str) -> bool {
    answer_at(text).is_some()
}

/// The byte of ` A:` in `text`.
fn answer_at(text: &str) -> Option<usize> {
    text.as_bytes().windows(3).position(|bytes| bytes == b" A:")
}

/// Length of `Q:`, `Q1:`, `Q 1.`, `Question 2:` at the start.
pub(crate) fn question_marker(text: &str, labels: Labels) -> Option<usize> {
    let stars = text.bytes().take_while(|byte| matches!(byte, b'*' | b'_' | b' ')).count();
    let rest = &text[stars..];
    let words: &[&str] = match labels {
        Labels::English => &["Question", "question", "QUESTION", "Q", "q"],
        Labels::Other(spellings) => spellings.question(),
    };
    // A short one may begin a longer one: `F` and `Frage`.
    words.iter().find_map(|word| {
        let length = counted(rest.strip_prefix(word)?, word.chars().count() == 1)?;
        Some(stars + word.len() + length)
    })
}

/// Length of `1.` or `1)` at the start.
fn number_marker(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mark = text[digits..].starts_with(['.', ')', ':']);
    let blank = text[digits..].get(1..).is_some_and(|after| after.starts_with(' '));
    ((1..=3).contains(&digits) && mark && blank).then_some(digits + 1)
}

/// Length of `A:`, `A1:`, `*A:`, `Answer:` at the start, blanks before it counted.
pub(crate) fn answer_marker(text: &str, labels: Labels) -> Option<usize> {
    let stars = text.bytes().take_while(|byte| matches!(byte, b'*' | b'_' | b' ')).count();
    let rest = &text[stars..];
    let words: &[&str] = match labels {
        Labels::English => &["Answer", "answer", "ANSWER", "Ans", "A"],
        Labels::Other(spellings) => spellings.answer(),
    };
    words.iter().find_map(|word| Some(stars + word.len() + counted(rest.strip_prefix(word)?, false)?))
}

/// Length of an optional number and the colon (or a dot) after it.
fn counted(text: &str, dot: bool) -> Option<usize> {
    let digits = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b' ').count();
    let mark = text[digits..].chars().next()?;
    (digits <= 4 && (mark == ':' || mark == '：' || (dot || digits > 0) && mark == '.'))
        .then_some(digits + mark.len_utf8())
}

/// Removes an answer's marker from the start of `line`.
pub(crate) fn take_answer_marker(line: Vec<Inline>, labels: Labels) -> (Option<String>, Vec<Inline>) {
    let mut line = line;
    match answer_marker(&raw(&line), labels) {
        Some(length) => {
            if let Some(Inline::Text(text)) = line.first_mut()
                && length < text.len()
            {
                let marker = text[..length].trim().to_string();
                text.drain(..length);
                return (Some(marker), line);
            }
            let (marker, rest) = split(line, length);
            (Some(raw(&marker).trim().to_string()), rest)
        }
        None => (None, line),
    }
}

/// Whether an answer holds what looks like another question's marker.
pub(crate) fn holds_question_marker(answer: &str) -> bool {
    answer.match_indices('Q').any(|(at, _)| {
        let begins = at == 0 || answer[..at].ends_with([' ', '\n', '*']);
        let rest = &answer[at + 1..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        begins && digits < 3 && rest[digits..].starts_with(':')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn every_marker_of_a_language_is_found_before_its_colon() {
        for tag in ["ar", "de", "es", "fr"] {
            let labels = Labels::of(&Language::parse(tag).unwrap());
            let Labels::Other(spellings) = labels else { panic!("{tag} has a file") };
            assert!(spellings.question().len() >= 2 && spellings.answer().len() >= 2, "{tag}");
            for word in spellings.question() {
                let line = format!("{word}: x");
                assert_eq!(question_marker(&line, labels), Some(word.len() + 1), "{tag} {line}");
            }
            for word in spellings.answer() {
                let line = format!("{word}: x");
                assert_eq!(answer_marker(&line, labels), Some(word.len() + 1), "{tag} {line}");
            }
        }
    }

    #[test]
    fn a_bold_run_alone_gives_the_same_question_as_the_whole_line() {
        let mut short = 0;
        for bold in [
            "Q: Why?",
            "Q1. Why",
            "Why?",
            "  Q: Why? ",
            "Q:",
            "Q",
            "Q 2: \"Why?\"",
            "Q: ?",
            "*Q: Why?*",
            "Question 3: W (x)?:",
        ] {
            for rest in ["", " A: So.", ": Why?", "? So.", "1: Why?"] {
                let whole = format!("{bold}{rest}");
                if let Some(found) = asked_in_bold(bold, bold.len(), Labels::English) {
                    short += 1;
                    assert_eq!(range_of(&whole, Some(bold.len()), Labels::English), Some(found), "{whole}");
                }
            }
        }
        assert!(short >= 20, "{short}");
    }
}
