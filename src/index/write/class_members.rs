//! Finds the pages of the members of each class of medicines.

use crate::index::PassageId;
use crate::index::format::phrase_table::stems;
use crate::index::format::postings::{CLASS, Posting};
use crate::index::write::drug_names::{one_substance, substances_of};
use crate::index::write::term_counts::PassageLengths;
use crate::lexicon::Lexicon;
use crate::lexicon::base_name::base_name;
use crate::lexicon::classes::classes;
use crate::lexicon::national::NationalNames;
use crate::monograph::passage::PassageKind;
use crate::monograph::{Facts, SectionKind};
use std::collections::{HashMap, HashSet};

/// What follows the class in `X is a beta blocker used for high blood pressure`.
const AFTER_CLASS: [&str; 8] =
    [" used", " that", " which", " for", " indicated", " prescribed", " with", ","];

/// A class with pages here.
#[derive(Debug)]
pub(crate) struct ClassMembers {
    pub(crate) name: &'static str,
    /// What people call it, and what monographs call it.
    pub(crate) phrases: Vec<String>,
    /// The passage of each member that says what it is for, or how it works.
    pub(crate) postings: Vec<Posting>,
}

/// The term of the members of a class: the beginnings of its words, because every head of an index holds it; `!=betaadrebloc` of
/// `beta-adrenergic blocker`.
pub(crate) fn class_term(name: &str) -> String {
    let words: Vec<&str> = name.split([' ', '-']).collect();
    let most = if words.len() == 1 { name.len() } else { 4 };
    words.iter().take(3).fold(CLASS.to_string(), |term, word| term + word.get(..most).unwrap_or(word))
}

/// The classes with members among `pages`, which have so many passages each.
///
/// A page is a member by its substances, as registers have them. Where registers know no class of its substance, its first
/// sentence decides: `Nadroparin is a low molecular weight heparin`. A text that only mentions a class makes no member.
pub(crate) fn class_members(
    words: &Lexicon,
    pages: &[Facts],
    counts: &[u32],
    passages: &[PassageLengths],
) -> Vec<ClassMembers> {
    if !words.registers || !words.language.is_english() {
        return Vec::new();
    }
    let national = NationalNames::new(&words.national, base_name);
    let rules = words.language.rules();
    let own: HashSet<String> = classes().map(|class| stems(class.name, rules)).collect();
    let mut out: Vec<ClassMembers> = Vec::new();
    let mut said_of: Vec<Vec<String>> = Vec::new();
    let mut classes_of: HashMap<String, Vec<usize>> = HashMap::new();
    for (class, number) in classes().zip(0..) {
        for member in class.members() {
            classes_of.entry(one_substance(member, &national)).or_default().push(number);
        }
        let called = words.lay.iter().filter(|(_, clinical)| clinical == class.name);
        // `loop diuretic` is a class of its own, and no other name of `diuretic`.
        let everyday = called.map(|(everyday, _)| everyday).filter(|name| !own.contains(&stems(name, rules)));
        let phrases: Vec<String> = everyday.cloned().chain([class.name.to_string()]).collect();
        // One everyday word says little: `a synthetic steroid` is no corticosteroid.
        let said = phrases.iter().filter(|name| *name == class.name || name.contains([' ', '-']));
        said_of.push(said.map(|name| stems(name, rules)).collect());
        out.push(ClassMembers { name: class.name, phrases, postings: Vec::new() });
    }
    let mut first = 0;
    for (page, &count) in pages.iter().zip(counts) {
        let here = passages.get(first..first + count as usize).unwrap_or_default();
        let found = Some(first as u32).zip(what_it_is(here));
        first += count as usize;
        let Some((start, (kind, offset))) = found.filter(|_| !page.is_no_monograph()) else { continue };
        let substances = substances_of(page).iter().map(|name| one_substance(name, &national));
        let mut members: Vec<usize> =
            substances.filter_map(|name| classes_of.get(&name)).flatten().copied().collect();
        if members.is_empty() && page.is_single_drug() {
            let said = stems(said_to_be(&page.line), rules);
            let names = |phrases: &Vec<String>| phrases.iter().any(|phrase| holds(&said, phrase));
            members = (0..said_of.len()).filter(|&class| names(&said_of[class])).collect();
        }
        members.sort_unstable();
        members.dedup();
        for class in members {
            out[class].postings.push(Posting { kind, passage: PassageId(start + offset), steps: 1 });
        }
    }
    out.retain(|class| !class.postings.is_empty());
    for class in &mut out {
        class.postings.sort_by_key(|posting| (posting.kind, posting.passage));
    }
    out
}

/// The passage of a page that says what its medicine is for; else, how it works or what class it is.
fn what_it_is(passages: &[PassageLengths]) -> Option<(PassageKind, u32)> {
    let kinds = [SectionKind::Usage, SectionKind::HowItWorks, SectionKind::Class].map(PassageKind::Section);
    kinds.into_iter().find_map(|kind| {
        let at = passages.iter().position(|passage| passage.kind == kind)?;
        Some((kind, at as u32))
    })
}

/// What a first sentence says that the medicine is: `beta blocker` of `Atenolol is a beta blocker used for angina.`
fn said_to_be(sentence: &str) -> &str {
    let is = [" is a ", " is an ", " belongs to "].into_iter().find_map(|is| sentence.split_once(is));
    let Some((_, said)) = is else { return "" };
    let end = AFTER_CLASS.iter().filter_map(|after| said.find(after)).min().unwrap_or(said.len());
    &said[..end]
}

/// Whether a run of stems holds another as whole words.
fn holds(stems: &str, phrase: &str) -> bool {
    format!(" {stems} ").contains(&format!(" {phrase} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_classes_have_one_term() {
        let terms: HashSet<String> = classes().map(|class| class_term(class.name)).collect();
        assert_eq!(terms.len(), classes().count());
    }

    #[test]
    fn a_first_sentence_says_what_a_medicine_is_and_not_what_it_is_used_with() {
        let said = |sentence| said_to_be(sentence);
        assert_eq!(
            said("Tinzaparin is a low molecular weight heparin used for clots."),
            "low molecular weight heparin"
        );
        assert_eq!(said("Ezetimibe is used with a statin."), "");
        assert_eq!(
            said("Octreotide is an analogue of somatostatin, given for sulfonylurea overdose."),
            "analogue of somatostatin"
        );
    }
}
