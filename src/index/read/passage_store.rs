//! Reads the passages of a page from its card: what is quoted is what the card shows, and no text is stored twice.
//!
//! A card is a tree of texts and `[tag, attributes, child, …]` (`card/card_tree.rs`). The header line of its file numbers the
//! elements that hold headings and texts (`card/passages.rs`); the card's own words (provenance, jump list, the copy of serious
//! effects) are in none of them.

use crate::index::format::impact::Counts;
use crate::index::format::phrase_table::{self, Phrases};
use crate::lean::json::Json;
use crate::lean::strings::is_one_of;
use crate::monograph::passage::PassageKind;
use crate::text::Rules;
use crate::text::script::{subscript, superscript};

/// Elements inside elements; a card has far fewer.
const DEEPEST: usize = 100;

/// The words of a passage.
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
    /// The marks of the heading's words, each in its place.
    pub in_heading: Vec<u32>,
    /// The marks of the text's words, each in its place.
    pub in_text: Vec<u32>,
    /// What a question asks, one bit for each number of an intent; 0 for other passages.
    pub asks: u32,
}

impl PassageText {
    fn new(kind: PassageKind, anchor: String, heading: String) -> Self {
        Self {
            kind,
            anchor,
            heading,
            text: String::new(),
            in_heading: Vec::new(),
            in_text: Vec::new(),
            asks: 0,
        }
    }

    /// How often the stem with that mark occurs, and how long the passage is.
    #[must_use]
    pub fn counts(&self, mark: u32) -> Counts {
        let count = |marks: &[u32]| marks.iter().filter(|&&other| other == mark).count() as u32;
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
            self.in_heading.push(mark(stem));
        }
        rules.each_word(&self.text, &mut |word, _, _| self.in_text.push(mark(&rules.stem(word))));
        // Cards are most of what is held, and what grew piece by piece has room for a third more.
        self.text.shrink_to_fit();
        self.in_text.shrink_to_fit();
        if self.kind == PassageKind::Faq {
            let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
            self.asks = phrase_table::asked(&phrase_table::spans(&stems, &|phrase| phrases.intents(phrase)));
        }
    }
}

/// A stem as a number (FNV-1a, 32 bits). Two stems of one page share one about once in ten thousand pages, and then a word
/// counts in the ranking that is not there; what is quoted and marked is compared letter by letter.
#[must_use]
pub fn mark(stem: &str) -> u32 {
    stem.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The passages of the card of `slug`; `None` when the bytes are damaged or another card's.
#[must_use]
pub fn read(card: &[u8], slug: &str, phrases: &Phrases, rules: Rules) -> Option<Vec<PassageText>> {
    let end = card.iter().position(|&byte| byte == b'\n')?;
    let (header, tree) = (card.get(..end)?, card.get(end + 1..)?);
    let mut walk = header_of(header, slug)?;
    let mut json = Json::new(tree);
    walk.node(&mut json, &Place { into: Into::Nothing, depth: DEEPEST });
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
    let (mut title, mut right) = (String::new(), false);
    json.expect(b'{');
    while json.more(b'}') {
        let key = json.text();
        json.take(b':');
        match key.as_str() {
            "slug" => right = json.text() == slug,
            "title" => title = json.text(),
            "passages" => walk.passages_of(&mut json),
            _ => json.skip(),
        }
    }
    walk.passages.first_mut()?.heading = title;
    (json.is_whole() && right).then_some(walk)
}

/// Where text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Into {
    Nothing,
    Heading(usize),
    Text(usize),
}

#[derive(Debug, Clone, Copy)]
struct Place {
    into: Into,
    depth: usize,
}

#[derive(Default)]
struct Walk {
    passages: Vec<PassageText>,
    /// Elements that hold a heading or a text, by their numbers, which only grow.
    held: Vec<(u32, Into)>,
    /// The next of them.
    next: usize,
    /// Number of the next element.
    element: u32,
    /// The next text begins a line.
    fresh: bool,
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
                None => json.refuse(),
            }
        }
    }

    fn node(&mut self, json: &mut Json<'_>, place: &Place) {
        if !json.take(b'[') {
            let text = json.text();
            return self.push(&text, place.into);
        }
        if place.depth == 0 {
            return json.refuse();
        }
        let tag = json.text();
        json.take(b',');
        json.skip();
        let mut into = place.into;
        if let Some(&(element, inside)) = self.held.get(self.next)
            && element == self.element
        {
            into = inside;
            self.next += 1;
        }
        self.element += 1;
        let inside = Place { into, depth: place.depth - 1 };
        if is_one_of(&tag, "sub sup") {
            return self.script(json, &tag, &inside);
        }
        let breaks = tag == "br";
        if breaks {
            self.push("\n", place.into);
        }
        let stands_apart = !breaks && !is_one_of(&tag, "strong em code span");
        self.fresh |= stands_apart;
        while json.more(b']') {
            self.node(json, &inside);
        }
        self.fresh |= stands_apart;
        if tag == "pre"
            && let Into::Text(at) = inside.into
            && let Some(passage) = self.passages.get_mut(at)
        {
            passage.text.truncate(passage.text.trim_end().len());
        }
    }

    /// Raised or lowered characters stay so in plain text: `10⁸`, never `108`.
    fn script(&mut self, json: &mut Json<'_>, tag: &str, place: &Place) {
        let mut inner = Walk::default();
        inner.passages.push(PassageText::new(PassageKind::Head, String::new(), String::new()));
        let inside = Place { into: Into::Text(0), depth: place.depth };
        while json.more(b']') {
            inner.node(json, &inside);
        }
        self.element += inner.element;
        let text = inner.passages.first().map_or("", |passage| passage.text.as_str());
        self.push(&if tag == "sub" { subscript(text) } else { superscript(text) }, place.into);
    }

    fn push(&mut self, text: &str, into: Into) {
        let to = match into {
            Into::Nothing => return,
            Into::Heading(at) => self.passages.get_mut(at).map(|passage| &mut passage.heading),
            Into::Text(at) => self.passages.get_mut(at).map(|passage| &mut passage.text),
        };
        let Some(to) = to else { return };
        if self.fresh && !to.is_empty() {
            to.push('\n');
        }
        self.fresh = false;
        to.push_str(text);
    }
}
