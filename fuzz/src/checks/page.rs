//! Checks what holds for any page of a site: its HTML becomes a monograph or is refused, and no word is lost.

use std::fmt::Write;

use drug_card::internals::card::html;
use drug_card::internals::card::{Context, card};
use drug_card::internals::monograph::{Monograph, check_html, is_monograph};
use drug_card::internals::read::html::{MAX_BYTES, Selector, Skip};
use drug_card::internals::text::{Language, unicode};

use super::monograph::lines;
use super::whole;

/// Pieces of a page: what comes before a text, and after it. Some stay open, and some close what another has opened.
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
    let _ = checked(&text);
    let _ = checked(&format!("<main><h1>T</h1><h2>Usage</h2><p>{text}"));
    built(&text);
}

/// Reads a page of any kind: a result is a valid monograph, and its diagnostics point into the page.
fn checked(page: &str) -> Result<Monograph, Skip> {
    let parsed = check_html(page, None, &Language::ENGLISH);
    match &parsed {
        Ok(parsed) => {
            let monograph = &parsed.monograph;
            assert!(page.len() <= MAX_BYTES, "{} bytes", page.len());
            assert_eq!(is_monograph(monograph), Ok(()));
            let all = 1..=lines(page);
            for found in &parsed.diagnostics {
                assert!(all.contains(&found.line) && found.column > 0, "{found:?}");
            }
            for line in monograph
                .sections
                .iter()
                .map(|section| section.line)
                .chain(monograph.faqs().map(|faq| faq.line))
            {
                assert!(all.contains(&line), "line {line}");
            }
            let shown = html::fragment(&card(monograph, &Context::default()), 2);
            assert!(!shown.contains("<script"), "the card has a script");
        }
        Err(skip) => assert!(!skip.sentence().is_empty()),
    }
    parsed.map(|parsed| parsed.monograph)
}

/// Splits the input at control characters, each of which selects the piece around the text before it, and expects every
/// character back in order: none may be mistaken for markup.
fn built(text: &str) {
    // Hidden characters are spelled out, or are whitespace.
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
    match checked(&page) {
        Ok(monograph) => {
            assert_eq!(visible(&whole::text_of(&monograph)), visible(&want), "of {page:?}");
        }
        Err(skip) => assert_eq!(skip, Skip::TooDeep, "{page:?}"),
    }
}

/// The visible characters of a text, without colons: a heading loses its own.
fn visible(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, ':' | '：')).collect()
}
