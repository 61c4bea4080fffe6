//! Recognises disclaimers, labelled or not.

use crate::monograph::phrases::phrases;
use crate::monograph::{Block, Section, SectionKind};
use crate::read::inline::raw;
use crate::read::line_index::LineIndex;
use crate::text::phrases::Phrases;

/// Phrases of a text that warns against treating it as advice; compared in lower case.
static PHRASES: Phrases = phrases!("disclaimer", "disclaimers");

/// Whether `text` says that it is educational or no medical advice.
#[must_use]
pub(crate) fn is_disclaimer(text: &str) -> bool {
    PHRASES.within(text)
}

/// Splits a closing paragraph that is a disclaimer from the last section; it becomes a section without a heading.
/// `starts` are the bytes at which the section's blocks begin.
pub(crate) fn split_off(sections: &mut Vec<Section>, starts: &[usize], lines: &LineIndex) {
    let Some(last) = sections.last_mut() else { return };
    if last.kind.is_disclaimer() {
        return;
    }
    let tail = last
        .blocks
        .iter()
        .rev()
        .take_while(|block| matches!(block, Block::Paragraph(_) | Block::Rule))
        .count();
    let first = last.blocks.len() - tail;
    let found = last.blocks[first..]
        .iter()
        .position(|block| matches!(block, Block::Paragraph(text) if is_disclaimer(&raw(text))));
    let Some(found) = found.map(|index| first + index).filter(|index| *index > 0) else { return };
    let blocks = last.blocks.split_off(found);
    let line = starts.get(found).map_or(last.line, |start| lines.line(*start));
    sections.push(Section {
        kind: SectionKind::Disclaimer,
        heading: Vec::new(),
        line,
        level: Section::LABEL,
        blocks,
        subsections: Vec::new(),
    });
}
