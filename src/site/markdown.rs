//! Owns the blocks of a page as Markdown: headings, paragraphs, lists, quotes, code; what has no Markdown becomes paragraphs.

use crate::site::content::is_left_out;
use crate::site::inline::{DEPTH_CAP, Inlines, Line};
use crate::site::tree::{Id, Kind, Tree};

/// Lists and quotes in each other beyond this become paragraphs; the parser follows 32 levels of them and of styles together.
const NEST_CAP: usize = 20;

/// A block's lines, and the mark of the list it is.
struct Block {
    lines: Vec<Line>,
    mark: Option<char>,
}

/// Writes what is in `root`, under `title` where that stands elsewhere.
pub(crate) fn write(tree: &Tree, root: Id, title: Option<Id>) -> String {
    let mut writer = Writer { tree, blocks: Vec::new(), depth: 0, nest: 0 };
    title.into_iter().for_each(|title| writer.heading(title, 1));
    writer.all(root);
    // A layout may show the title that the text begins with.
    let named: Option<String> = writer.blocks.iter().find_map(Block::title).map(Into::into);
    let mut seen = false;
    writer.blocks.retain(|block| {
        let again = block.title().is_some() && block.title() == named.as_deref();
        !(again && std::mem::replace(&mut seen, true))
    });
    let blocks = writer.blocks.iter().map(|block| {
        let lines: Vec<&str> = block.lines.iter().map(|line| line.text.as_str()).collect();
        lines.join("\n")
    });
    blocks.collect::<Vec<_>>().join("\n\n") + "\n"
}

impl Block {
    fn plain(lines: Vec<Line>) -> Self {
        Self { lines, mark: None }
    }

    fn title(&self) -> Option<&str> {
        self.lines.first().map(|line| line.text.as_str()).filter(|text| text.starts_with("# "))
    }
}

fn line(text: impl Into<String>) -> Line {
    Line { text: text.into(), at_margin: false }
}

struct Writer<'t> {
    tree: &'t Tree,
    blocks: Vec<Block>,
    depth: usize,
    /// Lists and quotes around.
    nest: usize,
}

