//! The root file of a bundle, `index.json`: its content, its bytes, and whether they are whole.

use crate::index::format::head::Directory;
use crate::lean::crc::crc32_hex;
use crate::text::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of the bundle's layout; the front end and the command line reject any other.
pub const FORMAT: u32 = 1;

/// What writes bundles: this program, with its version.
pub(crate) const GENERATOR: &str = concat!("drug-card ", env!("CARGO_PKG_VERSION"));

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
    /// The language of the monographs, a tag of BCP 47.
    pub lang: Language,
    /// How much it holds.
    pub counts: Counts,
    /// Medicines by name: the least name and the hash of each file in `names/`, for cards and for every search.
    pub names: Directory,
    /// The head of the search index.
    pub head: FileRef,
    /// Short name, title and first sentence of every monograph, for lists from A to Z.
    pub titles: FileRef,
    /// The title of the collection; it distinguishes the bundles that a page searches together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The messages of the elements in other languages than English: the hash of each file in `words/`, by language.
    pub words: BTreeMap<String, String>,
    /// How many pages have a recorded review; each card says by whom and when.
    #[serde(default, skip_serializing_if = "is_none")]
    pub reviewed: usize,
    /// Where hits lead: an address with `{slug}`, `{path}` and `{anchor}` in it; `null` leads to the bundle's own page.
    #[serde(rename = "urlTemplate")]
    pub url_template: Option<String>,
    /// Slugs of earlier releases, each with the slug that it leads to.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub redirects: BTreeMap<String, String>,
    /// The browser cores; `None` when the program was built without them.
    pub cores: Option<Cores>,
    /// Every other file of the bundle with its length and its SHA-256, for complete copies.
    pub files: FileRef,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

/// Length of what `index.json` begins with: `{"crc32":"0f1e2d3c",`, the checksum of all that follows.
const CHECKSUM: usize = 20;

impl Root {
    /// The bytes of `index.json`.
    pub(crate) fn to_file(&self) -> serde_json::Result<Vec<u8>> {
        let mut rest = serde_json::to_vec_pretty(self)?;
        rest.push(b'\n');
        // The brace that opens it comes before the checksum.
        rest.remove(0);
        let mut file = format!("{{\"crc32\":\"{}\",", crc32_hex(&rest)).into_bytes();
        file.append(&mut rest);
        Ok(file)
    }

    /// Whether `file` begins as a root file does; it may be damaged.
    pub(crate) fn is_root(file: &[u8]) -> bool {
        file.starts_with(b"{\"crc32\":\"")
    }

    /// Whether `file` holds what [`finish`](crate::bundle::gather::Bundle::finish) wrote, to the last bit.
    #[must_use]
    pub fn is_whole(file: &[u8]) -> bool {
        file.split_at_checked(CHECKSUM)
            .is_some_and(|(first, rest)| first == format!("{{\"crc32\":\"{}\",", crc32_hex(rest)).as_bytes())
    }
}

/// How much a bundle holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Monographs.
    pub monographs: usize,
    /// Questions with answers.
    pub faqs: usize,
    /// Passages a search can return; the key is part of `build --json`.
    #[serde(rename = "units")]
    pub passages: usize,
}

/// A file named by its hash.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct FileRef {
    /// Its path in the bundle.
    pub file: String,
    /// SHA-256 in base64, as `integrity` takes it.
    pub sha256: String,
    /// Its length.
    pub bytes: usize,
}

/// The two files of one core.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Core {
    /// The JavaScript around it, an ES module.
    pub js: FileRef,
    /// The WebAssembly module.
    pub wasm: FileRef,
}

/// A script without a core.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Script {
    /// An ES module.
    pub js: FileRef,
}

/// Both cores, and the scripts that a page loads only when it needs them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Cores {
    /// Search.
    pub search: Core,
    /// Markdown, loaded only for `src`.
    pub markdown: Core,
    /// Loaded only where a page names several bundles.
    pub several: Script,
    /// Loaded only where a card needs more than to be shown.
    #[serde(default)]
    pub tools: Script,
    /// Loaded only where two cards are compared.
    #[serde(default)]
    pub compare: Script,
    /// Loaded only where a reader searches inside a card.
    #[serde(default)]
    pub find: Script,
}
