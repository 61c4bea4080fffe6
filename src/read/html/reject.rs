//! Rejects pages whose meaning the conversion would change.

use crate::read::html::content::{Content, is_heading, is_left_out, is_taken_out};
use crate::read::html::dom::{DOCUMENT, Dom, Kind, NodeId};
use crate::read::html::skip::Skip;
use std::collections::BTreeSet;

/// The first reason to reject a page; `names_section` says whether words are the heading of a known section.
pub(crate) fn find(dom: &Dom, content: &Content, names_section: impl Fn(&str) -> bool) -> Result<(), Skip> {
    let read = || {
        let below = |id| dom.below(id, |id| is_left_out(dom, id));
        content.title.into_iter().chain(content.title.into_iter().flat_map(below)).chain(below(content.root))
    };
    if titles(dom, content).len() > 1 {
        return Err(Skip::SeveralTitles);
    }
    for id in read().filter(|id| !is_taken_out(dom, *id)) {
        match dom.name(id) {
            "math" => return Err(Skip::Formula),
            "del" | "s" | "strike" => return Err(Skip::Struck),
            "select" | "textarea" => return Err(Skip::Field),
            "input" if !is_button(dom, id) => return Err(Skip::Field),
            "button" if is_left_out(dom, id) && names_section(&words(dom, id)) => return Err(Skip::Button),
            _ if is_heading(dom, id) && is_lost(dom, id) => return Err(Skip::LostHeading),
            _ => {}
        }
    }
    Ok(())
}

/// The different titles of the content, or, where the first of several articles was taken, of all articles.
fn titles(dom: &Dom, content: &Content) -> BTreeSet<String> {
    let leaves = |id| is_left_out(dom, id);
    let above = |id: NodeId| std::iter::successors(dom.parent(id), |id| dom.parent(*id));
    let counts = |id: &NodeId| {
        let known = content.alone || above(*id).any(|id| dom.name(id) == "article");
        dom.name(*id) == "h1" && !leaves(*id) && known
    };
    let from = if content.alone { content.root } else { DOCUMENT };
    let titles = dom.below(from, leaves).filter(counts).map(|id| words(dom, id));
    titles.filter(|title| !title.is_empty()).collect()
}

/// The text of a node with one blank between words.
fn words(dom: &Dom, id: NodeId) -> String {
    let mut text = String::new();
    for id in dom.below(id, |id| is_left_out(dom, id)) {
        if let Kind::Text(part) = dom.kind(id) {
            text.push_str(part);
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a field is a button, or hidden.
fn is_button(dom: &Dom, id: NodeId) -> bool {
    let kind = dom.attribute(id, "type").unwrap_or_default().to_ascii_lowercase();
    matches!(kind.as_str(), "hidden" | "submit" | "button" | "reset" | "image")
}

/// Whether the words of a heading are in elements that are not read.
fn is_lost(dom: &Dom, id: NodeId) -> bool {
    let code = |id| matches!(dom.name(id), "script" | "style" | "template" | "noscript");
    dom.has_words(id, code) && !dom.has_words(id, |id| is_left_out(dom, id))
}