impl Writer<'_> {
    /// Adds what is in a node: blocks as they are, what stands between them as paragraphs.
    fn all(&mut self, id: Id) {
        if self.depth >= DEPTH_CAP {
            return self.paragraph(|inlines, tree| inlines.add(tree, id));
        }
        self.depth += 1;
        let tree = self.tree;
        let mut run = Vec::new();
        for child in tree.children(id).filter(|child| !is_left_out(tree, *child)) {
            if tree.is_block(child) || tree.holds_block(child) {
                self.run(&mut run);
                self.block(child);
            } else {
                run.push(child);
            }
        }
        self.run(&mut run);
        self.depth -= 1;
    }

    fn run(&mut self, run: &mut Vec<Id>) {
        self.paragraph(|inlines, tree| run.drain(..).for_each(|id| inlines.add(tree, id)));
    }

    fn paragraph(&mut self, add: impl FnOnce(&mut Inlines, &Tree)) {
        let mut inlines = Inlines::default();
        add(&mut inlines, self.tree);
        let lines = inlines.paragraph();
        if !lines.is_empty() {
            self.blocks.push(Block::plain(lines));
        }
    }

    fn block(&mut self, id: Id) {
        let tree = self.tree;
        match tree.name(id) {
            "h1" => self.heading(id, 1),
            "h2" => self.heading(id, 2),
            "h3" => self.heading(id, 3),
            "h4" => self.heading(id, 4),
            "h5" => self.heading(id, 5),
            "h6" => self.heading(id, 6),
            "hr" => self.blocks.push(Block::plain(vec![line("***")])),
            "pre" => self.code(id),
            "blockquote" if self.nest < NEST_CAP => self.quote(id),
            "ul" | "menu" if self.nest < NEST_CAP => self.list(id, None),
            "ol" if self.nest < NEST_CAP => {
                let start = tree.attribute(id, "start").and_then(|start| start.trim().parse().ok());
                self.list(id, Some(start.unwrap_or(1)));
            }
            "table" => self.table(id),
            // A term and the line of a fold are the headings of what follows; that line's text is often a question.
            "dt" | "summary" if !tree.holds_block(id) => self.paragraph(|inlines, tree| {
                inlines.bold(|inlines| inlines.add(tree, id));
            }),
            _ => self.all(id),
        }
    }

    fn heading(&mut self, id: Id, level: usize) {
        let mut inlines = Inlines::default();
        inlines.add(self.tree, id);
        let text = inlines.heading();
        if !text.is_empty() {
            self.blocks.push(Block::plain(vec![line(format!("{} {text}", "#".repeat(level)))]));
        }
    }

    fn code(&mut self, id: Id) {
        let text = self.tree.text(id);
        let text = text.trim_end();
        if text.is_empty() {
            return;
        }
        let run = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
        let fence = "`".repeat(run.max(2) + 1);
        let lines = std::iter::once(fence.as_str()).chain(text.lines()).chain([fence.as_str()]);
        self.blocks.push(Block::plain(lines.map(line).collect()));
    }

    /// What is in a node, apart from what is there.
    fn inside(&mut self, id: Id) -> Vec<Block> {
        let before = std::mem::take(&mut self.blocks);
        self.all(id);
        std::mem::replace(&mut self.blocks, before)
    }

    fn quote(&mut self, id: Id) {
        self.nest += 1;
        let blocks = self.inside(id);
        self.nest -= 1;
        let lines = joined(blocks).into_iter().map(|Line { text, .. }| line(format!("> {text}").trim_end()));
        let lines: Vec<Line> = lines.collect();
        if !lines.is_empty() {
            self.blocks.push(Block::plain(lines));
        }
    }

    fn list(&mut self, id: Id, first: Option<u64>) {
        let tree = self.tree;
        let mut number = first;
        let mut lines = Vec::new();
        let mut mark = self.mark(first.is_some());
        self.nest += 1;
        for child in tree.children(id) {
            let blank = matches!(tree.kind(child), Kind::Text(text) if text.trim().is_empty());
            if blank || is_left_out(tree, child) {
                continue;
            }
            let value = tree.attribute(child, "value").and_then(|value| value.trim().parse().ok());
            if let (Some(now), Some(value)) = (number, value)
                && now != value
            {
                // Markdown counts for itself: another number begins another list.
                number = Some(value);
                if !lines.is_empty() {
                    self.blocks.push(Block { lines: std::mem::take(&mut lines), mark: Some(mark) });
                    mark = self.mark(true);
                }
            }
            let blocks = match tree.kind(child) {
                Kind::Element(..) if !matches!(tree.name(child), "ul" | "ol" | "menu") => self.inside(child),
                // A list or text right inside a list, without an item of its own.
                _ => {
                    let before = std::mem::take(&mut self.blocks);
                    if tree.is_block(child) {
                        self.block(child);
                    } else {
                        self.run(&mut vec![child]);
                    }
                    std::mem::replace(&mut self.blocks, before)
                }
            };
            let begin = match number {
                Some(number) => format!("{}{mark} ", number.min(999_999_999)),
                None => format!("{mark} "),
            };
            number = number.map(|number| number + 1);
            if blocks.is_empty() && first.is_none() {
                continue;
            }
            let indent = " ".repeat(begin.len());
            let mut item = joined(blocks).into_iter();
            let start = item.next().map(|line| line.text).unwrap_or_default();
            lines.push(line(format!("{begin}{start}").trim_end()));
            lines.extend(item.map(|Line { text, at_margin }| {
                let keep = at_margin && self.nest == 1;
                let free = text.is_empty() || keep;
                Line { text: if free { text } else { format!("{indent}{text}") }, at_margin: keep }
            }));
        }
        self.nest -= 1;
        if !lines.is_empty() {
            self.blocks.push(Block { lines, mark: Some(mark) });
        }
    }

    /// The mark of a list, another one than that of the list right before it.
    fn mark(&self, numbered: bool) -> char {
        let before = self.blocks.last().and_then(|block| block.mark);
        match (numbered, before) {
            (false, Some('-')) => '+',
            (false, _) => '-',
            (true, Some('.')) => ')',
            (true, _) => '.',
        }
    }

    /// A row is a line, its cells parted by bars.
    fn table(&mut self, id: Id) {
        let tree = self.tree;
        for caption in tree.children(id).filter(|child| tree.name(*child) == "caption") {
            self.all(caption);
        }
        let leaves = move |at: Id| is_left_out(tree, at) || matches!(tree.name(at), "table" | "caption");
        let rows: Vec<Id> = tree.below(id, leaves).filter(|at| tree.name(*at) == "tr").collect();
        self.paragraph(|inlines, tree| {
            for row in rows {
                let cells = tree.children(row).filter(|cell| !is_left_out(tree, *cell));
                let cells = cells.filter(|cell| matches!(tree.kind(*cell), Kind::Element(..)));
                for (at, cell) in cells.enumerate() {
                    if at > 0 {
                        inlines.text(" | ");
                    }
                    inlines.flat(tree, cell);
                }
                inlines.end_line();
            }
        });
    }
}

/// The lines of blocks, an empty one between each two.
fn joined(blocks: Vec<Block>) -> Vec<Line> {
    let mut lines = Vec::new();
    for (at, block) in blocks.into_iter().enumerate() {
        if at > 0 {
            lines.push(line(""));
        }
        lines.extend(block.lines);
    }
    lines
}
