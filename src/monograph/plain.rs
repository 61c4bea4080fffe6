//! Writes blocks as plain text, one line a block or row.

use crate::monograph::{Block, Cell, Row, Table};
use crate::read::source_tree::push_inlines;
use crate::text::cell_gap;

/// Plain text of blocks, one line a block or list item; a question is on the line before its answer.
#[must_use]
pub fn plain_blocks(blocks: &[Block]) -> String {
    let mut out = String::new();
    push_blocks(&mut out, blocks);
    out
}

fn push_blocks(out: &mut String, blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } => {
                push_line(out, "");
                push_inlines(out, text);
            }
            Block::List { items, .. } => items.iter().for_each(|item| push_blocks(out, item)),
            Block::Quote(inner) => push_blocks(out, inner),
            Block::Code(code) => push_line(out, code.trim_end()),
            Block::Rule => {}
            Block::Faq(faq) => {
                push_line(out, "");
                push_inlines(out, &faq.question);
                push_blocks(out, &faq.answer);
            }
            Block::Table(table) => push_table(out, table),
            Block::Callout { title, blocks, .. } => {
                if !title.is_empty() {
                    push_line(out, "");
                    push_inlines(out, title);
                }
                push_blocks(out, blocks);
            }
            Block::Footnote { blocks, .. } => push_blocks(out, blocks),
        }
    }
}

fn push_line(out: &mut String, line: &str) {
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(line);
}

/// The caption and the rows, a line each.
fn push_table(out: &mut String, table: &Table) {
    if !table.caption.is_empty() {
        push_line(out, "");
        push_inlines(out, &table.caption);
    }
    if table.rows.is_empty() {
        table.head.iter().for_each(|cells| push_line(out, &cells_text("", cells)));
    }
    for text in table.rows.iter().map(row_text).filter(|text| !text.is_empty()) {
        push_line(out, &text);
    }
}

/// A row as a line: `header: value; …`.
#[must_use]
pub(crate) fn row_text(row: &Row) -> String {
    cells_text(&row.carried, &row.cells)
}

fn cells_text(carried: &str, cells: &[Cell]) -> String {
    let mut out = carried.to_string();
    for cell in cells {
        let text = cell_text(&cell.blocks);
        if !text.is_empty() {
            push_value(&mut out, &cell.label, &text);
        }
    }
    out
}

/// Appends a value after its header.
pub(crate) fn push_value(out: &mut String, label: &str, text: &str) {
    if !out.is_empty() {
        out.push_str("; ");
    }
    if !label.is_empty() {
        out.push_str(label);
        out.push_str(": ");
    }
    out.push_str(text);
}

/// The content of a cell on one line.
pub(crate) fn cell_text(blocks: &[Block]) -> String {
    let text = plain_blocks(blocks);
    let mut out = String::with_capacity(text.len());
    for line in text.split('\n').filter(|line| !line.is_empty()) {
        if !out.is_empty() {
            out.push_str(cell_gap(&out));
        }
        out.push_str(line);
    }
    out
}
