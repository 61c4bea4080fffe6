//! What is quoted of a page loses no label, cuts no list in half, marks every cut, and answers by the meaning of the question.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test is free to panic")]

#[path = "excerpts/model.rs"]
mod model;
mod shelf;
mod support;

use drug_card::internals::lexicon::Lexicon;
use drug_card::internals::monograph::passage::Anchors;
use drug_card::internals::monograph::{Block, parse, plain_inlines};
use drug_card::internals::search::{AnswerHit, Query, Scope};
use model::{SourceLine, faults, lines_of};
use shelf::{Shelf, index, sources};
use std::collections::BTreeMap;

/// Queries for each medicine of the corpus.
const QUESTIONS: [&str; 8] = [
    "maximum dose",
    "dose for children",
    "side effects",
    "serious side effects",
    "dose in renal impairment",
    "who should not take",
    "alcohol",
    "pregnancy",
];

/// The lines of each section of a page by its anchor, questions left out; the head is under the empty anchor.
fn sections(text: &str) -> BTreeMap<String, Vec<SourceLine>> {
    let monograph = parse(text).monograph;
    let mut anchors = Anchors::default();
    let mut out = BTreeMap::from([(String::new(), lines_of(&monograph.preamble))]);
    for section in &monograph.sections {
        let blocks: Vec<Block> =
            section.blocks.iter().filter(|block| !matches!(block, Block::Faq(_))).cloned().collect();
        out.insert(anchors.next(section.kind), lines_of(&blocks));
    }
    out
}

fn answers(shelf: &Shelf, question: &str, path: &str) -> Vec<AnswerHit> {
    let found = shelf.search(&Query { text: question, limit: 10, scope: Scope::Answers });
    found.answers.into_iter().filter(|answer| answer.path == path).collect()
}

#[test]
#[ignore = "needs the corpus beside the project"]
fn no_excerpt_of_the_corpus_loses_a_label() {
    let pages = sources(&support::shared::need("corpus/composition"));
    let shelf = index(&pages, &Lexicon::builtin());
    let mut wrong: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let (mut excerpts, mut cut, mut bytes, mut longest, mut lines) = (0, 0, 0, 0, 0);
    let mut medicines = 0;
    for ((path, text), (title, ..)) in pages.iter().zip(&shelf.pages).step_by(pages.len() / 500) {
        let sections = sections(text);
        medicines += 1;
        for question in QUESTIONS {
            for answer in answers(&shelf, &format!("{title} {question}"), path) {
                assert!(!answer.text.is_empty());
                for &(start, end) in &answer.ranges {
                    assert!(answer.text.get(start..end).is_some_and(|marked| !marked.is_empty()));
                }
                let Some(source) = sections.get(&answer.anchor) else { continue };
                excerpts += 1;
                cut += usize::from(answer.text.split('\n').any(|line| line == "…"));
                bytes += answer.text.len();
                longest = longest.max(answer.text.len());
                lines += answer.text.split('\n').count();
                for (kind, what) in faults(source, &answer.text) {
                    wrong.entry(kind).or_default().push(format!("{path} {question}: {what}"));
                }
            }
        }
    }
    println!(
        "{medicines} medicines: {excerpts} excerpts of sections, {cut} cut, {lines} lines, {} bytes on average, {longest} at most",
        bytes / excerpts
    );
    for (kind, list) in &wrong {
        println!("{kind}: {}", list.len());
        list.iter().take(12).for_each(|one| println!("  {one}"));
    }
    assert!(wrong.is_empty());
}

#[test]
#[ignore = "needs the corpus beside the project"]
fn a_line_on_alcohol_is_quoted_in_the_corpus() {
    let pages = sources(&support::shared::need("corpus/composition"));
    let shelf = index(&pages, &Lexicon::builtin());
    let (mut asked, mut quoted, mut missed) = (0, 0, Vec::new());
    for ((path, text), (title, ..)) in pages.iter().zip(&shelf.pages) {
        if parse(text)
            .monograph
            .faqs()
            .any(|faq| plain_inlines(&faq.question).to_lowercase().contains("alcohol"))
        {
            continue;
        }
        let sections = sections(text);
        let is_line = |line: &&SourceLine| {
            let label = line.text.split(':').next().unwrap_or_default().to_lowercase();
            line.labelled
                && label.contains("alcohol")
                && label.len() < 40
                && !title.to_lowercase().contains("alcohol")
        };
        let Some(line) = sections.values().flatten().find(is_line) else { continue };
        asked += 1;
        let found = answers(&shelf, &format!("can i drink with {title}"), path);
        if found.iter().take(3).any(|answer| answer.text.split('\n').any(|quoted| quoted == line.text)) {
            quoted += 1;
        } else {
            missed.push(format!(
                "{title}: {} -> {:?}",
                line.text,
                found.iter().map(|a| &a.anchor).collect::<Vec<_>>()
            ));
        }
    }
    println!("a line on alcohol: {quoted} of {asked} quoted among the first three");
    missed.iter().for_each(|one| println!("  {one}"));
    assert!(quoted * 100 >= asked * 98);
}

/// A sentence that no question asks for, so often that a section that holds it is not quoted whole.
fn filler() -> String {
    ["The box has a lot number on its side."; 17].join(" ")
}

/// The excerpt of the section in Markdown that the question is answered with, and the lines of that section.
fn quoted(
    shelf: &Shelf,
    question: &str,
    title: &str,
    path: &str,
    text: &str,
) -> (AnswerHit, Vec<SourceLine>) {
    let mut found = answers(shelf, &format!("{question} {title}"), path);
    assert!(!found.is_empty(), "{question}: nothing is answered");
    let answer = found.swap_remove(0);
    let lines = sections(text).remove(&answer.anchor).unwrap();
    (answer, lines)
}

