//! Reads HTML inside Markdown: known tags become what they mean, other tags stay text and are reported.

use crate::read::callout::kind_of_classes;
use crate::read::diagnostic::{DiagnosticSink, Rule};
use crate::read::frames::FrameKind;
use crate::read::markdown::Builder;
use crate::read::source_tree::{Cell, Inline, SourceNode, Table};
use crate::read::tags::{self, INLINE, Tag, decoded};
use crate::text::unicode;

impl<R: DiagnosticSink> Builder<'_, R> {
    /// Reads HTML that begins at byte `start` of the body.
    pub(crate) fn html(&mut self, html: &str, start: usize) {
        // A tag that began on a line above may end here.
        let mut at = self.html_to.saturating_sub(start).min(html.len());
        while let Some(rest) = html.get(at..).filter(|rest| !rest.is_empty()) {
            if rest.starts_with('\n') {
                self.text.line_end(false);
                at += 1;
                continue;
            }
            let whole = || self.body.get(start + at..).and_then(tags::tag);
            let tag = tags::tag(rest).or_else(whole);
            if let Some(tag) = tag {
                if self.tag(&tag, start + at) {
                    at += tag.length;
                    self.html_to = start + at;
                    continue;
                }
                self.note(Rule::RawHtml, start + at, || {
                    format!("a tag that is not known is shown as text: {}", unicode::visible(rest.trim()))
                });
            }
            let stop = rest.char_indices().skip(1).find(|(_, c)| matches!(c, '<' | '\n'));
            let (text, _) = rest.split_at(stop.map_or(rest.len(), |(stop, _)| stop));
            let words = self.rewritten.code(text, start + at);
            let words = decoded(&words);
            let words = if self.text.begins_line() { words.trim_start() } else { &words };
            if !words.is_empty() {
                self.text.add(words, start + at);
            }
            at += text.len();
        }
    }

    /// Reads a tag; false when it is not known and stays text.
    fn tag(&mut self, tag: &Tag<'_>, start: usize) -> bool {
        let Some(name) = tag.known() else {
            self.components += 1;
            // Looking for the end of each of many tags would take too long.
            let hidden = self.components < 200 && tag.is_component(self.body);
            if hidden {
                self.note(Rule::HiddenMark, start, || format!("not shown: the component <{}>", tag.name));
            }
            return hidden;
        };
        match name {
            "br" => {
                self.text.line_end(true);
            }
            "hr" => {
                self.close_paragraph();
                self.frames.node(SourceNode::Rule { at: self.at(start) });
            }
            "img" => {
                let alt = tag.attribute("alt").unwrap_or_default();
                let source = tag.attribute("src").unwrap_or_default();
                self.text.touch(start);
                self.text.push(Inline::Picture { source, alt });
                self.check_picture(start);
            }
            "wbr" | "source" => {}
            "span" | "font" | "abbr" | "cite" | "q" => {}
            name if INLINE.contains(&name) => return self.inline_tag(name, tag, start),
            name if tag.closes => self.close_tag(name),
            name => self.open_tag(name, tag, start),
        }
        true
    }

    fn inline_tag(&mut self, name: &'static str, tag: &Tag<'_>, start: usize) -> bool {
        if !tag.closes && !self.may_open() {
            self.too_deep(start);
            return false;
        }
        let to = if name == "a" { tag.attribute("href").unwrap_or_default() } else { String::new() };
        let source = &self.body[start..start + tag.length];
        self.text.touch(start);
        self.text.tag(name, tag.closes, source, to)
    }

    /// Ends the block that the tag opened, and those left open in it; a tag that closes nothing leaves no trace.
    fn close_tag(&mut self, name: &'static str) {
        self.close_paragraph();
        if matches!(name, "thead" | "tbody" | "tfoot") {
            self.section(false);
        } else if let Some(at) = self.frames.tagged(|frame| frame.tag == Some(name)) {
            self.frames.close_to(at);
        }
    }

    /// Begins or ends the part of a table whose rows head columns.
    fn section(&mut self, heads: bool) {
        if let Some(at) = self.frames.tagged(|frame| matches!(frame.kind, FrameKind::Table(_))) {
            self.frames.close_to(at + 1);
            if let Some(table) = self.frames.last_mut() {
                table.heads = heads;
            }
        }
    }

    fn open_tag(&mut self, name: &'static str, tag: &Tag<'_>, start: usize) {
        self.close_paragraph();
        if self.is_full() {
            return self.too_deep(start);
        }
        let table = self.frames.tagged(|frame| matches!(frame.kind, FrameKind::Table(_)));
        let kind = match name {
            "table" => FrameKind::Table(Table { caption: Vec::new(), head: Vec::new(), rows: Vec::new() }),
            "thead" => return self.section(true),
            "tbody" | "tfoot" => return self.section(false),
            "colgroup" | "col" | "p" if !self.is_title(tag) => return,
            "p" => FrameKind::CalloutTitle,
            "caption" if table.is_some() => FrameKind::Caption,
            "tr" => {
                let Some(table) = table else { return };
                self.frames.close_to(table + 1);
                return self.row(start);
            }
            "td" | "th" => {
                let Some(table) = table else { return };
                match self
                    .frames
                    .tagged(|frame| matches!(frame.kind, FrameKind::Row(_)))
                    .filter(|row| *row > table)
                {
                    Some(row) => self.frames.close_to(row + 1),
                    None => {
                        self.frames.close_to(table + 1);
                        self.row(start);
                    }
                }
                let count =
                    |name| tag.attribute(name).and_then(|count| count.trim().parse().ok()).unwrap_or(1);
                let heads = name == "th";
                FrameKind::Cell(Cell {
                    heads,
                    columns: count("colspan"),
                    rows: count("rowspan"),
                    content: Vec::new(),
                })
            }
            "ul" => FrameKind::List(None),
            "ol" => FrameKind::List(Some(
                tag.attribute("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1),
            )),
            "li" => {
                let list = self.frames.tagged(|frame| matches!(frame.kind, FrameKind::List(_)));
                let Some(list) = list else { return };
                self.frames.close_to(list + 1);
                FrameKind::Item
            }
            "blockquote" => FrameKind::Quote,
            "h1" => FrameKind::Heading(1),
            "h2" => FrameKind::Heading(2),
            "h3" => FrameKind::Heading(3),
            "h4" => FrameKind::Heading(4),
            "h5" => FrameKind::Heading(5),
            "h6" => FrameKind::Heading(6),
            "summary" => FrameKind::Term,
            "dt" | "dd" => {
                // A term or its text ends where the next begins.
                if let Some(open) = self.frames.tagged(|frame| matches!(frame.tag, Some("dt" | "dd"))) {
                    self.frames.close_to(open);
                }
                if name == "dt" { FrameKind::Term } else { FrameKind::Group }
            }
            _ => match kind_of_classes(&tag.attribute("class").unwrap_or_default()) {
                Some(_) if self.is_title(tag) => FrameKind::CalloutTitle,
                Some(kind) => FrameKind::Callout(kind.id().into(), Vec::new()),
                None if self.is_title(tag) => FrameKind::CalloutTitle,
                None => FrameKind::Group,
            },
        };
        self.frames.open(kind, self.at(start), Some(name));
    }

    fn row(&mut self, start: usize) {
        let heads = self.frames.last_mut().is_some_and(|table| table.heads);
        self.frames.open(FrameKind::Row(Vec::new()), self.at(start), Some("tr"));
        if let Some(row) = self.frames.last_mut() {
            row.heads = heads;
        }
    }

    /// Whether a tag holds the title of the callout that is open.
    fn is_title(&mut self, tag: &Tag<'_>) -> bool {
        let in_callout =
            self.frames.last_mut().is_some_and(|frame| matches!(frame.kind, FrameKind::Callout(..)));
        in_callout
            && tag
                .attribute("class")
                .is_some_and(|class| class.contains("title") || class.contains("heading"))
    }

    /// Reports a picture without words.
    pub(crate) fn check_picture(&mut self, start: usize) {
        if self.text.ends_in_silent_picture() {
            self.note(Rule::PictureAlt, start, || {
                "a picture has no words for those who cannot see it".into()
            });
        }
    }
}
