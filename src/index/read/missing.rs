//! Owns what questions found missing: for the present one the paths to fetch, for all the files nobody brought yet.

use crate::index::PageId;
use crate::lean::list_cell::ListCell;

/// Needs that are remembered; beyond them all are asked for again.
const MOST_PENDING: usize = 256;

/// Something a question needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MissingFile {
    /// The names of that place in their directory.
    Names(usize),
    /// The terms of that place in their directory.
    Terms(usize),
    /// The rows of pages of that shard.
    Pages(usize),
    /// The words of names.
    TypoWords,
    /// The names without a page of that place in their directory.
    Elsewhere(usize),
    /// The names without a page that are like a name of the bundle.
    ElsewhereNear,
    /// The card of a page.
    Card(PageId),
}

/// What is missing.
#[derive(Debug, Clone, Default)]
pub(crate) struct MissingFiles {
    missing: ListCell<String>,
    /// Questions may overlap, so what an earlier one needs is not forgotten.
    pending: ListCell<(String, MissingFile)>,
}

impl MissingFiles {
    /// Begins a question; says whether the last one found nothing missing.
    pub(crate) fn begin(&self) -> bool {
        self.missing.take().is_empty()
    }

    /// The paths the present question found missing.
    pub(crate) fn missing(&self) -> Vec<String> {
        self.missing.with(|all| all.clone())
    }

    /// Whether the present question found something missing.
    pub(crate) fn has_missing(&self) -> bool {
        !self.missing.with(|all| all.is_empty())
    }

    /// Notes that a file is missing.
    pub(crate) fn note(&self, path: String, need: MissingFile) {
        let (mut missing, mut pending) = (self.missing.take(), self.pending.take());
        if !missing.contains(&path) {
            if !pending.iter().any(|(known, _)| *known == path) {
                if pending.len() >= MOST_PENDING {
                    pending.clear();
                }
                pending.push((path.clone(), need));
            }
            missing.push(path);
        }
        self.missing.set(missing);
        self.pending.set(pending);
    }

    /// Whether somebody needs a file.
    pub(crate) fn holds(&self, path: &str) -> bool {
        self.pending.with(|all| all.iter().any(|(known, _)| known == path))
    }

    /// What a file that was brought is for; none when nobody needs it.
    pub(crate) fn take(&self, path: &str) -> Option<MissingFile> {
        self.pending.with(|all| {
            let at = all.iter().position(|(known, _)| known == path)?;
            Some(all.swap_remove(at).1)
        })
    }
}
