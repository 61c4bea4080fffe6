//! Reads the passages of a page from its card: what is quoted is what the card shows, and no text is stored twice.
//!
//! A card is a tree of texts and `[tag, attributes, child, …]` (`card/card_tree.rs`). The header line of its file numbers the
//! elements that hold headings and texts (`card/passages.rs`); the card's own words (provenance, jump list, the copy of serious
//! effects) are in none of them.

use crate::index::format::impact::Counts;
use crate::index::format::phrase_table::{self, Phrases};
use crate::index::read::line_shape::{Around, Line};
use crate::lean::json::Json;
use crate::lean::sort::sort_by;
use crate::lean::strings::is_one_of;
use crate::monograph::passage::PassageKind;
use crate::text::script::{subscript, superscript};
use crate::text::{Rules, cell_gap};

/// Depth of nested elements; a card has far less.
const MAX_DEPTH: usize = 100;

/// A passage with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassageText {
    /// What it is.
    pub kind: PassageKind,
    /// Id inside the monograph; empty for the head.
    pub anchor: String,
    /// Heading or question.
    pub heading: String,
    /// Whole text, one line a block.
    pub text: String,
    /// What its lines are, in order.
    pub lines: Vec<Line>,
    /// The `stem_hash`es of the heading's words, in order.
    pub in_heading: Vec<u32>,
    /// The `stem_hash`es of the text's words, in order.
    pub in_text: Vec<u32>,
    /// What a question asks, one bit for each intent; 0 for other passages.
    pub asks: u32,
}

impl PassageText {
    fn new(kind: PassageKind, anchor: String, heading: String) -> Self {
        Self {
            kind,
            anchor,
            heading,
            text: String::new(),
            lines: Vec::new(),
            in_heading: Vec::new(),
            in_text: Vec::new(),
            asks: 0,
        }
    }

    /// How often a stem occurs here, and how long the passage is.
    #[must_use]
    pub fn counts(&self, stem_hash: u32) -> Counts {
        let count = |words: &[u32]| words.iter().filter(|&&other| other == stem_hash).count() as u32;
        Counts {
            in_heading: count(&self.in_heading),
            in_text: count(&self.in_text),
            heading_len: self.in_heading.len() as u32,
            text_len: self.in_text.len() as u32,
        }
    }

    /// Stems every word once, so that a keystroke only compares numbers.
    fn prepare(&mut self, phrases: &Phrases, rules: Rules) {
        let mut stems = Vec::new();
        rules.each_word(&self.heading, &mut |word, _, _| stems.push(rules.stem(word)));
        for stem in &stems {
            self.in_heading.push(stem_hash(stem));
        }
        rules.each_word(&self.text, &mut |word, _, _| self.in_text.push(stem_hash(&rules.stem(word))));
        // Cards are most of what is held, and a buffer that grew piece by piece has about a third to spare.
        self.text.shrink_to_fit();
        self.lines.shrink_to_fit();
        self.in_text.shrink_to_fit();
        if self.kind == PassageKind::Faq {
            let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
            let spans = phrase_table::spans(&stems, &|phrase| phrases.intents(phrase));
            self.asks = phrase_table::asked(&stems, &spans);
        }
    }
}

/// A stem as a number (FNV-1a, 32 bits). About once in ten thousand pages, two stems of a page share one, and a word that does not
/// occur counts in the ranking. Excerpts and highlights compare letters.
#[must_use]
pub(crate) fn stem_hash(stem: &str) -> u32 {
    stem.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The passages of the card of `slug`; `None` when the bytes make no sense or are another card's.
#[must_use]
pub fn read(card: &[u8], slug: &str, phrases: &Phrases, rules: Rules) -> Option<Vec<PassageText>> {
    let end = card.iter().position(|&byte| byte == b'\n')?;
    let (header, tree) = (card.get(..end)?, card.get(end + 1..)?);
    let mut walk = header_of(header, slug)?;
    let mut json = Json::new(tree);
    walk.node(&mut json, &Position { into: Into::Nothing, depth: MAX_DEPTH });
    if !json.is_whole() || walk.next < walk.held.len() {
        return None;
    }
    walk.passages.iter_mut().for_each(|passage| passage.prepare(phrases, rules));
    Some(walk.passages)
}

/// Where the header says the passages are.
fn header_of(header: &[u8], slug: &str) -> Option<Walk> {
    let mut json = Json::new(header);
    let mut walk = Walk::default();
    let (mut title, mut is_same) = (String::new(), false);
    json.expect(b'{');
    while json.more(b'}') {
        let key = json.text();
        json.take(b':');
        match key.as_str() {
            "slug" => is_same = json.text() == slug,
            "title" => title = json.text(),
            "passages" => walk.passages_of(&mut json),
            _ => json.skip(),
        }
    }
    // The card has its sections in the order for use, the header in that of the source.
    sort_by(&mut walk.held, |(one, _), (other, _)| one.cmp(other));
    walk.passages.first_mut()?.heading = title;
    (json.is_whole() && is_same).then_some(walk)
}

/// Where text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Into {
    Nothing,
    Heading(usize),
    Text(usize),
}

