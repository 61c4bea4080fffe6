//! Checks of plain text, sentences and excerpts.

use drug_card::internals::index::read::line_shape::{Line, LineKind};
use drug_card::internals::index::read::passage_store::PassageText;
use drug_card::internals::monograph::passage::PassageKind;
use drug_card::internals::monograph::{Block, Inline, SectionKind, parse, plain_blocks, plain_inlines};
use drug_card::internals::search::excerpt::{self, Sought};
use drug_card::internals::text::{Rules, fold, script, sentence, stem, token, unicode};

use super::chars::{highlighted, letters, squeezed};
use super::monograph::bodies;
use super::whole;

pub(super) fn plain_text(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for blocks in bodies(&parse(&text).monograph) {
        for block in blocks.iter().filter(|block| !matches!(block, Block::Faq(_))) {
            scripts(block);
            let mut want = String::new();
            shown(std::slice::from_ref(block), &mut want);
            let plain = plain_blocks(std::slice::from_ref(block));
            assert_eq!(digits_as_written(&plain), digits_as_written(&want));
        }
    }
    if !text.is_empty() {
        // `10<sup>8</sup>` must never read `108`.
        for script in [script::superscript(&text), script::subscript(&text)] {
            assert_ne!(script, text);
            assert!(!script.starts_with(|c: char| c.is_ascii_digit()), "{script:?}");
        }
    }
    let spelled = unicode::visible(&text);
    // A selector behind a symbol only says how that is drawn.
    let selects = |c: char| matches!(c, '\u{fe0e}' | '\u{fe0f}');
    assert!(!spelled.chars().any(|c| unicode::is_hidden(c) && !selects(c)));
    assert_eq!(unicode::visible(&spelled), spelled);
    for (at, _) in unicode::oddities(&text) {
        assert!(text.is_char_boundary(at));
    }

    let joined: String = sentence::sentences(&text).collect();
    assert_eq!(squeezed(&joined), squeezed(&text), "a sentence is lost");
    excerpts(&text);
}

/// Checks that an excerpt is made of whole lines of the passage, whatever lines its card claims to have.
fn excerpts(text: &str) {
    let words = token::tokens(text);
    let sought: Vec<Sought> = words
        .iter()
        .step_by(7)
        .enumerate()
        .map(|(group, word)| Sought { stem: stem::stem(&word.text), weight: 1.0, group })
        .collect();
    let (mut lines, mut start) = (Vec::new(), 0);
    for line in text.split('\n') {
        let shape = line.bytes().next().unwrap_or(0);
        let kind = match shape % 4 {
            0 => LineKind::Heading(shape % 5),
            1 => LineKind::Paragraph,
            _ => LineKind::Item,
        };
        lines.push(Line { start, bold: u32::from(shape % 16), depth: shape % 3, kind });
        start += line.len() as u32 + 1;
    }
    for kind in [
        PassageKind::Faq,
        PassageKind::Section(SectionKind::SideEffects),
        PassageKind::Section(SectionKind::Dosage),
    ] {
        let passage = PassageText {
            kind,
            anchor: String::new(),
            heading: String::new(),
            text: text.into(),
            lines: lines.clone(),
            in_heading: Vec::new(),
            in_text: Vec::new(),
            asks: 0,
        };
        for asks_who_must_not in [false, true] {
            let found = excerpt::excerpt(&passage, &sought, asks_who_must_not, Rules::English);
            highlighted(&found.text, &found.ranges);
            assert_eq!(found.text.trim().is_empty(), text.trim().is_empty(), "an empty excerpt");
            let mut rest = text.split('\n');
            let quoted = found.text.split('\n').filter(|line| *line != "…");
            for line in quoted {
                assert!(rest.any(|other| other == line), "{line:?} is not the next of the text");
            }
        }
    }
}

/// The text that a block shows, with questions without their markers.
fn shown(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::List { items, .. } => items.iter().for_each(|item| shown(item, out)),
            Block::Quote(inner) => shown(inner, out),
            other => whole::blocks(std::slice::from_ref(other), out),
        }
    }
}

/// Checks that no superscript or subscript of a block reads as more digits of the number before it.
fn scripts(block: &Block) {
    match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => scripts_of(text),
        Block::List { items, .. } => items.iter().flatten().for_each(scripts),
        Block::Quote(inner) => inner.iter().for_each(scripts),
        Block::Table(table) => table.cells().flat_map(|cell| &cell.blocks).for_each(scripts),
        Block::Callout { blocks, .. } | Block::Footnote { blocks, .. } => blocks.iter().for_each(scripts),
        Block::Code(_) | Block::Rule | Block::Faq(_) => {}
    }
}

fn scripts_of(inlines: &[Inline]) {
    for inline in inlines {
        match inline {
            Inline::Subscript(inner) | Inline::Superscript(inner) => {
                let plain = plain_inlines(std::slice::from_ref(inline));
                assert!(!plain.starts_with(|c: char| c.is_ascii_digit()), "{plain:?} of {inner:?}");
                scripts_of(inner);
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) => scripts_of(inner),
            _ => {}
        }
    }
}

/// Letters and digits, with superscripts and subscripts as plain ones.
fn digits_as_written(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c == 'ⁿ' { 'n' } else { c }).collect();
    letters(&fold::fold(&plain))
}
