//! The lists of phrases by which English monographs are read: text files in `phrases/`, one phrase a line.

/// The list of that name in `phrases/<file>.txt`.
macro_rules! phrases {
    ($file:literal, $list:literal) => {
        $crate::text::phrases::packed!(
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/monograph/phrases/", $file, ".txt")),
            $list
        )
    };
}
pub(crate) use phrases;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    const FILES: [(&str, &str); 8] = [
        ("alerts", include_str!("phrases/alerts.txt")),
        ("always_open", include_str!("phrases/always_open.txt")),
        ("disclaimer", include_str!("phrases/disclaimer.txt")),
        ("effect_names", include_str!("phrases/effect_names.txt")),
        ("effect_sentences", include_str!("phrases/effect_sentences.txt")),
        ("facts", include_str!("phrases/facts.txt")),
        ("lint", include_str!("phrases/lint.txt")),
        ("severity", include_str!("phrases/severity.txt")),
    ];

    #[test]
    fn no_list_comes_twice_and_no_phrase_twice_in_a_list() {
        for (file, text) in FILES {
            let (mut lists, mut phrases) = (BTreeSet::new(), BTreeSet::new());
            for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
                assert_eq!(line, line.trim(), "{file}: a blank at the end of {line:?} is written `_`");
                if line.starts_with('[') && line.ends_with(']') {
                    assert!(lists.insert(line), "{file}: {line} comes twice");
                    phrases.clear();
                } else {
                    assert!(
                        !lists.is_empty() && phrases.insert(line),
                        "{file}: {line:?} comes twice in its list"
                    );
                    assert!(
                        !line.bytes().any(|byte| byte.is_ascii_uppercase()),
                        "{file}: {line:?} has a capital"
                    );
                }
            }
        }
    }
}
