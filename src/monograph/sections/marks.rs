//! Recognises the lines that open a section or a set of sections.

use crate::monograph::faq::question::asks;
use crate::monograph::section::Strength;
use crate::monograph::sections::labels;
use crate::monograph::sections::spellings::Labels;
use crate::monograph::{Inline, SectionKind};
use crate::read::inline::{is_bold_only, leading_bold, raw};
use crate::read::source_tree::{Line, SourceNode, first_line};

/// Whether a heading or a label outside bullets opens a section.
pub(crate) fn has_mark(nodes: &[SourceNode], labels: Labels) -> bool {
    nodes.iter().any(|node| match node {
        SourceNode::Heading { level, .. } => *level > 1,
        SourceNode::Paragraph(lines) => lines.iter().any(|line| {
            matches!(label_of(line, labels), Some((found, _)) if found.strength == Strength::Main
                && !found.kind.is_disclaimer() && found.kind != SectionKind::Other)
        }),
        SourceNode::List { .. }
        | SourceNode::Quote { .. }
        | SourceNode::Code { .. }
        | SourceNode::Rule { .. }
        | SourceNode::Table { .. }
        | SourceNode::Callout { .. }
        | SourceNode::Footnote { .. } => false,
    })
}

/// Whether `node` begins a set of sections of one drug.
pub(crate) fn starts_set(node: &SourceNode, labels: Labels) -> bool {
    let of_line = |line: &Line| label_of(line, labels).map(|(found, _)| found.kind);
    let kind = match node {
        SourceNode::Heading { text, level, .. } if *level > 1 => {
            Some(labels::heading(labels, &raw(text)).kind)
        }
        SourceNode::Paragraph(lines) => lines.first().and_then(of_line),
        SourceNode::List { items, .. } => items.first().and_then(|item| first_line(item)).and_then(of_line),
        SourceNode::Heading { .. }
        | SourceNode::Quote { .. }
        | SourceNode::Code { .. }
        | SourceNode::Rule { .. }
        | SourceNode::Table { .. }
        | SourceNode::Callout { .. }
        | SourceNode::Footnote { .. } => None,
    };
    matches!(kind, Some(SectionKind::GenericName | SectionKind::Usage))
}

/// The known label that begins a line, and the length of its bold run.
pub(crate) fn label_of(line: &Line, labels: Labels) -> Option<(labels::Heading, usize)> {
    let (bold, next) = leading_bold(&line.text)?;
    let closed = bold.contains(':') || matches!(next, None | Some(':'));
    if !closed {
        return None;
    }
    Some((labels::bold(labels, &bold)?, bold.len()))
}

/// Whether a paragraph is one bold line that names the drug of the set after it.
pub(crate) fn names_set(lines: &[Line], labels: Labels) -> bool {
    let [line] = lines else { return false };
    let text = raw(&line.text);
    line.column == 0
        && is_bold_only(&line.text)
        && text.len() <= 120
        && !text.trim_end().ends_with(['.', '?', '!'])
        && !asks(text.trim_end())
        && labels::bold(labels, text.trim()).is_none()
}

/// Whether a paragraph inside an item has a line at the margin.
pub(crate) fn has_margin(item: &[SourceNode]) -> bool {
    item.iter().any(|node| match node {
        SourceNode::Paragraph(lines) => lines.iter().any(|line| line.column == 0),
        SourceNode::List { items, .. } => items.iter().any(|item| has_margin(item)),
        SourceNode::Heading { .. }
        | SourceNode::Quote { .. }
        | SourceNode::Code { .. }
        | SourceNode::Rule { .. }
        | SourceNode::Table { .. }
        | SourceNode::Callout { .. }
        | SourceNode::Footnote { .. } => false,
    })
}

/// Takes a colon off the start of the text after a label.
pub(crate) fn take_colon(rest: &mut Vec<Inline>) {
    if let Some(Inline::Text(text)) = rest.first_mut() {
        let kept = text.trim_start();
        if let Some(after) = kept.strip_prefix(':') {
            *text = after.trim_start().to_string();
        }
        if text.is_empty() {
            rest.remove(0);
        }
    }
}
