//! Matches headings and bold labels against the English spellings of section labels.
//!
//! ```text
//! label   = spelling [ "(" qualifier ")" ] [ ":" ]        case, plural, "&" and blanks do not matter
//! heading = [ number ] { qualifier } label { qualifier }
//!         | label ":" text | words ":" label | drug label | label "–" words | label ("for" | "of" | "with" | …) words
//!         | "use" "in" label                               the kind of that label, not a use
//!         | label ("," | "and" | "/") label …              the first one names the kind
//! ```
//!
//! ```text
//! ### Usage            ### Usage:  text          ### Dosage (Not Applicable)
//! ### Cefdinir Usage   ### Norfloxacin: Usage    ### Generic Name: Milrinone
//! **Usage:** text      **FAQs (both drugs):**    **Generic Name: Milrinone**
//! ```

use crate::monograph::SectionKind;
use crate::monograph::section::Strength;
use crate::monograph::sections::english::{LONGEST, exact};
use crate::monograph::sections::own_labels::OwnLabels;
use crate::monograph::sections::spellings::Labels;
use crate::text::brackets::without_brackets;
use crate::text::fold;

/// Words after which a label may go on: "Dosage for adults", "FAQs about both drugs".
const GO_ON: &[&str] =
    &["for", "of", "in", "about", "with", "regarding", "on", "common", "combined", "addressing"];

/// The kind a label names, without regard to brackets, colon, case and plural.
pub(crate) fn label(labels: Labels, text: &str) -> Option<(SectionKind, Strength)> {
    if text.len() > 120 {
        return None;
    }
    if let Labels::Other(spellings) = labels {
        return spellings.find(&fold::key(&without_brackets(text)));
    }
    exact(short_key(&without_brackets(text), &mut [0; LONGEST])?)
}

/// [`fold::key`] of `text` in the bytes of `out`; `None` where they do not suffice.
fn short_key<'k>(text: &str, out: &'k mut [u8; LONGEST]) -> Option<&'k [u8]> {
    if !text.is_ascii() {
        let key = fold::key(text);
        let out = out.get_mut(..key.len())?;
        out.copy_from_slice(key.as_bytes());
        return Some(out);
    }
    let (mut length, mut gap) = (0, false);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            if std::mem::take(&mut gap) {
                *out.get_mut(length)? = b' ';
                length += 1;
            }
            *out.get_mut(length)? = byte.to_ascii_lowercase();
            length += 1;
        } else if byte != b'\'' {
            gap = length > 0;
        }
    }
    Some(&out[..length])
}

/// Beginnings of words by which an English text mentions what a section of a kind would say.
const SPEAKING: &[(SectionKind, &[&str])] = &[
    (SectionKind::Usage, &["use", "using", "indicat", "treat", "given for", "prescribed"]),
    (SectionKind::Dosage, &["dose", "dosing", "dosage", "mg", "mcg", "posolog", "administration"]),
    (SectionKind::SideEffects, &["side effect", "side effects", "adverse", "undesirable", "toxic"]),
    (
        SectionKind::Contraindications,
        &["contra", "do not use", "do not give", "do not take", "should not", "must not", "avoid"],
    ),
    (SectionKind::Precautions, &["caution", "precaution", "warning", "careful", "beware", "monitor"]),
    (SectionKind::Interactions, &["interact", "together with", "combin", "concomitant", "concurrent"]),
    (
        SectionKind::Pregnancy,
        &["pregnan", "breastfe", "breast fe", "lactat", "fetus", "nursing", "teratogen"],
    ),
];

/// Whether folded `text`, with a blank at both ends, mentions what a section of `kind` would say.
pub(crate) fn speaks_of(labels: Labels, kind: SectionKind, text: &str) -> bool {
    let begins = |words: &str| text.match_indices(words).any(|(at, _)| text[..at].ends_with(' '));
    match labels {
        Labels::English => SPEAKING
            .iter()
            .filter(|(of, _)| *of == kind)
            .any(|(_, words)| words.iter().any(|words| begins(words))),
        Labels::Other(spellings) => spellings.keys(kind).any(|key| text.contains(key)),
    }
}

/// What a heading names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heading {
    pub(crate) kind: SectionKind,
    pub(crate) strength: Strength,
    /// Byte of the heading's raw text where run-in text begins.
    pub(crate) text_from: Option<usize>,
}

/// What is known of the page when its headings are read.
#[derive(Debug, Default)]
pub(crate) struct Known<'a> {
    /// The words of its names: a heading may name the medicine beside its label.
    pub(crate) names: Vec<String>,
    /// The labels of the site and of the page itself.
    pub(crate) own: Vec<&'a OwnLabels>,
}

impl Known<'_> {
    /// Adds the words of a name.
    pub(crate) fn add(&mut self, name: &str) {
        self.names.extend(fold::key(name).split(' ').filter(|word| word.len() > 2).map(Into::into));
    }

    /// Whether every word of `key` is of a name.
    fn names(&self, key: &str) -> bool {
        let mut words = key.split(' ').filter(|word| word.len() > 2).peekable();
        words.peek().is_some() && words.all(|word| self.names.iter().any(|name| name == word))
    }

    pub(crate) fn own(&self, text: &str) -> Option<SectionKind> {
        self.own.iter().find_map(|own| own.find(text))
    }
}

