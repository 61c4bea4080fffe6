//! Finds the monographs of a folder, reads their files and parses them.

use super::failure::Failure;
use super::output::{count, warn};
use super::text_file;
use crate::monograph::{Parsed, Reading, SIZE_CAP, check_html, check_with, parse_html, parse_with};
use crate::read::html::{MAX_BYTES, Selector, Skip};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The syntax of a monograph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Syntax {
    Markdown,
    /// Markdown that is a part of its file, with its text.
    Part(String),
    /// HTML, with the selector of the element that contains the monograph, if the site has one.
    Html(Option<Selector>),
}

/// A monograph's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    /// Its path relative to the folder given, with `/`; for a page of a site, its address.
    pub(crate) path: String,
    /// Its file.
    pub(crate) file: PathBuf,
    /// Its syntax.
    pub(crate) syntax: Syntax,
}

impl Source {
    /// Its file as the user typed it: terminals, GitHub and editors open it from the working folder.
    pub(crate) fn shown(&self) -> String {
        let name = self.file.to_string_lossy();
        let name = if cfg!(windows) { name.replace('\\', "/") } else { name.into_owned() };
        name.strip_prefix("./").map_or_else(|| name.clone(), str::to_string)
    }

    /// Parses the text of the file.
    pub(crate) fn parse(&self, text: &str, reading: &Reading) -> Result<Parsed, Failure> {
        match &self.syntax {
            Syntax::Markdown | Syntax::Part(_) => Ok(self.named(parse_with(text, reading))),
            Syntax::Html(selector) => {
                parse_html(text, selector.as_ref(), &reading.language).map_err(|skip| self.skipped(skip))
            }
        }
    }

    /// Parses the text of the file with every check.
    pub(crate) fn check(&self, text: &str, reading: &Reading) -> Result<Parsed, Failure> {
        match &self.syntax {
            Syntax::Markdown | Syntax::Part(_) => Ok(self.named(check_with(text, reading))),
            Syntax::Html(selector) => {
                check_html(text, selector.as_ref(), &reading.language).map_err(|skip| self.skipped(skip))
            }
        }
    }

    fn named(&self, mut parsed: Parsed) -> Parsed {
        parsed.name_after(&self.path);
        parsed
    }

    fn skipped(&self, skip: Skip) -> Failure {
        Failure::in_file(&self.file, skip.sentence())
    }

    /// The largest file that is read, in bytes.
    fn most(&self) -> usize {
        match self.syntax {
            Syntax::Markdown | Syntax::Part(_) => SIZE_CAP,
            Syntax::Html(_) => MAX_BYTES,
        }
    }
}

/// Whether the name of a file is that of an HTML page.
pub(crate) fn is_html(name: &str) -> bool {
    let name = name.to_lowercase();
    name.ends_with(".html") || name.ends_with(".htm")
}

/// Whether the name of a file is that of a Markdown file.
pub(crate) fn is_markdown(name: &str) -> bool {
    let name = name.to_lowercase();
    [".md", ".markdown", ".mkd"].iter().any(|end| name.ends_with(end))
}

/// The ends of names of texts in other formats, which are not read.
const OTHERS: [&str; 9] = [".mdx", ".txt", ".rst", ".adoc", ".org", ".docx", ".pdf", ".html", ".htm"];

/// Says in words which texts of a folder are in formats that are not read: a medicine must not be missed in silence.
pub(crate) fn report_others(root: &Path) -> Result<(), Failure> {
    let mut found = Vec::new();
    if root.is_dir() {
        walk(root, "", &mut |path, _| {
            let name = path.to_lowercase();
            if OTHERS.iter().any(|end| name.ends_with(end)) {
                found.push(path);
            }
        })?;
    }
    found.sort();
    if let Some(first) = found.first() {
        warn(format_args!(
            "drug-card: {} not read, such as {first}; monographs are .md, .markdown or .mkd files, and build --site reads .html files",
            count(found.len(), "other text")
        ));
    }
    Ok(())
}

/// The monographs at `root`, sorted by path: one file, or the Markdown files of a folder and its subfolders. `README.md` files and
/// names that start with a dot are skipped.
pub(crate) fn find(root: &Path) -> Result<Vec<Source>, Failure> {
    let kind = fs::metadata(root).map_err(|error| Failure::io("read", root, &error))?;
    if kind.is_file() {
        let name = root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let syntax = if is_html(&name) { Syntax::Html(None) } else { Syntax::Markdown };
        return Ok(vec![Source { path: name, file: root.to_path_buf(), syntax }]);
    }
    let mut found = Vec::new();
    walk(root, "", &mut |path, file| {
        let name = path.rsplit('/').next().unwrap_or(&path);
        if is_markdown(name) && !name.eq_ignore_ascii_case("readme.md") {
            found.push(Source { path, file, syntax: Syntax::Markdown });
        }
    })?;
    found.sort_by(|one, other| one.path.cmp(&other.path));
    if found.is_empty() {
        return Err(Failure::Data(format!(
            "expected Markdown monographs (*.md) in {}, but there are none; name the folder that contains them",
            root.display()
        )));
    }
    Ok(found)
}

/// Passes each file below a folder to `take`, with its path and its name on disk.
fn walk(folder: &Path, below: &str, take: &mut impl FnMut(String, PathBuf)) -> Result<(), Failure> {
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
            walk(&file, &path, take)?;
        } else {
            take(path, file);
        }
    }
    Ok(())
}

/// Reads the text of a source.
pub(crate) fn read(source: &Source) -> Result<String, Failure> {
    if let Syntax::Part(text) = &source.syntax {
        return Ok(text.clone());
    }
    let file = &source.file;
    let most = source.most();
    let failed = |error| Failure::io("read", file, &error);
    let mut opened = File::open(file).map_err(failed)?;
    let bytes = opened.metadata().map_err(failed)?.len();
    if bytes > most as u64 {
        return Err(Failure::Data(format!(
            "{}: expected a monograph of at most {most} bytes, but it has {bytes}; split it or move it out of the folder",
            file.display()
        )));
    }
    let mut read = Vec::with_capacity(bytes as usize + 1);
    opened.read_to_end(&mut read).map_err(failed)?;
    text_file::decode(&read).map_err(|error| error.in_file(file))
}
