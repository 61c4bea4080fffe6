//! Compares the stemmer with Martin Porter's own program on his vocabulary of 23,531 words.

use drug_card::internals::text::stem::stem;

/// Words that Porter's program cuts and we keep: three letters are too few to call a final s a plural.
const KEPT: &str = "bas bis cas ces des dis eas fas gis has his ifs ils its las les \
    los mas mes mis mrs mus nos ods oes pas ros tis uds urs was yes";

/// Words whose stem is another than Porter's. A stem of two letters keeps its y; the rule from "logi" to "log" is in
/// Porter's program, not in his paper of 1980.
const OTHERWISE: [(&str, &str); 3] = [("apology", "apologi"), ("eyed", "ey"), ("eying", "ey")];

/// A line of the vocabulary as word and stem: `happ|y+i` is "happy" and "happi".
fn word_and_stem(line: &str) -> (String, String) {
    let (start, end) = line.split_once('|').unwrap_or((line, ""));
    let (end, replacement) = end.split_once('+').unwrap_or((end, ""));
    (format!("{start}{end}"), format!("{start}{replacement}"))
}

#[test]
fn stems_are_those_of_porters_program_but_for_the_listed_deviations() {
    let lines = include_str!("stemmer/porter.txt").lines().filter(|line| !line.starts_with('#'));
    let vocabulary: Vec<(String, String)> = lines.map(word_and_stem).collect();
    assert_eq!(vocabulary.len(), 23_531);
    let differ: Vec<String> = vocabulary
        .iter()
        .filter(|(word, porter)| stem(word) != *porter)
        .map(|(word, _)| format!("{word} {}", stem(word)))
        .collect();
    let kept = KEPT.split(' ').map(|word| (word, word));
    let mut listed: Vec<String> =
        kept.chain(OTHERWISE).map(|(word, ours)| format!("{word} {ours}")).collect();
    listed.sort();
    assert_eq!(differ, listed);
}
