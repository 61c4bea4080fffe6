//! Owns what on a page would be read as something else than it says: such a page is left out.

use crate::site::content::{Content, is_heading, is_left_out, is_taken_out};
use crate::site::skip::Skip;
use crate::site::tree::{DOCUMENT, Id, Kind, Tree};
use std::collections::BTreeSet;

/// The first doubt about a page; `names_section` says whether words are the heading of a known section.
pub(crate) fn find(tree: &Tree, content: &Content, names_section: impl Fn(&str) -> bool) -> Result<(), Skip> {
    let read = || {
        let below = |id| tree.below(id, |id| is_left_out(tree, id));
        content.title.into_iter().chain(content.title.into_iter().flat_map(below)).chain(below(content.root))
    };
    if titles(tree, content).len() > 1 {
        return Err(Skip::SeveralTitles);
    }
    for id in read().filter(|id| !is_taken_out(tree, *id)) {
        match tree.name(id) {
            "math" => return Err(Skip::Formula),
            "del" | "s" | "strike" => return Err(Skip::Struck),
            "select" | "textarea" => return Err(Skip::Field),
            "input" if !is_button(tree, id) => return Err(Skip::Field),
            "button" if is_left_out(tree, id) && names_section(&words(tree, id)) => return Err(Skip::Button),
            _ if is_heading(tree, id) && is_lost(tree, id) => return Err(Skip::LostHeading),
            _ => {}
        }
    }
    Ok(())
}

/// The different titles: of the content, and of every article where the first of several was taken.
fn titles(tree: &Tree, content: &Content) -> BTreeSet<String> {
    let leaves = |id| is_left_out(tree, id);
    let above = |id: Id| std::iter::successors(tree.parent(id), |id| tree.parent(*id));
    let counts = |id: &Id| {
        let known = content.alone || above(*id).any(|id| tree.name(id) == "article");
        tree.name(*id) == "h1" && !leaves(*id) && known
    };
    let from = if content.alone { content.root } else { DOCUMENT };
    let titles = tree.below(from, leaves).filter(counts).map(|id| words(tree, id));
    titles.filter(|title| !title.is_empty()).collect()
}

/// The text of a node, its words a blank apart.
fn words(tree: &Tree, id: Id) -> String {
    let mut text = String::new();
    for id in tree.below(id, |id| is_left_out(tree, id)) {
        if let Kind::Text(part) = tree.kind(id) {
            text.push_str(part);
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a field is one that only does something.
fn is_button(tree: &Tree, id: Id) -> bool {
    let kind = tree.attribute(id, "type").unwrap_or_default().to_ascii_lowercase();
    matches!(kind.as_str(), "hidden" | "submit" | "button" | "reset" | "image")
}

/// Whether the words of a heading lie in what is left out.
fn is_lost(tree: &Tree, id: Id) -> bool {
    let code = |id| matches!(tree.name(id), "script" | "style" | "template" | "noscript");
    tree.has_words(id, code) && !tree.has_words(id, |id| is_left_out(tree, id))
}
