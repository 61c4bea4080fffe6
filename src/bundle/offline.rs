//! The files of a bundle that works without network: service worker, web manifest, icons, and the release they belong to.

use crate::bundle::file::File;
use crate::bundle::icon::{Shape, png};
use crate::bundle::preload::constant;
use crate::bundle::root::{FileRef, Root};
use crate::card::UiStrings;
use crate::text::Language;
use serde_json::json;

/// The worker. It names every file by its hash, so it is in no list itself.
pub const WORKER: &str = "sw.js";
/// The logic of the app page.
const LOGIC: &str = "offline.js";
/// Files of the browser side that only such a bundle has.
const OWN: [&str; 3] = [WORKER, LOGIC, "offline.css"];
/// The constant with which the worker and the logic begin.
const RELEASE: &str = "DRUG_CARD_RELEASE";
/// What the app page gets in its head.
const HEAD: &str = "<meta name=\"theme-color\" content=\"#0b5c7a\">\n\
                    <link rel=\"manifest\" href=\"manifest.webmanifest\">\n\
                    <link rel=\"stylesheet\" href=\"offline.css\">\n\
                    <script type=\"module\" src=\"offline.js\"></script>\n";

/// What a site wishes of its app page.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pwa {
    /// Days after which the page calls its content old; `None` makes no statement.
    pub stale_after: Option<u32>,
}

/// Whether a file of the browser side belongs only to a bundle that works without network.
#[must_use]
pub fn is_own(page: &str) -> bool {
    OWN.contains(&page)
}

/// The release: everything in a bundle follows from its build id and its day.
fn release(root: &Root) -> String {
    format!("{}-{}", root.build, root.built.as_deref().unwrap_or("undated"))
}

impl Pwa {
    /// Manifest and icons of the app page called `title`, in the language of the bundle.
    #[must_use]
    pub fn files(&self, title: &str, language: &Language) -> Vec<File> {
        let icons = [
            ("icon-192.png", 192, Shape::Card),
            ("icon-512.png", 512, Shape::Card),
            ("icon-maskable.png", 512, Shape::Maskable),
        ];
        let listed = icons.map(|(src, size, shape)| {
            let purpose = if shape == Shape::Maskable { "maskable" } else { "any" };
            json!({ "src": src, "sizes": format!("{size}x{size}"), "type": "image/png", "purpose": purpose })
        });
        let mut manifest = json!({
            "id": "./", "start_url": "./", "scope": "./", "display": "standalone", "lang": language.tag(),
            "name": title, "short_name": title.trim_end_matches(" A to Z"),
            "description": UiStrings::of(language).description,
            "background_color": "#f3f5f7", "theme_color": "#0b5c7a", "icons": listed,
        });
        if language.direction() == "rtl" {
            manifest["dir"] = "rtl".into();
        }
        let mut files: Vec<File> =
            icons.into_iter().map(|(name, size, shape)| (name.to_string(), png(size, shape))).collect();
        files.push(("manifest.webmanifest".into(), manifest.to_string().into_bytes()));
        files
    }

    /// A page of the browser side, with its release.
    #[must_use]
    pub fn page(&self, name: &str, bytes: &[u8], root: &Root) -> Vec<u8> {
        let release = release(root);
        match name {
            "index.html" => {
                let meta = format!("<meta name=\"drug-card-release\" content=\"{release}\">\n{HEAD}</head>");
                replaced(bytes, "</head>", &meta)
            }
            LOGIC => constant(RELEASE, &json!({ "release": release, "staleAfter": self.stale_after }), bytes),
            _ => bytes.to_vec(),
        }
    }

    /// The worker, with its release and the hashes of what the first visit keeps; `files` are all others of the bundle.
    #[must_use]
    pub fn worker(&self, source: &[u8], root: &Root, files: &[FileRef], index: &FileRef) -> File {
        let mut core: Vec<&FileRef> = files.iter().filter(|file| is_core(&file.file)).collect();
        core.extend([&root.files, index]);
        let release = json!({
            "release": release(root), "content": root.content, "built": root.built, "list": root.files.file, "core": core,
        });
        (WORKER.into(), constant(RELEASE, &release, source))
    }
}

/// What is kept on the first visit: enough to open the page, find a medicine by name, and show what was seen.
fn is_core(file: &str) -> bool {
    let later = ["cards/", "terms/", "docs/", "markdown-core", "several.", "card.html", "intranet."];
    !later.iter().any(|start| file.starts_with(start))
}

fn replaced(bytes: &[u8], what: &str, by: &str) -> Vec<u8> {
    String::from_utf8_lossy(bytes).replacen(what, by, 1).into_bytes()
}
