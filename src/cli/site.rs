//! Finds the monographs among the pages of a site (`build --site`), HTML or Markdown, with the addresses of the pages.

use super::exclude::Exclude;
use super::failure::Failure;
use super::find::{is_html, is_markdown};
use super::output::{warn, warn_some};
use super::parallel::ordered_parallel_map;
use super::sources::{self, Source, Syntax};
use super::text_file;
use super::values;
use crate::monograph;
use crate::read::html::{self, Selector, Skip, Urls};
use crate::text::Language;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Where hits link to by default: the site's own pages, from its root.
const TEMPLATE: &str = "/{path}#{anchor}";

/// The options for the pages of a site.
#[derive(Debug, clap::Args)]
pub(crate) struct Pages {
    /// Folder of a site, instead of CONTENT: the HTML pages its generator wrote, or the Markdown it reads
    #[arg(
        long,
        value_name = "DIR",
        conflicts_with = "content",
        default_value_if("content", clap::builder::ArgPredicate::IsPresent, None)
    )]
    pub(crate) site: Option<PathBuf>,
    /// Element that contains the monograph, such as div.content; pages without it are skipped
    #[arg(long, value_name = "ELEMENT", value_parser = values::selector)]
    site_selector: Option<String>,
    /// Addresses of a Markdown site: m/milrinone.md becomes m/milrinone/ (folder) or m/milrinone.html (file)
    #[arg(long, value_name = "STYLE", value_parser = values::urls, default_value = "folder")]
    site_urls: String,
}

/// The link template of a site. One that appends to the address of a page would lead nowhere.
pub(crate) fn template_of(own: Option<&str>) -> Result<String, Failure> {
    let text = own.unwrap_or(TEMPLATE);
    if text.split("{path}").skip(1).any(|after| !after.is_empty() && !after.starts_with(['#', '?'])) {
        return Err(Failure::Usage(format!(
            "expected {{path}} at the end of --url-template or before #, but got {text}; with --site, {{path}} is the whole address \
             of the page, such as m/milrinone/ or m/milrinone.html"
        )));
    }
    values::template(text).map_err(Failure::Usage)
}

/// The files of a site that may be pages.
pub(crate) struct Files {
    /// The files, sorted by path.
    pub(crate) found: Vec<Source>,
    /// Whether they are HTML. Markdown files count only if there is no HTML.
    is_built: bool,
    /// The paths that are excluded, sorted; folders end with `/`.
    excluded: Vec<String>,
}

/// The files that may be pages.
pub(crate) fn files(root: &Path, exclude: &Exclude, output: &Path) -> Result<Files, Failure> {
    let kind = fs::metadata(root).map_err(|error| Failure::io("read", root, &error))?;
    if !kind.is_dir() {
        return Err(Failure::Usage(format!(
            "expected a folder after --site, but {} is a file; name the folder of the site",
            root.display()
        )));
    }
    let output = fs::canonicalize(output).ok();
    let patterns = exclude.below(root);
    let (mut html, mut markdown, mut excluded) = (Vec::new(), Vec::new(), Vec::new());
    let mut folders = vec![(root.to_path_buf(), String::new())];
    while let Some((folder, below)) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|error| Failure::io("read", &folder, &error))? {
            let file = entry.map_err(|error| Failure::io("read", &folder, &error))?.path();
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let kind = fs::symlink_metadata(&file).map_err(|error| Failure::io("read", &file, &error))?;
            // A link may point back at one of its parents; `_` is where generators keep files that are not pages.
            if kind.is_symlink() || name.starts_with('.') || name == "node_modules" {
                continue;
            }
            let path = format!("{below}{name}");
            if patterns.matched(&file, kind.is_dir()).is_ignore() {
                if kind.is_dir() || is_html(&name) || is_markdown(&name) {
                    excluded.push(if kind.is_dir() { path + "/" } else { path });
                }
                continue;
            }
            if kind.is_dir() {
                let own = fs::canonicalize(&file).ok().is_some_and(|file| Some(file) == output);
                let bundle = file.join("drug-card.js").is_file() && file.join("index.json").is_file();
                if !own && !bundle && !name.starts_with('_') {
                    folders.push((file, path + "/"));
                }
                continue;
            }
            // In Hugo, the page of a folder is `_index.md`.
            if name.starts_with('_') && name != "_index.md" {
                continue;
            }
            let lower = name.to_lowercase();
            if is_html(&name) {
                html.push(Source { path, file, syntax: Syntax::Html(None) });
            } else if is_markdown(&name) && lower != "readme.md" {
                markdown.push(Source { path, file, syntax: Syntax::Markdown });
            }
        }
    }
    let is_built = !html.is_empty();
    let mut found = if is_built { html } else { markdown };
    found.retain(|source| source.path != "404.html");
    found.sort_by(|one, other| one.path.cmp(&other.path));
    excluded.sort();
    Ok(Files { found, is_built, excluded })
}

