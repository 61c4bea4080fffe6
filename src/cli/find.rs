//! Finds the monographs of a folder, and names the texts in it that are not read.

use super::failure::Failure;
use super::output::{count, warn, warn_some};
use super::sources::{Source, Syntax};
use std::fs;
use std::path::{Path, PathBuf};

/// Whether the name of a file is that of an HTML page.
pub(crate) fn is_html(name: &str) -> bool {
    let name = name.to_lowercase();
    name.ends_with(".html") || name.ends_with(".htm")
}

/// The ends of names of Markdown files.
const MARKDOWN: [&str; 5] = [".md", ".markdown", ".mkd", ".mdx", ".qmd"];

/// Whether the name of a file is that of a Markdown file.
pub(crate) fn is_markdown(name: &str) -> bool {
    let name = name.to_lowercase();
    MARKDOWN.iter().any(|end| name.ends_with(end))
}

/// The ends of names of texts in other formats, which are not read.
const OTHERS: [&str; 8] = [".txt", ".rst", ".adoc", ".org", ".docx", ".pdf", ".html", ".htm"];

/// Names of Markdown files, without their end, that are about a folder of files.
const ABOUT: [&str; 7] =
    ["readme", "contributing", "changelog", "code_of_conduct", "license", "licence", "security"];

/// Names of Markdown files, without their end, that list the pages of a site.
const LISTS: [&str; 2] = ["_index", "summary"];

/// Folders of site generators, whose files are no pages.
const GENERATORS: [&str; 9] = [
    "node_modules",
    "_site",
    "_includes",
    "_layouts",
    "_templates",
    "archetypes",
    "layouts",
    "templates",
    "themes",
];

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reason {
    About,
    List,
    Generator,
    Format,
}

impl Reason {
    /// Why the file of this name is not read; `None` if it is a monograph, or no text at all.
    fn of(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        if !is_markdown(&name) {
            return OTHERS.iter().any(|end| name.ends_with(end)).then_some(Self::Format);
        }
        let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
        if ABOUT.contains(&stem) {
            return Some(Self::About);
        }
        LISTS.contains(&stem).then_some(Self::List)
    }

    fn sentence(self) -> &'static str {
        match self {
            Self::About => "about the folder, not about a medicine",
            Self::List => "a list of pages",
            Self::Generator => "a folder of the site's generator",
            Self::Format => "not Markdown; build --site reads the .html pages of a site",
        }
    }
}

/// The monographs of a folder.
#[derive(Default)]
pub(crate) struct Found {
    /// Their files, sorted by path.
    pub(crate) sources: Vec<Source>,
    /// The texts that are not read, sorted by path; folders end with `/`.
    passed_over: Vec<(String, Reason)>,
}

impl Found {
    /// Names the texts that are not read, with the reason: a medicine must not be missed in silence.
    pub(crate) fn report(&self) {
        if !self.passed_over.is_empty() {
            warn(format_args!("drug-card: {} not read:", count(self.passed_over.len(), "text")));
        }
        warn_some("  ", &self.passed_over, |(path, reason)| format!("{path}: {}", reason.sentence()));
    }

    /// Adds what is in a folder and the folders below it; `below` is its path, empty or with `/` at the end.
    fn add_folder(&mut self, folder: &Path, below: &str) -> Result<(), Failure> {
        let entries = fs::read_dir(folder).map_err(|error| Failure::io("read", folder, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| Failure::io("read", folder, &error))?;
            let file = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            let path = format!("{below}{name}");
            let failed = |error| Failure::io("read", &file, &error);
            let mut kind = entry.file_type().map_err(failed)?;
            if kind.is_symlink() {
                kind = fs::metadata(&file).map_err(failed)?.file_type();
            }
            if !kind.is_dir() {
                self.add_file(path, file, &name);
            } else if GENERATORS.contains(&name.as_str()) {
                self.passed_over.push((format!("{path}/"), Reason::Generator));
            } else {
                self.add_folder(&file, &format!("{path}/"))?;
            }
        }
        Ok(())
    }

    fn add_file(&mut self, path: String, file: PathBuf, name: &str) {
        match Reason::of(name) {
            // Every folder may have one, and nobody expects it to be a medicine.
            Some(Reason::About) if path == name => {}
            Some(reason) => self.passed_over.push((path, reason)),
            None if is_markdown(name) => self.sources.push(Source { path, file, syntax: Syntax::Markdown }),
            None => {}
        }
    }
}

/// The monographs at `root`: one file, or the Markdown files of a folder and its subfolders. Names that start with a dot are skipped.
pub(crate) fn find(root: &Path) -> Result<Found, Failure> {
    let kind = fs::metadata(root).map_err(|error| Failure::io("read", root, &error))?;
    if kind.is_file() {
        let name = root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let syntax = if is_html(&name) { Syntax::Html(None) } else { Syntax::Markdown };
        let source = Source { path: name, file: root.to_path_buf(), syntax };
        return Ok(Found { sources: vec![source], ..Found::default() });
    }
    let mut found = Found::default();
    found.add_folder(root, "")?;
    found.sources.sort_by(|one, other| one.path.cmp(&other.path));
    found.passed_over.sort_by(|one, other| one.0.cmp(&other.0));
    if found.sources.is_empty() {
        return Err(Failure::Data(format!(
            "expected Markdown monographs (*.md) in {}, but there are none; name the folder that contains them",
            root.display()
        )));
    }
    Ok(found)
}
