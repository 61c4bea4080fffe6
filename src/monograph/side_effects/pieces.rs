//! Gives the sentences of a text as inlines, each only when it is needed.

use crate::monograph::plain::cell_text;
use crate::monograph::{Block, Inline, Row};
use crate::read::inline::{cut, trim};
use std::ops::Range;

/// The sentences of a text as inlines; of one text alone only those asked for are copied.
pub(crate) enum Pieces {
    Plain,
    Cut(std::vec::IntoIter<Vec<Inline>>),
}

impl Pieces {
    pub(crate) fn new(text: &[Inline], ranges: &[Range<usize>]) -> Self {
        match text {
            [Inline::Text(_)] => Self::Plain,
            _ => {
                let ends: Vec<usize> = ranges.iter().map(|range| range.end).collect();
                Self::Cut(cut(text.to_vec(), &ends).into_iter())
            }
        }
    }

    pub(crate) fn next(&mut self) -> Piece {
        match self {
            Self::Plain => Piece(None),
            Self::Cut(pieces) => Piece(Some(pieces.next().unwrap_or_default())),
        }
    }
}

/// A sentence; `None` where it is a slice of the one text.
pub(crate) struct Piece(Option<Vec<Inline>>);

impl Piece {
    /// The sentence, which reads `words`.
    pub(crate) fn inlines(&self, words: &str) -> Vec<Inline> {
        match &self.0 {
            Some(inlines) => trim(inlines.clone()),
            None if words.trim().is_empty() => Vec::new(),
            None => vec![Inline::Text(words.trim().into())],
        }
    }
}

/// A row of two cells as an item `label: effects`; rows of more cells rank nothing.
pub(crate) fn pair(row: &Row) -> Option<Vec<Block>> {
    let [label, effects] = row.cells.as_slice() else { return None };
    let text = format!("{}: {}", cell_text(&label.blocks).trim_end_matches(':'), cell_text(&effects.blocks));
    Some(vec![Block::Paragraph(vec![Inline::Text(text)])])
}
