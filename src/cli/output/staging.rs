//! Writes a folder or a file next to its target and renames it when it is complete.

use crate::cli::failure::Failure;
use std::fs;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// A bundle being written, next to its target until it is complete.
pub(crate) struct StagedFolder {
    target: PathBuf,
    staging: PathBuf,
    files: AtomicUsize,
    bytes: AtomicUsize,
    published: bool,
}

impl StagedFolder {
    /// Creates a staging folder next to `target`. Only a missing or empty folder or an earlier bundle may be replaced.
    pub(crate) fn create(target: &Path) -> Result<Self, Failure> {
        if target.exists() && !is_replaceable(target)? {
            return Err(Failure::Usage(format!(
                "expected {} to be missing, empty or an earlier bundle, but it holds other files; choose another folder",
                target.display()
            )));
        }
        let staging = beside(target, "new")?;
        fs::create_dir_all(&staging).map_err(|error| Failure::io("write", &staging, &error))?;
        Ok(Self {
            target: target.to_path_buf(),
            staging,
            files: AtomicUsize::new(0),
            bytes: AtomicUsize::new(0),
            published: false,
        })
    }

    /// Writes a file into the staging folder; several threads may write at once.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let file = self.staging.join(name);
        let failed = |file: &Path, error| Failure::io("write", file, &error);
        match fs::write(&file, bytes) {
            // Only the first file of a subfolder finds it missing.
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let folder = file.parent().unwrap_or(&self.staging);
                fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
                fs::write(&file, bytes)
            }
            written => written,
        }
        .map_err(|error| failed(&file, error))?;
        self.files.fetch_add(1, Relaxed);
        self.bytes.fetch_add(bytes.len(), Relaxed);
        Ok(())
    }

    /// Moves the complete bundle into place; returns the number of files and bytes.
    pub(crate) fn publish(mut self) -> Result<(usize, usize), Failure> {
        let old = beside(&self.target, "old")?;
        let had = self.target.exists();
        if had {
            fs::rename(&self.target, &old).map_err(|error| Failure::io("replace", &self.target, &error))?;
        }
        if let Err(error) = fs::rename(&self.staging, &self.target) {
            if had {
                // Put the earlier bundle back. The first error is the one worth reporting.
                let _ = fs::rename(&old, &self.target);
            }
            return Err(Failure::io("write", &self.target, &error));
        }
        self.published = true;
        if had {
            fs::remove_dir_all(&old).map_err(|error| Failure::io("remove", &old, &error))?;
        }
        Ok((self.files.load(Relaxed), self.bytes.load(Relaxed)))
    }
}

impl Drop for StagedFolder {
    fn drop(&mut self) {
        if !self.published {
            // Leave nothing half-written behind.
            let _ = fs::remove_dir_all(&self.staging);
        }
    }
}

fn is_replaceable(target: &Path) -> Result<bool, Failure> {
    if !target.is_dir() {
        return Ok(false);
    }
    let empty = fs::read_dir(target).map_err(|error| Failure::io("read", target, &error))?.next().is_none();
    let root = fs::read_to_string(target.join("index.json")).unwrap_or_default();
    Ok(empty || root.contains("\"generator\": \"drug-card "))
}

/// Calls `write` with a temporary file and renames it to `target` when `write` succeeds.
pub(crate) fn write_atomically(
    target: &Path,
    write: impl FnOnce(&mut BufWriter<fs::File>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let staging = beside(target, "new")?;
    let failed = |error: &io::Error| Failure::io("write", target, error);
    let done = fs::File::create(&staging).map_err(|error| failed(&error)).and_then(|file| {
        let mut out = BufWriter::new(file);
        write(&mut out)?;
        out.flush().map_err(|error| failed(&error))?;
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
