//! Cuts a page whose front matter states the kinds of its headings: nothing is guessed from the words of a heading or from bold text.

use crate::monograph::SectionKind;
use crate::monograph::sections::draft::{Cut, Draft};
use crate::monograph::sections::own_labels::OwnLabels;
use crate::read::inline::{raw, trim};
use crate::read::source_tree::SourceNode;

/// Cuts the nodes of a page. A heading without a stated kind stays inside a section above it, else has the kind of the one around it.
pub(crate) fn sections(nodes: Vec<SourceNode>, labels: &OwnLabels) -> Cut {
    let mut cut = Cut::default();
    for node in nodes {
        let SourceNode::Heading { level, text, at } = node else {
            push(&mut cut, node);
            continue;
        };
        let stated = labels.find(raw(&text).trim());
        let inside = |draft: &Draft| draft.level.is_some_and(|open| open < level);
        if stated.is_none() && cut.sections.last().is_some_and(inside) {
            push(&mut cut, SourceNode::Heading { level, text, at });
            continue;
        }
        let around = cut.sections.iter().rev().find(|draft| inside(draft)).map(|draft| draft.kind);
        let kind = stated.or(around).unwrap_or(SectionKind::Other);
        cut.sections.push(Draft { kind, heading: trim(text), at, nodes: Vec::new(), level: Some(level) });
    }
    cut
}

fn push(cut: &mut Cut, node: SourceNode) {
    match cut.sections.last_mut() {
        Some(draft) => draft.nodes.push(node),
        None => cut.preamble.push(node),
    }
}
