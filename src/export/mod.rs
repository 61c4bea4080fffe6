//! Writes monographs in formats of other programs: HTML, JSON, JSON-LD, FHIR, lines for search engines.

pub mod comparison;
pub mod engines;
pub mod fhir;
pub mod json_ld;
mod narrative;
pub mod pack;
pub mod page;
pub mod parse_json;
pub mod records;
