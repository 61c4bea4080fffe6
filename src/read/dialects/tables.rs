//! Gives a table as many columns as its widest row has, and a blank line before it: the parser drops the cells of others, and reads
//! no table right after text.

use crate::read::diagnostic::DiagnosticSink;
use crate::read::dialects::writer::{Above, Writer};

/// How many cells the header and the line under it lack.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gaps {
    head: usize,
    rule: usize,
}

/// What a table lacks that begins with the first line; `None` when none begins there.
pub(crate) fn gaps(lines: &[(usize, &str)]) -> Option<Gaps> {
    let [(_, head), (_, rule), rows @ ..] = lines else { return None };
    if !is_rule(rule) || !head.contains('|') || is_rule(head) {
        return None;
    }
    // An item that begins with a table of its own is no row.
    let is_row = |line: &str| line.contains('|') && after_marks(line.trim()).len() == line.trim().len();
    let rows = rows.iter().take_while(|(_, line)| is_row(line));
    let widest = rows.map(|(_, line)| cells(line)).chain([cells(head), cells(rule)]).max().unwrap_or(0);
    Some(Gaps { head: widest - cells(head), rule: widest - cells(rule) })
}

/// Whether a line is the one under the header: `|---|:---:|`.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains('|')
        && after_marks(line).len() == line.len()
        && line.contains('-')
        && line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
}

/// How many cells a row has.
fn cells(line: &str) -> usize {
    let line = after_marks(line.trim());
    let inner = line.strip_prefix('|').unwrap_or(line);
    let mut count = 1;
    let mut last = b' ';
    for (at, byte) in inner.bytes().enumerate() {
        let ends = at + 1 == inner.len();
        count += usize::from(byte == b'|' && last != b'\\' && !ends);
        last = byte;
    }
    count
}

/// The table of a line that begins an item or a quotation: `- | Age | Dose |`.
fn after_marks(line: &str) -> &str {
    let Some(bar) = line.find('|') else { return line };
    let is_mark = |word: &str| {
        matches!(word, "-" | "*" | "+" | ">")
            || word
                .strip_suffix(['.', ')'])
                .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    if line[..bar].split_ascii_whitespace().all(is_mark) { &line[bar..] } else { line }
}

impl<R: DiagnosticSink> Writer<'_, R> {
    /// Writes the header of a table and the line under it, as wide as its widest row.
    pub(crate) fn table_head(
        &mut self,
        lines: &[(usize, &str)],
        gaps: Gaps,
        prefix: &str,
        above: &mut Above,
    ) {
        let [(head_at, head), (rule_at, rule), ..] = lines else { return };
        if above.text {
            self.begin(*head_at, prefix);
        }
        self.begin(*head_at, prefix);
        self.inline(*head_at, head, 0);
        self.widen(head, " |", gaps.head);
        self.begin(*rule_at, prefix);
        self.out.push_str(rule);
        self.widen(rule, "---|", gaps.rule);
        above.text = false;
    }

    fn widen(&mut self, line: &str, cell: &str, count: usize) {
        if count > 0 && !line.trim_end().ends_with('|') {
            self.out.push('|');
        }
        for _ in 0..count {
            self.out.push_str(cell);
        }
    }
}
