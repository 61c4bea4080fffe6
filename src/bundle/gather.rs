//! Owns the layout of a bundle: which files there are and what they are called.
//!
//! Pure: it gives names and bytes; the command line writes them. `index.json` is the one mutable file, everything it
//! names carries its hash in its name. `drug-card.js` and the pages keep stable names, so that a page can point to them.

use crate::bundle::entry::BundleEntry;
use crate::bundle::file::{File, hashed, name_of, reference};
use crate::bundle::offline::{self, Pwa};
use crate::bundle::preload::{Named, with_hints};
use crate::bundle::prepare::Prepared;
use crate::bundle::root::{Core, Cores, Counts, FORMAT, FileRef, Root, Script};
use crate::card::markup::escaped;
use crate::error::Error;
use crate::index::{TermCounter, Writer};
use crate::lexicon::Lexicon;
use crate::text::fold::key;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The file of both elements; it keeps its name, so that a page can point to it.
const SHELL: &str = "drug-card.js";

/// The bundle's own page, and how it calls itself.
const APP: &str = "index.html";
const TITLE: &str = "Medicines A to Z";

/// Gathers monographs into a bundle.
pub struct Bundle<'a> {
    words: &'a Lexicon,
    counter: Arc<TermCounter>,
    writer: Writer,
    content: Sha256,
    counts: Counts,
    titles: Vec<(String, String, String)>,
    files: Vec<FileRef>,
    /// The site's notes that found their medicine.
    noted: BTreeSet<String>,
    offline: Option<Pwa>,
    /// What the bundle's own page is called, if not as it calls itself.
    title: Option<String>,
}

impl<'a> Bundle<'a> {
    /// An empty bundle that knows `words`.
    #[must_use]
    pub fn new(words: &'a Lexicon) -> Self {
        let writer = Writer::new(words);
        Self {
            words,
            counter: Arc::new(writer.counter()),
            writer,
            content: Sha256::new(),
            counts: Counts::default(),
            titles: Vec::new(),
            files: Vec::new(),
            noted: BTreeSet::new(),
            offline: None,
            title: None,
        }
    }

    /// The site's notes that found their medicine so far.
    #[must_use]
    pub fn noted(&self) -> &BTreeSet<String> {
        &self.noted
    }

    /// Makes the app page of the bundle work without network.
    pub fn keep_offline(&mut self, offline: Pwa) {
        self.offline = Some(offline);
    }

    /// Gives the bundle's own page a name.
    pub fn name(&mut self, title: &str) {
        self.title = Some(title.to_string());
    }

    /// What counts the words of the bundle's monographs.
    #[must_use]
    pub fn counter(&self) -> Arc<TermCounter> {
        Arc::clone(&self.counter)
    }

    /// Adds a monograph and gives its card's file.
    pub fn add(&mut self, ready: Prepared) -> File {
        let (entry, file) = BundleEntry::new(ready, &self.counter);
        self.enter(entry);
        file
    }

    /// Takes in a monograph whose card's file is written. The same monographs in the same order give the same bytes.
    pub fn enter(&mut self, entry: BundleEntry) {
        self.writer.add(&entry.page());
        let BundleEntry { facts, source, note, passages, card, .. } = entry;
        self.content.update((facts.path.len() as u64).to_le_bytes());
        self.content.update(&facts.path);
        self.content.update(source);
        self.counts.monographs += 1;
        self.counts.faqs += facts.faqs;
        self.counts.passages += passages;
        self.noted.extend(note);
        self.titles.push((facts.slug, facts.title, facts.line));
        self.files.push(card);
    }

