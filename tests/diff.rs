//! `drug-card diff` lists every change, the gravest first.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod support;

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use support::{corpus, expect_words, run, scratch, shared, write};

fn page(title: &str, sections: &str) -> String {
    format!("---\ntitle: {title}\n---\n\n# {title}\n\n{sections}\n\n### Disclaimer\nNo advice.\n")
}

/// Two versions in `old` and `new`.
fn project(name: &str) -> PathBuf {
    let folder = scratch(&format!("diff/{name}"));
    let two = |version: &str, storage: &str, dose: &str, title: &str| {
        let sections = format!(
            "### Usage\nFor tests.\n\n### Storage\n{storage}\n\n### Dosage\nTake {dose} once daily.\nWith food."
        );
        write(
            &folder,
            &format!("{version}/a/storamine.md"),
            &page("Storamine", &sections.replace(dose, "5 mg")),
        );
        write(
            &folder,
            &format!("{version}/d/dosamine.md"),
            &page("Dosamine", &sections.replace(storage, "In the dark.")),
        );
        write(&folder, &format!("{version}/t/titlamine.md"), &page(title, "### Usage\nFor titles."));
        write(&folder, &format!("{version}/s/samine.md"), &page("Samine", "### Usage\nThe same."));
    };
    two("old", "In the dark.", "5 mg", "Titlamin");
    two("new", "In the fridge.", "50 mg", "Titlamine");
    write(&folder, "old/g/gonamine.md", &page("Gonamine", "### Usage\nGoing."));
    write(
        &folder,
        "new/n/newamine.md",
        &page("Newamine", "### Usage\nComing.\n\n### Contraindications\nAllergy."),
    );
    folder
}

fn json(folder: &Path, arguments: &str) -> Value {
    let printed = run(folder, &format!("diff {arguments} --format json"), 1);
    let start = printed.find("{\n").unwrap();
    let end = printed.rfind("\n}").unwrap() + 2;
    serde_json::from_str(&printed[start..end]).unwrap()
}

