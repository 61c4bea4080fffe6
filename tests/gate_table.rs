//! The core finds what tests/gate.tsv says, and no query opens or answers from another medicine.
//!
//! `tests/front-end/gate.test.js` runs the same table on the same names without WebAssembly: it reads tests/gate-names.json, which
//! this test compares with what the builder writes. `KEEP_GATE_NAMES=1` writes that file again.

mod shelf;

use drug_card::internals::lexicon::Lexicon;
use drug_card::internals::search::{MatchKind, SearchResults};
use shelf::{Shelf, index};
use std::{env, fs};

const PAGES: [(&str, &str); 18] = [
    ("Adrenaline", "is for anaphylaxis."),
    ("Amlodipine", "is for high blood pressure."),
    ("Amlodipine + Atorvastatin", "are for high blood pressure and cholesterol."),
    ("Citalopram", "is for depression."),
    ("Cortisone", "is for inflammation."),
    ("Diclofenac (Ophthalmic)", "is for sore eyes."),
    ("Diclofenac (Systemic)", "is for joints."),
    ("Escitalopram", "is for depression."),
    ("Furosemide", "is for fluid in the body."),
    ("Hydrocortisone", "is for inflammation."),
    ("Ibuprofen", "is for pain."),
    ("Insulin Glargine", "is for diabetes."),
    ("Insulin Lispro", "is for diabetes."),
    ("Metformin", "is for diabetes."),
    ("Milrinone", "is for heart failure."),
    ("Noradrenaline", "is for shock."),
    ("Vitamin B12", "is for anaemia."),
    ("Warfarin", "is for clots."),
];

/// Few brands, so that the names stay the same when a list grows.
const BRANDS: [&str; 6] = ["humalog", "lantus", "lasix", "nurofen", "primacor", "sanodin"];

fn bundle() -> Shelf {
    let mut words = Lexicon::builtin();
    words.brands.retain(|(brand, _)| BRANDS.contains(&brand.as_str()));
    words.brands.push(("Sanodin".into(), "warfarin".into()));
    words.brands.push(("Sanodin".into(), "ibuprofen".into()));
    words.national.retain(|(name, _)| name == "frusemide");
    words.confusable.retain(|(name, _)| name == "citalopram");
    let page = |(title, text): &(&str, &str)| {
        let file = title.to_lowercase().replace(" + ", "-").replace(' ', "-").replace(['(', ')'], "");
        (
            format!("{file}.md"),
            format!(
                "---\ntitle: {title}\n---\n# {title}\n\n### Usage\n{title} {text}\n\n### Dosage\nTake 1 mg.\n"
            ),
        )
    };
    index(&PAGES.map(|entry| page(&entry)), &words)
}

/// Rows of the table: query, kind of match, title.
fn cases() -> Vec<[&'static str; 3]> {
    let rows = include_str!("gate.tsv").lines().filter(|line| !line.starts_with('#'));
    let cells = rows.map(|row| row.split('\t').collect::<Vec<_>>());
    cells.map(|cells| [cells[0], cells[1], cells.get(2).copied().unwrap_or_default()]).collect()
}

/// What comes first: kind and title.
fn first(found: &SearchResults) -> (&'static str, &str) {
    let offered =
        found.different.iter().find(|offer| offer.matched != MatchKind::Similar || offer.via.is_some());
    match (found.medicines.first(), offered) {
        (Some(medicine), _) => (medicine.matched.id(), &medicine.title),
        (None, Some(offer)) => ("offer", &offer.title),
        (None, None) => ("none", ""),
    }
}

#[test]
fn the_core_opens_and_answers_what_the_table_says() {
    let shelf = bundle();
    let mut wrong = Vec::new();
    for [query, kind, title] in cases() {
        let found = shelf.ask(query);
        if first(&found) != (kind, title) {
            wrong.push(format!("{query}: expected {kind} {title}, got {:?}", first(&found)));
        }
        // The title of a query that names two medicines is empty: it opens neither.
        for answer in
            found.answers.iter().filter(|answer| answer.matched != MatchKind::Text && !title.is_empty())
        {
            // Pages of one name, for different parts of the body, answer side by side.
            let is_named = found.medicines.iter().any(|other| {
                other.title == answer.title && other.matched.id() == kind && kind == MatchKind::Synonym.id()
            });
            if answer.title != title && !is_named {
                wrong.push(format!("{query}: answered from {}", answer.title));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_front_end_tests_the_names_of_this_bundle() {
    let shelf = bundle();
    let names = shelf.files.iter().filter(|(path, _)| path.starts_with("names/"));
    let texts = names.map(|(path, bytes)| (path.clone(), String::from_utf8(bytes.clone()).unwrap().into()));
    let mut all: serde_json::Map<String, serde_json::Value> = texts.collect();
    all.insert("directory".into(), serde_json::from_slice(&shelf.names).unwrap());
    let made = format!("{}\n", serde_json::to_string_pretty(&all).unwrap());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/gate-names.json");
    if env::var_os("KEEP_GATE_NAMES").is_some() {
        fs::write(path, &made).unwrap();
    }
    assert!(
        fs::read_to_string(path).unwrap() == made,
        "expected tests/gate-names.json as the builder writes it, but it differs; run this test with KEEP_GATE_NAMES=1"
    );
}
