//! Stacks the blocks that are open while Markdown is read, and hands each to the one around it when it closes.

use crate::read::callout;
use crate::read::source_tree::{Cell, Inline, Line, SourceNode, Table, push};
use crate::read::spans;

/// What is open around the block being read.
#[derive(Debug)]
pub(crate) enum FrameKind {
    Root,
    List(Option<u64>),
    Item,
    Quote,
    Footnote(String),
    Table(Table<SourceNode>),
    Row(Vec<Cell<SourceNode>>),
    Cell(Cell<SourceNode>),
    Caption,
    /// A callout by the word of its kind, and its title.
    Callout(String, Vec<Inline>),
    CalloutTitle,
    /// The visible line of a fold, or a term: the heading of what follows.
    Term,
    Heading(u8),
    /// An element that only groups.
    Group,
}

/// An open block and what it holds so far.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) kind: FrameKind,
    pub(crate) at: usize,
    pub(crate) nodes: Vec<SourceNode>,
    items: Vec<Vec<SourceNode>>,
    /// The HTML tag that opened it.
    pub(crate) tag: Option<&'static str>,
    /// Inside a table: rows head columns.
    pub(crate) heads: bool,
}

/// The open blocks; the document is the first.
#[derive(Debug)]
pub(crate) struct Frames(Vec<Frame>);

impl Frames {
    pub(crate) fn new() -> Self {
        let mut frames = Self(Vec::new());
        frames.open(FrameKind::Root, 0, None);
        frames
    }

    pub(crate) fn open(&mut self, kind: FrameKind, at: usize, tag: Option<&'static str>) {
        self.0.push(Frame { kind, at, nodes: Vec::new(), items: Vec::new(), tag, heads: false });
    }

    /// The innermost block.
    pub(crate) fn last_mut(&mut self) -> Option<&mut Frame> {
        self.0.last_mut()
    }

    pub(crate) fn node(&mut self, node: SourceNode) {
        if let Some(frame) = self.0.last_mut() {
            push(&mut frame.nodes, node);
        }
    }

    /// The number of the innermost block that a tag opened and `matches`, before any block that Markdown opened.
    pub(crate) fn tagged(&self, matches: impl Fn(&Frame) -> bool) -> Option<usize> {
        let inner = self.0.iter().enumerate().rev();
        inner.take_while(|(_, frame)| frame.tag.is_some()).find(|(_, frame)| matches(frame)).map(|(at, _)| at)
    }

    /// The number of the innermost block that `matches`.
    pub(crate) fn last_position(&self, matches: impl Fn(&FrameKind) -> bool) -> Option<usize> {
        self.0.iter().rposition(|frame| matches(&frame.kind))
    }

    /// Whether a block of a table is open that a tag opened.
    pub(crate) fn in_html(&self) -> bool {
        self.0.iter().any(|frame| frame.tag.is_some())
    }

    /// How deep the next block would nest; a table is three deep.
    pub(crate) fn depth(&self) -> usize {
        self.0
            .iter()
            .map(|frame| match frame.kind {
                FrameKind::Root | FrameKind::Item | FrameKind::Row(_) | FrameKind::Cell(_) => 0,
                FrameKind::Table(_) => 3,
                _ => 1,
            })
            .sum()
    }

    /// Closes blocks until `count` are left.
    pub(crate) fn close_to(&mut self, count: usize) {
        while self.0.len() > count.max(1) {
            self.close();
        }
    }

    /// The nodes of the document.
    pub(crate) fn finish(mut self) -> Vec<SourceNode> {
        self.close_to(1);
        self.0.pop().map(|frame| frame.nodes).unwrap_or_default()
    }

