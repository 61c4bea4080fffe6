//! Compares two versions of a collection, passage by passage, for those who sign the new one.

mod changes;
mod html;
mod passages;
mod text;
mod weight;
mod words;

pub use changes::{Change, Comparison, MedicineChange, PassageChange, Side};
pub use html::page;
pub use passages::{Medicine, PassageText};
pub use text::lines;
pub use words::{Run, RunKind};
