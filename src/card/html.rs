//! Owns the view tree as HTML: the only place that escapes, the only place that writes a tag.

use crate::card::{Attributes, CardNode, Tag};

/// The tree as an HTML fragment; headings start at `heading_level` (1 to 6).
#[must_use]
pub fn fragment(node: &CardNode, heading_level: u8) -> String {
    let mut out = String::new();
    push(&mut out, node, heading_level);
    out.push('\n');
    out
}

fn push(out: &mut String, node: &CardNode, heading_level: u8) {
    match node {
        CardNode::Text(text) => escape(out, text),
        CardNode::Element { tag, attributes, children } => {
            let name = element_name(*tag, attributes, heading_level);
            out.push('<');
            out.push_str(&name);
            push_attributes(out, *tag, attributes);
            out.push('>');
            if matches!(tag, Tag::Br | Tag::Hr) {
                return;
            }
            children.iter().for_each(|child| push(out, child, heading_level));
            out.push_str("</");
            out.push_str(&name);
            out.push('>');
        }
    }
}

fn element_name(tag: Tag, attributes: &Attributes, heading_level: u8) -> String {
    match tag {
        Tag::Heading => format!("h{}", (heading_level + attributes.level.unwrap_or(0)).clamp(1, 6)),
        Tag::Jump => "a".into(),
        other => other.name().into(),
    }
}

fn push_attributes(out: &mut String, tag: Tag, attributes: &Attributes) {
    let Attributes { part, id, to, level: _, start, open, label, language } = attributes;
    if let Some(part) = part {
        push_attribute(out, "class", &part.class());
    }
    if let Some(id) = id {
        push_attribute(out, "id", id);
    }
    if let (Tag::Jump, Some(to)) = (tag, to) {
        push_attribute(out, "href", &format!("#{to}"));
    }
    if let Some(start) = start {
        push_attribute(out, "start", &start.to_string());
    }
    if *open {
        out.push_str(" open");
    }
    if let Some(label) = label {
        push_attribute(out, "aria-label", label);
    }
    if let Some(language) = language {
        push_attribute(out, "lang", language.tag());
        push_attribute(out, "dir", language.direction());
    }
}

fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(out, value);
    out.push('"');
}

/// `text` as it stands in markup or in a quoted attribute.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::new();
    escape(&mut out, text);
    out
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::Part;

    #[test]
    fn text_never_becomes_markup() {
        let node = CardNode::part(
            Tag::P,
            Part::Alert,
            vec![CardNode::text("<img src=x onerror=\"alert(1)\"> & more")],
        );
        let want = "<p class=\"alert\">&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; more</p>\n";
        assert_eq!(fragment(&node, 2), want);
    }

    #[test]
    fn headings_follow_the_page_and_stop_at_six() {
        let heading = |level| CardNode::Element {
            tag: Tag::Heading,
            attributes: Attributes { level: Some(level), ..Attributes::default() },
            children: vec![],
        };
        assert_eq!(fragment(&heading(1), 2), "<h3></h3>\n");
        assert_eq!(fragment(&heading(4), 5), "<h6></h6>\n");
    }
}
