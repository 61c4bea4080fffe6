//! Decides what is always open: an answer or a section that warns is never collapsed. Which ones warn is recognised
//! by English words, so in another language all are open.

use crate::monograph::phrases::phrases;
use crate::monograph::{Block, Faq, Section, SectionKind, plain_blocks, plain_inlines};
use crate::text::Language;
use crate::text::fold::key;
use crate::text::phrases::Phrases;

/// Words of an answer or question that tell someone to act or not to take the medicine.
static WORDS: Phrases = phrases!("always_open", "always open");

/// Whether `faq` warns, so that it is open from the start.
pub(crate) fn warns(faq: &Faq, language: &Language) -> bool {
    if !language.is_english() || marked(&faq.answer) {
        return true;
    }
    let said = key(&format!("{} {}", plain_inlines(&faq.question), plain_blocks(&faq.answer)));
    WORDS.within(&said)
}

/// Whether a callout among the blocks warns.
fn marked(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::Callout { kind, blocks, .. } => kind.warns() || marked(blocks),
        Block::Quote(inner) | Block::Footnote { blocks: inner, .. } => marked(inner),
        Block::List { items, .. } => items.iter().any(|item| marked(item)),
        Block::Table(table) => table.cells().any(|cell| marked(&cell.blocks)),
        Block::Faq(faq) => marked(&faq.answer),
        Block::Paragraph(_) | Block::Heading { .. } | Block::Code(_) | Block::Rule => false,
    })
}

/// Whether a page that asks for folding may fold `section`: only if it is of a kind that informs, and its text does not warn.
pub(crate) fn may_fold(section: &Section, language: &Language) -> bool {
    let informs = matches!(
        section.kind,
        SectionKind::GenericName
            | SectionKind::Usage
            | SectionKind::Dosage
            | SectionKind::HowItWorks
            | SectionKind::Class
            | SectionKind::Presentation
            | SectionKind::Pharmacokinetics
            | SectionKind::Storage
            | SectionKind::Monitoring
            | SectionKind::Faqs
    );
    language.is_english()
        && informs
        && !marked(&section.blocks)
        && !section.heading.is_empty()
        && !WORDS.within(&key(&plain_blocks(&section.blocks)))
}
