//! Owns the model of a monograph and the one door into it: [`parse`].

mod diagnostic;
mod model;
mod parse;
mod section;

pub use diagnostic::{Diagnostic, Rule, Severity};
pub use model::{
    Block, Bucket, Child, EffectGroup, Faq, FrontMatter, Inline, Monograph, Parsed, Section, plain_blocks,
    plain_inlines,
};
pub use parse::parse;
pub use section::SectionKind;
