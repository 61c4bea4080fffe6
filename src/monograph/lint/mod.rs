//! Checks that report what an editor should look at.

pub mod duplicate_titles;
mod range;
pub mod record;
pub mod second_medicine;
pub mod structure;
pub mod wording;
