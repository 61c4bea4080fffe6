//! Collects the text of a Markdown block into lines: text, emphasis, links and the four tags.

use std::borrow::Cow;

use crate::read::inline::raw;
use crate::read::source_tree::{Inline, Line, push};
use crate::text::unicode;

/// An inline that is open: what it becomes, and what it holds so far.
pub(crate) enum SpanKind {
    Strong,
    Emphasis,
    Link { target: String },
    Html { tag: &'static str, source: String },
}

/// The text of the block being read.
pub(crate) struct LineBuilder<'a> {
    body: &'a str,
    /// Byte of the source at which the body begins.
    from: usize,
    /// The body has no hidden characters and no entities that could hide any.
    plain: bool,
    spans: Vec<(SpanKind, Vec<Inline>)>,
    lines: Vec<Line>,
    line: Option<Line>,
    /// A paragraph, a heading or the text of a tight item is being read.
    pub(crate) open: bool,
}

impl<'a> LineBuilder<'a> {
    pub(crate) fn new(body: &'a str, from: usize) -> Self {
        let plain = memchr::memchr(b'&', body.as_bytes()).is_none()
            && matches!(unicode::visible(body), Cow::Borrowed(_));
        Self { body, from, plain, spans: Vec::new(), lines: Vec::new(), line: None, open: false }
    }

    /// How many spans are open.
    pub(crate) fn depth(&self) -> usize {
        self.spans.len()
    }

    /// Opens the implicit paragraph of a tight item, and the line that begins at `start`.
    pub(crate) fn touch(&mut self, start: usize) {
        self.open = true;
        if self.spans.is_empty() && self.line.is_none() {
            let at = start - usize::from(start > 0 && self.body.as_bytes()[start - 1] == b'\\');
            let newline = memchr::memrchr(b'\n', &self.body.as_bytes()[..at]);
            let column = newline.map_or(at, |newline| at - newline - 1);
            self.line = Some(Line { at: self.from + at, column, ..Line::default() });
        }
    }

    fn target(&mut self) -> &mut Vec<Inline> {
        match self.spans.last_mut() {
            Some((_, inner)) => inner,
            None => &mut self.line.get_or_insert_default().text,
        }
    }

    pub(crate) fn push(&mut self, inline: Inline) {
        match inline {
            Inline::Text(text) => self.push_text(&text),
            other => push(self.target(), other),
        }
    }

    fn push_text(&mut self, text: &str) {
        let target = self.target();
        if let Some(Inline::Text(last)) = target.last_mut() {
            last.push_str(text);
        } else {
            push(target, Inline::Text(text.into()));
        }
    }

    /// Adds text that begins at byte `start`.
    pub(crate) fn add(&mut self, text: &str, start: usize) {
        self.touch(start);
        let shown = if self.plain { Cow::Borrowed(text) } else { unicode::visible(text) };
        self.push_text(&shown);
    }

    pub(crate) fn line_end(&mut self, hard: bool) {
        if self.spans.is_empty() {
            if let Some(mut line) = self.line.take() {
                line.hard = hard;
                push(&mut self.lines, line);
            }
        } else {
            self.push(if hard { Inline::HardBreak } else { Inline::SoftBreak });
        }
    }

    pub(crate) fn open(&mut self, kind: SpanKind, start: usize) {
        self.touch(start);
        self.spans.push((kind, Vec::new()));
    }

    /// Ends the innermost emphasis or link; tags opened inside it and not closed become text.
    pub(crate) fn end_span(&mut self) {
        while let Some((kind, inner)) = self.spans.pop() {
            let html = matches!(kind, SpanKind::Html { .. });
            self.close_span(kind, inner);
            if !html {
                return;
            }
        }
    }

    fn close_span(&mut self, kind: SpanKind, inner: Vec<Inline>) {
        match kind {
            SpanKind::Strong if !inner.is_empty() => self.push(Inline::Strong(inner)),
            SpanKind::Emphasis if !inner.is_empty() => self.push(Inline::Emphasis(inner)),
            SpanKind::Strong | SpanKind::Emphasis => {}
            SpanKind::Link { target } => {
                let text = raw(&inner);
                let shown = !text.is_empty() && target.ends_with(&*text);
                inner.into_iter().for_each(|inline| self.push(inline));
                if !target.is_empty() && !shown {
                    self.push_text(&format!(" ({target})"));
                }
            }
            SpanKind::Html { source, .. } => {
                self.push_text(&source);
                inner.into_iter().for_each(|inline| self.push(inline));
            }
        }
    }

    /// Opens or closes one of the four tags; false when it closes nothing and is kept as text.
    pub(crate) fn tag(&mut self, tag: &'static str, closing: bool, source: &str, may_open: bool) -> bool {
        if !closing {
            if !may_open {
                self.push_text(source);
                return false;
            }
            self.spans.push((SpanKind::Html { tag, source: source.into() }, Vec::new()));
            return true;
        }
        match self.spans.pop() {
            Some((SpanKind::Html { tag: open, .. }, inner)) if open == tag => {
                match tag {
                    "sub" => self.push(Inline::Subscript(inner)),
                    "sup" => self.push(Inline::Superscript(inner)),
                    _ => self.push(Inline::Emphasis(inner)),
                }
                true
            }
            other => {
                self.spans.extend(other);
                self.push_text(source);
                false
            }
        }
    }

    /// Ends the block.
    pub(crate) fn take_lines(&mut self) -> Vec<Line> {
        while let Some((kind, inner)) = self.spans.pop() {
            self.close_span(kind, inner);
        }
        self.line.take().into_iter().for_each(|line| push(&mut self.lines, line));
        self.open = false;
        std::mem::take(&mut self.lines)
    }
}
