//! The files of a bundle that works without network: service worker, web manifest, icons, and the release they belong to.

use crate::bundle::file::File;
use crate::bundle::preload::constant;
use crate::bundle::root::{FileRef, Root};
use crate::card::UiStrings;
use crate::card::markup::{Markup, Syntax};
use crate::text::Language;
use serde_json::json;

/// The service worker. It names every other file by its hash, so no list names it.
pub(crate) const WORKER: &str = "sw.js";
/// The script that shows on the app page what is kept.
const LOGIC: &str = "offline.js";
/// The styles of what that adds to the page.
const STYLES: &str = "offline.css";
const MANIFEST: &str = "manifest.webmanifest";
const THEME: &str = "#0b5c7a";
/// The icons of the app: file, side in pixels, purpose.
const ICONS: [(&str, u32, &str); 3] =
    [("icon-192.png", 192, "any"), ("icon-512.png", 512, "any"), ("icon-maskable.png", 512, "maskable")];
/// The constant with which the worker and the logic begin.
const RELEASE: &str = "DRUG_CARD_RELEASE";
/// How the app page of a bundle works without network.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pwa {
    /// Days after which the page calls its content old; `None` never does.
    pub stale_after: Option<u32>,
}

/// Whether a file of the front end belongs only to a bundle that works without network.
#[must_use]
pub(crate) fn is_own(page: &str) -> bool {
    [WORKER, LOGIC, STYLES].contains(&page) || ICONS.iter().any(|(icon, ..)| *icon == page)
}

/// Whether a file is a service worker that a build wrote.
#[must_use]
pub(crate) fn is_worker(file: &[u8]) -> bool {
    file.strip_prefix(b"const ").is_some_and(|rest| rest.starts_with(RELEASE.as_bytes()))
}

/// The release: a build id and a day determine everything in a bundle.
fn release(root: &Root) -> String {
    format!("{}-{}", root.build, root.built.as_deref().unwrap_or("undated"))
}

impl Pwa {
    /// The web manifest of the app page called `title`, in the language of the bundle.
    #[must_use]
    pub fn manifest(&self, title: &str, language: &Language) -> File {
        let icons = ICONS.map(|(src, size, purpose)| {
            json!({ "src": src, "sizes": format!("{size}x{size}"), "type": "image/png", "purpose": purpose })
        });
        let mut manifest = json!({
            "id": "./", "start_url": "./", "scope": "./", "display": "standalone", "lang": language.tag(),
            "name": title, "short_name": title.trim_end_matches(" A to Z"),
            "description": UiStrings::of(language).description,
            "background_color": "#f3f5f7", "theme_color": THEME, "icons": icons,
        });
        if language.direction() == "rtl" {
            manifest["dir"] = "rtl".into();
        }
        (MANIFEST.into(), manifest.to_string().into_bytes())
    }

    /// A file of the app page, with its release.
    #[must_use]
    pub fn page(&self, name: &str, bytes: &[u8], root: &Root) -> Vec<u8> {
        let release = release(root);
        match name {
            "index.html" => {
                let head = head(&release) + "</head>";
                String::from_utf8_lossy(bytes).replacen("</head>", &head, 1).into_bytes()
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

/// What the head of the app page gets.
fn head(release: &str) -> String {
    let mut out = Markup::new(Syntax::Html);
    out.void("meta", &[("name", "drug-card-release"), ("content", release)]);
    out.newline();
    out.void("meta", &[("name", "theme-color"), ("content", THEME)]);
    out.newline();
    // Behind a sign-in, the browser asks for the manifest without cookies by default.
    out.void("link", &[("rel", "manifest"), ("href", MANIFEST), ("crossorigin", "use-credentials")]);
    out.newline();
    out.void("link", &[("rel", "stylesheet"), ("href", STYLES)]);
    out.newline();
    out.raw("script", &[("type", "module"), ("src", LOGIC)], "");
    out.newline();
    out.finish()
}
