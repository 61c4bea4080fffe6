//! Turns source nodes into the blocks of a monograph.

use crate::monograph::{Block, Inline, Table};
use crate::read::inline::trim;
use crate::read::source_tree::{Line, SourceNode};

/// The blocks of nodes.
pub(crate) fn blocks(nodes: Vec<SourceNode>) -> Vec<Block> {
    nodes.into_iter().map(block).collect()
}

pub(crate) fn block(node: SourceNode) -> Block {
    match node {
        SourceNode::Paragraph(lines) => Block::Paragraph(joined(lines)),
        SourceNode::Heading { level, text, .. } => Block::Heading { level, text: trim(text) },
        SourceNode::List { start, items, .. } => {
            Block::List { start, items: items.into_iter().map(blocks).collect() }
        }
        SourceNode::Quote { nodes, .. } => Block::Quote(blocks(nodes)),
        SourceNode::Code { text, .. } => Block::Code(text),
        SourceNode::Rule { .. } => Block::Rule,
        SourceNode::Table { table, .. } => Block::Table(Table::new(table.map(blocks))),
        SourceNode::Callout { kind, title, nodes, .. } => {
            Block::Callout { kind, title: trim(title), blocks: blocks(nodes) }
        }
        SourceNode::Footnote { label, nodes, .. } => Block::Footnote { label, blocks: blocks(nodes) },
    }
}

/// The lines of a paragraph as one run.
pub(crate) fn joined(lines: Vec<Line>) -> Vec<Inline> {
    let mut lines = lines.into_iter();
    let Some(Line { text: mut out, mut hard, .. }) = lines.next() else { return Vec::new() };
    for line in lines {
        if !out.is_empty() {
            out.push(if hard { Inline::HardBreak } else { Inline::SoftBreak });
        }
        hard = line.hard;
        out.extend(line.text);
    }
    trim(out)
}
