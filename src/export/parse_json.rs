//! The plain JSON record of a monograph that `parse --json` prints.

use serde::Serialize;

use crate::monograph::{
    Alert, Block, Bucket, Cell, Facts, Inline, Monograph, Parsed, Section, SectionKind, completeness,
    is_disclaimer, name_of_path, plain_blocks, plain_inlines,
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
    /// Every table, in source order.
    pub tables: Vec<TableRecord>,
    /// Every callout, in source order.
    pub callouts: Vec<CalloutRecord>,
    /// Every link, in source order.
    pub links: Vec<LinkRecord>,
    /// What is known of it besides its text.
    pub facts: Facts,
    /// What its card says about its source.
    pub statements: Vec<Statement>,
    /// The values of its front matter.
    pub front_matter: serde_json::Value,
}

/// A table as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableRecord {
    /// The heading of its section; empty before the first one.
    pub section: String,
    /// Its caption.
    pub caption: String,
    /// The rows below the headers.
    pub rows: Vec<Vec<CellRecord>>,
}

/// A cell as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CellRecord {
    /// The headers of its columns.
    pub header: String,
    /// Its text.
    pub text: String,
}

/// A callout as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CalloutRecord {
    /// `note`, `tip`, `important`, `warning`, `caution` or `danger`.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
}

/// A link as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LinkRecord {
    /// Where it leads.
    pub to: String,
    /// Its text.
    pub text: String,
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
    let mut inside = Inside::default();
    inside.blocks(&monograph.preamble);
    for section in &monograph.sections {
        inside.section = plain_inlines(&section.heading);
        inside.inlines(&section.heading);
        inside.blocks(&section.blocks);
    }
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
        sections: sections(&monograph.sections),
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
        tables: inside.tables,
        callouts: inside.callouts,
        links: inside.links,
        facts: Facts::new(path, &slug, monograph),
        statements: statements(monograph),
        front_matter: monograph.front_matter.to_json(),
    }
}

/// What is found in the blocks of a monograph.
#[derive(Default)]
struct Inside {
    section: String,
    tables: Vec<TableRecord>,
    callouts: Vec<CalloutRecord>,
    links: Vec<LinkRecord>,
}

impl Inside {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(text) | Block::Heading { text, .. } => self.inlines(text),
                Block::List { items, .. } => items.iter().for_each(|item| self.blocks(item)),
                Block::Quote(inner) | Block::Footnote { blocks: inner, .. } => self.blocks(inner),
                Block::Faq(faq) => {
                    self.inlines(&faq.question);
                    self.blocks(&faq.answer);
                }
                Block::Callout { kind, title, blocks } => {
                    self.callouts.push(CalloutRecord {
                        kind: format!("{kind:?}").to_lowercase(),
                        title: plain_inlines(title),
                        text: plain_blocks(blocks),
                    });
                    self.inlines(title);
                    self.blocks(blocks);
                }
                Block::Table(table) => {
                    let cell = |cell: &Cell| CellRecord {
                        header: cell.label.clone(),
                        text: plain_blocks(&cell.blocks),
                    };
                    self.tables.push(TableRecord {
                        section: self.section.clone(),
                        caption: plain_inlines(&table.caption),
                        rows: table.rows.iter().map(|row| row.cells.iter().map(cell).collect()).collect(),
                    });
                    self.inlines(&table.caption);
                    table.cells().for_each(|cell| self.blocks(&cell.blocks));
                }
                Block::Code(_) | Block::Rule => {}
            }
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            if let Inline::Link { to, text } = inline {
                self.links.push(LinkRecord { to: to.clone(), text: plain_inlines(text) });
            }
            self.inlines(inline.inner().unwrap_or_default());
        }
    }
}

fn sections(sections: &[Section]) -> Vec<SectionRecord> {
    // The sections around the next one, outermost first.
    let mut around: Vec<(u8, String)> = Vec::new();
    let records = sections.iter().map(|section| {
        while around.pop_if(|(level, _)| *level >= section.level).is_some() {}
        let heading = plain_inlines(&section.heading);
        let path = around.iter().map(|(_, heading)| heading.clone()).collect();
        around.push((section.level, heading.clone()));
        let kind = match section.kind {
            SectionKind::Other => format!("other:{}", fold::key(&heading).replace(' ', "")),
            kind => kind.id().to_string(),
        };
        SectionRecord { kind, heading, level: section.level, path, text: plain_blocks(&section.blocks) }
    });
    records.collect()
}

/// What the card says about its source.
fn statements(monograph: &Monograph) -> Vec<Statement> {
    let mut out: Vec<Statement> = Vec::new();
    let mut say = |code: &str, about: String| out.push(Statement { code: code.into(), about });
    for alert in &monograph.alerts {
        match alert {
            Alert::Withdrawn { day, .. } => {
                say("withdrawn", day.map(|day| day.to_string()).unwrap_or_default());
            }
            Alert::Refusal => say("declines", String::new()),
            Alert::PartialRefusal => say("partly-declines", String::new()),
            Alert::Fiction => say("fiction", String::new()),
            Alert::OtherDrug { generic, .. } => say("other-drug", generic.clone()),
            Alert::Draft { reason } => say("draft", reason.clone()),
            Alert::Template { variable } => say("unfinished", variable.clone()),
            Alert::SeveralMedicines { names } => say("several-medicines", names.join(", ")),
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
