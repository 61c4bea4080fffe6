//! Ranks side effects by what the source says of them.

pub(crate) mod effect_group;
pub(crate) mod effect_label;
pub(crate) mod effect_names;
pub(crate) mod effect_sentence;
pub(crate) mod effects;
pub(crate) mod pieces;
pub(crate) mod severity;
