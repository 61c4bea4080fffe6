//! The tree that Markdown and HTML become, and that monographs are made of: blocks with their positions in the source.

/// A block that knows where its lines begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SourceNode {
    Paragraph(Vec<Line>),
    Heading {
        level: u8,
        text: Vec<Inline>,
        at: usize,
    },
    List {
        start: Option<u64>,
        items: Vec<Vec<SourceNode>>,
        at: usize,
    },
    Quote {
        nodes: Vec<SourceNode>,
        at: usize,
    },
    Code {
        text: String,
        at: usize,
    },
    Rule {
        at: usize,
    },
    Table {
        table: Table<SourceNode>,
        at: usize,
    },
    /// A marked block: `> [!WARNING]`, `!!! danger`, `<div class="admonition">`. The title is empty if there is none.
    Callout {
        kind: CalloutKind,
        title: Vec<Inline>,
        nodes: Vec<SourceNode>,
        at: usize,
    },
    /// The text of a footnote, which begins with its mark, `[1] `.
    Footnote {
        label: String,
        nodes: Vec<SourceNode>,
        at: usize,
    },
}

/// A table of blocks of type `T`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table<T> {
    /// The caption; empty if there is none.
    pub(crate) caption: Vec<Inline>,
    /// The rows that head the columns.
    pub(crate) head: Vec<Vec<Cell<T>>>,
    /// The other rows.
    pub(crate) rows: Vec<Vec<Cell<T>>>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cell<T> {
    /// It heads its row.
    pub(crate) heads: bool,
    /// How many columns and rows it takes.
    pub(crate) columns: usize,
    pub(crate) rows: usize,
    pub(crate) content: Vec<T>,
}

impl<T> Default for Cell<T> {
    fn default() -> Self {
        Self { heads: false, columns: 1, rows: 1, content: Vec::new() }
    }
}

impl<T> Table<T> {
    /// Every cell, row by row.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &Cell<T>> {
        self.head.iter().chain(&self.rows).flatten()
    }

    /// The same table with other content.
    pub(crate) fn map<U>(self, content: fn(Vec<T>) -> Vec<U>) -> Table<U> {
        let rows = |rows: Vec<Vec<Cell<T>>>| {
            let cell = |cell: Cell<T>| {
                let Cell { heads, columns, rows, content: inner } = cell;
                Cell { heads, columns, rows, content: content(inner) }
            };
            rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect()
        };
        Table { caption: self.caption, head: rows(self.head), rows: rows(self.rows) }
    }
}

/// What a callout is for; the later ones warn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CalloutKind {
    /// Something to know.
    Note,
    /// Advice.
    Tip,
    /// Something to know before all else.
    Important,
    /// A warning.
    Warning,
    /// Something to be careful with.
    Caution,
    /// A danger.
    Danger,
}

impl CalloutKind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Note, Self::Tip, Self::Important, Self::Warning, Self::Caution, Self::Danger];

    /// The kind's name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Warning => "warning",
            Self::Caution => "caution",
            Self::Danger => "danger",
        }
    }

    /// Whether it warns, so that it is never folded.
    #[must_use]
    pub fn warns(self) -> bool {
        self >= Self::Warning
    }
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
            | Self::Table { at, .. }
            | Self::Callout { at, .. }
            | Self::Footnote { at, .. }
            | Self::Rule { at } => *at,
        }
    }

    /// Passes each block that is directly in the block to `change`.
    #[cfg(not(target_os = "unknown"))]
    pub(crate) fn each_inner(&mut self, change: &mut dyn FnMut(&mut Self)) {
        match self {
            Self::List { items, .. } => items.iter_mut().flatten().for_each(change),
            Self::Quote { nodes, .. } | Self::Callout { nodes, .. } | Self::Footnote { nodes, .. } => {
                nodes.iter_mut().for_each(change);
            }
            Self::Table { table, .. } => {
                let cells = table.head.iter_mut().chain(&mut table.rows).flatten();
                cells.flat_map(|cell| &mut cell.content).for_each(change);
            }
            Self::Paragraph(_) | Self::Heading { .. } | Self::Code { .. } | Self::Rule { .. } => {}
        }
    }

    /// Bytes of text in the block.
    #[cfg(not(target_os = "unknown"))]
    pub(crate) fn text_len(&self) -> usize {
        let all = |nodes: &[Self]| nodes.iter().map(Self::text_len).sum();
        match self {
            Self::Paragraph(lines) => lines.iter().map(|line| raw_len(&line.text) + 1).sum(),
            Self::Heading { text, .. } => raw_len(text),
            Self::List { items, .. } => items.iter().map(|item| all(item)).sum(),
            Self::Quote { nodes, .. } => all(nodes),
            Self::Code { text, .. } => text.len(),
            Self::Rule { .. } => 0,
            Self::Table { table, .. } => {
                raw_len(&table.caption) + table.cells().map(|cell| all(&cell.content)).sum::<usize>()
            }
            Self::Callout { title, nodes, .. } => raw_len(title) + all(nodes),
            Self::Footnote { nodes, .. } => all(nodes),
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
        | SourceNode::Rule { .. }
        | SourceNode::Table { .. }
        | SourceNode::Callout { .. }
        | SourceNode::Footnote { .. } => None,
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
    /// Text in another style, which does not change what it says.
    Styled(Style, Vec<Inline>),
    /// Struck text: shown as withdrawn, and no part of the plain text.
    Struck(Vec<Inline>),
    /// A link.
    Link {
        /// Where it leads: an address of `address::is_safe`.
        to: String,
        /// Its text.
        text: Vec<Inline>,
    },
    /// A picture.
    Picture {
        /// Where it is, as the source says.
        source: String,
        /// What it shows.
        alt: String,
    },
    /// The mark of a footnote, by its label; in plain text `[1]`.
    Note(String),
    /// Code.
    Code(String),
    /// A line end inside a paragraph; reads as a blank.
    SoftBreak,
    /// A line break the author asked for.
    HardBreak,
}

/// A style that does not change what a text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// `<u>`
    Underline,
    /// `<mark>`
    Mark,
    /// `<kbd>`
    Keyboard,
    /// `<small>`
    Small,
}

