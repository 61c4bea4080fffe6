//! Writes imported pages into the content folder: a label is replaced only by a higher version of itself.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::cli::output::write_atomically;
use crate::import::Page;

/// What became of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A new file.
    New,
    /// It replaced this version; what changed, as words.
    Replaced { version: String, changes: Vec<String> },
    /// The folder has this version, which is not lower.
    Kept { version: String },
    /// `--latest`: the folder or this import has a newer label of the same medicine and labeler.
    Older { than: String },
}

/// A page that is in the folder.
#[derive(Debug, Clone)]
struct Present {
    file: PathBuf,
    version: String,
    source: String,
}

/// The content folder.
pub(super) struct Folder {
    root: PathBuf,
    /// By the key of the label.
    present: HashMap<String, Present>,
    taken: HashSet<PathBuf>,
    latest: bool,
    newest: HashMap<String, Newest>,
    /// Files of each name, with their effective dates.
    named: BTreeMap<String, Vec<(String, String)>>,
}

/// The newest label of a medicine and labeler in this import.
struct Newest {
    date: String,
    version: u64,
    file: PathBuf,
    is_new: bool,
    slug: String,
    key: String,
}

impl Folder {
    /// Opens or creates the folder, and reads what earlier imports wrote.
    pub(super) fn open(root: &Path, latest: bool) -> Result<Self, Failure> {
        fs::create_dir_all(root).map_err(|error| Failure::io("write", root, &error))?;
        let mut folder = Self {
            root: root.to_path_buf(),
            present: HashMap::new(),
            taken: HashSet::new(),
            latest,
            newest: HashMap::new(),
            named: BTreeMap::new(),
        };
        folder.read(root)?;
        Ok(folder)
    }

