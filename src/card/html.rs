//! Writes a card tree as HTML.

use crate::card::markup::{Markup, StartTag, Syntax};
use crate::card::{Attributes, CardNode, Context, Tag, alerts, card};
use crate::monograph::Monograph;

/// The card of one medicine: a tree of typed nodes, independent of HTML.
#[derive(Debug, Clone)]
pub struct Card(CardNode);

impl Card {
    /// Builds the card of `monograph` with the warnings about the page as a whole.
    ///
    /// Tall-man letters and look-alike names come from the [`Bundle`](crate::Bundle), which knows the other medicines.
    #[must_use]
    pub fn new(monograph: &Monograph) -> Self {
        let alerts = alerts(monograph);
        Self(card(monograph, &Context { alerts: &alerts, ..Context::default() }))
    }

    /// The card as an HTML fragment with all text escaped; headings start at `heading_level` (1 to 6).
    #[must_use]
    pub fn to_html(&self, heading_level: u8) -> String {
        fragment(&self.0, heading_level)
    }
}

/// The tree as an HTML fragment; headings start at `heading_level` (1 to 6).
#[must_use]
pub fn fragment(node: &CardNode, heading_level: u8) -> String {
    let mut out = Markup::new(Syntax::Html);
    push(&mut out, node, heading_level);
    out.newline();
    out.finish()
}

/// Writes the tree; headings start at `heading_level`.
pub(crate) fn push(out: &mut Markup, node: &CardNode, heading_level: u8) {
    match node {
        CardNode::Text(text) => out.text(text),
        // They carry nothing.
        CardNode::Element { tag: tag @ (Tag::Br | Tag::Hr), .. } => out.void(tag.name(), &[]),
        CardNode::Element { tag, attributes, children } => {
            let name = element_name(*tag, attributes, heading_level);
            out.open_with(&name, |start| push_attributes(start, *tag, attributes));
            children.iter().for_each(|child| push(out, child, heading_level));
            out.close(&name);
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

fn push_attributes(start: &mut StartTag, tag: Tag, attributes: &Attributes) {
    let Attributes { part, id, to, level: _, start: first, open, label, language } = attributes;
    if let Some(part) = part {
        start.attribute("class", &part.class());
    }
    if let Some(id) = id {
        start.attribute("id", id);
    }
    if let (Tag::Jump, Some(to)) = (tag, to) {
        start.attribute("href", &format!("#{to}"));
    }
    if let Some(first) = first {
        start.attribute("start", &first.to_string());
    }
    if *open {
        start.flag("open");
    }
    if let Some(label) = label {
        start.attribute("aria-label", label);
    }
    if let Some(language) = language {
        start.attribute("lang", language.tag());
        start.attribute("dir", language.direction());
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
