//! The plain JSON record of a monograph that `parse --json` prints.

use serde::Serialize;

use crate::monograph::{
    Alert, Block, Bucket, Monograph, Parsed, Section, SectionKind, is_disclaimer, plain_blocks, plain_inlines,
};
use crate::text::fold;

/// A monograph as one JSON object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Record {
    /// The path it was read from.
    pub path: String,
    /// Its title.
    pub title: String,
    /// The first generic name.
    pub generic_name: Option<String>,
    /// The text before the first section.
    pub preamble: String,
    /// Every section in source order.
    pub sections: Vec<SectionRecord>,
    /// Every question with its answer.
    pub faqs: Vec<FaqRecord>,
    /// The names of the side effects.
    pub side_effects: EffectsRecord,
    /// Whether the text ends with a disclaimer.
    pub disclaimer: bool,
    /// Whether it describes several drugs.
    pub multi_drug: bool,
    /// The rules of its diagnostics.
    pub warnings: Vec<String>,
}

/// A section as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SectionRecord {
    /// One of nine kinds, or `other:` and the heading's letters.
    pub kind: String,
    /// Its plain text.
    pub text: String,
}

/// A question as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FaqRecord {
    /// The question.
    pub question: String,
    /// The whole answer.
    pub answer: String,
}

/// Side effects as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EffectsRecord {
    /// Called common.
    pub common: Vec<String>,
    /// Called serious.
    pub serious: Vec<String>,
    /// Not ranked, or ranked otherwise.
    pub other: Vec<String>,
}

/// The record of the monograph read from `path`.
#[must_use]
pub fn parse_record(path: &str, parsed: &Parsed) -> Record {
    let monograph = &parsed.monograph;
    let effects =
        |bucket| monograph.effects(bucket).flat_map(|group| group.effects.iter().cloned()).collect();
    let mut warnings: Vec<String> = Vec::new();
    for diagnostic in &parsed.diagnostics {
        if !warnings.iter().any(|id| id == diagnostic.rule.id()) {
            warnings.push(diagnostic.rule.id().into());
        }
    }
    Record {
        path: path.into(),
        title: monograph.title.clone(),
        generic_name: monograph.generic_name.clone(),
        preamble: plain_blocks(&monograph.preamble),
        sections: monograph.sections.iter().map(section).collect(),
        faqs: monograph
            .faqs()
            .map(|faq| FaqRecord {
                question: plain_inlines(&faq.question),
                answer: plain_blocks(&faq.answer),
            })
            .collect(),
        side_effects: EffectsRecord {
            common: effects(Bucket::Common),
            serious: effects(Bucket::Serious),
            other: effects(Bucket::Other),
        },
        disclaimer: has_disclaimer(monograph) && !monograph.alerts.contains(&Alert::Refusal),
        multi_drug: monograph.multi_drug,
        warnings,
    }
}

fn section(section: &Section) -> SectionRecord {
    let heading = plain_inlines(&section.heading);
    let kind = match section.kind {
        SectionKind::GenericName
        | SectionKind::Usage
        | SectionKind::Dosage
        | SectionKind::SideEffects
        | SectionKind::HowItWorks
        | SectionKind::Precautions
        | SectionKind::Faqs
        | SectionKind::Disclaimer
        | SectionKind::Note => section.kind.id().to_string(),
        SectionKind::BoxedWarning
        | SectionKind::Contraindications
        | SectionKind::Interactions
        | SectionKind::Pregnancy
        | SectionKind::SpecialGroups
        | SectionKind::Overdose
        | SectionKind::Storage
        | SectionKind::Monitoring
        | SectionKind::Other => format!("other:{}", fold::key(&heading).replace(' ', "")),
    };
    SectionRecord { kind, text: plain_blocks(&section.blocks) }
}

fn has_disclaimer(monograph: &Monograph) -> bool {
    monograph.sections.iter().any(|section| section.kind == SectionKind::Disclaimer)
        || monograph.sections.last().is_some_and(|section| {
            section.blocks.last().is_some_and(|block| {
                !matches!(block, Block::Faq(_)) && is_disclaimer(&plain_blocks(std::slice::from_ref(block)))
            })
        })
}
