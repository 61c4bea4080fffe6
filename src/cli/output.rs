//! Owns what a command writes: beside its target until it is whole, then in one step in its place.

use super::failure::Failure;
use std::fs;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// The folder being written: beside the one that was named until it is whole.
pub(crate) struct Output {
    target: PathBuf,
    staging: PathBuf,
    files: AtomicUsize,
    bytes: AtomicUsize,
    published: bool,
}

impl Output {
    /// Opens a staging folder beside `target`; refuses to replace a folder that holds anything but a bundle.
    pub(crate) fn open(target: &Path) -> Result<Self, Failure> {
        if target.exists() && !is_replaceable(target)? {
            return Err(Failure::Usage(format!(
                "expected {} to be new, empty or an earlier bundle, but it holds other files; name another folder",
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

    /// Writes a file below the staging folder; many can be written at a time.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let file = self.staging.join(name);
        let failed = |file: &Path, error| Failure::io("write", file, &error);
        match fs::write(&file, bytes) {
            // Only the first file of a folder finds it missing.
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

    /// Puts the whole bundle in its place; gives files and bytes.
    pub(crate) fn publish(mut self) -> Result<(usize, usize), Failure> {
        let old = beside(&self.target, "old")?;
        let had = self.target.exists();
        if had {
            fs::rename(&self.target, &old).map_err(|error| Failure::io("replace", &self.target, &error))?;
        }
        if let Err(error) = fs::rename(&self.staging, &self.target) {
            if had {
                // The earlier bundle goes back; the first error is the one to tell.
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

impl Drop for Output {
    fn drop(&mut self) {
        if !self.published {
            // Nothing half written stays behind.
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

/// Writes the file `target` by `write`, beside it until it is whole.
pub(crate) fn whole_file(
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
        // Nothing half written stays behind; the first error is the one to tell.
        let _ = fs::remove_file(&staging);
    }
    done
}

/// A name for `target` while it is not whole, in the same folder.
fn beside(target: &Path, what: &str) -> Result<PathBuf, Failure> {
    let name = target.file_name().ok_or_else(|| {
        Failure::Usage(format!("expected the name of a folder to write, but {} has none", target.display()))
    })?;
    Ok(target.with_file_name(format!(".{}.{what}-{}", name.to_string_lossy(), std::process::id())))
}
