//! The file of one card: a header line with the facts and the places of the passages, then the card tree as JSON.

use crate::card::passages::{PassageNodes, passage_nodes};
use crate::card::{Attributes, CardNode, Context, Part, Scope, Tag, Target, card};
use crate::monograph::passage::Passage;
use crate::monograph::{Facts, Monograph};
use crate::read::address::is_safe;
use crate::text::Language;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;

/// Version of the card file; the front end and the command line refuse another one.
pub const FORMAT: u32 = 1;

/// The first line: what is known of the monograph, and which nodes of the tree hold its passages.
#[derive(Serialize, Deserialize)]
struct Header<F, P> {
    format: u32,
    #[serde(flatten)]
    facts: F,
    passages: P,
}

/// What the header of every format has.
#[derive(Deserialize)]
struct Versioned {
    format: u32,
}

/// A card with what is known of its monograph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardFile {
    /// What is known of the monograph.
    pub facts: Facts,
    /// Where its passages are in the tree, in source order.
    pub passages: Vec<PassageNodes>,
    /// The card.
    pub tree: CardNode,
}

impl CardFile {
    /// The card of `monograph`, whose passages are `passages`.
    #[must_use]
    pub fn new(facts: Facts, monograph: &Monograph, passages: &[Passage], context: &Context) -> Self {
        let tree = card(monograph, context);
        Self { facts, passages: passage_nodes(&tree, passages), tree }
    }

    /// The bytes of the file.
    ///
    /// # Errors
    ///
    /// When serializing fails.
    pub fn write(&self) -> serde_json::Result<Vec<u8>> {
        let header = Header { format: FORMAT, facts: &self.facts, passages: &self.passages };
        let mut file = serde_json::to_vec(&header)?;
        file.push(b'\n');
        serde_json::to_writer(&mut file, &self.tree)?;
        Ok(file)
    }

    /// Reads the bytes of a file, whose checksum is the one in its name.
    ///
    /// # Errors
    ///
    /// `CardFileError` when they are not a card of this format.
    pub fn read(bytes: &[u8]) -> Result<Self, CardFileError> {
        let text = std::str::from_utf8(bytes).map_err(CardFileError::NotUtf8)?;
        let (first, rest) = text.split_once('\n').ok_or(CardFileError::NoHeader)?;
        let Versioned { format } = serde_json::from_str(first).map_err(CardFileError::Header)?;
        if format != FORMAT {
            return Err(CardFileError::Format(format));
        }
        let Header { facts, passages, .. } = serde_json::from_str(first).map_err(CardFileError::Header)?;
        let value: Value = serde_json::from_str(rest).map_err(CardFileError::Tree)?;
        let tree = node(&value).ok_or(CardFileError::UnknownNode)?;
        Ok(Self { facts, passages, tree })
    }
}

/// Why bytes are not the card of a bundle.
#[derive(Debug)]
#[non_exhaustive]
pub enum CardFileError {
    /// They are not text.
    NotUtf8(std::str::Utf8Error),
    /// There is no header line.
    NoHeader,
    /// The first line is not a header.
    Header(serde_json::Error),
    /// The card is of this format, which is not [`FORMAT`].
    Format(u32),
    /// The tree is not JSON.
    Tree(serde_json::Error),
    /// The tree holds a node that no card is made of.
    UnknownNode,
}

impl fmt::Display for CardFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUtf8(_) => {
                f.write_str("expected a card in UTF-8, but the bytes are not; build the bundle again")
            }
            Self::NoHeader => {
                f.write_str("expected a card with a header line, but it has none; build the bundle again")
            }
            Self::Header(error) => {
                write!(
                    f,
                    "expected a card header, but the first line is not one ({error}); build the bundle again"
                )
            }
            Self::Format(got) => {
                write!(
                    f,
                    "expected card format {FORMAT}, but the file has format {got}; build the bundle again"
                )
            }
            Self::Tree(error) => write!(f, "expected a card as JSON, but {error}; build the bundle again"),
            Self::UnknownNode => f.write_str(
                "expected a card, but it holds a node that no card is made of; build the bundle again",
            ),
        }
    }
}

