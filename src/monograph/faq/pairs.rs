//! Reads questions and answers out of the nodes of an FAQ section.
//!
//! ```text
//! question = [ "Q" [ digits ] ":" ] words "?"        bold, or a heading, or plain with its "Q:"
//! answer   = [ "A" [ digits ] ":" ] text
//! ```
//!
//! ```text
//! * **Q: What is it?** A: It is …          **Q: What is it?**            * **Q: What is it?**
//! * **What is it?** It is …                A: It is …                        * **A:** It is …
//! * **Q: What is it?**                     **Q: What is it?**            * **Q: What is it?**
//!     *A: It is …                                                        * **A:** It is …
//! ### **Q1: What is it?**                  **A:** It is …                A: It is …
//! **A:** It is …
//! ```
//!
//! An answer ends at the next question, a bold-only line, a rule, a heading, or an unindented paragraph after a
//! blank line: of 31,593 answers read in real files none has two paragraphs. Under a question that is a heading
//! the answer goes on to the next heading or rule. What belongs to no pair stays in its place.

use crate::monograph::blocks::{block, blocks, joined};
use crate::monograph::faq::question::{
    Question, answer_marker, asks, question, question_marker, question_range, take_answer_marker,
    trim_question,
};
use crate::monograph::sections::spellings::Labels;
use crate::monograph::{Block, Faq, Inline};
use crate::read::inline::{is_blank, is_bold_only, leading_strong, raw, trim};
use crate::read::line_index::LineIndex;
use crate::read::source_tree::{Line, SourceNode, first_line};

/// Turns the nodes of an FAQ section into blocks, pairs among them.
pub(crate) fn read(nodes: Vec<SourceNode>, lines: &LineIndex, labels: Labels) -> Vec<Block> {
    let mut reader = Reader { out: Vec::new(), pair: None, list: None, lists: 0, lines, labels };
    for node in nodes {
        reader.node(node);
    }
    reader.finish();
    reader.out
}

struct Pair {
    faq: Faq,
    /// The answer's paragraph that is still open.
    line: Vec<Inline>,
    /// The question is a heading.
    heading: bool,
    answered: bool,
}

struct Reader<'a> {
    out: Vec<Block>,
    pair: Option<Pair>,
    /// The list whose items were pushed last: its number, and whether they went into the answer.
    list: Option<(usize, bool)>,
    lists: usize,
    lines: &'a LineIndex,
    labels: Labels,
}

