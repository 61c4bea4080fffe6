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
}

impl Tag {
    /// Every tag.
    pub const ALL: [Self; 22] = [
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
        if let Some(language) = &self.language {
            map.serialize_entry("lang", language.tag())?;
            map.serialize_entry("dir", language.direction())?;
        }
        map.end()
    }
}
