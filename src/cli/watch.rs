//! Owns noticing that files have changed: their names, lengths and times are looked at a few times a second, which works on
//! every file system and needs nothing of the system.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread::sleep;
use std::time::Duration;

/// Between two looks. A change counts when the next look finds no further one.
const PAUSE: Duration = Duration::from_millis(300);

/// Looks before an open page is answered that nothing changed: a browser has few connections to one server, and each page holds one.
const LOOKS: usize = 8;

/// A number that is another one when a file at or below one of `roots` is. Names that begin with a dot are left alone.
pub(crate) fn state<'a>(roots: impl IntoIterator<Item = &'a Path>) -> u64 {
    let mut hash = DefaultHasher::new();
    roots.into_iter().for_each(|root| add(root, &mut hash));
    hash.finish()
}

fn add(path: &Path, hash: &mut DefaultHasher) {
    path.hash(hash);
    // Links are not followed: one may lead back to where it lies.
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

/// Waits until `look` gives something else than `known`, twice in a row the same; gives it.
pub(crate) fn changed(known: u64, look: impl Fn() -> u64) -> u64 {
    let mut last = known;
    loop {
        sleep(PAUSE);
        let now = look();
        if now != known && now == last {
            return now;
        }
        last = now;
    }
}

/// A state that a thread of its own keeps up to date.
#[derive(Clone)]
pub(crate) struct Watched(Arc<AtomicU64>);

impl Watched {
    /// Watches by `look`, until the program ends.
    pub(crate) fn new(look: impl Fn() -> u64 + Send + 'static) -> Self {
        let watched = Self(Arc::new(AtomicU64::new(look())));
        let state = watched.0.clone();
        std::thread::spawn(move || {
            loop {
                state.store(changed(state.load(Relaxed), &look), Relaxed);
            }
        });
        watched
    }

    /// The state, as soon as it is another one than `known`, or after a while.
    pub(crate) fn after(&self, known: Option<u64>) -> u64 {
        for _ in 0..LOOKS {
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
        assert_eq!(states[4], look(), "a name with a dot");
        fs::remove_dir_all(&folder).unwrap();
        for at in 1..states.len() {
            assert_ne!(states[at - 1], states[at], "change {at}");
        }
        assert_eq!(states[0], states[4], "as before");
    }
}
