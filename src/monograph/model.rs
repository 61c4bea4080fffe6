//! The types of a parsed monograph, which together hold all text of the source.

use crate::monograph::{Record, SectionKind};
use crate::read::diagnostic::Diagnostic;
use crate::read::front_matter::FrontMatter;
use crate::read::source_tree::{CalloutKind, Inline};
use crate::text::{Day, Language};

/// The result of [`parse`](crate::monograph::parse()), which never fails.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Parsed {
    /// The monograph, as far as the source allows one.
    pub monograph: Monograph,
    /// Diagnostics in source order.
    pub diagnostics: Vec<Diagnostic>,
}

/// One Markdown file: the page of one medicine, or of one combination.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Monograph {
    /// The language it is in.
    pub language: Language,
    /// The front matter's title, else the first level-1 heading, else empty.
    pub title: String,
    /// The first level-1 heading; empty when there is none.
    pub heading: Vec<Inline>,
    /// The first generic name in the text, as plain text.
    pub generic_name: Option<String>,
    /// Everything between the level-1 heading and the first section.
    pub preamble: Vec<Block>,
    /// Every section in source order, FAQs, disclaimer and note among them.
    pub sections: Vec<Section>,
    /// Side effects as groups in source order: copies for the top of the card and for search; the section stays whole.
    pub side_effects: Vec<EffectGroup>,
    /// The key-value lines at the top of the file.
    pub front_matter: FrontMatter,
    /// The substances of a combination, from the title's `+`; one entry for a single drug.
    pub ingredients: Vec<String>,
    /// The page holds blocks for several drugs (a section kind such as usage occurs more than once).
    pub multi_drug: bool,
    /// What is recorded of the page: status, review, version, source.
    pub record: Record,
    /// What a card must say at its top, because a reader could otherwise mistake the page for something it is not.
    pub alerts: Vec<Alert>,
}

/// A reason to doubt the page, which its card must show.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    not(target_os = "unknown"),
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case")
)]
pub enum Alert {
    /// The page declines to describe the medicine.
    Refusal,
    /// The page begins by declining, then describes something all the same.
    PartialRefusal,
    /// The title and the generic name look like two different drugs.
    OtherDrug {
        /// The title.
        title: String,
        /// The generic name the text gives.
        generic: String,
    },
    /// The page says of itself that the medicine, or its text, is invented.
    Fiction,
    /// The page is withdrawn: a reader gets no text of it.
    Withdrawn {
        /// Since when.
        day: Option<Day>,
        /// Why.
        reason: Option<String>,
        /// What to read instead.
        replacement: Option<String>,
    },
    /// The page is not published, and is in a bundle because its owner asked for drafts.
    #[cfg(not(target_os = "unknown"))]
    Draft {
        /// What its file says: `draft: true`.
        reason: String,
    },
    /// The text has an unfilled template variable.
    Template {
        /// The variable with its brackets.
        variable: String,
    },
    /// The page describes several medicines one after the other.
    SeveralMedicines {
        /// Their headings.
        names: Vec<String>,
    },
}

impl Alert {
    /// The code of the alert where it travels as data: in search results, lists and exports.
    #[must_use]
    pub fn id(&self) -> &'static str {
        match self {
            Self::Withdrawn { .. } => "withdrawn",
            Self::Refusal => "refusal",
            Self::PartialRefusal => "partial-refusal",
            Self::OtherDrug { .. } => "other-drug",
            Self::Fiction => "fiction",
            #[cfg(not(target_os = "unknown"))]
            Self::Draft { .. } => "draft",
            Self::Template { .. } => "template",
            Self::SeveralMedicines { .. } => "several-medicines",
        }
    }

    /// The rank among several alerts of a page, the gravest first: a list shows only one.
    #[must_use]
    pub fn rank(&self) -> u8 {
        match self {
            Self::Withdrawn { .. } => 0,
            Self::Refusal => 1,
            Self::Fiction => 2,
            Self::OtherDrug { .. } => 3,
            Self::SeveralMedicines { .. } => 4,
            #[cfg(not(target_os = "unknown"))]
            Self::Draft { .. } => 5,
            Self::PartialRefusal => 6,
            Self::Template { .. } => 7,
        }
    }
}

impl Monograph {
    /// Every question with its answer, in source order.
    pub fn faqs(&self) -> impl Iterator<Item = &Faq> {
        self.sections
            .iter()
            .flat_map(|section| &section.blocks)
            .filter_map(|block| if let Block::Faq(faq) = block { Some(faq) } else { None })
    }

    /// The sections about the text itself: disclaimer and note.
    pub fn disclaimers(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(|section| section.kind.is_disclaimer())
    }

