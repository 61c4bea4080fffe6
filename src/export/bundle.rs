//! Owns the layout of a bundle: which files there are and what they are called.
//!
//! Pure: it gives names and bytes; the command line writes them. `index.json` is the one mutable file, everything it
//! names carries its hash in its name. `drug-card.js` and the pages keep stable names, so that a page can point to them.

use crate::error::Error;
use crate::export::card_file;
use crate::export::entry::{About, Entry};
use crate::export::html;
use crate::export::overlay::Overlay;
use crate::export::pwa::{self, Pwa};
use crate::export::root::{Core, Cores, Counts, FORMAT, FileRef, Root, Script};
use crate::export::told::{Named, told};
use crate::index::{Counter, Writer};
use crate::monograph::{Alert, Monograph, Parsed, SectionKind, parse_in, plain_blocks};
use crate::text::checksum::seal;
use crate::text::fold::key;
use crate::text::{Language, Words};
use crate::unit::{Unit, cut};
use crate::view::{Context, alerts, card};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The file of both elements; it keeps its name, so that a page can point to it.
const SHELL: &str = "drug-card.js";

/// The bundle's own page, and how it calls itself.
const APP: &str = "index.html";
const TITLE: &str = "Medicines A to Z";

/// A file of the bundle: its path and its bytes.
pub type File = (String, Vec<u8>);

/// A monograph made ready for a bundle; making it needs nothing of the others, so many can be made at a time.
#[derive(Debug)]
pub struct Prepared {
    pub(super) about: About,
    pub(super) units: Vec<Unit>,
    pub(super) card: Vec<u8>,
}

impl Prepared {
    /// Reads the monograph at `path` (below the content folder) and makes its card, with the site's own note on it.
    ///
    /// # Errors
    ///
    /// A sentence when the page says that it is in another language than `words`.
    pub fn new(
        words: &Words,
        overlay: Option<&Overlay>,
        path: &str,
        slug: &str,
        source: &str,
    ) -> Result<Self, String> {
        let parsed = parse_in(source, &words.language);
        let monograph = &parsed.monograph;
        agree(monograph, &words.language)?;
        let title = if monograph.title.is_empty() { slug.to_string() } else { monograph.title.clone() };
        let different: Vec<String> = words.confused_with(&title).map(str::to_string).collect();
        let (note, local) = overlay.and_then(|overlay| overlay.on(slug, &title)).unzip();
        let alerts = alerts(monograph);
        let context = Context {
            tall: words.tall(&title),
            different: &different,
            alerts: &alerts,
            local: local.as_ref(),
        };
        let card = card_file::write(slug, &title, &card(monograph, &context));
        let units = cut(monograph);
        let about = About {
            path: path.to_string(),
            slug: slug.to_string(),
            line: line(&parsed),
            generic_name: trusted_generic_name(&parsed).map(str::to_string),
            faqs: monograph.faqs().count(),
            source: Sha256::digest(source).into(),
            ingredients: parsed.monograph.ingredients,
            title,
            note,
        };
        Ok(Self { about, units, card })
    }
}

/// A bundle has one language, by which it is searched; a page may say its region.
fn agree(monograph: &Monograph, language: &Language) -> Result<(), String> {
    let Some(said) = monograph.front_matter.get("lang") else { return Ok(()) };
    let said =
        Language::parse(said).map_err(|sentence| format!("{sentence}; mend `lang` in its front matter"))?;
    if said.primary() == language.primary() {
        return Ok(());
    }
    Err(format!(
        "expected a page in the language of the bundle, {}, but its front matter says {}; build the pages in {} as a bundle of \
         their own with --lang {}, a page searches both with base=\"a b\"",
        language.tag(),
        said.tag(),
        said.tag(),
        said.tag()
    ))
}

