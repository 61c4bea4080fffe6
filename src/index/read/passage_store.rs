//! Owns reading the texts of a page's units out of its card: what is quoted is what the card shows, and no text is stored
//! twice.
//!
//! A card is the wire form of the view tree (`view/node.rs`): texts and `[tag, attributes, child, …]`. What a card adds to
//! its monograph (provenance, jump list, the copy of serious effects, completeness) is passed over.

use crate::index::format::impact::Counts;
use crate::index::format::phrase_table::{self, Phrases};
use crate::lean::json::Json;
use crate::lean::strings::{before, cut_last, is_one_of};
use crate::monograph::SectionKind;
use crate::monograph::passage::PassageKind;
use crate::text::Rules;
use crate::text::script::{subscript, superscript};

/// Elements inside elements; a card has far fewer.
const DEEPEST: usize = 100;

/// The words of a unit.
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
    /// What a question asks, one bit for each number of an intent; 0 for other units.
    pub asks: u32,
}

impl PassageText {
    fn new(kind: PassageKind, anchor: &str, heading: &str) -> Self {
        Self {
            kind,
            anchor: anchor.to_string(),
            heading: heading.to_string(),
            text: String::new(),
            in_heading: Vec::new(),
            in_text: Vec::new(),
            asks: 0,
        }
    }

    /// How often the stem with that mark stands here, and how long the unit is.
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

/// The units of the card of `slug`; `None` when the bytes are damaged or another card's.
#[must_use]
pub fn read(card: &[u8], slug: &str, phrases: &Phrases, rules: Rules) -> Option<Vec<PassageText>> {
    let end = card.iter().position(|&byte| byte == b'\n')?;
    let (header, tree) = (card.get(..end)?, card.get(end + 1..)?);
    let title = title_of(header, slug)?;
    let mut walk = Walk { passages: vec![PassageText::new(PassageKind::Head, "", &title)], fresh: false };
    let mut json = Json::new(tree);
    walk.node(&mut json, &Place { into: Into::Nothing, depth: DEEPEST });
    if !json.is_whole() {
        return None;
    }
    walk.passages.iter_mut().for_each(|passage| passage.prepare(phrases, rules));
    Some(walk.passages)
}

fn title_of(header: &[u8], slug: &str) -> Option<String> {
    let mut json = Json::new(header);
    let (mut title, mut right) = (None, false);
    json.expect(b'{');
    while json.more(b'}') {
        let key = json.text();
        json.take(b':');
        match key.as_str() {
            "slug" => right = json.text() == slug,
            "title" => title = Some(json.text()),
            _ => json.skip(),
        }
    }
    title.filter(|_| json.is_whole() && right)
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

struct Walk {
    passages: Vec<PassageText>,
    /// The next text begins a line.
    fresh: bool,
}

#[derive(Default)]
struct Attributes {
    class: String,
    id: String,
    label: String,
}

impl Walk {
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
        let attributes = attributes(json);
        let inside = Place { into: self.into(&tag, &attributes, place.into), depth: place.depth - 1 };
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

    /// What stands raised or lowered keeps it in plain text: `10⁸`, never `108`.
    fn script(&mut self, json: &mut Json<'_>, tag: &str, place: &Place) {
        let mut inner = Walk { passages: vec![PassageText::new(PassageKind::Head, "", "")], fresh: false };
        let inside = Place { into: Into::Text(0), depth: place.depth };
        while json.more(b']') {
            inner.node(json, &inside);
        }
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

    /// Begins a unit where one begins, and says where the text inside this element goes.
    fn into(&mut self, tag: &str, attributes: &Attributes, outer: Into) -> Into {
        let class = attributes.class.as_str();
        match (tag, class) {
            ("section", "preamble") => Into::Text(0),
            ("section", class) if before(class, b' ') == "section" => {
                self.begin(PassageKind::Section(kind_of(&attributes.id)), attributes);
                Into::Nothing
            }
            ("h", "section-heading") if self.passages.len() > 1 && outer == Into::Nothing => {
                Into::Heading(self.passages.len() - 1)
            }
            ("div", "section-body") => Into::Text(self.passages.len() - 1),
            ("section" | "nav", _) | ("p", "empty") | ("div", "foot") => Into::Nothing,
            ("details", _) => {
                self.begin(PassageKind::Faq, attributes);
                Into::Nothing
            }
            ("summary", _) => Into::Heading(self.passages.len() - 1),
            ("div", "answer") => Into::Text(self.passages.len() - 1),
            _ => outer,
        }
    }

    fn begin(&mut self, kind: PassageKind, attributes: &Attributes) {
        self.passages.push(PassageText::new(kind, &attributes.id, &attributes.label));
    }
}

/// The kind of the section with that anchor: `usage-2` is a later `usage`.
fn kind_of(anchor: &str) -> SectionKind {
    let first = match cut_last(anchor, b'-') {
        Some((kind, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => kind,
        _ => anchor,
    };
    SectionKind::ALL.into_iter().find(|kind| kind.id() == first).unwrap_or(SectionKind::Other)
}

fn attributes(json: &mut Json<'_>) -> Attributes {
    let mut out = Attributes::default();
    json.expect(b'{');
    while json.more(b'}') {
        let key = json.text();
        json.take(b':');
        match key.as_str() {
            "c" => out.class = json.text(),
            "id" => out.id = json.text(),
            "label" => out.label = json.text(),
            _ => json.skip(),
        }
    }
    out
}