    /// Whether nothing follows the heading of section `number`, at any depth.
    #[must_use]
    pub fn is_empty_section(&self, number: usize) -> bool {
        let Some(section) = self.sections.get(number) else { return false };
        let next = self.sections.get(number + 1);
        section.blocks.is_empty() && next.is_none_or(|next| next.level <= section.level)
    }

    /// The groups of side effects in `bucket`, in source order.
    pub fn effects(&self, bucket: Bucket) -> impl Iterator<Item = &EffectGroup> {
        self.side_effects.iter().filter(move |group| group.bucket == bucket)
    }
}

/// A section: a heading (or a label of a known kind) and everything up to the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Section {
    /// What the section is about.
    pub kind: SectionKind,
    /// The source's own heading without marks and final colon; empty for a closing disclaimer without a label.
    pub heading: Vec<Inline>,
    /// 1-based line of the heading or label in the file.
    pub line: u32,
    /// The heading's level, 1 to 6; [`LABEL`](Self::LABEL) for a label.
    pub level: u8,
    /// The content in source order. A known label at the start of the text is in `heading`, not here.
    pub blocks: Vec<Block>,
    /// Sections of known kinds found by label inside this one; they point, nothing is moved.
    pub subsections: Vec<Subsection>,
}

impl Section {
    /// The level of a label, which is below every heading.
    pub const LABEL: u8 = 7;
}

/// A section of a known kind inside another one (`* **Contraindications:** …` inside Precautions).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subsection {
    /// What the subsection is about.
    pub kind: SectionKind,
    /// The label as plain text, without marks and final colon.
    pub label: String,
    /// Index into [`Section::blocks`].
    pub block: usize,
    /// Index of the list item when that block is a list and the subsection is one item of it.
    pub item: Option<usize>,
}

/// A question with its whole answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Faq {
    /// The question without its `Q:` marker.
    pub question: Vec<Inline>,
    /// The whole answer without its `A:` marker.
    pub answer: Vec<Block>,
    /// The markers that were removed (`Q:`, `Q1:`, `A:`), so that all text of the source is accounted for.
    pub markers: Vec<String>,
    /// 1-based line of the question in the file.
    pub line: u32,
}

/// How the source ranks a group of side effects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bucket {
    /// Called common, frequent, or mild in contrast to a serious group.
    Common,
    /// Called serious, severe, life-threatening, or "less common but serious".
    Serious,
    /// Anything else: rare, less common, or no distinction made. Never guessed into the other two.
    Other,
}

/// A run of side effects under one label or sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffectGroup {
    /// How the source ranks them.
    pub bucket: Bucket,
    /// The label or sentence that ranks them, frequency wording included; empty when there is none.
    pub label: Vec<Inline>,
    /// Whole items and sentences.
    pub blocks: Vec<Block>,
    /// The single effects by name, without gloss.
    pub effects: Vec<String>,
}

/// A block of text. The tree is closed: everything else in Markdown becomes text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading that opens no section of its own.
    Heading {
        /// The source's heading level, 1 to 6.
        level: u8,
        /// The heading's text.
        text: Vec<Inline>,
    },
    /// A list.
    List {
        /// The first number of an ordered list; `None` for bullets.
        start: Option<u64>,
        /// The items, each a run of blocks.
        items: Vec<Vec<Block>>,
    },
    /// A block quote.
    Quote(Vec<Block>),
    /// A code block.
    Code(String),
    /// A horizontal rule.
    Rule,
    /// A question with its answer.
    Faq(Faq),
    /// A table.
    Table(Table),
    /// A marked block.
    Callout {
        /// What it is for.
        kind: CalloutKind,
        /// Its title, which names a kind that warns; empty where the title opened a section.
        title: Vec<Inline>,
        /// What is in it.
        blocks: Vec<Block>,
    },
    /// A footnote, whose text begins with its mark, `[1] `.
    Footnote {
        /// Its label in the source.
        label: String,
        /// Its text.
        blocks: Vec<Block>,
    },
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Table {
    /// The caption; empty if there is none.
    pub caption: Vec<Inline>,
    /// The rows that head the columns.
    pub head: Vec<Vec<Cell>>,
    /// The other rows.
    pub rows: Vec<Row>,
}

/// A row below the headers.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row {
    /// What holds for the row and is written further up: a heading of a group of rows, and cells that reach down into it.
    pub carried: String,
    /// The cells that begin in the row.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cell {
    /// The headers of its columns; empty where they have none.
    pub label: String,
    /// It heads its row, or its columns.
    pub heads: bool,
    /// How many columns it takes.
    pub columns: usize,
    /// How many rows it takes.
    pub rows: usize,
    /// What is in it.
    pub blocks: Vec<Block>,
}

impl Table {
    /// Every cell, row by row.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.head.iter().flatten().chain(self.rows.iter().flat_map(|row| &row.cells))
    }
}
