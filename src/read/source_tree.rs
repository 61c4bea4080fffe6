//! The tree that Markdown and HTML become, and that monographs are made of: blocks with their positions in the source.

/// A block that knows where its lines begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SourceNode {
    Paragraph(Vec<Line>),
    Heading { level: u8, text: Vec<Inline>, at: usize },
    List { start: Option<u64>, items: Vec<Vec<SourceNode>>, at: usize },
    Quote { nodes: Vec<SourceNode>, at: usize },
    Code { text: String, at: usize },
    Rule { at: usize },
}

impl SourceNode {
    /// The byte in the source where the block begins.
    pub(crate) fn at(&self) -> usize {
        match self {
            Self::Paragraph(lines) => lines.first().map_or(0, |line| line.at),
            Self::Heading { at, .. }
            | Self::List { at, .. }
            | Self::Quote { at, .. }
            | Self::Code { at, .. }
            | Self::Rule { at } => *at,
        }
    }

    /// Bytes of text in the block.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn text_len(&self) -> usize {
        let all = |nodes: &[Self]| nodes.iter().map(Self::text_len).sum();
        match self {
            Self::Paragraph(lines) => lines.iter().map(|line| raw_len(&line.text) + 1).sum(),
            Self::Heading { text, .. } => raw_len(text),
            Self::List { items, .. } => items.iter().map(|item| all(item)).sum(),
            Self::Quote { nodes, .. } => all(nodes),
            Self::Code { text, .. } => text.len(),
            Self::Rule { .. } => 0,
        }
    }
}

/// The line that an item begins with, if it begins with a paragraph.
pub(crate) fn first_line(item: &[SourceNode]) -> Option<&Line> {
    match item.first()? {
        SourceNode::Paragraph(lines) => lines.first(),
        SourceNode::Heading { .. }
        | SourceNode::List { .. }
        | SourceNode::Quote { .. }
        | SourceNode::Code { .. }
        | SourceNode::Rule { .. } => None,
    }
}

/// One source line of a paragraph (emphasis over a line end keeps two lines together).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Line {
    /// Byte in the source of the first character.
    pub(crate) at: usize,
    /// Bytes before it in its source line; 0 means the margin.
    pub(crate) column: usize,
    /// The text without the line end.
    pub(crate) text: Vec<Inline>,
    /// The line ends in a break the author asked for.
    pub(crate) hard: bool,
}

/// Puts `value` at the end of `list`. Most lists of the tree hold one value, and a first growth makes room for four.
pub(crate) fn push<T>(list: &mut Vec<T>, value: T) {
    if list.capacity() == 0 {
        *list = vec![value];
    } else {
        list.push(value);
    }
}

/// A run of text inside a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Text, with entities decoded.
    Text(String),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// `<sub>`; plain text must keep the meaning (`H₂`).
    Subscript(Vec<Inline>),
    /// `<sup>`; plain text must keep the meaning (`10⁸`, never `108`).
    Superscript(Vec<Inline>),
    /// Code.
    Code(String),
    /// A line end inside a paragraph; reads as a blank.
    SoftBreak,
    /// A line break the author asked for.
    HardBreak,
}

/// Plain text of inlines: sub- and superscripts keep their meaning (see [`crate::text::script`]).
#[must_use]
pub fn plain_inlines(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_inlines(&mut out, inlines);
    out
}

/// Appends the plain text of `inlines` to `out`.
pub(crate) fn push_inlines(out: &mut String, inlines: &[Inline]) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) => push_inlines(out, inner),
            Inline::Subscript(inner) => out.push_str(&crate::text::script::subscript(&plain_inlines(inner))),
            Inline::Superscript(inner) => {
                out.push_str(&crate::text::script::superscript(&plain_inlines(inner)));
            }
            Inline::SoftBreak => out.push(' '),
            Inline::HardBreak => out.push('\n'),
        }
    }
}

/// The length of the plain text of inlines, in bytes.
pub(crate) fn raw_len(inlines: &[Inline]) -> usize {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) | Inline::Code(text) => text.len(),
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Subscript(inner)
            | Inline::Superscript(inner) => raw_len(inner),
            Inline::SoftBreak | Inline::HardBreak => 1,
        })
        .sum()
}
