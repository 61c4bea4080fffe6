//! Reads FHIR JSON and FHIR XML into one shape: resources with the few elements that a product text needs.

use roxmltree::Node;
use serde_json::{Map, Value};

use crate::import::error::ImportError;
use crate::import::xml;

/// Elements of FHIR XML that occur several times where JSON has a list.
const LISTS: [&str; 10] = [
    "entry",
    "section",
    "identifier",
    "author",
    "coding",
    "name",
    "contained",
    "language_",
    "extension",
    "category",
];

/// The resource in a file, as FHIR JSON has it.
pub(crate) fn read(bytes: &[u8]) -> Result<Value, ImportError> {
    let text = xml::text(bytes)?;
    if text.trim_start().starts_with(['{', '[']) {
        return serde_json::from_str(text)
            .map_err(|error| ImportError::Syntax { format: "JSON", problem: error.to_string() });
    }
    let document = xml::parse(text)?;
    let root = document.root_element();
    if root.tag_name().namespace() != Some("http://hl7.org/fhir") {
        return Err(ImportError::NotALabel {
            expected: "a FHIR Bundle",
            found: format!("the element <{}>", root.tag_name().name()),
        });
    }
    Ok(object(root, text))
}

/// An element with children as an object; a narrative as its own XML.
fn object(node: Node<'_, '_>, text: &str) -> Value {
    let mut out = Map::new();
    out.insert("resourceType".into(), node.tag_name().name().into());
    for child in node.children().filter(Node::is_element) {
        let name = child.tag_name().name();
        let value = if name == "div" {
            Value::String(text[child.range()].to_string())
        } else if matches!(name, "resource" | "contained") {
            child.first_element_child().map_or(Value::Null, |inner| object(inner, text))
        } else if let (Some(value), None) = (child.attribute("value"), child.first_element_child()) {
            Value::String(value.to_string())
        } else {
            object(child, text)
        };
        if LISTS.contains(&name) {
            if let Value::Array(list) = out.entry(name).or_insert_with(|| Value::Array(Vec::new())) {
                list.push(value);
            }
        } else if !out.contains_key(name) {
            out.insert(name.into(), value);
        }
    }
    Value::Object(out)
}

/// The values of a list, or the value itself.
pub(crate) fn list<'a>(value: &'a Value, key: &str) -> Vec<&'a Value> {
    match value.get(key) {
        Some(Value::Array(values)) => values.iter().collect(),
        Some(Value::Null) | None => Vec::new(),
        Some(value) => vec![value],
    }
}

/// A string element that is not empty.
pub(crate) fn string<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty())
}

/// Whether the value is a resource of that type.
pub(crate) fn is(value: &Value, kind: &str) -> bool {
    value.get("resourceType").and_then(Value::as_str) == Some(kind)
}
