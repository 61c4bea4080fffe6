//! Owns the model of a monograph and the one door into it: [`parse`].

mod alerts;
mod children;
mod cut;
mod definitions;
mod diagnostic;
mod effect_group;
mod effect_label;
mod effect_words;
mod effects;
mod events;
mod faq;
mod front_matter;
mod inline;
mod labels;
mod lint;
mod lint_titles;
mod lint_wording;
mod model;
mod names;
mod node;
mod notice;
mod parse;
mod place;
mod question;
mod rank;
mod section;
mod sentence;
mod spellings;
mod tags;
mod twins;

pub use diagnostic::{Diagnostic, Rule, Severity};
pub use lint_wording::lint;
pub use model::{
    Alert, Block, Bucket, Child, EffectGroup, Faq, FrontMatter, Inline, Monograph, Parsed, Section,
    plain_blocks, plain_inlines,
};
pub use notice::is_notice;
pub use parse::{SIZE_CAP, parse, parse_in, read, read_in};
pub use section::SectionKind;
pub use spellings::knows_labels;
#[cfg(not(target_arch = "wasm32"))]
pub use spellings::labels_of;
pub use twins::twins;