    /// Closes the innermost block.
    fn close(&mut self) {
        let Some(Frame { kind, at, nodes, items, heads, .. }) = self.0.pop() else { return };
        let Some(parent) = self.0.last_mut() else { return };
        match (kind, &mut parent.kind) {
            (FrameKind::Item, FrameKind::List(_)) => push(&mut parent.items, nodes),
            (FrameKind::Cell(mut cell), FrameKind::Row(cells)) => {
                cell.content = nodes;
                cells.push(cell);
            }
            (FrameKind::Row(mut cells), FrameKind::Table(table)) => {
                cells.iter_mut().for_each(|cell| cell.heads |= heads);
                let all_head = cells.iter().all(|cell| cell.heads);
                if cells.is_empty() {
                    parent.nodes.extend(nodes);
                } else if heads || all_head && table.rows.is_empty() && cells.len() > 1 {
                    table.head.push(cells);
                } else {
                    table.rows.push(cells);
                }
            }
            (FrameKind::Caption, FrameKind::Table(table)) => table.caption = inlines(nodes),
            (FrameKind::CalloutTitle, FrameKind::Callout(_, title)) => *title = inlines(nodes),
            (FrameKind::List(start), _) => {
                // Text between the items is not lost.
                parent.nodes.extend(nodes);
                if !items.is_empty() {
                    push(&mut parent.nodes, SourceNode::List { start, items, at });
                }
            }
            (FrameKind::Quote, _) => push(&mut parent.nodes, callout::of_quote(nodes, at)),
            (FrameKind::Footnote(label), _) => {
                let nodes = with_mark(nodes, &label, at);
                push(&mut parent.nodes, SourceNode::Footnote { label, nodes, at });
            }
            (FrameKind::Table(mut table), _) => {
                spans::resolve(&mut table.head);
                spans::resolve(&mut table.rows);
                parent.nodes.extend(nodes);
                if table.cells().next().is_some() {
                    push(&mut parent.nodes, SourceNode::Table { table, at });
                }
            }
            (FrameKind::Callout(word, title), _) => {
                push(&mut parent.nodes, callout::callout(&word, title, nodes, at));
            }
            (FrameKind::Term, _) => parent.nodes.extend(nodes.into_iter().map(bold)),
            (FrameKind::Heading(level), _) => {
                let text = inlines(nodes);
                push(&mut parent.nodes, SourceNode::Heading { level, text, at });
            }
            (FrameKind::Row(cells), _) => {
                parent.nodes.extend(nodes);
                parent.nodes.extend(cells.into_iter().flat_map(|cell| cell.content));
            }
            (
                FrameKind::Root
                | FrameKind::Item
                | FrameKind::Cell(_)
                | FrameKind::Caption
                | FrameKind::CalloutTitle
                | FrameKind::Group,
                _,
            ) => parent.nodes.extend(nodes),
        }
    }
}

/// The text of blocks as one run: of a caption, a title or a heading.
fn inlines(nodes: Vec<SourceNode>) -> Vec<Inline> {
    let mut out = Vec::new();
    for node in nodes {
        let lines = match node {
            SourceNode::Paragraph(lines) => lines.into_iter().map(|line| line.text).collect(),
            SourceNode::Heading { text, .. } => vec![text],
            SourceNode::List { items, .. } => items.into_iter().map(inlines).collect(),
            SourceNode::Quote { nodes, .. } | SourceNode::Footnote { nodes, .. } => vec![inlines(nodes)],
            SourceNode::Callout { title, nodes, .. } => vec![title, inlines(nodes)],
            SourceNode::Table { table, .. } => {
                let cells = table.head.into_iter().chain(table.rows).flatten();
                cells.map(|cell| inlines(cell.content)).collect()
            }
            SourceNode::Code { text, .. } => vec![vec![Inline::Code(text)]],
            SourceNode::Rule { .. } => Vec::new(),
        };
        for line in lines {
            if !out.is_empty() {
                out.push(Inline::SoftBreak);
            }
            out.extend(line);
        }
    }
    out
}

/// The text of a footnote after its mark.
fn with_mark(mut nodes: Vec<SourceNode>, label: &str, at: usize) -> Vec<SourceNode> {
    let mark = Inline::Text(["[", label, "] "].concat());
    match nodes.first_mut() {
        Some(SourceNode::Paragraph(lines)) if !lines.is_empty() => lines[0].text.insert(0, mark),
        _ => nodes
            .insert(0, SourceNode::Paragraph(vec![Line { at, column: 1, text: vec![mark], hard: false }])),
    }
    nodes
}

/// A paragraph in bold letters.
fn bold(node: SourceNode) -> SourceNode {
    let SourceNode::Paragraph(mut lines) = node else { return node };
    for line in &mut lines {
        let text = std::mem::take(&mut line.text);
        line.text = match text.as_slice() {
            [Inline::Strong(_)] => text,
            _ => vec![Inline::Strong(text)],
        };
        line.column = 0;
    }
    SourceNode::Paragraph(lines)
}