/// The pages of a site.
pub(crate) struct Site {
    /// The monographs, sorted by address.
    pub(crate) found: Vec<Source>,
    /// The other pages, each with the reason; pages that the site itself excludes are not listed.
    pub(crate) skipped: Vec<(String, Skip)>,
    /// The paths that are excluded.
    excluded: Vec<String>,
}

/// Reads the pages of a site. Each monograph gets its address as path.
pub(crate) fn find(
    own: &Pages,
    root: &Path,
    exclude: &Exclude,
    output: &Path,
    language: &Language,
) -> Result<Site, Failure> {
    let Files { found: files, is_built, excluded } = files(root, exclude, output)?;
    let selector: Option<Selector> = own.site_selector.as_deref().and_then(|text| text.parse().ok());
    let urls = if own.site_urls == "file" { Urls::File } else { Urls::Folder };
    let mut read = Vec::with_capacity(files.len());
    ordered_parallel_map(
        &files,
        |source| {
            if is_built {
                built_page(source, selector.as_ref(), language)
            } else {
                markdown(source, urls, language)
            }
        },
        |page| {
            read.push(page);
            Ok(())
        },
    )?;
    let (pages, mut found, mut skipped) = (files.len(), Vec::new(), Vec::new());
    for (source, read) in files.into_iter().zip(read) {
        match read {
            Ok(path) => found.push(Source {
                path,
                file: source.file,
                syntax: if is_built { Syntax::Html(selector.clone()) } else { Syntax::Markdown },
            }),
            Err(skip) => skipped.push((source.path, skip)),
        }
    }
    if found.is_empty() {
        let first = skipped.first().map(|(path, skip)| format!(" ({path}: {})", skip.sentence()));
        return Err(Failure::Data(format!(
            "expected monographs in {}, but none of its {pages} {} pages is one{}; name the folder that the site's generator writes, \
             and name the element that contains the text with --site-selector",
            root.display(),
            if is_built { "HTML" } else { "Markdown" },
            first.unwrap_or_default()
        )));
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    let mut taken: BTreeMap<&str, &Path> = BTreeMap::new();
    for source in &found {
        if let Some(other) = taken.insert(&source.path, &source.file) {
            return Err(Failure::Data(format!(
                "expected one page per address, but {} and {} both have the address {}; change the permalink or slug of one",
                other.display(),
                source.file.display(),
                source.path
            )));
        }
    }
    skipped.retain(|(_, skip)| !skip.is_meant());
    Ok(Site { found, skipped, excluded })
}

/// The address of a page, or why it is not a monograph.
type Read = Result<String, Skip>;

fn built_page(source: &Source, selector: Option<&Selector>, language: &Language) -> Result<Read, Failure> {
    let bytes = fs::read(&source.file).map_err(|error| Failure::io("read", &source.file, &error))?;
    let Ok(page) = text_file::decode(&bytes) else { return Ok(Err(Skip::NotUtf8)) };
    Ok(monograph::parse_html(&page, selector, language).map(|_| html::of_page(&source.path)))
}

fn markdown(source: &Source, urls: Urls, language: &Language) -> Result<Read, Failure> {
    let text = sources::read(source)?;
    let read = monograph::read_in(&text, language);
    if let Err(skip) = monograph::is_monograph(&read) {
        return Ok(Err(skip));
    }
    html::of_markdown(&source.path, &read.front_matter, urls)
        .map(Ok)
        .map_err(|error| Failure::Data(error.to_string()))
}

impl Site {
    /// Prints which pages were skipped, and why.
    pub(crate) fn report_skipped(&self) {
        warn_some("", &self.excluded, |path| format!("{path}: named by exclude"));
        warn_some("", &self.skipped, |(path, skip)| format!("{path}: {}", skip.sentence()));
        if !self.skipped.is_empty() {
            warn(format_args!(
                "drug-card: skipped {} pages that are not monographs; {} pages are",
                self.skipped.len(),
                self.found.len()
            ));
        }
    }
}
