//! Collects groups of side effects: what goes into the last group, and what begins another.

use crate::monograph::side_effects::effect_names::names;
use crate::monograph::side_effects::severity::{Rank, ranked_by_gloss};
use crate::monograph::{Block, Bucket, EffectGroup, Inline};

/// What the next list or sentence inherits.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Context {
    pub(crate) rank: Rank,
    pub(crate) label: Vec<Inline>,
}

struct Group {
    rank: Rank,
    label: Vec<Inline>,
    blocks: Vec<Block>,
    effects: Vec<String>,
}

impl Group {
    fn close(self, serious: bool) -> EffectGroup {
        let bucket = match self.rank {
            Rank::Common => Bucket::Common,
            Rank::Mild if serious => Bucket::Common,
            Rank::Serious => Bucket::Serious,
            Rank::Mild | Rank::Unranked => Bucket::Other,
        };
        EffectGroup { bucket, label: self.label, blocks: self.blocks, effects: self.effects }
    }
}

/// A number of groups, and of blocks and effects in the last one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    groups: usize,
    blocks: usize,
    effects: usize,
}

/// The groups so far.
#[derive(Default)]
pub(crate) struct Groups {
    list: Vec<Group>,
}

impl Groups {
    /// The groups as a page shows them. "Mild" ranks only as against "serious".
    pub(crate) fn close(self) -> impl Iterator<Item = EffectGroup> {
        let serious = self.list.iter().any(|group| group.rank == Rank::Serious);
        self.list.into_iter().map(move |group| group.close(serious))
    }

    /// How much there is so far.
    pub(crate) fn mark(&self) -> Mark {
        let last = self.list.last();
        Mark {
            groups: self.list.len(),
            blocks: last.map_or(0, |group| group.blocks.len()),
            effects: last.map_or(0, |group| group.effects.len()),
        }
    }

    /// Ranks what came after `mark` as serious, and adds the sentence that says so.
    pub(crate) fn make_serious(&mut self, mark: Mark, sentence: Vec<Inline>) {
        let Mark { groups, blocks, effects } = mark;
        let (mut moved, mut names) = (Vec::new(), Vec::new());
        for (index, group) in self.list.iter_mut().enumerate().skip(groups.saturating_sub(1)) {
            let (blocks, effects) = if index < groups { (blocks, effects) } else { (0, 0) };
            moved.extend(group.blocks.split_off(blocks.min(group.blocks.len())));
            names.extend(group.effects.split_off(effects.min(group.effects.len())));
        }
        // What came after the mark is moved whole.
        self.list.truncate(groups);
        moved.push(Block::Paragraph(sentence));
        if !names.is_empty() {
            self.list.push(Group { rank: Rank::Serious, label: Vec::new(), blocks: moved, effects: names });
        }
    }

    /// Puts an item that begins with `words`; names that its gloss calls serious go into a group of their own.
    pub(crate) fn put_item(
        &mut self,
        start: Option<u64>,
        item: &[Block],
        words: &str,
        context: &Context,
        effects: Vec<String>,
    ) {
        let parts = if context.rank == Rank::Serious { Vec::new() } else { ranked_by_gloss(words) };
        let serious: Vec<String> = parts.iter().flat_map(|part| names(&words[part.clone()])).collect();
        if serious.is_empty() {
            return self.put_entry(context.rank, &context.label, start, item, effects);
        }
        let mut ranked: Vec<&str> = Vec::new();
        for name in &serious {
            if let Err(place) = ranked.binary_search(&name.as_str()) {
                ranked.insert(place, name);
            }
        }
        let mut rest = effects;
        rest.retain(|name| ranked.binary_search(&name.as_str()).is_err());
        if rest.is_empty() {
            return self.put_entry(Rank::Serious, &[], start, item, serious);
        }
        self.put_entry(context.rank, &context.label, start, item, rest);
        for part in parts {
            // Without its emphasis: cutting a run of inlines once for each name would be quadratic.
            let part = words[part].trim();
            self.put(Rank::Serious, &[], Block::Paragraph(vec![Inline::Text(part.into())]), names(part));
        }
    }

    /// Puts an item into the list that is open, or begins one.
    fn put_entry(
        &mut self,
        rank: Rank,
        label: &[Inline],
        start: Option<u64>,
        item: &[Block],
        effects: Vec<String>,
    ) {
        let group = self.group(rank, label);
        match group.blocks.last_mut() {
            Some(Block::List { start: open, items }) if *open == start => items.push(item.to_vec()),
            _ => group.blocks.push(Block::List { start, items: vec![item.to_vec()] }),
        }
        group.effects.extend(effects);
    }

    pub(crate) fn put(&mut self, rank: Rank, label: &[Inline], block: Block, effects: Vec<String>) {
        let group = self.group(rank, label);
        group.blocks.push(block);
        group.effects.extend(effects);
    }

    /// The last group when it has this rank and label, else a fresh one.
    fn group(&mut self, rank: Rank, label: &[Inline]) -> &mut Group {
        let same = self.list.last().is_some_and(|group| group.rank == rank && group.label == label);
        if !same {
            let (blocks, effects) = (Vec::new(), Vec::new());
            self.list.push(Group { rank, label: label.to_vec(), blocks, effects });
        }
        let last = self.list.len() - 1;
        &mut self.list[last]
    }
}
