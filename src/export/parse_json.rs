//! The plain JSON record of a monograph that `parse --json` prints.

use serde::Serialize;

use crate::monograph::{
    Alert, Block, Bucket, Facts, Monograph, Parsed, SectionKind, completeness, is_disclaimer, name_of_path,
    plain_blocks, plain_inlines,
};
use crate::text::fold;

/// A monograph as one JSON object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Record {
    /// The path it was read from.
    pub path: String,
    /// The name its card shows.
    pub name: String,
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
    /// What is known of it besides its text.
    pub facts: Facts,
    /// What its card says about its source.
    pub statements: Vec<Statement>,
    /// The values of its front matter.
    pub front_matter: serde_json::Value,
}

/// A statement of a card about its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// `declines`, `partly-declines`, `fiction`, `other-drug`, `unfinished`, `empty` or `no-section-on`.
    pub code: String,
    /// The heading, kind, name or placeholder it is about; empty for the whole page.
    pub about: String,
}

/// A section as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SectionRecord {
    /// The kind's id, or `other:` and the heading's letters.
    pub kind: String,
    /// Its heading or label; empty where it has none.
    pub heading: String,
    /// The heading's level, 1 to 6; 7 for a label.
    pub level: u8,
    /// The headings above it, outermost first.
    pub path: Vec<String>,
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
    let slug = crate::text::slug::slug(&name_of_path(path), crate::text::slug::Letters::All);
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
        name: monograph.title.clone(),
        title: monograph.title.clone(),
        generic_name: monograph.generic_name.clone(),
        preamble: plain_blocks(&monograph.preamble),
        sections: (0..monograph.sections.len()).map(|number| section(number, monograph)).collect(),
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
        facts: Facts::new(path, &slug, monograph),
        statements: statements(monograph),
        front_matter: monograph.front_matter.to_json(),
    }
}

fn section(number: usize, monograph: &Monograph) -> SectionRecord {
    let section = &monograph.sections[number];
    let heading = plain_inlines(&section.heading);
    let kind = match section.kind {
        SectionKind::Other => format!("other:{}", fold::key(&heading).replace(' ', "")),
        kind => kind.id().to_string(),
    };
    let path = monograph.above(number).iter().map(|above| plain_inlines(&above.heading)).collect();
    SectionRecord { kind, heading, level: section.level, path, text: plain_blocks(&section.blocks) }
}

/// What the card says about its source.
fn statements(monograph: &Monograph) -> Vec<Statement> {
    let mut out: Vec<Statement> = Vec::new();
    let mut say = |code: &str, about: String| out.push(Statement { code: code.into(), about });
    for alert in &monograph.alerts {
        match alert {
            Alert::Refusal => say("declines", String::new()),
            Alert::PartialRefusal => say("partly-declines", String::new()),
            Alert::Fiction => say("fiction", String::new()),
            Alert::OtherDrug { generic, .. } => say("other-drug", generic.clone()),
            Alert::Template { variable } => say("unfinished", variable.clone()),
        }
    }
    for (number, section) in monograph.sections.iter().enumerate() {
        if section.kind != SectionKind::Other && monograph.is_empty_section(number) {
            say("empty", plain_inlines(&section.heading));
        }
    }
    for kind in completeness::lacking(monograph) {
        say("no-section-on", kind.id().into());
    }
    out
}

fn has_disclaimer(monograph: &Monograph) -> bool {
    monograph.sections.iter().any(|section| section.kind == SectionKind::Disclaimer)
        || monograph.sections.last().is_some_and(|section| {
            section.blocks.last().is_some_and(|block| {
                !matches!(block, Block::Faq(_)) && is_disclaimer(&plain_blocks(std::slice::from_ref(block)))
            })
        })
}
