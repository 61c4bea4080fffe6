//! Writes the configuration of a web server or static host for a bundle: media types, policy, caching.
//!
//! Such a file is no part of the bundle: no list names it, since servers do not send it.

use super::response_policy::{IMMUTABLE, is_immutable, policy};
use crate::bundle::file::File;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The media types of a bundle's files by ending.
const MEDIA_TYPES: [(&str, &str); 11] = [
    ("bin", "application/octet-stream"),
    ("css", "text/css"),
    ("html", "text/html"),
    ("ico", "image/x-icon"),
    ("js", "text/javascript"),
    ("json", "application/json"),
    ("md", "text/markdown"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("wasm", "application/wasm"),
    ("webmanifest", "application/manifest+json"),
];

/// A web server or static host that the bundle goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Host {
    /// web.config for Internet Information Services
    Iis,
    /// .htaccess for Apache
    Apache,
    /// A snippet for nginx: drug-card.nginx.conf
    Nginx,
    /// _headers for Netlify
    Netlify,
    /// _headers for Cloudflare Pages
    Cloudflare,
    /// .nojekyll for GitHub Pages, which takes no other settings
    GithubPages,
}

/// A bundle, as far as its configuration depends on it.
pub(crate) struct Hosted<'a> {
    /// The names of its files, besides the cards.
    pub(crate) files: Vec<&'a str>,
    /// Whether its app page registers a service worker.
    pub(crate) offline: bool,
    /// Its address on the site; starts and ends with a slash.
    pub(crate) base: &'a str,
}

impl Host {
    /// The configuration file.
    pub(crate) fn file(self, hosted: &Hosted) -> File {
        let (name, text) = match self {
            Self::Iis => ("web.config", hosted.web_config()),
            Self::Apache => (".htaccess", hosted.htaccess()),
            Self::Nginx => ("drug-card.nginx.conf", hosted.nginx()),
            Self::Netlify | Self::Cloudflare => ("_headers", hosted.headers_file()),
            Self::GithubPages => (".nojekyll", String::new()),
        };
        (name.into(), text.into_bytes())
    }
}

impl Hosted<'_> {
    fn headers(&self) -> [(&'static str, String); 3] {
        [
            ("X-Content-Type-Options", "nosniff".into()),
            ("Referrer-Policy", "no-referrer".into()),
            ("Content-Security-Policy", policy(self.offline)),
        ]
    }

    /// One line per header.
    fn header_lines(&self, line: impl Fn(&str, &str) -> String) -> String {
        self.headers().iter().map(|(name, value)| line(name, value)).collect()
    }

    /// The folders and the files beside the app page that never change.
    fn immutable(&self) -> BTreeSet<&str> {
        let never_changing = self.files.iter().filter(|file| is_immutable(file));
        let paths = never_changing.map(|file| file.split_once('/').map_or(*file, |(folder, _)| folder));
        paths.chain(["cards"]).collect()
    }

    fn web_config(&self) -> String {
        let types = lines(MEDIA_TYPES, |(ending, media_type)| {
            let charset = if media_type.starts_with("text/") { "; charset=utf-8" } else { "" };
            format!(
                "      <remove fileExtension=\".{ending}\" />\n      <mimeMap fileExtension=\".{ending}\" mimeType=\"{media_type}{charset}\" />\n"
            )
        });
        let headers = self.header_lines(|name, value| {
            format!("        <remove name=\"{name}\" />\n        <add name=\"{name}\" value=\"{value}\" />\n")
        });
        let immutable = lines(self.immutable(), |path| {
            format!(
                "  <location path=\"{path}\">\n    <system.webServer>\n      <staticContent>\n        <clientCache \
                 cacheControlMode=\"UseMaxAge\" cacheControlMaxAge=\"365.00:00:00\" cacheControlCustom=\"public, immutable\" />\n      \
                 </staticContent>\n    </system.webServer>\n  </location>\n"
            )
        });
        filled(
            include_str!("web.config"),
            &[("types", &types), ("headers", &headers), ("immutable", &immutable)],
        )
    }

    fn htaccess(&self) -> String {
        let types = lines(MEDIA_TYPES, |(ending, media_type)| format!("AddType {media_type} .{ending}\n"));
        let headers = self.header_lines(|name, value| format!("Header always set {name} \"{value}\"\n"));
        filled(
            include_str!("htaccess"),
            &[("types", &types), ("headers", &headers), ("immutable", IMMUTABLE)],
        )
    }

    fn nginx(&self) -> String {
        let types = lines(MEDIA_TYPES, |(ending, media_type)| format!("  {media_type} {ending};\n"));
        let headers = self.header_lines(|name, value| format!("add_header {name} \"{value}\" always;\n"));
        // A location that adds a header inherits none.
        let nested = self.header_lines(|name, value| format!("  add_header {name} \"{value}\" always;\n"));
        let values =
            [("types", &*types), ("headers", &headers), ("nested", &nested), ("immutable", IMMUTABLE)];
        filled(include_str!("nginx.conf"), &values)
    }

    /// By default both hosts send `max-age=0, must-revalidate`; they join two values of one header.
    fn headers_file(&self) -> String {
        let base = self.base;
        let mut out = format!("{base}*\n{}", self.header_lines(|name, value| format!("  {name}: {value}\n")));
        for path in self.immutable() {
            let rest = if path.contains('.') { "" } else { "/*" };
            // Writing to a string cannot fail.
            let _ = write!(out, "{base}{path}{rest}\n  Cache-Control: {IMMUTABLE}\n");
        }
        out
    }
}

fn lines<T>(items: impl IntoIterator<Item = T>, line: impl Fn(T) -> String) -> String {
    items.into_iter().map(line).collect()
}

/// `template` with each `{name}` replaced.
fn filled(template: &str, values: &[(&str, &str)]) -> String {
    values
        .iter()
        .fold(template.to_string(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_its_hash_in_its_name_is_kept_and_the_rest_is_asked_for_again() {
        let files = vec![
            "index.json",
            "index.html",
            "names/0a1b2c3d4e5f.json",
            "head.0a1b2c3d4e5f.bin",
            "docs/docs.js",
        ];
        let hosted = Hosted { files, offline: true, base: "/drugs/" };
        assert_eq!(
            hosted.immutable().into_iter().collect::<Vec<_>>(),
            ["cards", "head.0a1b2c3d4e5f.bin", "names"]
        );
        let (name, bytes) = Host::Netlify.file(&hosted);
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(name, "_headers");
        assert!(text.starts_with("/drugs/*\n  X-Content-Type-Options: nosniff\n"), "{text}");
        assert!(
            text.contains("/drugs/cards/*\n  Cache-Control: public, max-age=31536000, immutable\n"),
            "{text}"
        );
        assert!(text.contains("/drugs/head.0a1b2c3d4e5f.bin\n") && !text.contains("docs"), "{text}");
        assert!(text.contains("trusted-types drug-card-offline"), "{text}");
    }

    #[test]
    fn no_placeholder_is_left() {
        for host in [Host::Iis, Host::Apache, Host::Nginx, Host::Netlify, Host::Cloudflare, Host::GithubPages]
        {
            let (name, bytes) = host.file(&Hosted { files: vec!["index.html"], offline: false, base: "/" });
            let text = String::from_utf8(bytes).unwrap();
            for left in ["{types}", "{headers}", "{nested}", "{immutable}"] {
                assert!(!text.contains(left), "{left} in {name}: {text}");
            }
            assert_eq!(text.contains("default-src 'none'"), host != Host::GithubPages, "{name}");
        }
    }
}
