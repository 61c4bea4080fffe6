//! Recognises how text ranks side effects: common, serious, mild, or not at all.

use crate::monograph::phrases::phrases;
use crate::monograph::side_effects::effect_sentence::calls_for_help;
use crate::text::brackets::{blank_brackets, without_brackets};
use crate::text::fold::is_word_char;
use crate::text::phrases::{Phrases, begins, find};

/// How the source ranks a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Rank {
    Common,
    Serious,
    /// Common only if the page also has serious ones.
    Mild,
    #[default]
    Unranked,
}

/// How a sentence ranks effects.
#[derive(Debug, Clone, Default)]
pub(crate) struct SentenceRank {
    /// The rank of the effects it names; `Some(Unranked)` for "less common" and the like.
    pub(crate) rank: Option<Rank>,
    /// It is about side effects as a group, not about one effect.
    pub(crate) ranks_effects: bool,
    /// Byte where a second clause with a rank of its own begins.
    pub(crate) second: Option<usize>,
}

/// Words that announce what a group holds.
static ANNOUNCE: Phrases = phrases!("severity", "announce");

/// Labels that rank nothing in a list of organ systems.
static OTHER: Phrases = phrases!("severity", "other");

/// Words without which no gloss ranks an effect as serious.
static GRAVE: Phrases = phrases!("severity", "grave");

/// How words of rank begin.
static RANKING: Phrases = phrases!("severity", "ranking starts");

/// What joins a second clause, surest first.
static JOINTS: Phrases = phrases!("severity", "joints");

/// Characters in which a second clause must announce; more would make long paragraphs quadratic.
const CLAUSE_WINDOW: usize = 160;

/// Words for the group itself.
static GROUP: Phrases = phrases!("severity", "group");

/// The rank of a label; `None` if it has none.
pub(crate) fn of_label(label: &str) -> Option<Rank> {
    if label.len() > 240 || !RANKING.within(label) {
        return None;
    }
    let name = without_brackets(label);
    // `Other:` in a list of organ systems ranks nothing.
    if OTHER.has(name.trim()) {
        return None;
    }
    let whole = marks(label);
    let bare_marks = marks(&name);
    // `Severe hypotension:` is the name of an effect; a rank is alone or with a word for the group.
    let group = GROUP.within(&name) || is_rank_alone(&name);
    if !group {
        return None;
    }
    if whole.serious && !whole.common {
        // `Allergic reactions (can be serious)` names an effect as well; `Less common (but serious)` ranks.
        let ranks = bare_marks.serious || whole.less;
        return (ranks && !names_effect(&name)).then_some(Rank::Serious);
    }
    if bare_marks.serious && bare_marks.common {
        return Some(Rank::Unranked);
    }
    if names_effect(&name) {
        return None;
    }
    if bare_marks.common {
        return Some(Rank::Common);
    }
    if bare_marks.less {
        return Some(Rank::Unranked);
    }
    if bare_marks.mild {
        return Some(Rank::Mild);
    }
    None
}

/// How a sentence ranks effects, judged by the words before it names any.
pub(crate) fn of_sentence(sentence: &str) -> SentenceRank {
    if !RANKING.within(sentence) {
        return SentenceRank::default();
    }
    let text = blank_brackets(sentence);
    let head_end = ANNOUNCE.find(&text).unwrap_or(text.len());
    let second = second_clause(&text, head_end);
    let end = second.unwrap_or(text.len());
    let named = head_end < end;
    let head = &text[..head_end.min(end)];
    let head = without_brackets(head);
    let marks = last_marks(&head);
    // "Rare but serious: liver damage."
    let group = GROUP.within(&head) || named && marks.is_some() && is_rank_alone(&head);
    let rank = match marks {
        Some(Rank::Unranked) if group => Some(Rank::Unranked),
        Some(Rank::Mild) if group => Some(Rank::Mild),
        Some(rank @ (Rank::Common | Rank::Serious)) if group || !named => Some(rank),
        _ => None,
    };
    SentenceRank { rank, ranks_effects: group && rank.is_some(), second }
}

