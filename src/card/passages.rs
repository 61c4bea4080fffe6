//! Which nodes of a card hold which passage, so that a reader of the card finds texts without knowing its parts.

use crate::card::{CardNode, Part};
use crate::monograph::passage::{Passage, PassageKind};
use serde::{Deserialize, Serialize};

/// Where a passage is on its card. Nodes are numbered from the card itself, 0, in the order in which elements begin in the wire
/// form; texts have no number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Row", into = "Row")]
pub struct PassageNodes {
    /// What the passage is.
    pub kind: PassageKind,
    /// Id inside the monograph; empty for the head.
    pub anchor: String,
    /// Where its heading is.
    pub heading: Heading,
    /// The element that holds its text; `None` where it has none.
    pub text: Option<usize>,
}

/// Where the heading of a passage is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Heading {
    /// In that element.
    Node(usize),
    /// Nowhere on the card: this is it. The head's is empty, since it is the title.
    Text(String),
}

/// Number of the kind, anchor, heading, text; no text is 0, the number of the card.
type Row = (u8, String, Heading, usize);

impl From<PassageNodes> for Row {
    fn from(nodes: PassageNodes) -> Self {
        (nodes.kind.number(), nodes.anchor, nodes.heading, nodes.text.unwrap_or(0))
    }
}

impl TryFrom<Row> for PassageNodes {
    type Error = &'static str;

    fn try_from((kind, anchor, heading, text): Row) -> Result<Self, Self::Error> {
        let kind = PassageKind::of_number(kind).ok_or("expected the number of a kind of passage")?;
        Ok(Self { kind, anchor, heading, text: (text > 0).then_some(text) })
    }
}

/// The nodes of `passages`, which are those of the monograph that `card` was made from.
#[must_use]
pub(crate) fn passage_nodes(card: &CardNode, passages: &[Passage]) -> Vec<PassageNodes> {
    let unplaced = |passage: &Passage| PassageNodes {
        kind: passage.kind,
        anchor: passage.anchor.clone(),
        heading: Heading::Text(match passage.kind {
            PassageKind::Head => String::new(),
            PassageKind::Section(_) | PassageKind::Faq => passage.heading.clone(),
        }),
        text: None,
    };
    let mut search = Search { found: passages.iter().map(unplaced).collect(), node: 0 };
    search.visit(card, 0);
    search.found
}

struct Search {
    found: Vec<PassageNodes>,
    /// Number of the next element.
    node: usize,
}

impl Search {
    /// Visits a node inside the passage numbered `passage`.
    fn visit(&mut self, node: &CardNode, passage: usize) {
        let CardNode::Element { attributes, children, .. } = node else { return };
        let (number, mut inside) = (self.node, passage);
        self.node += 1;
        match attributes.part {
            Some(Part::Serious) => {
                // A copy: its passages are further below.
                self.node += children.iter().map(elements).sum::<usize>();
                return;
            }
            Some(Part::Section(_) | Part::Faq) => {
                // A node that is no passage has none of their anchors, and the number of none.
                let own = |found: &PassageNodes| attributes.id.as_ref() == Some(&found.anchor);
                inside = self.found.iter().position(own).unwrap_or(usize::MAX);
            }
            Some(Part::SectionHeading | Part::Question) => {
                if let Some(passage) = self.found.get_mut(passage) {
                    passage.heading = Heading::Node(number);
                }
            }
            Some(Part::Preamble | Part::SectionBody | Part::Answer) if !is_empty(children) => {
                if let Some(passage) = self.found.get_mut(passage) {
                    passage.text = Some(number);
                }
            }
            _ => {}
        }
        children.iter().for_each(|child| self.visit(child, inside));
    }
}

/// Whether the section is empty in the source, so that the words in it are ours.
fn is_empty(children: &[CardNode]) -> bool {
    let part = |node: &CardNode| match node {
        CardNode::Element { attributes, .. } => attributes.part,
        CardNode::Text(_) => None,
    };
    children.first().and_then(part) == Some(Part::Empty)
}

fn elements(node: &CardNode) -> usize {
    match node {
        CardNode::Text(_) => 0,
        CardNode::Element { children, .. } => 1 + children.iter().map(elements).sum::<usize>(),
    }
}
