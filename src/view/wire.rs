//! Owns the wire form of a tree as JSON text, for the browser's module: the serializer of the command line weighs more.

use super::{Attributes, Node};
use crate::text::json::push_quoted;
use crate::text::number::push_number;

/// Appends the wire form of `node`.
pub fn push_json(out: &mut String, node: &Node) {
    match node {
        Node::Text(text) => push_quoted(out, text),
        Node::Element { tag, attributes, children } => {
            out.push('[');
            push_quoted(out, tag.name());
            out.push_str(",{");
            push_attributes(out, attributes);
            out.push('}');
            for child in children {
                out.push(',');
                push_json(out, child);
            }
            out.push(']');
        }
    }
}

fn push_attributes(out: &mut String, attributes: &Attributes) {
    let class = (!attributes.class.is_empty()).then_some(attributes.class);
    for (name, text) in [
        ("c", class),
        ("id", attributes.id.as_deref()),
        ("to", attributes.to.as_deref()),
        ("label", attributes.label.as_deref()),
    ] {
        if let Some(text) = text {
            push_key(out, name);
            push_quoted(out, text);
        }
    }
    // A list of more than 4 thousand million items does not fit into what is read.
    let start = attributes.start.and_then(|start| usize::try_from(start).ok());
    for (name, number) in [("level", attributes.level.map(usize::from)), ("start", start)] {
        if let Some(number) = number {
            push_key(out, name);
            push_number(out, number);
        }
    }
    if attributes.open {
        push_key(out, "open");
        out.push_str("true");
    }
}

fn push_key(out: &mut String, name: &str) {
    if !out.ends_with('{') {
        out.push(',');
    }
    push_quoted(out, name);
    out.push(':');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monograph::parse;
    use crate::view::{Context, card};

    #[test]
    fn both_writers_mean_the_same() {
        let page = "# A \\ \"B\"\n### FAQs\n* **Q: Why {so}?** A: Get help at once.\n\n3. a\n4. b\n\n### Usage\n10<sup>8</sup>\n";
        let tree = card(&parse(page).monograph, &Context { tall: Some("a{"), ..Context::default() });
        let mut out = String::new();
        push_json(&mut out, &tree);
        let read: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(read, serde_json::to_value(&tree).unwrap());
    }
}
