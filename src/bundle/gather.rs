//! Gathers monographs into the files of a bundle.
//!
//! Pure: it returns names and bytes; the command line writes them. `index.json` is the one file that changes in place; the files
//! it names have their hash in their name. `drug-card.js` and the pages keep their names, so that a page can link to them.

use crate::bundle::changes::{Addresses, PageId};
use crate::bundle::entry::BundleEntry;
use crate::bundle::error::BundleError;
use crate::bundle::file::{File, hashed, hex, name_of, reference};
use crate::bundle::front_end::{self, AppPage};
use crate::bundle::offline::Pwa;
use crate::bundle::page_counts::PageCounts;
use crate::bundle::preload::Named;
use crate::bundle::prepare::Prepared;
use crate::bundle::root::{Counts, FORMAT, FileRef, GENERATOR, Root};
use crate::bundle::withdrawn::{self, Withdrawn};
use crate::index::format::page_rows::PageAlert;
use crate::index::{TermCounter, Writer};
use crate::lexicon::Lexicon;
use crate::text::Day;
use crate::text::fold::key;
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A medicine in the list from A to Z: `["slug","title","line"]`, with the code and the sentence of its alert where it has one, and
/// the days of its last and its next review where they are recorded.
struct TitleRow {
    slug: String,
    title: String,
    line: String,
    alert: Option<PageAlert>,
    reviewed: Option<Day>,
    next_review: Option<Day>,
}

impl Serialize for TitleRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { slug, title, line, alert, reviewed, next_review } = self;
        let (code, text) = alert.as_ref().map_or(("", ""), |PageAlert { code, text }| (code, text));
        if reviewed.is_some() || next_review.is_some() {
            (slug, title, line, code, text, reviewed, next_review).serialize(serializer)
        } else if alert.is_some() {
            (slug, title, line, code, text).serialize(serializer)
        } else {
            (slug, title, line).serialize(serializer)
        }
    }
}

/// Adds a monograph to the content version, a hash of all sources with their paths in order.
pub(crate) fn add_to_content(content: &mut Sha256, path: &str, source: &[u8; 32]) {
    content.update((path.len() as u64).to_le_bytes());
    content.update(path);
    content.update(source);
}

/// Gathers monographs into a bundle.
pub struct Bundle<'a> {
    words: &'a Lexicon,
    counter: Arc<TermCounter>,
    writer: Writer,
    content: Sha256,
    counts: Counts,
    titles: Vec<TitleRow>,
    files: Vec<FileRef>,
    page_counts: PageCounts,
    withdrawn: Vec<Withdrawn>,
    /// The pages so far, and the slugs of earlier releases.
    addresses: Addresses,
    /// The site's notes whose medicine was found.
    noted: BTreeSet<String>,
    offline: Option<Pwa>,
    /// The title of the bundle's own page, if it is not the usual one.
    title: Option<String>,
}

