//! Finds the sections of known kinds inside another one: `* **Contraindications:** …` inside Precautions.
//!
//! A subsection points at a block, or at one item of a list; nothing is moved.

use crate::monograph::sections::labels::{self, Known};
use crate::monograph::sections::spellings::Labels;
use crate::monograph::{Block, Inline, SectionKind, Subsection};
use crate::read::inline::{leading_bold, raw};

/// The subsections of a section of `kind`.
pub(crate) fn find(labels: Labels, kind: SectionKind, blocks: &[Block]) -> Vec<Subsection> {
    if !kind.has_subsections() {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        match block {
            Block::Paragraph(text) => out.extend(subsection(labels, text, index, None)),
            Block::Heading { text, .. } => {
                let label = raw(text);
                let found = labels::heading(labels, &label, &Known::default()).kind;
                if found != SectionKind::Other {
                    out.push(Subsection { kind: found, label: clean(&label), block: index, item: None });
                }
            }
            Block::List { items, .. } => {
                for (number, item) in items.iter().enumerate() {
                    if let Some(Block::Paragraph(text)) = item.first() {
                        out.extend(subsection(labels, text, index, Some(number)));
                    }
                }
            }
            Block::Quote(_)
            | Block::Code(_)
            | Block::Rule
            | Block::Faq(_)
            | Block::Table(_)
            | Block::Callout { .. }
            | Block::Footnote { .. } => {}
        }
    }
    out.retain(|found| found.kind != kind || kind == SectionKind::Dosage);
    out
}

fn subsection(labels: Labels, text: &[Inline], block: usize, item: Option<usize>) -> Option<Subsection> {
    let words = match leading_bold(text) {
        Some((bold, next)) => {
            let closed = bold.contains(':') || matches!(next, None | Some(':'));
            closed.then_some(bold)?
        }
        // A plain label counts in bullets only: `* Contraindications: …`.
        None => {
            item?;
            let words = raw(text);
            words.bytes().take(61).position(|byte| byte == b':')?;
            words
        }
    };
    let label = words.split_once(':').map_or(&*words, |(before, _)| before);
    let (kind, _) = labels::label(labels, label)?;
    let meant = kind != SectionKind::Other && !kind.is_disclaimer();
    meant.then(|| Subsection { kind, label: clean(label), block, item })
}

fn clean(label: &str) -> String {
    label.trim().trim_end_matches(':').trim().to_string()
}
