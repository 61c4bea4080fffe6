//! Finds the monographs of a folder, and names the texts in it that are not read.

use super::exclude::{Exclude, Ignored};
use super::failure::Failure;
use super::output::{count, warn, warn_some};
use super::sources::{Source, Syntax};
use ignore::gitignore::Gitignore;
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
    Excluded,
    Ignored,
    Dot,
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
            Self::Excluded => "named by exclude",
            Self::Ignored => "named by .gitignore",
            Self::Dot => "the name starts with a dot",
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

    fn pass_over(&mut self, path: String, reason: Reason) {
        self.passed_over.push((path, reason));
    }
}

/// Looks through a folder and the folders below it.
struct Walk {
    found: Found,
    excluded: Gitignore,
    ignored: Ignored,
}

impl Walk {
    /// Adds what is in a folder and the folders below it; `below` is its path, empty or with `/` at the end.
    fn add_folder(&mut self, folder: &Path, below: &str) -> Result<(), Failure> {
        self.ignored.enter(folder)?;
        let entries = fs::read_dir(folder).map_err(|error| Failure::io("read", folder, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| Failure::io("read", folder, &error))?;
            let file = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            let mut path = format!("{below}{name}");
            let failed = |error| Failure::io("read", &file, &error);
            let mut kind = entry.file_type().map_err(failed)?;
            if kind.is_symlink() {
                kind = match fs::metadata(&file) {
                    Ok(kind) => kind.file_type(),
                    // Where a link without an end leads does not matter if it is not followed.
                    Err(_) if name.starts_with('.') => continue,
                    Err(error) => return Err(failed(error)),
                };
            }
            let is_folder = kind.is_dir();
            let reason = self.reason(&file, &path, &name, is_folder);
            path.extend(is_folder.then_some('/'));
            match reason {
                // Git keeps its own files there.
                Some(Reason::Dot) if name == ".git" => {}
                Some(Reason::Dot) if !has_markdown(&file, is_folder) => {}
                Some(reason) if is_folder => self.found.pass_over(path, reason),
                None if is_folder => self.add_folder(&file, &path)?,
                reason => self.add_file(path, file, &name, reason),
            }
        }
        self.ignored.leave();
        Ok(())
    }

    /// Why a file or folder is not looked at, whatever its format.
    fn reason(&self, file: &Path, path: &str, name: &str, is_folder: bool) -> Option<Reason> {
        if name.starts_with('.') {
            Some(Reason::Dot)
        } else if self.excluded.matched(file, is_folder).is_ignore() {
            Some(Reason::Excluded)
        } else if self.ignored.holds(file, path, is_folder) {
            Some(Reason::Ignored)
        } else {
            (is_folder && GENERATORS.contains(&name)).then_some(Reason::Generator)
        }
    }

    fn add_file(&mut self, path: String, file: PathBuf, name: &str, reason: Option<Reason>) {
        let reason = match (Reason::of(name), reason) {
            // Every folder may have one, and nobody expects it to be a medicine.
            (Some(Reason::About), None) if path == name => return,
            (None, Some(_)) if !is_markdown(name) => return,
            (own, reason) => reason.or(own),
        };
        match reason {
            Some(reason) => self.found.pass_over(path, reason),
            None if is_markdown(name) => {
                self.found.sources.push(Source { path, file, syntax: Syntax::Markdown });
            }
            None => {}
        }
    }
}

/// Whether a file is Markdown, or a folder has Markdown below it. Links are not followed.
fn has_markdown(file: &Path, is_folder: bool) -> bool {
    if !is_folder {
        return file.file_name().is_some_and(|name| is_markdown(&name.to_string_lossy()));
    }
    fs::read_dir(file).into_iter().flatten().flatten().any(|entry| {
        entry.file_type().is_ok_and(|kind| !kind.is_symlink() && has_markdown(&entry.path(), kind.is_dir()))
    })
}

/// The monographs at `root`: one file, or the Markdown files of a folder and its subfolders that are not left out.
pub(crate) fn find(root: &Path, exclude: &Exclude) -> Result<Found, Failure> {
    let kind = fs::metadata(root).map_err(|error| Failure::io("read", root, &error))?;
    if kind.is_file() {
        let name = root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let syntax = if is_html(&name) { Syntax::Html(None) } else { Syntax::Markdown };
        let source = Source { path: name, file: root.to_path_buf(), syntax };
        return Ok(Found { sources: vec![source], ..Found::default() });
    }
    let (excluded, ignored) = (exclude.below(root), Ignored::above(root)?);
    let mut walk = Walk { found: Found::default(), excluded, ignored };
    walk.add_folder(root, "")?;
    let mut found = walk.found;
    found.sources.sort_by(|one, other| one.path.cmp(&other.path));
    found.passed_over.sort_by(|one, other| one.0.cmp(&other.0));
    if found.sources.is_empty() {
        found.report();
        return Err(Failure::Data(format!(
            "expected Markdown monographs (*.md) in {}, but there are none; name the folder that contains them",
            root.display()
        )));
    }
    Ok(found)
}
