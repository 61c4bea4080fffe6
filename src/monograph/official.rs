//! Knows the pages that were made from an official label, and what identifies the label.

use crate::read::front_matter::FrontMatter;

/// Where official labels come from (`import` writes these names).
const SOURCES: [&str; 4] = ["DailyMed", "openFDA", "FHIR ePI", "Health Canada"];

/// What identifies the official label that a page was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OfficialLabel<'a> {
    pub(crate) source: &'a str,
    pub(crate) set_id: &'a str,
    pub(crate) version: Option<&'a str>,
    pub(crate) effective_date: Option<&'a str>,
    pub(crate) labeler: Option<&'a str>,
    pub(crate) retrieved: &'a str,
    pub(crate) left_out: Option<&'a str>,
}

impl<'a> OfficialLabel<'a> {
    /// The label that the front matter names; none unless source, set id and day of retrieval are there.
    pub(crate) fn of(front_matter: &'a FrontMatter) -> Option<Self> {
        let get = |key: &str| front_matter.get(key).map(str::trim).filter(|value| !value.is_empty());
        Some(Self {
            source: get("source").filter(|source| SOURCES.contains(source))?,
            set_id: get("set_id")?,
            version: get("version"),
            effective_date: get("effective_date"),
            labeler: get("labeler"),
            retrieved: get("retrieved")?,
            left_out: get("left_out"),
        })
    }
}
