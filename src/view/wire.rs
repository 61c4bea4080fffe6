//! Owns the wire form of a tree as JSON text, written by hand: the browser's module then needs no serializer.

use super::{Attributes, Node};

/// A card as the shell reads it: `{"title": …, "tree": …}`.
#[must_use]
pub fn card(title: &str, tree: &Node) -> String {
    let mut out = String::from("{");
    entry(&mut out, "title", title);
    out.push_str(",\"tree\":");
    node(&mut out, tree);
    out.push('}');
    out
}

fn node(out: &mut String, tree: &Node) {
    match tree {
        Node::Text(text) => string(out, text),
        Node::Element { tag, attributes, children } => {
            out.push('[');
            string(out, tag.name());
            out.push(',');
            object(out, attributes);
            for child in children {
                out.push(',');
                node(out, child);
            }
            out.push(']');
        }
    }
}

fn object(out: &mut String, attributes: &Attributes) {
    let Attributes { class, id, to, level, start, open, label } = attributes;
    out.push('{');
    let class = Some(*class).filter(|class| !class.is_empty());
    for (name, value) in [("c", class), ("id", id.as_deref()), ("to", to.as_deref())] {
        if let Some(value) = value {
            entry(out, name, value);
            out.push(',');
        }
    }
    for (name, value) in [("level", level.map(u64::from)), ("start", *start)] {
        if let Some(value) = value {
            string(out, name);
            out.push(':');
            out.push_str(&value.to_string());
            out.push(',');
        }
    }
    if *open {
        out.push_str("\"open\":true,");
    }
    if let Some(label) = label {
        entry(out, "label", label);
    }
    if out.ends_with(',') {
        out.pop();
    }
    out.push('}');
}

fn entry(out: &mut String, name: &str, value: &str) {
    string(out, name);
    out.push(':');
    string(out, value);
}

fn string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\0'..='\u{1f}' => {
                let code = c as u32;
                out.push_str(if code < 16 { "\\u000" } else { "\\u001" });
                out.extend(char::from_digit(code & 15, 16));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monograph::read;
    use crate::view::{Context, card as tree};

    #[test]
    fn the_text_is_what_the_serializer_writes() {
        for source in [
            "# A \"b\" \\\\ c\n\n### Usage\n3. x 5 mg\n4. y\n\n#### Z\n\n**FAQs:**\n* **Q: Is it fatal?** A: No.\n",
            "### Side Effects\n**Serious:** seizures\n\n```\ntab\u{1}\n```\n",
            "",
        ] {
            let monograph = read(source);
            let tree = tree(&monograph, &Context::default());
            let want = serde_json::json!({ "title": monograph.title, "tree": tree });
            let have: serde_json::Value = serde_json::from_str(&card(&monograph.title, &tree)).unwrap();
            assert_eq!(have, want);
        }
    }
}
