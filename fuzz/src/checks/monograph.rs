//! Checks of monographs: nothing is lost or invented, everything is within bounds.

use std::collections::BTreeSet;

use drug_card::internals::card::html;
use drug_card::internals::card::{Context, card};
use drug_card::internals::monograph::passage::cut;
use drug_card::internals::monograph::{
    Block, Inline, Monograph, Parsed, lint, parse, plain_blocks, plain_inlines,
};
use drug_card::internals::read::diagnostic::Rule;
use drug_card::internals::read::front_matter::{Data, FrontMatterEntry, Value};
use drug_card::internals::text::unicode;

use super::chars::{counts, letters, promise};
use super::whole;

/// The most levels of lists, quotes and emphasis in a monograph.
const DEPTH: usize = 32;

pub(super) fn front_matter(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for page in [
        text.to_string(),
        format!("---\na: 1\n{text}\n---\nAfter.\n"),
        format!("+++\na = 1\n{text}\n+++\nAfter.\n"),
    ] {
        let parsed = parse(&page);
        whole_text(&page, &parsed);
        let mut keys = BTreeSet::new();
        for FrontMatterEntry { key, value } in &parsed.monograph.front_matter.entries {
            assert!(keys.insert(key), "the key {key:?} comes twice");
            front_matter_value(key, value, &page);
        }
    }
    // What is quoted as in YAML comes back, and the page begins right after it.
    let value: String = text.chars().filter(|c| !unicode::is_hidden(*c) && *c != '\n').take(200).collect();
    let double = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\t', "\\t");
    for written in [format!("'{}'", value.replace('\'', "''")), format!("\"{double}\"")] {
        for end in ["\n", "\r\n"] {
            let page =
                format!("---\nlayout: page\ntitle: {written} # note\n---\nAfter.\n").replace('\n', end);
            let parsed = parse(&page);
            let found = parsed.monograph.front_matter.get("title");
            assert_eq!(found, Some(value.as_str()), "{written}");
            assert_eq!(plain_blocks(&parsed.monograph.preamble), "After.", "{written}");
        }
    }
}

/// Whether a text has a hidden character but for those that choose how the symbol before them is drawn.
fn hides(text: &str) -> bool {
    text.chars().any(|c| unicode::is_hidden(c) && !matches!(c, '\u{fe0e}' | '\u{fe0f}'))
}

/// Checks the texts and positions of a value and all in it.
fn front_matter_value(key: &str, value: &Value, source: &str) {
    let span = &value.span;
    assert!(span.start <= span.end && span.end <= source.len(), "{key:?} is at {span:?}");
    assert!(!hides(key), "the key {key:?} hides a character");
    match &value.data {
        Data::Text { text, .. } => {
            assert!(!hides(text), "{key:?} hides a character: {text:?}");
        }
        Data::List(items) => items.iter().for_each(|item| front_matter_value(key, item, source)),
        Data::Map(entries) => {
            let keys: BTreeSet<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
            assert_eq!(keys.len(), entries.len(), "a key of {key:?} comes twice");
            entries.iter().for_each(|entry| front_matter_value(&entry.key, &entry.value, source));
        }
    }
}

pub(super) fn monograph_parse(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let parsed = parse(&text);
    whole_text(&text, &parsed);
    places(&text, &parsed);
    effects(&parsed.monograph);
    for diagnostic in lint(&text, &parsed.monograph) {
        assert!((1..=lines(&text)).contains(&diagnostic.line), "{diagnostic:?}");
    }
    let (mut depth, mut nodes) = (0, 0);
    for blocks in bodies(&parsed.monograph) {
        measure(blocks, 0, &mut depth, &mut nodes);
    }
    assert!(depth <= DEPTH, "{depth} levels");
    assert!(nodes <= 4 * text.len() + 16, "{nodes} nodes of {} bytes", text.len());
    let passages = cut(&parsed.monograph);
    let anchors: BTreeSet<&str> = passages.iter().map(|unit| unit.anchor.as_str()).collect();
    assert_eq!(anchors.len(), passages.len(), "two passages have one anchor");
    let shown = html::fragment(&card(&parsed.monograph, &Context::default()), 2);
    assert!(!shown.contains("<script"), "the card has a script");
}

pub(super) fn faq_split(data: &[u8]) {
    let text = format!("# T\n\n### FAQs\n\n{}", String::from_utf8_lossy(data));
    let parsed = parse(&text);
    whole_text(&text, &parsed);
    places(&text, &parsed);
    let mut last = 0;
    for faq in parsed.monograph.faqs() {
        assert!(faq.line >= last, "a question of line {} comes after one of line {last}", faq.line);
        last = faq.line;
        promise(!plain_inlines(&faq.question).trim().is_empty(), || {
            format!("a question without words: {faq:?}")
        });
    }
    // Words and emphasis alone keep the order of the source.
    if !text.contains(['[', '<', '&', '`', '~', '\\']) && !text.chars().any(unicode::is_hidden) {
        let want = letters(&whole::reference(&text).text);
        assert_eq!(letters(&whole::text_of(&parsed.monograph)), want, "the order changed");
    }
}

