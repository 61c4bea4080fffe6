//! Takes the names of side effects out of items and sentences: no gloss, no bracket, one name each.

use std::borrow::Cow;

use crate::monograph::phrases::phrases;
use crate::monograph::side_effects::effect_sentence;
use crate::text::brackets::without_brackets;
use crate::text::fold;
use crate::text::phrases::{Phrases, find};

/// What begins the explanation of a name.
static GLOSS: Phrases = phrases!("effect_names", "gloss");
/// What begins another clause, which names nothing.
static CLAUSE: Phrases = phrases!("effect_names", "clause");
/// Words in place of a name.
static EMPTY: Phrases = phrases!("effect_names", "empty");
/// What announces names.
static FIRST: Phrases = phrases!("effect_names", "announce");
/// What announces names, unless it says nothing of them.
static SECOND: Phrases = phrases!("effect_names", "announce weakly");
/// What follows such an announcement and names nothing.
static SAYS_NOTHING: Phrases = phrases!("effect_names", "says nothing");
/// Words for side effects as such.
static GROUPS: Phrases = phrases!("effect_names", "groups");
/// Organ systems.
static SYSTEMS: Phrases = phrases!("effect_names", "systems");
/// What examples begin with.
static EXAMPLES: Phrases = phrases!("effect_names", "examples");
/// "Like many medicines" gives no example.
static LIKE_OTHERS: Phrases = phrases!("effect_names", "like others");
static LIKE_MANY: Phrases = phrases!("effect_names", "like many");
/// Words between "include" and the names.
static FILLERS: Phrases = phrases!("effect_names", "fillers");
/// Where the first of several names ends.
static FIRST_ENDS: Phrases = phrases!("effect_names", "first of a pair");
static ASIDE: Phrases = phrases!("effect_names", "aside");
static OCCUR: Phrases = phrases!("effect_names", "occur");
/// Words whose two nouns are one name: "redness and swelling of the eye".
static WHOLE: Phrases = phrases!("effect_names", "whole");

/// Whether a label names an organ system.
pub(crate) fn is_system(label: &str) -> bool {
    without_brackets(label).split('/').all(is_one_system)
}

fn is_one_system(label: &str) -> bool {
    let key = fold::key(&without_brackets(label));
    static THINGS: Phrases = phrases!("effect_names", "things of a system");
    let stem = THINGS.find_map(|thing| key.strip_suffix(std::str::from_utf8(thing).ok()?)).unwrap_or(&key);
    SYSTEMS.has(&key) || are_systems(stem) || key.ends_with(" related")
}

/// Whether every name of `names`, separated by "and", is an organ system.
fn are_systems(names: &str) -> bool {
    let mut rest = names;
    while let Some(at) = find(rest, b" and ") {
        if !SYSTEMS.has(&rest[..at]) {
            return false;
        }
        rest = &rest[at + 5..];
    }
    SYSTEMS.has(rest)
}

/// The names in an item: `Electrolyte imbalances (low sodium): …` is one, `Nausea, vomiting` are two.
pub(crate) fn names(text: &str) -> Vec<String> {
    let text = without_brackets(text);
    let text = first_sentence(&text);
    let text = until(text, &GLOSS);
    listed(text, false)
}

/// The names in a sentence. With `is_list` it is a list of names from its first word on.
pub(crate) fn names_in_prose(sentence: &str, is_list: bool) -> Vec<String> {
    let text = without_brackets(sentence);
    let text = if is_squeezed(&text, u8::is_ascii_graphic) { text } else { Cow::Owned(squeezed(&text)) };
    // "Like many medicines" is no gloss.
    let gloss = EXAMPLES.find(&text).filter(|at| !LIKE_OTHERS.begin(&text[*at..]));
    if let Some(end) = gloss.filter(|end| announced(&text[..*end]).is_none()) {
        // "More serious allergic reactions like …" names what comes before; "side effects such as …" what follows.
        let found = names_before(&text[..end], is_list);
        if !found.is_empty() {
            return found;
        }
    }
    if let Some(from) = announced(&text) {
        return listed(until(until(&text[from..], &GLOSS), &CLAUSE), true);
    }
    if text.ends_with(':') {
        Vec::new()
    } else if is_list && !effect_sentence::has_verb(&text) {
        listed(until(&text, &GLOSS), false)
    } else {
        subject(&text, is_list)
    }
}

/// The names a clause begins with, before "such as".
fn names_before(head: &str, is_list: bool) -> Vec<String> {
    if effect_sentence::has_verb(head) || GROUPS.within(head) {
        return Vec::new();
    }
    let head = after_lead(head);
    if is_generic(&fold::key(head)) {
        return Vec::new();
    }
    if !is_list && head.split(' ').count() > 8 { Vec::new() } else { listed(head, !is_list) }
}

/// Byte after the words that announce names.
fn announced(text: &str) -> Option<usize> {
    if LIKE_MANY.within(text) {
        return None;
    }
    let after = |end| begins_names(text, end);
    FIRST.first_ends(text, after).or_else(|| {
        SECOND.first_ends(text, |end| after(end).filter(|from| !SAYS_NOTHING.begin(&text[*from..])))
    })
}

