//! The provenance line of a card, and the disclaimer of a page that has none of its own.

use crate::card::{CardNode, Part, Tag, UiStrings};
use crate::monograph::Monograph;
use crate::monograph::facts::{Origin, Provenance, Review};
use crate::monograph::official::OfficialLabel;

/// The first line of every card: who wrote it, whether a review is recorded, what it is not.
///
/// It repeats only what the source says of itself; where the source is silent, the line says that nothing is recorded.
#[must_use]
pub fn line(monograph: &Monograph) -> CardNode {
    let words = UiStrings::of(&monograph.language);
    let official = OfficialLabel::of(&monograph.front_matter);
    let sentence = match Provenance::of(monograph) {
        _ if official.is_some() => official.map(|label| official_line(label, words)).unwrap_or_default(),
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

/// Which label the page was made from, and when it was downloaded.
fn official_line(label: OfficialLabel<'_>, words: &UiStrings) -> String {
    let [official, set_id, version, effective, labeler, retrieved, left_out] = words.official;
    let mut out = [official, label.source, set_id, label.set_id].concat();
    let parts = [(version, label.version), (effective, label.effective_date), (labeler, label.labeler)];
    for (word, value) in parts {
        if let Some(value) = value {
            out.push_str(word);
            out.push_str(&day(value, words));
        }
    }
    out.push_str(retrieved);
    out.push_str(&day(label.retrieved, words));
    out.push('.');
    if let Some(left) = label.left_out {
        out.push_str(left_out);
        out.push_str(left);
        out.push('.');
    }
    // The publisher asks that this stay with its texts.
    if label.source == "openFDA" {
        out.push_str(" Do not rely on openFDA to make decisions regarding medical care.");
    }
    out
}

/// `2026-05-03` as `3 May 2026` where the sentence is English.
fn day(text: &str, words: &UiStrings) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let bytes = text.as_bytes();
    let is_date = bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() });
    if !is_date || words.language != "en" {
        return text.into();
    }
    let month = text[5..7].parse::<usize>().ok().and_then(|month| MONTHS.get(month.wrapping_sub(1)));
    match month {
        Some(month) => [text[8..].trim_start_matches('0'), " ", month, " ", &text[..4]].concat(),
        None => text.into(),
    }
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
