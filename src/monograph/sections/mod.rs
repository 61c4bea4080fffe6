//! Splits a source tree into sections and finds their kinds by label.

pub mod cut;
pub(crate) mod draft;
pub(crate) mod english;
pub mod labels;
pub(crate) mod marks;
pub(crate) mod openers;
pub mod own_labels;
pub mod spellings;
pub(crate) mod stated;
pub mod subsections;
