//! Splits a source tree into sections and finds their kinds by label.

pub(crate) mod cut;
pub(crate) mod draft;
pub(crate) mod english;
pub(crate) mod labels;
pub(crate) mod marks;
pub(crate) mod openers;
pub(crate) mod own_labels;
#[cfg(not(target_os = "unknown"))]
pub(crate) mod shown;
pub(crate) mod spellings;
pub(crate) mod stated;
pub(crate) mod subsections;
