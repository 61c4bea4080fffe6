//! Says how much a changed passage matters: what can harm comes first.

use super::words::{Run, RunKind};
use crate::monograph::passage::PassageKind;

/// The sections that a change can make dangerous, the gravest first.
const SAFETY: [&str; 12] = [
    "boxed_warning",
    "contraindications",
    "dosage",
    "preparation",
    "administration",
    "overdose",
    "precautions",
    "side_effects",
    "interactions",
    "pregnancy",
    "special_groups",
    "monitoring",
];

/// Weight of a medicine that is gone, and of a change of its name.
pub(super) const FIRST: usize = 0;

/// Weight of a changed number outside the sections above.
const NUMBER: usize = SAFETY.len() + 1;

/// Weight of everything else.
pub(super) const LAST: usize = NUMBER + 1;

/// The weight of a changed passage; less is graver.
pub(super) fn of(kind: PassageKind, runs: &[Run]) -> usize {
    let section = SAFETY.iter().position(|id| *id == kind.id()).map(|at| at + 1);
    let number = || {
        let changed = runs.iter().filter(|run| run.kind != RunKind::Same);
        changed.flat_map(|run| run.text.chars()).any(char::is_numeric).then_some(NUMBER)
    };
    section.or_else(number).unwrap_or(LAST)
}

/// Whether a change of that weight concerns safety.
pub(super) fn is_safety(weight: usize) -> bool {
    weight < LAST
}
