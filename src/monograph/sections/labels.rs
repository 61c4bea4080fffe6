//! Matches headings and bold labels against the English spellings of section labels.
//!
//! ```text
//! label   = spelling [ "(" qualifier ")" ] [ ":" ]        case, plural, "&" and blanks do not matter
//! heading = label | label ":" text | drug ":" label | drug label | label ("for" | "of" | "with" | …) words
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
use crate::monograph::sections::spellings::Labels;
use crate::text::brackets::without_brackets;
use crate::text::fold;

/// Labels that open a section wherever they are at the margin.
const MAIN: &[(&str, SectionKind)] = &[
    ("generic name", SectionKind::GenericName),
    ("generic names", SectionKind::GenericName),
    ("alternate name", SectionKind::GenericName),
    ("alternate names", SectionKind::GenericName),
    ("usage", SectionKind::Usage),
    ("usages", SectionKind::Usage),
    ("use", SectionKind::Usage),
    ("uses", SectionKind::Usage),
    ("dosage", SectionKind::Dosage),
    ("dosages", SectionKind::Dosage),
    ("side effect", SectionKind::SideEffects),
    ("side effects", SectionKind::SideEffects),
    ("how it works", SectionKind::HowItWorks),
    ("precaution", SectionKind::Precautions),
    ("precautions", SectionKind::Precautions),
    ("faq", SectionKind::Faqs),
    ("faqs", SectionKind::Faqs),
    ("frequently asked questions", SectionKind::Faqs),
    ("frequently asked questions faqs", SectionKind::Faqs),
    ("disclaimer", SectionKind::Disclaimer),
    ("important disclaimer", SectionKind::Disclaimer),
    ("medical disclaimer", SectionKind::Disclaimer),
    ("disclaimers", SectionKind::Disclaimer),
    ("popular brand names", SectionKind::Other),
    ("brand names", SectionKind::Other),
    ("popular combinations", SectionKind::Other),
    ("drug profile summary", SectionKind::Other),
];

