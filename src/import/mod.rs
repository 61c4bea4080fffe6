//! Turns official labels into Markdown monographs: HL7 SPL, FHIR ePI, openFDA.

mod aliases;
mod codes;
mod document;
mod elements;
mod epi;
mod error;
mod fhir;
mod field_heading;
mod field_text;
mod flow;
mod grid;
mod markdown;
mod names;
mod narrative;
mod openfda;
mod page;
mod qrd;
mod round_trip;
mod runs;
mod spl;
mod xml;

pub(crate) use error::ImportError;
pub(crate) use xml::MOST_BYTES;

use document::{Block, Label};

use crate::read::source_tree::Inline;

/// A format of official labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// HL7 Structured Product Labeling.
    Spl,
    /// FHIR electronic product information.
    Epi,
    /// openFDA drug/label.
    OpenFda,
}

impl Format {
    /// How the names of its files end.
    pub(crate) fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Spl => &[".xml"],
            Self::Epi => &[".xml", ".json"],
            Self::OpenFda => &[".json"],
        }
    }
}

/// A label as a Markdown page.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) slug: String,
    /// The same for all versions of the label.
    pub(crate) key: String,
    /// The folder of its language, where a format has several.
    pub(crate) folder: Option<String>,
    pub(crate) generic: String,
    pub(crate) labeler: String,
    pub(crate) source: &'static str,
    pub(crate) source_file: String,
    pub(crate) version: Option<String>,
    pub(crate) effective_date: Option<String>,
    pub(crate) left_out: String,
    pub(crate) has_text: bool,
    pub(crate) text: page::Text,
}

/// Reads the labels of a file.
pub(crate) fn read(
    format: Format,
    bytes: &[u8],
    name: &str,
    retrieved: &str,
) -> Result<Vec<Page>, ImportError> {
    let labels = labels(format, bytes, name)?;
    let folder = |label: &Label| (format == Format::Epi).then(|| page::language_folder(label));
    Ok(labels.iter().map(|label| page(label, name, retrieved, folder(label))).collect())
}

/// Where the Markdown of the labels in a file reads back as something else than what was written, a sentence each; `None` where
/// the file is refused.
pub fn round_trip(format: Format, bytes: &[u8]) -> Option<Vec<String>> {
    let labels = labels(format, bytes, "").ok()?;
    Some(labels.iter().filter_map(|label| round_trip::difference(&label.body)).collect())
}

fn labels(format: Format, bytes: &[u8], name: &str) -> Result<Vec<Label>, ImportError> {
    match format {
        Format::Spl => Ok(vec![spl::read(bytes)?]),
        Format::Epi => {
            let mut labels = epi::read(bytes)?;
            link(&mut labels, name);
            Ok(labels)
        }
        Format::OpenFda => {
            let record: serde_json::Value = serde_json::from_slice(bytes)
                .map_err(|error| ImportError::Syntax { format: "JSON", problem: error.to_string() })?;
            match record.get("results").and_then(serde_json::Value::as_array) {
                Some(records) => records.iter().map(openfda::read).collect(),
                None => Ok(vec![openfda::read(&record)?]),
            }
        }
    }
}

/// Begins the text of each document with links to the other documents of its file: the text for professionals and the leaflet.
fn link(labels: &mut [Label], name: &str) {
    let ends: Vec<(String, String)> = labels
        .iter()
        .filter(|label| !label.body.is_empty())
        .map(|label| (names::document(label), names::slug(label, &page::key(label, name))))
        .collect();
    if ends.len() < 2 || ends.len() < labels.len() {
        return;
    }
    for (at, label) in labels.iter_mut().enumerate() {
        let mut line = Vec::new();
        for (_, (text, slug)) in ends.iter().enumerate().filter(|(other, _)| *other != at) {
            if !line.is_empty() {
                line.push(Inline::HardBreak);
            }
            line.push(Inline::Link { to: format!("{slug}.md"), text: vec![Inline::Text(text.clone())] });
        }
        label.body.insert(0, Block::Paragraph(line));
    }
}

/// Reads one record of openFDA.
pub(crate) fn read_record(
    record: &serde_json::Value,
    name: &str,
    retrieved: &str,
) -> Result<Page, ImportError> {
    Ok(page(&openfda::read(record)?, name, retrieved, None))
}

fn page(label: &Label, name: &str, retrieved: &str, folder: Option<String>) -> Page {
    let identity = &label.identity;
    let key = page::key(label, name);
    Page {
        slug: names::slug(label, &key),
        key,
        folder,
        generic: label.names.generic.as_deref().map_or_else(|| names::title(label), names::readable),
        labeler: identity.labeler.clone().unwrap_or_default(),
        source: identity.source,
        source_file: name.to_string(),
        version: identity.version.clone(),
        effective_date: identity.effective_date.clone(),
        left_out: page::left_out(label),
        has_text: !label.body.is_empty(),
        text: page::write(label, name, retrieved),
    }
}
