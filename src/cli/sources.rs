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

/// Most files that are named one by one.
const MOST_NAMED: usize = 20;

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
pub(crate) struct Found {
    /// Their files, sorted by path.
    pub(crate) sources: Vec<Source>,
    /// The texts that are not read, sorted by path; folders end with `/`.
    passed_over: Vec<(String, Reason)>,
}

impl Found {
    /// Names the texts that are not read, with the reason: a medicine must not be missed in silence.
    pub(crate) fn report(&self) {
        if self.passed_over.is_empty() {
            return;
        }
        warn(format_args!("drug-card: {} not read:", count(self.passed_over.len(), "text")));
        for (path, reason) in self.passed_over.iter().take(MOST_NAMED) {
            warn(format_args!("  {path}: {}", reason.sentence()));
        }
        let more = self.passed_over.len().saturating_sub(MOST_NAMED);
        if more > 0 {
            warn(format_args!("  … and {more} more"));
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
        return Ok(Found { sources: vec![source], passed_over: Vec::new() });
    }
    let (mut sources, mut passed_over) = (Vec::new(), Vec::new());
    walk(root, "", &mut |path, file, is_folder| {
        let name = path.rsplit('/').next().unwrap_or(&path);
        if is_folder {
            let enter = !GENERATORS.contains(&name);
            if !enter {
                passed_over.push((format!("{path}/"), Reason::Generator));
            }
            return enter;
        }
        match Reason::of(name) {
            // Every folder may have one, and nobody expects it to be a medicine.
            Some(Reason::About) if path == name => {}
            Some(reason) => passed_over.push((path, reason)),
            None if is_markdown(name) => sources.push(Source { path, file, syntax: Syntax::Markdown }),
            None => {}
        }
        false
    })?;
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    passed_over.sort_by(|one, other| one.0.cmp(&other.0));
    if sources.is_empty() {
        return Err(Failure::Data(format!(
            "expected Markdown monographs (*.md) in {}, but there are none; name the folder that contains them",
            root.display()
        )));
    }
    Ok(Found { sources, passed_over })
}

/// Passes each file and folder below a folder to `take`, with its path, its name on disk and whether it is a folder; enters the folders
/// for which `take` gives true.
fn walk(
    folder: &Path,
    below: &str,
    take: &mut impl FnMut(String, PathBuf, bool) -> bool,
) -> Result<(), Failure> {
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
        if !kind.is_dir() {
            take(path, file, false);
        } else if take(path.clone(), file.clone(), true) {
            walk(&file, &path, take)?;
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