    /// Finishes the bundle: the index, the browser's files, the list of all files, and the root, which comes last.
    ///
    /// `web` are the files of the browser side by name, empty when the program was built without them; `built` is the
    /// day to record; `url_template` is where hits lead, if not to the bundle's own page.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`] when the content outgrows the index format.
    pub fn finish(
        mut self,
        web: &[(&str, &[u8])],
        built: Option<&str>,
        url_template: Option<&str>,
    ) -> Result<(Root, Vec<File>), Error> {
        let offline = self.offline;
        let content = self.content.finalize();
        let mut hash = Sha256::new();
        hash.update(content);
        hash.update(env!("CARGO_PKG_VERSION"));
        hash.update(FORMAT.to_le_bytes());
        hash.update(format!("{:?}", self.words));
        // The cards as they are shown: a site's own notes change them and not the content.
        self.files.iter().for_each(|file| hash.update(&file.sha256));
        hash.update(format!("{offline:?}"));
        for (name, bytes) in web {
            hash.update(name);
            hash.update(Sha256::digest(bytes));
        }
        hash.update(format!("{:?}", (url_template, &self.title)));
        let build = hash.finalize().iter().take(8).fold(0_u64, |id, byte| (id << 8) | u64::from(*byte));
        let index = self.writer.finish(build, &name_of)?;
        let mut files = index.files;
        let head = hashed(&mut files, "head", "bin", index.head);
        let cards =
            self.titles.iter().zip(&self.files).map(|((_, title, _), card)| (key(title), &*card.file));
        let named = Named::new(cards, files.iter().map(|(name, _)| name.as_str()));
        self.titles.sort_by_cached_key(|(slug, title, _)| (key(title), slug.clone()));
        let titles = serde_json::to_vec(&self.titles).unwrap_or_default();
        let titles = hashed(&mut files, "titles", "json", titles);
        let cores = cores(&mut files, web);
        let words = words(&mut files, web);
        let mut root = Root {
            format: FORMAT,
            build: format!("{build:016x}"),
            content: content.iter().take(4).map(|byte| format!("{byte:02x}")).collect(),
            built: built.map(str::to_string),
            generator: concat!("drug-card ", env!("CARGO_PKG_VERSION")).into(),
            lang: self.words.language.clone(),
            counts: self.counts,
            names: index.names,
            head,
            titles,
            title: self.title.clone(),
            words,
            url_template: url_template.map(str::to_string),
            cores,
            files: FileRef::default(),
        };
        let title = self.title.as_deref().unwrap_or(TITLE);
        for (name, bytes) in web {
            if let Some(page) = name.strip_prefix("pages/") {
                let bytes = if page == APP { titled(bytes, title) } else { bytes.to_vec() };
                match offline {
                    _ if page == offline::WORKER => {}
                    Some(offline) => files.push((page.into(), offline.page(page, &bytes, &root))),
                    None if offline::is_own(page) => {}
                    None => files.push((page.into(), bytes)),
                }
            } else if *name == SHELL {
                files.push(((*name).into(), with_hints(bytes, &root, &named)));
            }
        }
        files.extend(offline.iter().flat_map(|offline| offline.files(title, &self.words.language)));
        self.files.extend(files.iter().map(|(name, bytes)| reference(name, bytes)));
        self.files.sort_by(|a, b| a.file.cmp(&b.file));
        let list = serde_json::to_vec(&self.files).unwrap_or_default();
        root.files = hashed(&mut files, "files", "json", list);
        let json = root.to_file();
        let worker = web.iter().find(|(name, _)| name.strip_prefix("pages/") == Some(offline::WORKER));
        if let (Some(offline), Some((_, source))) = (offline, worker) {
            files.push(offline.worker(source, &root, &self.files, &reference("index.json", &json)));
        }
        files.push(("index.json".into(), json));
        Ok((root, files))
    }
}

fn cores(files: &mut Vec<File>, web: &[(&str, &[u8])]) -> Option<Cores> {
    let mut core = |name: &str| {
        let find = |file: String| web.iter().find(|(have, _)| *have == file).map(|(_, bytes)| bytes.to_vec());
        let (js, wasm) = (find(format!("{name}.js"))?, find(format!("{name}.wasm"))?);
        Some(Core { js: hashed(files, name, "js", js), wasm: hashed(files, name, "wasm", wasm) })
    };
    let (search, markdown) = (core("search-core")?, core("markdown-core")?);
    let (_, script) = web.iter().find(|(have, _)| *have == "several.js")?;
    let several = Script { js: hashed(files, "several", "js", script.to_vec()) };
    Some(Cores { search, markdown, several: Some(several) })
}

/// `words/de.json` of the browser's files, named by its hash as the parts of the index are.
fn words(files: &mut Vec<File>, web: &[(&str, &[u8])]) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    for (name, bytes) in web {
        let Some(language) = name.strip_prefix("words/").and_then(|name| name.strip_suffix(".json")) else {
            continue;
        };
        let hash = name_of(bytes);
        files.push((format!("words/{hash}.json"), bytes.to_vec()));
        words.insert(language.to_string(), hash);
    }
    words
}

/// The bundle's own page under another name.
fn titled(page: &[u8], title: &str) -> Vec<u8> {
    String::from_utf8_lossy(page).replace(TITLE, &escaped(title)).into_bytes()
}
