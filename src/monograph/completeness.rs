//! Finds what a page says nothing about, so that a card may say so.

use crate::monograph::sections::labels;
use crate::monograph::sections::spellings::{Labels, knows_labels};
use crate::monograph::{Monograph, SectionKind, plain_blocks, plain_inlines};
use crate::text::fold;

/// Sections that a reader may look for.
const SOUGHT: [SectionKind; 7] = [
    SectionKind::Usage,
    SectionKind::Dosage,
    SectionKind::SideEffects,
    SectionKind::Contraindications,
    SectionKind::Precautions,
    SectionKind::Interactions,
    SectionKind::Pregnancy,
];

/// The kinds of sections that the page lacks and that none of its headings, labels, tables, sentences and keys mentions; empty for a
/// page most of whose sections are of no known kind, where a section may be there unrecognised.
#[must_use]
pub(crate) fn lacking(monograph: &Monograph) -> Vec<SectionKind> {
    let known = monograph.sections.iter().filter(|section| section.kind != SectionKind::Other).count();
    if !knows_labels(&monograph.language) || known == 0 || known * 2 < monograph.sections.len() {
        return Vec::new();
    }
    let has = |kind: SectionKind| {
        monograph
            .sections
            .iter()
            .any(|section| section.kind == kind || section.subsections.iter().any(|inner| inner.kind == kind))
    };
    let mut lacking: Vec<SectionKind> = SOUGHT.into_iter().filter(|kind| !has(*kind)).collect();
    if lacking.is_empty() {
        return lacking;
    }
    // What is said about the text says nothing of the medicine.
    let mut text = plain_blocks(&monograph.preamble);
    for section in monograph.sections.iter().filter(|section| !section.kind.is_disclaimer()) {
        text.push('\n');
        text.push_str(&plain_inlines(&section.heading));
        text.push('\n');
        text.push_str(&plain_blocks(&section.blocks));
    }
    // A value of the front matter is not on the card, but its page has it.
    for entry in &monograph.front_matter.entries {
        text.push('\n');
        text.push_str(&entry.key);
    }
    let text = format!(" {} ", fold::key(&text));
    let labels = Labels::of(&monograph.language);
    lacking.retain(|kind| !labels::speaks_of(labels, *kind, &text));
    lacking
}
