//! Puts the parts of a card in the order for use: the boxed warning, serious effects and the dose before the rest.

use crate::card::{Attributes, CardNode, Part};

/// The name under which [`Attributes::order`] lists the text before the first section.
pub(crate) const PREAMBLE: &str = "preamble";

/// Moves boxed warnings before the serious effects and doses behind them; the rest keeps its order, which the card records.
pub(crate) fn for_use(card: &mut CardNode) {
    let CardNode::Element { attributes, children, .. } = card else { return };
    let order: Vec<&str> = children.iter().filter_map(name).collect();
    attributes.order = (!order.is_empty()).then(|| order.join(" "));
    children.sort_by_key(rank);
}

/// Keeps the order of an official label, which is prescribed, and records it. Only the boxed warnings that begin it go before
/// the serious effects.
pub(crate) fn of_label(card: &mut CardNode) {
    let CardNode::Element { attributes, children, .. } = card else { return };
    let order: Vec<&str> = children.iter().filter_map(name).collect();
    attributes.order = (!order.is_empty()).then(|| order.join(" "));
    let Some(mut at) = children.iter().position(|node| part(node) == Some(Part::Serious)) else { return };
    while children.get(at + 1).is_some_and(|next| rank(next) == 1) {
        children.swap(at, at + 1);
        at += 1;
    }
}

/// The card with its sections in the order of the source.
#[must_use]
pub fn in_source_order(card: &CardNode) -> CardNode {
    let mut card = card.clone();
    let CardNode::Element { attributes, children, .. } = &mut card else { return card };
    let order = attributes.order.take().unwrap_or_default();
    let place = |node: &CardNode| match (part(node), name(node)) {
        (Some(Part::Foot), _) => usize::MAX,
        (_, Some(name)) => order.split(' ').position(|own| own == name).map_or(usize::MAX, |at| at + 1),
        _ => 0,
    };
    children.sort_by_key(place);
    card
}

/// What comes first has the least rank.
fn rank(node: &CardNode) -> u8 {
    match part(node) {
        Some(Part::Strip | Part::Header) => 0,
        Some(Part::Section(flags)) if flags.boxed => 1,
        Some(Part::Serious) => 2,
        Some(Part::Section(flags)) if flags.dose => 3,
        Some(Part::Foot) => 5,
        _ => 4,
    }
}

/// The anchor of a section, or the word for the preamble; none for what the card adds itself.
fn name(node: &CardNode) -> Option<&str> {
    let CardNode::Element { attributes, .. } = node else { return None };
    match attributes {
        Attributes { part: Some(Part::Preamble), .. } => Some(PREAMBLE),
        Attributes { part: Some(Part::Section(_)), id, .. } => id.as_deref(),
        _ => None,
    }
}

fn part(node: &CardNode) -> Option<Part> {
    match node {
        CardNode::Text(_) => None,
        CardNode::Element { attributes, .. } => attributes.part,
    }
}
