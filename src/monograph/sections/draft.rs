//! What a document is cut into, and what is known of it before: its title and names.

use crate::monograph::sections::labels::{self, Known};
use crate::monograph::sections::spellings::Labels;
use crate::monograph::{Inline, SectionKind};
use crate::read::inline::raw;
use crate::read::source_tree::SourceNode;
use crate::text::fold;

/// A document cut into sections, their content still as nodes.
#[derive(Debug, Default)]
pub(crate) struct Cut {
    pub(crate) heading: Vec<Inline>,
    pub(crate) heading_at: usize,
    pub(crate) preamble: Vec<SourceNode>,
    pub(crate) sections: Vec<Draft>,
}

/// A section whose content is still nodes.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) kind: SectionKind,
    pub(crate) heading: Vec<Inline>,
    pub(crate) at: usize,
    pub(crate) nodes: Vec<SourceNode>,
    /// The heading's level; `None` for a label.
    pub(crate) level: Option<u8>,
}

/// What is known of a page before it is cut.
#[derive(Debug, Default)]
pub(crate) struct Page<'a> {
    /// Its title in the front matter; empty if there is none.
    pub(crate) title: &'a str,
    pub(crate) known: Known<'a>,
}

/// Whether the first block is the page's name: a heading of level 1 that says the title in the front matter or, without a title
/// there, is no label. Among several such headings, what only holds the title names a part of the page.
pub(crate) fn is_titled(nodes: &[SourceNode], labels: Labels, title: &str, known: &Known<'_>) -> bool {
    let top = |node: &SourceNode| matches!(node, SourceNode::Heading { level: 1, .. });
    let Some(SourceNode::Heading { level: 1, text, .. }) = nodes.first() else { return false };
    let text = raw(text);
    if text.trim().is_empty() {
        return false;
    }
    if title.is_empty() {
        return labels::heading(labels, text.trim_end(), known).kind.is_general();
    }
    let words = |text: &str| text.split(' ').map(str::to_string).collect::<Vec<_>>();
    let (heading, title) = (words(&fold::key(&text)), words(&fold::key(title)));
    let (fewer, more) = if heading.len() < title.len() { (heading, title) } else { (title, heading) };
    more.starts_with(&fewer)
        || fewer.iter().all(|word| more.contains(word)) && nodes.iter().filter(|node| top(node)).count() == 1
}
