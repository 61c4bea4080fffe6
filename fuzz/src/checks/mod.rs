//! What must hold for any input: one check per target, shared by the fuzz targets and by `tests/regressions.rs`.
//!
//! A check panics if it fails. Text targets read any bytes, with invalid UTF-8 replaced.

mod bundle;
mod chars;
mod index;
mod label;
mod links;
mod monograph;
mod page;
mod query;
mod tables;
mod text;
#[path = "../../../tests/support/whole.rs"]
mod whole;

pub(crate) use index::inputs as index_inputs;

/// A target's name and its check.
pub(crate) type Target = (&'static str, fn(&[u8]));

/// Every target; `fuzz/seeds` has a folder for each.
pub(crate) const TARGETS: [Target; 14] = [
    ("front_matter", monograph::front_matter),
    ("monograph_parse", monograph::monograph_parse),
    ("faq_split", monograph::faq_split),
    ("tables", tables::tables),
    ("links", links::links),
    ("plain_text", text::plain_text),
    ("site_read", page::site_read),
    ("import_spl", label::import_spl),
    ("import_epi", label::import_epi),
    ("import_openfda", label::import_openfda),
    ("query_parse", query::query_parse),
    ("search", query::search_fixed),
    ("index_open", index::index_open),
    ("index_open_fixed", index::index_open_fixed),
];
