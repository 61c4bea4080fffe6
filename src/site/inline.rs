//! Owns the text of a line: letters, emphasis, links and breaks as Markdown that reads as the same text again.

use crate::site::content::is_left_out;
use crate::site::tree::{Id, Kind, Tree};

/// Deeper elements are read as their text.
pub(crate) const DEPTH_CAP: usize = 100;

/// More styles in each other are not told; the parser follows 32 levels of lists and styles together.
const STYLE_CAP: usize = 8;

/// What emphasis becomes. All but bold are tags that the parser keeps: they need no care for what stands beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Style {
    Strong,
    Tag(&'static str),
    /// A link, with what stands behind its text.
    Link(String),
}

/// What parts two words, the weaker first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    /// As many blanks as the source has: what is quoted from a page is quoted as it was written.
    Space(usize),
    /// A line end of the source; `true` where the next line begins at the margin.
    Line(bool),
    Break,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Code(String),
    Gap(Gap),
    Open(Style),
    Close(Style),
}

/// Text as it stands on a page, collected node by node.
#[derive(Debug, Default)]
pub(crate) struct Inlines {
    done: Vec<Piece>,
    /// A gap that waits for what comes after it.
    gap: Option<Gap>,
    /// What was opened and holds nothing yet.
    waiting: Vec<Style>,
    open: Vec<Style>,
    depth: usize,
    /// Lines end at `end_line` only.
    flat: bool,
}

/// A line of Markdown, and whether it may stand at the margin although it goes on inside a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) at_margin: bool,
}

impl Inlines {
    /// Adds a node and what is in it.
    pub(crate) fn add(&mut self, tree: &Tree, id: Id) {
        if is_left_out(tree, id) {
            return;
        }
        if let Kind::Text(text) = tree.kind(id) {
            return self.text(text);
        }
        if self.depth >= DEPTH_CAP {
            for id in tree.below(id, |id| is_left_out(tree, id)) {
                if let Kind::Text(text) = tree.kind(id) {
                    self.text(text);
                }
            }
            return;
        }
        let style = match tree.name(id) {
            "br" => return self.gap(Gap::Break),
            "wbr" => return,
            "img" => return self.image(tree, id),
            "code" if !tree.holds_block(id) => return self.code(&tree.text(id)),
            "strong" | "b" => Some(Style::Strong),
            "em" | "i" => Some(Style::Tag("em")),
            "sub" => Some(Style::Tag("sub")),
            "sup" => Some(Style::Tag("sup")),
            "a" => target(tree, id, "href").map(Style::Link),
            "td" | "th" => {
                self.gap(Gap::Space(1));
                None
            }
            _ => None,
        };
        let style = style.filter(|style| self.may_hold(style));
        let apart = tree.is_block(id) || tree.name(id) == "tr";
        if apart {
            self.gap(Gap::Line(false));
        }
        match style {
            Some(style) => self.within(&style, |inlines| inlines.all(tree, id)),
            None => self.all(tree, id),
        }
        if apart {
            self.gap(Gap::Line(false));
        }
    }

    /// Whether a style says something new here, in few others; Markdown has no link in a link.
    fn may_hold(&self, style: &Style) -> bool {
        let within = || self.open.iter().chain(&self.waiting);
        let alike = |other: &Style| match (other, style) {
            (Style::Link(_), Style::Link(_)) => true,
            _ => other == style,
        };
        !within().any(alike) && within().count() < STYLE_CAP
    }

    fn all(&mut self, tree: &Tree, id: Id) {
        self.depth += 1;
        tree.children(id).for_each(|child| self.add(tree, child));
        self.depth -= 1;
    }

    /// Adds what `add` adds, in bold letters.
    pub(crate) fn bold(&mut self, add: impl FnOnce(&mut Self)) {
        self.within(&Style::Strong, add);
    }

    fn within(&mut self, style: &Style, add: impl FnOnce(&mut Self)) {
        self.waiting.push(style.clone());
        add(self);
        // What holds nothing leaves no trace.
        if self.waiting.last() == Some(style) {
            self.waiting.pop();
        } else if self.open.last() == Some(style) {
            self.open.pop();
            self.done.push(Piece::Close(style.clone()));
        }
    }

