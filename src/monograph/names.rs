//! Owns taking the names of side effects out of items and sentences: no gloss, no bracket, one name each.

use super::effect_words::{CLAUSE, EMPTY, FIRST, GLOSS, GROUPS, SAYS_NOTHING, SECOND, SYSTEMS};
use super::labels::without_brackets;
use super::sentence::first_of;
use crate::text::fold;

/// Where a name ends and its explanation begins.
/// Where a clause of prose ends what it lists.
/// Words that name no effect.
/// Words that announce names, surest first.
/// Words that announce names unless they say how rare the effects are.
/// What follows the words of [`SECOND`] where nothing is named.
/// Words for side effects as such.
/// Labels of organ systems (`Cardiovascular: …`): they group effects and are none.
/// Whether a label names an organ system.
pub(super) fn is_system(label: &str) -> bool {
    let label = without_brackets(label);
    if let Some((one, other)) = label.split_once('/') {
        return is_system(one) && is_system(other);
    }
    let key = fold::key(&label);
    const THINGS: &[&str] = &[
        " disorders",
        " system",
        " system effects",
        " effects",
        " symptoms",
        " issues",
        " problems",
        " disturbances",
    ];
    let stem = THINGS.iter().find_map(|thing| key.strip_suffix(thing)).unwrap_or(&key);
    SYSTEMS.contains(&key.as_str())
        || stem.split(" and ").all(|part| SYSTEMS.contains(&part))
        || key.ends_with(" related")
}

/// The names in an item: `Electrolyte imbalances (low sodium): …` is one, `Nausea, vomiting` are two.
pub(super) fn names(text: &str) -> Vec<String> {
    let text = without_brackets(text);
    let text = first_sentence(&text);
    let text = until(text, GLOSS);
    listed(text, false)
}

/// The names in a sentence. A `bare` one is a list of names from its first word on.
pub(super) fn names_in_prose(sentence: &str, bare: bool) -> Vec<String> {
    let text = without_brackets(sentence).split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = text.to_ascii_lowercase();
    // "Like many medicines" is no gloss.
    let gloss = first_of(&lower, &[" such as ", " like ", " including "]).filter(|at| {
        !["many", "all", "other", "most", "any"]
            .iter()
            .any(|word| lower[*at..].starts_with(&format!(" like {word}")))
    });
    if let Some(end) = gloss.filter(|end| announced(&lower[..*end]).is_none()) {
        // "More serious allergic reactions like …" names what stands before; "side effects such as …" what follows.
        let found = names_before(&text[..end], bare);
        if !found.is_empty() {
            return found;
        }
    }
    if let Some(from) = announced(&lower) {
        return listed(until(until(&text[from..], GLOSS), CLAUSE), true);
    }
    if lower.ends_with(':') {
        Vec::new()
    } else if bare && !super::sentence::has_verb(&lower) {
        listed(until(&text, GLOSS), false)
    } else {
        subject(&text, &lower, bare)
    }
}

/// The names a clause begins with, before "such as".
fn names_before(head: &str, bare: bool) -> Vec<String> {
    let lower = head.to_ascii_lowercase();
    if super::sentence::has_verb(&lower) || GROUPS.iter().any(|word| lower.contains(word)) {
        return Vec::new();
    }
    let head = after_lead(head);
    if is_generic(head) {
        return Vec::new();
    }
    if !bare && head.split(' ').count() > 8 { Vec::new() } else { listed(head, !bare) }
}

/// Byte after the words that announce names.
fn announced(lower: &str) -> Option<usize> {
    if lower.contains(" like many ") || lower.contains(" like all ") {
        return None;
    }
    if first_of(lower, FIRST).is_none() && first_of(lower, SECOND).is_none() {
        return None;
    }
    FIRST.iter().find_map(|word| begins_names(lower, lower.find(word)? + word.len())).or_else(|| {
        SECOND.iter().find_map(|word| {
            let from = begins_names(lower, lower.find(word)? + word.len())?;
            (!SAYS_NOTHING.iter().any(|word| lower[from..].starts_with(word))).then_some(from)
        })
    })
}

/// The byte names begin at, fillers passed; `None` where side effects as such follow ("experience side effects").
fn begins_names(lower: &str, from: usize) -> Option<usize> {
    // "include" also stands for "includes" and "included".
    let tail = &lower[from..];
    let mut at = from + tail.len() - tail.trim_start_matches(|c: char| c.is_alphabetic()).len();
    if lower[..from].ends_with([' ', ':']) {
        at = from;
    }
    loop {
        let rest = &lower[at..];
        at += rest.len() - rest.trim_start_matches([' ', ',', ':']).len();
        let rest = &lower[at..];
        let filler = [
            "but are not limited to",
            "but aren't limited to",
            "but not limited to",
            "but is not limited to",
        ]
        .into_iter()
        .find(|filler| rest.starts_with(filler));
        match filler {
            Some(filler) => at += filler.len(),
            None => break,
        }
    }
    let rest = &lower[at..];
    let end = first_of(rest, &[",", " including", " such as", " like "]);
    let first = &rest[..end.unwrap_or(rest.len())];
    (!GROUPS.iter().any(|word| first.contains(word))).then_some(at)
}

