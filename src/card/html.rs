//! Writes a card tree as HTML.

use crate::card::markup::{Markup, StartTag, Syntax};
use crate::card::{Attributes, CardNode, Context, Part, Tag, Target, alerts, card};
use crate::monograph::Monograph;
use crate::read::address;

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
        CardNode::Element { tag: Tag::Img, attributes, children } => {
            let alt: String = children.iter().filter_map(CardNode::as_text).collect();
            let source = attributes.target.as_ref().map_or("", |target| target.entry().1);
            out.void("img", &[("src", source), ("alt", &alt), ("loading", "lazy")]);
        }
        CardNode::Element { tag, attributes, children } => {
            let name = element_name(*tag, attributes, heading_level);
            out.open_with(&name, |start| push_attributes(start, *tag, attributes));
            children.iter().for_each(|child| push(out, child, heading_level));
            if let Some(Target::Address(to)) = &attributes.target
                && let Some(host) = new_host(to, children)
            {
                out.open("span", &[("class", "host")]);
                out.text(&[" (", host, ")"].concat());
                out.close("span");
            }
            out.close(&name);
        }
    }
}

/// The host of an address, unless the text of its link names it.
fn new_host<'a>(href: &'a str, children: &[CardNode]) -> Option<&'a str> {
    let host = address::host(href)?;
    let named = |child: &CardNode| child.as_text().is_some_and(|text| text.contains(host));
    (!children.iter().any(named)).then_some(host)
}

fn element_name(tag: Tag, attributes: &Attributes, heading_level: u8) -> String {
    match tag {
        Tag::Heading => format!("h{}", (heading_level + attributes.level.unwrap_or(0)).clamp(1, 6)),
        Tag::Jump | Tag::Link => "a".into(),
        other => other.name().into(),
    }
}

fn push_attributes(start: &mut StartTag, tag: Tag, attributes: &Attributes) {
    let Attributes { part, id, to, level: _, start: first, open, label, language, .. } = attributes;
    if let Some(part) = part {
        start.attribute("class", &part.class());
    }
    if let Some(id) = id {
        start.attribute("id", id);
    }
    if let (Tag::Jump, Some(to)) = (tag, to) {
        start.attribute("href", &format!("#{to}"));
    }
    match &attributes.target {
        Some(Target::Address(to)) if address::is_safe(to) => {
            start.attribute("href", to);
            start.attribute("rel", "noopener noreferrer");
        }
        Some(Target::Card(slug)) => start.attribute("data-card", slug),
        Some(Target::Address(_) | Target::Picture(_)) | None => {}
    }
    if let Some(head) = &attributes.head {
        start.attribute("data-head", head);
    }
    for (name, count) in [("colspan", attributes.columns), ("rowspan", attributes.rows)] {
        if let Some(count) = count {
            start.attribute(name, &count.to_string());
        }
    }
    if let Some(scope) = attributes.scope {
        start.attribute("scope", scope.name());
    }
    if *part == Some(Part::Table) {
        start.attribute("role", "group");
        start.attribute("tabindex", "0");
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
