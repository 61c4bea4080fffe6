//! Publishes a release into a folder that may hold files of its owner: touches only files that this program wrote, the root last.
//!
//! A folder is never swapped as a whole: it may be a mount, a checkout or the target of a link. A release is staged in a hidden folder
//! inside it and moved into place file by file: first the list of files, then new names, then files that replace another one, the
//! root last of these; then files that only the earlier release had are removed. Whatever moment a build is killed at, the root names
//! complete files, and the lists that are there name every file that a later build may remove.

use super::owned::{Owned, Writer};
use crate::bundle::file::hash_in;
use crate::cli::failure::Failure;
use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Where a release waits inside its folder. Only this program uses the name.
const STAGING: &str = ".drug-card-new";

/// A release being written into a folder.
pub(crate) struct OutputFolder {
    target: PathBuf,
    staging: PathBuf,
    /// Whether the folder was missing.
    created: bool,
    owned: Owned,
    written: Mutex<Written>,
    /// Locked while a build writes; a build that was killed leaves it unlocked.
    lock: Option<File>,
}

/// The files of the release so far.
#[derive(Default)]
struct Written {
    all: BTreeSet<String>,
    staged: Vec<String>,
    bytes: usize,
}

impl OutputFolder {
    /// Opens `target` for a release by `writer`. A folder without an earlier release must be empty but for files that a host or a
    /// version control system reads.
    pub(crate) fn open(target: &Path, writer: Writer) -> Result<Self, Failure> {
        let target = resolved(target)?;
        let failed = |error: io::Error| Failure::io("write", &target, &error);
        if target.exists() && !target.is_dir() {
            return Err(Failure::Usage(format!(
                "expected {} to be missing or a folder, but it is a file; choose another folder",
                target.display()
            )));
        }
        let owned = Owned::read(&target, writer)?;
        if writer == Writer::Bundle
            && !owned.has_release()
            && let Some(name) = owned.strangers.first()
        {
            return Err(Failure::Usage(format!(
                "expected {} to be missing, empty or an earlier bundle, but it holds other files, such as {name}; choose another folder",
                target.display()
            )));
        }
        let created = !target.exists();
        fs::create_dir_all(&target).map_err(failed)?;
        let staging = target.join(STAGING);
        fs::create_dir_all(&staging).map_err(failed)?;
        let lock = lock(&staging, &target)?;
        let mut folder =
            Self { target, staging, created, owned, written: Mutex::default(), lock: Some(lock) };
        folder.empty_staging()?;
        Ok(folder)
    }

    /// Adds a file to the release; several threads may do so at once. A file that is there with the same bytes is left alone.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let place = self.target.join(name);
        let is_same = match fs::metadata(&place) {
            Ok(there) if there.is_dir() => return Err(self.in_the_way(name)),
            Ok(there) => {
                let same = there.len() == bytes.len() as u64
                    && fs::read(&place).map_err(|error| Failure::io("read", &place, &error))? == bytes;
                if !same && hash_in(name).is_none() && !self.owned.wrote(&place, name)? {
                    return Err(self.in_the_way(name));
                }
                same
            }
            Err(_) => false,
        };
        if !is_same {
            let file = self.staging.join(name);
            write_below(&file, bytes).map_err(|error| Failure::io("write", &file, &error))?;
        }
        let mut written = self.written.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if !is_same {
            written.staged.push(name.into());
        }
        written.all.insert(name.into());
        written.bytes += bytes.len();
        Ok(())
    }

    /// Moves the release into place and removes what only earlier releases had; returns the number of files and bytes.
    pub(crate) fn publish(mut self) -> Result<(usize, usize), Failure> {
        let written = std::mem::take(&mut self.written);
        let Written { all, mut staged, bytes } =
            written.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        // The list, then new names, then what replaces a file, then the root.
        staged.sort_by_cached_key(|name| {
            let order = if name == self.owned.root() {
                3
            } else if self.owned.is_list(name) {
                0
            } else {
                1 + u8::from(self.target.join(name).exists())
            };
            (order, name.clone())
        });
        for name in &staged {
            let place = self.target.join(name);
            move_into_place(&self.staging.join(name), &place)
                .map_err(|error| Failure::io("write", &place, &error))?;
        }
        self.created = false;
        self.owned.remove_others(&self.target, &all)?;
        Ok((all.len(), bytes))
    }

    fn in_the_way(&self, name: &str) -> Failure {
        let place = self.target.join(name);
        let reason = if self.owned.lists(name) { "was changed since" } else { "is not" };
        Failure::Usage(format!(
            "expected {} to be missing or as drug-card wrote it, but it {reason}; nothing was written, move it away or choose another folder",
            place.display()
        ))
    }

    /// Removes what a killed build left, except the lock.
    fn empty_staging(&mut self) -> Result<(), Failure> {
        let failed = |error: io::Error| Failure::io("write", &self.staging, &error);
        for entry in fs::read_dir(&self.staging).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.is_dir() {
                fs::remove_dir_all(&path).map_err(failed)?;
            } else if !path.ends_with(LOCK) {
                fs::remove_file(&path).map_err(failed)?;
            }
        }
        Ok(())
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        // Open files cannot be removed on every system.
        self.lock = None;
        // Leave nothing half-written behind. Another build removes what cannot be removed here.
        let _ = fs::remove_dir_all(&self.staging);
        if self.created {
            let _ = fs::remove_dir(&self.target);
        }
    }
}

/// The file in the staging folder that a running build has locked.
const LOCK: &str = "lock";

fn lock(staging: &Path, target: &Path) -> Result<File, Failure> {
    let file = staging.join(LOCK);
    let opened = File::create(&file).map_err(|error| Failure::io("write", &file, &error))?;
    match opened.try_lock() {
        // A file system without locks has no protection against two builds at once.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(opened),
        Err(TryLockError::WouldBlock) => Err(Failure::Files(format!(
            "cannot write {}: another build is writing to it; wait for it to finish",
            target.display()
        ))),
    }
}

/// Where a path leads if it is a link; what it leads to need not exist.
pub(super) fn resolved(path: &Path) -> Result<PathBuf, Failure> {
    let failed = |error: io::Error| Failure::io("write", path, &error);
    let mut place = path.to_path_buf();
    // As many links as Linux follows.
    for _ in 0..40 {
        match fs::read_link(&place) {
            Ok(to) => place = place.parent().unwrap_or(Path::new("")).join(to),
            Err(_) => return Ok(place),
        }
    }
    Err(failed(io::Error::other("the links lead to each other")))
}

/// Writes a file, and its folder if that is missing.
fn write_below(file: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::write(file, bytes) {
        // Only the first file of a subfolder finds it missing.
        Err(error) if error.kind() == ErrorKind::NotFound => {
            fs::create_dir_all(file.parent().unwrap_or(Path::new(".")))?;
            fs::write(file, bytes)
        }
        written => written,
    }
}

/// Moves a staged file to `place`, with the rights of a file that it replaces.
fn move_into_place(staged: &Path, place: &Path) -> io::Result<()> {
    let place = fs::canonicalize(place).unwrap_or_else(|_| place.to_path_buf());
    super::rights::keep(&place, staged)?;
    match fs::rename(staged, &place) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            fs::create_dir_all(place.parent().unwrap_or(Path::new(".")))?;
            fs::rename(staged, &place)
        }
        // A folder or a file inside the target is a mount of its own.
        Err(error) if matches!(error.kind(), ErrorKind::CrossesDevices | ErrorKind::ResourceBusy) => {
            fs::write(&place, fs::read(staged)?)?;
            fs::remove_file(staged)
        }
        moved => moved,
    }
}
