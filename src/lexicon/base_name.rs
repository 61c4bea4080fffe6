//! Reduces the name of a medicine to its base name: without brackets, route, form and salt.

use crate::text::brackets::without_brackets;
use crate::text::fold::key;
use std::collections::HashSet;
use std::sync::LazyLock;

type Words = LazyLock<HashSet<&'static str>>;

static SALTS: Words = LazyLock::new(|| words(include_str!("data/salts.txt")));
static FORMS: Words = LazyLock::new(|| words(include_str!("data/forms.txt")));

fn words(text: &'static str) -> HashSet<&'static str> {
    text.lines().filter(|line| !line.starts_with('#')).collect()
}

/// Salts and hydrates: leaving them out names the same substance.
pub(crate) fn is_salt(word: &str) -> bool {
    SALTS.contains(word)
}

/// Forms and routes: leaving them out names the same medicine in general.
pub(crate) fn is_form(word: &str) -> bool {
    FORMS.contains(word)
}

/// Second words that are part of the substance but name nothing by themselves.
pub(crate) fn is_acid_rest(word: &str) -> bool {
    matches!(
        word,
        "acid"
            | "benzoate"
            | "hydroxide"
            | "oxide"
            | "dioxide"
            | "peroxide"
            | "carbonate"
            | "bicarbonate"
            | "salicylate"
            | "vaccine"
            | "extract"
    )
}

/// Elements and simple ions: their salts are different medicines, so nothing is left out of `calcium carbonate`.
fn is_element(word: &str) -> bool {
    is_salt(word)
        || matches!(
            word,
            "zinc"
                | "ferrous"
                | "ferric"
                | "iron"
                | "lithium"
                | "aluminium"
                | "aluminum"
                | "silver"
                | "copper"
                | "barium"
                | "ammonium"
                | "bismuth"
                | "strontium"
                | "selenium"
                | "gold"
                | "thallous"
                | "hydrogen"
        )
}

/// A folded name without its salt.
pub(crate) fn without_salt(name: &str) -> String {
    let first = name.split(' ').next().unwrap_or_default();
    if is_element(first) { name.to_string() } else { without(name, is_salt) }
}

/// A folded name without the words `drop` names; as it is when nothing would be left, or not the first word.
pub(crate) fn without(name: &str, drop: fn(&str) -> bool) -> String {
    let mut words = name.split(' ');
    let mut out = words.next().unwrap_or_default().to_string();
    for word in words.filter(|word| !drop(word)) {
        out.push(' ');
        out.push_str(word);
    }
    out
}

/// The base name of a substance: no brackets, no form, no salt.
pub(crate) fn base_name(name: &str) -> String {
    without_salt(&without(&key(&without_brackets(name)), is_form))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vocabularies_are_sorted_folded_words() {
        for text in [include_str!("data/salts.txt"), include_str!("data/forms.txt")] {
            let all: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
            assert!(all.is_sorted_by(|one, next| one < next));
            assert!(all.iter().all(|word| key(word) == *word && !word.contains(' ') && !word.is_empty()));
        }
        assert!(is_salt("hydrochloride") && is_form("tablets"));
        assert!(!is_salt("nicotinate") && !is_form("plus"));
    }

    #[test]
    fn salts_and_forms_are_left_out_but_not_of_elements() {
        assert_eq!(base_name("Candesartan Cilexetil (Oral)"), "candesartan");
        assert_eq!(base_name("Calcium Carbonate Tablets"), "calcium carbonate");
        assert_eq!(base_name("Sodium Chloride"), "sodium chloride");
    }
}
