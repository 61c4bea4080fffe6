//! Owns where on a page the monograph is: the element that holds it, its title, and what in it is not of it.

use crate::site::skip::Skip;
use crate::site::tree::{Id, Kind, Tree};

/// Elements with nothing to read in them, or with the site's own furniture.
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

/// The attribute by which a site marks the element of a monograph, or, with `ignore`, what in it is not of it.
const MARK: &str = "data-drug-card";

/// Which element: a name, then any number of `#id`, `.class`, `[attribute]` and `[attribute=value]`.
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

impl std::str::FromStr for Selector {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
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
        read().ok_or_else(|| {
            "expected one element by its name, #id, .class or [attribute=value], such as div.content".into()
        })
    }
}

impl Selector {
    fn finds(&self, tree: &Tree, id: Id) -> bool {
        let Kind::Element(..) = tree.kind(id) else { return false };
        let test = |test: &Test| match test {
            Test::Class(name) => tree
                .attribute(id, "class")
                .is_some_and(|all| all.split_ascii_whitespace().any(|one| one == name)),
            Test::Attribute(name, value) => {
                let found = tree.attribute(id, name);
                value.as_deref().map_or(found.is_some(), |value| found == Some(value))
            }
        };
        (self.name.is_empty() || self.name == tree.name(id)) && self.tests.iter().all(test)
    }
}

/// Where the monograph is.
pub(crate) struct Content {
    /// The element that holds it.
    pub(crate) root: Id,
    /// The heading that names it, where that stands outside, or in what is left out.
    pub(crate) title: Option<Id>,
    /// Whether something says that it is this element: otherwise it is the first of several, maybe.
    pub(crate) alone: bool,
}

/// Finds it.
pub(crate) fn find(tree: &Tree, selector: Option<&Selector>) -> Result<Content, Skip> {
    let (root, alone) = match selector {
        Some(selector) => (tree.all().find(|id| selector.finds(tree, *id)).ok_or(Skip::NotSelected)?, true),
        None => usual(tree).ok_or(Skip::NoContent)?,
    };
    if tree.below(root, |id| is_left_out(tree, id)).any(|id| tree.name(id) == "h1") {
        return Ok(Content { root, title: None, alone });
    }
    let title = title_before(tree, root).ok_or(Skip::NoTitle)?;
    Ok(Content { root, title: Some(title), alone })
}

/// The heading right before the monograph, in the main part or the article around it: any other may be the site's own name.
fn title_before(tree: &Tree, root: Id) -> Option<Id> {
    let around = std::iter::successors(tree.parent(root), |id| tree.parent(*id));
    let around = around.into_iter().find(|id| is_main(tree, *id) || tree.name(*id) == "article")?;
    let leaves = |id| is_left_out(tree, id) || matches!(tree.name(id), "h1" | "header" | "hgroup");
    let mut title = None;
    for id in tree.below(around, leaves).take_while(|id| *id != root).filter(|id| !is_left_out(tree, *id)) {
        match (tree.name(id), tree.kind(id)) {
            ("h1", _) => title = Some(id),
            ("header" | "hgroup", _) => {
                let mut inside = tree.below(id, |id| is_left_out(tree, id));
                title = inside.find(|id| tree.name(*id) == "h1").or(title);
            }
            (_, Kind::Text(text)) if !text.trim().is_empty() => title = None,
            _ => {}
        }
    }
    title
}

/// The marked element; else the one article of the main part, else that part, else the first article; and whether it stands alone.
fn usual(tree: &Tree) -> Option<(Id, bool)> {
    let marked = |id: &Id| tree.attribute(*id, MARK).is_some_and(|value| value != "ignore");
    if let Some(found) = tree.all().find(marked) {
        return Some((found, true));
    }
    let is_article = |id: &Id| tree.name(*id) == "article";
    let Some(main) = tree.all().find(|id| is_main(tree, *id)) else {
        return tree.all().find(is_article).map(|id| (id, false));
    };
    let mut articles = tree.below(main, |_| false).filter(is_article);
    match (articles.next(), articles.next()) {
        (Some(article), None) => Some((article, true)),
        _ => Some((main, true)),
    }
}

fn is_main(tree: &Tree, id: Id) -> bool {
    tree.name(id) == "main" || tree.attribute(id, "role") == Some("main")
}

/// Whether a node inside the content is none of it.
pub(crate) fn is_left_out(tree: &Tree, id: Id) -> bool {
    match tree.kind(id) {
        Kind::Element(..) => {
            LEFT_OUT.contains(&tree.name(id))
                || is_taken_out(tree, id)
                || tree.attribute(id, "role") == Some("search")
                || (tree.name(id) == "button" && !is_label(tree, id))
                || is_anchor(tree, id)
        }
        Kind::Text(_) => false,
        Kind::Other => true,
    }
}

/// Whether the site says that it is not to be read.
pub(crate) fn is_taken_out(tree: &Tree, id: Id) -> bool {
    // What is hidden until it is found is text that a reader unfolds.
    let hidden = tree.attribute(id, "hidden").is_some_and(|how| !how.eq_ignore_ascii_case("until-found"));
    hidden || tree.attribute(id, MARK) == Some("ignore")
}

/// Whether it names what follows it.
pub(crate) fn is_heading(tree: &Tree, id: Id) -> bool {
    matches!(tree.name(id), "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt" | "summary" | "legend")
}

/// Whether a button is the words of a heading, or has a heading in it: a fold.
fn is_label(tree: &Tree, id: Id) -> bool {
    let mut above = std::iter::successors(tree.parent(id), |id| tree.parent(*id));
    tree.has_words(id, |_| false)
        && (above.any(|id| is_heading(tree, id)) || tree.below(id, |_| false).any(|id| is_heading(tree, id)))
}

/// Whether it is the sign beside a heading that links to it: a link into the page without a letter or digit.
fn is_anchor(tree: &Tree, id: Id) -> bool {
    let into_page = tree.name(id) == "a" && tree.attribute(id, "href").is_some_and(|href| href.contains('#'));
    let heading = |id: Id| matches!(tree.name(id), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    into_page
        && tree.parent(id).is_some_and(|parent| heading(parent) || tree.parent(parent).is_some_and(heading))
        && !tree.has_words(id, |_| false)
}
