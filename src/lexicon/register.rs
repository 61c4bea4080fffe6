//! Names of medicines from public registers: which words are real medicines, whether or not a page is about them.

use crate::text::fold::key;

const SUBSTANCES: &str = include_str!("data/substances.tsv");
const BRAND_NAMES: &str = include_str!("data/brand_names.txt");
const UNCORRECTED: &str = include_str!("data/uncorrected.txt");

/// Esters that make a depot of a substance: another product, not the substance under another name.
const DEPOT_ESTERS: [&str; 16] = [
    "caproate",
    "cipionate",
    "cypionate",
    "decanoate",
    "embonate",
    "enantate",
    "enanthate",
    "hexanoate",
    "laurate",
    "lauroxil",
    "palmitate",
    "pamoate",
    "phenylpropionate",
    "undecanoate",
    "undecylate",
    "undecylenate",
];

/// The names of one substance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Substance {
    /// Its folded names, the register's first.
    pub names: Vec<String>,
    /// It has an international or national nonproprietary name, or is marketed.
    pub is_nonproprietary: bool,
}

/// Every substance that registers name as a medicine.
pub fn substances() -> impl Iterator<Item = Substance> {
    lines(SUBSTANCES).map(|line| {
        let mut columns = line.split('\t');
        let name = columns.next().unwrap_or_default();
        let is_nonproprietary = columns.next() == Some("1");
        let others = columns.next().into_iter().flat_map(|others| others.split("; "));
        Substance { names: std::iter::once(name).chain(others).map(key).collect(), is_nonproprietary }
    })
}

/// Folded brand names of registers whose contents are not given, given in part, or more than one.
pub(crate) fn brand_names() -> impl Iterator<Item = String> {
    lines(BRAND_NAMES).map(key)
}

/// Words of brand names that an everyday word is like: no question is corrected to them.
pub(crate) fn uncorrected() -> impl Iterator<Item = &'static str> {
    lines(UNCORRECTED)
}

/// Whether `word` is an ester that makes another product of a substance.
#[must_use]
pub(crate) fn is_depot_ester(word: &str) -> bool {
    DEPOT_ESTERS.contains(&word)
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_lists_are_sorted_and_every_line_is_whole() {
        for text in [SUBSTANCES, BRAND_NAMES, UNCORRECTED] {
            let all: Vec<&str> = lines(text).collect();
            assert!(all.is_sorted_by(|one, next| one < next), "sorted by bytes, no line twice");
        }
        for line in lines(SUBSTANCES) {
            let columns: Vec<&str> = line.split('\t').collect();
            assert!(matches!(columns[1], "1" | "2") && (2..=3).contains(&columns.len()), "{line:?}");
        }
        for substance in substances() {
            assert!(substance.names.iter().all(|name| !name.is_empty()), "{substance:?}");
        }
        let names: Vec<String> = brand_names().collect();
        assert!(names.iter().all(|name| !name.is_empty()));
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "a brand is listed once");
    }
}
