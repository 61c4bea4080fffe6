//! Finds what a card must warn of at its top: refusals, another drug's name, unfilled variables.

use crate::monograph::lint::second_medicine;
use crate::monograph::phrases::phrases;
use crate::monograph::{Alert, Block, Monograph, SectionKind, plain_blocks, withdrawal};
use crate::text::brackets::without_brackets;
use crate::text::fold;
use crate::text::phrases::Phrases;

/// Phrases of a page that declines to be a monograph.
static DECLINES: Phrases = phrases!("alerts", "declines");

/// Phrases that decline only to give advice.
static HARMLESS: Phrases = phrases!("alerts", "declines advice only");

/// Phrases of a page about a medicine that is invented; "hypothetical risk" is not one.
static FICTION: Phrases = phrases!("alerts", "fiction");

/// Words that make a name mean the opposite: interleukin-6, interleukin-6 inhibitors.
static OPPOSITES: Phrases = phrases!("alerts", "opposites");

/// Endings of different salts or states of one substance, without the `e`.
const SALTS: &[&str] = &["at", "it", "id", "in"];

/// The alerts of a monograph.
pub(crate) fn find(monograph: &Monograph, source: &str) -> Vec<Alert> {
    let mut out = Vec::new();
    out.extend(withdrawal::alert(&monograph.record));
    // Only English refusals are known; two names differ in any language.
    out.extend(refusal(monograph).filter(|_| monograph.language.is_english()));
    out.extend(fiction(monograph).filter(|_| monograph.language.is_english()));
    out.extend(other_drug(monograph).or_else(|| other_components(monograph)));
    let mut names = second_medicine::several(monograph);
    // A page about a combination may describe each of its substances under a heading.
    let title = words(&monograph.title);
    names.retain(|name| monograph.ingredients.len() < 2 || !is_named(&without_brackets(name), &title));
    out.extend((names.len() > 1).then_some(Alert::SeveralMedicines { names }));
    out.extend(variables(monograph, source).into_iter().next().map(|variable| Alert::Template { variable }));
    out
}

fn refusal(monograph: &Monograph) -> Option<Alert> {
    let describes = monograph.sections.iter().any(|section| section.kind.describes());
    let mut opening = plain_blocks(&monograph.preamble);
    let early = |kind| matches!(kind, SectionKind::GenericName | SectionKind::Usage);
    for section in monograph.sections.iter().take(3).filter(|section| early(section.kind)) {
        opening.push(' ');
        opening.push_str(&plain_blocks(&section.blocks));
    }
    // Skip what any page may say before it goes on.
    let mut rest = opening.as_str();
    let mut declines = false;
    while let Some(at) = DECLINES.find(rest).filter(|_| !declines) {
        rest = &rest[at..];
        match HARMLESS.begins(rest) {
            Some(length) => rest = &rest[length..],
            None => declines = true,
        }
    }
    declines.then_some(if describes { Alert::PartialRefusal } else { Alert::Refusal })
}

/// Only where a page is about itself: before its sections, in its first ones, in its disclaimer.
fn fiction(monograph: &Monograph) -> Option<Alert> {
    let early = |kind| matches!(kind, SectionKind::GenericName | SectionKind::Usage);
    let first = monograph.sections.iter().take(3).filter(|section| early(section.kind));
    let says = |blocks: &[Block]| FICTION.within(&plain_blocks(blocks));
    let found = says(&monograph.preamble)
        || first.chain(monograph.disclaimers()).any(|section| says(&section.blocks));
    found.then_some(Alert::Fiction)
}