impl<'a> Bundle<'a> {
    /// An empty bundle in the language of `words`.
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
            page_counts: PageCounts::default(),
            withdrawn: Vec::new(),
            addresses: Addresses::default(),
            noted: BTreeSet::new(),
            offline: None,
            title: None,
        }
    }

    /// The site's notes whose medicine was found so far.
    #[must_use]
    pub fn noted(&self) -> &BTreeSet<String> {
        &self.noted
    }

    /// The pages so far, and the slugs of earlier releases.
    #[must_use]
    pub fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    /// Makes slugs of earlier releases lead to the slugs of pages.
    pub fn redirect(&mut self, redirects: BTreeMap<String, String>) {
        self.addresses.redirects = redirects;
    }

    /// Makes the app page say how many files could not be read.
    pub fn skip(&mut self, files: usize) {
        self.page_counts.skipped = files;
    }

    /// Makes the bundle's own page work without network.
    pub fn keep_offline(&mut self, offline: Pwa) {
        self.offline = Some(offline);
    }

    /// Gives the bundle's own page a title.
    pub fn name(&mut self, title: &str) {
        self.title = Some(title.to_string());
    }

    /// Counts the words of monographs for this bundle's index.
    #[must_use]
    pub fn counter(&self) -> Arc<TermCounter> {
        Arc::clone(&self.counter)
    }

    /// Parses a Markdown monograph, adds it and returns its card's file.
    ///
    /// `path` is where it is below the content folder; `slug` names it in addresses and must be unique in the bundle.
    ///
    /// # Errors
    ///
    /// [`BundleError::OtherLanguage`] if the page says that it is in another language than the bundle.
    pub fn add_markdown(&mut self, path: &str, slug: &str, source: &str) -> Result<File, BundleError> {
        Ok(self.add(Prepared::new(self.words, None, path, slug, source)?))
    }

    /// Adds a monograph and returns its card's file.
    pub fn add(&mut self, prepared: Prepared) -> File {
        let (entry, file) = BundleEntry::new(prepared, &self.counter);
        self.enter(entry);
        file
    }

    /// Adds a monograph whose card's file is already written. The same monographs in the same order give the same bytes.
    pub fn enter(&mut self, entry: BundleEntry) {
        self.writer.add(&entry.page());
        let BundleEntry { facts, source, note, passages, card, hash, withdrawn, .. } = entry;
        self.page_counts.add(&facts);
        self.withdrawn.extend(withdrawn);
        self.addresses.pages.push(PageId {
            slug: facts.slug.clone(),
            path: facts.path.clone(),
            title: facts.title.clone(),
            card: hash,
        });
        add_to_content(&mut self.content, &facts.path, &source);
        self.counts.monographs += 1;
        self.counts.faqs += facts.faqs;
        self.counts.passages += passages;
        self.noted.extend(note);
        let alert = PageAlert::of(&facts);
        let record = &facts.record;
        let is_withdrawn = record.is_withdrawn();
        self.titles.push(TitleRow {
            // The list shows the alert, which says the same.
            line: if is_withdrawn { String::new() } else { facts.line },
            reviewed: record.reviewed.filter(|_| !is_withdrawn),
            next_review: record.next_review.filter(|_| !is_withdrawn),
            slug: facts.slug,
            title: facts.title,
            alert,
        });
        self.files.push(card);
    }

    /// Finishes the bundle: the index, the files of the front end, the list of all files, and the root, which comes last.
    ///
    /// `web` are the files of the front end by name, empty when the program was built without them; `built` is the day to
    /// record; `url_template` is where hits lead, if not to the bundle's own page.
    ///
    /// # Errors
    ///
    /// [`BundleError::Index`] when the content outgrows the index format.
    pub fn finish(
        mut self,
        web: &[(&str, &[u8])],
        built: Option<&str>,
        url_template: Option<&str>,
    ) -> Result<(Root, Vec<File>), BundleError> {
        let content: [u8; 32] = std::mem::take(&mut self.content).finalize().into();
        let build = self.build_id(&content, web, url_template);
        let index = self.writer.finish(build, &name_of)?;
        let mut files = index.files;
        let head = hashed(&mut files, "head", "bin", index.head);
        let cards = self.titles.iter().zip(&self.files).map(|(row, card)| (key(&row.title), &*card.file));
        let named = Named::new(cards, files.iter().map(|(name, _)| name.as_str()));
        self.titles.sort_by_cached_key(|row| (key(&row.title), row.slug.clone()));
        let titles = hashed(&mut files, "titles", "json", serde_json::to_vec(&self.titles)?);
        let cores = front_end::cores(&mut files, web);
        let words = front_end::messages(&mut files, web);
        let mut root = Root {
            format: FORMAT,
            build: format!("{build:016x}"),
            content: hex(&content[..4]),
            built: built.map(str::to_string),
            generator: GENERATOR.into(),
            lang: self.words.language.clone(),
            counts: self.counts,
            names: index.names,
            head,
            titles,
            title: self.title.clone(),
            words,
            reviewed: self.page_counts.reviewed,
            url_template: url_template.map(str::to_string),
            redirects: self.addresses.redirects.clone(),
            cores,
            files: FileRef::default(),
        };
        let title = self.title.as_deref().unwrap_or(front_end::TITLE);
        let page = AppPage { title, provenance: &self.page_counts.sentence() };
        front_end::pages(&mut files, web, &root, page, self.offline, &named);
        files.extend(self.offline.map(|offline| offline.manifest(title, &self.words.language)));
        self.files.extend(files.iter().map(|(name, bytes)| reference(name, bytes)));
        self.files.sort_by(|a, b| a.file.cmp(&b.file));
        root.files = hashed(&mut files, "files", "json", serde_json::to_vec(&self.files)?);
        let json = root.to_file()?;
        if let (Some(offline), Some(source)) = (self.offline, front_end::worker(web)) {
            files.push(offline.worker(source, &root, &self.files, &reference("index.json", &json)));
        }
        files.push(withdrawn::file(self.withdrawn)?);
        files.push(("index.json".into(), json));
        Ok((root, files))
    }

    /// A number that changes with everything that the bundle is made of.
    fn build_id(&self, content: &[u8; 32], web: &[(&str, &[u8])], url_template: Option<&str>) -> u64 {
        let mut hash = Sha256::new();
        hash.update(content);
        hash.update(env!("CARGO_PKG_VERSION"));
        hash.update(FORMAT.to_le_bytes());
        hash.update(format!("{:?}", self.words));
        // The cards as they are shown: a site's own notes change them and not the content.
        self.files.iter().for_each(|file| hash.update(&file.sha256));
        hash.update(format!("{:?}", self.offline));
        // The app page says how many pages are missing.
        if self.page_counts.skipped > 0 {
            hash.update(self.page_counts.skipped.to_le_bytes());
        }
        for (name, bytes) in web {
            hash.update(name);
            hash.update(Sha256::digest(bytes));
        }
        hash.update(format!("{:?}", (url_template, &self.title)));
        if !self.addresses.redirects.is_empty() {
            hash.update(format!("{:?}", self.addresses.redirects));
        }
        hash.finalize().iter().take(8).fold(0, |id, byte| (id << 8) | u64::from(*byte))
    }
}
