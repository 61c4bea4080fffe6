//! Checks of plain text, sentences and excerpts.

use std::ops::Range;

use drug_card::monograph::{Block, Inline, parse, plain_blocks, plain_inlines};
use drug_card::search::excerpt;
use drug_card::text::{Rules, fold, script, sentence, stem, token, unicode};

use super::chars::{counts, highlighted, letters, slices, squeezed};
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
    assert!(!spelled.chars().any(unicode::is_hidden));
    assert_eq!(unicode::visible(&spelled), spelled);
    for (at, _) in unicode::oddities(&text) {
        assert!(text.is_char_boundary(at));
    }

    let joined: String = sentence::sentences(&text).collect();
    assert_eq!(squeezed(&joined), squeezed(&text), "a sentence is lost");
    for line in text.lines() {
        let ranges: Vec<Range<usize>> =
            excerpt::sentences(line).into_iter().map(|(start, end)| start..end).collect();
        let joined: String = slices(line, &ranges).collect();
        assert_eq!(squeezed(&joined), squeezed(line), "a sentence is lost");
    }
    let words = token::tokens(&text);
    let terms: Vec<(String, f32)> =
        words.iter().step_by(7).map(|word| (stem::stem(&word.text), 1.0)).collect();
    for whole in [false, true] {
        let found = excerpt::snippet(&text, &terms, whole, Rules::English);
        highlighted(&found.text, &found.ranges);
        assert_eq!(found.text.trim().is_empty(), text.trim().is_empty(), "an empty excerpt");
        let there = counts(&text);
        for (c, count) in counts(&found.text).each() {
            assert!(count <= there.of(c), "{c:?} is not in the text");
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