impl std::error::Error for CardFileError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotUtf8(error) => Some(error),
            Self::Header(error) | Self::Tree(error) => Some(error),
            Self::NoHeader | Self::Format(_) | Self::UnknownNode => None,
        }
    }
}

fn node(value: &Value) -> Option<CardNode> {
    match value {
        Value::String(text) => Some(CardNode::text(text)),
        Value::Array(items) => {
            let (name, rest) = items.split_first()?;
            let (attributes, children) = rest.split_first()?;
            let tag = Tag::ALL.into_iter().find(|tag| Some(tag.name()) == name.as_str())?;
            Some(CardNode::Element {
                tag,
                attributes: attributes_of(attributes)?,
                children: children.iter().map(node).collect::<Option<_>>()?,
            })
        }
        _ => None,
    }
}

fn attributes_of(value: &Value) -> Option<Attributes> {
    let mut attributes = Attributes::default();
    for (name, value) in value.as_object()? {
        match name.as_str() {
            "c" => attributes.part = Some(Part::of_class(value.as_str()?)?),
            "id" => attributes.id = Some(value.as_str()?.into()),
            "to" => attributes.to = Some(value.as_str()?.into()),
            "label" => attributes.label = Some(value.as_str()?.into()),
            "h" => attributes.head = Some(value.as_str()?.into()),
            "href" => {
                let to = value.as_str().filter(|to| is_safe(to))?;
                attributes.target = Some(Target::Address(to.into()));
            }
            "card" => attributes.target = Some(Target::Card(value.as_str()?.into())),
            "src" => {
                let file = value.as_str().filter(|file| is_picture(file))?;
                attributes.target = Some(Target::Picture(file.into()));
            }
            "cols" => attributes.columns = Some(u16::try_from(value.as_u64()?).ok()?),
            "rows" => attributes.rows = Some(u16::try_from(value.as_u64()?).ok()?),
            "scope" => {
                attributes.scope =
                    Some(Scope::ALL.into_iter().find(|scope| Some(scope.name()) == value.as_str())?);
            }
            "order" => attributes.order = Some(value.as_str()?.into()),
            "level" => attributes.level = Some(u8::try_from(value.as_u64()?).ok()?),
            "start" => attributes.start = Some(value.as_u64()?),
            "lang" => attributes.language = Some(Language::parse(value.as_str()?).ok()?),
            // It follows from the language.
            "dir" => _ = value.as_str().filter(|direction| ["ltr", "rtl"].contains(direction))?,
            "open" => attributes.open = value.as_bool()?,
            _ => return None,
        }
    }
    Some(attributes)
}

/// Whether a card may show this file: a picture of the bundle, named by its hash.
fn is_picture(file: &str) -> bool {
    let hash = file.strip_prefix("pictures/").and_then(|name| name.split_once('.'));
    hash.is_some_and(|(hash, kind)| {
        !hash.is_empty()
            && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
            && kind.bytes().all(|byte| byte.is_ascii_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monograph::parse;
    use crate::monograph::passage::cut;

    const PAGE: &str = "---\ntitle: Testamine\n---\n# Testamine\n\nBefore all.\n\n### Generic Name\nTestaminum\n\n### Usage\n\n\
                        ### Dosage\n3. 5 mg\n4. 10<sup>8</sup> cells\n\n### FAQs\n* **Q: Is it red?** A: No.\n";

    fn sample() -> CardFile {
        let monograph = parse(PAGE).monograph;
        let facts = Facts::new("t/testamine.md", "testamine", &monograph);
        CardFile::new(facts, &monograph, &cut(&monograph), &Context::default())
    }

    #[test]
    fn what_is_written_is_read() {
        assert_eq!(CardFile::read(&sample().write().unwrap()).unwrap(), sample());
    }

    #[test]
    fn a_cut_card_is_refused() {
        let file = sample().write().unwrap();
        for length in 0..file.len() {
            assert!(CardFile::read(&file[..length]).is_err(), "{length} bytes");
        }
    }
}
