//! Owns the ranking of side effects.

use super::{EffectGroup, Section};

/// The groups of side effects of every section of that kind.
pub(super) fn groups(_sections: &[Section]) -> Vec<EffectGroup> {
    Vec::new()
}
