//! Finds the monograph on a page: the element that holds it, its title, and the parts of it that are not content.

use crate::read::html::dom::{Dom, Kind, NodeId};
use crate::read::html::skip::Skip;

/// Elements without text, and those of the site around the monograph.
const LEFT_OUT: [&str; 21] = [
    "head",
    "nav",
    "script",
    "style",
    "template",
    "noscript",
    "input",
    "select",
    "textarea",
    "datalist",
    "svg",
    "canvas",
    "iframe",
    "object",
    "embed",
    "audio",
    "video",
    "drug-search",
    "search",
    "dialog",
    "title",
];

/// The attribute with which a site marks the element of a monograph, or, with `ignore`, parts of it to leave out.
const MARK: &str = "data-drug-card";

/// Names an element: a name, then any number of `#id`, `.class`, `[attribute]` and `[attribute=value]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector {
    name: String,
    tests: Vec<Test>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Test {
    Class(String),
    Attribute(String, Option<String>),
}

/// The text is not a [`Selector`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SelectorError;

impl std::fmt::Display for SelectorError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("expected one element by its name, #id, .class or [attribute=value], such as div.content")
    }
}

impl std::error::Error for SelectorError {}

impl std::str::FromStr for Selector {
    type Err = SelectorError;

    fn from_str(text: &str) -> Result<Self, SelectorError> {
        let word = |text: &str| -> usize {
            text.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').unwrap_or(text.len())
        };
        let read = || {
            let (name, mut rest) = text.split_at(word(text));
            let mut tests = Vec::new();
            while let Some(mark) = rest.chars().next() {
                let after = &rest[mark.len_utf8()..];
                let (found, left) = after.split_at(word(after));
                if found.is_empty() {
                    return None;
                }
                rest = left;
                tests.push(match mark {
                    '.' => Test::Class(found.into()),
                    '#' => Test::Attribute("id".into(), Some(found.into())),
                    '[' => {
                        let (inner, left) = left.split_once(']')?;
                        rest = left;
                        match inner.strip_prefix('=') {
                            None if inner.is_empty() => Test::Attribute(found.to_lowercase(), None),
                            None => return None,
                            Some(value) => {
                                let value = value.trim_matches(['"', '\'']);
                                Test::Attribute(found.to_lowercase(), Some(value.into()))
                            }
                        }
                    }
                    _ => return None,
                });
            }
            (!name.is_empty() || !tests.is_empty()).then(|| Self { name: name.to_lowercase(), tests })
        };
        read().ok_or(SelectorError)
    }
}

impl Selector {
    fn finds(&self, dom: &Dom, id: NodeId) -> bool {
        let Kind::Element(..) = dom.kind(id) else { return false };
        let test = |test: &Test| match test {
            Test::Class(name) => dom
                .attribute(id, "class")
                .is_some_and(|all| all.split_ascii_whitespace().any(|one| one == name)),
            Test::Attribute(name, value) => {
                let found = dom.attribute(id, name);
                value.as_deref().map_or(found.is_some(), |value| found == Some(value))
            }
        };
        (self.name.is_empty() || self.name == dom.name(id)) && self.tests.iter().all(test)
    }
}

/// Where the monograph is on its page.
pub(crate) struct Content {
    /// The element that holds it.
    pub(crate) root: NodeId,
    /// The heading that names it, where that is outside the element, or in a part that is left out.
    pub(crate) title: Option<NodeId>,
    /// Whether the page says that it is this element; otherwise it may be the first of several.
    pub(crate) alone: bool,
}

/// Finds the monograph on a page.
pub(crate) fn find(dom: &Dom, selector: Option<&Selector>) -> Result<Content, Skip> {
    let (root, alone) = match selector {
        Some(selector) => (dom.all().find(|id| selector.finds(dom, *id)).ok_or(Skip::NotSelected)?, true),
        None => usual(dom).ok_or(Skip::NoContent)?,
    };
    if dom.below(root, |id| is_left_out(dom, id)).any(|id| dom.name(id) == "h1") {
        return Ok(Content { root, title: None, alone });
    }
    let title = title_before(dom, root).ok_or(Skip::NoTitle)?;
    Ok(Content { root, title: Some(title), alone })
}

