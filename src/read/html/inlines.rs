//! Collects the text of a paragraph: letters, emphasis, links and line ends, with a browser's rules for white space.

use crate::read::html::content::is_left_out;
use crate::read::html::dom::{Dom, Kind, NodeId};
use crate::read::inline::is_blank;
use crate::read::line_builder::link;
use crate::read::line_index::LineIndex;
use crate::read::source_tree::{self, Inline, Line};
use crate::text::unicode;

/// Elements nested deeper are read as their text.
pub(crate) const DEPTH_CAP: usize = 100;

/// Styles nested deeper leave no trace; Markdown keeps 32 levels of lists and styles together.
const STYLE_CAP: usize = 8;

/// Where the lines of a paragraph begin, as the same text does in Markdown.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Indent {
    /// Bytes before each line.
    pub(crate) column: usize,
    /// A line that the HTML has at the margin stays there, although it goes on inside a list.
    pub(crate) margin: bool,
}

/// What emphasis becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Style {
    Strong,
    Emphasis,
    Subscript,
    Superscript,
    Styled(source_tree::Style),
    /// A link, with what its title says.
    Link {
        to: String,
        title: String,
    },
}

/// What separates two words, the weaker first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    /// As many blanks as the source has: a quotation from a page must be found in it.
    Space(usize),
    /// A line end of the source; `true` where the next line begins at the margin.
    Line(bool),
    Break,
}

/// The text of a paragraph or heading, collected node by node.
pub(crate) struct Inlines<'d> {
    dom: &'d Dom,
    index: &'d LineIndex,
    indent: Indent,
    lines: Vec<Line>,
    line: Option<Line>,
    /// Column of the next line.
    column: usize,
    /// Byte of the text being added.
    at: usize,
    /// A gap that waits for what comes after it.
    gap: Option<Gap>,
    /// Styles opened that hold nothing yet.
    waiting: Vec<Style>,
    open: Vec<(Style, Vec<Inline>)>,
    depth: usize,
    /// Nothing begins a line here.
    single: bool,
}

impl<'d> Inlines<'d> {
    pub(crate) fn new(dom: &'d Dom, index: &'d LineIndex, indent: Indent) -> Self {
        Self {
            dom,
            index,
            indent,
            lines: Vec::new(),
            line: None,
            column: indent.column,
            at: 0,
            gap: None,
            waiting: Vec::new(),
            open: Vec::new(),
            depth: 0,
            single: false,
        }
    }

    /// Adds a node and what is in it.
    pub(crate) fn add(&mut self, id: NodeId) {
        let dom = self.dom;
        if is_left_out(dom, id) {
            return;
        }
        if let Kind::Text(text) = dom.kind(id) {
            return self.text_node(id, text);
        }
        if self.depth >= DEPTH_CAP {
            for id in dom.below(id, |id| is_left_out(dom, id)) {
                if let Kind::Text(text) = dom.kind(id) {
                    self.text_node(id, text);
                }
            }
            return;
        }
        self.at = self.index.start(dom.line(id));
        let style = match dom.name(id) {
            "br" => return self.gap(Gap::Break),
            "wbr" => return,
            "img" => return self.image(id),
            "code" if !dom.holds_block(id) => return self.code(&dom.text(id)),
            "strong" | "b" => Some(Style::Strong),
            "em" | "i" => Some(Style::Emphasis),
            "sub" => Some(Style::Subscript),
            "sup" => Some(Style::Superscript),
            "u" | "ins" => Some(Style::Styled(source_tree::Style::Underline)),
            "mark" => Some(Style::Styled(source_tree::Style::Mark)),
            "kbd" => Some(Style::Styled(source_tree::Style::Keyboard)),
            "small" => Some(Style::Styled(source_tree::Style::Small)),
            "a" => link_of(dom, id),
            "td" | "th" => {
                self.gap(Gap::Space(1));
                None
            }
            _ => None,
        };
        let style = style.filter(|style| self.may_hold(style));
        let apart = dom.is_block(id) || dom.name(id) == "tr";
        if apart {
            self.gap(Gap::Line(false));
        }
        match style {
            Some(style) => self.within(style, |inlines| inlines.children(id)),
            None => self.children(id),
        }
        if apart {
            self.gap(Gap::Line(false));
        }
    }

    /// Whether a style says something new here, in few others; a link in a link is the outer one.
    fn may_hold(&self, style: &Style) -> bool {
        let around = || self.open.iter().map(|(style, _)| style).chain(&self.waiting);
        let alike = |other: &Style| match (other, style) {
            (Style::Link { .. }, Style::Link { .. }) => true,
            _ => other == style,
        };
        !around().any(alike) && around().count() < STYLE_CAP
    }

    fn children(&mut self, id: NodeId) {
        self.depth += 1;
        self.dom.children(id).for_each(|child| self.add(child));
        self.depth -= 1;
    }

    /// Adds what `add` adds, in bold letters.
    pub(crate) fn bold(&mut self, add: impl FnOnce(&mut Self)) {
        self.within(Style::Strong, add);
    }

    fn within(&mut self, style: Style, add: impl FnOnce(&mut Self)) {
        let open = self.open.len();
        self.waiting.push(style);
        add(self);
        if self.open.len() > open {
            self.close();
        } else {
            // An element that holds nothing leaves no trace.
            self.waiting.pop();
        }
    }

