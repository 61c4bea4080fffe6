//! Opens sections from tables whose first column names them, and from callouts that are titled like one.
//!
//! ```text
//! | Indications | Fast heart rhythm |        > [!info] Indications
//! | Dosing      | 5 mg once a day   |        > Fast heart rhythm
//! ```

use crate::read::inline::raw;
use crate::read::source_tree::{Cell, Inline, Line, SourceNode, Table};

/// The level of such a section: no heading after it is deeper and stays inside.
const LEVEL: u8 = 6;

/// The nodes of a page with headings for such tables and callouts; `known` says whether a text is the label of a section.
pub(crate) fn open(nodes: Vec<SourceNode>, known: &dyn Fn(&str) -> bool) -> Vec<SourceNode> {
    let is_opener = |node: &SourceNode| matches!(node, SourceNode::Table { .. } | SourceNode::Callout { .. });
    if !nodes.iter().any(is_opener) {
        return nodes;
    }
    let mut out = Vec::with_capacity(nodes.len());
    for node in nodes {
        match node {
            SourceNode::Table { table, at } if names_sections(&table, known) => {
                sections(table, at, known, &mut out);
            }
            SourceNode::Callout { kind, title, nodes, at } => {
                let (word, text) = split_title(title);
                // A callout that warns and has no title of its own is titled "Warning", which is no label.
                let titled = !word.is_empty() || !kind.warns();
                if titled && known(raw(&text).trim()) {
                    out.push(SourceNode::Heading { level: LEVEL, text, at });
                    out.push(SourceNode::Callout { kind, title: word, nodes, at });
                } else {
                    let mut title = word;
                    if !title.is_empty() {
                        title.push(Inline::Text(": ".into()));
                    }
                    title.extend(text);
                    out.push(SourceNode::Callout { kind, title, nodes, at });
                }
            }
            other => out.push(other),
        }
    }
    out
}

/// The word of the kind that a title may begin with, and the rest.
fn split_title(mut title: Vec<Inline>) -> (Vec<Inline>, Vec<Inline>) {
    let prefixed =
        title.len() > 1 && matches!(title.first(), Some(Inline::Text(word)) if word.ends_with(": "));
    let rest = if prefixed { title.split_off(1) } else { std::mem::take(&mut title) };
    if let Some(Inline::Text(word)) = title.first_mut() {
        word.truncate(word.trim_end_matches([' ', ':']).len());
    }
    (title, rest)
}

/// Whether the first column holds labels of sections, in at least half of the rows and in two.
fn names_sections(table: &Table<SourceNode>, known: &dyn Fn(&str) -> bool) -> bool {
    let rows = table.head.iter().chain(&table.rows);
    let plain = |cell: &Cell<SourceNode>| cell.columns == 1 && cell.rows == 1;
    let (mut all, mut named) = (0, 0);
    for row in rows {
        let [first, _, ..] = row.as_slice() else { return false };
        if !row.iter().all(plain) {
            return false;
        }
        all += 1;
        named += usize::from(label(first).is_some_and(|text| known(raw(&text).trim())));
    }
    named >= 2 && named * 2 >= all
}

/// The text of a cell that is one line.
fn label(cell: &Cell<SourceNode>) -> Option<Vec<Inline>> {
    match cell.content.as_slice() {
        [SourceNode::Paragraph(lines)] => match lines.as_slice() {
            [line] => Some(line.text.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// Each row as a heading with its text; with more columns, as a table of one row under their headers.
fn sections(table: Table<SourceNode>, at: usize, known: &dyn Fn(&str) -> bool, out: &mut Vec<SourceNode>) {
    let Table { caption, head, rows } = table;
    if !caption.is_empty() {
        out.push(paragraph(caption, at));
    }
    let width = head.iter().chain(&rows).map(Vec::len).max().unwrap_or(0);
    let headers: Vec<Cell<SourceNode>> = head.last().map(|row| row[1..].to_vec()).unwrap_or_default();
    let is_named = |row: &[Cell<SourceNode>]| {
        width == 2 && row.first().and_then(label).is_some_and(|text| known(raw(&text).trim()))
    };
    // Headers such as "Field" and "Text" are one line before the sections.
    let (named, other): (Vec<_>, Vec<_>) = head.into_iter().partition(|row| is_named(row));
    for row in other.into_iter().filter(|_| width == 2) {
        let texts: Vec<Vec<Inline>> = row.iter().filter_map(label).collect();
        if !texts.is_empty() {
            out.push(paragraph(texts.join(&Inline::Text(" · ".into())), at));
        }
    }
    for row in named.into_iter().chain(rows) {
        let mut cells = row.into_iter();
        let Some(first) = cells.next() else { continue };
        let rest: Vec<Cell<SourceNode>> = cells.collect();
        match label(&first) {
            Some(text) => out.push(SourceNode::Heading { level: LEVEL, text, at: first.content[0].at() }),
            None => out.extend(first.content),
        }
        if width == 2 {
            out.extend(rest.into_iter().flat_map(|cell| cell.content).map(inward));
        } else {
            let table = Table { caption: Vec::new(), head: vec![headers.clone()], rows: vec![rest] };
            out.push(SourceNode::Table { table, at });
        }
    }
}

fn paragraph(text: Vec<Inline>, at: usize) -> SourceNode {
    SourceNode::Paragraph(vec![Line { at, column: 8, text, hard: false }])
}

/// The same node away from the margin, so that bold words in a cell open no section.
fn inward(mut node: SourceNode) -> SourceNode {
    if let SourceNode::Paragraph(lines) = &mut node {
        lines.iter_mut().for_each(|line| line.column = line.column.max(8));
    }
    node
}