    /// Adds text as it stands in the page's source.
    pub(crate) fn text(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
            let end = rest.find(|c| !blank(c)).unwrap_or(rest.len());
            let (gap, after) = rest.split_at(end);
            if !gap.is_empty() {
                let line = gap.rfind('\n').map(|at| Gap::Line(at + 1 == gap.len()));
                self.gap(line.unwrap_or(Gap::Space(gap.len())));
            }
            let end = after.find(blank).unwrap_or(after.len());
            let (word, after) = after.split_at(end);
            if !word.is_empty() {
                self.put(Piece::Text(word.replace('\0', "\u{fffd}")));
            }
            rest = after;
        }
    }

    /// Adds what is in a node as one line.
    pub(crate) fn flat(&mut self, tree: &Tree, id: Id) {
        self.flat = true;
        self.add(tree, id);
        self.flat = false;
    }

    /// Ends the line.
    pub(crate) fn end_line(&mut self) {
        self.gap(Gap::Break);
    }

    fn gap(&mut self, gap: Gap) {
        let gap = if self.flat { gap.min(Gap::Space(1)) } else { gap };
        if !self.done.is_empty() {
            self.gap = self.gap.max(Some(gap));
        }
    }

    fn code(&mut self, text: &str) {
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        if !words.is_empty() {
            self.put(Piece::Code(words.join(" ")));
        }
    }

    fn image(&mut self, tree: &Tree, id: Id) {
        let alternative = tree.attribute(id, "alt").unwrap_or_default();
        let target = target(tree, id, "src").filter(|target| !target.starts_with("<data:"));
        match target.map(Style::Link).filter(|style| self.may_hold(style)) {
            Some(style) if !alternative.trim().is_empty() => {
                self.within(&style, |inlines| inlines.text(alternative));
            }
            _ => self.text(alternative),
        }
    }

    fn put(&mut self, piece: Piece) {
        self.done.extend(self.gap.take().map(Piece::Gap));
        for style in std::mem::take(&mut self.waiting) {
            // Two bold words in one are one: `**a****b**` would be none.
            if style == Style::Strong && self.done.last() == Some(&Piece::Close(Style::Strong)) {
                self.done.pop();
            } else {
                self.done.push(Piece::Open(style.clone()));
            }
            self.open.push(style);
        }
        match (self.done.last_mut(), piece) {
            // So are two of code: the ticks between them would be a longer run that closes nothing. And of text: what is the
            // mark of a list is seen in one word only.
            (Some(Piece::Code(before)), Piece::Code(text))
            | (Some(Piece::Text(before)), Piece::Text(text)) => {
                before.push_str(&text);
            }
            (_, piece) => self.done.push(piece),
        }
    }

    /// The text as one line.
    pub(crate) fn heading(self) -> String {
        let mut writer = Writer::default();
        writer.lines.push(Line { text: String::new(), at_margin: false });
        for piece in &self.done {
            let gap = matches!(piece, Piece::Gap(Gap::Line(_) | Gap::Break));
            writer.piece(if gap { &Piece::Gap(Gap::Space(1)) } else { piece });
        }
        let mut text = writer.lines.pop().map(|line| line.text).unwrap_or_default();
        // Number signs at the end would be taken for the closing of the heading.
        if text.ends_with('#') {
            text.insert(text.len() - 1, '\\');
        }
        text
    }

    /// The text as the lines of a paragraph.
    pub(crate) fn paragraph(self) -> Vec<Line> {
        let mut writer = Writer { starts: true, ..Writer::default() };
        writer.lines.push(Line { text: String::new(), at_margin: false });
        self.done.iter().for_each(|piece| writer.piece(piece));
        writer.lines.retain(|line| !line.text.is_empty());
        writer.lines
    }
}

