//! Turns the events of pulldown-cmark into a source tree.
//!
//! No text is dropped: unknown HTML becomes text, an unused link definition a paragraph, and text nested too deep moves up one
//! level. What no card shows is left out before (`read/dialects`) and reported.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::read::definitions::{self, Definitions};
use crate::read::diagnostic::{DiagnosticSink, Rule};
use crate::read::dialects;
use crate::read::dialects::writer::{Rewritten, find_near};
use crate::read::frames::{FrameKind, Frames};
use crate::read::inline::{is_blank, push_raw, raw};
use crate::read::line_builder::{LineBuilder, SpanKind};
use crate::read::line_index::LineIndex;
use crate::read::source_tree::{Cell, Inline, Line, SourceNode, Table};
use crate::read::spans;
use crate::read::unbalanced::Unbalanced;
use crate::text::{sentence, unicode};

/// Deeper nesting crashes browsers (3,000 quotes, 3 kB of text); the deepest real file has 5 levels.
const DEPTH_CAP: usize = 32;

/// What Markdown is read besides CommonMark.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_DEFINITION_LIST);

/// Reads `source[from..]` as Markdown.
pub(crate) fn read(
    source: &str,
    from: usize,
    lines: &LineIndex,
    sink: &mut impl DiagnosticSink,
) -> Vec<SourceNode> {
    let rewritten = dialects::rewrite(&source[from..], from, lines, sink);
    let body = &*rewritten.text;
    let parser = Parser::new_ext(body, OPTIONS);
    let known = definitions::known(&parser);
    let mut builder = Builder {
        body,
        rewritten: &rewritten,
        lines,
        sink,
        frames: Frames::new(),
        text: LineBuilder::new(body, rewritten.positions()),
        skipped: Vec::new(),
        deep: false,
        in_code: false,
        span_mark: None,
        html_code: false,
        components: 0,
        html_to: 0,
        unbalanced: Unbalanced::default(),
        used: Vec::new(),
    };
    let mut definitions = (!known.is_empty()).then(|| Definitions::new(body, rewritten.positions()));
    for (event, range) in parser.into_offset_iter() {
        if let Some(definitions) = definitions.as_mut().filter(|_| definitions::holds_text(&event)) {
            definitions.hold(range.start, range.end);
        }
        builder.event(event, range.start);
    }
    builder.close_paragraph();
    let used = std::mem::take(&mut builder.used);
    let nodes = builder.frames.finish();
    match definitions {
        Some(definitions) => definitions.put_back(nodes, known, &used),
        None => nodes,
    }
}

pub(crate) struct Builder<'a, R> {
    pub(crate) body: &'a str,
    pub(crate) rewritten: &'a Rewritten<'a>,
    lines: &'a LineIndex,
    sink: &'a mut R,
    pub(crate) frames: Frames,
    pub(crate) text: LineBuilder<'a>,
    /// For every open list and quote: whether it was left out because it nests too deep.
    skipped: Vec<bool>,
    deep: bool,
    in_code: bool,
    /// The cell being read is the mark of a span.
    span_mark: Option<Cell<SourceNode>>,
    /// The code block being read is indented HTML.
    html_code: bool,
    /// How many tags were looked up as components.
    pub(crate) components: usize,
    /// Byte after a tag that goes on over lines.
    pub(crate) html_to: usize,
    unbalanced: Unbalanced,
    used: Vec<String>,
}

