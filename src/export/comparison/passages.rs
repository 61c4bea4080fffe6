//! Reads the texts of a card, one for each passage.

use crate::bundle::card_file::CardFile;
use crate::card::passages::{Heading, PassageNodes};
use crate::card::plain::text_of;
use crate::card::{CardNode, Part};
use crate::monograph::passage::PassageKind;

/// A medicine of one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Medicine {
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub title: String,
    /// The path of its source.
    pub path: String,
    /// The language of its text, a tag of BCP 47.
    pub lang: String,
    /// Its texts in the order of the source.
    pub passages: Vec<PassageText>,
}

/// The text of a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PassageText {
    /// What the passage is.
    pub kind: PassageKind,
    /// Its heading; empty for the head.
    pub heading: String,
    /// Its text, one line a block.
    pub text: String,
}

impl Medicine {
    /// The texts of a card.
    #[must_use]
    pub(crate) fn of(card: &CardFile) -> Self {
        let mut nodes = Vec::new();
        number(&card.tree, &mut nodes);
        let text = |at: usize| nodes.get(at).map(|node| text_of(&own(node))).unwrap_or_default();
        let passage = |passage: &PassageNodes| PassageText {
            kind: passage.kind,
            heading: match &passage.heading {
                Heading::Node(at) => text(*at),
                Heading::Text(text) => text.clone(),
            },
            text: passage.text.map(text).unwrap_or_default(),
        };
        let mut passages: Vec<PassageText> = card.passages.iter().map(passage).collect();
        let mut before = Vec::new();
        head(&card.tree, &mut before);
        if card.facts.is_no_monograph() {
            // Its passages are not listed.
            before.push(text_of(&card.tree));
        }
        if let Some(first) = passages.first_mut().filter(|first| first.kind == PassageKind::Head) {
            first.text = before.join("\n");
        }
        Self {
            slug: card.facts.slug.clone(),
            title: card.facts.title.clone(),
            path: card.facts.path.clone(),
            lang: card.facts.lang.tag().into(),
            passages,
        }
    }
}

/// The elements of a card in the order in which they are numbered.
fn number<'a>(node: &'a CardNode, nodes: &mut Vec<&'a CardNode>) {
    if let CardNode::Element { children, .. } = node {
        nodes.push(node);
        children.iter().for_each(|child| number(child, nodes));
    }
}

/// The texts that are in no section: names, provenance with the recorded review, alerts, local notes, what comes before the first
/// section.
fn head(node: &CardNode, texts: &mut Vec<String>) {
    let CardNode::Element { attributes, children, .. } = node else { return };
    match attributes.part {
        Some(Part::OtherNames | Part::Provenance | Part::Alert | Part::Local | Part::Preamble) => {
            texts.push(text_of(&own(node)));
        }
        Some(Part::Section(_) | Part::Faq | Part::Serious) => {}
        _ => children.iter().for_each(|child| head(child, texts)),
    }
}

/// A node without the passages inside it.
fn own(node: &CardNode) -> CardNode {
    let is_own = |child: &&CardNode| match child {
        CardNode::Text(_) => true,
        CardNode::Element { attributes, .. } => {
            !matches!(attributes.part, Some(Part::Faq | Part::Section(_)))
        }
    };
    match node {
        CardNode::Text(_) => node.clone(),
        CardNode::Element { tag, attributes, children } => CardNode::Element {
            tag: *tag,
            attributes: attributes.clone(),
            children: children.iter().filter(is_own).map(own).collect(),
        },
    }
}
