//! Checks that report what an editor should look at.

pub mod duplicate_titles;
pub mod second_medicine;
pub mod structure;
pub mod wording;
