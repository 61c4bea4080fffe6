//! Turns the events of pulldown-cmark into a source tree.
//!
//! No text is dropped: raw HTML becomes text but for four tags, a link its text and ` (target)`, an unused link definition a
//! paragraph, and text nested too deep moves up one level.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::read::definitions::{self, Definitions};
use crate::read::diagnostic::{DiagnosticSink, Rule};
use crate::read::inline::{is_blank, push_raw, raw};
use crate::read::line_builder::{LineBuilder, SpanKind};
use crate::read::line_index::LineIndex;
use crate::read::source_tree::{Inline, SourceNode, push};
use crate::read::tags::{known_tag, target};
use crate::read::unbalanced::Unbalanced;
use crate::text::{sentence, unicode};

/// Deeper nesting crashes browsers (3,000 quotes, 3 kB of text); the deepest real file has 5 levels.
const DEPTH_CAP: usize = 32;

/// Reads `source[from..]` as Markdown.
pub(crate) fn read(
    source: &str,
    from: usize,
    lines: &LineIndex,
    sink: &mut impl DiagnosticSink,
) -> Vec<SourceNode> {
    let body = &source[from..];
    let parser = Parser::new_ext(body, Options::empty());
    let known = definitions::known(&parser);
    let mut builder = Builder {
        body,
        from,
        lines,
        sink,
        frames: vec![Frame::new(FrameKind::Root, 0)],
        text: LineBuilder::new(body, from),
        depth: 0,
        skipped: Vec::new(),
        deep: false,
        html: false,
        unbalanced: Unbalanced::default(),
        used: Vec::new(),
    };
    let mut definitions = (!known.is_empty()).then(|| Definitions::new(body, from, lines));
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

/// What is open around the block being read.
enum FrameKind {
    Root,
    List(Option<u64>),
    Item,
    Quote,
}

/// An open block and what it holds so far.
struct Frame {
    kind: FrameKind,
    at: usize,
    nodes: Vec<SourceNode>,
    items: Vec<Vec<SourceNode>>,
}

impl Frame {
    fn new(kind: FrameKind, at: usize) -> Self {
        Self { kind, at, nodes: Vec::new(), items: Vec::new() }
    }
}

struct Builder<'a, R> {
    body: &'a str,
    from: usize,
    lines: &'a LineIndex,
    sink: &'a mut R,
    frames: Vec<Frame>,
    text: LineBuilder<'a>,
    depth: usize,
    /// For every open list and quote: whether it was left out because it nests too deep.
    skipped: Vec<bool>,
    deep: bool,
    html: bool,
    unbalanced: Unbalanced,
    used: Vec<String>,
}

impl<R: DiagnosticSink> Builder<'_, R> {
    fn event(&mut self, event: Event<'_>, start: usize) {
        match event {
            Event::Start(tag) => self.start(tag, start),
            Event::End(tag) => self.end(tag, start),
            Event::Text(text) => self.text.add(&text, start),
            Event::Code(code) => {
                self.text.touch(start);
                self.text.push(Inline::Code(unicode::visible(&code).into_owned()));
            }
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html, start),
            Event::SoftBreak => self.text.line_end(false),
            Event::HardBreak => self.text.line_end(true),
            Event::Rule => {
                self.close_paragraph();
                self.node(SourceNode::Rule { at: self.from + start });
            }
            // Never sent: their options are off.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.text.add(&text, start);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, start: usize) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::HtmlBlock | Tag::CodeBlock(_) => {
                self.close_paragraph();
                self.text.open = true;
                // The words after a fence name a language elsewhere; here they may be a dose.
                if let Tag::CodeBlock(CodeBlockKind::Fenced(words)) = &tag
                    && !words.is_empty()
                {
                    self.text.touch(start);
                    self.text.push(Inline::Text(format!("{}\n", unicode::visible(words))));
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
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link | TagEnd::Image => self.text.end_span(),
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

    fn span(&mut self, kind: SpanKind, start: usize) {
        if self.may_open() {
            return self.text.open(kind, start);
        }
        self.too_deep(start);
        // A link's target is text and must stay; plain emphasis leaves no trace.
        let target = match kind {
            SpanKind::Link { target } => target,
            SpanKind::Strong | SpanKind::Emphasis | SpanKind::Html { .. } => String::new(),
        };
        self.text.open(SpanKind::Link { target }, start);
    }

    fn may_open(&self) -> bool {
        self.text.depth() + self.depth < DEPTH_CAP
    }

    /// Raw HTML: the four tags become elements, all else is text.
    fn html(&mut self, html: &str, start: usize) {
        let mut rest = html;
        let mut shown = false;
        while !rest.is_empty() {
            let at = start + (html.len() - rest.len());
            if let Some(after) = rest.strip_prefix('\n') {
                self.text.line_end(false);
                rest = after;
                continue;
            }
            if let Some((tag, closing, length)) = known_tag(rest) {
                self.text.touch(at);
                let may_open = self.may_open();
                shown |= !self.text.tag(tag, closing, &rest[..length], may_open);
                rest = &rest[length..];
                continue;
            }
            let stop = rest.char_indices().skip(1).find(|(_, c)| matches!(c, '<' | '\n'));
            let (text, after) = rest.split_at(stop.map_or(rest.len(), |(stop, _)| stop));
            shown |= text.contains('<');
            self.text.add(text, at);
            rest = after;
        }
        if shown && !self.html {
            self.html = true;
            let line = self.lines.line(self.from + start);
            self.sink.note(Rule::RawHtml, line, || {
                format!("raw HTML is shown as text: {}", unicode::visible(html.trim()))
            });
        }
    }

    fn close_paragraph(&mut self) {
        if !self.text.open {
            return;
        }
        let mut lines = self.text.take_lines();
        lines.retain(|line| !is_blank(&line.text));
        if !lines.is_empty() {
            self.unbalanced.check(&lines, self.lines, self.sink, |line| {
                let source = &self.body[line.at - self.from..];
                source.lines().next().is_some_and(|line| line.contains("\\*"))
            });
            self.node(SourceNode::Paragraph(lines));
        }
    }

    fn heading(&mut self, level: HeadingLevel, start: usize) {
        let lines = self.text.take_lines();
        let at = self.from + start;
        let underlined = self.body.as_bytes().get(start).is_some_and(|byte| *byte != b'#');
        // Markdown reads a sentence with a rule right under it as an underlined heading; authors do not.
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
        let lines = self.text.take_lines();
        let mut text = String::new();
        for line in &lines {
            push_raw(&mut text, &line.text);
        }
        self.node(SourceNode::Code { text, at: self.from + start });
    }

    fn too_deep(&mut self, start: usize) {
        if !self.deep {
            self.deep = true;
            let line = self.lines.line(self.from + start);
            self.sink.note(Rule::NestingTooDeep, line, || {
                format!("nested more than {DEPTH_CAP} deep; the text is kept, the nesting is not")
            });
        }
    }
}
