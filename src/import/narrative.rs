//! Turns the narrative of a label, in the XML of SPL or in XHTML, into blocks.

use std::collections::HashMap;

use roxmltree::Node;

use crate::import::document::Block;
use crate::import::elements::{
    is_block, is_list_mark, is_mark, numbering, one_line, styled, without_heading,
};
use crate::import::flow::Flow;
use crate::import::grid::{self, Laid, Part, SourceCell};
use crate::import::runs::{Runs, Script, Style};
use crate::import::xml::flat;
use crate::read::source_tree::Inline;

/// Signs for footnotes, in their order.
const NOTE_SIGNS: [&str; 8] = ["*", "†", "‡", "§", "¶", "#", "**", "††"];

/// What a document knows beside the text of a section.
#[derive(Default)]
pub(crate) struct Narrative {
    /// The texts of pictures, by their id.
    pub(crate) figures: HashMap<String, String>,
    /// The signs of the footnotes that are referred to, by their id.
    notes: HashMap<String, &'static str>,
    /// Pictures of the cell being read.
    pictures: Vec<Runs>,
    /// How many pictures are not shown.
    pub(crate) missing_figures: usize,
    /// Each run of text has blanks around it, as in the text fields of openFDA.
    spaced: bool,
}

impl Narrative {
    /// For text whose runs have blanks around them.
    pub(crate) fn spaced() -> Self {
        Self { spaced: true, ..Self::default() }
    }

