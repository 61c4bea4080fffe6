//! Ranks side effects by what the source says of them.

pub mod effect_group;
pub mod effect_label;
pub mod effect_names;
pub mod effect_sentence;
pub mod effects;
pub(crate) mod pieces;
pub mod severity;
