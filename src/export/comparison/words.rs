//! Compares two texts word by word.

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

/// Words that both texts have, or only one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Run {
    /// Which text has them.
    pub kind: RunKind,
    /// The words, with the space around them.
    pub text: String,
}

/// Which text has a run of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum RunKind {
    /// Both.
    Same,
    /// Only the old one.
    Removed,
    /// Only the new one.
    Added,
}

/// The words of both texts in order; a replaced word comes before what replaces it.
pub(super) fn compare(old: &str, new: &str) -> Vec<Run> {
    let diff = TextDiff::from_words(old, new);
    let mut runs: Vec<Run> = Vec::new();
    for change in diff.iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => RunKind::Same,
            ChangeTag::Delete => RunKind::Removed,
            ChangeTag::Insert => RunKind::Added,
        };
        match runs.last_mut().filter(|last| last.kind == kind) {
            Some(last) => last.text.push_str(change.value()),
            None => runs.push(Run { kind, text: change.value().into() }),
        }
    }
    runs
}

/// A text that only one version has.
pub(super) fn whole(kind: RunKind, text: &str) -> Vec<Run> {
    vec![Run { kind, text: text.into() }]
}
