//! Builds the tree that is shown from a monograph, never from a string of markup, and writes it as HTML.

pub(crate) mod alert_sentences;
pub(crate) mod always_open;
pub(crate) mod blocks;
pub(crate) mod builder;
pub(crate) mod card_tree;
pub(crate) mod dose;
#[cfg(not(target_os = "unknown"))]
pub(crate) mod html;
pub(crate) mod key_line;
pub(crate) mod links;
#[cfg(not(target_os = "unknown"))]
pub(crate) mod markup;
pub(crate) mod order;
pub(crate) mod part;
#[cfg(not(target_os = "unknown"))]
pub(crate) mod passages;
#[cfg(not(target_os = "unknown"))]
pub(crate) mod plain;
pub(crate) mod provenance;
pub(crate) mod record;
mod record_strings;
#[cfg(not(target_os = "unknown"))]
pub(crate) mod related;
pub(crate) mod ui_strings;

pub(crate) use alert_sentences::alert_sentence;
pub use alert_sentences::alerts;
pub(crate) use builder::Local;
pub use builder::{Context, card};
pub use card_tree::{Attributes, CardNode, Tag};
pub(crate) use card_tree::{Scope, Target};
pub(crate) use links::Pages;
pub use order::in_source_order;
pub use part::{Part, SectionFlags};
pub(crate) use provenance::line as provenance_line;
#[cfg(not(target_os = "unknown"))]
pub(crate) use related::OtherPage;
#[cfg(not(target_os = "unknown"))]
pub(crate) use related::Related;
pub use ui_strings::UiStrings;
