//! Words behind a name that make another product of it: `plus`, `pm`, `liposomal`.

/// Its words and their kinds; the browser carries it, so it stays below 1 kB.
const QUALIFIERS: &str = include_str!("data/qualifiers.tsv");

/// Behind which names a qualifier makes another product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Qualifier {
    /// Behind any name.
    Any,
    /// Behind a brand only: behind a substance it is a word of the question (`paracetamol for a cold`).
    Brand,
}

/// What the folded `word` does behind a name; `None` when it is no qualifier.
#[must_use]
pub fn kind(word: &str) -> Option<Qualifier> {
    for line in QUALIFIERS.as_bytes().split(|&byte| byte == b'\n') {
        let Some((b'\t', kind)) = line.strip_prefix(word.as_bytes()).and_then(|rest| rest.split_first())
        else {
            continue;
        };
        return match kind {
            b"any" => Some(Qualifier::Any),
            b"brand" => Some(Qualifier::Brand),
            _ => None,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::base_name::{is_form, is_salt};
    use crate::text::fold::key;

    #[test]
    fn qualifiers_are_known_and_other_words_are_not() {
        assert_eq!(kind("plus"), Some(Qualifier::Any));
        assert_eq!(kind("cold"), Some(Qualifier::Brand));
        for word in ["", "plu", "plusplus", "any", "xr", "hydrochloride", "dose", "#", "# word", "oral"] {
            assert_eq!(kind(word), None, "{word}");
        }
    }

    #[test]
    fn the_list_is_sorted_small_and_free_of_salts_and_forms() {
        let lines: Vec<&str> = QUALIFIERS.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.is_sorted_by(|one, next| one < next));
        for line in lines {
            let (word, _) = line.split_once('\t').unwrap();
            assert!(kind(word).is_some() && key(word) == word && !is_form(word), "{line:?}");
            assert!(!is_salt(word) || crate::lexicon::register::is_depot_ester(word), "{line:?}");
        }
        assert!(QUALIFIERS.len() < 1024, "{} bytes", QUALIFIERS.len());
    }
}
