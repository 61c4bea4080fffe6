//! Names of medicines without a page: what a reader of an index knows of them, over several bundles and damaged files.

#![allow(clippy::unwrap_used, reason = "a test is free to unwrap")]

mod shelf;

use drug_card::index::Index;
use drug_card::lexicon::Lexicon;
use shelf::{Dice, Shelf, index_of_titles};

fn shelf(titles: &[&str]) -> Shelf {
    let titles: Vec<(String, String)> =
        titles.iter().map(|title| (format!("{title}.md").to_lowercase(), title.to_string())).collect();
    index_of_titles(&titles, &Lexicon::builtin())
}

fn open(shelves: &[&Shelf]) -> Index {
    let mut index = Index::open(shelves[0].head.clone(), &shelves[0].names).unwrap();
    for shelf in &shelves[1..] {
        index.join(shelf.head.clone(), &shelf.names).unwrap();
    }
    index
}

/// Asks until nothing is missing; gives how many files were loaded too.
fn ask(index: &mut Index, shelves: &[&Shelf], question: impl Fn(&Index) -> bool) -> (bool, usize) {
    let mut loaded = 0;
    loop {
        index.begin();
        let answer = question(index);
        let missing = index.missing_paths();
        if missing.is_empty() {
            return (answer, loaded);
        }
        for path in missing {
            let (number, file) = match path.split_once('/').unwrap() {
                (number, file) if number.parse::<usize>().is_ok() => (number.parse().unwrap(), file),
                _ => (0, path.as_str()),
            };
            index.load(&path, shelves[number].files[file].clone()).unwrap();
            loaded += 1;
        }
    }
}

#[test]
fn names_without_a_page_are_known_exactly_and_by_edits() {
    let shelf = shelf(&["Natalizumab", "Trastuzumab", "Ibuprofen", "Digoxin"]);
    let shelves = [&shelf];
    for (name, want) in [
        ("satralizumab", true),
        ("trastuzumab deruxtecan", true),
        ("nurofen plus", true),
        ("omeprazole", true),
        ("natalizumab", false),
        ("nurofen", false),
        ("zorvidil", false),
    ] {
        let (is_elsewhere, loaded) = ask(&mut open(&shelves), &shelves, |index| index.is_elsewhere(name));
        assert_eq!((is_elsewhere, loaded), (want, 1), "{name}");
    }
    for (word, edits, want) in [
        ("satralizumab", 0, true),
        ("satralizumap", 0, false),
        ("satralizumap", 1, true),
        ("omeprazole", 0, true),
        ("zorvidil", 2, false),
    ] {
        let within = ask(&mut open(&shelves), &shelves, |index| index.elsewhere_within(word, edits)).0;
        assert_eq!(within, want, "{word}, {edits} edits");
    }
}

#[test]
fn a_medicine_with_a_page_in_another_bundle_is_not_elsewhere() {
    let (one, other) = (shelf(&["Natalizumab"]), shelf(&["Satralizumab"]));
    for shelves in [[&one, &other], [&other, &one]] {
        let mut index = open(&shelves);
        assert!(!ask(&mut index, &shelves, |index| index.is_elsewhere("satralizumab")).0);
        assert!(!ask(&mut index, &shelves, |index| index.elsewhere_within("satralizumad", 1)).0);
        assert!(ask(&mut index, &shelves, |index| index.is_elsewhere("omeprazole")).0);
    }
}

#[test]
fn the_files_depend_on_the_pages_alone() {
    let names = |shelf: &Shelf| {
        shelf.files.keys().filter(|path| path.starts_with("elsewhere/")).cloned().collect::<Vec<_>>()
    };
    let (first, again) = (shelf(&["Digoxin", "Ibuprofen"]), shelf(&["Digoxin", "Ibuprofen"]));
    assert_eq!(names(&first), names(&again));
    assert!(names(&first).len() > 2);
    assert_ne!(names(&first), names(&shelf(&["Digoxin"])));
    let none = index_of_titles(&[("digoxin.md".into(), "Digoxin".into())], &Lexicon::default());
    assert_eq!(names(&none), Vec::<String>::new());
    assert_eq!(
        ask(&mut open(&[&none]), &[&none], |index| index.elsewhere_within("omeprazole", 2)),
        (false, 0)
    );
}

#[test]
fn damage_is_rejected_by_name_and_harmless_without() {
    let shelf = shelf(&["Digoxin"]);
    let question = |index: &Index| index.is_elsewhere("digitoxin") | index.elsewhere_within("digitoxim", 2);
    let waiting = open(&[&shelf]);
    assert!(!question(&waiting));
    let files = waiting.missing_paths();
    assert_eq!(files.len(), 2, "{files:?}");
    let mut dice = Dice(0x0e15e);
    for path in &files {
        let whole = &shelf.files[path];
        for end in (0..whole.len()).step_by(whole.len().div_ceil(500)) {
            let cut = whole[..end].to_vec();
            assert!(waiting.clone().load(path, cut.clone()).is_err(), "{path} cut at {end}");
            assert!(waiting.clone().load_unchecked(path, cut).is_err(), "{path} cut at {end}");
        }
        let (mut rejected, mut harmless) = (0, 0);
        for round in 0..2000 {
            let mut bytes = whole.clone();
            for _ in 0..=dice.below(4) {
                // Every second time in the header, where lengths are.
                let at = dice.below(if round % 2 == 0 { 32 } else { bytes.len() });
                bytes[at] = dice.below(256) as u8;
            }
            if bytes == *whole {
                continue;
            }
            let mut index = waiting.clone();
            assert!(index.load(path, bytes.clone()).is_err(), "{path}: its name holds its checksum");
            match waiting.clone().load_unchecked(path, bytes.clone()) {
                Err(_) => rejected += 1,
                Ok(()) => {
                    let mut index = waiting.clone();
                    index.load_unchecked(path, bytes).unwrap();
                    let _ = question(&index);
                    harmless += 1;
                }
            }
        }
        assert!(rejected > 500 && harmless > 100, "{path}: {rejected} rejected, {harmless} harmless");
    }
}
