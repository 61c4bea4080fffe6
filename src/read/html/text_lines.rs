//! Lists the text of a page line by line, so that a diagnostic about words points into the HTML.
//!
//! The HTML parser knows the line of each piece of text and no column. Checks of wording therefore read the text alone, on the
//! lines it has in the HTML; [`relocate`] then looks the words up in the HTML's line.

use crate::read::diagnostic::Diagnostic;
use crate::read::html::content::{Content, is_left_out};
use crate::read::html::dom::{Dom, Kind, NodeId};

/// The text of the content, as many lines as the HTML has up to its last word.
pub(crate) fn of(dom: &Dom, content: &Content) -> String {
    let below = |id| dom.below(id, |id| is_left_out(dom, id));
    let mut lines: Vec<String> = Vec::new();
    let mut block = None;
    for id in content.title.into_iter().flat_map(below).chain(below(content.root)) {
        let Kind::Text(text) = dom.kind(id) else { continue };
        let around = block_of(dom, id);
        for (number, piece) in text.split('\n').enumerate() {
            let at = dom.line(id) as usize - 1 + number;
            if lines.len() <= at {
                lines.resize(at + 1, String::new());
            }
            if block != around && !lines[at].is_empty() {
                lines[at].push(' ');
            }
            lines[at].push_str(piece);
        }
        block = around;
    }
    lines.join("\n")
}

/// The element around a text that begins a line of its own, or is a cell of a table.
fn block_of(dom: &Dom, id: NodeId) -> Option<NodeId> {
    std::iter::successors(dom.parent(id), |id| dom.parent(*id))
        .find(|id| dom.is_block(*id) || matches!(dom.name(*id), "td" | "th"))
}

/// Moves diagnostics about words of `text` to the same words in `html`; one whose words are not found there as they are, because
/// of a tag or a character reference inside them, is about its whole line.
pub(crate) fn relocate(diagnostics: &mut [Diagnostic], text: &str, html: &str) {
    let (text, html): (Vec<&str>, Vec<&str>) = (text.split('\n').collect(), html.split('\n').collect());
    for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.length > 0) {
        let number = diagnostic.line as usize - 1;
        let (Some(text), Some(html)) = (text.get(number), html.get(number)) else { continue };
        let (column, length) = (diagnostic.column as usize - 1, diagnostic.length as usize);
        let from = byte_of(text, column);
        let words = &text[from..byte_of(text, column + length)];
        let before = occurrences(text, words).take_while(|at| *at < from).count();
        let found = occurrences(html, words).filter(|at| !in_tag(html, *at)).nth(before);
        match found {
            Some(at) => diagnostic.column = u32::try_from(html[..at].chars().count() + 1).unwrap_or(1),
            None => (diagnostic.column, diagnostic.length) = (1, 0),
        }
    }
}

/// The byte at which character `number` of `line` begins.
fn byte_of(line: &str, number: usize) -> usize {
    line.char_indices().nth(number).map_or(line.len(), |(at, _)| at)
}

fn occurrences<'a>(line: &'a str, words: &'a str) -> impl Iterator<Item = usize> + 'a {
    line.match_indices(words).map(|(at, _)| at)
}

/// Whether byte `at` of a line is inside a tag that begins in it.
fn in_tag(line: &str, at: usize) -> bool {
    let before = &line[..at];
    before.rfind('<') > before.rfind('>')
}
