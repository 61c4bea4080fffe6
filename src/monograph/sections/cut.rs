//! Cuts a source tree into sections.
//!
//! ```text
//! section = heading that is not the title
//!         | bold label at the margin that is a known kind     `**Usage:** text`, or alone on its line
//!         | any label at the margin, bold or plain, where a page has no headings
//!         | "Note" after the FAQs
//! ```
//!
//! Never at any bold line: more than half of the real files have others (`**Adults:**`). A heading deeper than its
//! section, and a further label (`**Contraindications:**` inside Precautions), stay inside. Where a file has no
//! mark but labels in bullets (`* **Usage:** …`), those count. A line at the margin that Markdown reads as the
//! end of a list item (`* … answer.\n**Disclaimer:** …`) is at the margin all the same.

use crate::monograph::blocks::joined;
use crate::monograph::faq::question::{asks, question};
use crate::monograph::section::Strength;
use crate::monograph::sections::draft::{Cut, Draft, Page, is_titled};
use crate::monograph::sections::labels::{self, Known};
use crate::monograph::sections::marks::{
    self, Style, has_margin, label_of, names_set, starts_set, take_colon, without_attributes,
};
use crate::monograph::sections::spellings::Labels;
use crate::monograph::{Inline, SectionKind};
use crate::read::inline::{raw, split, trim, trim_label};
use crate::read::source_tree::{Line, SourceNode, first_line};

/// Cuts the nodes of a document.
pub(crate) fn sections(nodes: Vec<SourceNode>, labels: Labels, page: Page<'_>) -> Cut {
    let Page { title, mut known } = page;
    known.add(title);
    let titled = is_titled(&nodes, labels, title, &known);
    if let Some(SourceNode::Heading { text, .. }) = nodes.first().filter(|_| titled) {
        known.add(&raw(text));
    }
    let body = nodes.get(usize::from(titled)..).unwrap_or_default();
    let style = marks::style(body, labels, &known);
    let mut cutter = Cutter {
        labels,
        known,
        cut: Cut::default(),
        style,
        title_at: titled.then_some(0),
        seen: 0,
        faqs_seen: false,
    };
    let mut nodes = nodes.into_iter();
    while let Some(node) = nodes.next() {
        let names = matches!(&node, SourceNode::Paragraph(lines) if names_set(lines, labels, &cutter.known));
        let next = nodes.as_slice().first();
        let before_set = names && next.is_some_and(|node| starts_set(node, labels, &cutter.known));
        cutter.node(node, before_set);
    }
    cutter.cut
}

struct Cutter<'a> {
    labels: Labels,
    known: Known<'a>,
    cut: Cut,
    /// How the page marks its labels.
    style: Style,
    /// The number of the block that is the title.
    title_at: Option<usize>,
    /// How many blocks of the page have been read.
    seen: usize,
    faqs_seen: bool,
}

