//! Keeps single line breaks as they are written, for sites that show them.

use crate::read::source_tree::{Inline, SourceNode};

/// Makes every line end in a paragraph one that is shown.
pub(crate) fn keep(nodes: &mut [SourceNode]) {
    nodes.iter_mut().for_each(keep_in);
}

fn keep_in(node: &mut SourceNode) {
    if let SourceNode::Paragraph(lines) = node {
        for line in lines {
            line.hard = true;
            inlines(&mut line.text);
        }
    } else {
        node.each_inner(&mut keep_in);
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