/// The kind of a heading.
pub(crate) fn heading(labels: Labels, text: &str, known: &Known<'_>) -> Heading {
    let found = |kind, strength, text_from| Heading { kind, strength, text_from };
    if let Some(kind) = known.own(text) {
        return found(kind, Strength::Main, None);
    }
    let plain = unnumbered(text);
    let before = text.len() - plain.len();
    if let Some((kind, strength)) = label(labels, plain) {
        return found(kind, strength, None);
    }
    if let Some(colon) = plain.find(':') {
        let rest = &plain[colon + 1..];
        if let Some((kind, strength)) = label(labels, &plain[..colon]) {
            let qualifier = without_brackets(rest).trim().is_empty();
            return found(kind, strength, (!qualifier).then_some(before + colon + 1));
        }
        if let Some((kind, strength)) = label(labels, rest) {
            return found(kind, strength, None);
        }
    }
    // A dash splits a label from its qualifier, or from the medicine.
    for dash in [" – ", " — ", " - ", " | "] {
        let Some((one, other)) = plain.split_once(dash) else { continue };
        if let Some((kind, strength)) = label(labels, one) {
            return found(kind, strength, None);
        }
        if let Some((kind, strength)) = label(labels, other).filter(|_| known.names(&fold::key(one))) {
            return found(kind, strength, None);
        }
    }
    let key = fold::key(&without_brackets(plain));
    let exact = |key: &str| match labels {
        Labels::English => exact(key.as_bytes()),
        Labels::Other(spellings) => spellings.find(key),
    };
    if let Labels::Other(spellings) = labels {
        if let Some((kind, strength)) = spellings.begins(&key) {
            return found(kind, strength, None);
        }
        if let Some((kind, strength)) = spellings.listed(plain) {
            return found(kind, strength, None);
        }
    } else if let Some((kind, strength)) = goes_on(plain, &key, known) {
        return found(kind, strength, None);
    }
    // Without the words that only qualify it.
    let qualifies = |word: &str| is_one_of(QUALIFIERS, word) || spellings_qualify(labels, word);
    let mut rest = key.as_str();
    while let Some((word, after)) = rest.split_once(' ').filter(|(word, _)| qualifies(word)) {
        rest = after;
        if let Some((kind, strength)) = exact(rest)
            && (kind != SectionKind::Usage || is_use(&key[..key.len() - rest.len()], rest))
            && !kind.is_general()
        {
            let _ = word;
            return found(kind, strength, None);
        }
    }
    let mut rest = key.as_str();
    while let Some((before, _)) = rest.rsplit_once(' ').filter(|(_, word)| qualifies(word)) {
        rest = before;
        if let Some((kind, strength)) = exact(rest)
            && !kind.is_general()
        {
            return found(kind, strength, None);
        }
    }
    found(SectionKind::Other, Strength::Further, None)
}

/// Words beside a label that leave its kind as it is: for whom, by which route, at which time, how often.
const QUALIFIERS: &str = " \
    adult adults paediatric pediatric paediatrics pediatrics peds child children infant neonatal neonate \
    geriatric elderly veterinary maximum max minimum loading bolus maintenance initial starting start usual \
    recommended typical standard normal total daily single oral iv im sc io intravenous intramuscular \
    subcutaneous inhaled topical intranasal parenteral absolute relative common uncommon serious severe rare \
    frequent major minor important key main most more less other possible potential known reported special \
    specific general clinical therapeutic drug drugs medication renal hepatic and patients additional \
    emergency practical notable selected basic quick significant \
    off label unlabeled unlabelled unlicensed licensed reconstituted weight based ";

/// Qualifiers in front of "use" that still say what it is for; with any other one it is about whom or how.
const OF_USE: &str = " use common clinical therapeutic main major other most key typical usual off label unlabeled unlabelled \
    unlicensed licensed ";

/// Whether `word` is in a list with blanks around each word.
fn is_one_of(list: &str, word: &str) -> bool {
    list.match_indices(word)
        .any(|(at, _)| list[..at].ends_with(' ') && list[at + word.len()..].starts_with(' '))
}

/// Whether `label` is about what the medicine is for after these qualifiers: "clinical uses" is, "pediatric use" is not.
fn is_use(qualifiers: &str, label: &str) -> bool {
    !matches!(label, "use" | "uses" | "usage")
        || qualifiers.trim_end().split(' ').all(|word| is_one_of(OF_USE, word))
}

#[cfg(not(target_os = "unknown"))]
fn spellings_qualify(labels: Labels, word: &str) -> bool {
    const WORDS: &str = " erwachsene kinder maximale initiale orale adultos pediatrica pediatricas maxima inicial absolutas relativas frecuentes graves principales \
        absolues relatives frequents principaux principales adulte enfant maximale initiale absolute relative haufige schwere seltene wichtige comunes ";
    matches!(labels, Labels::Other(_)) && is_one_of(WORDS, word)
}

