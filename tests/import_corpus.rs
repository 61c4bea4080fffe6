//! `drug-card import` over the official labels beside the project: their pages, their cards, and questions about them.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on should stop")]

mod shelf;
mod support;

use drug_card::Error;
use drug_card::internals::import::{Format, round_trip};
use drug_card::internals::lexicon::Lexicon;
use drug_card::internals::search::{Query, Scope, complete};
use shelf::Shelf;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::shared::need;
use support::{markdown, run, scratch};

/// Each format with the documents of the files that cannot satisfy the judge, at most. A cell with a table or a numbered
/// list in it has to be one line without numbers, but the tables and numbers have to be there (ePI 1, openFDA 4); a short text
/// has to have a heading for each field, but may repeat no word of it (3); rows and headings of their own count as torn apart
/// (1). openFDA has no more structure than that.
const FORMATS: [(&str, Format, usize); 3] =
    [("spl", Format::Spl, 0), ("epi", Format::Epi, 1), ("openfda", Format::OpenFda, 8)];

/// Imports all labels of a format into `content` below the folder that this returns.
fn imported(test: &str, format: &str) -> PathBuf {
    let folder = scratch(&format!("import_corpus/{test}-{format}"));
    let from = need("labels").join(format);
    run(&folder, &format!("import {format} {} -o content --retrieved 2026-05-10", from.display()), 0);
    folder
}

/// What the judge says of the files in `output`, a line for each that falls.
fn judged(format: &str, output: &Path, options: &[&str]) -> Vec<String> {
    let labels = need("labels");
    let judge = Command::new("python3")
        .arg(labels.join("score_import.py"))
        .args(options)
        .arg("--all")
        .args([&labels.join(format), output])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&judge.stdout).into_owned();
    assert!(said.contains(" documents, "), "the judge stopped: {}", String::from_utf8_lossy(&judge.stderr));
    said.lines()
        .filter(|line| line.contains(" BAD ") || line.contains("NO OUTPUT"))
        .map(str::to_string)
        .collect()
}

#[test]
#[ignore = "needs the corpus beside the project"]
fn corpus_pages_lose_no_word() {
    for (format, _, most) in FORMATS {
        let bad = judged(format, &imported("pages", format).join("content"), &[]);
        assert!(bad.len() <= most, "{format}: {}", bad.join("\n"));
        let lost = |line: &&String| line.contains("numbers") && !line.contains("numbers 0");
        assert_eq!(bad.iter().find(lost), None, "a number is lost");
    }
}

#[test]
#[ignore = "needs the corpus beside the project"]
fn corpus_labels_are_read_back_as_they_were_written() {
    let mut count = 0;
    for (name, format, _) in FORMATS {
        for file in fs::read_dir(need("labels").join(name)).unwrap() {
            let file = file.unwrap().path();
            let differences = round_trip(format, &fs::read(&file).unwrap());
            assert_eq!(differences, Some(Vec::new()), "{}", file.display());
            count += 1;
        }
    }
    assert!(count > 100, "only {count} labels");
}

#[test]
#[ignore = "needs the corpus beside the project"]
fn corpus_cards_lose_no_word() {
    for (format, _, most) in FORMATS {
        let folder = imported("cards", format);
        let output = folder.join("judged");
        fs::create_dir_all(&output).unwrap();
        let mut parts: BTreeMap<String, usize> = BTreeMap::new();
        for (language, content) in by_language(&folder.join("content")) {
            run(&folder, &format!("build {} -o dist-{language} --lang {language}", content.display()), 0);
            for page in markdown(&content) {
                let (slug, source) = (front(&page, "slug"), front(&page, "source_file"));
                let Some(card) = rendered(&folder, &format!("dist-{language}"), &slug) else { continue };
                let stem = source.rsplit_once('.').unwrap().0.to_string();
                let part = parts.entry(stem.clone()).or_default();
                *part += 1;
                fs::write(output.join(format!("{stem}-{part}.html")), own_text(&card)).unwrap();
            }
        }
        let bad = judged(format, &output, &["--no-meta"]);
        // A draft and a label above the size that is read have no card.
        let (none, bad): (Vec<&String>, Vec<&String>) =
            bad.iter().partition(|line| line.contains("NO OUTPUT"));
        assert!(none.len() <= 1, "{format}: {none:?}");
        assert!(bad.len() <= most, "{format}: {bad:#?}");
    }
}

/// The card of a page; none if it is in no bundle.
fn rendered(folder: &Path, bundle: &str, slug: &str) -> Option<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_drug-card"));
    let output = command.current_dir(folder).args(["render", "--bundle", bundle, slug]).output().unwrap();
    output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
}

/// The folders of pages with their language. Pages above the size that is read are moved out.
fn by_language(content: &Path) -> Vec<(String, PathBuf)> {
    for page in markdown(content) {
        if drug_card::parse(&fs::read_to_string(&page).unwrap()).monograph.sections.is_empty() {
            fs::remove_file(page).unwrap();
        }
    }
    let folders =
        fs::read_dir(content).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let mut found: Vec<(String, PathBuf)> =
        folders.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), path)).collect();
    if found.is_empty() {
        found.push(("en".into(), content.to_path_buf()));
    }
    found
}

/// A value of the front matter of a file.
fn front(page: &Path, key: &str) -> String {
    let text = fs::read_to_string(page).unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": ").map(str::to_string));
    line.unwrap_or_default().trim_matches('"').to_string()
}

