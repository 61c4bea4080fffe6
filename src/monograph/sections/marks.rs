//! Recognises the lines that open a section or a set of sections.

use crate::monograph::faq::question::asks;
use crate::monograph::section::Strength;
use crate::monograph::sections::labels::{self, Known};
use crate::monograph::sections::spellings::Labels;
use crate::monograph::{Inline, SectionKind};
use crate::read::inline::{is_bold_only, leading_bold, raw};
use crate::read::source_tree::{Line, SourceNode, first_line};

/// How a page marks its sections.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Style {
    /// Labels in bullets count: the page has no other marks.
    pub(crate) bullets: bool,
    /// Every label in bullets counts, known or not: the page is a list of labels.
    pub(crate) items: bool,
    /// Every bold label at the margin ends the one before: the page has no headings, and few of the labels that hold others.
    pub(crate) every_label: bool,
    /// Labels need not be bold.
    pub(crate) plain: bool,
}

/// How a page without its title marks its sections.
pub(crate) fn style(nodes: &[SourceNode], labels: Labels, known: &Known<'_>) -> Style {
    let (mut headings, mut main, mut bold, mut plain) = (0, 0, 0, 0);
    for node in nodes {
        match node {
            SourceNode::Heading { .. } => headings += 1,
            SourceNode::Paragraph(lines) => {
                for line in lines {
                    if let Some((found, _)) = label_of(line, labels, known) {
                        let counts = !found.kind.is_disclaimer() && found.kind != SectionKind::Other;
                        bold += usize::from(counts);
                        main += usize::from(counts && found.strength == Strength::Main);
                    } else if plain_label(line, labels, known).is_some() {
                        plain += 1;
                    }
                }
            }
            _ => {}
        }
    }
    if headings == 0 && bold + plain == 0 {
        let lists = nodes.iter().filter_map(|node| match node {
            SourceNode::List { items, .. } => Some(items),
            _ => None,
        });
        for plain in [false, true] {
            if lists.clone().any(|items| lists_labels(items, labels, known, plain)) {
                return Style { bullets: true, items: true, every_label: true, plain };
            }
        }
    }
    let without = headings == 0 && bold + plain > 2 * main;
    Style {
        bullets: headings == 0 && main == 0,
        items: false,
        every_label: without && bold + plain > 1,
        plain: without && plain > 1,
    }
}

/// Whether every item begins with a label, and half of them, at least two, with a known one.
fn lists_labels(items: &[Vec<SourceNode>], labels: Labels, known: &Known<'_>, plain: bool) -> bool {
    let found: Option<Vec<SectionKind>> =
        items.iter().map(|item| label_of_item(item, labels, known, plain)).collect();
    found.is_some_and(|kinds| {
        let count = kinds.iter().filter(|kind| **kind != SectionKind::Other).count();
        count >= 2 && 2 * count >= kinds.len()
    })
}

/// The kind of the label that begins an item.
pub(crate) fn label_of_item(
    item: &[SourceNode],
    labels: Labels,
    known: &Known<'_>,
    plain: bool,
) -> Option<SectionKind> {
    let line = Line { column: 0, ..first_line(item)?.clone() };
    any_label(&line, labels, known, plain).map(|(kind, _)| kind)
}

/// The known label that begins a line without bold letters: `Dose: 5 mg`, or alone on its line.
fn plain_label(line: &Line, labels: Labels, known: &Known<'_>) -> Option<(SectionKind, usize)> {
    if line.column > 0 {
        return None;
    }
    let text = raw(&line.text);
    let (label, end) = match text.find([':', '：']) {
        Some(colon) if colon <= 60 => (&text[..colon], colon),
        Some(_) => return None,
        None if text.len() <= 60 => (&*text, text.len()),
        None => return None,
    };
    if label.ends_with(['.', ',', ';']) || !label.starts_with(|c: char| c.is_uppercase() || !c.is_ascii()) {
        return None;
    }
    let kind = labels::heading(labels, label, known).kind;
    (kind != SectionKind::Other && !kind.is_disclaimer()).then_some((kind, end))
}

/// Any label at the margin: a bold one, known or not, and with `plain` one without bold letters.
pub(crate) fn any_label(
    line: &Line,
    labels: Labels,
    known: &Known<'_>,
    plain: bool,
) -> Option<(SectionKind, usize)> {
    if line.column > 0 {
        return None;
    }
    if let Some((bold, next)) = leading_bold(&line.text) {
        let colon = bold.trim_end().ends_with(':') || next == Some(':');
        if !colon && next.is_some() || bold.len() > 60 || bold.trim_end_matches(':').contains(':') {
            return None;
        }
        let found = labels::heading(labels, &bold, known);
        let few = bold.split_whitespace().count() <= 5;
        return (found.kind != SectionKind::Other || colon && few).then_some((found.kind, bold.len()));
    }
    if !plain {
        return None;
    }
    plain_label(line, labels, known).or_else(|| {
        // Among known labels, a short capitalised word before a colon is one, too.
        let text = raw(&line.text);
        let colon = text.find(':').filter(|colon| *colon <= 40)?;
        let label = &text[..colon];
        let is_label = label.starts_with(char::is_uppercase)
            && label.split_whitespace().count() <= 3
            && label.chars().all(|c| c.is_alphabetic() || c == ' ')
            && text[colon + 1..].starts_with(' ');
        is_label.then_some((SectionKind::Other, colon))
    })
}

/// A heading without what kramdown, Pandoc and Hugo read as its id or class: `Dose {#dose}`, `Dose {: .x}`.
pub(crate) fn without_attributes(mut text: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline::Text(last)) = text.last_mut()
        && let Some(start) = last.rfind('{')
        && last.trim_end().ends_with('}')
        && last[start + 1..].trim_start_matches(':').trim_start().starts_with(['#', '.'])
    {
        last.truncate(last[..start].trim_end().len());
        if last.is_empty() {
            text.pop();
        }
    }
    text
}

/// Whether `node` begins a set of sections of one drug.
pub(crate) fn starts_set(node: &SourceNode, labels: Labels, known: &Known<'_>) -> bool {
    let of_line = |line: &Line| label_of(line, labels, known).map(|(found, _)| found.kind);
    let kind = match node {
        SourceNode::Heading { text, level, .. } if *level > 1 => {
            Some(labels::heading(labels, &raw(text), known).kind)
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
pub(crate) fn label_of(line: &Line, labels: Labels, known: &Known<'_>) -> Option<(labels::Heading, usize)> {
    let (bold, next) = leading_bold(&line.text)?;
    let closed = bold.contains(':') || matches!(next, None | Some(':'));
    if !closed {
        return None;
    }
    Some((labels::bold(labels, &bold, known)?, bold.len()))
}

/// Whether a paragraph is one bold line that names the drug of the set after it.
pub(crate) fn names_set(lines: &[Line], labels: Labels, known: &Known<'_>) -> bool {
    let [line] = lines else { return false };
    let text = raw(&line.text);
    line.column == 0
        && is_bold_only(&line.text)
        && text.len() <= 120
        && !text.trim_end().ends_with(['.', '?', '!'])
        && !asks(text.trim_end())
        && labels::bold(labels, text.trim(), known).is_none()
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