impl<R: DiagnosticSink> Builder<'_, R> {
    fn event(&mut self, event: Event<'_>, start: usize) {
        match event {
            Event::Start(tag) => self.start(tag, start),
            Event::End(tag) => self.end(tag, start),
            Event::Text(text) if self.html_code => self.html(&text, start),
            Event::Text(text) if self.in_code => self.text.add(&self.rewritten.code(&text, start), start),
            // The mark of a span is no text.
            Event::Text(_) if self.span_mark.is_some() => {}
            // A line end in the row of a table can only be written as a character.
            Event::Text(text) if &*text == "\n" => self.text.line_end(true),
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
                self.frames.node(SourceNode::Rule { at: self.at(start) });
            }
            Event::FootnoteReference(label) => {
                self.text.touch(start);
                self.text.push(Inline::Note(unicode::visible(&label).into_owned()));
            }
            Event::TaskListMarker(done) => self.text.add(if done { "☑ " } else { "☐ " }, start),
            // Never sent: their option is off.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text.add(&text, start),
        }
    }

    fn start(&mut self, tag: Tag<'_>, start: usize) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::HtmlBlock => {
                self.close_paragraph();
                self.text.open = true;
            }
            Tag::CodeBlock(kind) => {
                self.close_paragraph();
                self.text.open = true;
                self.in_code = true;
                match &kind {
                    CodeBlockKind::Indented => self.html_code = self.frames.in_html(),
                    // The words after a fence name a language elsewhere; here they may be a dose.
                    CodeBlockKind::Fenced(words) if !words.is_empty() => {
                        self.text.touch(start);
                        self.text.push(Inline::Text(format!("{}\n", unicode::visible(words))));
                    }
                    CodeBlockKind::Fenced(_) => {}
                }
            }
            Tag::List(number) => self.container(FrameKind::List(number), start),
            Tag::BlockQuote(_) => self.container(FrameKind::Quote, start),
            Tag::FootnoteDefinition(label) => {
                self.container(FrameKind::Footnote(unicode::visible(&label).into_owned()), start);
            }
            Tag::Table(_) => {
                let table = Table { caption: Vec::new(), head: Vec::new(), rows: Vec::new() };
                self.container(FrameKind::Table(table), start);
            }
            Tag::DefinitionList => self.container(FrameKind::Group, start),
            Tag::DefinitionListTitle => self.inside(FrameKind::Term, start),
            Tag::DefinitionListDefinition => self.inside(FrameKind::Group, start),
            Tag::Item => self.inside(FrameKind::Item, start),
            Tag::TableHead | Tag::TableRow => {
                let heads = matches!(tag, Tag::TableHead);
                self.inside(FrameKind::Row(Vec::new()), start);
                if let Some(row) = self.frames.last_mut().filter(|row| matches!(row.kind, FrameKind::Row(_)))
                {
                    row.heads = heads;
                }
            }
            Tag::TableCell => {
                self.span_mark = spans::mark(self.body.get(start..).unwrap_or_default());
                let cell = self.span_mark.clone().unwrap_or_default();
                self.inside(FrameKind::Cell(cell), start);
            }
            Tag::Strong => self.span(SpanKind::Strong, start),
            Tag::Emphasis => self.span(SpanKind::Emphasis, start),
            Tag::Strikethrough => self.span(SpanKind::Struck, start),
            Tag::Link { dest_url, title, id, .. } => {
                self.use_definition(&id);
                let (to, title) = (visible(&dest_url), visible(&title));
                self.span(SpanKind::Link { to, title }, start);
            }
            Tag::Image { dest_url, title, id, .. } => {
                self.use_definition(&id);
                let (source, title) = (visible(&dest_url), visible(&title));
                self.span(SpanKind::Picture { source, title }, start);
            }
            // Never sent: their options are off.
            Tag::MetadataBlock(_) | Tag::Superscript | Tag::Subscript => {}
        }
    }

    fn end(&mut self, tag: TagEnd, start: usize) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.close_paragraph(),
            TagEnd::Heading(level) => self.heading(level, start),
            TagEnd::List(_) => self.end_container(|kind| matches!(kind, FrameKind::List(_))),
            TagEnd::BlockQuote(_) => self.end_container(|kind| matches!(kind, FrameKind::Quote)),
            TagEnd::FootnoteDefinition => self.end_container(|kind| matches!(kind, FrameKind::Footnote(_))),
            TagEnd::Table => self.end_container(|kind| matches!(kind, FrameKind::Table(_))),
            TagEnd::DefinitionList => self.end_container(|kind| matches!(kind, FrameKind::Group)),
            TagEnd::DefinitionListTitle => self.end_inside(|kind| matches!(kind, FrameKind::Term)),
            TagEnd::DefinitionListDefinition => self.end_inside(|kind| matches!(kind, FrameKind::Group)),
            TagEnd::Item => self.end_inside(|kind| matches!(kind, FrameKind::Item)),
            TagEnd::TableHead | TagEnd::TableRow => self.end_inside(|kind| matches!(kind, FrameKind::Row(_))),
            TagEnd::TableCell => {
                self.span_mark = None;
                self.end_inside(|kind| matches!(kind, FrameKind::Cell(_)));
            }
            TagEnd::CodeBlock => self.code(start),
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link => self.text.end_span(),
            TagEnd::Strikethrough => {
                self.check_struck(start);
                self.text.end_span();
            }
            TagEnd::Image => {
                self.text.end_span();
                self.check_picture(start);
            }
            TagEnd::MetadataBlock(_) | TagEnd::Superscript | TagEnd::Subscript => {}
        }
    }

    /// The byte of the source for byte `start` of the body.
    pub(crate) fn at(&self, start: usize) -> usize {
        self.rewritten.positions().source(start)
    }

    pub(crate) fn note(&mut self, rule: Rule, start: usize, message: impl FnOnce() -> String) {
        let line = self.lines.line(self.at(start));
        self.sink.note(rule, line, message);
    }

    /// Reports a struck dose.
    fn check_struck(&mut self, start: usize) {
        const UNITS: [&str; 8] = ["mg", "mcg", "µg", "μg", "g", "ml", "units", "%"];
        let Some(struck) = self.body.get(start..).and_then(|text| text.strip_prefix("~~")) else { return };
        let struck = &struck[..find_near(struck, "~~").unwrap_or(0)];
        let is_unit = |word: &str| UNITS.iter().any(|unit| word.eq_ignore_ascii_case(unit));
        let mut words = struck.split(|c: char| !c.is_alphabetic() && c != '%');
        if struck.contains(|c: char| c.is_ascii_digit()) && words.any(is_unit) {
            self.note(Rule::StruckDose, start, || format!("a dose is struck: {struck}"));
        }
    }

    fn use_definition(&mut self, id: &str) {
        if !id.is_empty() {
            self.used.push(id.to_ascii_lowercase());
        }
    }

    fn container(&mut self, kind: FrameKind, start: usize) {
        self.close_paragraph();
        let too_deep = self.is_full();
        self.skipped.push(too_deep);
        if too_deep {
            self.too_deep(start);
        } else {
            self.frames.open(kind, self.at(start), None);
        }
    }

    /// Ends a block of Markdown, and what HTML left open in it.
    fn end_container(&mut self, is_kind: fn(&FrameKind) -> bool) {
        self.close_paragraph();
        if self.skipped.pop() != Some(true) {
            self.close_frame(is_kind);
        }
    }

    /// Opens a block that only its container can hold.
    fn inside(&mut self, kind: FrameKind, start: usize) {
        self.close_paragraph();
        if self.skipped.last() != Some(&true) {
            self.frames.open(kind, self.at(start), None);
        }
    }

    fn end_inside(&mut self, is_kind: fn(&FrameKind) -> bool) {
        self.close_paragraph();
        if self.skipped.last() != Some(&true) {
            self.close_frame(is_kind);
        }
    }

    fn close_frame(&mut self, is_kind: fn(&FrameKind) -> bool) {
        if let Some(at) = self.frames.last_position(is_kind) {
            self.frames.close_to(at);
        }
    }

    fn span(&mut self, kind: SpanKind, start: usize) {
        if self.may_open() {
            return self.text.open(kind, start);
        }
        self.too_deep(start);
        // A link's target is text and must stay; plain emphasis leaves no trace.
        let kind = match kind {
            SpanKind::Link { .. } | SpanKind::Picture { .. } | SpanKind::Struck => kind,
            SpanKind::Strong | SpanKind::Emphasis | SpanKind::Html { .. } | SpanKind::Plain => {
                SpanKind::Plain
            }
        };
        self.text.open(kind, start);
    }

    pub(crate) fn may_open(&self) -> bool {
        self.text.depth() + self.frames.depth() < DEPTH_CAP
    }

    /// Whether no block may be opened inside the open ones.
    pub(crate) fn is_full(&self) -> bool {
        self.frames.depth() >= DEPTH_CAP
    }

    pub(crate) fn close_paragraph(&mut self) {
        if !self.text.open {
            return;
        }
        let mut lines = self.text.take_lines();
        lines.retain(|line| !is_blank(&line.text));
        if !lines.is_empty() {
            self.unbalanced.check(&lines, self.lines, self.sink, |line| {
                let at = line.at.saturating_sub(self.rewritten.positions().source(0));
                self.body
                    .get(at..)
                    .and_then(|body| body.lines().next())
                    .is_some_and(|line| line.contains("\\*"))
            });
            self.frames.node(SourceNode::Paragraph(lines));
        }
    }

    fn heading(&mut self, level: HeadingLevel, start: usize) {
        let lines = self.text.take_lines();
        let at = self.at(start);
        let underlined = self.body.as_bytes().get(start).is_some_and(|byte| *byte != b'#');
        // Markdown reads a sentence with a rule right under it as an underlined heading; authors do not.
        if underlined
            && level == HeadingLevel::H2
            && lines.last().is_some_and(|line| sentence::closes(&raw(&line.text)))
        {
            self.frames.node(SourceNode::Paragraph(lines));
            self.frames.node(SourceNode::Rule { at });
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
        // The mark of a footnote is no part of a name; it stays right under the heading.
        let (notes, text): (Vec<Inline>, Vec<Inline>) =
            text.into_iter().partition(|inline| matches!(inline, Inline::Note(_)));
        self.frames.node(SourceNode::Heading { level: level as u8, text, at });
        if !notes.is_empty() {
            self.frames.node(SourceNode::Paragraph(vec![Line { at, column: 1, text: notes, hard: false }]));
        }
    }

    fn code(&mut self, start: usize) {
        self.in_code = false;
        if std::mem::take(&mut self.html_code) {
            return self.close_paragraph();
        }
        let lines = self.text.take_lines();
        let mut text = String::new();
        for line in &lines {
            push_raw(&mut text, &line.text);
        }
        self.frames.node(SourceNode::Code { text, at: self.at(start) });
    }

    pub(crate) fn too_deep(&mut self, start: usize) {
        if !self.deep {
            self.deep = true;
            self.note(Rule::NestingTooDeep, start, || {
                format!("nested more than {DEPTH_CAP} deep; the text is kept, the nesting is not")
            });
        }
    }
}

fn visible(text: &str) -> String {
    unicode::visible(text).into_owned()
}
