//! The tree a card is made of, and its form on the wire.
//!
//! A node is a text or an array `[tag, attributes, child, …]`: `["p", {"c":"alert"}, "Heart failure"]`.
//! Tags and attributes come from closed lists, so content can never name one.

use crate::card::{Part, UiStrings};
use crate::monograph::Monograph;
use crate::text::Language;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

/// A node of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(
    clippy::large_enum_variant,
    reason = "most nodes are elements; a box for their attributes would cost an allocation each"
)]
pub enum CardNode {
    /// Text, shown as it is.
    Text(String),
    /// An element.
    Element {
        /// Its tag.
        tag: Tag,
        /// Its attributes.
        attributes: Attributes,
        /// Its content.
        children: Vec<CardNode>,
    },
}

/// The elements a card is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tag {
    /// The whole card.
    Article,
    /// A part of the card with its heading.
    Section,
    /// A group without meaning of its own.
    Div,
    /// A run of text without meaning of its own.
    Span,
    /// A heading; its level comes from the page, `Attributes::level` says how far below the name it is.
    Heading,
    /// A paragraph.
    P,
    /// A bulleted list.
    Ul,
    /// A numbered list.
    Ol,
    /// A list item.
    Li,
    /// Strong emphasis.
    Strong,
    /// Emphasis.
    Em,
    /// Subscript.
    Sub,
    /// Superscript.
    Sup,
    /// Code within a line.
    Code,
    /// Code as a block.
    Pre,
    /// A quotation.
    Blockquote,
    /// A line break.
    Br,
    /// A rule.
    Hr,
    /// A disclosure.
    Details,
    /// The visible row of a disclosure.
    Summary,
    /// The jump list.
    Nav,
    /// A link to a part of the same card, by `Attributes::to`.
    Jump,
    /// A table.
    Table,
    /// The caption of a table.
    Caption,
    /// The rows that head a table.
    Thead,
    /// The rows of a table.
    Tbody,
    /// A row.
    Tr,
    /// A cell that heads a row or columns.
    Th,
    /// A cell.
    Td,
    /// A marked block.
    Aside,
    /// A link of the source, by `Attributes::href` or `Attributes::page`.
    Link,
    /// A picture.
    Img,
    /// Struck text.
    Del,
    /// Underlined text.
    U,
    /// Marked text.
    Mark,
    /// A key.
    Kbd,
    /// Small print.
    Small,
}

impl Tag {
    /// Every tag.
    pub const ALL: [Self; 37] = [
        Self::Article,
        Self::Section,
        Self::Div,
        Self::Span,
        Self::Heading,
        Self::P,
        Self::Ul,
        Self::Ol,
        Self::Li,
        Self::Strong,
        Self::Em,
        Self::Sub,
        Self::Sup,
        Self::Code,
        Self::Pre,
        Self::Blockquote,
        Self::Br,
        Self::Hr,
        Self::Details,
        Self::Summary,
        Self::Nav,
        Self::Jump,
        Self::Table,
        Self::Caption,
        Self::Thead,
        Self::Tbody,
        Self::Tr,
        Self::Th,
        Self::Td,
        Self::Aside,
        Self::Link,
        Self::Img,
        Self::Del,
        Self::U,
        Self::Mark,
        Self::Kbd,
        Self::Small,
    ];

    /// The tag's name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Section => "section",
            Self::Div => "div",
            Self::Span => "span",
            Self::Heading => "h",
            Self::P => "p",
            Self::Ul => "ul",
            Self::Ol => "ol",
            Self::Li => "li",
            Self::Strong => "strong",
            Self::Em => "em",
            Self::Sub => "sub",
            Self::Sup => "sup",
            Self::Code => "code",
            Self::Pre => "pre",
            Self::Blockquote => "blockquote",
            Self::Br => "br",
            Self::Hr => "hr",
            Self::Details => "details",
            Self::Summary => "summary",
            Self::Nav => "nav",
            Self::Jump => "jump",
            Self::Table => "table",
            Self::Caption => "caption",
            Self::Thead => "thead",
            Self::Tbody => "tbody",
            Self::Tr => "tr",
            Self::Th => "th",
            Self::Td => "td",
            Self::Aside => "aside",
            Self::Link => "link",
            Self::Img => "img",
            Self::Del => "del",
            Self::U => "u",
            Self::Mark => "mark",
            Self::Kbd => "kbd",
            Self::Small => "small",
        }
    }
}

/// Where a link leads, or which picture is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An address of [`is_safe`](crate::read::address::is_safe).
    Address(Box<str>),
    /// The slug of a card of the bundle.
    Card(Box<str>),
    /// The file of a picture in the bundle.
    Picture(Box<str>),
}

impl Target {
    /// Its name and value on the wire.
    #[must_use]
    pub fn entry(&self) -> (&'static str, &str) {
        match self {
            Self::Address(address) => ("href", address),
            Self::Card(slug) => ("card", slug),
            Self::Picture(file) => ("src", file),
        }
    }
}

