//! Builds links, pictures and the marks of footnotes, and decides where the links of a finished card lead.

use crate::card::{Attributes, CardNode, Part, Tag, Target, UiStrings};
use crate::read::address;

/// What a card knows of its bundle: the cards and pictures that its links may lead to.
pub trait Pages {
    /// The slug of the card that an address or a page's name leads to.
    fn card(&self, address: &str) -> Option<String>;
    /// The file in the bundle of a picture.
    fn picture(&self, address: &str) -> Option<String>;
}

/// A link as the source has it; [`settle`] decides where it leads.
pub(crate) fn link(to: &str, children: Vec<CardNode>) -> CardNode {
    CardNode::Element {
        tag: Tag::Link,
        attributes: Attributes { target: Some(Target::Address(to.into())), ..Attributes::default() },
        children,
    }
}

/// A picture with its words as text; [`settle`] decides whether the bundle has it.
pub(crate) fn picture(source: &str, alt: &str) -> CardNode {
    CardNode::Element {
        tag: Tag::Img,
        attributes: Attributes { target: Some(Target::Picture(source.into())), ..Attributes::default() },
        children: vec![CardNode::text(alt)],
    }
}

/// The mark of a footnote.
pub(crate) fn note(label: &str) -> CardNode {
    CardNode::Element {
        tag: Tag::Jump,
        attributes: Attributes { to: Some(note_anchor(label)), ..Attributes::default() },
        children: vec![CardNode::text(format!("[{label}]"))],
    }
}

/// The anchor of a footnote.
pub(crate) fn note_anchor(label: &str) -> String {
    let anchor = label.chars().map(|c| if c.is_alphanumeric() { c } else { '-' });
    ["note-"].into_iter().map(String::from).chain(anchor.map(String::from)).collect()
}

/// Lets each link lead to a card of the bundle or to a safe address, and each picture show a file of the bundle. What leads
/// nowhere becomes its text: no address of the source can be relative to the page that shows the card.
pub(crate) fn settle(node: &mut CardNode, pages: Option<&dyn Pages>, words: &UiStrings) {
    settle_in(node, pages, words, false);
}

fn settle_in(node: &mut CardNode, pages: Option<&dyn Pages>, words: &UiStrings, in_link: bool) {
    let CardNode::Element { tag, attributes, children } = node else { return };
    let inside = in_link || *tag == Tag::Link;
    children.iter_mut().for_each(|child| settle_in(child, pages, words, inside));
    match tag {
        Tag::Del => {
            // A line through a text is for the eye only.
            children.insert(0, CardNode::part(Tag::Span, Part::Struck, vec![CardNode::text(words.struck)]));
        }
        // A link in a link cannot be told apart.
        Tag::Link if in_link => {
            *tag = Tag::Span;
            attributes.target = None;
        }
        Tag::Link => {
            let Some(Target::Address(to)) = attributes.target.take() else { return };
            let leads = address::is_safe(&to) && (address::is_external(&to) || to.starts_with('/'));
            attributes.target = match pages.and_then(|pages| pages.card(&to)) {
                Some(card) => Some(Target::Card(card.into())),
                None => leads.then_some(Target::Address(to)),
            };
            if attributes.target.is_none() {
                *tag = Tag::Span;
            }
        }
        Tag::Img => {
            let Some(Target::Picture(source)) = attributes.target.take() else { return };
            if let Some(file) = pages.and_then(|pages| pages.picture(&source)) {
                attributes.target = Some(Target::Picture(file.into()));
                return;
            }
            // A picture from elsewhere is never loaded; a reader may follow the link.
            let leads = !in_link && address::is_safe(&source) && address::is_external(&source);
            *tag = if leads { Tag::Link } else { Tag::Span };
            attributes.target = leads.then_some(Target::Address(source));
        }
        _ => {}
    }
}
