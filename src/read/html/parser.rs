//! Parses HTML as a browser does, markup however broken, and refuses what grows beyond any real page.

use crate::read::html::dom::{DOCUMENT, Dom, Kind, Node, NodeId};
use crate::read::html::skip::{MAX_BYTES, Skip};
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, LocalName, Namespace, ParseOpts, QualName, parse_document};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

/// The parser's time grows with the square of the depth; browsers stop at 512.
const DEPTH_CAP: usize = 1_000;

/// Bytes of start tags in a tree. What is left open in a paragraph is opened again in each that follows: 35 kB of such markup
/// were a tree of 460 MB.
const WEIGHT_CAP: usize = 2 * MAX_BYTES;

/// Bytes between two checks of depth and weight.
const CHUNK: usize = 4 * 1024;

/// Parses a page.
///
/// # Errors
/// Refuses what nests deeper, or grows larger, than any page that somebody wrote.
pub(crate) fn parse(html: &str) -> Result<Dom, Skip> {
    let nodes = RefCell::new(vec![Node::new(Kind::Other, 1)]);
    let sink = Sink { nodes, line: Cell::new(1), weight: Cell::new(0), refused: Cell::new(None) };
    let mut parser = parse_document(sink, ParseOpts::default());
    let mut rest = html;
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(rest.ceil_char_boundary(CHUNK));
        parser.process(chunk.into());
        if let Some(skip) = parser.tokenizer.sink.sink.refused.get() {
            return Err(skip);
        }
        rest = after;
    }
    Ok(parser.finish())
}

/// What html5ever builds into.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    /// The line of the HTML at the end of the token being read.
    line: Cell<u32>,
    /// Bytes of all start tags as if each had been written.
    weight: Cell<usize>,
    refused: Cell<Option<Skip>>,
}

impl Sink {
    fn add(&self, kind: Kind) -> NodeId {
        let line = match &kind {
            Kind::Text(text) => {
                let ends = memchr::memchr_iter(b'\n', text.as_bytes()).count();
                self.line.get().saturating_sub(u32::try_from(ends).unwrap_or(u32::MAX)).max(1)
            }
            Kind::Element(..) | Kind::Other => self.line.get(),
        };
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node::new(kind, line));
        nodes.len() - 1
    }

    /// Puts `child` below `parent`, before `next` or at the end; text joins the text before it.
    fn put(&self, parent: NodeId, next: Option<NodeId>, child: NodeOrText<NodeId>) {
        let before = {
            let mut nodes = self.nodes.borrow_mut();
            let before = next.map_or(nodes[parent].last, |next| nodes[next].before);
            if let NodeOrText::AppendText(text) = &child
                && let Some(Kind::Text(there)) = before.map(|id| &mut nodes[id].kind)
            {
                there.push_tendril(text);
                return;
            }
            before
        };
        let id = match child {
            NodeOrText::AppendNode(id) => id,
            NodeOrText::AppendText(text) => self.add(Kind::Text(text)),
        };
        let mut nodes = self.nodes.borrow_mut();
        (nodes[id].parent, nodes[id].before, nodes[id].after) = (Some(parent), before, next);
        nodes[id].depth = nodes[parent].depth + 1;
        if nodes[id].depth > DEPTH_CAP {
            self.refused.set(Some(Skip::TooDeep));
        }
        match before {
            Some(before) => nodes[before].after = Some(id),
            None => nodes[parent].first = Some(id),
        }
        match next {
            Some(next) => nodes[next].before = Some(id),
            None => nodes[parent].last = Some(id),
        }
    }

    fn take(&self, id: NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let Some(parent) = nodes[id].parent.take() else { return };
        let (before, after) = (nodes[id].before.take(), nodes[id].after.take());
        match before {
            Some(before) => nodes[before].after = after,
            None => nodes[parent].first = after,
        }
        match after {
            Some(after) => nodes[after].before = before,
            None => nodes[parent].last = before,
        }
    }
}

/// A copy of a name, since the nodes are borrowed only for the call.
#[derive(Debug)]
struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Dom;
    type ElemName<'a> = Name;

    fn finish(self) -> Dom {
        Dom::new(self.nodes.into_inner())
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn set_current_line(&self, line: u64) {
        self.line.set(u32::try_from(line).unwrap_or(u32::MAX));
    }

    fn get_document(&self) -> NodeId {
        DOCUMENT
    }

    fn elem_name<'a>(&'a self, id: &'a NodeId) -> Name {
        match &self.nodes.borrow()[*id].kind {
            Kind::Element(name, _) => Name(name.clone()),
            Kind::Text(_) | Kind::Other => {
                Name(QualName::new(None, Namespace::default(), LocalName::default()))
            }
        }
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> NodeId {
        let bytes: usize = attributes.iter().map(|one| one.name.local.len() + one.value.len()).sum();
        self.weight.set(self.weight.get() + name.local.len() + bytes + 2);
        if self.weight.get() > WEIGHT_CAP {
            self.refused.set(Some(Skip::TooLarge));
        }
        self.add(Kind::Element(name, attributes))
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.add(Kind::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.add(Kind::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.put(*parent, None, child);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        if self.nodes.borrow()[*element].parent.is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// The content of a template is not shown, so that it can be a child of it.
    fn get_template_contents(&self, template: &NodeId) -> NodeId {
        *template
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        if let NodeOrText::AppendNode(id) = &child {
            self.take(*id);
        }
        let parent = self.nodes.borrow()[*sibling].parent.unwrap_or(DOCUMENT);
        self.put(parent, Some(*sibling), child);
    }

    fn add_attrs_if_missing(&self, id: &NodeId, more: Vec<Attribute>) {
        if let Kind::Element(_, attributes) = &mut self.nodes.borrow_mut()[*id].kind {
            let missing = more.into_iter().filter(|new| !attributes.iter().any(|old| old.name == new.name));
            let missing: Vec<Attribute> = missing.collect();
            attributes.extend(missing);
        }
    }

    fn remove_from_parent(&self, id: &NodeId) {
        self.take(*id);
    }

    fn reparent_children(&self, node: &NodeId, parent: &NodeId) {
        loop {
            let first = self.nodes.borrow()[*node].first;
            let Some(first) = first else { break };
            self.take(first);
            self.put(*parent, None, NodeOrText::AppendNode(first));
        }
    }
}
