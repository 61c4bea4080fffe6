//! Writes a comparison as a page to print and sign; it needs no script and no other file.

use super::changes::{Change, Comparison, MedicineChange, PassageChange};
use super::text::{side, summary, word};
use super::words::RunKind;
use crate::card::markup::{Markup, Syntax};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

/// Marks must be seen in black and white: added words are underlined, removed ones struck through.
const STYLES: &str = "body{font:11pt/1.45 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
h1{font-size:1.6rem}h2{font-size:1.25rem;border-top:1px solid;padding-top:.6rem;break-after:avoid}h3{font-size:1rem;break-after:avoid}\
pre{font:inherit;white-space:pre-wrap;overflow-wrap:anywhere;margin:.3rem 0 1rem;padding-inline-start:.8rem;border-inline-start:3px solid}\
ins{text-decoration:underline;text-decoration-thickness:2px;font-weight:600;background:#dff3e3}\
del{text-decoration:line-through;background:#fbe3e1}\
.safety{border:2px solid;padding:0 .35em;font-weight:700}\
table{border-collapse:collapse;width:100%}th,td{border:1px solid;padding:.4rem;text-align:start}\
.sign td{height:3rem}.sign{break-inside:avoid}\
@media print{body{margin:0;max-width:none}}";

/// The rows for those who sign.
const SIGNATURES: usize = 3;

/// The report as a page; `day` is the day on which it was made.
#[must_use]
pub(crate) fn page(comparison: &Comparison, day: &str) -> String {
    let Comparison { old, new, medicines, unchanged } = comparison;
    let title = format!("What changed: {} → {}", old.name, new.name);
    let policy =
        format!("default-src 'none'; style-src 'sha256-{}'", STANDARD.encode(Sha256::digest(STYLES)));
    let mut out = Markup::new(Syntax::Html);
    out.doctype();
    out.open("html", &[("lang", "en")]);
    out.open("head", &[]);
    out.void("meta", &[("charset", "utf-8")]);
    out.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", &policy)]);
    out.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    out.leaf("title", &title);
    out.raw("style", &[], STYLES);
    out.close("head");
    out.open("body", &[]);
    out.leaf("h1", &title);
    for (name, side_of) in [("Old version: ", old), ("New version: ", new)] {
        out.leaf("p", &format!("{name}{}.", side(side_of)));
    }
    out.leaf("p", &format!("Report made on {day} by drug-card {}.", env!("CARGO_PKG_VERSION")));
    out.leaf("p", &format!("{}.", summary(medicines, *unchanged)));
    out.leaf(
        "p",
        "The report compares texts. It does not say that a text is right. Added words are underlined, removed words are struck through; \
         changes that concern safety come first.",
    );
    for one in medicines {
        out.newline();
        medicine(&mut out, one);
    }
    out.newline();
    sign(&mut out);
    out.close("body");
    out.close("html");
    out.newline();
    out.finish()
}

fn medicine(out: &mut Markup, one: &MedicineChange) {
    out.open("section", &[]);
    out.open("h2", &[]);
    out.text(&format!("{} – {} ", one.title, word(one.change)));
    mark(out, one.safety);
    out.close("h2");
    let renamed = one.old_slug.as_ref().map(|old| format!(", was {old}")).unwrap_or_default();
    out.leaf("p", &format!("{}{renamed}, {}", one.slug, one.path));
    if one.change == Change::Added {
        let headings: Vec<&str> = one.passages.iter().map(|passage| passage.heading.as_str()).collect();
        out.leaf("p", &format!("The whole page is new: {}.", headings.join("; ")));
    } else {
        one.passages.iter().for_each(|one_of| passage(out, one_of, &one.lang));
    }
    out.close("section");
}

fn passage(out: &mut Markup, one: &PassageChange, lang: &str) {
    out.open("h3", &[]);
    out.text(&format!("{} – {} ", one.heading, word(one.change)));
    mark(out, one.safety);
    out.close("h3");
    out.open("pre", &[("lang", lang), ("dir", "auto")]);
    for run in &one.words {
        match run.kind {
            RunKind::Same => out.text(&run.text),
            RunKind::Removed => out.leaf("del", &run.text),
            RunKind::Added => out.leaf("ins", &run.text),
        }
    }
    out.close("pre");
}

fn mark(out: &mut Markup, safety: bool) {
    if safety {
        out.open("span", &[("class", "safety")]);
        out.text("safety");
        out.close("span");
    }
}

fn sign(out: &mut Markup) {
    out.open("section", &[("class", "sign")]);
    out.leaf("h2", "Signatures");
    out.open("table", &[]);
    out.open("tr", &[]);
    ["Name", "Role", "Decision", "Date", "Signature"].iter().for_each(|name| out.leaf("th", name));
    out.close("tr");
    for _ in 0..SIGNATURES {
        out.open("tr", &[]);
        (0..5).for_each(|_| out.leaf("td", ""));
        out.close("tr");
    }
    out.close("table");
    out.close("section");
}
