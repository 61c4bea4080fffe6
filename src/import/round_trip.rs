//! Reads the Markdown of a label back, and compares it with the tree that it was written from.

use crate::import::document::{Block, Cell, Table};
use crate::import::markdown;
use crate::read::diagnostic::NoDiagnostics;
use crate::read::line_index::LineIndex;
use crate::read::source_tree::{self, CalloutKind, Inline, SourceNode};

/// The first difference between `blocks` and what their Markdown says, as a sentence.
pub(crate) fn difference(blocks: &[Block]) -> Option<String> {
    let written = markdown::write(blocks);
    let nodes = crate::read::markdown::read(&written, 0, &LineIndex::new(&written), &mut NoDiagnostics);
    let (mut want, mut got) = (Vec::new(), Vec::new());
    blocks.iter().for_each(|block| of_block(&mut want, block, 0));
    nodes.iter().for_each(|node| of_node(&mut got, node, 0));
    let at = want.iter().zip(&got).position(|(one, two)| one != two).unwrap_or(want.len().min(got.len()));
    let line = |lines: &[String]| lines.get(at).cloned().unwrap_or_else(|| "the end".into());
    let same = at == want.len() && at == got.len();
    (!same).then(|| format!("expected {:?}, but read {:?}", line(&want), line(&got)))
}

/// A line for each part of a block, indented by its depth.
fn of_block(out: &mut Vec<String>, block: &Block, depth: usize) {
    let mut line = |text: String| out.push(format!("{}{text}", "  ".repeat(depth)));
    match block {
        Block::Heading { level, text, .. } => {
            line(format!("heading {}: {}", (*level + 1).min(6), inlines(text).replace('\n', " ")));
        }
        Block::Paragraph(text) => line(format!("paragraph: {}", inlines(text))),
        Block::List { start, items } => {
            line(format!("list {start:?}"));
            for item in items {
                out.push(format!("{}item", "  ".repeat(depth)));
                item.iter().for_each(|block| of_block(out, block, depth + 1));
            }
        }
        Block::Table(Table { header, rows }) => {
            line("table".into());
            for row in std::iter::once(header).chain(rows) {
                let cells: Vec<String> = row
                    .iter()
                    .map(|cell| match cell {
                        Cell::Text(text) => inlines(text),
                        Cell::Left => "<<".into(),
                        Cell::Above => "^^".into(),
                    })
                    .collect();
                out.push(cells.join("\u{1}|"));
            }
        }
        Block::Caution(inner) => {
            line("caution".into());
            inner.iter().for_each(|block| of_block(out, block, depth + 1));
        }
    }
}

fn of_node(out: &mut Vec<String>, node: &SourceNode, depth: usize) {
    let mut line = |text: String| out.push(format!("{}{text}", "  ".repeat(depth)));
    match node {
        SourceNode::Heading { level, text, .. } => line(format!("heading {level}: {}", inlines(text))),
        SourceNode::Paragraph(_) => line(format!("paragraph: {}", lines(node))),
        SourceNode::List { start, items, .. } => {
            line(format!("list {start:?}"));
            for item in items {
                out.push(format!("{}item", "  ".repeat(depth)));
                item.iter().for_each(|node| of_node(out, node, depth + 1));
            }
        }
        SourceNode::Table { table, .. } => {
            line("table".into());
            for part in [&table.head, &table.rows] {
                out.extend(grid(part).into_iter().map(|cells| cells.join("\u{1}|")));
            }
        }
        SourceNode::Callout { kind: CalloutKind::Caution, title, nodes, .. } if is_default(title) => {
            line("caution".into());
            nodes.iter().for_each(|node| of_node(out, node, depth + 1));
        }
        other => line(format!("something that no label has: {other:?}")),
    }
}

/// A callout without a title of its own has the name of its kind.
fn is_default(title: &[Inline]) -> bool {
    title.is_empty() || source_tree::plain_inlines(title) == "Caution"
}

/// The rows of a table with a text or a mark in each column.
fn grid(rows: &[Vec<source_tree::Cell<SourceNode>>]) -> Vec<Vec<String>> {
    let mut out: Vec<Vec<Option<String>>> = vec![Vec::new(); rows.len()];
    for (at, cells) in rows.iter().enumerate() {
        let mut column = 0;
        for cell in cells {
            while out[at].get(column).is_some_and(Option::is_some) {
                column += 1;
            }
            for (below, line) in out.iter_mut().enumerate().skip(at).take(cell.rows) {
                line.resize(line.len().max(column + cell.columns), None);
                for (offset, place) in line[column..column + cell.columns].iter_mut().enumerate() {
                    *place = Some(match (below > at, offset > 0) {
                        (true, _) => "^^".into(),
                        (false, true) => "<<".into(),
                        (false, false) => cell.content.iter().map(lines).collect::<Vec<_>>().join("\u{1}p"),
                    });
                }
            }
            column += cell.columns;
        }
    }
    out.into_iter().map(|line| line.into_iter().map(Option::unwrap_or_default).collect()).collect()
}

/// The lines of a paragraph.
fn lines(node: &SourceNode) -> String {
    let SourceNode::Paragraph(lines) = node else { return format!("no paragraph: {node:?}") };
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        out.push_str(&inlines(&line.text));
        if at + 1 < lines.len() {
            out.push(if line.hard { '\n' } else { ' ' });
        }
    }
    out
}

/// Inlines as text, with a character that no label has before each mark.
fn inlines(text: &[Inline]) -> String {
    let mut out = String::new();
    for inline in text {
        let (mark, inner) = match inline {
            Inline::Text(text) => {
                out.push_str(text);
                continue;
            }
            Inline::HardBreak => {
                out.push('\n');
                continue;
            }
            Inline::Strong(inner) => ("b".to_string(), inner),
            Inline::Emphasis(inner) => ("i".into(), inner),
            Inline::Subscript(inner) => ("sub".into(), inner),
            Inline::Superscript(inner) => ("sup".into(), inner),
            Inline::Link { to, text } => (to.clone(), text),
            other => {
                out.push_str(&format!("\u{1}{other:?}"));
                continue;
            }
        };
        out.push_str(&format!("\u{1}{mark}({})\u{1}", inlines(inner)));
    }
    out
}

#[cfg(test)]
#[path = "round_trip/random.rs"]
mod random;
