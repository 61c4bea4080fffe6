//! Builds the table of a card: each cell names its headers, so that a narrow screen and a reader of the tree can show them.

use crate::card::blocks::{flow, phrase};
use crate::card::{Attributes, CardNode, Part, Scope, Tag};
use crate::monograph::table::{Cell, Row, Table};
use crate::monograph::{Block, plain_inlines};
use crate::text::Language;

/// The table in a frame that scrolls.
pub(crate) fn node(table: &Table, language: &Language) -> CardNode {
    let mut children = Vec::new();
    if !table.caption.is_empty() {
        children.push(CardNode::new(Tag::Caption, phrase(&table.caption)));
    }
    let head =
        table.head.iter().map(|cells| row("", cells.iter().map(|cell| header(cell, language)).collect()));
    // Headers without rows are all that the table says.
    let tag = if table.rows.is_empty() { Tag::Tbody } else { Tag::Thead };
    if !table.head.is_empty() {
        children.push(CardNode::new(tag, head.collect()));
    }
    if !table.rows.is_empty() {
        children
            .push(CardNode::new(Tag::Tbody, table.rows.iter().map(|one| body_row(one, language)).collect()));
    }
    let label = Some(plain_inlines(&table.caption)).filter(|caption| !caption.is_empty());
    CardNode::Element {
        tag: Tag::Div,
        attributes: Attributes { part: Some(Part::Table), label, ..Attributes::default() },
        children: vec![CardNode::new(Tag::Table, children)],
    }
}

fn body_row(one: &Row, language: &Language) -> CardNode {
    let alone = one.cells.len() == 1 && one.cells.iter().any(|cell| cell.columns > 1);
    let cells = one.cells.iter().map(|one| match (one.heads, alone) {
        (true, _) => cell(one, Tag::Th, Some(if alone { Scope::Rows } else { Scope::Row }), language),
        (false, _) => cell(one, Tag::Td, None, language),
    });
    row(&one.carried, cells.collect())
}

fn row(carried: &str, children: Vec<CardNode>) -> CardNode {
    let head = (!carried.is_empty()).then(|| carried.into());
    CardNode::Element { tag: Tag::Tr, attributes: Attributes { head, ..Attributes::default() }, children }
}

fn header(one: &Cell, language: &Language) -> CardNode {
    // An empty corner heads nothing.
    if one.blocks.is_empty() {
        return cell(one, Tag::Td, None, language);
    }
    cell(one, Tag::Th, Some(if one.columns > 1 { Scope::Columns } else { Scope::Column }), language)
}

fn cell(cell: &Cell, tag: Tag, scope: Option<Scope>, language: &Language) -> CardNode {
    let children = match cell.blocks.as_slice() {
        [Block::Paragraph(text)] => phrase(text),
        blocks => flow(blocks, language),
    };
    let several = |count: usize| u16::try_from(count).ok().filter(|count| *count > 1);
    CardNode::Element {
        tag,
        attributes: Attributes {
            head: Some(cell.label.as_str()).filter(|label| !label.is_empty()).map(Into::into),
            columns: several(cell.columns),
            rows: several(cell.rows),
            scope,
            ..Attributes::default()
        },
        children,
    }
}
