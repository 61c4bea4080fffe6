//! Owns the way from pulldown-cmark's events to our own tree of nodes, whose lines know where they began.
//!
//! Nothing of the text is dropped on this way: raw HTML arrives as text but for four tags, a link as its text
//! and ` (target)`, an unused link definition as a paragraph, text nested too deep one level higher.

use std::borrow::Cow;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::read::definitions::{self, Definitions};
use crate::read::diagnostic::{DiagnosticSink, Rule};
use crate::read::inline::{is_blank, push_raw, raw};
use crate::read::line_index::LineIndex;
use crate::read::source_tree::{Frame, FrameKind, Inline, Line, SourceNode, push};
use crate::read::tags::{known_tag, target};
use crate::read::unbalanced::Unbalanced;
use crate::text::{sentence, unicode};

/// Deeper nesting crashes browsers (3,000 quotes, 3 kB of text); the deepest real file has 5 levels.
const DEPTH_CAP: usize = 32;

/// Reads `source[from..]` as Markdown.
pub(crate) fn read(
    source: &str,
    from: usize,
    places: &LineIndex,
    sink: &mut impl DiagnosticSink,
) -> Vec<SourceNode> {
    let body = &source[from..];
    let parser = Parser::new_ext(body, Options::empty());
    let known = definitions::known(&parser);
    let mut builder = Builder {
        body,
        from,
        places,
        sink,
        frames: vec![Frame::new(FrameKind::Root, 0)],
        spans: Vec::new(),
        lines: Vec::new(),
        line: None,
        open: false,
        depth: 0,
        skipped: Vec::new(),
        deep: false,
        html: false,
        plain: memchr::memchr(b'&', body.as_bytes()).is_none()
            && matches!(unicode::visible(body), Cow::Borrowed(_)),
        unbalanced: Unbalanced::default(),
        used: Vec::new(),
    };
    let mut definitions = (!known.is_empty()).then(|| Definitions::new(body, from, places));
    for (event, range) in parser.into_offset_iter() {
        if let Some(definitions) = definitions.as_mut().filter(|_| definitions::holds_text(&event)) {
            definitions.hold(range.start, range.end);
        }
        builder.event(event, range.start);
    }
    builder.close_paragraph();
    let used = std::mem::take(&mut builder.used);
    while builder.frames.len() > 1 {
        builder.end_container();
    }
    let nodes = builder.frames.pop().map(|frame| frame.nodes).unwrap_or_default();
    match definitions {
        Some(definitions) => definitions.put_back(nodes, known, &used),
        None => nodes,
    }
}

/// An inline that is open: what it becomes, and what it holds so far.
enum SpanKind {
    Strong,
    Emphasis,
    Link { target: String },
    Html { tag: &'static str, source: String },
}

struct Builder<'a, R> {
    body: &'a str,
    from: usize,
    places: &'a LineIndex,
    sink: &'a mut R,
    frames: Vec<Frame>,
    spans: Vec<(SpanKind, Vec<Inline>)>,
    lines: Vec<Line>,
    line: Option<Line>,
    /// A paragraph, a heading or the bare text of a tight item is being read.
    open: bool,
    depth: usize,
    /// For every open list and quote: it was left out because it lies too deep.
    skipped: Vec<bool>,
    deep: bool,
    html: bool,
    /// Neither the body nor what its entities stand for can hide anything.
    plain: bool,
    unbalanced: Unbalanced,
    used: Vec<String>,
}