#[derive(Debug, Clone, Copy)]
struct Position {
    into: Into,
    depth: usize,
}

#[derive(Default)]
struct Walk {
    passages: Vec<PassageText>,
    /// Elements that hold a heading or a text, by their numbers.
    held: Vec<(u32, Into)>,
    /// The next of them.
    next: usize,
    /// Number of the next element.
    element: u32,
    /// Whether the next text begins a line.
    new_line: bool,
    /// What the next line is.
    around: Around,
    /// The row of a table that is being read.
    row: Option<Row>,
}

/// A row of a table, which is one line.
#[derive(Default)]
struct Row {
    /// Nothing is written yet.
    is_empty: bool,
    /// The header to write before the first text of the cell; none when that is written.
    label: Option<String>,
}

impl Walk {
    /// Reads the rows that `card/passages.rs` writes: kind, anchor, heading, text.
    fn passages_of(&mut self, json: &mut Json<'_>) {
        json.expect(b'[');
        while json.more(b']') {
            let at = self.passages.len();
            json.expect(b'[');
            let kind = PassageKind::of_number(json.below(256) as u8);
            json.take(b',');
            let anchor = json.text();
            json.take(b',');
            let mut heading = String::new();
            if json.peek() == Some(b'"') {
                heading = json.text();
            } else {
                self.held.push((json.number(), Into::Heading(at)));
            }
            json.take(b',');
            let text = json.number();
            if text > 0 {
                self.held.push((text, Into::Text(at)));
            }
            json.expect(b']');
            match kind {
                Some(kind) => self.passages.push(PassageText::new(kind, anchor, heading)),
                None => json.reject(),
            }
        }
    }

    fn node(&mut self, json: &mut Json<'_>, position: &Position) {
        if !json.take(b'[') {
            let text = json.text();
            return self.push(&text, position.into);
        }
        if position.depth == 0 {
            return json.reject();
        }
        let tag = json.text();
        json.take(b',');
        let Attributes { level, head, href } = attributes(json);
        let mut into = position.into;
        if let Some(&(element, inside)) = self.held.get(self.next)
            && element == self.element
        {
            into = inside;
            self.next += 1;
        }
        self.element += 1;
        let inside = Position { into, depth: position.depth - 1 };
        if is_one_of(&tag, "sub sup") {
            return self.script(json, &tag, &inside);
        }
        let breaks = tag == "br";
        if breaks {
            self.push("\n", position.into);
        }
        let is_block = !breaks && !is_one_of(&tag, INLINE);
        self.new_line |= is_block;
        let outer = self.around.enter(&tag, level, is_block);
        let is_row = tag == "tr";
        if is_row {
            self.row = Some(Row { is_empty: true, label: None });
            self.push(&head, inside.into);
        } else if let Some(row) = self.row.as_mut().filter(|_| is_one_of(&tag, "td th")) {
            row.label = Some(head);
        }
        let inside = match tag.as_str() {
            // Each row names its headers, and struck text says nothing.
            "thead" | "del" => Position { into: Into::Nothing, ..inside },
            _ => inside,
        };
        let from = self.written(inside.into).len();
        while json.more(b']') {
            self.node(json, &inside);
        }
        if !href.is_empty() {
            self.address(&href, from, inside.into);
        }
        if is_row {
            self.row = None;
        }
        self.around.leave(outer, is_block);
        self.new_line |= is_block;
        if tag == "pre"
            && let Into::Text(at) = inside.into
            && let Some(passage) = self.passages.get_mut(at)
        {
            passage.text.truncate(passage.text.trim_end().len());
        }
    }

