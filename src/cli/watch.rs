//! Detects file changes by polling names, sizes and modification times, which works on every file system.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread::sleep;
use std::time::Duration;

/// Time between two polls. A change counts once the next poll finds no further change.
const PAUSE: Duration = Duration::from_millis(300);

/// Polls before an open page gets the answer that nothing changed. Each waiting page holds one of the few connections that a browser
/// opens to a server.
const POLLS: usize = 8;

/// A hash of the files at or below `roots`. Names that start with a dot are skipped.
pub(crate) fn state<'a>(roots: impl IntoIterator<Item = &'a Path>) -> u64 {
    let mut hash = DefaultHasher::new();
    roots.into_iter().for_each(|root| add(root, &mut hash));
    hash.finish()
}

fn add(path: &Path, hash: &mut DefaultHasher) {
    path.hash(hash);
    // Links are not followed: one may point back at its own folder.
    let Ok(kind) = fs::symlink_metadata(path) else { return };
    if !kind.is_dir() {
        (kind.len(), kind.modified().ok()).hash(hash);
        return;
    }
    let mut names: Vec<_> =
        fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    names.retain(|path| !path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b".")));
    names.sort();
    names.iter().for_each(|path| add(path, hash));
}

/// Waits until `poll` returns the same new state twice in a row, and returns it.
pub(crate) fn wait_for_change(known: u64, poll: impl Fn() -> u64) -> u64 {
    let mut last = known;
    loop {
        sleep(PAUSE);
        let now = poll();
        if now != known && now == last {
            return now;
        }
        last = now;
    }
}

/// A state that a background thread keeps up to date.
#[derive(Clone)]
pub(crate) struct Watched(Arc<AtomicU64>);

impl Watched {
    /// Polls with `poll` until the program ends.
    pub(crate) fn new(poll: impl Fn() -> u64 + Send + 'static) -> Self {
        let watched = Self(Arc::new(AtomicU64::new(poll())));
        let state = watched.0.clone();
        std::thread::spawn(move || {
            loop {
                state.store(wait_for_change(state.load(Relaxed), &poll), Relaxed);
            }
        });
        watched
    }

    /// The state, as soon as it differs from `known` or after a few seconds.
    pub(crate) fn after(&self, known: Option<u64>) -> u64 {
        for _ in 0..POLLS {
            let now = self.0.load(Relaxed);
            if Some(now) != known {
                return now;
            }
            sleep(PAUSE);
        }
        self.0.load(Relaxed)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test is free to unwrap")]
    use super::*;

    #[test]
    fn every_change_of_a_folder_changes_its_state() {
        let folder = std::env::temp_dir().join(format!("drug-card-watch-{}", std::process::id()));
        fs::create_dir_all(folder.join("below")).unwrap();
        let look = || state([folder.as_path()]);
        let mut states = vec![look()];
        let mut then = |change: &dyn Fn()| {
            change();
            states.push(look());
        };
        then(&|| fs::write(folder.join("below/a.md"), "a").unwrap());
        then(&|| fs::write(folder.join("below/a.md"), "ab").unwrap());
        then(&|| fs::rename(folder.join("below/a.md"), folder.join("below/b.md")).unwrap());
        then(&|| fs::remove_file(folder.join("below/b.md")).unwrap());
        fs::write(folder.join(".staged"), "a").unwrap();
        assert_eq!(states[4], look(), "names that start with a dot are skipped");
        fs::remove_dir_all(&folder).unwrap();
        for at in 1..states.len() {
            assert_ne!(states[at - 1], states[at], "change {at}");
        }
        assert_eq!(states[0], states[4], "the state of an equal folder is equal");
    }
}
