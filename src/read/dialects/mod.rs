//! Rewrites the marks of Markdown dialects into plain Markdown before it is parsed, line for line.
//!
//! What no card shows (comments, ids, marks of site generators) is left out and reported. A comparator or sign before a number gets
//! a backslash, so that it stays text.

pub(crate) mod comparators;
pub(crate) mod containers;
pub(crate) mod hidden;
pub(crate) mod marks;
pub(crate) mod tables;
pub(crate) mod writer;

use std::borrow::Cow;

use crate::read::diagnostic::DiagnosticSink;
use crate::read::dialects::writer::{Above, Positions, Rewritten, Writer};
use crate::read::line_index::LineIndex;

/// Containers nested deeper stay text.
const DEPTH_CAP: usize = 12;

/// Rewrites the body of a page, which begins at byte `from` of its source.
pub(crate) fn rewrite<'a>(
    body: &'a str,
    from: usize,
    lines: &LineIndex,
    sink: &mut impl DiagnosticSink,
) -> Rewritten<'a> {
    if !has_marks(body) {
        let positions = Positions { from, lines: Vec::new() };
        return Rewritten { text: Cow::Borrowed(body), added: Vec::new(), positions };
    }
    let mut writer = Writer {
        body,
        from,
        lines,
        sink,
        out: String::with_capacity(body.len() + body.len() / 16),
        added: Vec::new(),
        starts: Vec::new(),
        hidden_to: 0,
        unclosed: false,
        formula: false,
        hashes: marks::bare_hashes(body),
    };
    let mut at = 0;
    let mut all = Vec::new();
    for line in body.split('\n') {
        all.push((at, line));
        at += line.len() + 1;
    }
    writer.block(&all, "", 0);
    let Writer { out, added, starts, .. } = writer;
    Rewritten { text: Cow::Owned(out), added, positions: Positions { from, lines: starts } }
}

/// Whether any mark of a dialect could be in the text; most pages have none and are not copied.
fn has_marks(body: &str) -> bool {
    let bytes = body.as_bytes();
    let pair = |pair: &[u8]| match pair {
        [b'!', b'!']
        | [b'?', b'?']
        | [b':', b':']
        | [b'[', b'[']
        | [b'=', b'=']
        | [b'<', b'!']
        | [b'+', b' ']
        | [b'\n', b'i' | b'e']
        | [b'0'..=b'9', b'*' | b'.'] => true,
        [b'#', next] => next.is_ascii_alphanumeric(),
        _ => false,
    };
    memchr::memchr3(b'~', b'{', b'$', bytes).is_some()
        || memchr::memchr3(b'>', b'^', b'|', bytes).is_some()
        || bytes.windows(2).any(pair)
        || body.starts_with("import ")
        || body.contains(": **")
}

impl<R: DiagnosticSink> Writer<'_, R> {
    /// Writes lines, each after `prefix`.
    fn block(&mut self, all: &[(usize, &str)], prefix: &str, depth: usize) {
        let mut above = Above::default();
        let mut number = 0;
        while let Some(&(at, line)) = all.get(number) {
            let open = above.fence.is_none() && at >= self.hidden_to && depth < DEPTH_CAP;
            if let Some(table) = tables::gaps(&all[number..]).filter(|_| open) {
                self.table_head(&all[number..], table, prefix, &mut above);
                number += 2;
                continue;
            }
            let container = if open { containers::open(&all[number..]) } else { None };
            match container {
                Some(container) => {
                    let length = container.length;
                    self.container(&all[number..number + length], container, prefix, depth);
                    above = Above::default();
                    number += length;
                }
                None => {
                    self.begin(at, prefix);
                    self.line(at, line, &mut above);
                    number += 1;
                }
            }
        }
    }

    fn line(&mut self, at: usize, line: &str, above: &mut Above) {
        let trimmed = line.trim_start_matches([' ', '\t']);
        let mark = trimmed.bytes().next().filter(|mark| matches!(mark, b'`' | b'~'));
        let count = trimmed.bytes().take_while(|byte| Some(*byte) == mark).count();
        if let Some((open, length)) = above.fence {
            if mark == Some(open) && count >= length && trimmed[count..].trim().is_empty() {
                above.fence = None;
            }
            return self.out.push_str(line);
        }
        if let Some(mark) = mark.filter(|_| count >= 3 && at >= self.hidden_to) {
            let info = &trimmed[count..];
            if mark == b'~' || !info.contains('`') {
                above.fence = Some((mark, count));
                above.text = false;
                return self.out.push_str(line);
            }
        }
        if self.hidden_line(at, line, above) {
            return;
        }
        let skip = self.hidden_to.saturating_sub(at).min(line.len());
        let done = if skip > 0 { skip } else { self.leading(line, above) };
        self.inline(at, line, done);
        above.text &= !line.trim().is_empty();
    }
}
