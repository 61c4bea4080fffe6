//! Owns the way from a folder to its monographs: which files count, in which order, as text.

use super::failure::Failure;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The largest monograph that is read, in bytes; the largest real one met has 9.5 kB.
const MAX_BYTES: u64 = 256 * 1024;

/// A monograph's file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Source {
    /// Its path below the folder that was named, with `/`.
    pub(crate) path: String,
    /// Where it lies.
    pub(crate) file: PathBuf,
    /// Its Markdown, where the file is a page of a site.
    pub(crate) text: Option<String>,
}

impl Source {
    /// A Markdown file.
    fn new(path: String, file: PathBuf) -> Self {
        Self { path, file, text: None }
    }
}

/// The Markdown files at `root` (a file, or a folder and everything below it) sorted by path. A `README.md` is about the
/// folder and no monograph; names that begin with a dot are left alone.
pub(crate) fn find(root: &Path) -> Result<Vec<Source>, Failure> {
    let kind = fs::metadata(root).map_err(|error| Failure::io("read", root, &error))?;
    if kind.is_file() {
        let name = root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        return Ok(vec![Source::new(name, root.to_path_buf())]);
    }
    let mut found = Vec::new();
    walk(root, "", &mut found)?;
    found.sort();
    if found.is_empty() {
        return Err(Failure::Data(format!(
            "expected Markdown monographs (*.md) in {}, but there are none; name the folder that holds them",
            root.display()
        )));
    }
    Ok(found)
}

fn walk(folder: &Path, below: &str, found: &mut Vec<Source>) -> Result<(), Failure> {
    let entries = fs::read_dir(folder).map_err(|error| Failure::io("read", folder, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| Failure::io("read", folder, &error))?;
        let file = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
        let failed = |error| Failure::io("read", &file, &error);
        let mut kind = entry.file_type().map_err(failed)?;
        if kind.is_symlink() {
            kind = fs::metadata(&file).map_err(failed)?.file_type();
        }
        if kind.is_dir() {
            walk(&file, &path, found)?;
        } else if name.to_lowercase().ends_with(".md") && !name.eq_ignore_ascii_case("readme.md") {
            found.push(Source::new(path, file));
        }
    }
    Ok(())
}

/// The text of a source.
pub(crate) fn read(source: &Source) -> Result<String, Failure> {
    let Source { file, text, .. } = source;
    if let Some(text) = text {
        return Ok(text.clone());
    }
    let failed = |error| Failure::io("read", file, &error);
    let mut opened = File::open(file).map_err(failed)?;
    let bytes = opened.metadata().map_err(failed)?.len();
    if bytes > MAX_BYTES {
        return Err(Failure::Data(format!(
            "{}: expected a monograph of at most {MAX_BYTES} bytes, but it has {bytes}; split it or take it out of the folder",
            file.display()
        )));
    }
    let mut read = Vec::with_capacity(bytes as usize + 1);
    opened.read_to_end(&mut read).map_err(failed)?;
    String::from_utf8(read).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        Failure::Data(format!(
            "{}:{line}: expected UTF-8, but byte {at} is none; save the file as UTF-8",
            file.display()
        ))
    })
}
