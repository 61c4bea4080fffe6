//! The provenance line of a card, and the disclaimer of a page that has none of its own.

use crate::card::record_strings::RecordStrings;
use crate::card::{CardNode, Part, Tag, UiStrings, record};
use crate::monograph::Monograph;
use crate::monograph::facts::{Origin, Provenance, Review};
use crate::monograph::official::OfficialLabel;
use crate::text::{Day, Language};

/// The first line of every card: who wrote it, whether a review is recorded, what it is not.
///
/// It repeats only what the source says of itself; where the source is silent, the line says that nothing is recorded.
#[must_use]
pub(crate) fn line(monograph: &Monograph) -> CardNode {
    let words = UiStrings::of(&monograph.language);
    let (recorded, language) = (&monograph.record, &monograph.language);
    let official = OfficialLabel::of(&monograph.front_matter);
    let sentence = match Provenance::of(monograph) {
        _ if recorded.is_withdrawn() => {
            let [undated, on] = RecordStrings::of(language).withdrawn;
            let day = recorded.withdrawn.map(|day| [on, &RecordStrings::of(language).day(day)].concat());
            [day.as_deref().unwrap_or(undated), "."].concat()
        }
        _ if official.is_some() => official.map(|label| official_line(label, monograph)).unwrap_or_default(),
        None => match record::review(recorded, language) {
            Some(review) => [RecordStrings::of(language).unread, ". ", &review, "."].concat(),
            None => words.not_read.into(),
        },
        Some(Provenance { origin, review }) => {
            let origin = match origin {
                Origin::MachineOrCrowd => "AI-generated or crowd-sourced",
                Origin::Machine => "Machine-written",
                Origin::Crowd => "Crowd-sourced",
                Origin::NotRecorded => "Origin not recorded",
            };
            let review = match review {
                Review::Recorded => {
                    [". ", &record::review(recorded, language).unwrap_or_default(), "."].concat()
                }
                Review::None | Review::NotRecorded => {
                    let stated = if review == Review::None {
                        "not clinically reviewed"
                    } else {
                        "review not recorded"
                    };
                    let next = record::next_review(recorded, language).map(|next| ["; ", &next].concat());
                    [", ", stated, next.as_deref().unwrap_or_default(), "."].concat()
                }
            };
            [origin, &review].concat()
        }
    };
    let strong = CardNode::new(Tag::Strong, vec![CardNode::text(sentence)]);
    CardNode::part(Tag::P, Part::Provenance, vec![strong, CardNode::text(words.no_advice)])
        .marked(words, monograph)
}

/// Which label the page was made from, when it was downloaded, and the review that its owner records.
fn official_line(label: OfficialLabel<'_>, monograph: &Monograph) -> String {
    let (words, language) = (UiStrings::of(&monograph.language), &monograph.language);
    let [official, set_id, version, effective, labeler, retrieved, left_out] = words.official;
    let mut out = [official, label.source, set_id, label.set_id].concat();
    let parts = [(version, label.version), (effective, label.effective_date), (labeler, label.labeler)];
    for (word, value) in parts {
        if let Some(value) = value {
            out.push_str(word);
            out.push_str(&day(value, language));
        }
    }
    out.push_str(retrieved);
    out.push_str(&day(label.retrieved, language));
    out.push('.');
    if let Some(left) = label.left_out {
        out.push_str(left_out);
        out.push_str(left);
        out.push('.');
    }
    if let Some(review) = record::review(&monograph.record, language) {
        out.extend([" ", &review, "."]);
    }
    // The publisher asks that this stay with its texts.
    if label.source == "openFDA" {
        out.push_str(" Do not rely on openFDA to make decisions regarding medical care.");
    }
    out
}

/// A value of the label, as a day where it is one.
fn day(text: &str, language: &Language) -> String {
    let day = Day::read(text).filter(|_| text.len() == 10);
    day.map_or_else(|| text.into(), |day| RecordStrings::of(language).day(day))
}

/// The disclaimer of a page that has none of its own.
#[must_use]
pub(crate) fn built_in_disclaimer(monograph: &Monograph) -> CardNode {
    let words = UiStrings::of(&monograph.language);
    // The usual one says that no review is recorded.
    let text = if monograph.record.is_reviewed() {
        RecordStrings::of(&monograph.language).disclaimer
    } else {
        words.no_disclaimer
    };
    CardNode::part(Tag::Section, Part::Disclaimer, vec![CardNode::new(Tag::P, vec![CardNode::text(text)])])
        .marked(words, monograph)
}
