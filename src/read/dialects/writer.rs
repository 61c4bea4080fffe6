//! Holds the state of a rewriting of Markdown dialects, and maps positions of the result to the source.

use std::borrow::Cow;

use crate::read::diagnostic::{DiagnosticSink, Rule};
use crate::read::line_index::LineIndex;

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
    pub(crate) added: Vec<usize>,
    pub(crate) positions: Positions,
}

/// Maps bytes of the rewritten text to bytes of the source.
#[derive(Debug, Clone, Default)]
pub(crate) struct Positions {
    pub(crate) from: usize,
    /// Where each line begins in the rewritten text and in the source; none when nothing was rewritten.
    pub(crate) lines: Vec<(usize, usize)>,
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

/// The state of a rewriting.
pub(crate) struct Writer<'a, R> {
    pub(crate) body: &'a str,
    pub(crate) from: usize,
    pub(crate) lines: &'a LineIndex,
    pub(crate) sink: &'a mut R,
    pub(crate) out: String,
    pub(crate) added: Vec<usize>,
    pub(crate) starts: Vec<(usize, usize)>,
    /// The byte of the body up to which a comment goes.
    pub(crate) hidden_to: usize,
    /// No comment is closed from here on.
    pub(crate) unclosed: bool,
    /// A formula of several lines is open.
    pub(crate) formula: bool,
    /// Headings are written without a blank after their marks.
    pub(crate) hashes: bool,
}

/// What is known of the lines above a line.
#[derive(Default)]
pub(crate) struct Above {
    /// The fence of the open code block.
    pub(crate) fence: Option<(u8, usize)>,
    /// How many marks of quotations the line above begins with.
    pub(crate) quote: usize,
    /// The line above is text that may go on.
    pub(crate) text: bool,
}

impl<R: DiagnosticSink> Writer<'_, R> {
    /// Begins the line that is at byte `at` of the body.
    pub(crate) fn begin(&mut self, at: usize, prefix: &str) {
        if !self.starts.is_empty() {
            self.out.push('\n');
        }
        self.starts.push((self.out.len(), at));
        self.out.push_str(prefix);
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