/// Labels that open a section as a heading or among bold labels, and a subsection inside another section.
const FURTHER: &[(&str, SectionKind)] = &[
    ("synonyms", SectionKind::GenericName),
    ("other names", SectionKind::GenericName),
    ("boxed warning", SectionKind::BoxedWarning),
    ("boxed warnings", SectionKind::BoxedWarning),
    ("black box warning", SectionKind::BoxedWarning),
    ("black box warnings", SectionKind::BoxedWarning),
    ("indication", SectionKind::Usage),
    ("indications", SectionKind::Usage),
    ("indications and usage", SectionKind::Usage),
    ("clinical use cases", SectionKind::Usage),
    ("what is it used for", SectionKind::Usage),
    ("contraindication", SectionKind::Contraindications),
    ("contraindications", SectionKind::Contraindications),
    ("contraindicated", SectionKind::Contraindications),
    ("who should not take it", SectionKind::Contraindications),
    ("who should not use it", SectionKind::Contraindications),
    ("who should not take this medicine", SectionKind::Contraindications),
    ("who should not use this medicine", SectionKind::Contraindications),
    ("warning", SectionKind::Precautions),
    ("warnings", SectionKind::Precautions),
    ("warnings and precautions", SectionKind::Precautions),
    ("warnings precautions", SectionKind::Precautions),
    ("precautions and warnings", SectionKind::Precautions),
    ("warnings and cautions", SectionKind::Precautions),
    ("cautions", SectionKind::Precautions),
    ("interaction", SectionKind::Interactions),
    ("interactions", SectionKind::Interactions),
    ("drug interaction", SectionKind::Interactions),
    ("drug interactions", SectionKind::Interactions),
    ("drug drug interactions", SectionKind::Interactions),
    ("food interactions", SectionKind::Interactions),
    ("drug and food interactions", SectionKind::Interactions),
    ("medication interactions", SectionKind::Interactions),
    ("alcohol", SectionKind::Interactions),
    ("pregnancy", SectionKind::Pregnancy),
    ("breastfeeding", SectionKind::Pregnancy),
    ("lactation", SectionKind::Pregnancy),
    ("pregnancy and breastfeeding", SectionKind::Pregnancy),
    ("pregnancy breastfeeding", SectionKind::Pregnancy),
    ("pregnancy and lactation", SectionKind::Pregnancy),
    ("pregnancy lactation", SectionKind::Pregnancy),
    ("pregnant and breastfeeding women", SectionKind::Pregnancy),
    ("pregnant women", SectionKind::Pregnancy),
    ("breastfeeding women", SectionKind::Pregnancy),
    ("breastfeeding mothers", SectionKind::Pregnancy),
    ("specific populations", SectionKind::SpecialGroups),
    ("special populations", SectionKind::SpecialGroups),
    ("use in specific populations", SectionKind::SpecialGroups),
    ("use in special populations", SectionKind::SpecialGroups),
    ("children", SectionKind::SpecialGroups),
    ("elderly", SectionKind::SpecialGroups),
    ("elderly patients", SectionKind::SpecialGroups),
    ("older adults", SectionKind::SpecialGroups),
    ("older people", SectionKind::SpecialGroups),
    ("geriatric use", SectionKind::SpecialGroups),
    ("pediatric use", SectionKind::SpecialGroups),
    ("renal impairment", SectionKind::SpecialGroups),
    ("hepatic impairment", SectionKind::SpecialGroups),
    ("renal and hepatic impairment", SectionKind::SpecialGroups),
    ("kidney disease", SectionKind::SpecialGroups),
    ("liver disease", SectionKind::SpecialGroups),
    ("administration", SectionKind::Dosage),
    ("standard dosage", SectionKind::Dosage),
    ("dosage adjustment", SectionKind::Dosage),
    ("dosage adjustments", SectionKind::Dosage),
    ("dose adjustments", SectionKind::Dosage),
    ("dosage and administration", SectionKind::Dosage),
    ("dose", SectionKind::Dosage),
    ("dosing", SectionKind::Dosage),
    ("pediatric dosage", SectionKind::Dosage),
    ("adult dosage", SectionKind::Dosage),
    ("overdose", SectionKind::Overdose),
    ("overdosage", SectionKind::Overdose),
    ("adverse effects", SectionKind::SideEffects),
    ("adverse reactions", SectionKind::SideEffects),
    ("possible side effects", SectionKind::SideEffects),
    ("mechanism", SectionKind::HowItWorks),
    ("mechanism of action", SectionKind::HowItWorks),
    ("storage", SectionKind::Storage),
    ("how to store it", SectionKind::Storage),
    ("storage and handling", SectionKind::Storage),
    ("monitoring", SectionKind::Monitoring),
    ("monitoring parameters", SectionKind::Monitoring),
    ("common questions", SectionKind::Faqs),
    ("questions and answers", SectionKind::Faqs),
    ("note", SectionKind::Note),
];

/// Bytes of the longest spelling.
const LONGEST: usize = 33;

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

/// For each first letter (its lower five bits) a bit for each length of a spelling that begins with it.
const LENGTHS: [u64; 32] = {
    let mut lengths = [0; 32];
    let tables = [MAIN, FURTHER];
    let mut table = 0;
    while table < tables.len() {
        let mut at = 0;
        while at < tables[table].len() {
            let name = tables[table][at].0.as_bytes();
            lengths[(name[0] & 31) as usize] |= 1 << name.len();
            at += 1;
        }
        table += 1;
    }
    lengths
};

fn exact(key: &[u8]) -> Option<(SectionKind, Strength)> {
    let first = key.first()?;
    if key.len() > LONGEST || LENGTHS[usize::from(first & 31)] & 1 << key.len() == 0 {
        return None;
    }
    let find = |table: &[(&str, SectionKind)]| {
        table.iter().find(|(name, _)| name.as_bytes() == key).map(|(_, kind)| *kind)
    };
    find(MAIN)
        .map(|kind| (kind, Strength::Main))
        .or_else(|| find(FURTHER).map(|kind| (kind, Strength::Further)))
}

