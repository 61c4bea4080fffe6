//! Collects the text of a Markdown block into lines: text, emphasis, links and inline tags.

use std::borrow::Cow;

use crate::read::address;
use crate::read::dialects::marks::WIKI;
use crate::read::dialects::writer::Positions;
use crate::read::inline::raw;
use crate::read::source_tree::{Inline, Line, Style, push};
use crate::text::unicode;

/// An inline that is open: what it becomes.
pub(crate) enum SpanKind {
    Strong,
    Emphasis,
    Struck,
    Link {
        to: String,
        title: String,
    },
    Picture {
        source: String,
        title: String,
    },
    /// A tag, as it is written, and where it leads.
    Html {
        tag: &'static str,
        source: String,
        to: String,
    },
    /// Emphasis nested too deep: its text.
    Plain,
}

/// The text of the block being read.
pub(crate) struct LineBuilder<'a> {
    body: &'a str,
    positions: &'a Positions,
    /// The body has no hidden characters and no entities that could hide any.
    plain: bool,
    spans: Vec<(SpanKind, Vec<Inline>)>,
    lines: Vec<Line>,
    line: Option<Line>,
    /// A paragraph, a heading or the text of a tight item is being read.
    pub(crate) open: bool,
}

impl<'a> LineBuilder<'a> {
    pub(crate) fn new(body: &'a str, positions: &'a Positions) -> Self {
        let plain = memchr::memchr(b'&', body.as_bytes()).is_none()
            && matches!(unicode::visible(body), Cow::Borrowed(_));
        Self { body, positions, plain, spans: Vec::new(), lines: Vec::new(), line: None, open: false }
    }

    /// How many spans are open.
    pub(crate) fn depth(&self) -> usize {
        self.spans.len()
    }

    /// Whether the next text begins a line.
    pub(crate) fn begins_line(&self) -> bool {
        self.line.is_none() && self.spans.iter().all(|(_, inner)| inner.is_empty())
    }

    /// Opens the implicit paragraph of a tight item, and the line that begins at `start`.
    pub(crate) fn touch(&mut self, start: usize) {
        self.open = true;
        if self.spans.is_empty() && self.line.is_none() {
            let at = start - usize::from(start > 0 && self.body.as_bytes()[start - 1] == b'\\');
            let newline = memchr::memrchr(b'\n', &self.body.as_bytes()[..at]);
            let column = newline.map_or(at, |newline| at - newline - 1);
            self.line = Some(Line { at: self.positions.source(at), column, ..Line::default() });
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

    /// Whether the last thing is a picture without words.
    pub(crate) fn ends_in_silent_picture(&mut self) -> bool {
        matches!(self.target().last(), Some(Inline::Picture { alt, .. }) if alt.trim().is_empty())
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

    /// Ends the innermost emphasis or link; tags opened inside it and not closed end with it.
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
            SpanKind::Struck if !inner.is_empty() => self.push(Inline::Struck(inner)),
            SpanKind::Strong | SpanKind::Emphasis | SpanKind::Struck => {}
            SpanKind::Link { to, title } => {
                link(to, inner).into_iter().for_each(|inline| self.push(inline));
                self.title(&title);
            }
            SpanKind::Picture { source, title } => {
                self.push(Inline::Picture { source, alt: raw(&inner).into_owned() });
                self.title(&title);
            }
            SpanKind::Html { source, .. } => {
                // Where it would have ended is not known.
                if is_kept(&source) {
                    self.push_text(&source);
                }
                inner.into_iter().for_each(|inline| self.push(inline));
            }
            SpanKind::Plain => inner.into_iter().for_each(|inline| self.push(inline)),
        }
    }

    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.push_text(&[" (", title, ")"].concat());
        }
    }

    /// Opens or closes an inline tag; false when it closes nothing and is kept as text.
    pub(crate) fn tag(&mut self, tag: &'static str, closing: bool, source: &str, to: String) -> bool {
        if !closing {
            self.spans.push((SpanKind::Html { tag, source: source.into(), to }, Vec::new()));
            return true;
        }
        let html = self.spans.iter().rev().take_while(|(kind, _)| matches!(kind, SpanKind::Html { .. }));
        let is_open =
            |(kind, _): &(SpanKind, _)| matches!(kind, SpanKind::Html { tag: open, .. } if *open == tag);
        if !html.into_iter().any(is_open) {
            let kept = is_kept(source);
            if kept {
                self.push_text(source);
            }
            return !kept;
        }
        while let Some((kind, inner)) = self.spans.pop() {
            match kind {
                SpanKind::Html { tag: open, to, .. } if open == tag => {
                    styled(tag, to, inner).into_iter().for_each(|inline| self.push(inline));
                    return true;
                }
                other => self.close_span(other, inner),
            }
        }
        true
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

/// Whether a tag that closes nothing, or is not closed, is shown: where a raised digit ends changes a number.
fn is_kept(source: &str) -> bool {
    let name = source.trim_start_matches(['<', '/']).trim_end_matches('>');
    ["sub", "sup", "i", "em"].iter().any(|kept| kept.eq_ignore_ascii_case(name))
}

/// What an inline tag does to its content.
fn styled(tag: &str, to: String, inner: Vec<Inline>) -> Vec<Inline> {
    if inner.is_empty() {
        return inner;
    }
    vec![match tag {
        "sub" => Inline::Subscript(inner),
        "sup" => Inline::Superscript(inner),
        "b" | "strong" => Inline::Strong(inner),
        "u" | "ins" => Inline::Styled(Style::Underline, inner),
        "mark" => Inline::Styled(Style::Mark, inner),
        "kbd" => Inline::Styled(Style::Keyboard, inner),
        "small" => Inline::Styled(Style::Small, inner),
        "del" | "s" | "strike" => Inline::Struck(inner),
        "code" | "samp" => Inline::Code(raw(&inner).into_owned()),
        "a" => return link(to, inner),
        _ => Inline::Emphasis(inner),
    }]
}

/// A link, or its text with the address behind it where that is not safe to follow.
pub(crate) fn link(to: String, mut text: Vec<Inline>) -> Vec<Inline> {
    if to.is_empty() {
        return text;
    }
    if text.is_empty() {
        text.push(Inline::Text(to.clone()));
    }
    if address::is_safe(&to) || to.starts_with(WIKI) {
        return vec![Inline::Link { to, text }];
    }
    let words = raw(&text);
    if words.is_empty() || !to.ends_with(&*words) {
        text.push(Inline::Text([" (", &to, ")"].concat()));
    }
    text
}