impl Inline {
    /// The inlines in it whose text is part of the plain text.
    pub(crate) fn inner(&self) -> Option<&[Self]> {
        match self {
            Self::Strong(inner)
            | Self::Emphasis(inner)
            | Self::Subscript(inner)
            | Self::Superscript(inner)
            | Self::Styled(_, inner)
            | Self::Link { text: inner, .. } => Some(inner),
            Self::Text(_)
            | Self::Struck(_)
            | Self::Picture { .. }
            | Self::Note(_)
            | Self::Code(_)
            | Self::SoftBreak
            | Self::HardBreak => None,
        }
    }

    /// The same as [`inner`](Self::inner), to change.
    pub(crate) fn inner_mut(&mut self) -> Option<&mut Vec<Self>> {
        match self {
            Self::Strong(inner)
            | Self::Emphasis(inner)
            | Self::Subscript(inner)
            | Self::Superscript(inner)
            | Self::Styled(_, inner)
            | Self::Link { text: inner, .. } => Some(inner),
            Self::Text(_)
            | Self::Struck(_)
            | Self::Picture { .. }
            | Self::Note(_)
            | Self::Code(_)
            | Self::SoftBreak
            | Self::HardBreak => None,
        }
    }

    /// Its own text, without that of the inlines in it.
    fn own(&self) -> &str {
        match self {
            Self::Text(text) | Self::Code(text) | Self::Picture { alt: text, .. } => text,
            Self::SoftBreak | Self::HardBreak => " ",
            Self::Strong(_)
            | Self::Emphasis(_)
            | Self::Subscript(_)
            | Self::Superscript(_)
            | Self::Styled(..)
            | Self::Struck(_)
            | Self::Link { .. }
            | Self::Note(_) => "",
        }
    }
}

/// Plain text of inlines: sub- and superscripts keep their meaning (see `crate::text::script`).
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
            Inline::Subscript(inner) => out.push_str(&crate::text::script::subscript(&plain_inlines(inner))),
            Inline::Superscript(inner) => {
                out.push_str(&crate::text::script::superscript(&plain_inlines(inner)));
            }
            Inline::HardBreak => out.push('\n'),
            Inline::Note(label) => out.extend(["[", label, "]"]),
            Inline::Link { to, text } => {
                let from = out.len();
                push_inlines(out, text);
                if crate::read::address::adds(to, &out[from..]) {
                    out.extend([" (", to, ")"]);
                }
            }
            other => match other.inner() {
                Some(inner) => push_inlines(out, inner),
                None => out.push_str(other.own()),
            },
        }
    }
}

/// Appends the text of `inlines` without marks: line ends as blanks, sub- and superscripts as plain characters, no addresses.
pub(crate) fn push_raw(out: &mut String, inlines: &[Inline]) {
    for inline in inlines {
        match inline.inner() {
            Some(inner) => push_raw(out, inner),
            None => out.push_str(inline.own()),
        }
    }
}

/// The length of the text that [`push_raw`] appends, in bytes.
pub(crate) fn raw_len(inlines: &[Inline]) -> usize {
    inlines.iter().map(|inline| inline.inner().map_or(inline.own().len(), raw_len)).sum()
}
