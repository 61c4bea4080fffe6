//! Tracks missing files: the paths the current query needs, and all files requested but not yet loaded.

use crate::index::PageId;
use crate::lean::list_cell::ListCell;

/// Requested files that are remembered; beyond them all are forgotten and requested again.
const MAX_PENDING: usize = 256;

/// A file that a query needs. Numbers count in the directory of that kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MissingFile {
    /// A shard of names.
    Names(usize),
    /// A shard of terms.
    Terms(usize),
    /// A shard of page rows.
    Pages(usize),
    /// The words of names.
    TypoWords,
    /// A shard of names without a page.
    Elsewhere(usize),
    /// The names without a page that are similar to a name of the bundle.
    ElsewhereNear,
    /// The card of a page.
    Card(PageId),
}

/// The files that are missing.
#[derive(Debug, Clone, Default)]
pub(crate) struct MissingFiles {
    missing: ListCell<String>,
    /// Queries may overlap, so what an earlier one needs is not forgotten.
    pending: ListCell<(String, MissingFile)>,
}

impl MissingFiles {
    /// Begins a query; returns whether the last one missed nothing.
    pub(crate) fn begin(&self) -> bool {
        self.missing.take().is_empty()
    }

    /// The paths that the current query needs.
    pub(crate) fn paths(&self) -> Vec<String> {
        self.missing.with(|all| all.clone())
    }

    /// Whether the current query needs a file.
    pub(crate) fn is_any(&self) -> bool {
        !self.missing.with(|all| all.is_empty())
    }

    /// Records that the current query needs a file.
    pub(crate) fn record(&self, path: String, file: MissingFile) {
        let (mut missing, mut pending) = (self.missing.take(), self.pending.take());
        if !missing.contains(&path) {
            if !pending.iter().any(|(known, _)| *known == path) {
                if pending.len() >= MAX_PENDING {
                    pending.clear();
                }
                pending.push((path.clone(), file));
            }
            missing.push(path);
        }
        self.missing.set(missing);
        self.pending.set(pending);
    }

    /// Whether a file was requested and is not loaded yet.
    pub(crate) fn is_pending(&self, path: &str) -> bool {
        self.pending.with(|all| all.iter().any(|(known, _)| known == path))
    }

    /// What a loaded file is for; `None` when no query needs it.
    pub(crate) fn take(&self, path: &str) -> Option<MissingFile> {
        self.pending.with(|all| {
            let at = all.iter().position(|(known, _)| known == path)?;
            Some(all.swap_remove(at).1)
        })
    }
}

/// The path of the file with this hash in its name.
pub(crate) fn path_of(folder: &str, hash: Option<String>, extension: &str) -> String {
    let mut out = String::from(folder);
    out.push_str(&hash.unwrap_or_default());
    out.push_str(extension);
    out
}
