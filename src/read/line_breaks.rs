//! Keeps single line breaks as they are written, for sites that show them.

use crate::read::source_tree::{Inline, SourceNode};

/// Makes every line end in a paragraph one that is shown.
pub(crate) fn keep(nodes: &mut [SourceNode]) {
    for node in nodes {
        match node {
            SourceNode::Paragraph(lines) => {
                for line in lines {
                    line.hard = true;
                    inlines(&mut line.text);
                }
            }
            SourceNode::List { items, .. } => items.iter_mut().for_each(|item| keep(item)),
            SourceNode::Quote { nodes, .. }
            | SourceNode::Callout { nodes, .. }
            | SourceNode::Footnote { nodes, .. } => keep(nodes),
            SourceNode::Table { table, .. } => {
                let cells = table.head.iter_mut().chain(&mut table.rows).flatten();
                cells.for_each(|cell| keep(&mut cell.content));
            }
            SourceNode::Heading { .. } | SourceNode::Code { .. } | SourceNode::Rule { .. } => {}
        }
    }
}

fn inlines(text: &mut [Inline]) {
    for inline in text {
        if *inline == Inline::SoftBreak {
            *inline = Inline::HardBreak;
        } else if let Inline::Struck(inner) = inline {
            inlines(inner);
        } else if let Some(inner) = inline.inner_mut() {
            inlines(inner);
        }
    }
}
