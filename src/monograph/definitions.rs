//! Owns link definitions nobody links to: they go back into the text where they stood.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Inline;
use super::node::{Line, Node};
use crate::text::unicode;

/// Definitions that repeat a label: pulldown-cmark keeps the first of `[Dose]: 5mg` and `[Dose]: 10mg` and tells nothing
/// of the others. They are the lines that begin in that form, behind marks of lists and quotes, and lie in nothing it
/// has `seen` (byte ranges of text, of blocks without blocks in them, and of the definitions it kept).
pub(super) fn repeated(body: &str, mut seen: Vec<(usize, usize)>) -> Vec<(String, usize, usize)> {
    seen.sort_unstable();
    let mut seen = seen.into_iter().peekable();
    let (mut reach, mut start, mut found) = (0, 0, Vec::<(String, usize, usize)>::new());
    // Whether the line before is the last so far of what was found.
    let mut open = false;
    for line in body.split_inclusive('\n') {
        let end = start + line.len();
        while let Some((_, to)) = seen.next_if(|(from, _)| *from < end) {
            reach = reach.max(to);
        }
        let lost = reach <= start && !line.trim().is_empty();
        match found.last_mut() {
            // Its label or its title goes on.
            Some((_, _, last)) if lost && open => *last = end,
            _ => {
                open = lost && line.trim_start_matches(is_mark).starts_with('[');
                if open {
                    found.push((String::new(), start, end));
                }
            }
        }
        open &= lost;
        start = end;
    }
    found
}

/// What may stand before a block in its line: blanks, and the marks of quotes and lists.
fn is_mark(c: char) -> bool {
    matches!(c, ' ' | '\t' | '>' | '*' | '+' | '-' | '.' | ')' | '0'..='9')
}

/// Puts link definitions nobody links to back as text: `[Dose]: 5mg` is one, and a reader needs it.
pub(super) fn put_back(
    nodes: Vec<Node>,
    body: &str,
    from: usize,
    definitions: impl Iterator<Item = (String, usize, usize)>,
    used: &[String],
) -> Vec<Node> {
    // A heap, for they come in no order.
    let lost = definitions.filter(|(label, ..)| !used.contains(label));
    let mut lost: BinaryHeap<_> = lost.map(|(_, start, end)| Reverse((start, end))).collect();
    if lost.is_empty() {
        return nodes;
    }
    let mut out = Vec::with_capacity(nodes.len() + lost.len());
    let mut put = |out: &mut Vec<Node>, before: usize| {
        while let Some(Reverse((start, end))) = lost.peek().copied().filter(|first| from + first.0.0 < before)
        {
            lost.pop();
            let text = vec![Inline::Text(unicode::visible(body[start..end].trim()).into_owned())];
            out.push(Node::Paragraph(vec![Line { at: from + start, column: 0, text, hard: false }]));
        }
    };
    for node in nodes {
        put(&mut out, node.at());
        out.push(node);
    }
    put(&mut out, usize::MAX);
    out
}
