//! Reads side effects as groups: which effects the source calls common, which serious, and which it does not rank.
//!
//! ```text
//! group = label list | sentence ":" list | sentence        label or sentence carries the rank
//! rank  = "common" | "serious"                             "less common but serious" is serious
//! ```
//!
//! ```text
//! **Common Side Effects (>10%):**      Less common but serious side effects include:
//! * Headache                           * Seizures (fits)
//!
//! * **Common:** headache, nausea       Common side effects include headache and nausea.
//! * **Serious:**                       These may be followed by …
//!     * **Seizures:** fits             Serious side effects are rare but include seizures.
//! ```
//!
//! An effect shown in the opposite bucket is the worst error this parser can make, so a rank must be stated, and ends with
//! the list or the sentence that states it; everything else stays unranked.

use crate::monograph::side_effects::effect_group::{Context, Groups};
use crate::monograph::side_effects::effect_label::{
    announced_at_end, heads_a_list, label_end, label_words, labelled_lines, plain_label_end,
};
use crate::monograph::side_effects::effect_names::{is_system, names, names_in_prose};
use crate::monograph::side_effects::effect_sentence::{self, calls_for_help};
use crate::monograph::side_effects::pieces::{Pieces, pair};
use crate::monograph::side_effects::severity::{
    Rank, SentenceRank, mentions_common, mixes_ranks, of_label, of_sentence, says_serious,
};
use crate::monograph::{Block, EffectGroup, Inline, Section, SectionKind};
use crate::read::inline::{after, is_bold_only, label_before, raw, split, trim, trim_label};

/// Longer sentences rank what follows and are no label.
const LABEL_CAP: usize = 400;

/// The groups of side effects of every section of that kind, in source order.
pub(crate) fn groups(sections: &[Section], ingredients: &[String]) -> Vec<EffectGroup> {
    let mut out = Vec::new();
    for section in sections.iter().filter(|section| section.kind == SectionKind::SideEffects) {
        let mut reader = Reader { groups: Groups::default(), ingredients };
        let mut context = Context::default();
        for block in &section.blocks {
            reader.block(block, &mut context);
        }
        out.extend(reader.groups.close());
    }
    out
}

/// How a sentence is read.
#[derive(Debug, Clone, Copy)]
struct Reading {
    /// Its first word begins a list of names.
    is_list: bool,
    /// It is kept among serious effects even if it names none.
    kept: bool,
}

struct Reader<'a> {
    groups: Groups,
    ingredients: &'a [String],
}

