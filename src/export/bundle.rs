//! Owns the layout of a bundle: which files there are, what they are called, what the root says of them.
//!
//! Pure: it gives names and bytes; the command line writes them. `index.json` is the one mutable file, everything it
//! names carries its hash in its name. `drug-card.js` and the pages keep stable names, so that a page can point to them.

use crate::error::Error;
use crate::export::card_file;
use crate::export::overlay::Overlay;
use crate::index::names::{Name, Tier};
use crate::index::{Page, Segment, Writer};
use crate::monograph::{Alert, Parsed, SectionKind, parse, plain_blocks};
use crate::text::Words;
use crate::text::fold::key;
use crate::text::sentence::first_sentence;
use crate::unit::cut;
use crate::view::{Context, alerts, card};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Version of the bundle's layout; the shell and the command line refuse another one.
pub const FORMAT: u32 = 1;

/// The root file: small, mutable, revalidated on each visit.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Root {
    /// Version of the layout.
    pub format: u32,
    /// Build id, 16 hex digits: content, program and browser files together.
    pub build: String,
    /// Content version, 8 hex digits: the monographs alone.
    pub content: String,
    /// Day of the build, `2026-11-22`; `null` when not recorded. It says nothing about review.
    pub built: Option<String>,
    /// The program that wrote the bundle.
    pub generator: String,
    /// What the bundle holds.
    pub counts: Counts,
    /// Medicines by name, for cards and for search without Wasm.
    pub names: FileRef,
    /// The search index.
    pub index: FileRef,
    /// The browser cores; `None` when the program was built without them.
    pub cores: Option<Cores>,
}

/// What a bundle holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Monographs.
    pub monographs: usize,
    /// Questions with answers.
    pub faqs: usize,
    /// Units a search can return.
    pub units: usize,
}

/// A file named by its hash.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FileRef {
    /// Its path in the bundle.
    pub file: String,
    /// SHA-256 in base64, as `integrity` takes it.
    pub sha256: String,
    /// Its length.
    pub bytes: usize,
}

/// Glue and module of one core.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Core {
    /// The glue, an ES module.
    pub js: FileRef,
    /// The WebAssembly module.
    pub wasm: FileRef,
}

/// Both cores.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Cores {
    /// Search.
    pub search: Core,
    /// Markdown, loaded only for `src`.
    pub markdown: Core,
}

/// One row of the names file: slug, title, card file, what it is for, exact keys, synonym keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameRow(pub String, pub String, pub String, pub String, pub Vec<String>, pub Vec<String>);

/// The names file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Names {
    /// The build id of the root it belongs to.
    pub build: String,
    /// Sorted by title.
    pub medicines: Vec<NameRow>,
}

/// A file of the bundle: its path and its bytes.
pub type File = (String, Vec<u8>);

/// Gathers monographs into a bundle.
pub struct Bundle<'a> {
    words: &'a Words,
    writer: Writer,
    rows: Vec<NameRow>,
    slugs: BTreeSet<String>,
    content: Sha256,
    counts: Counts,
    overlay: Option<Overlay>,
}

impl<'a> Bundle<'a> {
    /// An empty bundle that knows `words`.
    #[must_use]
    pub fn new(words: &'a Words) -> Self {
        Self {
            words,
            writer: Writer::new(words),
            rows: Vec::new(),
            slugs: BTreeSet::new(),
            content: Sha256::new(),
            counts: Counts::default(),
            overlay: None,
        }
    }

    /// Adds a site's own notes to the cards that follow.
    pub fn annotate(&mut self, overlay: Overlay) {
        self.overlay = Some(overlay);
    }

    /// The notes that found no medicine so far.
    pub fn lost_notes(&self) -> impl Iterator<Item = &str> {
        self.overlay.iter().flat_map(Overlay::lost)
    }

    /// Adds the monograph at `path` (below the content folder) and gives its card's file. The same monographs in the
    /// same order give the same bytes.
    pub fn add(&mut self, path: &str, source: &str) -> File {
        self.content.update((path.len() as u64).to_le_bytes());
        self.content.update(path);
        self.content.update((source.len() as u64).to_le_bytes());
        self.content.update(source);

        let parsed = parse(source);
        let monograph = &parsed.monograph;
        let slug = self.slug(path);
        let title = if monograph.title.is_empty() { slug.clone() } else { monograph.title.clone() };
        let units = cut(monograph);
        self.counts.monographs += 1;
        self.counts.faqs += monograph.faqs().count();
        self.counts.units += units.len();

        let different: Vec<String> = self.words.confused_with(&title).map(str::to_string).collect();
        let local = self.overlay.as_mut().and_then(|overlay| overlay.on(&slug, &title));
        let context = Context {
            tall: self.words.tall(&title),
            different: &different,
            alerts: &alerts(monograph),
            local: local.as_ref(),
        };
        let tree = card(monograph, &context);
        let bytes = card_file::write(&slug, &title, &tree);
        let folder = slug.chars().next().unwrap_or('_');
        let file = format!("cards/{folder}/{slug}.{}.json", short_hash(&bytes));

        let page = Page {
            path,
            slug: &slug,
            title: &title,
            generic_name: trusted_generic_name(&parsed),
            ingredients: &monograph.ingredients,
            units: &units,
        };
        self.writer.add(&page);
        let exact: BTreeSet<String> = [key(&title), key(&slug)].into();
        let exact = exact.into_iter().collect();
        self.rows.push(NameRow(slug.clone(), title.clone(), file.clone(), line(&parsed), exact, Vec::new()));
        (file, bytes)
    }

