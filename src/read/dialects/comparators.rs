//! Keeps a sign before a number as text at the start of a line, where Markdown would read a mark: `> 34 kg: 80 mg`, `+ 5 mg`.
//!
//! ```text
//! * >34 kg: 80 mg      an item with text, not with a quotation
//! > 20 kg: 5 mg        text, unless the quotation began on a line above
//! + 5 mg               text after a line of text, an item elsewhere
//! 2. mg                text: the number belongs to the unit
//! ```

use crate::read::diagnostic::DiagnosticSink;
use crate::read::dialects::writer::{Above, Writer};

/// Units that a list item never is: `2.` before them is the end of a number.
const UNITS: [&str; 12] =
    ["mg", "mg/kg", "g", "mcg", "µg", "μg", "microgram", "micrograms", "ml", "units", "mmol", "kg"];

/// Whether a word after a number is its unit.
pub(crate) fn is_unit(word: &str) -> bool {
    UNITS.contains(&word.to_ascii_lowercase().trim_end_matches('.'))
}

impl<R: DiagnosticSink> Writer<'_, R> {
    /// Writes the marks that `line` begins with, with backslashes before those that are text; gives the byte after them.
    pub(crate) fn leading(&mut self, line: &str, above: &mut Above) -> usize {
        let bytes = line.as_bytes();
        let blanks =
            |from: usize| bytes[from..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let (in_quote, after_text) = (above.quote, above.text);
        (above.quote, above.text) = (0, true);
        let mut at = blanks(0);
        let mut done = 0;
        let mut item = false;
        while let Some(mark) = bytes.get(at) {
            let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            match mark {
                b'>' if above.quote >= in_quote && is_amount(&line[at + 1..]) => {
                    self.out.push_str(&line[done..at]);
                    self.escape();
                    return at;
                }
                b'>' => {
                    above.quote += 1;
                    above.text = false;
                    at += 1;
                }
                b'+' if after_text && !item && is_amount(&line[at + 1..]) && blanks(at + 1) > 0 => {
                    self.out.push_str(&line[done..at]);
                    self.escape();
                    return at;
                }
                b'-' | b'*' | b'+' if blanks(at + 1) > 0 => {
                    above.text = false;
                    item = true;
                    at += 1;
                }
                b'0'..=b'9' if matches!(bytes.get(at + digits), Some(b'.' | b')')) && digits < 10 => {
                    let word = line[at + digits + 1..]
                        .trim_start()
                        .split([' ', ',', ';'])
                        .next()
                        .unwrap_or_default();
                    if blanks(at + digits + 1) == 0 {
                        break;
                    }
                    if is_unit(word) {
                        self.out.push_str(&line[done..at + digits]);
                        self.escape();
                        return at + digits;
                    }
                    above.text = false;
                    item = true;
                    at += digits + 1;
                }
                b'#' | b'|' => {
                    above.text = false;
                    break;
                }
                _ => break,
            }
            at += blanks(at);
            self.out.push_str(&line[done..at]);
            done = at;
        }
        done
    }
}

/// Whether the text after a sign is an amount: a number, with `=` or a decimal point before it.
pub(crate) fn is_amount(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '\t']).trim_start_matches(['=', '~', '≈']).trim_start();
    let number = text.trim_start_matches(['.', ',', '$', '€', '£']);
    let after = number.trim_start_matches(|c: char| c.is_ascii_digit() || "½¼¾⅓⅔".contains(c));
    // `> 1. First` quotes a list.
    let counts = after.strip_prefix(['.', ')']).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    number.len() > after.len() && !counts
}
