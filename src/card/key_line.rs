//! Links the top of a card to what matters at the bedside: who should not take it, pregnancy, dose, interactions.
//!
//! A passage of that kind inside another section gets an anchor, unless the page has a section of its own for it.

use crate::card::{Attributes, CardNode, Part, Tag, UiStrings};
use crate::monograph::{Monograph, Section, SectionKind, Subsection};

/// Between two links.
const BETWEEN: &str = " · ";

/// What the line leads to, looked up once for a card.
pub(crate) struct KeyLine<'m> {
    /// Where each link leads, in the order of the line.
    targets: Vec<(SectionKind, String)>,
    /// The first passage of each kind that has no section of its own, with the section around it, in source order.
    inner: Vec<(&'m Section, &'m Subsection)>,
}

impl<'m> KeyLine<'m> {
    /// The line of a monograph; `body` has its sections with their anchors.
    pub(crate) fn new(monograph: &'m Monograph, body: &[(String, &Section)]) -> Self {
        let inner = inner(monograph);
        Self { targets: targets(&inner, body), inner }
    }

    /// The line of links; none where the page has none of these passages.
    pub(crate) fn links(&self, monograph: &Monograph) -> Option<CardNode> {
        let words = UiStrings::of(&monograph.language);
        let mut children = Vec::new();
        for (kind, anchor) in &self.targets {
            if !children.is_empty() {
                children.push(CardNode::text(BETWEEN));
            }
            let label = match kind {
                SectionKind::Contraindications => words.who_not,
                other => other.label_in(&monograph.language),
            };
            children.push(jump(anchor, label.into()));
        }
        let line = CardNode::part(Tag::P, Part::KeyLine, children);
        let CardNode::Element { children, .. } = &line else { return None };
        (!children.is_empty()).then(|| line.marked(words, monograph))
    }

    /// Whether the line leads to the section at `anchor`.
    pub(crate) fn leads_to(&self, anchor: &str) -> bool {
        self.targets.iter().any(|(_, own)| own == anchor)
    }

    /// Gives the passages of known kinds inside `section` their anchors, and a boxed warning its box.
    pub(crate) fn anchor(&self, body: &mut Vec<CardNode>, section: &Section) {
        // From the last one on: a box takes the nodes behind it.
        for (own, inner) in self.inner.iter().rev() {
            if !std::ptr::eq(*own, section) {
                continue;
            }
            if inner.kind == SectionKind::BoxedWarning && inner.item.is_none() {
                put_in_box(body, inner.block);
            }
            let node = body.get_mut(inner.block);
            let node = match (inner.item, node) {
                (Some(item), Some(CardNode::Element { children, .. })) => children.get_mut(item),
                (_, node) => node,
            };
            if let Some(CardNode::Element { attributes, .. }) = node {
                attributes.id = Some(inner.kind.id().into());
                if inner.kind == SectionKind::BoxedWarning {
                    attributes.part = Some(Part::Boxed);
                }
            }
        }
    }
}

/// A link to a part of the same card.
pub(crate) fn jump(to: &str, name: String) -> CardNode {
    CardNode::Element {
        tag: Tag::Jump,
        attributes: Attributes { part: Some(Part::Jump), to: Some(to.into()), ..Attributes::default() },
        children: vec![CardNode::text(name)],
    }
}

/// Wraps the node at `at`, and what follows up to the next heading if it is one.
fn put_in_box(body: &mut Vec<CardNode>, at: usize) {
    let is_heading = |node: &CardNode| matches!(node, CardNode::Element { tag: Tag::Heading, .. });
    if at >= body.len() {
        return;
    }
    let end = if is_heading(&body[at]) {
        body[at + 1..].iter().position(is_heading).map_or(body.len(), |next| at + 1 + next)
    } else {
        at + 1
    };
    let inside = body.splice(at..end, []).collect();
    body.insert(at, CardNode::new(Tag::Div, inside));
}

fn targets(inner: &[(&Section, &Subsection)], body: &[(String, &Section)]) -> Vec<(SectionKind, String)> {
    let target = |kind: SectionKind| {
        let own = body.iter().find(|(_, section)| section.kind == kind).map(|(anchor, _)| anchor.clone());
        own.or_else(|| inner.iter().any(|(_, inner)| inner.kind == kind).then(|| kind.id().to_string()))
            .map(|anchor| (kind, anchor))
    };
    let who_not = target(SectionKind::Contraindications).or_else(|| target(SectionKind::Precautions));
    let boxed = target(SectionKind::BoxedWarning);
    let rest = [SectionKind::Pregnancy, SectionKind::Dosage, SectionKind::Interactions];
    boxed.into_iter().chain(who_not).chain(rest.into_iter().filter_map(target)).collect()
}

fn inner(monograph: &Monograph) -> Vec<(&Section, &Subsection)> {
    let mut own: Vec<SectionKind> = Vec::new();
    for section in &monograph.sections {
        if !own.contains(&section.kind) {
            own.push(section.kind);
        }
    }
    let mut found: Vec<(&Section, &Subsection)> = Vec::new();
    for section in &monograph.sections {
        for inner in &section.subsections {
            if !own.contains(&inner.kind) && !found.iter().any(|(_, other)| other.kind == inner.kind) {
                found.push((section, inner));
            }
        }
    }
    found
}