impl<R: DiagnosticSink> Builder<'_, R> {
    fn event(&mut self, event: Event<'_>, start: usize) {
        match event {
            Event::Start(tag) => self.start(tag, start),
            Event::End(tag) => self.end(tag, start),
            Event::Text(text) => self.text(&text, start),
            Event::Code(code) => {
                self.touch(start);
                self.push(Inline::Code(unicode::visible(&code).into_owned()));
            }
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html, start),
            Event::SoftBreak => self.line_end(false),
            Event::HardBreak => self.line_end(true),
            Event::Rule => {
                self.close_paragraph();
                self.node(SourceNode::Rule { at: self.from + start });
            }
            // Never sent: their options are off.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.text(&text, start);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, start: usize) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::HtmlBlock | Tag::CodeBlock(_) => {
                self.close_paragraph();
                self.open = true;
                // The words behind a fence name a language elsewhere; here they may be a dose.
                if let Tag::CodeBlock(CodeBlockKind::Fenced(words)) = &tag
                    && !words.is_empty()
                {
                    self.touch(start);
                    self.push(Inline::Text(format!("{}\n", unicode::visible(words))));
                }
            }
            Tag::List(number) => self.container(FrameKind::List(number), start),
            Tag::BlockQuote(_) => self.container(FrameKind::Quote, start),
            Tag::Item => {
                self.close_paragraph();
                if self.skipped.last() != Some(&true) {
                    self.frames.push(Frame::new(FrameKind::Item, self.from + start));
                }
            }
            Tag::Strong => self.span(SpanKind::Strong, start),
            Tag::Emphasis => self.span(SpanKind::Emphasis, start),
            Tag::Link { dest_url, title, id, .. } | Tag::Image { dest_url, title, id, .. } => {
                if !id.is_empty() {
                    self.used.push(id.to_ascii_lowercase());
                }
                self.span(SpanKind::Link { target: target(&dest_url, &title) }, start);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, start: usize) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.close_paragraph(),
            TagEnd::Heading(level) => self.heading(level, start),
            TagEnd::List(_) | TagEnd::BlockQuote(_) => {
                self.close_paragraph();
                if self.skipped.pop() != Some(true) {
                    self.depth -= 1;
                    self.end_container();
                }
            }
            TagEnd::Item => {
                self.close_paragraph();
                if self.skipped.last() != Some(&true) {
                    self.end_container();
                }
            }
            TagEnd::CodeBlock => self.code(start),
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link | TagEnd::Image => self.end_span(),
            _ => {}
        }
    }

    fn container(&mut self, kind: FrameKind, start: usize) {
        self.close_paragraph();
        let too_deep = self.depth >= DEPTH_CAP;
        self.skipped.push(too_deep);
        if too_deep {
            self.too_deep(start);
        } else {
            self.depth += 1;
            self.frames.push(Frame::new(kind, self.from + start));
        }
    }

    fn end_container(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        match frame.kind {
            FrameKind::Root => self.frames.push(frame),
            FrameKind::Item => match self.frames.last_mut() {
                Some(parent) => push(&mut parent.items, frame.nodes),
                None => self.frames.push(frame),
            },
            FrameKind::List(start) => {
                self.node(SourceNode::List { start, items: frame.items, at: frame.at });
            }
            FrameKind::Quote => self.node(SourceNode::Quote { nodes: frame.nodes, at: frame.at }),
        }
    }

    fn node(&mut self, node: SourceNode) {
        if let Some(frame) = self.frames.last_mut() {
            push(&mut frame.nodes, node);
        }
    }

    /// Opens the implicit paragraph of a tight item, and the line that begins at `start`.
    fn touch(&mut self, start: usize) {
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

    fn push(&mut self, inline: Inline) {
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

    fn text(&mut self, text: &str, start: usize) {
        self.touch(start);
        let shown = if self.plain { Cow::Borrowed(text) } else { unicode::visible(text) };
        self.push_text(&shown);
    }

    fn line_end(&mut self, hard: bool) {
        if self.spans.is_empty() {
            if let Some(mut line) = self.line.take() {
                line.hard = hard;
                push(&mut self.lines, line);
            }
        } else {
            self.push(if hard { Inline::HardBreak } else { Inline::SoftBreak });
        }
    }

    fn span(&mut self, kind: SpanKind, start: usize) {
        self.touch(start);
        if self.spans.len() + self.depth >= DEPTH_CAP {
            self.too_deep(start);
            // A link's target is text and must stay; plain emphasis leaves no trace.
            let target = match kind {
                SpanKind::Link { target } => target,
                SpanKind::Strong | SpanKind::Emphasis | SpanKind::Html { .. } => String::new(),
            };
            self.spans.push((SpanKind::Link { target }, Vec::new()));
        } else {
            self.spans.push((kind, Vec::new()));
        }
    }

    /// Ends the innermost emphasis or link; tags opened inside it and not closed become text.
    fn end_span(&mut self) {
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

    /// Raw HTML: the four tags become elements, all else is text.
    fn html(&mut self, html: &str, start: usize) {
        let mut rest = html;
        let mut shown = false;
        while !rest.is_empty() {
            let at = start + (html.len() - rest.len());
            if let Some(after) = rest.strip_prefix('\n') {
                self.line_end(false);
                rest = after;
                continue;
            }
            if let Some((tag, closing, length)) = known_tag(rest) {
                self.touch(at);
                shown |= !self.tag(tag, closing, &rest[..length]);
                rest = &rest[length..];
                continue;
            }
            let stop = rest.char_indices().skip(1).find(|(_, c)| matches!(c, '<' | '\n'));
            let (text, after) = rest.split_at(stop.map_or(rest.len(), |(stop, _)| stop));
            shown |= text.contains('<');
            self.text(text, at);
            rest = after;
        }
        if shown && !self.html {
            self.html = true;
            let line = self.places.line(self.from + start);
            self.sink.note(Rule::RawHtml, line, || {
                format!("raw HTML is shown as text: {}", unicode::visible(html.trim()))
            });
        }
    }

    /// Opens or closes one of the four tags; false when it closes nothing and is kept as text.
    fn tag(&mut self, tag: &'static str, closing: bool, source: &str) -> bool {
        if !closing {
            if self.spans.len() + self.depth >= DEPTH_CAP {
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

    fn take_lines(&mut self) -> Vec<Line> {
        while let Some((kind, inner)) = self.spans.pop() {
            self.close_span(kind, inner);
        }
        self.line.take().into_iter().for_each(|line| push(&mut self.lines, line));
        self.open = false;
        std::mem::take(&mut self.lines)
    }

    fn close_paragraph(&mut self) {
        if !self.open {
            return;
        }
        let mut lines = self.take_lines();
        lines.retain(|line| !is_blank(&line.text));
        if !lines.is_empty() {
            self.unbalanced.check(&lines, self.places, self.sink, |line| {
                let source = &self.body[line.at - self.from..];
                source.lines().next().is_some_and(|line| line.contains("\\*"))
            });
            self.node(SourceNode::Paragraph(lines));
        }
    }

    fn heading(&mut self, level: HeadingLevel, start: usize) {
        let lines = self.take_lines();
        let at = self.from + start;
        let underlined = self.body.as_bytes().get(start).is_some_and(|byte| *byte != b'#');
        // A sentence with a rule right under it is an underlined heading to Markdown, and to nobody else.
        if underlined
            && level == HeadingLevel::H2
            && lines.last().is_some_and(|line| sentence::closes(&raw(&line.text)))
        {
            self.node(SourceNode::Paragraph(lines));
            self.node(SourceNode::Rule { at });
            return;
        }
        let mut lines = lines.into_iter();
        let mut text = lines.next().map(|line| line.text).unwrap_or_default();
        for line in lines {
            if !text.is_empty() {
                text.push(Inline::SoftBreak);
            }
            text.extend(line.text);
        }
        self.node(SourceNode::Heading { level: level as u8, text, at });
    }

    fn code(&mut self, start: usize) {
        let lines = self.take_lines();
        let mut text = String::new();
        for line in &lines {
            push_raw(&mut text, &line.text);
        }
        self.node(SourceNode::Code { text, at: self.from + start });
    }

    fn too_deep(&mut self, start: usize) {
        if !self.deep {
            self.deep = true;
            let line = self.places.line(self.from + start);
            self.sink.note(Rule::NestingTooDeep, line, || {
                format!("nested more than {DEPTH_CAP} deep; the text is kept, the nesting is not")
            });
        }
    }
}
