//! Builds the tree that is shown from a monograph, never from a string of markup, and writes it as HTML.

pub mod alert_sentences;
pub mod always_open;
pub mod blocks;
pub mod builder;
pub mod card_tree;
pub mod dose;
#[cfg(not(target_os = "unknown"))]
pub mod html;
pub(crate) mod key_line;
pub(crate) mod links;
#[cfg(not(target_os = "unknown"))]
pub(crate) mod markup;
pub mod order;
pub mod part;
#[cfg(not(target_os = "unknown"))]
pub mod passages;
#[cfg(not(target_os = "unknown"))]
pub mod plain;
pub mod provenance;
pub mod record;
mod record_strings;
pub mod ui_strings;

pub use alert_sentences::{alert_sentence, alerts};
pub use builder::{Context, Local, SERIOUS, card};
pub use card_tree::{Attributes, CardNode, Scope, Tag, Target};
pub use links::Pages;
pub use order::in_source_order;
pub use part::{Part, SectionFlags};
pub use provenance::line as provenance_line;
pub use ui_strings::UiStrings;