/// The heading right before the monograph, in the main part or the article around it: any other may be the site's own name.
fn title_before(dom: &Dom, root: NodeId) -> Option<NodeId> {
    let around = std::iter::successors(dom.parent(root), |id| dom.parent(*id));
    let around = around.into_iter().find(|id| is_main(dom, *id) || dom.name(*id) == "article")?;
    let leaves = |id| is_left_out(dom, id) || matches!(dom.name(id), "h1" | "header" | "hgroup");
    let mut title = None;
    for id in dom.below(around, leaves).take_while(|id| *id != root).filter(|id| !is_left_out(dom, *id)) {
        match (dom.name(id), dom.kind(id)) {
            ("h1", _) => title = Some(id),
            ("header" | "hgroup", _) => {
                let mut inside = dom.below(id, |id| is_left_out(dom, id));
                title = inside.find(|id| dom.name(*id) == "h1").or(title);
            }
            (_, Kind::Text(text)) if !text.trim().is_empty() => title = None,
            _ => {}
        }
    }
    title
}

/// The marked element; else the one article of the main part, else that part, else the first article; and whether the page says so.
fn usual(dom: &Dom) -> Option<(NodeId, bool)> {
    let marked = |id: &NodeId| dom.attribute(*id, MARK).is_some_and(|value| value != "ignore");
    if let Some(found) = dom.all().find(marked) {
        return Some((found, true));
    }
    let is_article = |id: &NodeId| dom.name(*id) == "article";
    let Some(main) = dom.all().find(|id| is_main(dom, *id)) else {
        return dom.all().find(is_article).map(|id| (id, false));
    };
    let mut articles = dom.below(main, |_| false).filter(is_article);
    match (articles.next(), articles.next()) {
        (Some(article), None) => Some((article, true)),
        _ => Some((main, true)),
    }
}

fn is_main(dom: &Dom, id: NodeId) -> bool {
    dom.name(id) == "main" || dom.attribute(id, "role") == Some("main")
}

/// Whether a node inside the content is not part of it.
pub(crate) fn is_left_out(dom: &Dom, id: NodeId) -> bool {
    match dom.kind(id) {
        Kind::Element(..) => {
            LEFT_OUT.contains(&dom.name(id))
                || is_taken_out(dom, id)
                || dom.attribute(id, "role") == Some("search")
                || (dom.name(id) == "button" && !is_label(dom, id))
                || is_anchor(dom, id)
        }
        Kind::Text(_) => false,
        Kind::Other => true,
    }
}

/// Whether the site marks it as not to be read.
pub(crate) fn is_taken_out(dom: &Dom, id: NodeId) -> bool {
    // Text that is hidden until found is there for a reader to unfold.
    let hidden = dom.attribute(id, "hidden").is_some_and(|how| !how.eq_ignore_ascii_case("until-found"));
    hidden || dom.attribute(id, MARK) == Some("ignore")
}

/// Whether it names what follows it.
pub(crate) fn is_heading(dom: &Dom, id: NodeId) -> bool {
    matches!(dom.name(id), "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt" | "summary" | "legend")
}

/// Whether a button holds the words of a heading, or a heading: it opens a fold.
fn is_label(dom: &Dom, id: NodeId) -> bool {
    let mut above = std::iter::successors(dom.parent(id), |id| dom.parent(*id));
    dom.has_words(id, |_| false)
        && (above.any(|id| is_heading(dom, id)) || dom.below(id, |_| false).any(|id| is_heading(dom, id)))
}

/// Whether it is the sign beside a heading that links to it: a link into the page without a letter or digit.
fn is_anchor(dom: &Dom, id: NodeId) -> bool {
    let into_page = dom.name(id) == "a" && dom.attribute(id, "href").is_some_and(|href| href.contains('#'));
    let heading = |id: NodeId| matches!(dom.name(id), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    into_page
        && dom.parent(id).is_some_and(|parent| heading(parent) || dom.parent(parent).is_some_and(heading))
        && !dom.has_words(id, |_| false)
}
