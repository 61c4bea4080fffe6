//! Finds the kind of a section by the heading that the EU templates give it, where its code says nothing.

use crate::monograph::SectionKind;

/// Titles of documents, not of medicines.
const DOCUMENT_TYPES: [&str; 14] = [
    "package leaflet",
    "summary of product characteristics",
    "ficha técnica",
    "prospecto",
    "indlægsseddel",
    "pakningsvedlegg",
    "pakkausseloste",
    "folheto informativo",
    "b. package leaflet",
    "patient information",
    "smpc",
    "epi",
    "composition",
    "eu",
];

/// Whether a title only names the type of the document.
pub(crate) fn is_document_type(title: &str) -> bool {
    let title = title.trim().to_lowercase();
    DOCUMENT_TYPES.iter().any(|kind| title.starts_with(kind) && (kind.len() > 4 || title.len() == kind.len()))
}

/// The kind that a heading names in `language`, else in English: files in other languages have English headings.
pub(crate) fn kind(language: &str, title: &str) -> Option<SectionKind> {
    let title = title.trim().to_lowercase();
    let bare =
        title.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' ' | '\u{a0}' | ')'));
    let find = |language: &str| {
        let lines = include_str!("qrd.tsv").lines().filter(|line| !line.starts_with('#'));
        let mut parts = lines
            .map(|line| line.split('\t'))
            .filter_map(|mut parts| Some((parts.next()?, parts.next()?, parts.next()?)));
        parts.find(|(own, heading, _)| *own == language && bare.starts_with(heading))
    };
    let (_, _, kind) = find(language).or_else(|| find("en"))?;
    SectionKind::from_id(kind).or(Some(SectionKind::Other))
}
