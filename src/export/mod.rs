//! Writes monographs in formats of other programs: HTML, JSON, JSON-LD, FHIR, lines for search engines.

pub(crate) mod comparison;
pub(crate) mod engines;
pub(crate) mod fhir;
pub(crate) mod json_ld;
mod narrative;
pub(crate) mod pack;
pub(crate) mod page;
pub(crate) mod parse_json;
pub(crate) mod records;