/// The byte ranges of the names in a list whose gloss ranks them by itself: `lactic acidosis (rare but serious)`.
pub(crate) fn ranked_by_gloss(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    if !GRAVE.within(text) {
        return out;
    }
    let (mut start, mut depth) = (0, 0_usize);
    for (at, c) in text.char_indices().chain([(text.len(), ',')]) {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' | ';' if depth == 0 || at == text.len() => {
                if is_ranking_gloss(&text[start..at]) {
                    out.push(start..at);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
    out
}

/// "rare but serious" in brackets or after a dash; "a serious condition" explains and does not rank.
fn is_ranking_gloss(part: &str) -> bool {
    let Some(open) = part.find(['(', '–', '—']).or_else(|| find(part, b" - ")) else { return false };
    let gloss = marks(&part[open..]);
    gloss.less && gloss.serious && !marks(&part[..open]).common
}

/// Where a clause begins that ranks and names again after `head_end`.
fn second_clause(text: &str, head_end: usize) -> Option<usize> {
    if head_end == text.len() {
        return None;
    }
    let first = last_marks(&without_brackets(&text[..head_end]))?;
    // The surest joint first, wherever it is.
    let places = JOINTS.places(text);
    JOINTS.find_map(|joint| {
        let mut from = head_end;
        for at in &places {
            if *at < from || !begins(&text.as_bytes()[*at..], joint) {
                continue;
            }
            from = at + joint.len();
            let clause = &text[from..];
            let window = clause.char_indices().nth(CLAUSE_WINDOW).map_or(clause.len(), |(end, _)| end);
            let clause = &clause[..window];
            let Some(end) = ANNOUNCE.find(clause) else { continue };
            let head = without_brackets(&clause[..end]);
            let other = last_marks(&head).is_some_and(|rank| rank != first);
            if other && GROUP.within(&head) {
                return Some(at + 1);
            }
        }
        None
    })
}

/// Whether `text` calls anything common.
pub(crate) fn mentions_common(text: &str) -> bool {
    marks(text).common
}

/// Whether `text` has more than one rank: "these range from mild to serious".
pub(crate) fn mixes_ranks(text: &str) -> bool {
    static SPAN: Phrases = phrases!("severity", "span");
    let marks = marks(text);
    marks.common || marks.mild || SPAN.within(text)
}

/// Whether an item says of itself that it is serious, or that it needs help at once.
pub(crate) fn says_serious(item: &str) -> bool {
    // Clause by clause: the first word of "Rarely, severe rash" denies nothing.
    item.split([',', ';', '.', '(']).any(|clause| marks(clause).serious) || calls_for_help(item)
}

#[derive(Debug, Clone, Copy, Default)]
struct Marks {
    common: bool,
    serious: bool,
    less: bool,
    mild: bool,
}

fn marks(text: &str) -> Marks {
    let mut out = Marks::default();
    each_mark(text, |rank| match rank {
        Rank::Common => out.common = true,
        Rank::Serious => out.serious = true,
        Rank::Mild => out.mild = true,
        Rank::Unranked => out.less = true,
    });
    out
}

/// The last rank; "rare" and "less common" only if there is no other.
fn last_marks(text: &str) -> Option<Rank> {
    let mut strong = None;
    let mut weak = None;
    each_mark(text, |rank| match rank {
        Rank::Common | Rank::Serious => strong = Some(rank),
        // "Common side effects are generally mild" stays common.
        Rank::Mild | Rank::Unranked => weak = weak.or(Some(rank)),
    });
    strong.or(weak)
}

fn each_mark(text: &str, mut mark: impl FnMut(Rank)) {
    each_mark_of(text, &mut mark);
}

fn each_mark_of(text: &str, mark: &mut dyn FnMut(Rank)) {
    let inside = |c: char| is_word_char(c) || matches!(c, '-' | '\'');
    let mut from = 0;
    // Only words that begin as one of rank are looked at, with their neighbours.
    while let Some(at) = RANKING.find(&text[from..]).map(|at| from + at) {
        from = at + 1;
        let before = &text[..at];
        if before.ends_with(inside) {
            continue;
        }
        let before = before.trim_end_matches(|c| !inside(c));
        let before = before.rsplit(|c| !inside(c)).next().unwrap_or_default();
        let length = text[at..].find(|c| !inside(c)).unwrap_or(text.len() - at);
        let (word, after) = text[at..].split_at(length);
        let after = after.trim_start_matches(|c| !inside(c));
        let after = after.split(|c| !inside(c)).next().unwrap_or_default();
        if let Some(rank) = rank_of(word, before, after) {
            mark(rank);
        }
    }
}

/// The words of `text`; the characters of `inside` belong to them too.
fn words_of<'a>(text: &'a str, inside: &str) -> impl Iterator<Item = &'a str> {
    text.split(move |c: char| !is_word_char(c) && !inside.contains(c)).filter(|word| !word.is_empty())
}

/// The rank one word gives, by the words around it.
fn rank_of(word: &str, before: &str, after: &str) -> Option<Rank> {
    static OFTEN: Phrases = phrases!("severity", "common");
    static OFTEN_SO: Phrases = phrases!("severity", "commonly");
    static SEEN: Phrases = phrases!("severity", "seen");
    static SELDOM: Phrases = phrases!("severity", "seldom");
    static HEAVY: Phrases = phrases!("severity", "serious");
    static LIGHT: Phrases = phrases!("severity", "mild");
    static LESSENED: Phrases = phrases!("severity", "lessened");
    static DENIED: Phrases = phrases!("severity", "denied");
    static LIFE: Phrases = phrases!("severity", "life");
    static THREATENING: Phrases = phrases!("severity", "threatening");
    if OFTEN.has(word) {
        return Some(if LESSENED.has(before) { Rank::Unranked } else { Rank::Common });
    }
    if OFTEN_SO.has(word) {
        // "commonly associated with this class" does not describe this drug.
        return if LESSENED.has(before) {
            Some(Rank::Unranked)
        } else {
            SEEN.has(after).then_some(Rank::Common)
        };
    }
    if SELDOM.has(word) {
        return Some(Rank::Unranked);
    }
    // "Rarely, serious side effects occur" says how often they occur, not how serious they are.
    static GROUP_NAMED: Phrases = phrases!("severity", "group named");
    let denied = DENIED.has(before) && !(before.eq_ignore_ascii_case("rarely") && GROUP_NAMED.has(after));
    if HEAVY.has(word) && !denied || THREATENING.has(word) && LIFE.has(before) {
        return Some(Rank::Serious);
    }
    LIGHT.has(word).then_some(Rank::Mild)
}

/// Whether every word of a label is about rank: `Less common but serious`, `Common (>10%)`.
fn is_rank_alone(label: &str) -> bool {
    static FILL: Phrases = phrases!("severity", "words of rank alone");
    words_of(label, "-")
        .filter(|word| !word.starts_with(|c: char| c.is_ascii_digit()))
        .all(|word| FILL.has(word))
}

/// Whether a label with a word for the group is still the name of one effect: `Severe allergic reactions`.
fn names_effect(label: &str) -> bool {
    static EFFECTS: Phrases = phrases!("severity", "effects");
    static GENERAL: Phrases = phrases!("severity", "general");
    EFFECTS.within(label) && !GENERAL.within(label)
}
