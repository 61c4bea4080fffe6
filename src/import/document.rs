//! The document that every importer makes from a label, and that the writer turns into Markdown.

use crate::monograph::SectionKind;
use crate::read::source_tree::Inline;

/// An official label: what identifies it, and its text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Label {
    pub(crate) identity: Identity,
    pub(crate) names: Names,
    pub(crate) body: Vec<Block>,
    pub(crate) left_out: LeftOut,
}

/// Where a label comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Identity {
    /// Who published it: DailyMed, openFDA, FHIR ePI.
    pub(crate) source: &'static str,
    pub(crate) source_url: Option<String>,
    /// The id of the label in all its versions.
    pub(crate) set_id: Option<String>,
    /// No other label has the id. In FHIR ePI, one id serves several files.
    pub(crate) is_unique: bool,
    pub(crate) version: Option<String>,
    /// `YYYY-MM-DD`, or less where the source says less.
    pub(crate) effective_date: Option<String>,
    pub(crate) labeler: Option<String>,
    /// The code or name of the kind of document.
    pub(crate) label_type: Option<String>,
    pub(crate) lang: Option<String>,
    /// Distinguishes documents of one file: `professional`, `patient`.
    pub(crate) part: Option<&'static str>,
}

/// The names of the medicine.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Names {
    pub(crate) brands: Vec<String>,
    pub(crate) generic: Option<String>,
    /// Active substances as in the product, with their salts.
    pub(crate) substances: Vec<String>,
    /// What is active in them, without salts.
    pub(crate) moieties: Vec<String>,
    /// The name the document gives itself, where nothing else is known.
    pub(crate) fallback: String,
}

/// What an import leaves out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct LeftOut {
    pub(crate) cartons: usize,
    pub(crate) highlights: usize,
    pub(crate) recent_changes: usize,
    pub(crate) figures: usize,
    /// Sections that repeat the text of another one.
    pub(crate) repeated: usize,
}

/// A block of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    /// A heading; level 1 is a section of the label.
    Heading {
        level: u8,
        text: Vec<Inline>,
        kind: Option<SectionKind>,
    },
    Paragraph(Vec<Inline>),
    List {
        start: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    Table(Table),
    /// A boxed warning.
    Caution(Vec<Block>),
}

/// A table: each row has as many cells as the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) header: Vec<Cell>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    Text(Vec<Inline>),
    /// The cell on the left reaches over this one.
    Left,
    /// The cell above reaches over this one.
    Above,
}
