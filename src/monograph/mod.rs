//! The model of a monograph, and the functions that make one: [`parse()`] of Markdown, `parse_html` of a page.

pub(crate) mod alerts;
pub(crate) mod blocks;
pub(crate) mod completeness;
pub(crate) mod disclaimer;
pub(crate) mod facts;
pub(crate) mod faq;
pub mod lint;
pub(crate) mod model;
pub(crate) mod official;
mod parse;
pub(crate) mod passage;
pub(crate) mod phrases;
pub(crate) mod plain;
mod reading;
pub(crate) mod record;
pub(crate) mod section;
pub(crate) mod sections;
pub(crate) mod side_effects;
#[cfg(not(target_os = "unknown"))]
pub(crate) mod split;
pub(crate) mod table;
pub(crate) mod withdrawal;

pub use crate::read::diagnostic::Diagnostic;
pub(crate) use crate::read::diagnostic::Rule;
pub(crate) use crate::read::source_tree::{CalloutKind, Style};
pub use crate::read::source_tree::{Inline, plain_inlines};
pub(crate) use disclaimer::is_disclaimer;
pub(crate) use facts::Facts;
pub use lint::duplicate_titles::duplicate_titles;
pub use lint::wording::lint;
pub use model::{Alert, Block, Bucket, Faq, Monograph, Parsed, Section};
pub(crate) use model::{Cell, EffectGroup, Row, Subsection, Table};
#[cfg(not(target_os = "unknown"))]
pub(crate) use parse::check_with;
#[cfg(not(target_os = "unknown"))]
pub(crate) use parse::name_of_path;
#[cfg(not(target_os = "unknown"))]
pub(crate) use parse::read_names;
pub(crate) use parse::{SIZE_CAP, parse_with, read_in};
#[cfg(not(target_os = "unknown"))]
pub use parse::{check_html, is_monograph, parse_html};
pub use parse::{parse, parse_in, read};
pub use plain::plain_blocks;
pub(crate) use reading::Reading;
pub(crate) use record::{Record, Status};
pub use section::SectionKind;
pub(crate) use sections::own_labels::OwnLabels;
#[cfg(not(target_os = "unknown"))]
pub use sections::spellings::labels_of;
