//! Rewrites the marks of Markdown dialects into plain Markdown before it is parsed, line for line.
//!
//! What no card shows (comments, ids, marks of site generators) is left out and reported. A comparator or sign before a number gets
//! a backslash, so that it stays text.

pub(crate) mod comparators;
pub(crate) mod containers;
pub(crate) mod hidden;
pub(crate) mod marks;
pub(crate) mod tables;

use std::borrow::Cow;

use crate::read::diagnostic::{DiagnosticSink, Rule};
use crate::read::line_index::LineIndex;

/// Containers nested deeper stay text.
const DEPTH_CAP: usize = 12;

/// The end of a mark is looked for in so many bytes, so that a page of beginnings takes no longer than any other.
const NEAR: usize = 600;

/// The first `end` near the start of `text`.
pub(crate) fn find_near(text: &str, end: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let near = &bytes[..bytes.len().min(NEAR)];
    near.windows(end.len()).position(|window| window == end.as_bytes())
}

/// Markdown without dialects, with the positions it has in the source.
pub(crate) struct Rewritten<'a> {
    /// The Markdown.
    pub(crate) text: Cow<'a, str>,
    /// Bytes of `text` that hold a backslash of ours; ascending.
    added: Vec<usize>,
    positions: Positions,
}

/// Maps bytes of the rewritten text to bytes of the source.
#[derive(Debug, Clone, Default)]
pub(crate) struct Positions {
    from: usize,
    /// Where each line begins in the rewritten text and in the source; none when nothing was rewritten.
    lines: Vec<(usize, usize)>,
}

impl Positions {
    /// The byte of the source for byte `at` of the text; right to the line.
    pub(crate) fn source(&self, at: usize) -> usize {
        let line = self.lines.partition_point(|(new, _)| *new <= at);
        let Some((new, old)) = line.checked_sub(1).and_then(|line| self.lines.get(line)) else {
            return self.from + at;
        };
        let end = self.lines.get(line).map_or(usize::MAX, |(_, next)| next.saturating_sub(1));
        self.from + (old + (at - new)).min(end.max(*old))
    }
}

impl<'a> Rewritten<'a> {
    /// The text's positions in the source.
    pub(crate) fn positions(&self) -> &Positions {
        &self.positions
    }

    /// A piece of code that begins at byte `start`, without our backslashes: in code they would show.
    pub(crate) fn code<'t>(&self, text: &'t str, start: usize) -> Cow<'t, str> {
        let first = self.added.partition_point(|at| *at < start);
        let inside = self.added[first..].iter().map(|at| at - start);
        let mut out = Cow::Borrowed(text);
        for (count, at) in inside.take_while(|at| *at < text.len()).enumerate() {
            if out.get(at - count..).is_some_and(|rest| rest.starts_with('\\')) {
                out.to_mut().remove(at - count);
            }
        }
        out
    }
}

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
}

/// The state of a rewriting.
pub(crate) struct Writer<'a, R> {
    body: &'a str,
    from: usize,
    lines: &'a LineIndex,
    sink: &'a mut R,
    out: String,
    added: Vec<usize>,
    starts: Vec<(usize, usize)>,
    /// The byte of the body up to which a comment goes.
    hidden_to: usize,
    /// No comment is closed from here on.
    unclosed: bool,
    /// A formula of several lines is open.
    formula: bool,
    /// Headings are written without a blank after their marks.
    hashes: bool,
}

/// What is known of the lines above a line.
#[derive(Default)]
pub(crate) struct Above {
    /// The fence of the open code block.
    fence: Option<(u8, usize)>,
    /// How many marks of quotations the line above begins with.
    pub(crate) quote: usize,
    /// The line above is text that may go on.
    pub(crate) text: bool,
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

    /// Begins the line that is at byte `at` of the body.
    pub(crate) fn begin(&mut self, at: usize, prefix: &str) {
        if !self.starts.is_empty() {
            self.out.push('\n');
        }
        self.starts.push((self.out.len(), at));
        self.out.push_str(prefix);
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

    /// Writes a backslash of ours.
    pub(crate) fn escape(&mut self) {
        self.added.push(self.out.len());
        self.out.push('\\');
    }

    /// Reports what is at byte `at` of the body.
    pub(crate) fn note(&mut self, rule: Rule, at: usize, message: impl FnOnce() -> String) {
        let line = self.lines.line(self.from + at);
        self.sink.note(rule, line, message);
    }
}
