//! Writes a card that needs no script: a whole page for a frame, and a fragment with a declarative shadow root.

use crate::bundle::card_file::CardFile;
use crate::bundle::root::Root;
use crate::card::markup::{Markup, Syntax};
use crate::card::record::overdue;
use crate::card::{CardNode, Part, Tag, UiStrings, html};
use crate::export::json_ld::json_ld;
use crate::monograph::{Facts, Record};
use crate::text::{Day, Language};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

/// A card, and what a page around it needs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Card<'a> {
    /// The card.
    pub file: &'a CardFile,
    /// The root of the bundle it comes from.
    pub root: &'a Root,
    /// The level of the name.
    pub heading_level: u8,
    /// The day on which it is written: what was overdue then stays so on paper.
    pub today: Day,
}

/// Where the styles of a page are.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Styles<'a> {
    /// In the page; its policy allows exactly these.
    Inline(&'a str),
    /// In a file at this address.
    Link(&'a str),
}

/// A page that needs nothing else: for `<iframe>`, for print, for readers without script.
#[must_use]
pub(crate) fn page(card: Card, styles: Styles) -> String {
    let Facts { title, lang, .. } = &card.file.facts;
    let about = format!("{title}: {}", UiStrings::of(lang).information_only);
    let css = match styles {
        Styles::Inline(css) => format!("{}\n{}", css.trim(), sheet_header(title)),
        Styles::Link(_) => String::new(),
    };
    let policy = match styles {
        Styles::Inline(_) => format!("sha256-{}", STANDARD.encode(Sha256::digest(&css))),
        Styles::Link(_) => "self".into(),
    };
    let policy = format!("default-src 'none'; style-src '{policy}'");
    let mut out = Markup::new(Syntax::Html);
    out.doctype();
    out.newline();
    let direction = (lang.direction() == "rtl").then_some(("dir", "rtl"));
    out.open("html", &[("lang", lang.tag())].into_iter().chain(direction).collect::<Vec<_>>());
    out.newline();
    out.open("head", &[]);
    out.newline();
    for meta in [
        &[("charset", "utf-8")][..],
        &[("http-equiv", "Content-Security-Policy"), ("content", &policy)],
        &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")],
        &[("name", "color-scheme"), ("content", "light dark")],
        &[("name", "description"), ("content", &format!("{about}."))],
    ] {
        out.void("meta", meta);
        out.newline();
    }
    out.leaf("title", &about);
    out.newline();
    match styles {
        Styles::Inline(_) => out.raw("style", &[], &css),
        Styles::Link(address) => stylesheet(&mut out, address),
    }
    out.newline();
    // In a data block only `<` could end it early.
    let data = json_ld(card.file).to_string().replace('<', "\\u003c");
    out.raw("script", &[("type", "application/ld+json")], &data);
    out.newline();
    out.close("head");
    out.newline();
    out.open("body", &[]);
    out.newline();
    out.open("main", &[]);
    push_wrapped(&mut out, card);
    out.close("main");
    out.newline();
    out.close("body");
    out.newline();
    out.close("html");
    out.newline();
    out.finish()
}

/// `<drug-card>` with its content in a declarative shadow root: shown without a script; the element takes it over if the script runs.
#[must_use]
pub(crate) fn shadow_fragment(card: Card, styles: &str) -> String {
    let mut out = Markup::new(Syntax::Html);
    let level = card.heading_level.to_string();
    out.open("drug-card", &[("drug", &card.file.facts.slug), ("heading-level", &level)]);
    out.open("template", &[("shadowrootmode", "open")]);
    stylesheet(&mut out, styles);
    push_wrapped(&mut out, card);
    out.close("template");
    out.close("drug-card");
    out.newline();
    out.finish()
}

fn stylesheet(out: &mut Markup, address: &str) {
    out.void("link", &[("rel", "stylesheet"), ("href", address)]);
}

/// Writes the card with its source line, inside the wrapper that the styles want.
pub(crate) fn push_wrapped(out: &mut Markup, card: Card) {
    let Facts { lang, record, .. } = &card.file.facts;
    let mut tree = card.file.tree.clone();
    fill_source(&mut tree, &source_line(card.root, record, lang), lang);
    if let Some(sentence) = overdue(record, card.today, lang) {
        add_alert(&mut tree, &sentence, lang);
    }
    out.open("div", &[("class", "base plain")]);
    out.open("div", &[("class", "content")]);
    html::push(out, &tree, card.heading_level);
    out.close("div");
    out.close("div");
}

fn fill_source(node: &mut CardNode, line: &str, language: &Language) {
    let CardNode::Element { attributes, children, .. } = node else { return };
    if attributes.part == Some(Part::Source) {
        *children = vec![CardNode::text(line)];
        attributes.language = UiStrings::of(language).mark(language);
    }
    children.iter_mut().for_each(|child| fill_source(child, line, language));
}

/// Adds a warning to the head of a card, where the element has it too.
fn add_alert(node: &mut CardNode, sentence: &str, language: &Language) {
    let CardNode::Element { attributes, children, .. } = node else { return };
    if attributes.part == Some(Part::Header) {
        let mut alert = CardNode::part(Tag::P, Part::Alert, vec![CardNode::text(sentence)]);
        if let CardNode::Element { attributes, .. } = &mut alert {
            attributes.language = UiStrings::of(language).mark(language);
        }
        children.insert(0, alert);
    } else {
        children.iter_mut().for_each(|child| add_alert(child, sentence, language));
    }
}

/// Version, day of the build, and that no review is recorded if that is so, worded as the element does.
fn source_line(root: &Root, record: &Record, language: &Language) -> String {
    let words = UiStrings::of(language);
    let [version, built, undated, reviewed] = words.source;
    // Only English has names for the months here; a day in digits is understood everywhere.
    let shown = |date: &str| {
        Day::read(date).map(|day| if words.language == "en" { day.in_words() } else { date.to_string() })
    };
    let built = root.built.as_deref().and_then(shown).map_or(undated.into(), |day| format!("{built}{day}"));
    let line = format!("{version}{}{}{built}", root.content, words.comma);
    // The first line of the card says by whom and when.
    if record.is_reviewed() || record.is_withdrawn() { line } else { format!("{line} · {reviewed}") }
}

/// Name and page number on each printed sheet.
fn sheet_header(title: &str) -> String {
    format!("@page{{{}}}", sheet_boxes(title))
}

/// The margins of a sheet, with name and page number.
pub(crate) fn sheet_boxes(title: &str) -> String {
    // Only these end a string in CSS, or the element around it.
    let name: String = title
        .chars()
        .map(|c| match c {
            '"' | '\\' | '<' | '\n' | '\r' | '\u{c}' => format!("\\{:x} ", u32::from(c)),
            c => c.to_string(),
        })
        .collect();
    format!(
        "margin:18mm 15mm;@top-left{{content:\"{name}\"}}@top-right{{content:counter(page) \" / \" counter(pages)}}\
         @top-left,@top-right{{font:9pt sans-serif}}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_title_ends_its_string() {
        let header = sheet_header("A \"b\" \\ </style>");
        assert!(header.contains("A \\22 b\\22  \\5c  \\3c /style>"), "{header}");
    }
}
