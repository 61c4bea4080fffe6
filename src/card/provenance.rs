//! The provenance line of a card, and the disclaimer of a page that has none of its own.

use crate::card::{CardNode, Part, Tag, UiStrings};
use crate::monograph::Monograph;
use crate::monograph::facts::{Origin, Provenance, Review};

/// The first line of every card: who wrote it, whether a review is recorded, what it is not.
///
/// It repeats only what the source says of itself; where the source is silent, the line says that nothing is recorded.
#[must_use]
pub fn line(monograph: &Monograph) -> CardNode {
    let words = UiStrings::of(&monograph.language);
    let sentence = match Provenance::of(monograph) {
        None => words.not_read.into(),
        Some(Provenance { origin, review }) => {
            let origin = match origin {
                Origin::MachineOrCrowd => "AI-generated or crowd-sourced",
                Origin::Machine => "Machine-written",
                Origin::Crowd => "Crowd-sourced",
                Origin::NotRecorded => "Origin not recorded",
            };
            let review = match review {
                Review::None => "not clinically reviewed",
                Review::NotRecorded => "review not recorded",
            };
            [origin, ", ", review, "."].concat()
        }
    };
    let strong = CardNode::new(Tag::Strong, vec![CardNode::text(sentence)]);
    CardNode::part(Tag::P, Part::Provenance, vec![strong, CardNode::text(words.no_advice)])
        .marked(words, monograph)
}

/// The disclaimer of a page that has none of its own.
#[must_use]
pub(crate) fn built_in_disclaimer(monograph: &Monograph) -> CardNode {
    let words = UiStrings::of(&monograph.language);
    CardNode::part(
        Tag::Section,
        Part::Disclaimer,
        vec![CardNode::new(Tag::P, vec![CardNode::text(words.no_disclaimer)])],
    )
    .marked(words, monograph)
}
