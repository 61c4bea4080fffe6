//! Chooses what is quoted of a passage: whole sentences and whole list items, a question with its whole answer.
//!
//! A sentence is never cut, so a "not" cannot be lost. Where the end of a sentence is in doubt, both stay together; in
//! another language than English it always is, and a line stays whole.

use crate::lean::sort::sort_by;
use crate::lean::strings::{is_one_of, parts};
use crate::text::Rules;
use crate::text::fold::is_capital;
use crate::text::sentence;

/// Quoting stops growing at this many bytes; the sentence that crosses the mark stays whole.
const ENOUGH: usize = 320;

/// Byte ranges of the sentences of one line, without the blanks between them.
#[must_use]
pub fn sentences(line: &str) -> Vec<(usize, usize)> {
    let from = |at: usize| line.get(at..).unwrap_or_default();
    let behind_blanks = |at: usize| line.len() - from(at).trim_start().len();
    let mut out = Vec::new();
    let mut start = behind_blanks(0);
    while start < line.len() {
        let mut end = start + sentence::end(from(start));
        let mut next = behind_blanks(end);
        while next < line.len() && clings(from(next)) {
            end = next + sentence::end(from(next));
            next = behind_blanks(end);
        }
        out.push((start, end.min(line.trim_end().len())));
        start = next;
    }
    out
}

/// Whether a sentence takes back or limits the one before it, or begins as none does, and must not be split from it.
fn clings(next: &str) -> bool {
    if !next.chars().next().is_some_and(|c| is_capital(c) || c.is_ascii_digit()) {
        return true;
    }
    let word = next.get(..next.bytes().take_while(u8::is_ascii_alphabetic).count()).unwrap_or_default();
    is_one_of(word, "However But Unless Except Only Otherwise Nevertheless Although Though Yet")
}

/// What is quoted and which bytes of it to mark.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snippet {
    /// Whole sentences, lines kept apart.
    pub text: String,
    /// Byte ranges to mark, on character boundaries.
    pub ranges: Vec<(usize, usize)>,
}

/// Quotes the sentences of `text` that hold most of `terms`, in the order of the text; all of it when `whole`.
#[must_use]
pub fn snippet(text: &str, terms: &[(String, f32)], whole: bool, rules: Rules) -> Snippet {
    if whole || text.len() <= ENOUGH {
        return Snippet { ranges: marks(text, terms, rules), text: text.to_string() };
    }
    let mut pieces = Vec::new();
    let mut at = 0;
    for line in parts(text, b'\n') {
        let introduces = line.trim_end().ends_with(':');
        let sentences = if rules.are_english() { sentences(line) } else { vec![(0, line.len())] };
        for (start, end) in sentences {
            pieces.push(Piece { start: at + start, end: at + end, introduces, line: at, taken: false });
        }
        at += line.len() + 1;
    }
    take(&mut pieces, text, terms, rules);
    let mut out = Snippet::default();
    let mut last: Option<&Piece> = None;
    for piece in pieces.iter().filter(|piece| piece.taken) {
        if let Some(before) = last {
            out.text.push_str(if before.line == piece.line { " " } else { "\n" });
        }
        out.text.push_str(text.get(piece.start..piece.end).unwrap_or_default());
        last = Some(piece);
    }
    out.ranges = marks(&out.text, terms, rules);
    out
}

#[derive(Debug)]
struct Piece {
    start: usize,
    end: usize,
    /// Its line ends in a colon: what follows needs it.
    introduces: bool,
    line: usize,
    taken: bool,
}

fn take(pieces: &mut [Piece], text: &str, terms: &[(String, f32)], rules: Rules) {
    let mut order: Vec<(usize, f32)> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let text = text.get(piece.start..piece.end).unwrap_or_default();
        order.push((at, weight(text, terms, rules)));
    }
    sort_by(&mut order, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let nothing = order.first().is_none_or(|best| best.1 <= 0.0);
    let mut len = 0;
    for (at, weight) in order {
        if len >= ENOUGH || (weight <= 0.0 && !nothing) {
            break;
        }
        // An item of a list is read together with the line that introduces the list.
        let intro =
            pieces[..at].iter().rposition(|piece| piece.introduces).filter(|_| !pieces[at].introduces);
        // A line that introduces says nothing without all that it introduces.
        let listed = pieces[at + 1..].iter().position(|piece| piece.introduces);
        let last =
            if pieces[at].introduces { listed.map_or(pieces.len(), |next| at + 1 + next) } else { at + 1 };
        let mut take = |piece: &mut Piece| {
            if !std::mem::replace(&mut piece.taken, true) {
                len += piece.end - piece.start;
            }
        };
        if let Some(piece) = intro.and_then(|intro| pieces.get_mut(intro)) {
            take(piece);
        }
        pieces.get_mut(at..last).unwrap_or_default().iter_mut().for_each(take);
    }
}