impl Reader<'_> {
    fn node(&mut self, node: SourceNode) {
        match node {
            SourceNode::Paragraph(lines) => self.paragraph(lines, false),
            SourceNode::List { start, items, .. } => self.list(start, items),
            SourceNode::Heading { level, text, at } => match question(text, self.labels) {
                Ok(found) => self.begin(found, at, true),
                Err(text) => {
                    let asked = asks(raw(&text).trim_end());
                    let text = trim(text);
                    if asked {
                        self.begin(
                            Question { text: trim_question(text), marker: None, rest: Vec::new() },
                            at,
                            true,
                        );
                    } else {
                        self.finish();
                        self.put(Block::Heading { level, text });
                    }
                }
            },
            SourceNode::Rule { .. } => {
                self.finish();
                self.put(Block::Rule);
            }
            SourceNode::Code { text, .. }
                if self.awaits_answer() && answer_marker(&text, self.labels).is_some() =>
            {
                self.answer_line(vec![Inline::Text(on_one_line(&text))]);
                self.close_line();
            }
            SourceNode::Quote { .. }
            | SourceNode::Code { .. }
            | SourceNode::Table { .. }
            | SourceNode::Callout { .. }
            | SourceNode::Footnote { .. } => {
                if self.in_heading_answer() || self.awaits_answer() {
                    self.answer_block(block(node));
                } else {
                    self.finish();
                    self.put(block(node));
                }
            }
        }
    }

    /// A paragraph; `inside` the item of its question everything but another question belongs to the answer.
    fn paragraph(&mut self, lines: Vec<Line>, inside: bool) {
        let mut left: Vec<Line> = Vec::new();
        let several = lines
            .iter()
            .any(|line| line.text.iter().skip(1).any(|inline| asks_by_marker(inline, self.labels)));
        let lines = if several {
            lines.into_iter().flat_map(|line| split_pairs(line, self.labels)).collect()
        } else {
            lines
        };
        for (index, line) in lines.into_iter().enumerate() {
            let Line { at, column, text, hard } = line;
            let text = match question(text, self.labels) {
                Ok(found) => {
                    self.put_lines(&mut left);
                    self.begin(found, at, false);
                    continue;
                }
                Err(text) => text,
            };
            if left.is_empty() && self.goes_on(&text, index, column, inside) {
                self.answer_line(text);
            } else {
                self.finish();
                left.push(Line { at, column, text, hard });
            }
        }
        self.put_lines(&mut left);
        self.close_line();
    }

    /// Whether a line belongs to the answer that is open.
    fn goes_on(&self, text: &[Inline], index: usize, column: usize, inside: bool) -> bool {
        let Some(pair) = &self.pair else { return false };
        let marked = answer_marker(&raw(text), self.labels).is_some();
        if !pair.answered {
            return marked || !is_bold_only(text) || inside && column > 0;
        }
        if inside && column > 0 {
            return true;
        }
        if pair.heading {
            return true;
        }
        // A line of the same paragraph goes on, a label at the margin does not; nor does a new paragraph.
        let labelled = column == 0 && begins_label(text);
        index > 0 && !pair.line.is_empty() && !labelled && !is_bold_only(text)
    }

    fn list(&mut self, start: Option<u64>, items: Vec<Vec<SourceNode>>) {
        self.lists += 1;
        let number = self.lists;
        for item in items {
            self.item(start, item, number);
        }
    }

    fn item(&mut self, start: Option<u64>, item: Vec<SourceNode>, number: usize) {
        let asks = first_line(&item).is_some_and(|line| question_range(&line.text, self.labels).is_some());
        if asks {
            for (index, node) in item.into_iter().enumerate() {
                match node {
                    SourceNode::Paragraph(lines) => self.paragraph(lines, true),
                    SourceNode::List { start, items, .. } => self.answer_list(start, items),
                    other if index > 0 && self.pair.is_some() => self.answer_block(block(other)),
                    other => self.node(other),
                }
            }
            return;
        }
        let marked =
            first_line(&item).is_some_and(|line| answer_marker(&raw(&line.text), self.labels).is_some());
        if marked && self.awaits_answer() {
            self.answer_item(item);
        } else if holds_question(&item, self.labels) {
            for node in item {
                self.node(node);
            }
        } else if self.awaits_answer() || self.in_list_answer(number) || self.announces_list() {
            self.answer_entry(start, item, number);
        } else {
            self.finish();
            let item = blocks(item);
            match (self.list, self.out.last_mut()) {
                (Some((last, false)), Some(Block::List { items, .. })) if last == number => items.push(item),
                _ => self.put(Block::List { start, items: vec![item] }),
            }
            self.list = Some((number, false));
        }
    }

    /// A list inside the item of its question.
    fn answer_list(&mut self, start: Option<u64>, items: Vec<Vec<SourceNode>>) {
        if self.pair.is_none() || items.iter().any(|item| holds_question(item, self.labels)) {
            return self.list(start, items);
        }
        self.lists += 1;
        let number = self.lists;
        let alone = items.len() == 1;
        for item in items {
            let marked =
                first_line(&item).is_some_and(|line| answer_marker(&raw(&line.text), self.labels).is_some());
            if self.awaits_answer() && (alone || marked) {
                self.answer_item(item);
            } else {
                self.answer_entry(start, item, number);
            }
        }
    }

    /// An item that is the answer.
    fn answer_item(&mut self, item: Vec<SourceNode>) {
        for node in item {
            match node {
                SourceNode::Paragraph(lines) => self.paragraph(lines, true),
                other => self.answer_block(block(other)),
            }
        }
    }

    /// An item of a list inside the answer.
    fn answer_entry(&mut self, start: Option<u64>, item: Vec<SourceNode>, number: usize) {
        self.close_line();
        let item = blocks(item);
        let joins = self.list == Some((number, true));
        let Some(pair) = &mut self.pair else { return self.put(Block::List { start, items: vec![item] }) };
        pair.answered = true;
        match pair.faq.answer.last_mut() {
            Some(Block::List { items, .. }) if joins => items.push(item),
            _ => pair.faq.answer.push(Block::List { start, items: vec![item] }),
        }
        self.list = Some((number, true));
    }

    fn begin(&mut self, found: Question, at: usize, heading: bool) {
        self.finish();
        let faq = Faq {
            question: found.text,
            answer: Vec::new(),
            markers: found.marker.into_iter().collect(),
            line: self.lines.line(at),
        };
        self.pair = Some(Pair { faq, line: Vec::new(), heading, answered: false });
        if !is_blank(&found.rest) {
            self.answer_line(found.rest);
        }
    }

    fn answer_line(&mut self, text: Vec<Inline>) {
        self.list = None;
        let Some(pair) = &mut self.pair else { return };
        let text = if pair.answered {
            text
        } else {
            let (marker, text) = take_answer_marker(text, self.labels);
            pair.faq.markers.extend(marker);
            text
        };
        if is_blank(&text) {
            // `A:` alone on its line: the answer is still to come.
            return;
        }
        pair.answered = true;
        if pair.line.is_empty() {
            pair.line = text;
        } else {
            pair.line.push(Inline::SoftBreak);
            pair.line.extend(text);
        }
    }

    fn close_line(&mut self) {
        if let Some(pair) = &mut self.pair {
            let line = trim(std::mem::take(&mut pair.line));
            if !line.is_empty() {
                pair.faq.answer.push(Block::Paragraph(line));
            }
        }
    }

    fn answer_block(&mut self, block: Block) {
        self.close_line();
        self.list = None;
        match &mut self.pair {
            Some(pair) => {
                pair.answered = true;
                pair.faq.answer.push(block);
            }
            None => self.put(block),
        }
    }

    fn awaits_answer(&self) -> bool {
        self.pair.as_ref().is_some_and(|pair| !pair.answered)
    }

    fn in_heading_answer(&self) -> bool {
        self.pair.as_ref().is_some_and(|pair| pair.heading)
    }

    fn in_list_answer(&self, number: usize) -> bool {
        self.in_heading_answer() || self.pair.is_some() && self.list == Some((number, true))
    }

    /// Whether the answer ends in a colon, so that a list right after it belongs to it.
    fn announces_list(&self) -> bool {
        let Some(pair) = &self.pair else { return false };
        matches!(pair.faq.answer.last(), Some(Block::Paragraph(text))
            if pair.line.is_empty() && raw(text).trim_end().ends_with(':'))
    }

    fn finish(&mut self) {
        self.close_line();
        if let Some(pair) = self.pair.take() {
            self.put(Block::Faq(pair.faq));
        }
    }

    fn put(&mut self, block: Block) {
        self.list = None;
        self.out.push(block);
    }

    fn put_lines(&mut self, lines: &mut Vec<Line>) {
        if !lines.is_empty() {
            self.put(Block::Paragraph(joined(std::mem::take(lines))));
        }
    }
}