/// What a heading names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heading {
    pub(crate) kind: SectionKind,
    pub(crate) strength: Strength,
    /// Byte of the heading's raw text where run-in text begins.
    pub(crate) text_from: Option<usize>,
}

/// The kind of a heading.
pub(crate) fn heading(labels: Labels, text: &str) -> Heading {
    let found = |kind, strength, text_from| Heading { kind, strength, text_from };
    if let Some((kind, strength)) = label(labels, text) {
        return found(kind, strength, None);
    }
    if let Some(colon) = text.find(':') {
        let rest = &text[colon + 1..];
        if let Some((kind, strength)) = label(labels, &text[..colon]) {
            let qualifier = without_brackets(rest).trim().is_empty();
            return found(kind, strength, (!qualifier).then_some(colon + 1));
        }
        if let Some((kind, strength)) = label(labels, rest) {
            return found(kind, strength, None);
        }
    }
    let key = fold::key(&without_brackets(text));
    if let Labels::Other(spellings) = labels {
        let (kind, strength) = spellings.begins(&key).unwrap_or((SectionKind::Other, Strength::Further));
        return found(kind, strength, None);
    }
    // Where a word ends and the next begins; no more than a label has.
    let gaps: Vec<usize> =
        key.bytes().enumerate().filter(|(_, byte)| *byte == b' ').map(|(at, _)| at).collect();
    if gaps.len() < 16 {
        if gaps.len() > 1 && key.starts_with("how ") && (key.ends_with(" works") || key.ends_with(" work")) {
            return found(SectionKind::HowItWorks, Strength::Further, None);
        }
        for gap in gaps.iter().rev() {
            let (before, after) = (&key[..*gap], &key[gap + 1..]);
            let Some((kind, strength)) = exact(before.as_bytes()) else { continue };
            let (next, last) = after.split_once(' ').unwrap_or((after, ""));
            let list = next == "and" && exact(last.as_bytes()).is_some()
                || exact(after.as_bytes()).is_some()
                || text.contains([',', '/', '&']);
            if GO_ON.contains(&next) {
                let (kind, strength) = gone_on(kind, strength, &key[*gap..]);
                return found(kind, strength, None);
            }
            if list {
                return found(kind, strength, None);
            }
        }
        for gap in &gaps {
            let before = key[..*gap].rsplit(' ').next().unwrap_or_default();
            let names_drug = !matches!(before, "and" | "or" | "the" | "of");
            if let Some((kind, Strength::Main)) = exact(&key.as_bytes()[gap + 1..])
                && names_drug
                && kind != SectionKind::Other
            {
                return found(kind, Strength::Main, None);
            }
        }
    }
    found(SectionKind::Other, Strength::Further, None)
}

/// The kind of a label that goes on with `after`: in whom and with what a drug is used is not a use of it, and a note on
/// something is not a note on the page.
fn gone_on(kind: SectionKind, strength: Strength, after: &str) -> (SectionKind, Strength) {
    let other = (SectionKind::Other, Strength::Further);
    if kind == SectionKind::Note {
        return other;
    }
    let whom = [" in ", " with ", " during "].iter().find_map(|word| after.split_once(word));
    match whom.filter(|_| kind == SectionKind::Usage) {
        Some((_, whom)) => exact(whom.as_bytes()).map_or(other, |(kind, _)| (kind, Strength::Further)),
        None => (kind, strength),
    }
}

/// The kind a bold label at the margin names, and where its own run-in text begins (`**Generic Name: X**`).
pub(crate) fn bold(labels: Labels, text: &str) -> Option<Heading> {
    if text.len() > 400 {
        return None;
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
