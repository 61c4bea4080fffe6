//! Which files of a folder are not to be read: those that `.gitignore` or the owner of the folder names.

use super::failure::Failure;
use super::output::warn;
use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::fs;
use std::path::{Path, PathBuf};

/// The name of the files that git reads.
const FILE: &str = ".gitignore";

/// Which files are left unread.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Exclude {
    /// Files and folders of the content that are not read, as a pattern of .gitignore such as drafts/ or *.old.md; may be repeated
    #[arg(long = "exclude", value_name = "PATTERN", value_parser = pattern)]
    pub(super) patterns: Vec<String>,
}

/// A pattern as git reads it.
pub(crate) fn pattern(text: &str) -> Result<String, String> {
    let wrong = |reason: &str| format!("expected a pattern such as drafts/ or *.old.md, but {reason}");
    if text.trim().is_empty() || text.starts_with('#') {
        return Err(wrong("this one matches nothing"));
    }
    let mut builder = GitignoreBuilder::new("");
    builder.allow_unclosed_class(false);
    match builder.add_line(None, text) {
        Ok(_) => Ok(text.to_string()),
        Err(error) => Err(wrong(&error.to_string())),
    }
}

impl Exclude {
    /// The patterns for the files below `root`.
    pub(crate) fn below(&self, root: &Path) -> Gitignore {
        let mut builder = GitignoreBuilder::new(root);
        for pattern in &self.patterns {
            // Each was read once already, when the arguments were.
            let _ = builder.add_line(None, pattern);
        }
        builder.build().unwrap_or_else(|_| Gitignore::empty())
    }
}

/// What the `.gitignore` files say of a folder of content and of what is below it.
pub(crate) struct Ignored {
    /// The folder by its whole path, where the files above it count.
    root: Option<PathBuf>,
    /// Those of the folders above it, the nearest last.
    above: Vec<Gitignore>,
    /// Those of the folder itself and of the folders on the way down, the nearest last.
    below: Vec<Gitignore>,
}

impl Ignored {
    /// Reads the files above `root`, up to the folder of the repository. A folder that they ignore was named on purpose: they do not
    /// count there.
    pub(crate) fn above(root: &Path) -> Result<Self, Failure> {
        let mut ignored = Self { root: None, above: Vec::new(), below: Vec::new() };
        let Ok(whole) = fs::canonicalize(root) else { return Ok(ignored) };
        let mut parents: Vec<&Path> = Vec::new();
        if !whole.join(".git").exists() {
            parents.extend(whole.ancestors().skip(1));
            match parents.iter().position(|folder| folder.join(".git").exists()) {
                Some(repository) => parents.truncate(repository + 1),
                None => parents.clear(),
            }
        }
        for folder in parents.into_iter().rev() {
            ignored.above.extend(read(folder)?);
        }
        let is_named = |files: &Gitignore| files.matched_path_or_any_parents(&whole, true).is_ignore();
        if ignored.above.iter().any(is_named) {
            ignored.above.clear();
        }
        ignored.root = Some(whole);
        Ok(ignored)
    }

    /// Goes down into a folder.
    pub(crate) fn enter(&mut self, folder: &Path) -> Result<(), Failure> {
        self.below.push(read(folder)?.unwrap_or_else(Gitignore::empty));
        Ok(())
    }

    /// Goes up again.
    pub(crate) fn leave(&mut self) {
        self.below.pop();
    }

    /// Whether a file or folder is ignored; `path` is its path below the folder of content. The nearest file that names it decides.
    pub(crate) fn holds(&self, file: &Path, path: &str, is_folder: bool) -> bool {
        let below = self.below.iter().rev().map(|files| files.matched(file, is_folder));
        let whole = self.root.as_ref().map(|root| root.join(path));
        let above =
            self.above.iter().rev().filter_map(|files| Some(files.matched(whole.as_ref()?, is_folder)));
        below.chain(above).find(|found| !found.is_none()).is_some_and(|found: Match<_>| found.is_ignore())
    }
}

/// The `.gitignore` of a folder. A line that git could not read either is named and does not count.
fn read(folder: &Path) -> Result<Option<Gitignore>, Failure> {
    let file = folder.join(FILE);
    if !file.is_file() {
        return Ok(None);
    }
    let bytes = fs::read(&file).map_err(|error| Failure::io("read", &file, &error))?;
    let text = String::from_utf8_lossy(&bytes);
    let mut builder = GitignoreBuilder::new(folder);
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if let Err(error) = builder.add_line(None, line) {
            warn(format_args!(
                "{}:{}: expected a pattern, but {error}; the line does not count",
                file.display(),
                at + 1
            ));
        }
    }
    Ok(Some(builder.build().unwrap_or_else(|_| Gitignore::empty())))
}
