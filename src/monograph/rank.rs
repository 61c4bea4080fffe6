//! Owns the words that rank side effects: common, serious, mild, or nothing said.

use super::labels::without_brackets;
use super::sentence::first_of;

/// What the source says of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Rank {
    Common,
    Serious,
    /// Common only where the page has serious ones to set it against.
    Mild,
    #[default]
    Unranked,
}

/// What a sentence says about rank.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    /// The rank of the effects it names; `Some(Unranked)` for "less common" and the like.
    pub(super) rank: Option<Rank>,
    /// It speaks of side effects as a group, not of one effect.
    pub(super) ranks_effects: bool,
    /// Byte where a second clause with a rank of its own begins.
    pub(super) second: Option<usize>,
}

/// Words that announce what a group holds.
const ANNOUNCE: &[&str] = &[
    " include",
    " including",
    " involve",
    " such as ",
    " like ",
    " comprise",
    " consist",
    " are:",
    " is:",
    ":",
];

/// Characters in which a second clause must announce; more would make long paragraphs quadratic.
const CLAUSE_WINDOW: usize = 160;

/// Words for the group itself.
const GROUP: &[&str] = &[
    "effect",
    "reaction",
    "adverse",
    "ones",
    "events",
    "symptoms",
    "issues",
    "complications",
    "problems",
    "risks",
    "concerns",
    "reports",
];

