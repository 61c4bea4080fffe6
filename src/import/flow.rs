//! Collects the blocks of a narrative; a paragraph that begins with a bullet is an item.

use crate::import::document::Block;
use crate::import::runs::Runs;
use crate::read::source_tree::Inline;

/// The blocks being made and the paragraph that is open.
#[derive(Default)]
pub(super) struct Flow {
    pub(super) blocks: Vec<Block>,
    pub(super) runs: Runs,
}

impl Flow {
    pub(super) fn flush(&mut self) {
        let text = std::mem::take(&mut self.runs).inlines();
        if text.is_empty() {
            return;
        }
        // Word writes the items of a list as paragraphs that begin with the bullet.
        if let Some(item) = after_bullet(&text) {
            let item = vec![Block::Paragraph(item)];
            match self.blocks.last_mut() {
                Some(Block::List { start: None, items }) => items.push(item),
                _ => self.blocks.push(Block::List { start: None, items: vec![item] }),
            }
            return;
        }
        self.blocks.push(Block::Paragraph(text));
    }
}

/// The text after the bullet that begins it.
fn after_bullet(text: &[Inline]) -> Option<Vec<Inline>> {
    let [Inline::Text(first), rest @ ..] = text else { return None };
    let after = first.strip_prefix(['•', '·', '▪', '●', '◦', '‣'])?;
    let kept = after.trim_start();
    let blank = kept.len() < after.len();
    let free = blank || kept.is_empty() || kept.starts_with(char::is_alphabetic);
    if !free || (kept.is_empty() && rest.is_empty()) {
        return None;
    }
    let mut item = rest.to_vec();
    if kept.is_empty() {
        if let Some(Inline::Text(next)) = item.first_mut() {
            *next = next.trim_start().to_string();
        }
    } else {
        item.insert(0, Inline::Text(kept.into()));
    }
    Some(item)
}
