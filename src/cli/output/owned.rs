//! Knows which files of a folder this program wrote: those that the lists in the folder name, as long as their bytes are the same.

use crate::bundle::file::{hash_in, short_hash};
use crate::bundle::offline::{WORKER, is_worker};
use crate::bundle::root::{FileRef, Root};
use crate::bundle::withdrawn;
use crate::cli::failure::Failure;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path};

/// The root file of a bundle.
const ROOT: &str = "index.json";

/// Files for hosts and version control, which may be in a folder before the first release. So may names that start with a dot.
const FOR_HOSTS: [&str; 12] = [
    "CNAME",
    "LICENSE",
    "README.md",
    "_headers",
    "_redirects",
    "ads.txt",
    "favicon.ico",
    "lost+found",
    "robots.txt",
    "security.txt",
    "staticwebapp.config.json",
    "web.config",
];

/// What has files in a folder, and lists them in a file whose name starts with a word of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Writer {
    /// A bundle, by `build` and `merge`.
    Bundle,
    /// Pages, by `render --all`.
    Pages,
}

impl Writer {
    /// The start of the name of its list.
    pub(crate) fn list(self) -> &'static str {
        match self {
            Self::Bundle => "files",
            Self::Pages => "rendered",
        }
    }
}

/// The start of the name of the list of files for hosts, which no release names since hosts do not send them.
pub(crate) const HOSTS: &str = "hosts";

/// The start of the name of the list of addresses that ended, which no release names since only the next build reads it.
pub(crate) const FORMER: &str = "former";

/// Whether a file is such a list, whole, by the hash in its name.
pub(crate) fn is_former(name: &str, bytes: &[u8]) -> bool {
    name == format!("{FORMER}.{}.json", short_hash(bytes))
}

/// The files that this program wrote to a folder.
pub(super) struct Owned {
    writer: Writer,
    /// The hashes that the lists give for each name; a build that was killed leaves two lists.
    listed: BTreeMap<String, Vec<String>>,
    /// The names of the lists.
    lists: Vec<String>,
    has_root: bool,
    /// Names at the top that are neither listed nor for a host.
    pub(super) strangers: Vec<String>,
}

impl Owned {
    /// Reads the lists in `target`, which may be missing.
    pub(super) fn read(target: &Path, writer: Writer) -> Result<Self, Failure> {
        let mut owned = Self {
            writer,
            listed: BTreeMap::new(),
            lists: Vec::new(),
            has_root: false,
            strangers: Vec::new(),
        };
        if !target.is_dir() {
            return Ok(owned);
        }
        let entries = fs::read_dir(target).map_err(|error| Failure::io("read", target, &error))?;
        for entry in entries {
            let name = entry.map_err(|error| Failure::io("read", target, &error))?.file_name();
            let name = name.to_string_lossy().into_owned();
            if owned.is_list(&name) {
                owned.add_list(target, &name);
            } else if writer == Writer::Bundle && name.starts_with(FORMER) && owned.add_former(target, &name)
            {
                // Removed with its release.
            } else if !name.starts_with('.') && !FOR_HOSTS.contains(&name.as_str()) {
                owned.strangers.push(name);
            }
        }
        owned.strangers.sort();
        owned.has_root = writer == Writer::Bundle && owned.wrote(&target.join(ROOT), ROOT)?;
        Ok(owned)
    }

    /// Adds the files of a list, if its bytes are those of its name.
    fn add_list(&mut self, target: &Path, name: &str) {
        let Ok(bytes) = fs::read(target.join(name)) else { return };
        if hash_in(name) != Some(short_hash(&bytes).as_str()) {
            return;
        }
        let Ok(files) = serde_json::from_slice::<Vec<FileRef>>(&bytes) else { return };
        self.lists.push(name.into());
        for file in files {
            let inside = |part| matches!(part, Component::Normal(_));
            if Path::new(&file.file).components().all(inside) {
                self.listed.entry(file.file).or_default().push(file.sha256);
            }
        }
    }

    /// Adds a list of addresses that ended; `false` if it is not whole, and so not ours.
    fn add_former(&mut self, target: &Path, name: &str) -> bool {
        let whole = fs::read(target.join(name)).ok().filter(|bytes| is_former(name, bytes));
        let Some(bytes) = whole else { return false };
        self.listed.entry(name.into()).or_default().push(STANDARD.encode(Sha256::digest(&bytes)));
        true
    }

    /// Whether there is an earlier release, or what a killed build left of one.
    pub(super) fn has_release(&self) -> bool {
        self.has_root || !self.lists.is_empty()
    }

    /// Whether the name is that of a list.
    pub(super) fn is_list(&self, name: &str) -> bool {
        hash_in(name).is_some_and(|hash| {
            let is = |list: &str| name == format!("{list}.{hash}.json");
            is(self.writer.list()) || (self.writer == Writer::Bundle && is(HOSTS))
        })
    }

    /// The file that is replaced last; pages have none.
    pub(super) fn root(&self) -> &'static str {
        match self.writer {
            Writer::Bundle => ROOT,
            Writer::Pages => "",
        }
    }

    /// Whether a list names the file.
    pub(super) fn lists(&self, name: &str) -> bool {
        self.listed.contains_key(name)
    }

    /// Whether the file at `place` is as this program wrote it.
    pub(super) fn wrote(&self, place: &Path, name: &str) -> Result<bool, Failure> {
        if !place.is_file() {
            return Ok(false);
        }
        let bytes = fs::read(place).map_err(|error| Failure::io("read", place, &error))?;
        Ok(match (self.writer, name) {
            // No list names these: two name the list, and one changes without a release.
            (Writer::Bundle, ROOT) => Root::is_root(&bytes),
            (Writer::Bundle, WORKER) => is_worker(&bytes),
            (Writer::Bundle, withdrawn::FILE) => withdrawn::is_list(&bytes),
            _ => {
                let hash = STANDARD.encode(Sha256::digest(&bytes));
                self.listed.get(name).is_some_and(|hashes| hashes.contains(&hash))
            }
        })
    }

    /// Removes the files of earlier releases that are not among `kept`, except those that someone changed; the lists go last.
    pub(super) fn remove_others(&self, target: &Path, kept: &BTreeSet<String>) -> Result<(), Failure> {
        let worker = (self.writer == Writer::Bundle).then_some(WORKER);
        let names = self.listed.keys().map(String::as_str).chain(worker);
        for name in names.filter(|name| !kept.contains(*name)) {
            let place = target.join(name);
            // A damaged file with a hash in its name is still one of ours.
            let ours = (place.is_file() && hash_in(name).is_some()) || self.wrote(&place, name)?;
            if ours {
                fs::remove_file(&place).map_err(|error| Failure::io("remove", &place, &error))?;
                let folders = Path::new(name).ancestors().skip(1).filter(|folder| *folder != Path::new(""));
                for folder in folders {
                    // Fails on a folder that still holds something, as it should.
                    if fs::remove_dir(target.join(folder)).is_err() {
                        break;
                    }
                }
            }
        }
        for list in self.lists.iter().filter(|list| !kept.contains(*list)) {
            let place = target.join(list);
            fs::remove_file(&place).map_err(|error| Failure::io("remove", &place, &error))?;
        }
        Ok(())
    }
}