#[test]
fn changes_are_listed_the_gravest_first() {
    let folder = project("order");
    let found = json(&folder, "old new");
    let order: Vec<(&str, &str)> = found["medicines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["slug"].as_str().unwrap(), one["change"].as_str().unwrap()))
        .collect();
    let want = [
        ("gonamine", "removed"),
        ("titlamine", "changed"),
        ("newamine", "added"),
        ("dosamine", "changed"),
        ("storamine", "changed"),
    ];
    assert_eq!(order, want);
    assert_eq!(found["unchanged"], 1);
    let dose = &found["medicines"][3]["passages"][0];
    assert_eq!(
        (&dose["kind"], &dose["safety"], &dose["change"]),
        (&"dosage".into(), &true.into(), &"changed".into())
    );
    let words: Vec<(&str, &str)> = dose["words"]
        .as_array()
        .unwrap()
        .iter()
        .map(|run| (run["kind"].as_str().unwrap(), run["text"].as_str().unwrap()))
        .collect();
    assert!(words.contains(&("removed", "5")) && words.contains(&("added", "50")), "{words:?}");
    assert_eq!(found["medicines"][4]["safety"], false);
}

#[test]
fn a_bundle_compares_with_the_folder_it_was_built_from() {
    let folder = project("bundle");
    run(&folder, "build old -o old-bundle", 0);
    run(&folder, "build new -o new-bundle", 0);
    let same = expect_words(
        &folder,
        "diff old old-bundle",
        0,
        "0 medicines changed, 0 added, 0 removed, 5 unchanged",
    );
    assert!(
        same.contains("bundle built on 2026-11-22") && same.contains("folder read on 2026-11-22"),
        "{same}"
    );
    let version = |line: &str| line.split("content version ").nth(1).unwrap()[..8].to_string();
    let mut lines = same.lines();
    assert_eq!(version(lines.next().unwrap()), version(lines.next().unwrap()));
    let medicines = json(&folder, "old new")["medicines"].clone();
    assert_eq!(json(&folder, "old-bundle new-bundle")["medicines"], medicines);
    assert_eq!(json(&folder, "old new-bundle")["medicines"], medicines);
}

#[test]
fn text_and_report_mark_the_words() {
    let folder = project("formats");
    let text = run(&folder, "diff old new", 1);
    for line in [
        "! Dosamine (dosamine): changed",
        "  ! changed dosage: Dosage",
        "      Take [-5-]{+50+} mg once daily. With food.",
        "Storamine (storamine): changed",
    ] {
        assert!(text.lines().any(|one| one == line), "{line}\n{text}");
    }
    run(&folder, "diff old new --format html -o report.html", 1);
    let report = fs::read_to_string(folder.join("report.html")).unwrap();
    for words in [
        "<del>5</del><ins>50</ins> mg",
        "content version",
        "Signature",
        "Report made on 2026-11-22",
        "default-src 'none'",
        "It does not say that a text is right.",
    ] {
        assert!(report.contains(words), "{words}\n{report}");
    }
    assert!(!report.contains("<script"));
    expect_words(&folder, "diff old missing", 3, "cannot read missing");
}

/// Writes the corpus to `new` with a word added to one line of each of 200 files, and returns each word with the path of its file.
fn edited(old: &Path, new: &Path) -> Vec<(String, String)> {
    let paths = corpus();
    let mut state = 7_u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let chosen: std::collections::BTreeSet<usize> = std::iter::repeat_with(|| random(paths.len()))
        .take(100_000)
        .scan(std::collections::BTreeSet::new(), |seen, at| {
            seen.insert(at);
            (seen.len() <= 200).then_some(at)
        })
        .collect();
    let mut edits = Vec::new();
    for (at, file) in paths.iter().enumerate() {
        let path = file.strip_prefix(old).unwrap().to_string_lossy().into_owned();
        let mut text = fs::read_to_string(file).unwrap();
        let word = format!("editedword{at}");
        if chosen.contains(&at) {
            let body = text[3..].find("\n---").unwrap() + 7;
            let lines: Vec<usize> = text[body..]
                .match_indices('\n')
                .map(|(end, _)| body + end)
                .filter(|end| text[body..*end].ends_with(|c: char| c.is_alphabetic() || c == '.'))
                .filter(|end| !text[..*end].rsplit('\n').next().unwrap().starts_with(['#', '*']))
                .collect();
            if !lines.is_empty() {
                text.insert_str(lines[random(lines.len())], &format!(" {word}"));
                edits.push((word, path.clone()));
            }
        }
        write(new, &path, &text);
    }
    edits
}

#[test]
#[ignore = "needs the corpus beside the project"]
fn every_edit_of_the_corpus_is_listed() {
    let folder = scratch("diff/corpus");
    let old = shared::need("corpus/composition");
    let edits = edited(&old, &folder.join("new"));
    assert!(edits.len() > 150, "{}", edits.len());
    let start = std::time::Instant::now();
    let found = json(&folder, &format!("{} new", old.display()));
    let seconds = start.elapsed().as_secs();
    let medicines = found["medicines"].as_array().unwrap();
    assert_eq!(medicines.len(), edits.len());
    for (word, path) in &edits {
        let medicine = medicines.iter().find(|one| one["path"] == **path).unwrap_or_else(|| panic!("{path}"));
        let listed = medicine["passages"].as_array().unwrap().iter().any(|passage| {
            let words = passage["words"].as_array().unwrap();
            words
                .iter()
                .any(|run| run["kind"] == "added" && run["text"].as_str().unwrap().contains(word.as_str()))
        });
        assert!(listed, "{word} of {path} is not listed: {medicine}");
    }
    // The safety-relevant ones come first.
    let safety: Vec<bool> = medicines.iter().map(|one| one["safety"].as_bool().unwrap()).collect();
    assert!(safety.is_sorted_by(|one, next| one >= next));
    assert!(seconds < 120, "{seconds} s");
}
