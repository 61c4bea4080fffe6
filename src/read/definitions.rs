//! Puts link definitions that no link uses back into the text, where they were.

use pulldown_cmark::{Event, Parser, Tag};

use crate::read::dialects::writer::Positions;
use crate::read::line_index::LineIndex;
use crate::read::source_tree::{Inline, Line, SourceNode};
use crate::text::unicode;

/// A definition: its label, its first byte, and the byte after it.
type Known = (String, usize, usize);

/// The definitions of a body, in no order.
pub(crate) fn known(parser: &Parser<'_>) -> Vec<Known> {
    let all = parser.reference_definitions().iter();
    all.map(|(label, found)| (label.to_ascii_lowercase(), found.span.start, found.span.end)).collect()
}

/// Whether the event's range is that of text, or of a block without inner blocks.
pub(crate) fn holds_text(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => {
            matches!(tag, Tag::Paragraph | Tag::Heading { .. } | Tag::HtmlBlock | Tag::CodeBlock(_))
        }
        Event::End(_) => false,
        _ => true,
    }
}

/// Which lines of a body hold text, and which hold definitions.
pub(crate) struct Definitions<'a> {
    body: &'a str,
    positions: &'a Positions,
    index: LineIndex,
    /// For each line whether it has text, a block without inner blocks, or a known definition.
    held: Vec<bool>,
    /// For each line the bytes of the definition that begins in it and goes back into the text; empty for none.
    lost: Vec<(usize, usize)>,
}

impl<'a> Definitions<'a> {
    /// For `body`, whose bytes have `positions` in the source.
    pub(crate) fn new(body: &'a str, positions: &'a Positions) -> Self {
        let index = LineIndex::new(body);
        let lines = index.line(body.len()) as usize + 1;
        Self { body, positions, index, held: vec![false; lines], lost: vec![(0, 0); lines] }
    }

    /// Bytes `start` to `end` hold text, or a known definition.
    pub(crate) fn hold(&mut self, start: usize, end: usize) {
        let lines = self.line(start)..=self.line(end.saturating_sub(1).max(start));
        self.held[lines].fill(true);
    }

    /// The definition at bytes `start` to `end` goes back into the text.
    fn lose(&mut self, start: usize, end: usize) {
        let line = self.line(start);
        self.lost[line] = (start, end);
    }

    fn line(&self, at: usize) -> usize {
        self.index.line(at) as usize
    }

    /// Finds definitions that repeat a label: pulldown-cmark keeps the first of `[Dose]: 5mg` and `[Dose]: 10mg` and does
    /// not report the others. They are the lines that hold nothing and begin in that form, after marks of lists and
    /// quotes.
    fn find_repeated(&mut self) {
        // Where the definition begins whose last line so far is the line before.
        let mut open = None;
        let mut start = 0;
        for line in self.body.split_inclusive('\n') {
            let end = start + line.len();
            if self.held[self.line(start)] || line.trim().is_empty() {
                open = None;
            } else if open.is_some() || line.trim_start_matches(is_mark).starts_with('[') {
                // Its label or its title may go on.
                let first = *open.get_or_insert(start);
                self.lose(first, end);
            }
            start = end;
        }
    }

    /// Puts definitions that are not `used` back as text between the nodes of the body: `[Dose]: 5mg` is one, and a reader
    /// needs it.
    pub(crate) fn put_back(
        mut self,
        nodes: Vec<SourceNode>,
        known: Vec<Known>,
        used: &[String],
    ) -> Vec<SourceNode> {
        for (label, start, end) in known {
            self.hold(start, end);
            if !used.contains(&label) {
                self.lose(start, end);
            }
        }
        self.find_repeated();
        let mut out = Vec::with_capacity(nodes.len());
        let mut lost = self.lost.iter().filter(|(_, end)| *end > 0).peekable();
        let mut put = |out: &mut Vec<SourceNode>, before: usize| {
            while let Some((start, end)) = lost.next_if(|(start, _)| self.positions.source(*start) < before) {
                let text = unicode::visible(self.body[*start..*end].trim()).into_owned();
                let (at, text) = (self.positions.source(*start), vec![Inline::Text(text)]);
                out.push(SourceNode::Paragraph(vec![Line { at, column: 0, text, hard: false }]));
            }
        };
        for node in nodes {
            put(&mut out, node.at());
            out.push(node);
        }
        put(&mut out, usize::MAX);
        out
    }
}

/// What may precede a block in its line: blanks, and the marks of quotes and lists.
fn is_mark(c: char) -> bool {
    matches!(c, ' ' | '\t' | '>' | '*' | '+' | '-' | '.' | ')' | '0'..='9')
}
