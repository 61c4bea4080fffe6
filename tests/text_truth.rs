//! Every character of the source is in the monograph, once and in order.
//!
//! The reference shares no code with the parser: the text and code events of pulldown-cmark alone.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic; that is how it fails")]

#[path = "support/dice.rs"]
mod dice;
mod support;
#[path = "support/whole.rs"]
mod whole;

use std::fs;
use std::path::Path;

use dice::Dice;
use drug_card::internals::monograph::parse;
use whole::{TAGS, reference, text_of};

/// The letters and digits of a text, without the tags that become elements.
fn normal(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = TAGS.iter().fold(text, |text: String, tag| text.replace(tag, ""));
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn body(source: &str) -> &str {
    let fences = [("---\n", "\n---\n"), ("+++\n", "\n+++\n")];
    let rest = fences.iter().find_map(|(open, close)| source.strip_prefix(open)?.split_once(close));
    rest.map_or(source, |(_, rest)| rest)
}

/// Where two texts begin to differ, for a message.
fn difference(name: &str, source: &str) -> Option<String> {
    let want = normal(&reference(body(source)).text);
    let found = normal(&text_of(&parse(source).monograph));
    if want == found {
        return None;
    }
    let at = want.chars().zip(found.chars()).take_while(|(a, b)| a == b).count();
    let show = |text: &str| text.chars().skip(at.saturating_sub(30)).take(80).collect::<String>();
    Some(format!("{name}\n  source:    {}\n  monograph: {}", show(&want), show(&found)))
}

fn check(all: impl Iterator<Item = (String, String)>) {
    let (mut count, mut wrong) = (0, Vec::new());
    for (name, source) in all {
        count += 1;
        wrong.extend(difference(&name, &source));
    }
    println!("{} of {count} texts are whole", count - wrong.len());
    assert!(
        wrong.is_empty(),
        "{} of {count} texts differ:\n{}",
        wrong.len(),
        wrong.iter().take(10).cloned().collect::<Vec<_>>().join("\n")
    );
}

#[test]
fn nothing_of_an_example_is_lost() {
    check(
        support::specs()
            .into_iter()
            // The reference sees less than we do if front matter is rejected or an unused definition is shown.
            .filter(|spec| {
                !spec.expected.iter().any(|line| {
                    ["diagnostic front-matter-unclosed", "more text", "less text"]
                        .iter()
                        .any(|start| line.starts_with(start))
                })
            })
            .map(|spec| (spec.place, spec.source)),
    );
}

#[test]
fn nothing_of_the_samples_is_lost() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let languages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/languages");
    check(
        support::markdown(&content)
            .into_iter()
            .chain(support::markdown(&languages))
            .map(|path| (path.display().to_string(), fs::read_to_string(path).unwrap())),
    );
}

#[test]
#[ignore = "needs the corpus beside the project"]
fn nothing_of_the_corpus_is_lost() {
    check(
        support::corpus()
            .into_iter()
            .map(|path| (path.display().to_string(), fs::read_to_string(path).unwrap())),
    );
}

#[test]
fn nothing_of_random_pieces_is_lost() {
    const PIECES: &[&str] = &[
        "\n",
        "\n\n",
        "    ",
        "* ",
        "1. ",
        "> ",
        "**",
        "*",
        "_",
        "`",
        "Q: ",
        "A: ",
        "**Q: Why?** ",
        "A: So.",
        "### ",
        "Usage",
        "**Usage:** ",
        "**Side Effects:**\n",
        "**Serious side Effects:** ",
        "**FAQs:**\n",
        "FAQs\n",
        "Common: ",
        "?",
        "**Disclaimer:** ",
        "no medical advice",
        "<sub>2</sub>",
        "<sup>",
        "</sup>",
        "<b>",
        "&gt;5",
        "\\*",
        "---\n",
        "word ",
        "nausea, ",
        "≥5 µg ",
        "(rare) ",
        "**Note:** ",
        "# T\n",
        "**bold only**\n",
        "[a](b) ",
        "![c](d) ",
        ":",
    ];
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let samples = (0..20_000).map(|number| {
        let mut source = String::from("# Title\n");
        for _ in 0..dice.below(24) {
            source.push_str(PIECES[dice.below(PIECES.len())]);
        }
        (format!("sample {number}: {source:?}"), source)
    });
    check(samples);
}