    fn close(&mut self) {
        let Some((style, inner)) = self.open.pop() else { return };
        let one = match style {
            Style::Strong => Inline::Strong(inner),
            Style::Emphasis => Inline::Emphasis(inner),
            Style::Subscript => Inline::Subscript(inner),
            Style::Superscript => Inline::Superscript(inner),
            Style::Styled(style) => Inline::Styled(style, inner),
            Style::Link { to, title } => {
                link(to, inner).into_iter().for_each(|inline| self.push(inline));
                if !title.is_empty() {
                    self.push(Inline::Text(format!(" ({title})")));
                }
                return;
            }
        };
        self.target().push(one);
    }

    /// Adds the text of a text node.
    fn text_node(&mut self, id: NodeId, text: &str) {
        let mut lines = text.split('\n').enumerate().peekable();
        while let Some((number, line)) = lines.next() {
            if number > 0 {
                // After an empty last line the next element is at the margin.
                let margin =
                    if line.is_empty() { lines.peek().is_none() } else { !line.starts_with(is_blank_char) };
                self.gap(Gap::Line(margin));
            }
            self.at = self.index.start(self.dom.line(id) + u32::try_from(number).unwrap_or(0));
            self.text(line);
        }
    }

    /// Adds text without line ends as the page's source has it.
    pub(crate) fn text(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let (gap, after) = rest.split_at(rest.find(|c| !is_blank_char(c)).unwrap_or(rest.len()));
            if !gap.is_empty() {
                self.gap(Gap::Space(gap.len()));
            }
            let (word, after) = after.split_at(after.find(is_blank_char).unwrap_or(after.len()));
            if !word.is_empty() {
                self.put(Inline::Text(unicode::visible(&word.replace('\0', "\u{fffd}")).into_owned()));
            }
            rest = after;
        }
    }

    fn gap(&mut self, gap: Gap) {
        let begun = self.line.is_some() || !self.lines.is_empty();
        if begun {
            self.gap = self.gap.max(Some(gap));
        }
    }

    fn code(&mut self, text: &str) {
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        if !words.is_empty() {
            self.put(Inline::Code(unicode::visible(&words.join(" ")).into_owned()));
        }
    }

    fn image(&mut self, id: NodeId) {
        let words: Vec<&str> =
            self.dom.attribute(id, "alt").unwrap_or_default().split_ascii_whitespace().collect();
        if !words.is_empty() {
            let alt = unicode::visible(&words.join(" ")).into_owned();
            let source = cleaned(self.dom.attribute(id, "src").unwrap_or_default());
            self.put(Inline::Picture { source, alt });
        }
    }

    /// Puts text or code after the gap before it, inside the styles that waited for it.
    fn put(&mut self, inline: Inline) {
        match self.gap.take() {
            Some(Gap::Line(_) | Gap::Break) if self.single => self.push(Inline::Text(" ".into())),
            Some(Gap::Space(count)) => self.push(Inline::Text(" ".repeat(count))),
            Some(Gap::Line(at_margin)) => {
                self.end(false);
                self.column = if at_margin && self.indent.margin { 0 } else { self.indent.column };
            }
            Some(Gap::Break) => {
                self.end(true);
                self.column = self.indent.column;
            }
            None => {}
        }
        self.begin_line();
        for style in std::mem::take(&mut self.waiting) {
            // Two bold words right beside each other are one.
            let target = self.target();
            let inner = match (&style, target.pop()) {
                (Style::Strong, Some(Inline::Strong(inner))) => inner,
                (_, last) => {
                    target.extend(last);
                    Vec::new()
                }
            };
            self.open.push((style, inner));
        }
        self.push(inline);
    }

    /// Ends the line; inside emphasis it goes on as one, as in Markdown.
    fn end(&mut self, hard: bool) {
        if self.open.is_empty() {
            if let Some(mut line) = self.line.take() {
                line.hard = hard;
                self.lines.push(line);
            }
        } else {
            self.target().push(if hard { Inline::HardBreak } else { Inline::SoftBreak });
        }
    }

    fn begin_line(&mut self) -> &mut Line {
        let (at, column) = (self.at, self.column);
        self.line.get_or_insert_with(|| Line { at, column, ..Line::default() })
    }

    fn target(&mut self) -> &mut Vec<Inline> {
        if self.open.is_empty() {
            return &mut self.begin_line().text;
        }
        let last = self.open.len() - 1;
        &mut self.open[last].1
    }

    /// Adds an inline; text joins text, and code joins code.
    fn push(&mut self, inline: Inline) {
        let target = self.target();
        match (target.last_mut(), inline) {
            (Some(Inline::Text(last)), Inline::Text(text))
            | (Some(Inline::Code(last)), Inline::Code(text)) => {
                last.push_str(&text);
            }
            (_, inline) => target.push(inline),
        }
    }

    /// The text of a heading.
    pub(crate) fn heading(mut self, id: NodeId) -> Vec<Inline> {
        self.single = true;
        self.add(id);
        self.line.map(|line| line.text).unwrap_or_default()
    }

    /// The text as the lines of a paragraph.
    pub(crate) fn paragraph(mut self) -> Vec<Line> {
        self.lines.extend(self.line);
        self.lines.retain(|line| !is_blank(&line.text));
        self.lines
    }
}

/// What a browser shows as a blank between words.
fn is_blank_char(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// Where a link leads.
fn link_of(dom: &Dom, id: NodeId) -> Option<Style> {
    let to = cleaned(dom.attribute(id, "href")?);
    let title = cleaned(dom.attribute(id, "title").unwrap_or_default());
    (!to.is_empty()).then_some(Style::Link { to, title })
}

/// An attribute with single blanks.
fn cleaned(text: &str) -> String {
    unicode::visible(&text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}
