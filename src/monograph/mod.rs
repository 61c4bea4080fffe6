//! The model of a monograph, and the functions that make one: [`parse`] of Markdown, `parse_html` of a page.

pub mod alerts;
pub(crate) mod blocks;
pub mod completeness;
pub mod disclaimer;
pub mod facts;
pub mod faq;
pub mod lint;
pub mod model;
pub(crate) mod official;
mod parse;
pub mod passage;
pub(crate) mod phrases;
pub mod plain;
pub mod record;
pub mod section;
pub mod sections;
pub mod side_effects;
#[cfg(not(target_os = "unknown"))]
pub mod split;
pub(crate) mod table;
pub(crate) mod withdrawal;

pub use crate::read::diagnostic::{Diagnostic, Rule, Severity};
pub use crate::read::front_matter::FrontMatter;
pub use crate::read::source_tree::{CalloutKind, Inline, Style, plain_inlines};
pub use disclaimer::is_disclaimer;
pub use facts::Facts;
pub use lint::duplicate_titles::duplicate_titles;
pub use lint::wording::lint;
pub use model::{
    Alert, Block, Bucket, Cell, EffectGroup, Faq, Monograph, Parsed, Row, Section, Subsection, Table,
};
#[cfg(not(target_os = "unknown"))]
pub(crate) use parse::name_of_path;
pub use parse::{Reading, SIZE_CAP, parse, parse_in, parse_with, read, read_in};
#[cfg(not(target_os = "unknown"))]
pub use parse::{check, check_html, check_with, is_monograph, parse_html};
pub use plain::plain_blocks;
pub use record::{Record, Status};
pub use section::SectionKind;
pub use sections::own_labels::OwnLabels;
pub use sections::spellings::knows_labels;
#[cfg(not(target_os = "unknown"))]
pub use sections::spellings::labels_of;
