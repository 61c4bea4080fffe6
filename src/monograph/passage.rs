//! Cuts a monograph into passages, the smallest things a search returns: its head, a section, one FAQ.

use crate::monograph::{Block, Monograph, SectionKind, plain_blocks, plain_inlines};

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PassageKind {
    /// The monograph as a whole: names and the first sentence of its usage.
    Head,
    /// A section, without the questions inside it.
    Section(SectionKind),
    /// One question with its whole answer.
    Faq,
}

impl PassageKind {
    /// The kind's name on the wire: `head`, `faq`, or the section's.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::Section(kind) => kind.id(),
            Self::Faq => "faq",
        }
    }

    /// The kind's number in an index.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::Head => 0,
            Self::Faq => 1,
            Self::Section(kind) => {
                2 + SectionKind::ALL.iter().position(|&other| other == kind).unwrap_or(0) as u8
            }
        }
    }

    /// The kind of that number.
    #[must_use]
    pub fn of_number(number: u8) -> Option<Self> {
        Some(match number {
            0 => Self::Head,
            1 => Self::Faq,
            number => Self::Section(*SectionKind::ALL.get(usize::from(number) - 2)?),
        })
    }
}

/// The smallest thing a search returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// Id inside the monograph: empty for the head, `usage`, `usage-2` for a second one, `faq-3`.
    pub anchor: String,
    /// What a result shows above the text: a section's heading, a question; the title for the head.
    pub heading: String,
    /// Whole text, one line a block; never cut inside a sentence.
    pub text: String,
}

/// Cuts a monograph into units: its head, then sections and questions in source order.
#[must_use]
pub fn cut(monograph: &Monograph) -> Vec<Passage> {
    let mut passages = vec![head(monograph)];
    let mut anchors = Anchors::default();
    let mut faqs = 0;
    for section in &monograph.sections {
        let anchor = anchors.next(section.kind);
        let rest: Vec<Block> =
            section.blocks.iter().filter(|block| !matches!(block, Block::Faq(_))).cloned().collect();
        let heading = plain_inlines(&section.heading);
        passages.push(Passage {
            kind: PassageKind::Section(section.kind),
            anchor,
            heading: if heading.is_empty() {
                section.kind.label_in(&monograph.language).into()
            } else {
                heading
            },
            text: plain_blocks(&rest),
        });
        for block in &section.blocks {
            if let Block::Faq(faq) = block {
                faqs += 1;
                passages.push(Passage {
                    kind: PassageKind::Faq,
                    anchor: format!("faq-{faqs}"),
                    heading: plain_inlines(&faq.question),
                    text: plain_blocks(&faq.answer),
                });
            }
        }
    }
    passages
}

fn head(monograph: &Monograph) -> Passage {
    Passage {
        kind: PassageKind::Head,
        anchor: String::new(),
        heading: monograph.title.clone(),
        text: plain_blocks(&monograph.preamble),
    }
}

/// Numbers the anchors of sections, so that the second `usage` of a page is `usage-2`; cards and units agree by it.
#[derive(Debug, Default)]
pub struct Anchors([usize; SectionKind::ALL.len()]);

impl Anchors {
    /// The anchor of the next section of `kind`.
    pub fn next(&mut self, kind: SectionKind) -> String {
        let count = &mut self.0[kind as usize];
        *count += 1;
        if *count == 1 { kind.id().into() } else { format!("{}-{count}", kind.id()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_number_that_leads_back() {
        let mut kinds = vec![PassageKind::Head, PassageKind::Faq];
        kinds.extend(SectionKind::ALL.map(PassageKind::Section));
        assert!(kinds.iter().all(|&one| PassageKind::of_number(one.number()) == Some(one)));
    }
}