#[cfg(target_os = "unknown")]
fn spellings_qualify(_: Labels, _: &str) -> bool {
    false
}

/// The kind of an English heading that goes on after a label, lists labels, or names the medicine beside one.
fn goes_on(text: &str, key: &str, known: &Known<'_>) -> Option<(SectionKind, Strength)> {
    // Where a word ends and the next begins; no more than a label has.
    let gaps: Vec<usize> =
        key.bytes().enumerate().filter(|(_, byte)| *byte == b' ').map(|(at, _)| at).collect();
    if gaps.len() >= 16 {
        return None;
    }
    if gaps.len() > 1 && key.starts_with("how ") && (key.ends_with(" works") || key.ends_with(" work")) {
        return Some((SectionKind::HowItWorks, Strength::Further));
    }
    for gap in gaps.iter().rev() {
        let (before, after) = (&key[..*gap], &key[gap + 1..]);
        let Some((kind, strength)) = exact(before.as_bytes()) else { continue };
        let (next, last) = after.split_once(' ').unwrap_or((after, ""));
        let list = next == "and" && exact(last.as_bytes()).is_some()
            || exact(after.as_bytes()).is_some()
            || text.get(before.len()..).is_some_and(|rest| rest.trim_start().starts_with([',', '/', '&']));
        if GO_ON.contains(&next) {
            return Some(gone_on(kind, strength, &key[*gap..]));
        }
        if list {
            return Some((kind, strength));
        }
    }
    // "Milrinone Usage": the words before the label are the medicine's name.
    gaps.iter().find_map(|gap| {
        let (kind, strength) = exact(&key.as_bytes()[gap + 1..])?;
        (kind != SectionKind::Other && known.names(&key[..*gap])).then_some((kind, strength))
    })
}

/// A heading without the number, emoji or mark in front: `4.2 Posology`, `🩺 Dose`, `a) Dose`.
fn unnumbered(text: &str) -> &str {
    let text =
        text.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | '[' | '¿' | '"' | '“'));
    let word = text.split(' ').next().unwrap_or_default();
    let number = word.trim_end_matches(['.', ')', ':']);
    let closed = number.len() < word.len();
    let counts = !number.is_empty()
        && (number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && number.len() <= 8
            || closed && number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_alphabetic())
            || closed && number.len() <= 4 && number.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X')));
    let rest = text[word.len()..].trim_start();
    let rest = rest.trim_start_matches(['–', '—', '-', ':', '.']).trim_start();
    if counts && !rest.is_empty() { unmarked(rest) } else { text }
}

fn unmarked(text: &str) -> &str {
    text.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | '[' | '¿' | '"' | '“'))
}

/// The kind of a label that goes on with `after`: in whom and with what a drug is used is not a use of it, and a note on
/// something is not a note on the page.
fn gone_on(kind: SectionKind, strength: Strength, after: &str) -> (SectionKind, Strength) {
    let other = (SectionKind::Other, Strength::Further);
    if kind == SectionKind::Note {
        return other;
    }
    // Tips "for field use" and a history "of cocaine use" are about no use of the medicine.
    if kind == SectionKind::Class || kind == SectionKind::Presentation {
        return other;
    }
    let whom = [" in ", " with ", " during "].iter().find_map(|word| after.split_once(word));
    match whom.filter(|_| kind == SectionKind::Usage) {
        Some((_, whom)) => exact(whom.as_bytes()).map_or(other, |(kind, _)| (kind, Strength::Further)),
        None => (kind, strength),
    }
}

/// The kind a bold label at the margin names, and where its own run-in text begins (`**Generic Name: X**`).
pub(crate) fn bold(labels: Labels, text: &str, known: &Known<'_>) -> Option<Heading> {
    if text.len() > 400 {
        return None;
    }
    if let Some(kind) = known.own(text) {
        return Some(Heading { kind, strength: Strength::Main, text_from: None });
    }
    if let Some((kind, strength)) = label(labels, text) {
        return Some(Heading { kind, strength, text_from: None });
    }
    let (before, after) = text.split_once(':')?;
    match label(labels, before) {
        Some((kind, Strength::Main)) if !after.trim().is_empty() => {
            let qualifier = without_brackets(after).trim().is_empty();
            Some(Heading {
                kind,
                strength: Strength::Main,
                text_from: (!qualifier).then_some(before.len() + 1),
            })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monograph::sections::english::{FURTHER, MAIN};

    #[test]
    fn every_spelling_is_found_and_no_other() {
        for (name, kind) in MAIN.iter().chain(FURTHER) {
            assert_eq!(
                label(Labels::English, &name.to_uppercase()).map(|(kind, _)| kind),
                Some(*kind),
                "{name}"
            );
            assert_eq!(label(Labels::English, &format!("{name}x")), None, "{name}");
            assert!(name.len() <= LONGEST, "{name}");
        }
        assert_eq!(label(Labels::English, ""), None);
    }
}