/// A line with several pairs in it, split before each further question.
fn split_pairs(line: Line, labels: Labels) -> Vec<Line> {
    let Line { at, column, text, hard } = line;
    let mut out = vec![Line { at, column, text: Vec::new(), hard: false }];
    for inline in text {
        match out.last_mut() {
            Some(line) if !asks_by_marker(&inline, labels) || is_blank(&line.text) => line.text.push(inline),
            _ => out.push(Line { at, column, text: vec![inline], hard: false }),
        }
    }
    if let Some(last) = out.last_mut() {
        last.hard = hard;
    }
    out
}

/// Whether bold text begins with the marker of a question.
fn asks_by_marker(inline: &Inline, labels: Labels) -> bool {
    matches!(inline, Inline::Strong(inner) if question_marker(&raw(inner), labels).is_some())
}

/// Whether a line begins with a bold label and its colon.
fn begins_label(text: &[Inline]) -> bool {
    leading_strong(text).is_some_and(|end| {
        let text = raw(text);
        text[..end].trim_end().ends_with(':') || text[end..].starts_with(':')
    })
}

fn holds_question(item: &[SourceNode], labels: Labels) -> bool {
    item.iter().any(|node| match node {
        SourceNode::List { items, .. } => items
            .iter()
            .any(|item| first_line(item).is_some_and(|line| question_range(&line.text, labels).is_some())),
        _ => false,
    })
}

fn on_one_line(text: &str) -> String {
    text.trim().chars().map(|c| if c == '\n' { ' ' } else { c }).collect()
}