    fn read(&mut self, folder: &Path) -> Result<(), Failure> {
        let failed = |error| Failure::io("read", folder, &error);
        for entry in fs::read_dir(folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.is_dir() && !path.is_symlink() {
                self.read(&path)?;
            } else if path.extension().is_some_and(|extension| extension == "md") {
                let head = head(&path).map_err(|error| Failure::io("read", &path, &error))?;
                let value = |key: &str| {
                    let mut lines = head.lines().skip(1).take_while(|line| *line != "---");
                    let line = lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(": "));
                    line.map(|value| value.trim_matches('"').to_string()).unwrap_or_default()
                };
                self.taken.insert(path.clone());
                let key = match value("import_key") {
                    key if key.is_empty() => value("set_id").to_ascii_lowercase(),
                    key => key,
                };
                if !key.is_empty() {
                    let present = Present { file: path, version: value("version"), source: value("source") };
                    self.present.insert(key, present);
                }
            }
        }
        Ok(())
    }

    /// Writes a page, or says why not.
    pub(super) fn write(&mut self, page: &Page) -> Result<(PathBuf, Outcome), Failure> {
        let number = |version: &str| version.trim().parse::<u64>().unwrap_or(0);
        let version = page.version.clone().unwrap_or_default();
        let date = page.effective_date.clone().unwrap_or_default();
        if let Some(present) = self.present.get(&page.key) {
            let richer = present.source != "openFDA" && page.source == "openFDA";
            let poorer = present.source == "openFDA" && page.source != "openFDA";
            let higher = number(&version) > number(&present.version);
            if richer || !(higher || poorer && version == present.version) {
                return Ok((present.file.clone(), Outcome::Kept { version: present.version.clone() }));
            }
        }
        let group = format!("{}|{}", page.generic.to_lowercase(), page.labeler.to_lowercase());
        if self.latest
            && let Some(newest) = self.newest.get(&group)
        {
            let rank = |date: &str, version: u64, key: &str| {
                (date.to_string(), version, std::cmp::Reverse(key.to_string()))
            };
            if newest.key != page.key {
                if rank(&date, number(&version), &page.key) <= rank(&newest.date, newest.version, &newest.key)
                {
                    return Ok((newest.file.clone(), Outcome::Older { than: newest.slug.clone() }));
                }
                // Only what this import wrote is taken away again.
                if newest.is_new {
                    fs::remove_file(&newest.file)
                        .map_err(|error| Failure::io("remove", &newest.file, &error))?;
                    self.taken.remove(&newest.file);
                    self.present.remove(&newest.key);
                    let name = page.generic.clone();
                    let slug = newest.slug.clone();
                    if let Some(files) = self.named.get_mut(&name) {
                        files.retain(|(known, _)| *known != slug);
                    }
                }
            }
        }
        let (file, outcome) = match self.present.get(&page.key) {
            Some(present) => {
                let file = present.file.clone();
                let before = fs::read_to_string(&file).map_err(|error| Failure::io("read", &file, &error))?;
                let changes = changes(&before, &page.text.with_slug(&page.slug));
                (file, Outcome::Replaced { version: present.version.clone(), changes })
            }
            None => (self.free(page)?, Outcome::New),
        };
        let text = page.text.with_slug(slug_of(page, &file));
        write_atomically(&file, |out| {
            out.write_all(text.as_bytes()).map_err(|error| Failure::io("write", &file, &error))
        })?;
        self.taken.insert(file.clone());
        self.present.insert(
            page.key.clone(),
            Present { file: file.clone(), version: version.clone(), source: page.source.to_string() },
        );
        self.newest.insert(
            group,
            Newest {
                date: date.clone(),
                version: number(&version),
                file: file.clone(),
                is_new: outcome == Outcome::New,
                slug: page.slug.clone(),
                key: page.key.clone(),
            },
        );
        self.named.entry(page.generic.clone()).or_default().push((page.slug.clone(), date));
        Ok((file, outcome))
    }

    /// A file name that no page has yet.
    fn free(&self, page: &Page) -> Result<PathBuf, Failure> {
        let folder = match &page.folder {
            Some(folder) => self.root.join(folder),
            None => self.root.clone(),
        };
        fs::create_dir_all(&folder).map_err(|error| Failure::io("write", &folder, &error))?;
        let mut file = folder.join(format!("{}.md", page.slug));
        let mut number = 1;
        while self.taken.contains(&file) || file.exists() {
            number += 1;
            file = folder.join(format!("{}-{number}.md", page.slug));
        }
        Ok(file)
    }

    /// The names that several labels have.
    pub(super) fn shared_names(&self) -> impl Iterator<Item = (&str, &[(String, String)])> {
        let several = self.named.iter().filter(|(name, files)| files.len() > 1 && !name.is_empty());
        several.map(|(name, files)| (name.as_str(), files.as_slice()))
    }
}

/// The address of a page. Where a page of the owner has its name, it is that of its own file.
fn slug_of<'a>(page: &'a Page, file: &'a Path) -> &'a str {
    let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let numbered = stem.strip_prefix(page.slug.as_str()).is_some_and(|rest| rest.starts_with('-'));
    if numbered { stem } else { &page.slug }
}

/// The beginning of a file, which holds its front matter.
fn head(path: &Path) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(65_536).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Which sections came, went or have other text.
fn changes(before: &str, after: &str) -> Vec<String> {
    let (before, after) = (sections(before), sections(after));
    let old: HashMap<&str, &str> = before.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let new: HashSet<&str> = after.iter().map(|(name, _)| name.as_str()).collect();
    let mut out = Vec::new();
    for (name, text) in &after {
        match old.get(name.as_str()) {
            None => out.push(format!("new section: {name}")),
            Some(other) if other != text => out.push(format!("changed: {name}")),
            Some(_) => {}
        }
    }
    out.extend(
        before
            .iter()
            .filter(|(name, _)| !new.contains(name.as_str()))
            .map(|(name, _)| format!("removed: {name}")),
    );
    out
}

/// The headings of a page with the text under each.
fn sections(page: &str) -> Vec<(String, String)> {
    let body =
        page.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(page, |(_, body)| body);
    let mut out: Vec<(String, String)> = Vec::new();
    for line in body.lines() {
        if let Some(name) = line.strip_prefix('#') {
            out.push((name.trim_start_matches('#').trim().replace('\\', ""), String::new()));
        } else if let Some((_, text)) = out.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    out
}
