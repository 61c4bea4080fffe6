//! Writes all cards as one page to print: a list of contents, then each card on sheets of its own, headed by its name.

use crate::bundle::root::Root;
use crate::card::markup::{Markup, Syntax};
use crate::export::page::{Card, push_wrapped, sheet_boxes};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// A pack being written.
pub(crate) struct Pack {
    out: Markup,
    cards: usize,
}

impl Pack {
    /// A pack of the bundle with this root; `medicines` are slug and title of each card, in order.
    #[must_use]
    pub(crate) fn new(root: &Root, css: &str, medicines: &[(&str, &str)]) -> Self {
        let mut css = css.trim().to_string();
        css.push_str("\n.sheet{break-before:page}");
        for (number, (_, title)) in medicines.iter().enumerate() {
            // Writing to a string cannot fail.
            let _ = write!(css, "\n@page p{number}{{{}}}.p{number}{{page:p{number}}}", sheet_boxes(title));
        }
        let policy =
            format!("default-src 'none'; style-src 'sha256-{}'", STANDARD.encode(Sha256::digest(&css)));
        let title = root.title.as_deref().unwrap_or("Medicines A to Z");
        let mut out = Markup::new(Syntax::Html);
        out.doctype();
        out.open("html", &[("lang", root.lang.tag()), ("dir", root.lang.direction())]);
        out.open("head", &[]);
        out.void("meta", &[("charset", "utf-8")]);
        out.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", &policy)]);
        out.leaf("title", title);
        out.raw("style", &[], &css);
        out.close("head");
        out.open("body", &[("class", "base plain")]);
        out.leaf("h1", title);
        let built = root.built.as_deref().unwrap_or("a day not recorded");
        out.leaf(
            "p",
            &format!(
                "Printed pack. Content version {}, built on {built}. Information only, not medical advice.",
                root.content
            ),
        );
        out.open("ol", &[]);
        for (slug, title) in medicines {
            out.open("li", &[]);
            out.open("a", &[("href", &format!("#pack-{slug}"))]);
            out.text(title);
            out.close("a");
            out.close("li");
        }
        out.close("ol");
        Self { out, cards: 0 }
    }

    /// Adds the next card.
    pub(crate) fn add(&mut self, card: Card) {
        let (class, id) = (format!("sheet p{}", self.cards), format!("pack-{}", card.file.facts.slug));
        self.cards += 1;
        self.out.newline();
        self.out.open("section", &[("class", &class), ("id", &id)]);
        push_wrapped(&mut self.out, card);
        self.out.close("section");
    }

    /// The page.
    #[must_use]
    pub(crate) fn finish(mut self) -> String {
        self.out.close("body");
        self.out.close("html");
        self.out.newline();
        self.out.finish()
    }
}