/// A card without what it adds itself and the judge does not know as such. A line end is a blank: the judge ends the row of a
/// table at a `<br>`.
fn own_text(card: &str) -> String {
    let from = card.find("<article").unwrap();
    let mut card = card[from..].replace("<br>", " ");
    for (open, close) in [
        ("<p class=\"key-line\"", "</p>"),
        ("<h2 class=\"name\"", "</h2>"),
        ("<section class=\"notice\"", "</section>"),
    ] {
        while let Some(from) = card.find(open) {
            let to = card[from..].find(close).map_or(card.len(), |at| from + at + close.len());
            card.replace_range(from..to, "");
        }
    }
    card
}

/// A question, a word of the slugs of the right labels, and the kinds of the sections that answer it.
const QUESTIONS: [(&str, &str, &str); 30] = [
    ("apixaban dose with poor kidneys", "apixaban", "dosage special_groups"),
    ("eliquis bleeding risk", "apixaban", "boxed_warning precautions side_effects"),
    ("boxed warning of sertraline", "sertraline", "boxed_warning"),
    (
        "can metformin be given in renal failure",
        "metformin",
        "contraindications precautions boxed_warning special_groups dosage",
    ),
    ("who must not take metformin", "metformin", "contraindications"),
    ("lipitor with clarithromycin", "atorvastatin", "interactions dosage precautions"),
    ("atorvastatin pregnancy", "atorvastatin", "pregnancy contraindications"),
    ("azithromycin QT prolongation", "azithromycin", "precautions"),
    ("humira tuberculosis warning", "adalimumab humira", "boxed_warning precautions"),
    ("storage of humira pens", "adalimumab humira", "storage"),
    ("gabapentin dose in renal impairment", "gabapentin", "dosage special_groups"),
    ("levothyroxine for weight loss", "levothyroxine", "boxed_warning precautions usage"),
    ("levothyroxine and calcium carbonate", "levothyroxine", "interactions"),
    ("amoxicillin children dose", "amoxicillin", "dosage special_groups"),
    ("penicillin allergy and amoxicillin", "amoxicillin", "contraindications precautions"),
    ("remdesivir loading dose", "remdesivir", "dosage"),
    ("buprenorphine naloxone overdose", "buprenorphine", "overdose"),
    ("metoprolol abrupt cessation", "metoprolol", "boxed_warning precautions"),
    ("ethacrynic acid hearing loss", "ethacrynic", "precautions side_effects"),
    ("dabigatran missed dose", "dabigatran", "dosage"),
    ("prasugrel prior stroke", "prasugrel", "contraindications boxed_warning precautions"),
    ("allopurinol with azathioprine", "allopurinol", "interactions precautions dosage"),
    ("tizanidine and ciprofloxacin", "tizanidine", "contraindications interactions precautions"),
    ("triazolam with opioids", "triazolam", "boxed_warning precautions interactions"),
    ("kisqali liver toxicity", "ribociclib", "precautions dosage"),
    ("xenical with ciclosporin", "xenical", "interactions precautions contraindications"),
    ("methotrexate breast feeding", "methotrexate", "pregnancy contraindications"),
    ("oliceridine maximum daily dose", "oliceridine", "dosage precautions"),
    ("insulin lispro hypoglycemia", "lispro", "precautions side_effects"),
    ("lokelma sodium oedema", "zirconium", "precautions side_effects"),
];

#[test]
#[ignore = "needs the corpus beside the project"]
fn corpus_questions_find_the_label_and_the_section() {
    let mut sources = Vec::new();
    for (format, ..) in FORMATS {
        for (language, content) in by_language(&imported("questions", format).join("content")) {
            if language == "en" {
                sources.extend(shelf::sources(&content));
            }
        }
    }
    let labels = shelf::index(&sources, &Lexicon::builtin());
    let mut wrong = Vec::new();
    for (question, names, kinds) in QUESTIONS {
        let results = labels.ask(question);
        let right = results.answers.first().is_some_and(|answer| {
            names.split(' ').any(|name| answer.slug.contains(name))
                && kinds.split(' ').any(|kind| answer.kind == kind)
        });
        if !right {
            let got = results.answers.first().map(|answer| format!("{} {}", answer.slug, answer.heading));
            wrong.push(format!("{question}: {got:?}"));
        }
    }
    assert!(wrong.len() <= 3, "{wrong:#?}");

    let samples = shelf::index(&shelf::samples(), &Lexicon::builtin());
    let of_labels = bytes(&labels, QUESTIONS.iter().map(|(question, ..)| *question));
    let of_samples = bytes(
        &samples,
        ["milrinone dose", "can i drink with metronidazole", "warfarin bleeding", "sertraline pregnancy"]
            .into_iter(),
    );
    println!("bytes for an answer: labels {of_labels}, samples {of_samples}");
}

/// The bytes that a first question loads, on average.
fn bytes<'a>(shelf: &Shelf, questions: impl Iterator<Item = &'a str>) -> usize {
    let (total, count) = (Cell::new(0), Cell::new(0));
    for text in questions {
        let mut index = drug_card::Index::open(shelf.head.clone(), &shelf.names).unwrap();
        total.set(total.get() + shelf.head.len() + shelf.names.len());
        let load = |path: &str| {
            let bytes = shelf.files[path].clone();
            total.set(total.get() + bytes.len());
            Ok(bytes)
        };
        complete::<Error>(&mut index, &Query { text, limit: 10, scope: Scope::All }, load).unwrap();
        count.set(count.get() + 1);
    }
    total.get() / count.get()
}
