//! Owns what must hold for any page of a site: its HTML becomes Markdown that the parser reads, and no word is lost on the way.

use std::fmt::Write;

use drug_card::card::html;
use drug_card::card::{Context, card};
use drug_card::monograph::{SIZE_CAP, parse};
use drug_card::read::diagnostic::Rule;
use drug_card::site::{MAX_BYTES, Selector, Skip, monograph, read};
use drug_card::text::{Language, unicode};

use super::{places, whole, whole_text};

/// The pieces of a page that are made of the input: what stands before a text, and behind it. Some are left open, and some close
/// what another has opened.
const PIECES: [(&str, &str); 26] = [
    ("", ""),
    ("<p>", ""),
    ("<p>", "</p>"),
    ("<b>", "</b>"),
    ("<strong>", ""),
    ("", "</strong>"),
    ("<em>", "</em>"),
    ("<i>", ""),
    ("<sub>", "</sub>"),
    ("<sup>", "</sup>"),
    ("<code>", "</code>"),
    ("<pre>", "</pre>"),
    ("<h2>", "</h2>"),
    ("<h4>", "</h4>"),
    ("<ul><li>", ""),
    ("<ol start=7><li>", ""),
    ("<li>", ""),
    ("<li value=3><p>", "</p>"),
    ("</ul>", ""),
    ("</ol>", ""),
    ("<blockquote>", ""),
    ("</blockquote>", ""),
    ("<table><tr><td>", "</td></tr></table>"),
    ("<dl><dt>", "</dt><dd>"),
    ("<details><summary>", "</summary>"),
    ("", "<br>"),
];

/// A page as it comes, one that has a title and a known section before it, and one that is built of texts.
pub(super) fn site_read(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let _ = text.parse::<Selector>();
    let _ = taken(&text);
    let _ = taken(&format!("<main><h1>T</h1><h2>Usage</h2><p>{text}"));
    built(&text);
}

/// Reads a page; whatever it was, what is taken for a monograph is one, and small.
fn taken(page: &str) -> Result<String, Skip> {
    let markdown = read(page, None, &Language::ENGLISH);
    match &markdown {
        Ok(markdown) => {
            assert!(page.len() <= MAX_BYTES && markdown.len() <= SIZE_CAP, "{} bytes", markdown.len());
            assert_eq!(monograph(markdown.clone(), &Language::ENGLISH).as_ref(), Ok(markdown));
            let parsed = parse(markdown);
            whole_text(markdown, &parsed);
            places(markdown, &parsed);
            assert!(parsed.monograph.front_matter.entries.is_empty(), "text became front matter");
            let markup = parsed.diagnostics.iter().find(|remark| remark.rule == Rule::RawHtml);
            assert!(markup.is_none(), "text became markup: {markup:?} of {markdown:?}");
            let shown = html::fragment(&card(&parsed.monograph, &Context::default()), 2);
            assert!(!shown.contains("<script"), "the card runs something");
        }
        Err(skip) => assert!(!skip.sentence().is_empty()),
    }
    markdown
}

/// Parts the input at the bytes below a blank, each of which chooses the piece for the text behind it; every sign comes back, in
/// the order of the page: one that is taken for markup does not.
fn built(text: &str) {
    // Hidden characters are spelled out, or are blanks.
    if text.chars().any(|c| c >= ' ' && unicode::is_hidden(c)) {
        return;
    }
    let mut page = String::from("<main><h1>T</h1><h2>Usage</h2>");
    let mut want = String::from("TUsage");
    for part in text.split_inclusive(|c: char| c < ' ') {
        let words = part.trim_end_matches(|c: char| c < ' ');
        let choice = part.chars().last().filter(|c| *c < ' ').map_or(0, |c| c as usize);
        let (before, after) = PIECES[choice % PIECES.len()];
        let escaped = words.replace('&', "&amp;").replace('<', "&lt;");
        let _ = write!(page, "{before}{escaped}{after}");
        want.push_str(words);
    }
    match taken(&page) {
        Ok(markdown) => {
            let found = whole::text_of(&parse(&markdown).monograph);
            assert_eq!(signs(&found), signs(&want), "of {page:?}, as {markdown:?}");
        }
        Err(skip) => assert_eq!(skip, Skip::TooDeep, "{page:?}"),
    }
}

/// What is seen of a text; a heading loses its colon.
fn signs(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, ':' | '：')).collect()
}
