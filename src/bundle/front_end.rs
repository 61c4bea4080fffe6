//! Places the files of the front end in a bundle: cores, messages, pages, the script of both elements.

use crate::bundle::file::{File, hashed, name_of};
use crate::bundle::offline::{self, Pwa};
use crate::bundle::preload::{Named, with_hints};
use crate::bundle::root::{Core, Cores, Root, Script};
use crate::card::markup::escaped;
use base64::Engine as _;
use sha2::{Digest, Sha384};
use std::collections::BTreeMap;

/// The files of the front end by name; none when the program was built without them.
pub(crate) type WebFiles<'a> = &'a [(&'a str, &'a [u8])];

/// The script of both elements; it keeps its name, so that a page can link to it.
const SCRIPT: &str = "drug-card.js";

/// The hashes of scripts, in the form of the npm package's file of that name.
const INTEGRITY: &str = "sri.json";

/// The bundle's own page, and its title.
const APP: &str = "index.html";
/// Where the page says who wrote the texts.
const PROVENANCE: &str = "{provenance}";
/// Where the list from A to Z begins.
const LIST: &str = "<div id=\"index\">";
pub(crate) const TITLE: &str = "Medicines A to Z";

/// Adds the browser cores, and the scripts that a page loads only when it needs them, under names by content.
pub(crate) fn cores(files: &mut Vec<File>, web: WebFiles) -> Option<Cores> {
    let find = |file: &str| web.iter().find(|(name, _)| *name == file).map(|(_, bytes)| bytes.to_vec());
    let mut core = |name: &str| {
        let (js, wasm) = (find(&format!("{name}.js"))?, find(&format!("{name}.wasm"))?);
        Some(Core { js: hashed(files, name, "js", js), wasm: hashed(files, name, "wasm", wasm) })
    };
    let (search, markdown) = (core("search-core")?, core("markdown-core")?);
    let mut script =
        |name: &str| Some(Script { js: hashed(files, name, "js", find(&format!("{name}.js"))?) });
    let (several, tools) = (script("several")?, script("card-tools")?);
    let (compare, find) = (script("card-compare")?, script("card-find")?);
    Some(Cores { search, markdown, several, tools, compare, find })
}

/// Adds the messages of the elements in other languages, and returns the hash in each file's name by language.
pub(crate) fn messages(files: &mut Vec<File>, web: WebFiles) -> BTreeMap<String, String> {
    let mut messages = BTreeMap::new();
    for (name, bytes) in web {
        let Some(language) = name.strip_prefix("words/").and_then(|name| name.strip_suffix(".json")) else {
            continue;
        };
        let hash = name_of(bytes);
        files.push((format!("words/{hash}.json"), bytes.to_vec()));
        messages.insert(language.to_string(), hash);
    }
    messages
}

/// Adds the pages, under their own names, and the script with hints of what to preload.
pub(crate) fn pages(
    files: &mut Vec<File>,
    web: WebFiles,
    root: &Root,
    app: AppPage,
    offline: Option<Pwa>,
    named: &Named,
) {
    for (name, bytes) in web {
        if let Some(page) = name.strip_prefix("pages/") {
            let bytes = if page == APP { app.filled(bytes, root) } else { bytes.to_vec() };
            match offline {
                // Names every other file, so it comes last.
                _ if page == offline::WORKER => {}
                Some(offline) => files.push((page.into(), offline.page(page, &bytes, root))),
                None if offline::is_own(page) => {}
                None => files.push((page.into(), bytes)),
            }
        } else if *name == SCRIPT {
            let script = with_hints(bytes, root, named);
            files.push(integrity(&script));
            files.push(((*name).into(), script));
        }
    }
}

/// The file from which a page with an `integrity` takes the hash of this bundle's own script.
fn integrity(script: &[u8]) -> File {
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha384::digest(script));
    (INTEGRITY.into(), format!("{{\"{SCRIPT}\":\"sha384-{hash}\"}}\n").into_bytes())
}

/// The source of the service worker.
pub(crate) fn worker<'a>(web: WebFiles<'a>) -> Option<&'a [u8]> {
    let (_, source) = web.iter().find(|(name, _)| name.strip_prefix("pages/") == Some(offline::WORKER))?;
    Some(source)
}

/// What the bundle's own page says of this bundle.
#[derive(Clone, Copy)]
pub(crate) struct AppPage<'a> {
    pub(crate) title: &'a str,
    /// Who wrote its texts and which reviews are recorded.
    pub(crate) provenance: &'a str,
}

impl AppPage<'_> {
    fn filled(self, page: &[u8], root: &Root) -> Vec<u8> {
        let page = String::from_utf8_lossy(page).replace(PROVENANCE, self.provenance);
        page.replace(TITLE, &escaped(self.title)).replacen(LIST, &list_in(root), 1).into_bytes()
    }
}

/// The start of the list from A to Z: it is in the language of the bundle, and names the file with the messages in it.
fn list_in(root: &Root) -> String {
    if root.lang.is_english() {
        return LIST.into();
    }
    let direction = root.lang.direction();
    let mut out = format!("<div id=\"index\" lang=\"{}\" dir=\"{direction}\"", root.lang.tag());
    if let Some(hash) = root.words.get(root.lang.primary()) {
        out += &format!(" data-words=\"words/{hash}.json\"");
    }
    out + ">"
}
