//! Reads, writes and lists files; each error names the path.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("xtask"), PathBuf::from);
    xtask.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// The output folder of the web build.
pub(crate) fn web() -> PathBuf {
    root().join("target/web")
}

pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("expected to read {}", path.display()))
}

pub(crate) fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("expected to read {}", path.display()))
}

/// Writes a file and creates its parent folders. A file that already has these bytes keeps its time, so that cargo
/// does not rebuild what includes it.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    let write = || {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, bytes)
    };
    write().with_context(|| format!("expected to write {}", path.display()))
}

pub(crate) fn create_folder(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("expected to create {}", folder.display()))
}

/// All files below `folder` as sorted relative names with `/`; empty if the folder is missing.
pub(crate) fn list(folder: &Path) -> Result<Vec<String>> {
    list_without(folder, &[])
}

/// Like [`list`], without the contents of folders that have one of these names.
pub(crate) fn list_without(folder: &Path, skipped: &[&str]) -> Result<Vec<String>> {
    fn walk(folder: &Path, prefix: &str, skipped: &[&str], names: &mut Vec<String>) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let file_name = entry.file_name();
            let name = format!("{prefix}{}", file_name.to_string_lossy());
            if !entry.path().is_dir() {
                names.push(name);
            } else if !skipped.iter().any(|skipped| file_name == *skipped) {
                walk(&entry.path(), &format!("{name}/"), skipped, names)?;
            }
        }
        Ok(())
    }
    let mut names = Vec::new();
    if folder.is_dir() {
        walk(folder, "", skipped, &mut names)
            .with_context(|| format!("expected to list {}", folder.display()))?;
    }
    names.sort();
    Ok(names)
}

/// A file or folder of the test data that is not part of the repository: `shared` beside it, or beside its worktrees.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    root()
        .ancestors()
        .skip(1)
        .take(3)
        .map(|folder| folder.join("shared").join(name))
        .find(|path| path.exists())
}
