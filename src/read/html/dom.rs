//! The nodes of an HTML page, with the lines they begin on.

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName};

/// The number of a node.
pub(crate) type NodeId = usize;

/// The node that holds the whole page.
pub(crate) const DOCUMENT: NodeId = 0;

/// What a node is.
#[derive(Debug)]
pub(crate) enum Kind {
    /// An element with its name and attributes.
    Element(QualName, Vec<Attribute>),
    /// Text.
    Text(StrTendril),
    /// The document, a comment, an instruction: nothing that is shown.
    Other,
}

#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) parent: Option<NodeId>,
    pub(crate) before: Option<NodeId>,
    pub(crate) after: Option<NodeId>,
    pub(crate) first: Option<NodeId>,
    pub(crate) last: Option<NodeId>,
    /// 1-based line of the HTML in which the node begins.
    line: u32,
    /// Elements above it when it came.
    pub(crate) depth: usize,
    /// Whether an element in it begins a line of its own.
    holds_block: bool,
}

/// Elements that begin a line of their own.
const BLOCKS: [&str; 38] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "legend",
    "li",
    "main",
    "menu",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
    "drug-card",
];

/// A page.
#[derive(Debug)]
pub(crate) struct Dom(Vec<Node>);

impl Dom {
    /// A page of these nodes, the first of which holds the whole of it.
    pub(crate) fn new(nodes: Vec<Node>) -> Self {
        let mut dom = Self(nodes);
        for id in 0..dom.0.len() {
            if dom.is_block(id) {
                let mut above = dom.0[id].parent;
                while let Some(id) = above.filter(|id| !dom.0[*id].holds_block) {
                    dom.0[id].holds_block = true;
                    above = dom.0[id].parent;
                }
            }
        }
        dom
    }

    pub(crate) fn kind(&self, id: NodeId) -> &Kind {
        &self.0[id].kind
    }

    /// The 1-based line of the HTML in which the node begins; for an element the last line of its tag.
    pub(crate) fn line(&self, id: NodeId) -> u32 {
        self.0[id].line
    }

    /// The element's name; empty for a node that is not an element.
    pub(crate) fn name(&self, id: NodeId) -> &str {
        match &self.0[id].kind {
            Kind::Element(name, _) => &name.local,
            Kind::Text(_) | Kind::Other => "",
        }
    }

    pub(crate) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        let Kind::Element(_, attributes) = &self.0[id].kind else { return None };
        attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
    }

    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.0[id].parent
    }

    pub(crate) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.0[id].first, |id| self.0[*id].after)
    }

    /// Whether the element begins a line of its own.
    pub(crate) fn is_block(&self, id: NodeId) -> bool {
        BLOCKS.contains(&self.name(id))
    }

    /// Whether an element in it begins a line of its own.
    pub(crate) fn holds_block(&self, id: NodeId) -> bool {
        self.0[id].holds_block
    }

    /// The nodes below `root` in the order of the page, without those below a node that `leaves` names.
    pub(crate) fn below<'t>(
        &'t self,
        root: NodeId,
        leaves: impl Fn(NodeId) -> bool + 't,
    ) -> impl Iterator<Item = NodeId> + 't {
        let mut next = self.0[root].first;
        std::iter::from_fn(move || {
            let id = next?;
            next = self.0[id].first.filter(|_| !leaves(id)).or_else(|| {
                let mut up = id;
                while self.0[up].after.is_none() {
                    up = self.0[up].parent.filter(|up| *up != root)?;
                }
                self.0[up].after
            });
            Some(id)
        })
    }

    /// The text below a node with its white space.
    pub(crate) fn text(&self, id: NodeId) -> String {
        let mut out = String::new();
        for id in self.below(id, |id| self.name(id) == "script" || self.name(id) == "style") {
            match &self.0[id].kind {
                Kind::Text(text) => out.push_str(text),
                Kind::Element(..) if self.name(id) == "br" => out.push('\n'),
                Kind::Element(..) | Kind::Other => {}
            }
        }
        out
    }

    /// Whether the text below a node has a letter or digit, apart from nodes that `leaves` names.
    pub(crate) fn has_words(&self, id: NodeId, leaves: impl Fn(NodeId) -> bool) -> bool {
        self.below(id, leaves).any(|id| match &self.0[id].kind {
            Kind::Text(text) => text.chars().any(char::is_alphanumeric),
            Kind::Element(..) | Kind::Other => false,
        })
    }

    /// Every node below the document.
    pub(crate) fn all(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.below(DOCUMENT, |_| false)
    }
}

impl Node {
    pub(crate) fn new(kind: Kind, line: u32) -> Self {
        Self {
            kind,
            line,
            parent: None,
            before: None,
            after: None,
            first: None,
            last: None,
            depth: 0,
            holds_block: false,
        }
    }
}