/// Where a link or an image leads, as it stands in Markdown after the text.
fn target(tree: &Tree, id: Id, attribute: &str) -> Option<String> {
    let escape = |text: &str| {
        let mut out = String::new();
        for c in text.split_ascii_whitespace().collect::<Vec<_>>().join(" ").chars() {
            match c {
                '<' | '>' | '"' | '&' | '\\' => entity(&mut out, c),
                _ => out.push(c),
            }
        }
        out
    };
    let url = escape(tree.attribute(id, attribute)?);
    let title = tree.attribute(id, "title").map(escape).filter(|title| !title.is_empty());
    (!url.is_empty()).then(|| match title {
        Some(title) => format!("<{url}> \"{title}\""),
        None => format!("<{url}>"),
    })
}

fn entity(out: &mut String, c: char) {
    out.push_str(&format!("&#{};", c as u32));
}

#[derive(Debug, Default)]
struct Writer {
    lines: Vec<Line>,
    /// What stands at the start of a line could be taken for the mark of a block.
    starts: bool,
    links: usize,
    /// Bold letters ended after a mark: a letter right behind would keep them open.
    ended: bool,
}

impl Writer {
    fn line(&mut self) -> &mut String {
        if self.lines.is_empty() {
            self.lines.push(Line { text: String::new(), at_margin: false });
        }
        let last = self.lines.len() - 1;
        &mut self.lines[last].text
    }

    fn piece(&mut self, piece: &Piece) {
        let ended = std::mem::take(&mut self.ended);
        match piece {
            Piece::Text(text) => self.text(text, ended),
            Piece::Code(text) => self.code(text),
            Piece::Gap(Gap::Space(count)) => self.line().extend(std::iter::repeat_n(' ', *count)),
            Piece::Gap(Gap::Line(at_margin)) => {
                self.lines.push(Line { text: String::new(), at_margin: *at_margin });
            }
            Piece::Gap(Gap::Break) => {
                self.line().push('\\');
                self.lines.push(Line { text: String::new(), at_margin: false });
            }
            Piece::Open(Style::Strong) => {
                self.part_before();
                self.line().push_str("**");
            }
            Piece::Close(Style::Strong) => {
                self.ended = self.line().ends_with(|c: char| !c.is_alphanumeric());
                self.line().push_str("**");
            }
            Piece::Open(Style::Tag(tag)) => self.line().push_str(&format!("<{tag}>")),
            Piece::Close(Style::Tag(tag)) => self.line().push_str(&format!("</{tag}>")),
            Piece::Open(Style::Link(_)) => {
                // `![` would begin an image.
                if self.line().ends_with('!') {
                    self.line().pop();
                    self.line().push_str("\\!");
                }
                self.links += 1;
                self.line().push('[');
            }
            Piece::Close(Style::Link(target)) => {
                self.links -= 1;
                self.line().push_str(&format!("]({target})"));
            }
        }
    }

    /// Makes the letter before bold letters one that parts words, without changing the text: as a character reference it ends
    /// with a semicolon.
    fn part_before(&mut self) {
        let line = self.line();
        if let Some(last) = line.pop() {
            if last.is_ascii_punctuation() || last == ' ' {
                line.push(last);
            } else {
                entity(line, last);
            }
        }
    }

    fn code(&mut self, text: &str) {
        let run = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
        let ticks = "`".repeat(run + 1);
        let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
        self.line().push_str(&format!("{ticks}{pad}{text}{pad}{ticks}"));
    }

    fn text(&mut self, text: &str, ended: bool) {
        let links = self.links > 0;
        let starts = self.starts && self.line().is_empty();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let line = self.line();
        for (at, c) in text.char_indices() {
            let first = at == 0;
            match c {
                '[' | '`' | '_' | '\\' => line.extend(['\\', c]),
                ']' if links => line.extend(['\\', c]),
                '#' | '+' | '-' | '=' | '>' | '~' if first && starts => line.extend(['\\', c]),
                '.' | ')' if starts && digits > 0 && at == digits => line.extend(['\\', c]),
                '&' => line.push_str("&amp;"),
                '<' => line.push_str("&lt;"),
                // Not `\*`: a star that is left over is remarked upon only where nobody meant it.
                '*' => entity(line, c),
                _ if c.is_whitespace() || (first && ended && !c.is_ascii_punctuation()) => entity(line, c),
                _ => line.push(c),
            }
        }
    }
}