/// Gathers monographs into a bundle.
pub struct Bundle<'a> {
    words: &'a Words,
    counter: Arc<Counter>,
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
    pub fn new(words: &'a Words) -> Self {
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
    pub fn counter(&self) -> Arc<Counter> {
        Arc::clone(&self.counter)
    }

    /// Adds a monograph and gives its card's file.
    pub fn add(&mut self, ready: Prepared) -> File {
        let (entry, file) = Entry::new(ready, &self.counter);
        self.enter(entry);
        file
    }

    /// Takes in a monograph whose card's file is written. The same monographs in the same order give the same bytes.
    pub fn enter(&mut self, entry: Entry) {
        self.writer.add(&entry.page());
        let Entry { about, units, card, .. } = entry;
        self.content.update((about.path.len() as u64).to_le_bytes());
        self.content.update(&about.path);
        self.content.update(about.source);
        self.counts.monographs += 1;
        self.counts.faqs += about.faqs;
        self.counts.units += units;
        self.noted.extend(about.note);
        self.titles.push((about.slug, about.title, about.line));
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
                    _ if page == pwa::WORKER => {}
                    Some(offline) => files.push((page.into(), offline.page(page, &bytes, &root))),
                    None if pwa::is_own(page) => {}
                    None => files.push((page.into(), bytes)),
                }
            } else if *name == SHELL {
                files.push(((*name).into(), told(bytes, &root, &named)));
            }
        }
        files.extend(offline.iter().flat_map(|offline| offline.files(title, &self.words.language)));
        self.files.extend(files.iter().map(|(name, bytes)| reference(name, bytes)));
        self.files.sort_by(|a, b| a.file.cmp(&b.file));
        let list = serde_json::to_vec(&self.files).unwrap_or_default();
        root.files = hashed(&mut files, "files", "json", list);
        let json = root.to_file();
        let worker = web.iter().find(|(name, _)| name.strip_prefix("pages/") == Some(pwa::WORKER));
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

fn hashed(files: &mut Vec<File>, stem: &str, extension: &str, bytes: Vec<u8>) -> FileRef {
    let file = format!("{stem}.{}.{extension}", short_hash(&bytes));
    let reference = reference(&file, &bytes);
    files.push((file, bytes));
    reference
}

fn reference(file: &str, bytes: &[u8]) -> FileRef {
    reference_by(file, bytes, &Sha256::digest(bytes).into())
}

/// The reference to a file whose SHA-256 is known.
pub(super) fn reference_by(file: &str, bytes: &[u8], sha256: &[u8; 32]) -> FileRef {
    FileRef { file: file.into(), sha256: STANDARD.encode(sha256), bytes: bytes.len() }
}

/// The bundle's own page under another name.
fn titled(page: &[u8], title: &str) -> Vec<u8> {
    String::from_utf8_lossy(page).replace(TITLE, &html::escaped(title)).into_bytes()
}

/// What a file of the index is called: its CRC-32, by which a reader knows that it was given this file and no other, then
/// enough of its hash that no two files share a name.
pub(super) fn name_of(bytes: &[u8]) -> String {
    name_by(bytes, &Sha256::digest(bytes).into())
}

/// What [`name_of`] calls a file whose SHA-256 is known.
pub(super) fn name_by(bytes: &[u8], sha256: &[u8; 32]) -> String {
    format!("{}{:02x}{:02x}", seal(bytes), sha256[0], sha256[1])
}

pub(super) fn short_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// The first sentence of the usage: what tells two names apart in a list.
fn line(parsed: &Parsed) -> String {
    let usage = parsed.monograph.sections.iter().find(|section| section.kind == SectionKind::Usage);
    usage
        .map(|section| parsed.monograph.language.first_sentence(&plain_blocks(&section.blocks)).to_string())
        .unwrap_or_default()
}

/// The generic name, unless the page seems to be about another drug: then it must not lead anyone there.
pub(super) fn trusted_generic_name(parsed: &Parsed) -> Option<&str> {
    let doubtful = parsed.monograph.alerts.iter().any(|alert| matches!(alert, Alert::OtherDrug { .. }));
    parsed.monograph.generic_name.as_deref().filter(|_| !doubtful)
}