    /// The footnotes of `root` that are referred to get signs.
    pub(crate) fn note_signs(&mut self, root: Node<'_, '_>) {
        let named = |name: &'static str| {
            root.descendants().filter(move |node| node.is_element() && node.tag_name().name() == name)
        };
        let wanted: std::collections::HashSet<&str> =
            named("footnoteRef").filter_map(|node| node.attribute("IDREF")).collect();
        let notes =
            named("footnote").filter_map(|node| node.attribute("ID")).filter(|id| wanted.contains(id));
        self.notes =
            notes.enumerate().map(|(at, id)| (id.to_string(), NOTE_SIGNS[at % NOTE_SIGNS.len()])).collect();
    }

    /// The blocks of a narrative.
    pub(crate) fn blocks(&mut self, node: Node<'_, '_>) -> Vec<Block> {
        let mut flow = Flow::default();
        self.children(node, Style::default(), &mut flow);
        flow.flush();
        flow.blocks
    }

    /// The text of a title.
    pub(crate) fn title(&mut self, node: Node<'_, '_>) -> Vec<Inline> {
        one_line(self.lines(node).inlines())
    }

    fn children(&mut self, node: Node<'_, '_>, style: Style, flow: &mut Flow) {
        for child in node.children() {
            self.node(child, style, flow);
        }
    }

    fn node(&mut self, node: Node<'_, '_>, style: Style, flow: &mut Flow) {
        if node.is_text() {
            return self.text(node, style, &mut flow.runs);
        }
        if !node.is_element() {
            return;
        }
        let name = node.tag_name().name();
        let style = styled(node, name, style);
        match name {
            "br" => flow.runs.line_break(),
            "list" | "ul" | "ol" | "dl" => {
                flow.flush();
                let list = self.list(node, name);
                flow.blocks.extend(list);
            }
            "table" => {
                flow.flush();
                let table = self.table(node, style);
                flow.blocks.extend(table);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                flow.flush();
                let text = self.title(node);
                if !text.is_empty() {
                    let level = name.as_bytes()[1] - b'0';
                    flow.blocks.push(Block::Heading { level, text, kind: None });
                }
            }
            "renderMultiMedia" | "img" => self.figure(node, flow),
            "footnote" | "footnoteRef" => self.note(node, name, style, &mut flow.runs),
            _ if is_block(name) => {
                flow.flush();
                self.children(node, style, flow);
                flow.flush();
            }
            _ => self.children(node, style, flow),
        }
    }

    fn text(&self, node: Node<'_, '_>, style: Style, runs: &mut Runs) {
        if self.spaced {
            runs.text(" ", Style::default());
        }
        runs.text(node.text().unwrap_or_default(), style);
        if self.spaced {
            runs.text(" ", Style::default());
        }
    }

    fn note(&mut self, node: Node<'_, '_>, name: &str, style: Style, runs: &mut Runs) {
        let id = node.attribute(if name == "footnote" { "ID" } else { "IDREF" }).unwrap_or_default();
        let sign = self.notes.get(id).copied();
        if let Some(sign) = sign {
            runs.text(sign, Style::default());
        }
        if name == "footnote" {
            let inner = self.lines(node);
            if !inner.is_empty() {
                runs.text(" (", Style::default());
                if let Some(sign) = sign {
                    runs.text(sign, Style::default());
                    runs.text(" ", Style::default());
                }
                runs.append(&inner);
                runs.text(")", Style { script: Script::None, ..style });
            }
        }
    }

    /// A picture as its text; the caption of it follows as text of its own.
    fn figure(&mut self, node: Node<'_, '_>, flow: &mut Flow) {
        let id = node.attribute("referencedObject").or(node.attribute("src")).unwrap_or_default();
        let id = id.trim_start_matches('#');
        let own =
            node.attribute("alt").or(node.attribute("title")).map(str::trim).filter(|alt| !alt.is_empty());
        let known = self.figures.get(id).map(String::as_str).filter(|alt| !alt.is_empty());
        // Some files have the name of the picture's file as its text.
        let says = |alt: &&str| alt.contains(' ') || !alt.chars().any(|c| c.is_ascii_digit());
        let alt = own.or(known).filter(says).unwrap_or("–");
        self.missing_figures += 1;
        flow.runs.text(" [", Style::default());
        flow.runs.text(&format!("▢ {alt}"), Style::default());
        flow.runs.text("] ", Style::default());
        if node.has_children() {
            flow.flush();
            self.children(node, Style::default(), flow);
            flow.flush();
        }
    }

    fn list(&mut self, node: Node<'_, '_>, name: &str) -> Vec<Block> {
        let ordered = name == "ol"
            || node.attribute("listType").is_some_and(|kind| kind.eq_ignore_ascii_case("ordered"));
        let mut items: Vec<Vec<Block>> = Vec::new();
        let mut before = Vec::new();
        let mut captions = Vec::new();
        for child in node.children() {
            let tag = child.tag_name().name();
            if child.is_element() && matches!(tag, "item" | "li" | "dt" | "dd") {
                let (caption, blocks) = self.item(child);
                if caption.is_some() || !blocks.is_empty() {
                    captions.push(caption);
                    items.push(blocks);
                }
            } else if child.is_element() || child.text().is_some_and(|text| !text.trim().is_empty()) {
                // A caption of the list, or what a generator put between the items.
                let mut flow = Flow::default();
                self.node(child, Style::default(), &mut flow);
                flow.flush();
                match items.last_mut() {
                    Some(last) => last.extend(flow.blocks),
                    None => before.extend(flow.blocks),
                }
            }
        }
        let start = node
            .attribute("start")
            .and_then(|start| start.trim().parse().ok())
            .filter(|start| *start < 100_000);
        let numbers = numbering(&captions);
        let start = numbers.or(ordered.then(|| start.unwrap_or(1)));
        if numbers.is_none() {
            for (item, caption) in items.iter_mut().zip(captions) {
                let Some(caption) = caption.filter(|caption| !is_mark(caption)) else { continue };
                match item.first_mut() {
                    Some(Block::Paragraph(text)) => match text.first_mut() {
                        Some(Inline::Text(first)) => first.insert_str(0, &format!("{caption} ")),
                        _ => text.insert(0, Inline::Text(format!("{caption} "))),
                    },
                    _ => item.insert(0, Block::Paragraph(vec![Inline::Text(caption)])),
                }
            }
        }
        if !items.is_empty() {
            before.push(Block::List { start, items });
        }
        before
    }

    /// The mark or words before an item, and what it holds.
    fn item(&mut self, node: Node<'_, '_>) -> (Option<String>, Vec<Block>) {
        let mut flow = Flow::default();
        let mut caption = None;
        for child in node.children() {
            if child.is_element() && child.tag_name().name() == "caption" && caption.is_none() {
                let text = self.lines(child).plain();
                caption = (!text.is_empty()).then_some(text);
            } else {
                self.node(child, Style::default(), &mut flow);
            }
        }
        flow.flush();
        (caption, flow.blocks.into_iter().map(without_heading).collect())
    }

    /// All text of an element as lines of one paragraph.
    fn lines(&mut self, node: Node<'_, '_>) -> Runs {
        let mut runs = Runs::default();
        self.line_children(node, Style::default(), &mut runs);
        self.put_pictures(&mut runs);
        runs
    }

    /// Pictures between the words of a cell follow them: the words belong together.
    fn put_pictures(&mut self, runs: &mut Runs) {
        for picture in std::mem::take(&mut self.pictures) {
            runs.line_break();
            runs.append(&picture);
        }
    }

    fn line_children(&mut self, node: Node<'_, '_>, style: Style, runs: &mut Runs) {
        for child in node.children() {
            if child.is_text() {
                self.text(child, style, runs);
                continue;
            }
            if !child.is_element() {
                continue;
            }
            let name = child.tag_name().name();
            let style = styled(child, name, style);
            match name {
                "br" => runs.line_break(),
                "footnote" | "footnoteRef" => self.note(child, name, style, runs),
                "renderMultiMedia" | "img" => {
                    let mut flow = Flow::default();
                    self.figure(child, &mut flow);
                    runs.text(" ", Style::default());
                    if flow.blocks.is_empty() {
                        self.pictures.push(flow.runs);
                    }
                    for block in flow.blocks {
                        if let Block::Paragraph(text) = block {
                            runs.line_break();
                            runs.text(&crate::read::source_tree::plain_inlines(&text), Style::default());
                        }
                    }
                }
                "item" | "li" => {
                    runs.line_break();
                    let mut inner = Runs::default();
                    let mark = child
                        .children()
                        .find(|child| child.is_element() && child.tag_name().name() == "caption");
                    if mark.is_none_or(|mark| is_list_mark(&flat(mark))) {
                        inner.text("• ", Style::default());
                    }
                    self.line_children(child, style, &mut inner);
                    runs.append(&inner);
                    runs.line_break();
                }
                "caption" if node.tag_name().name() == "item" && is_list_mark(&flat(child)) => {}
                "caption" if node.tag_name().name() == "item" => {
                    let mut mark = Runs::default();
                    self.line_children(child, style, &mut mark);
                    runs.append(&mark);
                    runs.text(" ", Style::default());
                }
                _ if is_block(name)
                    || matches!(
                        name,
                        "list" | "ul" | "ol" | "dl" | "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
                    ) =>
                {
                    runs.line_break();
                    self.line_children(child, style, runs);
                    runs.line_break();
                }
                _ => self.line_children(child, style, runs),
            }
        }
    }

    fn table(&mut self, node: Node<'_, '_>, style: Style) -> Vec<Block> {
        let is_table = |node: &Node<'_, '_>| node.is_element() && node.tag_name().name() == "table";
        // A table around tables lays out a page.
        if node.descendants().skip(1).any(|inner| is_table(&inner)) {
            let mut flow = Flow::default();
            self.children(node, style, &mut flow);
            flow.flush();
            return flow.blocks;
        }
        let mut rows = Vec::new();
        let mut caption = Runs::default();
        let mut stray = Flow::default();
        self.rows(node, Part::Body, style, &mut rows, &mut caption, &mut stray);
        stray.flush();
        let Laid { before, table, after } = grid::lay_out(rows);
        let mut out: Vec<Block> = Vec::new();
        let caption = caption.inlines();
        if !caption.is_empty() {
            out.push(Block::Paragraph(caption));
        }
        out.extend(stray.blocks);
        out.extend(before.into_iter().map(Block::Paragraph));
        out.extend(table.map(Block::Table));
        out.extend(after.into_iter().map(Block::Paragraph));
        out
    }

    fn rows(
        &mut self,
        node: Node<'_, '_>,
        part: Part,
        style: Style,
        rows: &mut Vec<(Part, Vec<SourceCell>)>,
        caption: &mut Runs,
        stray: &mut Flow,
    ) {
        for child in node.children() {
            let name = child.tag_name().name();
            match name {
                "thead" => self.rows(child, Part::Head, style, rows, caption, stray),
                "tfoot" => self.rows(child, Part::Foot, style, rows, caption, stray),
                "tbody" => self.rows(child, Part::Body, style, rows, caption, stray),
                "tr" => {
                    let cells = self.cells(child, style, stray);
                    rows.push((part, cells));
                }
                "caption" => {
                    caption.line_break();
                    let text = self.lines(child);
                    caption.append(&text);
                }
                "col" | "colgroup" => {}
                _ => self.node(child, style, stray),
            }
        }
    }

    fn cells(&mut self, row: Node<'_, '_>, style: Style, stray: &mut Flow) -> Vec<SourceCell> {
        let mut cells = Vec::new();
        for child in row.children() {
            let name = child.tag_name().name();
            if !matches!(name, "td" | "th") {
                self.node(child, style, stray);
                continue;
            }
            let span = |name: &str| {
                let value = child.attribute(name).and_then(|value| value.trim().parse::<usize>().ok());
                value.unwrap_or(1).clamp(1, 1_000)
            };
            let mut runs = Runs::default();
            let style = styled(child, name, style);
            self.line_children(child, style, &mut runs);
            self.put_pictures(&mut runs);
            let text = runs.inlines();
            cells.push(SourceCell {
                text,
                columns: span("colspan"),
                rows: span("rowspan"),
                is_header: name == "th",
            });
        }
        cells
    }
}
