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

/// A number of groups, of blocks and effects in the last one, and of items in its last list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    groups: usize,
    blocks: usize,
    items: usize,
    effects: usize,
}

/// The groups so far.
#[derive(Default)]
pub(crate) struct Groups {
    list: Vec<Group>,
    /// A label or sentence ranks effects as serious; an item that says so of itself ranks no other.
    ranks_serious: bool,
}

impl Groups {
    /// The groups as a page shows them. "Mild" ranks only as against "serious".
    pub(crate) fn close(self) -> impl Iterator<Item = EffectGroup> {
        let serious = self.ranks_serious;
        self.list.into_iter().map(move |group| group.close(serious))
    }

    /// How much there is so far.
    pub(crate) fn mark(&self) -> Mark {
        let last = self.list.last();
        Mark {
            groups: self.list.len(),
            blocks: last.map_or(0, |group| group.blocks.len()),
            items: last.map_or(0, |group| match group.blocks.last() {
                Some(Block::List { items, .. }) => items.len(),
                _ => 0,
            }),
            effects: last.map_or(0, |group| group.effects.len()),
        }
    }

    /// Ranks what came after `mark` as serious, and adds the sentence that says so.
    pub(crate) fn make_serious(&mut self, mark: Mark, sentence: Vec<Inline>) {
        let Mark { groups, blocks, effects, .. } = mark;
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
            self.ranks_serious = true;
            self.list.push(Group { rank: Rank::Serious, label: Vec::new(), blocks: moved, effects: names });
        }
    }

    /// Takes out what came after `mark` among serious effects and returns its names; `None` if nothing did.
    pub(crate) fn take_serious(&mut self, mark: Mark) -> Option<Vec<String>> {
        let (mut taken, mut names) = (false, Vec::new());
        let serious = |group: &Group| group.rank == Rank::Serious;
        if let Some(group) =
            mark.groups.checked_sub(1).and_then(|last| self.list.get_mut(last)).filter(|group| serious(group))
        {
            taken = group.blocks.len() > mark.blocks || group.effects.len() > mark.effects;
            group.blocks.truncate(mark.blocks);
            if let Some(Block::List { items, .. }) = group.blocks.last_mut()
                && items.len() > mark.items
            {
                taken = true;
                items.truncate(mark.items);
            }
            names.extend(group.effects.split_off(mark.effects));
        }
        let later = self.list.split_off(mark.groups);
        for group in later {
            if group.rank == Rank::Serious {
                taken = true;
                names.extend(group.effects);
            } else {
                self.list.push(group);
            }
        }
        taken.then_some(names)
    }

    /// Adds `sentence` to what came after `mark`, if that ends among serious effects.
    pub(crate) fn add_to_serious(&mut self, mark: Mark, sentence: Vec<Inline>) {
        let grown = self.mark() != mark;
        if let Some(group) = self.list.last_mut().filter(|group| grown && group.rank == Rank::Serious) {
            group.blocks.push(Block::Paragraph(sentence));
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
        self.ranks_serious |= rank == Rank::Serious;
        self.put_whole(rank, label, start, item, effects);
    }

    /// Puts an item with all its text, whatever ranks it.
    pub(crate) fn put_whole(
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
        self.ranks_serious |= rank == Rank::Serious;
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