fn weight(text: &str, terms: &[(String, f32)], rules: Rules) -> f32 {
    let mut seen = vec![false; terms.len()];
    rules.each_word(text, &mut |word, _, _| {
        let word = rules.stem(word);
        for (seen, (term, _)) in seen.iter_mut().zip(terms) {
            *seen |= *term == word;
        }
    });
    let mut sum = 0.0;
    for (seen, (_, weight)) in seen.iter().zip(terms) {
        sum += if *seen { *weight } else { 0.0 };
    }
    sum
}

/// Byte ranges of the words of `text` whose stem is among `terms`.
#[must_use]
pub fn marks(text: &str, terms: &[(String, f32)], rules: Rules) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    if !terms.is_empty() {
        rules.each_word(text, &mut |word, start, end| {
            let word = rules.stem(word);
            if terms.iter().any(|(term, _)| *term == word) {
                out.push((start, end));
            }
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(line: &str) -> Vec<&str> {
        sentences(line).into_iter().map(|(start, end)| &line[start..end]).collect()
    }

    #[test]
    fn a_sentence_that_limits_the_one_before_stays_with_it() {
        for (line, want) in [
            (
                "It is safe. However, not in pregnancy. Ask.",
                &["It is safe. However, not in pregnancy.", "Ask."][..],
            ),
            ("Take it. (Unless you have asthma.) Ask.", &["Take it. (Unless you have asthma.)", "Ask."]),
            ("Stop. But ask. Except now. So.", &["Stop. But ask. Except now.", "So."]),
            ("no end", &["no end"]),
            ("", &[]),
        ] {
            assert_eq!(cut(line), want, "{line}");
        }
    }

    /// The line of a list, the side effects and the excerpts of search split text alike.
    #[test]
    fn a_sentence_ends_where_a_reader_would_end_it() {
        for (text, want) in [
            ("Take 0.5 mg daily. Do not stop.", &["Take 0.5 mg daily.", "Do not stop."][..]),
            (
                "Take it at 8 a.m. Monday through Friday. Ask.",
                &["Take it at 8 a.m. Monday through Friday.", "Ask."],
            ),
            ("For use (see leaflet. And more.", &["For use (see leaflet. And more."]),
            (
                "For use (see leaflet. And more.) Keep cold.",
                &["For use (see leaflet. And more.)", "Keep cold."],
            ),
            ("Use with e.g. Warfarin. It is not safe!", &["Use with e.g. Warfarin.", "It is not safe!"]),
            (
                "Ask Dr. Smith, no. 5 in the U.S. Army. It is safe.",
                &["Ask Dr. Smith, no. 5 in the U.S. Army.", "It is safe."],
            ),
            ("Holds B. Longum (live). Keep cold.", &["Holds B. Longum (live).", "Keep cold."]),
            ("It has vitamin A. It has zinc.", &["It has vitamin A.", "It has zinc."]),
            ("1. Wash your hands. 2. Dry them.", &["1. Wash your hands.", "2. Dry them."]),
            ("Take 2. Then wait.", &["Take 2.", "Then wait."]),
            ("It says \"stop.\" Then ask.", &["It says \"stop.\"", "Then ask."]),
            ("Is it safe? Yes! Ask ... or not.", &["Is it safe?", "Yes!", "Ask ... or not."]),
            ("α-tocopherol. α is Greek. Änderung.", &["α-tocopherol. α is Greek.", "Änderung."]),
            ("  Two  blanks.  Here. ", &["Two  blanks.", "Here."]),
        ] {
            assert_eq!(cut(text), want, "excerpt of {text:?}");
            assert_eq!(sentence::sentences(text).collect::<Vec<_>>(), want, "sentences of {text:?}");
            let ranges = crate::monograph::side_effects::effect_sentence::ranges(text);
            assert_eq!(
                ranges.into_iter().map(|range| text[range].trim()).collect::<Vec<_>>(),
                want,
                "effects of {text:?}"
            );
        }
        assert_eq!(sentence::sentences("One\nTwo. three").collect::<Vec<_>>(), ["One", "Two. three"]);
    }

    #[test]
    fn a_line_that_introduces_brings_its_list() {
        let filler =
            "Nothing of note stands in this long sentence about other matters altogether. ".repeat(6);
        let text = format!("{filler}\nSerious effects are:\nfits\nfainting\nCommon effects are:\nnausea");
        let quote = snippet(&text, &[("seriou".into(), 1.0)], false, Rules::English);
        assert_eq!(quote.text, "Serious effects are:\nfits\nfainting");
    }

    #[test]
    fn a_quote_keeps_its_not_and_its_introduction() {
        let filler =
            "Nothing of note stands in this long sentence about other matters altogether. ".repeat(6);
        let text = format!("{filler}\nDo not use it if you have:\nasthma\nkidney disease\n{filler}");
        let quote = snippet(&text, &[("kidnei".into(), 1.0)], false, Rules::English);
        assert_eq!(quote.text, "Do not use it if you have:\nkidney disease");
        let marked: Vec<&str> = quote.ranges.iter().map(|&(start, end)| &quote.text[start..end]).collect();
        assert_eq!(marked, ["kidney"]);
    }
}