/// The generic name of a combination names fewer substances than the title, or one that looks like another.
///
/// Where no component of the title is named, the generic name may be a name of the whole: `DTaP-IPV`.
fn other_components(monograph: &Monograph) -> Option<Alert> {
    let generic = monograph.generic_name.as_deref()?;
    if monograph.ingredients.len() < 2 {
        return None;
    }
    // A page may give each substance a line or a section of its own.
    let mut text = generic.to_string();
    for section in monograph.sections.iter().filter(|section| section.kind == SectionKind::GenericName) {
        text.push(' ');
        text.push_str(&plain_blocks(&section.blocks));
    }
    let said = words(&text);
    let (named, missing): (Vec<&String>, Vec<&String>) =
        monograph.ingredients.iter().partition(|name| is_named(name, &said));
    let given = components(generic);
    let title = words(&monograph.title);
    let unknown: Vec<&String> = given.iter().filter(|name| !is_named(name, &title)).collect();
    let fewer = names_a_part(generic, &monograph.ingredients);
    let alike = |name: &String| {
        let name = words(name);
        unknown
            .iter()
            .any(|other| name.iter().any(|one| words(other).iter().any(|other| looks_other(one, other))))
    };
    (!named.is_empty() && !missing.is_empty() && (fewer || missing.iter().any(|name| alike(name))))
        .then(|| Alert::OtherDrug { title: monograph.title.clone(), generic: generic.to_string() })
}

/// Whether a generic name names only some substances of a combination.
pub(crate) fn names_a_part(generic: &str, ingredients: &[String]) -> bool {
    let (given, all) = (components(generic), words(&ingredients.join(" ")));
    given.len() < ingredients.len() && given.iter().all(|name| is_named(name, &all))
}

/// The substances a generic name lists, without its explanation.
fn components(generic: &str) -> Vec<String> {
    let plain = without_brackets(generic);
    let plain =
        plain.split([':', '.']).next().unwrap_or_default().replace(" and ", "+").replace(" with ", "+");
    let parts = plain.split(['+', '/', '&', ',', ';']).map(fold::key);
    parts.filter(|part| !part.is_empty()).collect()
}

fn words(text: &str) -> Vec<String> {
    fold::key(text).split(' ').map(spelled_alike).collect()
}

/// Whether `said` has the word of `name` that names its substance: the first one of four letters or more.
fn is_named(name: &str, said: &[String]) -> bool {
    let name = words(name);
    let long = name.iter().find(|word| word.len() > 3).or_else(|| name.first());
    long.is_some_and(|long| said.iter().any(|word| word == long || word.contains(long.as_str())))
}

/// Two names that look alike and are not the same: the page may be about another drug.
///
/// Synonyms differ legitimately (frusemide, furosemide: one drug), so names that share nothing pass, and so do spellings
/// that a reader would call one name.
fn other_drug(monograph: &Monograph) -> Option<Alert> {
    let generic = monograph.generic_name.as_deref()?;
    let title = fold::key(&monograph.title);
    let given = fold::key(&without_brackets(generic));
    if monograph.ingredients.len() != 1 || title == given || title.is_empty() || given.is_empty() {
        return None;
    }
    let (one, other): (Vec<&str>, Vec<&str>) = (title.split(' ').collect(), given.split(' ').collect());
    let differ: Vec<(&str, &str)> =
        one.iter().zip(&other).filter(|(a, b)| a != b).map(|(a, b)| (*a, *b)).collect();
    let word = one.len() == other.len() && matches!(differ.as_slice(), [(a, b)] if looks_other(a, b));
    let blocks = |words: &[&str]| words.iter().any(|word| OPPOSITES.begin(word));
    (word || blocks(&one) != blocks(&other))
        .then(|| Alert::OtherDrug { title: monograph.title.clone(), generic: generic.to_string() })
}