#[test]
fn whole_blocks_are_quoted_with_all_their_labels() {
    let filler = filler();
    let page = |markdown: &str| format!("---\ntitle: Testamine\n---\n# Testamine\n\n{markdown}\n");
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    let cases = support::specs_in("tests/excerpts/cases");
    assert!(cases.len() >= 40);
    for case in cases {
        let (question, markdown) = case.source.split_once('\n').unwrap();
        let text = page(&markdown.replace("{filler}", &filler));
        let shelf = index(&[("t.md".into(), text.clone())], &Lexicon::builtin());
        let (answer, lines) = quoted(&shelf, question, "testamine", "t.md", &text);
        let mut got = vec![answer.labels.join(" › ")];
        got.extend(answer.text.replace(&filler, "{filler}").split('\n').map(ToString::to_string));
        let faults = faults(&lines, &answer.text);
        if update {
            println!("#### {}\n{}\n--------\n{}", case.place, case.source, got.join("\n"));
        }
        if got != case.expected || !faults.is_empty() {
            wrong.push(format!("{} {question}\n{}\n{faults:?}", case.place, got.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n\n"));
}

/// A section with one list of contraindications, and the lines of it that must be quoted.
struct Crafted {
    markdown: String,
    lines: Vec<String>,
}

/// Lists of contraindications: lead-ins with and without colon, flat and nested, the queried condition anywhere.
fn crafted_lists() -> Vec<Crafted> {
    let leads = [
        "Do not take it if you have",
        "You must not use it in case of",
        "It must never be given to people with",
        "Who should not take it",
        "Avoid it with",
    ];
    let plain = ["a known allergy", "bleeding ulcers", "heart failure", "gout"];
    let negations = [
        "pregnancy, unless your doctor agrees",
        "an infection that is not treated",
        "surgery, except of the skin",
    ];
    let mut out = Vec::new();
    for lead in leads {
        for colon in [":", ""] {
            for shape in ["flat", "bold", "in an item", "with nested items"] {
                for position in [0, 2, 4] {
                    for negated in [false, true] {
                        let mut items: Vec<String> = plain.map(String::from).to_vec();
                        if negated {
                            items.extend(negations.map(String::from));
                        }
                        items.insert(position, "asthma".into());
                        out.push(crafted(&format!("{lead}{colon}"), shape, &items));
                    }
                }
            }
        }
    }
    out
}

fn crafted(lead: &str, shape: &str, items: &[String]) -> Crafted {
    let mut lines = vec![lead.to_string()];
    let mut list = String::new();
    let (first, indent) = match shape {
        "bold" => (format!("**{lead}**\n\n"), ""),
        "in an item" => (format!("* **Before you take it:** {{filler}}\n* {lead}\n"), "  "),
        _ => (format!("{lead}\n\n"), ""),
    };
    for (at, item) in items.iter().enumerate() {
        list.push_str(&format!("{indent}* {item}\n"));
        lines.push(item.clone());
        if shape == "with nested items" && at % 2 == 0 {
            list.push_str("  * also when it is mild\n  * not when it is healed\n");
            lines.extend(["also when it is mild".into(), "not when it is healed".into()]);
        }
    }
    let after = if shape == "in an item" { "* **Storage:** {filler}" } else { "\n**Storage:** {filler}" };
    Crafted { markdown: format!("### Precautions\n{{filler}}\n\n{first}{list}{after}"), lines }
}

#[test]
fn no_item_and_no_negation_of_a_list_of_contraindications_is_lost() {
    let filler = filler();
    let lists = crafted_lists();
    assert!(lists.len() >= 200);
    let letter = |at: usize| char::from(b'a' + (at % 26) as u8);
    let page = |(at, list): (usize, &Crafted)| {
        let title = format!("T{}{}estamine", letter(at / 26), letter(at));
        let markdown = list.markdown.replace("{filler}", &filler);
        (title.clone(), format!("---\ntitle: {title}\n---\n# {title}\n\n{markdown}\n"))
    };
    let pages: Vec<(String, String)> = lists.iter().enumerate().map(page).collect();
    let shelf = index(&pages, &Lexicon::builtin());
    for (list, (title, text)) in lists.iter().zip(&pages) {
        for question in ["asthma", "who should not take"] {
            let (answer, lines) = quoted(&shelf, question, title, title, text);
            let quote = &answer.text;
            assert!(quote.contains(&list.lines.join("\n")), "{question}: {}\n--\n{quote}", list.markdown);
            assert_eq!(faults(&lines, quote), [], "{}\n--\n{quote}", list.markdown);
            assert!(quote.contains('…'), "the section is quoted whole: {quote}");
        }
    }
}

#[test]
fn a_section_without_text_is_no_answer() {
    let text = "---\ntitle: Testamine\n---\n# Testamine\n\n### Usage\n\n### Dosage\nTake one.\n";
    let shelf = index(&[("t.md".into(), text.into())], &Lexicon::builtin());
    for question in ["usage", "dosage", "what is", "storage"] {
        let found = answers(&shelf, &format!("{question} testamine"), "t.md");
        assert!(found.iter().all(|answer| !answer.text.is_empty()), "{question}: {found:?}");
    }
    assert_eq!(answers(&shelf, "dosage testamine", "t.md")[0].text, "Take one.");
}