/// The byte names begin at, fillers passed; `None` where side effects as such follow ("experience side effects").
fn begins_names(text: &str, from: usize) -> Option<usize> {
    // "include" also finds "includes" and "included".
    let tail = &text[from..];
    let mut at = from + tail.bytes().take_while(u8::is_ascii_alphabetic).count();
    if text[..from].ends_with([' ', ':']) {
        at = from;
    }
    loop {
        let rest = &text[at..];
        at += rest.len() - rest.trim_start_matches([' ', ',', ':']).len();
        let rest = &text[at..];
        match FILLERS.begins(rest) {
            Some(length) => at += length,
            None => break,
        }
    }
    let rest = &text[at..];
    let end = FIRST_ENDS.find(rest);
    let first = &rest[..end.unwrap_or(rest.len())];
    (!GROUPS.within(first)).then_some(at)
}

/// `Allergic reactions can occur` names what comes before its verb.
fn subject(text: &str, is_list: bool) -> Vec<String> {
    static PREDICATES: Phrases = phrases!("effect_names", "predicates");
    let Some(end) = PREDICATES.find(text) else { return Vec::new() };
    let head = after_lead(&text[..end]);
    let head = until(until(head, &GLOSS), &ASIDE);
    let longest = if is_list { 80 } else { 24 };
    let named = head.split(' ').count() <= longest && !effect_sentence::refers_back(text);
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
    &text[..effect_sentence::first_end(text)]
}

/// `text` up to the first of `marks`.
fn until<'a>(text: &'a str, marks: &Phrases) -> &'a str {
    let end = text.get(1..).and_then(|rest| marks.find(rest)).map(|end| end + 1);
    &text[..end.unwrap_or(text.len())]
}

/// A list of names cut at its commas; in prose "x and y" are two names as well.
fn listed(text: &str, prose: bool) -> Vec<String> {
    let mut parts = text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).peekable();
    let mut many = false;
    let mut out = Vec::new();
    while let Some(whole) = parts.next() {
        let part = clean(until(whole, &OCCUR));
        let last = parts.peek().is_none();
        many |= !last;
        let joined = whole.starts_with("and ") || whole.starts_with("or ");
        // "nausea, vomiting and diarrhea" has no comma before its last name.
        let pair = find(part, b" and ").map(|at| (&part[..at], &part[at + 5..])).filter(|(left, right)| {
            let longest = if prose { 5 } else { 3 };
            let short =
                left.trim().split(' ').count() <= longest && right.trim().split(' ').count() <= longest;
            let whole = WHOLE.begin(left);
            (prose || many && last && !joined) && short && !(whole && left.contains(' '))
        });
        match pair {
            Some((left, right)) => {
                push_name(&mut out, clean(left));
                push_name(&mut out, clean(right));
            }
            None => push_name(&mut out, part),
        }
    }
    out
}

/// Puts `name` at the end when it is one; blanks that a bracket left behind become one.
fn push_name(out: &mut Vec<String>, name: &str) {
    if is_name(name) {
        out.push(if find(name, b"  ").is_some() { squeezed(name) } else { name.to_string() });
    }
}

/// Whether the words of `text` are bytes of that `kind` with one blank between them.
fn is_squeezed(text: &str, kind: impl Fn(&u8) -> bool) -> bool {
    let mut blank = true;
    text.bytes().all(|byte| {
        let twice = blank && byte == b' ';
        blank = byte == b' ';
        !twice && (blank || kind(&byte))
    }) && !blank
}

/// The words of `text` with one blank between them.
fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
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

/// Whether there is only a rank with "reactions", "problems" or the like: `more serious reactions`.
fn is_generic(key: &str) -> bool {
    static RANKS: Phrases = phrases!("effect_names", "generic words");
    static THINGS: Phrases = phrases!("effect_names", "generic things");
    let mut words = key.split(' ').filter(|word| !RANKS.has(word)).peekable();
    words.peek().is_none() || words.all(|word| THINGS.has(word))
}

fn is_name(name: &str) -> bool {
    static NO_NAME: Phrases = phrases!("effect_names", "not names");
    static OFTEN: Phrases = phrases!("effect_names", "often");
    static FREQUENT: Phrases = phrases!("effect_names", "frequent");
    static COLD: Phrases = phrases!("effect_names", "cold");
    static RANKS_ONLY: Phrases = phrases!("effect_names", "ranks only");
    // The lists are compared without case, so most names are their own key.
    let key = if is_squeezed(name, u8::is_ascii_alphanumeric) {
        Cow::Borrowed(name)
    } else {
        Cow::Owned(fold::key(name))
    };
    if NO_NAME.begin(&key) || RANKS_ONLY.has(&key) {
        return false;
    }
    key.chars().any(|c| fold::is_word_char(c) && !c.is_ascii_digit())
        && !is_generic(&key)
        && !GROUPS.within(&key)
        // "Frequent urination" is an effect, "more frequent" is not.
        && (COLD.has(&key) || !key.split(' ').skip(usize::from(FREQUENT.begin(&key))).any(|word| OFTEN.has(word)))
        && !EMPTY.has(&key)
        && name.len() <= 160
}
