//! Makes sections of the values of front matter that a site shows: `dosing: {adult: 5 mg}`.

use crate::monograph::sections::draft::Draft;
use crate::monograph::{Inline, SectionKind};
use crate::read::diagnostic::NoDiagnostics;
use crate::read::front_matter::{Data, FrontMatter, Value};
use crate::read::line_index::LineIndex;
use crate::read::markdown;
use crate::read::source_tree::{Line, SourceNode};
use crate::text::capitalized;

/// The keys of front matter that are content, each with the kind of its section.
pub(crate) type Shown = Vec<(String, SectionKind)>;

/// A section for each of these keys that the page has, in the order of the site.
pub(crate) fn sections(front_matter: &FrontMatter, shown: &Shown) -> Vec<Draft> {
    let found = shown.iter().filter_map(|(key, kind)| {
        let value = front_matter.value(key).filter(|value| value.size() > 0)?;
        let at = value.span.start;
        let mut nodes = nodes(value);
        nodes.iter_mut().for_each(|node| place(node, at));
        Some(Draft { kind: *kind, heading: vec![words(key)], at, nodes, level: Some(1) })
    });
    found.collect()
}

/// A key as a reader would write it: `max_dose` is "Max dose".
fn words(key: &str) -> Inline {
    Inline::Text(capitalized(&key.replace(['_', '-'], " ")))
}

/// A text is Markdown; a list stays one, and a map is a list of its keys with their values.
fn nodes(value: &Value) -> Vec<SourceNode> {
    let items: Vec<Vec<SourceNode>> = match &value.data {
        _ if value.is_null() => return Vec::new(),
        Data::Text { text, .. } => {
            return markdown::read(text, 0, &LineIndex::new(text), &mut NoDiagnostics);
        }
        Data::List(items) => items.iter().map(nodes).collect(),
        Data::Map(entries) => {
            entries.iter().map(|entry| labelled(words(&entry.key), nodes(&entry.value))).collect()
        }
    };
    let items: Vec<Vec<SourceNode>> = items.into_iter().filter(|item| !item.is_empty()).collect();
    if items.is_empty() { Vec::new() } else { vec![SourceNode::List { start: None, items, at: 0 }] }
}

/// The nodes of a value after its key, in one line where the value has one.
fn labelled(key: Inline, mut nodes: Vec<SourceNode>) -> Vec<SourceNode> {
    if nodes.is_empty() {
        return nodes;
    }
    let mut line =
        Line { text: vec![Inline::Strong(vec![key]), Inline::Text(":".into())], ..Line::default() };
    if let Some(SourceNode::Paragraph(lines)) = nodes.first_mut()
        && let Some(first) = lines.first_mut()
    {
        line.text.push(Inline::Text(" ".into()));
        line.text.append(&mut first.text);
        line.hard = first.hard;
        *first = line;
    } else {
        nodes.insert(0, SourceNode::Paragraph(vec![line]));
    }
    nodes
}

/// Gives a node and all in it their place in the file.
fn place(node: &mut SourceNode, place_at: usize) {
    match node {
        SourceNode::Paragraph(lines) => lines.iter_mut().for_each(|line| line.at = place_at),
        SourceNode::Heading { at, .. }
        | SourceNode::List { at, .. }
        | SourceNode::Quote { at, .. }
        | SourceNode::Code { at, .. }
        | SourceNode::Table { at, .. }
        | SourceNode::Callout { at, .. }
        | SourceNode::Footnote { at, .. }
        | SourceNode::Rule { at } => *at = place_at,
    }
    node.each_inner(&mut |inner| place(inner, place_at));
}