/// What a header cell heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Its column.
    Column,
    /// Its columns.
    Columns,
    /// Its row.
    Row,
    /// The rows below it.
    Rows,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 4] = [Self::Column, Self::Columns, Self::Row, Self::Rows];

    /// Its name in HTML.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Column => "col",
            Self::Columns => "colgroup",
            Self::Row => "row",
            Self::Rows => "rowgroup",
        }
    }
}

/// What an element carries; nothing of the source can add to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attributes {
    /// Which part of the card it is, for styles (`c`).
    pub part: Option<Part>,
    /// Its anchor inside the card (`id`).
    pub id: Option<String>,
    /// The anchor a [`Tag::Jump`] leads to (`to`).
    pub to: Option<String>,
    /// How far a [`Tag::Heading`] is below the name, 0 to 4 (`level`).
    pub level: Option<u8>,
    /// The first number of a [`Tag::Ol`] (`start`).
    pub start: Option<u64>,
    /// Whether a [`Tag::Details`] is open (`open`).
    pub open: bool,
    /// The accessible name, where the text does not say it (`label`).
    pub label: Option<String>,
    /// What heads a [`Tag::Td`], or what a [`Tag::Tr`] carries on from the rows above (`h`).
    pub head: Option<Box<str>>,
    /// How many columns a cell takes, if more than one (`cols`).
    pub columns: Option<u16>,
    /// How many rows a cell takes, if more than one (`rows`).
    pub rows: Option<u16>,
    /// What a [`Tag::Th`] heads (`scope`).
    pub scope: Option<Scope>,
    /// Where a [`Tag::Link`] leads, or which picture a [`Tag::Img`] shows (`href`, `card`, `src`).
    pub target: Option<Target>,
    /// On the card itself, the anchors of its sections in the order of the source (`order`).
    pub order: Option<String>,
    /// The language of its content, where it differs from that around it (`lang`, and with it `dir`).
    pub language: Option<Language>,
}

impl Attributes {
    fn count(&self) -> usize {
        usize::from(self.part.is_some())
            + usize::from(self.id.is_some())
            + usize::from(self.to.is_some())
            + usize::from(self.level.is_some())
            + usize::from(self.start.is_some())
            + usize::from(self.open)
            + usize::from(self.label.is_some())
            + usize::from(self.head.is_some())
            + usize::from(self.columns.is_some())
            + usize::from(self.rows.is_some())
            + usize::from(self.scope.is_some())
            + usize::from(self.target.is_some())
            + usize::from(self.order.is_some())
            + 2 * usize::from(self.language.is_some())
    }
}

impl CardNode {
    /// An element without attributes.
    #[must_use]
    pub fn new(tag: Tag, children: Vec<Self>) -> Self {
        Self::Element { tag, attributes: Attributes::default(), children }
    }

    /// An element that is a part of the card.
    #[must_use]
    pub fn part(tag: Tag, part: Part, children: Vec<Self>) -> Self {
        Self::Element { tag, attributes: Attributes { part: Some(part), ..Attributes::default() }, children }
    }

    /// The same, marked as English where our words are English on a card in another language.
    pub(crate) fn marked(mut self, words: &UiStrings, monograph: &Monograph) -> Self {
        if let Self::Element { attributes, .. } = &mut self {
            attributes.language = words.mark(&monograph.language);
        }
        self
    }

    /// The text of a text node.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

impl Serialize for CardNode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Element { tag, attributes, children } => {
                let mut seq = serializer.serialize_seq(Some(children.len() + 2))?;
                seq.serialize_element(tag.name())?;
                seq.serialize_element(attributes)?;
                for child in children {
                    seq.serialize_element(child)?;
                }
                seq.end()
            }
        }
    }
}

impl Serialize for Attributes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.count()))?;
        if let Some(part) = self.part {
            map.serialize_entry("c", &*part.class())?;
        }
        if let Some(id) = &self.id {
            map.serialize_entry("id", id)?;
        }
        if let Some(to) = &self.to {
            map.serialize_entry("to", to)?;
        }
        if let Some(level) = self.level {
            map.serialize_entry("level", &level)?;
        }
        if let Some(start) = self.start {
            map.serialize_entry("start", &start)?;
        }
        if self.open {
            map.serialize_entry("open", &true)?;
        }
        if let Some(label) = &self.label {
            map.serialize_entry("label", label)?;
        }
        if let Some(head) = &self.head {
            map.serialize_entry("h", &**head)?;
        }
        if let Some(target) = &self.target {
            let (name, value) = target.entry();
            map.serialize_entry(name, value)?;
        }
        for (name, value) in [("cols", self.columns), ("rows", self.rows)] {
            if let Some(value) = value {
                map.serialize_entry(name, &value)?;
            }
        }
        if let Some(scope) = self.scope {
            map.serialize_entry("scope", scope.name())?;
        }
        if let Some(order) = &self.order {
            map.serialize_entry("order", order)?;
        }
        if let Some(language) = &self.language {
            map.serialize_entry("lang", language.tag())?;
            map.serialize_entry("dir", language.direction())?;
        }
        map.end()
    }
}
