//! Finds the test data that is not part of the repository: a folder `shared` beside it, or beside its worktrees.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::path::{Path, PathBuf};

/// A file or folder of the test data, if it is there.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(1).take(3);
    above.map(|folder| folder.join("shared").join(name)).find(|path| path.exists())
}

/// A file or folder of the test data, for a test that is ignored without it.
pub(crate) fn need(name: &str) -> PathBuf {
    find(name).unwrap_or_else(|| panic!("expected ../shared/{name} beside the repository, but it is missing; run this test only with the data"))
}
