//! The plain text of a card tree.

use crate::card::card_tree::{CardNode, Tag};

/// The text, one line a block; raised and lowered figures keep their place, `10⁸` is never `108`.
pub(crate) fn text_of(node: &CardNode) -> String {
    let mut out = String::new();
    push_text(&mut out, node);
    let lines = out.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

fn push_text(out: &mut String, node: &CardNode) {
    match node {
        CardNode::Text(text) => out.push_str(text),
        CardNode::Element { tag, children, .. } => {
            let mark = match tag {
                Tag::Sup => "^",
                Tag::Sub => "_",
                Tag::P
                | Tag::Li
                | Tag::Heading
                | Tag::Summary
                | Tag::Div
                | Tag::Pre
                | Tag::Br
                | Tag::Blockquote => "\n",
                _ => "",
            };
            out.push_str(mark);
            children.iter().for_each(|child| push_text(out, child));
            if mark == "\n" {
                out.push('\n');
            }
        }
    }
}
