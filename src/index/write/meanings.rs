//! Adds what phrases mean: lay and clinical words for each other, the name of a class for its members.

use crate::index::format::phrase_table::{Meaning, PhrasesWriter, stems};
use crate::index::write::class_members::{ClassMembers, class_term};
use crate::lexicon::Lexicon;
use crate::text::Rules;

/// Adds lay and clinical words, both ways, if the pages contain the other words. `terms` are the stems of the pages, sorted.
pub(crate) fn add_lay(phrases: &mut PhrasesWriter, words: &Lexicon, terms: &[(String, u32)]) {
    let rules = words.language.rules();
    let is_known = |phrase: &str| {
        phrase.split(' ').all(|term| {
            rules.is_stop(term) || terms.binary_search_by(|(known, _)| known.as_str().cmp(term)).is_ok()
        })
    };
    for (left, right) in &words.lay {
        let (left, right) = (stems(left, rules), stems(right, rules));
        if is_known(&right) {
            phrases.add(&left, Meaning::Words(right.clone()));
        }
        if is_known(&left) {
            phrases.add(&right, Meaning::Words(left));
        }
    }
}

/// Lets the names of a class mean its members.
pub(crate) fn add_classes(phrases: &mut PhrasesWriter, classes: &[ClassMembers], rules: Rules) {
    for class in classes {
        for phrase in &class.phrases {
            phrases.add(&stems(phrase, rules), Meaning::Words(class_term(class.name)));
        }
    }
}