    /// Raised or lowered characters stay so in plain text: `10⁸`, never `108`.
    fn script(&mut self, json: &mut Json<'_>, tag: &str, position: &Position) {
        let mut inner = Walk::default();
        inner.passages.push(PassageText::new(PassageKind::Head, String::new(), String::new()));
        let inside = Position { into: Into::Text(0), depth: position.depth };
        while json.more(b']') {
            inner.node(json, &inside);
        }
        self.element += inner.element;
        let text = inner.passages.first().map_or("", |passage| passage.text.as_str());
        self.push(&if tag == "sub" { subscript(text) } else { superscript(text) }, position.into);
    }

    /// The heading or text that is being written.
    fn written(&self, into: Into) -> &str {
        match into {
            Into::Nothing => "",
            Into::Heading(at) => self.passages.get(at).map_or("", |passage| passage.heading.as_str()),
            Into::Text(at) => self.passages.get(at).map_or("", |passage| passage.text.as_str()),
        }
    }

    /// Writes the address of a link after its text, which begins at byte `from`, unless the text is the end of it. An address on
    /// a card has a safe scheme, or is a path of the site.
    fn address(&mut self, href: &str, from: usize, into: Into) {
        let text = self.written(into).as_bytes().get(from..).unwrap_or_default();
        let text = if text.first() == Some(&b'\n') { text.get(1..).unwrap_or_default() } else { text };
        let is_site = href.as_bytes().first() == Some(&b'/');
        if !is_site && (text.is_empty() || !href.as_bytes().ends_with(text)) {
            self.push(" (", into);
            self.push(href, into);
            self.push(")", into);
        }
    }

    fn push(&mut self, text: &str, into: Into) {
        if text.is_empty() {
            return;
        }
        if self.row.is_some()
            && let Some(end) = text.bytes().position(|byte| byte == b'\n')
        {
            self.push(text.get(..end).unwrap_or_default(), into);
            self.new_line = true;
            return self.push(text.get(end + 1..).unwrap_or_default(), into);
        }
        let (Into::Heading(at) | Into::Text(at)) = into else { return };
        let Some(passage) = self.passages.get_mut(at) else { return };
        let is_text = into == Into::Text(at);
        let to = if is_text { &mut passage.text } else { &mut passage.heading };
        let mut new_line = self.new_line;
        if let Some(row) = &mut self.row {
            let is_first = std::mem::take(&mut row.is_empty);
            if let Some(label) = row.label.take() {
                if !is_first {
                    to.push_str("; ");
                    new_line = false;
                }
                if !label.is_empty() {
                    if new_line && !to.is_empty() {
                        to.push('\n');
                    }
                    self.around.note(&mut passage.lines, new_line, to.len(), &label);
                    new_line = false;
                    to.push_str(&label);
                    to.push_str(": ");
                }
            } else if new_line && !is_first {
                to.push_str(cell_gap(to));
                new_line = false;
            }
        }
        if new_line && !to.is_empty() {
            to.push('\n');
        }
        if is_text {
            self.around.note(&mut passage.lines, new_line, to.len(), text);
        }
        self.new_line = false;
        to.push_str(text);
    }
}

/// Elements that begin no line.
const INLINE: &str = "strong em code span link jump img del u mark kbd small";

/// What the attributes of an element say about its text.
#[derive(Default)]
struct Attributes {
    /// The level of a heading; 0 for other elements.
    level: u8,
    /// What heads a cell, or what a row carries on.
    head: String,
    /// Where a link leads.
    href: String,
}

fn attributes(json: &mut Json<'_>) -> Attributes {
    let mut found = Attributes::default();
    json.expect(b'{');
    while json.more(b'}') {
        let key = json.text();
        json.take(b':');
        match key.as_str() {
            "level" => found.level = json.below(256) as u8,
            "h" => found.head = json.text(),
            "href" => found.href = json.text(),
            _ => json.skip(),
        }
    }
    found
}