/// Whether two single words share their stem but differ by a syllable: `levonadifloxacin`, `levofloxacin`.
fn looks_other(one: &str, other: &str) -> bool {
    let (one, other) = (spelled_alike(one), spelled_alike(other));
    if one == other {
        return false;
    }
    // Nitrite and nitrate, fluorine and fluoride; sulfiram and disulfiram.
    let salt = |name: &str| SALTS.iter().find_map(|end| name.strip_suffix(end).map(str::to_string));
    let salts = salt(&one).is_some_and(|stem| stem.len() > 3 && salt(&other) == Some(stem));
    let longer = |long: &str, short: &str| {
        short.len() > 5 && long.strip_suffix(short).is_some_and(|start| (2..=5).contains(&start.len()))
    };
    if salts || longer(&one, &other) || longer(&other, &one) {
        return true;
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let longest = one.len().max(other.len());
    let front = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let back = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let shared = (front + back).min(one.len().min(other.len()));
    longest >= 6 && front.min(back) >= 2 && shared * 2 >= longest && longest - shared >= 2
}

/// Makes spellings of one name the same: `f`/`ph`, `i`/`y`, `e` at the end, doubled letters.
fn spelled_alike(name: &str) -> String {
    const PAIRS: &[(&[u8; 2], char)] =
        &[(b"ph", 'f'), (b"th", 't'), (b"oe", 'e'), (b"ae", 'e'), (b"ks", 'x'), (b"ck", 'k')];
    let mut out = String::new();
    let mut rest = name;
    while let Some(c) = rest.chars().next() {
        let pair = PAIRS.iter().find(|(pair, _)| rest.as_bytes().starts_with(*pair));
        let (same, length) = match (pair, c) {
            (Some((pair, same)), _) => (*same, pair.len()),
            (None, 'y') => ('i', 1),
            (None, 'c') => ('k', 1),
            (None, 'z') => ('s', 1),
            (None, other) => (other, other.len_utf8()),
        };
        if !out.ends_with(same) {
            out.push(same);
        }
        rest = &rest[length..];
    }
    out.truncate(out.trim_end_matches('e').len());
    out
}

/// Template variables left in the text: `{details}`, `[specific condition]`.
pub(crate) fn variables(monograph: &Monograph, source: &str) -> Vec<String> {
    let mut out = Vec::new();
    if memchr::memchr2(b'{', b'[', source.as_bytes()).is_none() {
        return out;
    }
    let mut text = plain_blocks(&monograph.preamble);
    for section in &monograph.sections {
        text.push('\n');
        text.push_str(&plain_blocks(&section.blocks));
    }
    for (open, close) in [('{', '}'), ('[', ']')] {
        for line in text.split('\n') {
            for inside in outside_formulas(line, open, close) {
                let variable = format!("{open}{inside}{close}");
                let counts = is_variable(inside, open) && (open == '{' || monograph.language.is_english());
                if counts && !out.contains(&variable) {
                    out.push(variable);
                }
            }
        }
    }
    out
}

/// What is between brackets that are no part of a formula (`C_{max}`, `\\frac{a}{b}`, `$x{y}$`) or of a generator's mark
/// (`{{ site }}`). Each byte of `line` is read a fixed number of times, whatever brackets it holds.
fn outside_formulas(line: &str, open: char, close: char) -> Vec<&str> {
    let (last_dollar, begin) = (line.rfind('$'), line.find("\\begin"));
    let dollars_in = |text: &str| text.bytes().filter(|byte| *byte == b'$').count();
    let (mut out, mut at, mut dollars) = (Vec::new(), 0, 0);
    while let Some(found) = line[at..].find(open) {
        let here = at + found;
        dollars += dollars_in(&line[at..here]);
        at = here + 1;
        let in_math = dollars % 2 == 1 && last_dollar.is_some_and(|last| last > here);
        let in_block = begin.is_some_and(|begin| begin < here);
        let joined = line[..here].ends_with(|c: char| {
            c.is_alphanumeric() || matches!(c, '_' | '^' | '}' | ']' | '\\' | '{' | '[' | '!')
        });
        if in_math || in_block || joined || line[at..].starts_with(['{', '%', '<', '[', '^', '!']) {
            continue;
        }
        let Some(end) = line[at..].find([open, close]).filter(|end| line[at + end..].starts_with(close))
        else {
            continue;
        };
        let inside = &line[at..at + end];
        dollars += dollars_in(inside);
        at += end;
        out.push(inside);
    }
    out
}

/// `specificCondition` in braces always; words in square brackets when they name what to fill in.
fn is_variable(inside: &str, open: char) -> bool {
    static FILL: Phrases = phrases!("alerts", "variable words");
    let plain = !inside.is_empty()
        && inside.len() <= 60
        && inside.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, ' ' | '_' | '-' | '/' | ','))
        && inside.chars().any(|c| c.is_ascii_lowercase());
    plain && (open == '{' || FILL.within(inside))
}