impl Cutter<'_> {
    fn node(&mut self, node: SourceNode, before_set: bool) {
        self.seen += 1;
        match node {
            SourceNode::Heading { text, at, .. } if self.title_at == Some(self.seen - 1) => {
                self.cut.heading = without_attributes(trim(text));
                self.cut.heading_at = at;
            }
            SourceNode::Heading { level, text, at } => self.heading(level, text, at),
            SourceNode::Paragraph(lines) if before_set => {
                let at = lines.first().map_or(0, |line| line.at);
                self.open(SectionKind::Other, trim_label(joined(lines)), at, None);
            }
            SourceNode::Paragraph(lines) => self.paragraph(lines),
            SourceNode::List { start, items, at }
                if self.style.bullets || items.iter().any(|item| has_margin(item)) =>
            {
                self.list(start, items, at);
            }
            other => self.push(other),
        }
    }

    fn heading(&mut self, level: u8, text: Vec<Inline>, at: usize) {
        let plain = raw(&text);
        if plain.trim().is_empty() {
            return self.push(SourceNode::Heading { level, text, at });
        }
        let text = without_attributes(text);
        let plain = raw(&text);
        let found = labels::heading(self.labels, plain.trim_end(), &self.known);
        let current = self.cut.sections.last();
        if current.is_some_and(|draft| draft.kind == SectionKind::Faqs)
            && (asks(plain.trim_end().trim_end_matches(['*', '"', ')']))
                || question(text.clone(), self.labels).is_ok())
        {
            return self.push(SourceNode::Heading { level, text, at });
        }
        let inside = current.is_some_and(|draft| {
            let known = draft.kind != SectionKind::Other && !draft.kind.is_disclaimer();
            known
                && draft.level.is_some_and(|open| open < level)
                && (found.kind == SectionKind::Other
                    || found.strength != Strength::Main && draft.kind.holds(found.kind))
        });
        if inside {
            return self.push(SourceNode::Heading { level, text, at });
        }
        let (label, rest) = match found.text_from {
            Some(from) => split(text, from),
            None => (text, Vec::new()),
        };
        if found.kind == SectionKind::Other {
            // What follows may name it beside a label: a page of two medicines has a heading for each.
            self.known.add(&raw(&label));
        }
        self.open(found.kind, trim_label(label), at, Some(level));
        self.push_text(rest, at);
    }

    fn paragraph(&mut self, lines: Vec<Line>) {
        if !lines.is_empty() && lines.iter().all(|line| self.label(line).is_none()) {
            return self.push(SourceNode::Paragraph(lines));
        }
        let mut left = Vec::new();
        for line in lines {
            match self.label(&line) {
                Some((kind, end)) => {
                    self.push_lines(&mut left);
                    let at = line.at;
                    let hard = line.hard;
                    let (label, rest) = split(line.text, end);
                    let mut rest = rest;
                    take_colon(&mut rest);
                    let rest = trim(rest);
                    self.open(kind, trim_label(label), at, None);
                    if !rest.is_empty() {
                        left.push(Line { at, column: end.max(1), text: rest, hard });
                    }
                }
                None => left.push(line),
            }
        }
        self.push_lines(&mut left);
    }

    /// The kind of section that begins with `line`, and where its label ends.
    fn label(&self, line: &Line) -> Option<(SectionKind, usize)> {
        if line.column > 3 {
            return None;
        }
        if self.style.every_label
            && let Some(found) = marks::any_label(line, self.labels, &self.known, self.style.plain)
        {
            return Some(found);
        }
        let Some((found, end)) = label_of(line, self.labels, &self.known) else {
            return self.plain_disclaimer(line);
        };
        let end = found.text_from.unwrap_or(end);
        let current = self.cut.sections.last();
        let open = match (found.kind, found.strength) {
            (SectionKind::Note, _) => self.faqs_seen,
            (SectionKind::Disclaimer, _) => true,
            // The same label again opens the set of the next drug if it is spelled as a main label; else it stays inside.
            (_, Strength::Main) => {
                current.is_none_or(|draft| draft.kind != found.kind || draft.level.is_none())
                    || found.kind == SectionKind::GenericName
            }
            (kind, Strength::Further) => match current {
                None => kind != SectionKind::Faqs,
                // Under a heading of no known kind, each label begins a section; under another, one that is no part of it.
                Some(draft) if draft.level.is_some() => {
                    draft.kind == SectionKind::Other || !draft.kind.holds(kind)
                }
                Some(draft) => draft.kind != kind && !(draft.kind.holds_labels() && draft.kind.holds(kind)),
            },
        };
        open.then_some((found.kind, end))
    }

    /// `Disclaimer: …` without bold letters, or in italics.
    fn plain_disclaimer(&self, line: &Line) -> Option<(SectionKind, usize)> {
        if self.cut.sections.is_empty() || line.column > 0 {
            return None;
        }
        let text = raw(&line.text);
        let colon = text.find(':').filter(|colon| *colon <= 30)?;
        let kind = labels::label(self.labels, text[..colon].trim_matches(['*', '_', ' ']))?.0;
        (kind == SectionKind::Disclaimer).then_some((kind, colon + 1))
    }

    /// A list that holds labels is taken apart at them; the items around them stay lists.
    fn list(&mut self, start: Option<u64>, items: Vec<Vec<SourceNode>>, at: usize) {
        let mut run: Vec<Vec<SourceNode>> = Vec::new();
        let mut number = start;
        for item in items {
            let label = first_line(&item).and_then(|line| label_of(line, self.labels, &self.known));
            let labelled = self.style.bullets
                && label.is_some_and(|(found, _)| self.style.every_label || found.strength == Strength::Main)
                || self.style.items
                    && marks::label_of_item(&item, self.labels, &self.known, self.style.plain).is_some();
            if !labelled && !has_margin(&item) {
                run.push(item);
                continue;
            }
            if labelled {
                self.push_run(&mut run, number, at);
                let mut nodes = item.into_iter();
                if let Some(SourceNode::Paragraph(mut lines)) = nodes.next() {
                    if let Some(line) = lines.first_mut() {
                        line.column = 0;
                    }
                    self.paragraph(lines);
                }
                nodes.for_each(|node| self.node(node, false));
            } else {
                self.item(item, &mut run, number, at);
            }
            number = number.map(|first| first + 1);
        }
        self.push_run(&mut run, number, at);
    }

    /// An item in which a line at the margin may open a section: the text before it stays an item.
    fn item(
        &mut self,
        item: Vec<SourceNode>,
        run: &mut Vec<Vec<SourceNode>>,
        number: Option<u64>,
        at: usize,
    ) {
        let mut kept: Vec<SourceNode> = Vec::new();
        let mut opened = false;
        for node in item {
            if opened {
                self.node(node, false);
                continue;
            }
            match node {
                SourceNode::Paragraph(lines) => {
                    let mark = lines.iter().position(|line| line.column == 0 && self.label(line).is_some());
                    let Some(mark) = mark else {
                        kept.push(SourceNode::Paragraph(lines));
                        continue;
                    };
                    let mut before = lines;
                    let after = before.split_off(mark);
                    if !before.is_empty() {
                        kept.push(SourceNode::Paragraph(before));
                    }
                    if !kept.is_empty() {
                        run.push(std::mem::take(&mut kept));
                    }
                    self.push_run(run, number, at);
                    self.paragraph(after);
                    opened = true;
                }
                SourceNode::List { start, items, at: inner_at }
                    if items.iter().any(|item| has_margin(item)) =>
                {
                    let mut inner: Vec<Vec<SourceNode>> = Vec::new();
                    for item in items {
                        if opened {
                            inner.push(item);
                            continue;
                        }
                        let sections = self.cut.sections.len();
                        if !self.holds_label(&item) {
                            inner.push(item);
                            continue;
                        }
                        // The outer item ends here, with the inner items before the label.
                        if !inner.is_empty() {
                            kept.push(SourceNode::List {
                                start,
                                items: std::mem::take(&mut inner),
                                at: inner_at,
                            });
                        }
                        let mut inner_run = Vec::new();
                        if !kept.is_empty() {
                            run.push(std::mem::take(&mut kept));
                        }
                        self.push_run(run, number, at);
                        self.item(item, &mut inner_run, start, inner_at);
                        self.push_run(&mut inner_run, start, inner_at);
                        opened = self.cut.sections.len() > sections;
                    }
                    if !inner.is_empty() {
                        let rest = SourceNode::List { start, items: inner, at: inner_at };
                        if opened {
                            self.push(rest);
                        } else {
                            kept.push(rest);
                        }
                    }
                }
                other => kept.push(other),
            }
        }
        if !kept.is_empty() {
            run.push(kept);
        }
    }

    fn holds_label(&self, item: &[SourceNode]) -> bool {
        item.iter().any(|node| match node {
            SourceNode::Paragraph(lines) => {
                lines.iter().any(|line| line.column == 0 && self.label(line).is_some())
            }
            SourceNode::List { items, .. } => items.iter().any(|item| self.holds_label(item)),
            SourceNode::Heading { .. }
            | SourceNode::Quote { .. }
            | SourceNode::Code { .. }
            | SourceNode::Rule { .. }
            | SourceNode::Table { .. }
            | SourceNode::Callout { .. }
            | SourceNode::Footnote { .. } => false,
        })
    }

    fn push_run(&mut self, run: &mut Vec<Vec<SourceNode>>, start: Option<u64>, at: usize) {
        if !run.is_empty() {
            self.push(SourceNode::List { start, items: std::mem::take(run), at });
        }
    }

    fn push_lines(&mut self, lines: &mut Vec<Line>) {
        if !lines.is_empty() {
            self.push(SourceNode::Paragraph(std::mem::take(lines)));
        }
    }

    fn push_text(&mut self, text: Vec<Inline>, at: usize) {
        let text = trim(text);
        if !text.is_empty() {
            self.push(SourceNode::Paragraph(vec![Line { at, column: 1, text, hard: false }]));
        }
    }

    fn push(&mut self, node: SourceNode) {
        match self.cut.sections.last_mut() {
            Some(draft) => draft.nodes.push(node),
            None => self.cut.preamble.push(node),
        }
    }

    fn open(&mut self, kind: SectionKind, heading: Vec<Inline>, at: usize, level: Option<u8>) {
        self.faqs_seen |= kind == SectionKind::Faqs;
        self.cut.sections.push(Draft { kind, heading, at, nodes: Vec::new(), level });
    }
}
