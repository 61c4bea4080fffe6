//! Turns the elements of a page into source nodes: headings, paragraphs, lists, quotes, tables, callouts and code; everything else
//! becomes paragraphs.

use crate::read::callout;
use crate::read::diagnostic::DiagnosticSink;
use crate::read::html::content::{Content, is_left_out};
use crate::read::html::dom::{Dom, Kind, NodeId};
use crate::read::html::inlines::{DEPTH_CAP, Indent, Inlines};
use crate::read::line_index::LineIndex;
use crate::read::source_tree::{CalloutKind, Cell, SourceNode, Table};
use crate::read::unbalanced::Unbalanced;
use crate::text::unicode;

/// Lists and quotes nested deeper become paragraphs. Markdown keeps 32 levels of them and of styles together.
const NEST_CAP: usize = 20;

/// How deep a table nests, and how far its cells are from the margin.
const TABLE: usize = 4;

/// Reads the content of a page.
pub(crate) fn read(
    dom: &Dom,
    content: &Content,
    lines: &LineIndex,
    sink: &mut impl DiagnosticSink,
) -> Vec<SourceNode> {
    let mut reader = Reader {
        dom,
        lines,
        sink,
        unbalanced: Unbalanced::default(),
        nodes: Vec::new(),
        depth: 0,
        nest: 0,
        indent: Indent::default(),
    };
    if let Some(title) = content.title {
        reader.heading(title, 1);
    }
    reader.children(content.root);
    let mut nodes = reader.nodes;
    // A layout may show the title that the text begins with.
    let is_title = |node: &SourceNode| matches!(node, SourceNode::Heading { level: 1, .. });
    if let Some(SourceNode::Heading { text: title, .. }) = nodes.iter().find(|node| is_title(node)).cloned() {
        let mut seen = false;
        nodes.retain(|node| {
            let again = matches!(node, SourceNode::Heading { level: 1, text, .. } if *text == title);
            !(again && std::mem::replace(&mut seen, true))
        });
    }
    nodes
}

struct Reader<'d, R> {
    dom: &'d Dom,
    lines: &'d LineIndex,
    sink: &'d mut R,
    unbalanced: Unbalanced,
    nodes: Vec<SourceNode>,
    depth: usize,
    /// Lists and quotes around.
    nest: usize,
    indent: Indent,
}

