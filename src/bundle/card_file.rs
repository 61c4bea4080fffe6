//! Owns the file of one card: a header line that says whose card it is, then the view tree as JSON.

use crate::card::{Attributes, CardNode, PARTS, Tag};
use crate::text::Language;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Version of the card file; another one is refused.
pub const FORMAT: u32 = 2;

/// What the first line of a card file says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Version of this format.
    pub format: u32,
    /// The medicine's name in addresses.
    pub slug: String,
    /// The medicine's name.
    pub title: String,
}

/// Writes a card file.
#[must_use]
pub fn write(slug: &str, title: &str, tree: &CardNode) -> Vec<u8> {
    let tree = serde_json::to_string(tree).unwrap_or_default();
    let header = Header { format: FORMAT, slug: slug.into(), title: title.into() };
    let header = serde_json::to_string(&header).unwrap_or_default();
    format!("{header}\n{tree}").into_bytes()
}

/// Reads a card file; its checksum is the one in its name.
///
/// # Errors
///
/// A sentence that says what was expected and what came: no header, another format, a node that is not in the closed tree.
pub fn read(bytes: &[u8]) -> Result<(Header, CardNode), String> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| "expected a card in UTF-8, but other bytes came".to_string())?;
    let (first, rest) = text.split_once('\n').ok_or("expected a card with a header line, but none came")?;
    let header: Header = serde_json::from_str(first)
        .map_err(|error| format!("expected a card header, but the first line is not one ({error})"))?;
    if header.format != FORMAT {
        return Err(format!(
            "expected card format {FORMAT}, but the file is of format {}; build the bundle again",
            header.format
        ));
    }
    let value: Value =
        serde_json::from_str(rest).map_err(|error| format!("the card's tree is not JSON ({error})"))?;
    let tree = node(&value).ok_or("the card holds a node that no card is made of; build the bundle again")?;
    Ok((header, tree))
}

fn node(value: &Value) -> Option<CardNode> {
    match value {
        Value::String(text) => Some(CardNode::text(text)),
        Value::Array(parts) => {
            let (name, rest) = parts.split_first()?;
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
            "c" => attributes.class = PARTS.into_iter().find(|part| Some(*part) == value.as_str())?,
            "id" => attributes.id = Some(value.as_str()?.into()),
            "to" => attributes.to = Some(value.as_str()?.into()),
            "label" => attributes.label = Some(value.as_str()?.into()),
            "level" => attributes.level = Some(u8::try_from(value.as_u64()?).ok()?),
            "start" => attributes.start = Some(value.as_u64()?),
            "lang" => attributes.language = Some(Language::parse(value.as_str()?).ok()?),
            // It follows from the language.
            "dir" => _ = value.as_str().filter(|way| ["ltr", "rtl"].contains(way))?,
            "open" => attributes.open = value.as_bool()?,
            _ => return None,
        }
    }
    Some(attributes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> CardNode {
        CardNode::Element {
            tag: Tag::Ol,
            attributes: Attributes { id: Some("usage".into()), start: Some(3), ..Attributes::default() },
            children: vec![CardNode::new(Tag::Li, "dose", vec![CardNode::text("5 mg")])],
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let bytes = write("milrinone", "Milrinone", &sample());
        let (header, tree) = read(&bytes).unwrap();
        assert_eq!((header.slug.as_str(), tree), ("milrinone", sample()));
    }

    #[test]
    fn a_cut_card_is_refused() {
        let bytes = write("milrinone", "Milrinone", &sample());
        for length in 0..bytes.len() {
            assert!(read(&bytes[..length]).is_err(), "{length} bytes");
        }
    }
}