/// The rank of a label; `None` when it says nothing of rank.
pub(super) fn of_label(label: &str) -> Option<Rank> {
    if label.len() > 240 {
        return None;
    }
    let text = label.to_lowercase();
    let bare = without_brackets(&text);
    // `Other:` in a list of organ systems ranks nothing.
    if matches!(bare.trim(), "other" | "others") {
        return None;
    }
    let whole = marks(&text);
    let bare_marks = marks(&bare);
    // `Severe hypotension:` is the name of an effect; a rank stands alone or with a word for the group.
    let group = GROUP.iter().any(|word| bare.contains(word)) || stands_alone(&bare);
    if !group {
        return None;
    }
    if whole.serious && !whole.common {
        // `Allergic reactions (can be serious)` names an effect as well; `Less common (but serious)` ranks.
        let ranks = bare_marks.serious || whole.less;
        return (ranks && !names_effect(&bare)).then_some(Rank::Serious);
    }
    if bare_marks.serious && bare_marks.common {
        return Some(Rank::Unranked);
    }
    if names_effect(&bare) {
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

/// What a sentence says about rank, judged by the words before it names anything.
pub(super) fn of_sentence(sentence: &str) -> Said {
    let text = blank_brackets(&lower(sentence));
    let head_end = first_of(&text, ANNOUNCE).unwrap_or(text.len());
    let second = second_clause(&text, head_end);
    let end = second.unwrap_or(text.len());
    let named = head_end < end;
    let head = &text[..head_end.min(end)];
    let head = without_brackets(head);
    let marks = last_marks(&head);
    // "Rare but serious: liver damage."
    let group =
        GROUP.iter().any(|word| head.contains(word)) || named && marks.is_some() && stands_alone(&head);
    let rank = match marks {
        Some(Rank::Unranked) if group => Some(Rank::Unranked),
        Some(Rank::Mild) if group => Some(Rank::Mild),
        Some(rank @ (Rank::Common | Rank::Serious)) if group || !named => Some(rank),
        _ => None,
    };
    Said { rank, ranks_effects: group && rank.is_some(), second }
}

/// The byte ranges of the names in a list whose gloss ranks them by itself: `lactic acidosis (rare but serious)`.
pub(super) fn ranked_by_gloss(text: &str) -> Vec<std::ops::Range<usize>> {
    let lower = lower(text);
    let mut out = Vec::new();
    if !lower.contains("serious") && !lower.contains("threatening") {
        return out;
    }
    let (mut start, mut depth) = (0, 0_usize);
    for (at, c) in lower.char_indices().chain([(lower.len(), ',')]) {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' | ';' if depth == 0 || at == lower.len() => {
                if is_ranking_gloss(&lower[start..at]) {
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
    let Some(open) = part.find(['(', '–', '—']).or_else(|| part.find(" - ")) else { return false };
    let gloss = marks(&part[open..]);
    gloss.less && gloss.serious && !marks(&part[..open]).common
}

/// `text` with blanks for what stands in round brackets, every other character at its byte.
fn blank_brackets(text: &str) -> String {
    if !text.contains('(') {
        return text.to_string();
    }
    let mut out = String::with_capacity(text.len());
    let mut depth = 0_usize;
    for c in text.chars() {
        depth += usize::from(c == '(');
        if depth > 0 {
            out.extend(std::iter::repeat_n(' ', c.len_utf8()));
        } else {
            out.push(c);
        }
        depth -= usize::from(c == ')' && depth > 0);
    }
    if depth > 0 { text.to_string() } else { out }
}

/// Lower case with every character at its byte.
fn lower(text: &str) -> String {
    text.to_ascii_lowercase()
}

/// Where a clause begins that ranks and names anew after `head_end`.
fn second_clause(text: &str, head_end: usize) -> Option<usize> {
    if head_end == text.len() {
        return None;
    }
    let first = last_marks(&without_brackets(&text[..head_end]))?;
    for joint in [", while ", "; ", ", whereas ", ", but ", " while ", ", and ", ", with "] {
        for (at, _) in text.match_indices(joint).filter(|(at, _)| *at >= head_end) {
            let clause = &text[at + joint.len()..];
            let window = clause.char_indices().nth(CLAUSE_WINDOW).map_or(clause.len(), |(end, _)| end);
            let clause = &clause[..window];
            let Some(end) = first_of(clause, ANNOUNCE) else { continue };
            let head = without_brackets(&clause[..end]);
            let other = last_marks(&head).is_some_and(|rank| rank != first);
            if other && GROUP.iter().any(|word| head.contains(word)) {
                return Some(at + 1);
            }
        }
    }
    None
}

/// Whether `text` calls anything common.
pub(super) fn says_common(text: &str) -> bool {
    marks(&lower(text)).common
}

/// Whether `text` speaks of more ranks than one: "these range from mild to serious".
pub(super) fn says_otherwise(text: &str) -> bool {
    let text = lower(text);
    let marks = marks(&text);
    marks.common || marks.mild || text.contains(" range") || text.contains(" some ")
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

/// The rank said last; "rare" and "less common" only where neither of the others is said.
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
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'')
        .filter(|word| !word.is_empty())
        .collect();
    for (index, word) in words.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|at| words.get(at)).copied().unwrap_or_default();
        let after = words.get(index + 1).copied().unwrap_or_default();
        let lessened = matches!(before, "less" | "not" | "least" | "rarely" | "non" | "aren't" | "isn't");
        let denied =
            matches!(before, "not" | "non" | "rarely" | "aren't" | "isn't" | "no" | "without" | "less");
        match *word {
            "common" | "frequent" if lessened => mark(Rank::Unranked),
            "common" | "frequent" => mark(Rank::Common),
            // "commonly associated with this class" says nothing of this drug.
            "commonly" | "frequently" if !lessened => {
                if matches!(
                    after,
                    "reported" | "observed" | "experienced" | "occurring" | "seen" | "encountered"
                ) {
                    mark(Rank::Common);
                }
            }
            "commonly" | "frequently" => mark(Rank::Unranked),
            "uncommon" | "infrequent" | "rare" | "rarer" | "rarely" | "infrequently" | "uncommonly"
            | "other" => {
                mark(Rank::Unranked);
            }
            "serious" | "severe" | "life-threatening" | "dangerous" | "fatal" | "critical" if !denied => {
                mark(Rank::Serious);
            }
            "threatening" if before == "life" => mark(Rank::Serious),
            "mild" | "minor" | "milder" => mark(Rank::Mild),
            _ => {}
        }
    }
}

/// Whether every word of a label is about rank: `Less common but serious`, `Common (>10%)`.
fn stands_alone(label: &str) -> bool {
    const FILL: &[&str] = &[
        "less",
        "more",
        "most",
        "very",
        "but",
        "and",
        "or",
        "potentially",
        "possibly",
        "common",
        "commonly",
        "frequent",
        "uncommon",
        "infrequent",
        "rare",
        "serious",
        "severe",
        "mild",
        "minor",
        "life-threatening",
        "reported",
        "though",
        "although",
        "other",
        "also",
        "the",
        "generally",
        "usually",
        "occurring",
        "in",
        "of",
        "patients",
        "people",
        "up",
        "to",
        "moderate",
        "dangerous",
        "yet",
        "still",
        "extremely",
        "may",
        "be",
        "can",
        "than",
        "include",
        "includes",
        "rarely",
    ];
    label
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| !word.is_empty() && !word.starts_with(|c: char| c.is_ascii_digit()))
        .all(|word| FILL.contains(&word))
}

/// Whether a label with a word for the group is still the name of one effect: `Severe allergic reactions`.
fn names_effect(label: &str) -> bool {
    const EFFECTS: &[&str] = &[
        "allergic",
        "hypersensitivity",
        "skin",
        "injection",
        "infusion",
        "site",
        "anaphyla",
        "liver",
        "kidney",
        "heart",
        "breathing",
        "vision",
        "eye",
        "lung",
        "nerve",
        "muscle",
        "stomach",
        "gastro",
        "bleeding",
        "infection",
        "withdrawal",
        "local",
        "psychiatric",
        "neurolog",
        "cardio",
        "cardiac",
        "respiratory",
        "blood",
        "hepatic",
        "renal",
        "mental",
        "bone",
        "dermat",
        "mood",
        "sleep",
        "hearing",
        "abdominal",
        "extrapyramidal",
        "steroid",
        "immune",
        "bowel",
        "digestive",
    ];
    EFFECTS.iter().any(|word| label.contains(word))
        && !label.contains("side effect")
        && !label.contains("adverse")
}
