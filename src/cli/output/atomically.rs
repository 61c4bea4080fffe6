//! Writes a single file next to its target and renames it when it is complete.

use super::folder::resolved;
use super::rights;
use crate::cli::failure::Failure;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Calls `write` with a temporary file and renames it to `target` when `write` succeeds. A link is followed, the mode is kept.
pub(crate) fn write_atomically(
    target: &Path,
    write: impl FnOnce(&mut BufWriter<fs::File>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let target = &resolved(target)?;
    let staging = beside(target, "new")?;
    let failed = |error: &io::Error| Failure::io("write", target, error);
    let done = fs::File::create(&staging).map_err(|error| failed(&error)).and_then(|file| {
        let mut out = BufWriter::new(file);
        write(&mut out)?;
        out.flush().map_err(|error| failed(&error))?;
        rights::keep(target, &staging).map_err(|error| failed(&error))?;
        fs::rename(&staging, target).map_err(|error| failed(&error))
    });
    if done.is_err() {
        // Leave nothing half-written behind. The first error is the one worth reporting.
        let _ = fs::remove_file(&staging);
    }
    done
}

/// A temporary name in the folder of `target`.
fn beside(target: &Path, what: &str) -> Result<PathBuf, Failure> {
    let name = target.file_name().ok_or_else(|| {
        Failure::Usage(format!(
            "expected the output to have a name, but {} has none; name a file or folder",
            target.display()
        ))
    })?;
    Ok(target.with_file_name(format!(".{}.{what}-{}", name.to_string_lossy(), std::process::id())))
}
