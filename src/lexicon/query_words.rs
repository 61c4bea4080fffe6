//! Words that decide how a query is read: fillers, names of everyday speech, and words behind a name that make another product of
//! it. The head of an index carries them, so that the search core does not.

use crate::text::Rules;

const FILLERS: &str = include_str!("data/fillers.txt");
const EVERYDAY: &str = include_str!("data/everyday.txt");
const QUALIFIERS: &str = include_str!("data/qualifiers.tsv");
const UNITS: &str = include_str!("data/units.tsv");

/// The lists in the order of [`QueryWord`](crate::index::format::query_words::QueryWord), a line each, the words of a line separated
/// by blanks. Fillers are known in English only.
#[must_use]
pub(crate) fn query_words(rules: Rules) -> String {
    let fillers = if rules.are_english() { lines(FILLERS).collect() } else { Vec::new() };
    let everyday = lines(EVERYDAY).collect();
    let (any, brand) = (of(QUALIFIERS, "any"), of(QUALIFIERS, "brand"));
    let lists = [fillers, everyday, any, brand, of(UNITS, "amount"), of(UNITS, "count")];
    lists.map(|words| words.join(" ")).join("\n")
}

/// The words of a kind.
fn of(text: &'static str, kind: &str) -> Vec<&'static str> {
    let columns = lines(text).filter_map(|line| line.split_once('\t'));
    columns.filter(|(_, other)| *other == kind).map(|(word, _)| word).collect()
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::base_name::{is_form, is_salt};
    use crate::text::fold::key;

    #[test]
    fn every_word_is_in_its_list_and_no_other_is() {
        let text = query_words(Rules::English);
        let lists: Vec<Vec<&str>> = text.split('\n').map(|words| words.split(' ').collect()).collect();
        let [fillers, everyday, any, brand, amount, count] = lists.as_slice() else { panic!("six lists") };
        assert!(fillers.contains(&"please") && everyday.contains(&"water"));
        assert!(any.contains(&"plus") && brand.contains(&"cold"));
        for word in ["", "xr", "hydrochloride", "#", "crush"] {
            assert!(lists.iter().all(|list| !list.contains(&word)), "{word}");
        }
        assert!(amount.contains(&"mg") && count.contains(&"puffs"));
        assert_eq!(any.len() + brand.len(), lines(QUALIFIERS).count(), "there is no other kind");
        assert_eq!(amount.len() + count.len(), lines(UNITS).count(), "there is no other kind");
        assert!(query_words(Rules::General).starts_with('\n'));
    }

    #[test]
    fn the_lists_are_sorted_and_qualifiers_are_no_salts_or_forms() {
        for text in [FILLERS, EVERYDAY, QUALIFIERS, UNITS] {
            assert!(lines(text).collect::<Vec<_>>().is_sorted_by(|one, next| one < next));
        }
        for word in of(QUALIFIERS, "any").into_iter().chain(of(QUALIFIERS, "brand")) {
            assert!(key(word) == word && !is_form(word), "{word:?}");
            assert!(!is_salt(word) || crate::lexicon::register::is_depot_ester(word), "{word:?}");
        }
    }
}