impl Reader<'_> {
    fn block(&mut self, block: &Block, context: &mut Context) {
        match block {
            Block::Paragraph(text) => {
                for line in labelled_lines(text) {
                    self.paragraph(line, context);
                }
            }
            Block::Heading { text, .. } => {
                *context = Context {
                    rank: of_label(&raw(text)).unwrap_or_default(),
                    label: trim_label(text.clone()),
                };
            }
            Block::List { start, items } => {
                for item in items {
                    match announced_at_end(item) {
                        Some((item, sentence)) => {
                            self.item(*start, &item, context);
                            *context = self.prose(&sentence, &Context::default(), false);
                        }
                        None => self.item(*start, item, context),
                    }
                }
            }
            Block::Quote(inner) => inner.iter().for_each(|block| self.block(block, context)),
            Block::Callout { blocks, .. } => blocks.iter().for_each(|block| self.block(block, context)),
            Block::Table(table) => {
                let items = table.rows.iter().filter_map(pair);
                let list = Block::List { start: None, items: items.collect() };
                self.block(&list, context);
            }
            Block::Code(_) | Block::Rule | Block::Faq(_) | Block::Footnote { .. } => {}
        }
    }

    fn paragraph(&mut self, text: &[Inline], context: &mut Context) {
        let whole = raw(text);
        let Some(end) = label_end(text, &whole) else {
            let bold = is_bold_only(text);
            let rank = if bold { of_label(&whole) } else { None };
            if let Some(rank) = rank.filter(|_| !effect_sentence::is_sentence(&whole)) {
                *context = Context { rank, label: trim_label(text.to_vec()) };
                return;
            }
            *context = self.prose(text, &Context::default(), false);
            return;
        };
        let words = label_words(&whole[..end]);
        let label = || label_before(text, end);
        match of_label(words) {
            Some(rank) => *context = Context { rank, label: label() },
            None if is_system(words) => {}
            None if effect_sentence::is_advice(words) => {
                *context = Context::default();
                return;
            }
            None => *context = Context { rank: Rank::Unranked, label: label() },
        }
        if !whole[end..].trim().is_empty() {
            let ranked = context.clone();
            let after = self.prose(&after(text, end), &ranked, true);
            // "**Common:** These vary." and then the list: the label's rank holds on.
            if after.rank != Rank::Unranked || ranked.rank == Rank::Unranked {
                *context = after;
            }
        }
    }

    /// Reads sentences; `listed` text begins as a list of names. Returns the context a following list inherits.
    fn prose(&mut self, text: &[Inline], context: &Context, listed: bool) -> Context {
        let whole = raw(text);
        let mut last = context.clone();
        let mut announced = Context::default();
        let begin = self.groups.mark();
        let mut mark = begin;
        let mut ranking = Vec::new();
        let ranges = effect_sentence::ranges(&whole);
        let mut pieces = Pieces::new(text, &ranges);
        for (number, range) in ranges.into_iter().enumerate() {
            let words = &whole[range];
            let piece = pieces.next();
            let sentence = || piece.inlines(words);
            announced = Context::default();
            if words.trim().is_empty() {
                continue;
            }
            let announces = words.trim_end().ends_with(':');
            let ranked = of_sentence(words);
            if ranked.rank == Some(Rank::Serious)
                && last.rank == Rank::Unranked
                && effect_sentence::refers_back(words)
                && !mixes_ranks(words)
                && !announces
            {
                // "Less common: allergic reactions. These are serious …"
                self.groups.make_serious(mark, sentence());
                mark = self.groups.mark();
                continue;
            }
            mark = self.groups.mark();
            // What begins an item of a list is an effect, even where "needs medical attention" follows it.
            let names_first = listed && number == 0;
            let advises = effect_sentence::is_advice(words)
                || !names_first && effect_sentence::advises(words) && names_in_prose(words, false).is_empty();
            if advises && !announces {
                // "Serious effects need medical attention. These include …"
                if let Some(rank) = ranked.rank.filter(|_| ranked.ranks_effects) {
                    last = Context { rank, label: Vec::new() };
                    ranking = trim_label(sentence());
                }
                // The serious effects keep the call for help that follows them.
                if calls_for_help(words) {
                    self.groups.add_to_serious(begin, sentence());
                }
                continue;
            }
            let rank = match ranked.rank {
                // Under a label that says serious, "rarely" and "mild" take nothing back; nor does "mild" under common.
                Some(Rank::Mild | Rank::Unranked)
                    if listed
                        && context.rank == Rank::Serious
                        && !effect_sentence::mentions_effects(words) =>
                {
                    Rank::Serious
                }
                Some(Rank::Mild) if listed && context.rank == Rank::Common => Rank::Common,
                Some(rank) => rank,
                None if effect_sentence::refers_back(words) || listed && number == 0 => last.rank,
                None if listed && context.rank == Rank::Serious => Rank::Serious,
                None if listed && !effect_sentence::changes_subject(words) => context.rank,
                None => Rank::Unranked,
            };
            // "Common side effects are mild. These include:" is ranked by its first sentence.
            let back = ranked.rank.is_none() && effect_sentence::refers_back(words) && !ranking.is_empty();
            let label = match announces {
                _ if back => ranking.clone(),
                true if ranked.rank.is_none() && rank != Rank::Unranked && !last.label.is_empty() => {
                    last.label.clone()
                }
                // A label is compared for every item under it.
                true if words.len() > LABEL_CAP => Vec::new(),
                true => trim_label(sentence()),
                false if rank == last.rank || last.rank == Rank::Unranked => last.label.clone(),
                false => Vec::new(),
            };
            if ranked.ranks_effects && words.len() <= LABEL_CAP {
                ranking = trim_label(sentence());
            } else if !effect_sentence::refers_back(words) {
                ranking = Vec::new();
            }
            if announces {
                announced = Context { rank, label: label.clone() };
            }
            let kept = listed || ranked.rank.is_some();
            let reading = Reading { is_list: listed && number == 0, kept };
            self.clauses(&sentence, words, &ranked, rank, &label, reading);
            last = Context { rank, label };
        }
        announced
    }

    /// A sentence that ranks twice ("…, while serious ones include …") is split where the second rank begins.
    fn clauses(
        &mut self,
        sentence: &dyn Fn() -> Vec<Inline>,
        words: &str,
        ranked: &SentenceRank,
        rank: Rank,
        label: &[Inline],
        reading: Reading,
    ) {
        if let Some(at) = ranked.second {
            let lead = words.len() - words.trim_start().len();
            let (first, second) = split(sentence(), at.saturating_sub(lead));
            let (first_words, second_words) = words.split_at(at);
            self.sentence(&|| trim(first.clone()), first_words, rank, label, reading);
            let rank = of_sentence(second_words).rank.unwrap_or_default();
            let reading = Reading { is_list: false, kept: true };
            self.sentence(&|| trim(second.clone()), second_words, rank, &[], reading);
        } else {
            self.sentence(sentence, words, rank, label, reading);
        }
    }

    fn sentence(
        &mut self,
        sentence: &dyn Fn() -> Vec<Inline>,
        words: &str,
        rank: Rank,
        label: &[Inline],
        reading: Reading,
    ) {
        let listed = !effect_sentence::has_verb(words) && !effect_sentence::refers_back(words);
        let is_list = reading.is_list || listed && (rank != Rank::Unranked || words.contains(','));
        // Symptoms explain an effect and are not one.
        let effects =
            if effect_sentence::explains(words) { Vec::new() } else { names_in_prose(words, is_list) };
        // A sentence about serious effects belongs to them even if it names none.
        let says_serious = rank == Rank::Serious && reading.kept && !mentions_common(words);
        if effects.is_empty() && !says_serious || words.trim_end().ends_with(':') {
            return;
        }
        self.groups.put(rank, label, Block::Paragraph(sentence()), effects);
    }

    /// Reads an item; if any of it is serious, or it says so of itself, all of it is among the serious effects.
    fn item(&mut self, start: Option<u64>, item: &[Block], context: &Context) {
        let mark = self.groups.mark();
        self.parts_of_item(start, item, context);
        let Some((Block::Paragraph(text), rest)) = item.split_first() else { return };
        let words = raw(text);
        let announces = words.trim_end().ends_with(':') && of_sentence(&words).rank.is_some();
        if announces || effect_sentence::is_advice(&words) {
            return;
        }
        let own = says_serious(&words);
        let has_list = rest.iter().any(|block| matches!(block, Block::List { .. }));
        let end = label_end(text, &words).or_else(|| plain_label_end(&words));
        let label = match end.and_then(|end| of_label(label_words(&words[..end]))) {
            // The label ranks what is under it, and stays above it.
            Some(Rank::Serious) => return,
            Some(rank) if has_list || !own || rank != Rank::Unranked && !calls_for_help(&words) => return,
            Some(_) => &[],
            None if has_list && !own && context.rank != Rank::Serious => return,
            None if matches!(context.rank, Rank::Serious | Rank::Unranked) => &context.label[..],
            None => &[],
        };
        let serious = self.groups.take_serious(mark);
        if own || serious.is_some() {
            self.groups.put_whole(Rank::Serious, label, start, item, serious.unwrap_or_default());
        }
    }

    fn parts_of_item(&mut self, start: Option<u64>, item: &[Block], context: &Context) {
        let Some((Block::Paragraph(text), rest)) = item.split_first() else {
            let mut inner = context.clone();
            item.iter().for_each(|block| self.block(block, &mut inner));
            return;
        };
        let has_list = rest.iter().any(|block| matches!(block, Block::List { .. }));
        let words = raw(text);
        let Some(end) = label_end(text, &words).or_else(|| plain_label_end(&words)) else {
            return self.bare_item(start, item, text, &words, context);
        };
        let name = label_words(&words[..end]);
        let alone = words[end..].trim().is_empty();
        if let Some(rank) = of_label(name) {
            let mut inner = Context { rank, label: label_before(text, end) };
            if !alone {
                let announced = self.prose(&after(text, end), &inner, true);
                if announced.rank != Rank::Unranked {
                    inner = announced;
                }
            }
            rest.iter().for_each(|block| self.block(block, &mut inner));
            return;
        }
        if effect_sentence::is_advice(name) {
            return;
        }
        // A label with nothing after it is a name after all.
        let heads = (has_list || !alone) && heads_a_list(name, self.ingredients);
        if heads || has_list {
            let mut inner = Context { rank: context.rank, label: context.label.clone() };
            if !heads {
                let effects = names(name);
                self.groups.put_item(start, &item[..1], &words, context, effects);
            } else if !alone {
                self.system(start, &item[..1], &words, &after(text, end), context);
            }
            if inner.label.is_empty() {
                inner.label = label_before(text, end);
            }
            rest.iter().for_each(|block| self.block(block, &mut inner));
            return;
        }
        let effects = names(name);
        self.groups.put_item(start, item, &words, context, effects);
    }

    /// `Cardiovascular: palpitations, …`: the whole item is kept, unless one of its sentences has its own rank.
    fn system(
        &mut self,
        start: Option<u64>,
        item: &[Block],
        whole: &str,
        after: &[Inline],
        context: &Context,
    ) {
        let words = raw(after);
        let own = effect_sentence::ranges(&words)
            .into_iter()
            .any(|range| of_sentence(&words[range]).rank.is_some());
        if own {
            self.prose(after, context, true);
        } else {
            let effects = effect_sentence::ranges(&words)
                .into_iter()
                .enumerate()
                .flat_map(|(number, range)| {
                    let words = &words[range];
                    if effect_sentence::is_advice(words) {
                        Vec::new()
                    } else {
                        names_in_prose(words, number == 0)
                    }
                })
                .collect();
            self.groups.put_item(start, item, whole, context, effects);
        }
    }

    /// An item without a label: a name with its gloss, or a sentence.
    fn bare_item(
        &mut self,
        start: Option<u64>,
        item: &[Block],
        text: &[Inline],
        words: &str,
        context: &Context,
    ) {
        let ranked = of_sentence(words);
        if ranked.ranks_effects || effect_sentence::is_advice(words) || effect_sentence::is_prose(words) {
            let announced = self.prose(text, context, context.rank != Rank::Unranked);
            let mut inner = if announced.rank == Rank::Unranked { context.clone() } else { announced };
            item.iter().skip(1).for_each(|block| self.block(block, &mut inner));
            return;
        }
        let effects = names(words);
        self.groups.put_item(start, &item[..1], words, context, effects);
        if item.len() > 1 {
            let mut inner = context.clone();
            item.iter().skip(1).for_each(|block| self.block(block, &mut inner));
        }
    }
}