/// Checks that the monograph has all text of the source, and no other.
pub(super) fn whole_text(source: &str, parsed: &Parsed) {
    let says = |rule: Rule| parsed.diagnostics.iter().any(|diagnostic| diagnostic.rule == rule);
    if says(Rule::InputTooLarge) {
        return;
    }
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let source = source.replace("\r\n", "\n").replace('\r', "\n");
    let closed = !says(Rule::FrontMatterMissing) && !says(Rule::FrontMatterUnclosed);
    let open = source.lines().next().unwrap_or_default().trim_end();
    let mut marks = source.split_inclusive('\n').scan(0, |end, line| {
        *end += line.len();
        let mark = line.trim_end();
        Some((mark == open || mark == "..." && open == "---", *end))
    });
    let after = marks.by_ref().filter(|(mark, _)| *mark).nth(1).map_or(source.len(), |(_, end)| end);
    let body = if closed { &source[after..] } else { &source };
    let want = whole::reference(body);
    let found = counts(&whole::text_of(&parsed.monograph));
    let (text, besides) = (counts(&want.text), counts(&want.besides));
    // `[[page|text]]` is a link to a page of the collection, which CommonMark does not know.
    let is_mark = |c: char| body.contains("[[") && matches!(c, '[' | ']' | '|' | '!');
    let lost: Vec<_> = text.each().filter(|(c, count)| found.of(*c) < *count && !is_mark(*c)).collect();
    assert!(lost.is_empty(), "lost {lost:?} from {:?}", want.text);
    let made: Vec<_> = found.each().filter(|(c, count)| text.of(*c) + besides.of(*c) < *count).collect();
    assert!(made.is_empty(), "invented {made:?} in {:?}", want.text);
    // pulldown-cmark itself drops some text; without entities and tags, each letter is shown as written.
    if !want.linked && !body.contains(['&', '<']) {
        // Hidden characters are spelled out inside a text, and some are whitespace to Markdown.
        let seen: String = body.chars().filter(|c| !unicode::is_hidden(*c)).collect();
        let all = counts(&seen);
        let mut unseen = all.each().filter(|(c, count)| c.is_alphabetic() && found.of(*c) < *count);
        let kept = unseen.next().is_none();
        let says = || format!("letters of the source are not shown: {body:?}");
        if body.contains("]:") || body.contains("```") || body.contains("~~~") {
            promise(kept, says);
        } else {
            assert!(kept, "{}", says());
        }
    }
}

pub(super) fn lines(source: &str) -> u32 {
    let source = source.replace("\r\n", "\n");
    u32::try_from(source.matches(['\n', '\r']).count() + 1).unwrap_or(u32::MAX)
}

/// Checks that the lines, blocks and items that others refer to exist.
fn places(source: &str, parsed: &Parsed) {
    let lines = 1..=lines(source);
    for diagnostic in &parsed.diagnostics {
        assert!(lines.contains(&diagnostic.line) && diagnostic.column > 0, "{diagnostic:?}");
    }
    let mut last = 0;
    for section in &parsed.monograph.sections {
        assert!(lines.contains(&section.line) && section.line >= last, "line {} of a section", section.line);
        last = section.line;
        for child in &section.subsections {
            let block = section.blocks.get(child.block);
            let fits = match (block, child.item) {
                (Some(Block::List { items, .. }), Some(item)) => item < items.len(),
                (Some(_), item) => item.is_none(),
                (None, _) => false,
            };
            assert!(fits, "{child:?} refers to nothing");
        }
    }
    for faq in parsed.monograph.faqs() {
        assert!(lines.contains(&faq.line), "line {} of a question", faq.line);
    }
}

/// Checks that groups of side effects are copies: they contain no letter that their sections lack.
fn effects(monograph: &Monograph) {
    let mut text = String::new();
    for section in &monograph.sections {
        whole::inlines(&section.heading, &mut text);
        whole::blocks(&section.blocks, &mut text);
    }
    let there = counts(&text);
    for group in &monograph.side_effects {
        let mut copy = String::new();
        whole::blocks(&group.blocks, &mut copy);
        for (c, count) in counts(&copy).each() {
            assert!(count <= there.of(c), "{c:?} is in no section: {copy:?}");
        }
    }
}

pub(super) fn bodies(monograph: &Monograph) -> impl Iterator<Item = &[Block]> {
    std::iter::once(monograph.preamble.as_slice())
        .chain(monograph.sections.iter().map(|section| section.blocks.as_slice()))
}

fn measure(blocks: &[Block], level: usize, depth: &mut usize, nodes: &mut usize) {
    for block in blocks {
        *nodes += 1;
        *depth = level.max(*depth);
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } => measure_text(text, level, depth, nodes),
            Block::List { items, .. } => {
                items.iter().for_each(|item| measure(item, level + 1, depth, nodes));
            }
            Block::Quote(inner) => measure(inner, level + 1, depth, nodes),
            Block::Faq(faq) => {
                measure_text(&faq.question, level, depth, nodes);
                measure(&faq.answer, level, depth, nodes);
            }
            Block::Table(table) => {
                table.cells().for_each(|cell| measure(&cell.blocks, level + 3, depth, nodes));
            }
            Block::Callout { blocks, .. } | Block::Footnote { blocks, .. } => {
                measure(blocks, level + 1, depth, nodes);
            }
            Block::Code(_) | Block::Rule => {}
        }
    }
}

fn measure_text(inlines: &[Inline], level: usize, depth: &mut usize, nodes: &mut usize) {
    for inline in inlines {
        *nodes += 1;
        *depth = level.max(*depth);
        match inline {
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Subscript(inner)
            | Inline::Superscript(inner)
            | Inline::Styled(_, inner)
            | Inline::Struck(inner)
            | Inline::Link { text: inner, .. } => measure_text(inner, level + 1, depth, nodes),
            _ => {}
        }
    }
}
