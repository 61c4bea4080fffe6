//! What the lines of a passage are on its card: headings, paragraphs and items of lists, with the bold text they begin with.

/// A block of text: a heading, a paragraph, or what an item of a list begins with. A hard break does not end it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Byte of the passage's text where it starts.
    pub start: u32,
    /// How many of its bytes are bold, from the start.
    pub bold: u32,
    /// How many lists it is in.
    pub depth: u8,
    /// What it is.
    pub kind: LineKind,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LineKind {
    /// A paragraph, or another block that is neither heading nor item.
    #[default]
    Paragraph,
    /// A heading inside a section; a lesser level is further out.
    Heading(u8),
    /// A row of a table.
    Row,
    /// The first line of an item; what follows in the item are paragraphs of the same depth, or deeper.
    Item,
}

/// What is known of the next line from the elements around it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Around {
    /// What the next line is.
    next: LineKind,
    depth: u8,
    bold: bool,
}

impl Around {
    /// Enters an element; `apart` says whether it is a block. Returns what to [`leave`](Self::leave) it with.
    pub(crate) fn enter(&mut self, tag: &str, level: u8, apart: bool) -> Self {
        let outer = *self;
        match tag {
            "ul" | "ol" | "tbody" => self.depth = self.depth.saturating_add(1),
            "strong" => self.bold = true,
            "li" => self.next = LineKind::Item,
            "tr" => self.next = LineKind::Row,
            "h" => self.next = LineKind::Heading(level),
            // The first paragraph of an item is the item's first line.
            _ if apart && !matches!(self.next, LineKind::Item | LineKind::Row) => {
                self.next = LineKind::Paragraph;
            }
            _ => {}
        }
        outer
    }

    /// Leaves an element.
    pub(crate) fn leave(&mut self, outer: Self, apart: bool) {
        let next = if apart { LineKind::Paragraph } else { self.next };
        *self = Self { next, ..outer };
    }

    /// Notes `text`, which is appended to a passage of `len` bytes; `fresh` says whether it begins a line.
    pub(crate) fn note(&mut self, lines: &mut Vec<Line>, fresh: bool, len: usize, text: &str) {
        let (start, added) = (len as u32, text.len() as u32);
        if len == 0 {
            lines.clear();
        }
        if fresh || lines.is_empty() {
            let kind = std::mem::take(&mut self.next);
            lines.push(Line { start, bold: 0, depth: self.depth, kind });
        }
        if let Some(line) = lines.last_mut().filter(|line| self.bold && line.start + line.bold == start) {
            line.bold += added;
        }
    }
}