impl<R: DiagnosticSink> Reader<'_, R> {
    /// Reads what is in an element: its blocks, and the text between them as paragraphs.
    fn children(&mut self, id: NodeId) {
        if self.depth >= DEPTH_CAP {
            return self.paragraph(|inlines| inlines.add(id));
        }
        self.depth += 1;
        let dom = self.dom;
        let mut run = Vec::new();
        for child in dom.children(id).filter(|child| !is_left_out(dom, *child)) {
            if dom.is_block(child) || dom.holds_block(child) {
                self.run(&mut run);
                self.block(child);
            } else {
                run.push(child);
            }
        }
        self.run(&mut run);
        self.depth -= 1;
    }

    fn run(&mut self, run: &mut Vec<NodeId>) {
        self.paragraph(|inlines| run.drain(..).for_each(|id| inlines.add(id)));
    }

    fn paragraph(&mut self, add: impl FnOnce(&mut Inlines)) {
        let mut inlines = Inlines::new(self.dom, self.lines, self.indent);
        add(&mut inlines);
        let lines = inlines.paragraph();
        if !lines.is_empty() {
            self.unbalanced.check(&lines, self.lines, self.sink, |_| false);
            self.nodes.push(SourceNode::Paragraph(lines));
        }
    }

    fn block(&mut self, id: NodeId) {
        let dom = self.dom;
        match dom.name(id) {
            "h1" => self.heading(id, 1),
            "h2" => self.heading(id, 2),
            "h3" => self.heading(id, 3),
            "h4" => self.heading(id, 4),
            "h5" => self.heading(id, 5),
            "h6" => self.heading(id, 6),
            "hr" => self.nodes.push(SourceNode::Rule { at: self.at(id) }),
            "pre" => self.code(id),
            "blockquote" if self.nest < NEST_CAP => self.quote(id),
            "ul" | "menu" if self.nest < NEST_CAP => self.list(id, None),
            "ol" if self.nest < NEST_CAP => {
                let start = dom.attribute(id, "start").and_then(|start| start.trim().parse().ok());
                self.list(id, Some(start.unwrap_or(1)));
            }
            "table" if self.nest + TABLE <= NEST_CAP => self.table(id),
            "div" | "aside" | "section" if self.nest < NEST_CAP => {
                match dom.attribute(id, "class").and_then(callout::kind_of_classes) {
                    Some(kind) => self.callout(id, kind),
                    None => self.children(id),
                }
            }
            // A term and the line of a fold are the headings of what follows; that line's text is often a question.
            "dt" | "summary" if !dom.holds_block(id) => {
                self.paragraph(|inlines| inlines.bold(|inlines| inlines.add(id)));
            }
            _ => self.children(id),
        }
    }

    fn at(&self, id: NodeId) -> usize {
        self.lines.start(self.dom.line(id))
    }

    fn heading(&mut self, id: NodeId, level: u8) {
        let text = Inlines::new(self.dom, self.lines, self.indent).heading(id);
        if !text.is_empty() {
            self.nodes.push(SourceNode::Heading { level, text, at: self.at(id) });
        }
    }

    fn code(&mut self, id: NodeId) {
        let text = self.dom.text(id);
        let text = unicode::visible(text.trim_end());
        if !text.is_empty() {
            self.nodes.push(SourceNode::Code { text: format!("{text}\n"), at: self.at(id) });
        }
    }

    /// Reads with `read` into nodes of their own, indented by `width` bytes.
    fn nested(&mut self, width: usize, is_item: bool, read: impl FnOnce(&mut Self)) -> Vec<SourceNode> {
        let (before, indent) = (std::mem::take(&mut self.nodes), self.indent);
        self.indent = Indent { column: indent.column + width, margin: is_item && self.nest == 1 };
        read(self);
        self.indent = indent;
        std::mem::replace(&mut self.nodes, before)
    }

    fn quote(&mut self, id: NodeId) {
        self.nest += 1;
        let nodes = self.nested("> ".len(), false, |reader| reader.children(id));
        self.nest -= 1;
        if !nodes.is_empty() {
            self.nodes.push(SourceNode::Quote { nodes, at: self.at(id) });
        }
    }

    fn list(&mut self, id: NodeId, first: Option<u64>) {
        let dom = self.dom;
        let at = self.at(id);
        let (mut start, mut number) = (first, first);
        let mut items = Vec::new();
        self.nest += 1;
        for child in dom.children(id) {
            let blank = matches!(dom.kind(child), Kind::Text(text) if text.trim().is_empty());
            if blank || is_left_out(dom, child) {
                continue;
            }
            let value = dom.attribute(child, "value").and_then(|value| value.trim().parse().ok());
            if number.is_some() && value.is_some() && number != value {
                // The items of a list count on from its first number: another number begins another list.
                if !items.is_empty() {
                    self.nodes.push(SourceNode::List { start, items: std::mem::take(&mut items), at });
                }
                (start, number) = (value, value);
            }
            let width = number.map_or("- ".len(), |number| format!("{number}. ").len());
            let item = self.nested(width, true, |reader| match dom.kind(child) {
                Kind::Element(..) if !matches!(dom.name(child), "ul" | "ol" | "menu") => {
                    reader.children(child);
                }
                // A list or text right inside a list, without an item of its own.
                _ if dom.is_block(child) => reader.block(child),
                _ => reader.run(&mut vec![child]),
            });
            number = number.map(|number| number.saturating_add(1));
            if !item.is_empty() || first.is_some() {
                items.push(item);
            }
        }
        self.nest -= 1;
        if !items.is_empty() {
            self.nodes.push(SourceNode::List { start, items, at });
        }
    }

    /// A table with the rows of its own; one inside a table is read as its text.
    fn table(&mut self, id: NodeId) {
        let dom = self.dom;
        let at = self.at(id);
        let mut table = Table { caption: Vec::new(), head: Vec::new(), rows: Vec::new() };
        if let Some(caption) = dom.children(id).find(|child| dom.name(*child) == "caption") {
            table.caption = Inlines::new(dom, self.lines, self.indent).heading(caption);
        }
        let leaves = move |at: NodeId| is_left_out(dom, at) || matches!(dom.name(at), "table" | "caption");
        let rows: Vec<NodeId> = dom.below(id, leaves).filter(|at| dom.name(*at) == "tr").collect();
        self.nest += TABLE;
        for row in rows {
            let cells = dom.children(row).filter(|cell| !is_left_out(dom, *cell));
            let cells = cells.filter(|cell| matches!(dom.kind(*cell), Kind::Element(..)));
            let mut cells: Vec<Cell<SourceNode>> = cells.map(|cell| self.cell(cell)).collect();
            let in_head = dom.parent(row).is_some_and(|around| dom.name(around) == "thead");
            cells.iter_mut().for_each(|cell| cell.heads |= in_head);
            let heads = cells.len() > 1 && table.rows.is_empty() && cells.iter().all(|cell| cell.heads);
            let to = if in_head || heads { &mut table.head } else { &mut table.rows };
            if !cells.is_empty() {
                to.push(cells);
            }
        }
        self.nest -= TABLE;
        if table.cells().next().is_some() {
            self.nodes.push(SourceNode::Table { table, at });
        }
    }

    fn cell(&mut self, id: NodeId) -> Cell<SourceNode> {
        let dom = self.dom;
        let count = |name| dom.attribute(id, name).and_then(|count| count.trim().parse().ok()).unwrap_or(1);
        let (columns, rows) = (count("colspan"), count("rowspan"));
        // No text of a cell is at the margin.
        let content = self.nested(TABLE, false, |reader| reader.children(id));
        Cell { heads: dom.name(id) == "th", columns, rows, content }
    }

    /// A marked block; its first element may be its title.
    fn callout(&mut self, id: NodeId, kind: CalloutKind) {
        let dom = self.dom;
        let at = self.at(id);
        let is_title = |child: &NodeId| {
            let class = dom.attribute(*child, "class").unwrap_or_default();
            class.contains("title") || class.contains("heading")
        };
        let first = dom.children(id).find(|child| matches!(dom.kind(*child), Kind::Element(..)));
        let title = first.filter(is_title);
        let text = title.map(|title| Inlines::new(dom, self.lines, self.indent).heading(title));
        self.nest += 1;
        let nodes = self.nested(2, false, |reader| {
            let mut run = Vec::new();
            for child in dom.children(id).filter(|child| !is_left_out(dom, *child) && Some(*child) != title) {
                if dom.is_block(child) || dom.holds_block(child) {
                    reader.run(&mut run);
                    reader.block(child);
                } else {
                    run.push(child);
                }
            }
            reader.run(&mut run);
        });
        self.nest -= 1;
        self.nodes.push(callout::callout(kind.id(), text.unwrap_or_default(), nodes, at));
    }
}
