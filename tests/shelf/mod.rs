//! What tests of index and search share: a folder of monographs as an index, and a seeded random generator.
#![allow(dead_code, clippy::unwrap_used, reason = "each test uses its part and is free to unwrap")]

#[path = "../support/dice.rs"]
pub(crate) mod dice;

use drug_card::Error;
use drug_card::internals::bundle::file::File;
use drug_card::internals::bundle::gather::Bundle;
use drug_card::internals::bundle::prepare::Prepared;
use drug_card::internals::bundle::slugs::Slugs;
use drug_card::internals::index::Index;
use drug_card::internals::lexicon::Lexicon;
use drug_card::internals::monograph::passage::{Passage, cut};
use drug_card::internals::monograph::{Alert, parse_in};
use drug_card::internals::search::{Query, Scope, SearchResults, complete, search};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Every Markdown file below `root`, sorted, as relative path and text.
pub(crate) fn sources(root: &Path) -> Vec<(String, String)> {
    let mut folders = vec![root.to_path_buf()];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "md") && !path.ends_with("README.md") {
                files.push(path);
            }
        }
    }
    files.sort();
    let name = |path: &Path| path.strip_prefix(root).unwrap().to_str().unwrap().to_string();
    files.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// The sample monographs of this repository.
pub(crate) fn samples() -> Vec<(String, String)> {
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"))
}

/// A source with this title above `body`, named after it.
pub(crate) fn titled(title: &str, body: &str) -> (String, String) {
    let name = title.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "-");
    (format!("{name}.md"), format!("---\ntitle: {title}\n---\n# {title}\n\n{body}"))
}

/// A bundle in memory: its open index and its files.
pub(crate) struct Shelf {
    pub(crate) index: RefCell<Index>,
    pub(crate) head: Vec<u8>,
    pub(crate) names: Vec<u8>,
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// Title, path and units of each page, in the order of the index.
    pub(crate) pages: Vec<(String, String, Vec<Passage>)>,
}

impl Shelf {
    /// Asks and loads what the question needs.
    pub(crate) fn ask(&self, text: &str) -> SearchResults {
        self.search(&Query { text, limit: 10, scope: Scope::All })
    }

    pub(crate) fn search(&self, query: &Query<'_>) -> SearchResults {
        complete::<Error>(&mut self.index.borrow_mut(), query, |path| Ok(self.files[path].clone())).unwrap()
    }
}

/// Makes a bundle of Markdown sources.
pub(crate) fn index(sources: &[(String, String)], words: &Lexicon) -> Shelf {
    let (mut bundle, slugs) = (Bundle::new(words), Slugs::of(&words.language));
    let mut files: Vec<File> = Vec::new();
    for (path, text) in sources {
        files.push(bundle.add(Prepared::new(words, None, path, &slugs.of_path(path), text).unwrap()));
    }
    let (root, rest) = bundle.finish(&[], None, None).unwrap();
    files.extend(rest);
    let files: BTreeMap<String, Vec<u8>> = files.into_iter().collect();
    let head = files[&root.head.file].clone();
    let names = serde_json::to_vec(&root.names).unwrap();
    let passages = |text: &str| {
        let monograph = parse_in(text, &words.language).monograph;
        let mut passages = cut(&monograph);
        // A page about another medicine, or about none, answers nothing: the index has its head alone.
        let is_none = |alert: &Alert| {
            matches!(
                alert,
                Alert::Refusal | Alert::Fiction | Alert::OtherDrug { .. } | Alert::SeveralMedicines { .. }
            )
        };
        if monograph.alerts.iter().any(is_none) {
            passages.truncate(1);
        }
        passages
    };
    let pages = sources.iter().map(|(path, text)| {
        let passages = passages(text);
        (passages[0].heading.clone(), path.clone(), passages)
    });
    let index = RefCell::new(Index::open(head.clone(), &names).unwrap());
    Shelf { index, head, names, files, pages: pages.collect() }
}

/// Makes a bundle of pages that have only a title.
pub(crate) fn index_of_titles(titles: &[(String, String)], words: &Lexicon) -> Shelf {
    let page = |(path, title): &(String, String)| {
        let title = serde_json::to_string(title).unwrap();
        (path.clone(), format!("---\ntitle: {title}\n---\n"))
    };
    index(&titles.iter().map(page).collect::<Vec<_>>(), words)
}

/// Searches with one damaged file that has the right checksums; if it does not load, searches once more without it.
pub(crate) fn ask_damaged(
    index: &mut Index,
    shelf: &Shelf,
    damaged: Option<(&str, &[u8])>,
    text: &str,
) -> (SearchResults, bool) {
    let mut refused = false;
    for _ in 0..12 {
        let found = search(index, &Query::new(text));
        let missing_paths = index.missing_paths();
        if missing_paths.is_empty() || refused {
            return (found, refused);
        }
        for path in missing_paths {
            refused |= match damaged {
                Some((file, bytes)) if file == path => index.load_unchecked(&path, bytes.to_vec()).is_err(),
                _ => index.load(&path, shelf.files.get(&path).cloned().unwrap_or_default()).is_err(),
            };
        }
    }
    panic!("{text}: a question that never stops needing files");
}

/// Fixes the checksum of a head after a mutation, as an attacker would; shards have theirs in their names.
pub(crate) fn fix_checksum(head: &mut [u8]) {
    if let Some((before, checksum)) = head.split_last_chunk_mut() {
        *checksum = crc32fast::hash(before).to_le_bytes();
    }
}

/// Searches several bundles as one.
pub(crate) fn ask_parts(parts: &[Shelf], text: &str) -> SearchResults {
    let mut index = Index::open(parts[0].head.clone(), &parts[0].names).unwrap();
    for part in &parts[1..] {
        index.join(part.head.clone(), &part.names).unwrap();
    }
    let fetch = |path: &str| {
        let (number, file) = match path.split_once('/').unwrap() {
            (number, file) if number.parse::<usize>().is_ok() => (number.parse().unwrap(), file),
            _ => (0, path),
        };
        Ok::<_, Error>(parts[number].files[file].clone())
    };
    complete(&mut index, &Query { text, limit: 10, scope: Scope::All }, fetch).unwrap()
}
