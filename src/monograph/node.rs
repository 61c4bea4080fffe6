//! Owns the tree between the Markdown and the monograph: blocks that know where they began.

use super::Inline;

/// A block with the places of its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Paragraph(Vec<Line>),
    Heading { level: u8, text: Vec<Inline>, at: usize },
    List { start: Option<u64>, items: Vec<Vec<Node>>, at: usize },
    Quote { nodes: Vec<Node>, at: usize },
    Code { text: String, at: usize },
    Rule { at: usize },
}

impl Node {
    /// The byte in the source where the block begins.
    pub(super) fn at(&self) -> usize {
        match self {
            Self::Paragraph(lines) => lines.first().map_or(0, |line| line.at),
            Self::Heading { at, .. }
            | Self::List { at, .. }
            | Self::Quote { at, .. }
            | Self::Code { at, .. }
            | Self::Rule { at } => *at,
        }
    }
}

/// One source line of a paragraph (emphasis over a line end keeps two lines together).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Line {
    /// Byte in the source of the first character.
    pub(super) at: usize,
    /// Bytes before it in its source line; 0 means the margin.
    pub(super) column: usize,
    /// The text without the line end.
    pub(super) text: Vec<Inline>,
    /// The line ends in a break the author asked for.
    pub(super) hard: bool,
}

/// Puts `value` at the end of `list`. Most lists of the tree hold one value, and a first growth makes room for four.
pub(super) fn push<T>(list: &mut Vec<T>, value: T) {
    if list.capacity() == 0 {
        *list = vec![value];
    } else {
        list.push(value);
    }
}

/// What is open around the block being read.
pub(super) enum FrameKind {
    Root,
    List(Option<u64>),
    Item,
    Quote,
}

/// An open block and what it holds so far.
pub(super) struct Frame {
    pub(super) kind: FrameKind,
    pub(super) at: usize,
    pub(super) nodes: Vec<Node>,
    pub(super) items: Vec<Vec<Node>>,
}

impl Frame {
    pub(super) fn new(kind: FrameKind, at: usize) -> Self {
        Self { kind, at, nodes: Vec::new(), items: Vec::new() }
    }
}