    /// Finishes the bundle: the index, the names, the browser's files and the root, which comes last.
    ///
    /// `web` are the files of the browser side by name, empty when the program was built without them; `built` is the
    /// day to record.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`] when the content outgrows the index format.
    pub fn finish(mut self, web: &[(&str, &[u8])], built: Option<&str>) -> Result<(Root, Vec<File>), Error> {
        let content = self.content.finalize();
        let mut hash = Sha256::new();
        hash.update(content);
        hash.update(env!("CARGO_PKG_VERSION"));
        hash.update(FORMAT.to_le_bytes());
        hash.update(format!("{:?}{:?}", self.words, self.overlay));
        for (name, bytes) in web {
            hash.update(name);
            hash.update(Sha256::digest(bytes));
        }
        let build = hash.finalize().iter().take(8).fold(0_u64, |id, byte| (id << 8) | u64::from(*byte));
        let build_hex = format!("{build:016x}");

        let index = self.writer.finish(build)?;
        add_synonyms(&mut self.rows, &Segment::open(index.as_slice())?);
        self.rows.sort_by(|a, b| (key(&a.1), &a.0).cmp(&(key(&b.1), &b.0)));
        let names = Names { build: build_hex.clone(), medicines: self.rows };
        let mut files = Vec::new();
        let names = hashed(&mut files, "names", "json", serde_json::to_vec(&names).unwrap_or_default());
        let index = hashed(&mut files, "index", "bin", index);
        let cores = cores(&mut files, web);
        for (name, bytes) in web {
            if let Some(page) = name.strip_prefix("pages/") {
                files.push((page.into(), bytes.to_vec()));
            } else if *name == "drug-card.js" {
                files.push(((*name).into(), bytes.to_vec()));
            }
        }
        let root = Root {
            format: FORMAT,
            build: build_hex,
            content: content.iter().take(4).map(|byte| format!("{byte:02x}")).collect(),
            built: built.map(str::to_string),
            generator: concat!("drug-card ", env!("CARGO_PKG_VERSION")).into(),
            counts: self.counts,
            names,
            index,
            cores,
        };
        let mut json = serde_json::to_vec_pretty(&root).unwrap_or_default();
        json.push(b'\n');
        files.push(("index.json".into(), json));
        Ok((root, files))
    }

    /// A name for addresses from the file's name: letters, digits and hyphens, at most 100 of them, unique.
    fn slug(&mut self, path: &str) -> String {
        let name = path.rsplit('/').next().unwrap_or(path);
        let name = name.strip_suffix(".md").unwrap_or(name);
        let mut slug: String =
            key(name).replace(' ', "-").chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        if slug.len() > 100 {
            slug.truncate(91);
            slug = format!("{}-{}", slug.trim_end_matches('-'), &short_hash(name.as_bytes())[..8]);
        }
        if slug.is_empty() {
            slug = format!("page-{}", &short_hash(name.as_bytes())[..8]);
        }
        let base = slug.clone();
        let mut count = 1;
        while !self.slugs.insert(slug.clone()) {
            count += 1;
            slug = format!("{base}-{count}");
        }
        slug
    }
}

/// Gives each row the other names that lead to its page, by the index's own rights: a name belongs to the pages it
/// leads to by its best right only, and never to a page that is merely similar or holds the substance among others.
fn add_synonyms(rows: &mut [NameRow], segment: &Segment<&[u8]>) {
    let Some(names) = segment.names() else { return };
    let mut walk = names.keys().all();
    while let Some((number, name)) = walk.next_key() {
        let Ok(name) = std::str::from_utf8(name) else { continue };
        let Some(Name { entries, .. }) = names.get(number, name) else { continue };
        let Some(best) = entries.first().map(|entry| entry.tier) else { continue };
        if !matches!(best, Tier::Base | Tier::Generic | Tier::National | Tier::Salt | Tier::Brand) {
            continue;
        }
        for entry in entries.iter().filter(|entry| entry.tier == best) {
            if let Some(row) =
                rows.get_mut(entry.page.0 as usize).filter(|row| !row.4.iter().any(|own| own == name))
            {
                row.5.push(name.to_string());
            }
        }
    }
}

fn cores(files: &mut Vec<File>, web: &[(&str, &[u8])]) -> Option<Cores> {
    let mut core = |name: &str| {
        let find = |file: String| web.iter().find(|(have, _)| *have == file).map(|(_, bytes)| bytes.to_vec());
        let (js, wasm) = (find(format!("{name}.js"))?, find(format!("{name}.wasm"))?);
        Some(Core { js: hashed(files, name, "js", js), wasm: hashed(files, name, "wasm", wasm) })
    };
    Some(Cores { search: core("search-core")?, markdown: core("markdown-core")? })
}

fn hashed(files: &mut Vec<File>, stem: &str, extension: &str, bytes: Vec<u8>) -> FileRef {
    let file = format!("{stem}.{}.{extension}", short_hash(&bytes));
    let reference =
        FileRef { file: file.clone(), sha256: STANDARD.encode(Sha256::digest(&bytes)), bytes: bytes.len() };
    files.push((file, bytes));
    reference
}

fn short_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(5).map(|byte| format!("{byte:02x}")).collect()
}

/// The first sentence of the usage: what tells two names apart in a list.
fn line(parsed: &Parsed) -> String {
    let usage = parsed.monograph.sections.iter().find(|section| section.kind == SectionKind::Usage);
    usage.map(|section| first_sentence(&plain_blocks(&section.blocks)).to_string()).unwrap_or_default()
}

/// The generic name, unless the page seems to be about another drug: then it must not lead anyone there.
fn trusted_generic_name(parsed: &Parsed) -> Option<&str> {
    let doubtful = parsed.monograph.alerts.iter().any(|alert| matches!(alert, Alert::OtherDrug { .. }));
    parsed.monograph.generic_name.as_deref().filter(|_| !doubtful)
}