/// `Allergic reactions can occur` names what comes before its verb.
fn subject(text: &str, lower: &str, bare: bool) -> Vec<String> {
    const PREDICATES: &[&str] = &[
        " can occur",
        " may occur",
        " could occur",
        " might occur",
        " can also occur",
        " may also occur",
        " are possible",
        " is possible",
        " have been reported",
        " has been reported",
        " are common",
        " is common",
        " may develop",
        " can develop",
        " can happen",
        " is the most common",
        " are the most common",
        " may also be",
        " can also be",
        " may be experienced",
        " are rare",
        " is rare",
        " are uncommon",
        " are less common",
        " may also happen",
        " are also possible",
        " is also possible",
        " is a serious",
        " is a rare",
        " is a potentially",
        " is a severe",
        " is a life-threatening",
        " is a known",
        " are among the",
        " require immediate",
        " requires immediate",
        " have also been reported",
        " have occurred",
    ];
    let Some(end) = first_of(lower, PREDICATES) else { return Vec::new() };
    let head = after_lead(&text[..end]);
    let head = until(until(head, GLOSS), &[" like ", ", while"]);
    let longest = if bare { 80 } else { 24 };
    let named = head.split(' ').count() <= longest && !super::sentence::refers_back(text);
    if named { listed(head, true) } else { Vec::new() }
}

/// `head` without words such as "In rare cases," at its start.
fn after_lead(mut head: &str) -> &str {
    for lead in [
        "in rare cases,",
        "in rare instances,",
        "rarely,",
        "in some cases,",
        "however,",
        "although rare,",
        "while rare,",
        "occasionally,",
        "also,",
        "additionally,",
        "very rarely,",
    ] {
        if head.trim_start().get(..lead.len()).is_some_and(|start| start.eq_ignore_ascii_case(lead)) {
            head = &head.trim_start()[lead.len()..];
        }
    }
    head
}

fn first_sentence(text: &str) -> &str {
    super::sentence::ranges(text).first().map_or(text, |range| &text[range.clone()])
}

/// `text` up to the first of `marks`.
fn until<'a>(text: &'a str, marks: &[&str]) -> &'a str {
    let lower = text.to_ascii_lowercase();
    let end = lower.get(1..).and_then(|rest| first_of(rest, marks)).map(|end| end + 1);
    &text[..end.unwrap_or(text.len())]
}

/// A list of names cut at its commas; in prose "x and y" are two names as well.
fn listed(text: &str, prose: bool) -> Vec<String> {
    let parts: Vec<&str> = text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let many = parts.len() > 1;
    let mut out = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let part = clean(until(
            part,
            &[" are also possible", " are possible", " is possible", " can occur", " may occur"],
        ));
        let last = index + 1 == parts.len();
        let joined = parts[index].starts_with("and ") || parts[index].starts_with("or ");
        // "nausea, vomiting and diarrhea" has no comma before its last name.
        let pair = part.split_once(" and ").filter(|(left, right)| {
            let longest = if prose { 5 } else { 3 };
            let short =
                left.trim().split(' ').count() <= longest && right.trim().split(' ').count() <= longest;
            let whole =
                ["increased ", "decreased ", "changes ", "swelling of ", "pain ", "redness ", "risk "]
                    .iter()
                    .any(|lead| left.get(..lead.len()).is_some_and(|start| start.eq_ignore_ascii_case(lead)));
            (prose || many && last && !joined) && short && !(whole && left.contains(' '))
        });
        match pair {
            Some((left, right)) => out.extend([clean(left), clean(right)].into_iter().map(str::to_string)),
            None => out.push(part.to_string()),
        }
    }
    out.retain(|name| is_name(name));
    out.iter_mut().for_each(squeeze);
    out
}

/// Blanks that a bracket left behind become one.
fn squeeze(name: &mut String) {
    if name.contains("  ") {
        *name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    }
}

fn clean(part: &str) -> &str {
    let mut part =
        part.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ':' | '*' | '_' | '"' | '!'));
    for lead in
        ["and ", "or ", "as well as ", "but ", "rarely ", "rarely, ", "also ", "occasionally ", "sometimes "]
    {
        if part.get(..lead.len()).is_some_and(|start| start.eq_ignore_ascii_case(lead)) {
            part = part[lead.len()..].trim_start();
        }
    }
    part
}

/// Whether only rank and "reactions", "problems" or the like are said: `more serious reactions`.
fn is_generic(name: &str) -> bool {
    const RANKS: &[&str] = &[
        "however",
        "in",
        "rare",
        "cases",
        "more",
        "less",
        "common",
        "but",
        "serious",
        "severe",
        "mild",
        "minor",
        "moderate",
        "some",
        "other",
        "potentially",
        "though",
        "although",
        "frequent",
        "very",
        "while",
        "also",
        "to",
    ];
    const THINGS: &[&str] = &[
        "reaction",
        "reactions",
        "effect",
        "effects",
        "symptoms",
        "issues",
        "complications",
        "problems",
        "events",
    ];
    let key = fold::key(name);
    let mut words = key.split(' ').filter(|word| !RANKS.contains(word)).peekable();
    words.peek().is_none() || words.all(|word| THINGS.contains(&word))
}

fn is_name(name: &str) -> bool {
    const NO_NAME: &[&str] = &[
        "this ",
        "these ",
        "because ",
        "while ",
        "although ",
        "consult ",
        "seek ",
        "in extremely ",
        "due to ",
        "if ",
        "especially ",
        "usually ",
        "the frequency ",
        "when ",
        "lead to ",
        "some are ",
        "particularly ",
        "most likely ",
        "they ",
        "it ",
        "it s ",
        "as with ",
        "even ",
        "however ",
        "there ",
        "typically ",
        "generally ",
        "in most ",
        "those ",
        "primarily ",
    ];
    let key = fold::key(name);
    if NO_NAME.iter().any(|lead| key.starts_with(lead))
        || matches!(key.as_str(), "a rare" | "more serious" | "serious")
    {
        return false;
    }
    key.chars().any(char::is_alphabetic)
        && !is_generic(name)
        && !GROUPS.iter().any(|word| key.contains(word))
        && !key.split(' ').any(|word| matches!(word, "common" | "frequent") && key != "common cold")
        && !EMPTY.contains(&key.as_str())
        && name.len() <= 160
}
