//! Turns the blocks and inlines of a monograph into nodes of its card.

use crate::card::{Attributes, CardNode, Part, Scope, Tag, always_open, dose, links};
use crate::monograph::{Block, Cell, Faq, Inline, Row, Style, Table, plain_inlines};
use crate::text::Language;

/// Blocks in order.
pub(crate) fn flow(blocks: &[Block], language: &Language) -> Vec<CardNode> {
    blocks.iter().map(|one| block(one, language)).collect()
}

fn block(block: &Block, language: &Language) -> CardNode {
    match block {
        Block::Paragraph(text) => CardNode::new(Tag::P, phrase(text)),
        Block::Heading { level, text } => CardNode::Element {
            tag: Tag::Heading,
            // A heading inside a section is below it, whatever its level in the source.
            attributes: Attributes {
                part: Some(Part::SubHeading),
                level: Some((*level).clamp(4, 5) - 2),
                ..Attributes::default()
            },
            children: phrase(text),
        },
        Block::List { start, items } => CardNode::Element {
            tag: if start.is_some() { Tag::Ol } else { Tag::Ul },
            attributes: Attributes { start: start.filter(|first| *first != 1), ..Attributes::default() },
            children: items.iter().map(|item| CardNode::new(Tag::Li, list_item(item, language))).collect(),
        },
        Block::Quote(inner) => CardNode::new(Tag::Blockquote, flow(inner, language)),
        Block::Code(code) => CardNode::new(Tag::Pre, vec![CardNode::text(code)]),
        Block::Rule => CardNode::new(Tag::Hr, Vec::new()),
        Block::Faq(faq) => disclosure(faq, language),
        Block::Table(table) => table_node(table, language),
        Block::Callout { kind, title, blocks } => {
            let mut children = Vec::new();
            if !title.is_empty() {
                children.push(CardNode::part(Tag::P, Part::CalloutTitle, phrase(title)));
            }
            children.extend(flow(blocks, language));
            CardNode::part(Tag::Aside, Part::Callout(*kind), children)
        }
        Block::Footnote { label, blocks } => CardNode::Element {
            tag: Tag::Div,
            attributes: Attributes {
                part: Some(Part::Footnote),
                id: Some(links::note_anchor(label)),
                ..Attributes::default()
            },
            children: flow(blocks, language),
        },
    }
}

/// An item that is one paragraph needs no element for it; with more blocks, each keeps its own.
fn list_item(item: &[Block], language: &Language) -> Vec<CardNode> {
    match item {
        [Block::Paragraph(text)] => phrase(text),
        [Block::Paragraph(text), rest @ ..]
            if rest.iter().all(|block| matches!(block, Block::List { .. })) =>
        {
            let mut nodes = phrase(text);
            nodes.extend(flow(rest, language));
            nodes
        }
        blocks => flow(blocks, language),
    }
}

fn disclosure(faq: &Faq, language: &Language) -> CardNode {
    let summary = CardNode::part(Tag::Summary, Part::Question, phrase(&faq.question));
    let answer = CardNode::part(Tag::Div, Part::Answer, flow(&faq.answer, language));
    CardNode::Element {
        tag: Tag::Details,
        attributes: Attributes {
            part: Some(Part::Faq),
            open: always_open::warns(faq, language),
            ..Attributes::default()
        },
        children: vec![summary, answer],
    }
}

/// Inlines in order; numbers keep their units.
pub(crate) fn phrase(inlines: &[Inline]) -> Vec<CardNode> {
    let mut nodes = Vec::with_capacity(inlines.len());
    for inline in inlines {
        let wrap = |tag, inner| CardNode::new(tag, phrase(inner));
        match inline {
            Inline::Text(text) => dose::push(&mut nodes, text),
            Inline::Strong(inner) => nodes.push(wrap(Tag::Strong, inner)),
            Inline::Emphasis(inner) => nodes.push(wrap(Tag::Em, inner)),
            Inline::Subscript(inner) => nodes.push(wrap(Tag::Sub, inner)),
            Inline::Superscript(inner) => nodes.push(wrap(Tag::Sup, inner)),
            Inline::Code(code) => nodes.push(CardNode::new(Tag::Code, vec![CardNode::text(code)])),
            Inline::SoftBreak => nodes.push(CardNode::text(" ")),
            Inline::HardBreak => nodes.push(CardNode::new(Tag::Br, Vec::new())),
            Inline::Styled(style, inner) => nodes.push(wrap(
                match style {
                    Style::Underline => Tag::U,
                    Style::Mark => Tag::Mark,
                    Style::Keyboard => Tag::Kbd,
                    Style::Small => Tag::Small,
                },
                inner,
            )),
            Inline::Struck(inner) => nodes.push(wrap(Tag::Del, inner)),
            Inline::Link { to, text } => nodes.push(links::link(to, phrase(text))),
            Inline::Picture { source, alt } => nodes.push(links::picture(source, alt)),
            Inline::Note(label) => nodes.push(links::note(label)),
        }
    }
    dose::join_powers(nodes)
}

/// The table in a frame that scrolls.
fn table_node(table: &Table, language: &Language) -> CardNode {
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
