//! Names of medicines without a page: what a reader of an index knows of them, over several bundles and damaged files.

#![allow(clippy::unwrap_used, reason = "a test is free to unwrap")]

mod shelf;

use drug_card::internals::index::Index;
use drug_card::internals::lexicon::{Lexicon, register};
use drug_card::internals::text::Rules;
use shelf::dice::Dice;
use shelf::{Shelf, index, index_of_titles};
use std::collections::BTreeSet;

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

#[test]
fn a_name_that_is_split_or_extended_opens_no_other_medicine() {
    let shelf = shelf(&["Adrenaline", "Epirubicin", "Liposomal Dithranol"]);
    for query in ["nor adrenaline", "nor adrenaline dose"] {
        let found = shelf.ask(query);
        assert_eq!((found.medicines.len(), found.answers.len()), (0, 0), "{query}: {found:?}");
        assert_eq!(found.not_here, ["nor adrenaline"], "{query}");
    }
    let found = shelf.ask("epirubicin liposomal dose");
    assert_eq!((found.medicines.len(), found.answers.len()), (0, 0), "{found:?}");
}

/// Every substance whose name ends or begins with that of another, which has a page, split between them.
#[test]
fn no_split_name_without_a_page_opens_the_page_of_a_part() {
    let substances: Vec<_> = register::substances().collect();
    let single = |name: &&String| name.len() >= 5 && name.bytes().all(|byte| byte.is_ascii_lowercase());
    let known: BTreeSet<&str> =
        substances.iter().flat_map(|one| &one.names).filter(single).map(String::as_str).collect();
    // The two parts, and which of them is a name.
    let mut splits = Vec::new();
    for one in substances.iter().filter(|one| one.is_nonproprietary) {
        for name in one.names.iter().filter(single) {
            for at in 2..name.len() - 1 {
                let (front, rest) = name.split_at(at);
                let [of_front, of_rest] = [front, rest]
                    .map(|part| known.contains(part) && !one.names.iter().any(|other| other == part));
                if of_front != of_rest {
                    splits.push((one, front, rest, if of_front { front } else { rest }));
                }
            }
        }
    }
    let step = splits.len() / 300;
    let chosen: Vec<_> = splits.into_iter().step_by(step.max(1)).collect();
    let titles: BTreeSet<&str> = chosen.iter().map(|(.., page)| *page).collect();
    // A substance is also here where the registers call it a salt of one that is.
    // A substance is also here where the registers call it a salt of one that is.
    let has_page = |one: &register::Substance| {
        one.names.iter().any(|name| name.split(' ').next().is_some_and(|first| titles.contains(first)))
    };
    let shelf = shelf(&titles.iter().copied().collect::<Vec<_>>());
    let (mut asked, mut wrong) = (0, String::new());
    for (_, front, rest, page) in chosen.iter().filter(|(one, ..)| !has_page(one)) {
        let part = if page == front { rest } else { front };
        for (query, inside) in [
            (format!("{front} {rest}"), false),
            (format!("{front} {rest} dose"), page == front),
            (format!("dose of {front} {rest}"), page == rest),
        ] {
            if inside && Rules::English.is_stop(part) {
                continue;
            }
            asked += 1;
            let found = shelf.ask(&query);
            let named = found
                .medicines
                .iter()
                .map(|one| &one.title)
                .chain(found.answers.iter().map(|one| &one.title));
            if named.into_iter().any(|title| title == page) {
                wrong += &format!("{query}: {page}\n");
            }
        }
    }
    println!("{asked} asked");
    assert!(asked > 300 && wrong.is_empty(), "\n{wrong}");
}

/// What is searched for is the class or purpose; what works against it is not listed.
#[test]
fn an_antidote_is_no_medicine_of_the_class_it_works_against() {
    let pages = [
        (
            "Reviparin",
            "Reviparin is a low-molecular-weight heparin (LMWH), an anticoagulant that prevents clots.",
        ),
        (
            "Protamine",
            "Protamine is an antidote for an overdose of heparin, LMWH too, or of another anticoagulant.",
        ),
        ("Fictomab", "Fictomab is used to reverse the effects of anticoagulants before surgery."),
        ("Fictovit", "Fictovit is for bleeding caused by some medications, such as an anticoagulant."),
        ("Dimercaprol", "Dimercaprol is an antidote for arsenic poisoning."),
        ("Fictovir", "Fictovir is a reverse transcriptase inhibitor for HIV."),
        ("Fictosal", "Fictosal is for reversible narrowing of airways in asthma."),
    ];
    let fillers = (0..40).map(|at| (format!("Sample{at}"), format!("Sample{at} is for number {at}.")));
    let pages = pages.iter().map(|(title, text)| (title.to_string(), text.to_string())).chain(fillers);
    let sources: Vec<_> = pages
        .map(|(title, text)| {
            (format!("{}.md", title.to_lowercase()), format!("---\ntitle: {title}\n---\n## Usage\n{text}\n"))
        })
        .collect();
    let shelf = index(&sources, &Lexicon::builtin());
    for (query, want) in [
        ("LMWH", &["Reviparin"][..]),
        ("anticoagulant", &["Reviparin"]),
        ("anticoagulants", &["Reviparin"]),
        ("reverse anticoagulants", &["Fictomab", "Protamine"]),
        ("arsenic poisoning", &["Dimercaprol"]),
        ("arsenic", &[]),
        ("HIV", &["Fictovir"]),
        ("asthma", &["Fictosal"]),
    ] {
        let found = shelf.ask(query);
        let titles: BTreeSet<&str> = found.answers.iter().map(|answer| answer.title.as_str()).collect();
        assert!(titles.iter().eq(want), "{query}: {titles:?}");
        assert_eq!(found.no_match, want.is_empty(), "{query}");
    }
}

#[test]
fn the_antidote_of_a_medicine_without_a_page_is_found() {
    let page = |title: &str, text: &str| {
        (format!("{}.md", title.to_lowercase()), format!("---\ntitle: {title}\n---\n## Usage\n{text}\n"))
    };
    let sources = [
        page("Naloxone", "Naloxone is an antidote: it is used to reverse the effects of fentanyl."),
        page("Ketamine", "Ketamine is an anaesthetic."),
    ];
    let shelf = index(&sources, &Lexicon::builtin());
    let titles = |query: &str| -> Vec<String> {
        shelf.ask(query).answers.into_iter().map(|answer| answer.title).collect()
    };
    assert_eq!(titles("antidote for fentanyl"), ["Naloxone"]);
    assert!(titles("antidote for sufentanil").is_empty());
    assert!(titles("fentanyl").is_empty() && titles("fentanyl dose").is_empty());
    assert_eq!(shelf.ask("antidote for fentanyl").not_here, ["fentanyl"]);
}

/// A word that no text holds is a guess, and a guess answers nothing and offers nothing unlike it.
#[test]
fn a_word_that_is_nothing_here_lists_nothing() {
    let page = |at: usize| {
        let text = "It is used during pregnancy, during labour and during fever to treat pain and coughs.";
        (format!("sample{at}.md"), format!("---\ntitle: Sample{at}\n---\n## Usage\nSample{at}: {text}\n"))
    };
    let mut sources: Vec<_> = (0..30).map(page).collect();
    for title in ["Doxycycline", "Cyanocobalamin"] {
        sources.push((format!("{title}.md"), format!("---\ntitle: {title}\n---\n## Usage\nTo treat.\n")));
    }
    let shelf = index(&sources, &Lexicon::builtin());
    for query in ["Durex", "durex condom", "durin", "cougs durex"] {
        let found = shelf.ask(query);
        let listed = (found.medicines.len(), found.answers.len(), found.different.len());
        assert_eq!(listed, (0, 0, 0), "{query}: {found:?}");
    }
}

#[test]
fn a_name_that_is_split_opens_its_own_page_among_ordinary_words() {
    let text = "neither this nor that, neither adrenaline nor the like; ".repeat(3);
    let page = |title: &str| {
        let text = format!("---\ntitle: {title}\n---\n## Dosage\nThe dose of {title} is not {text}.\n");
        (format!("{}.md", title.to_lowercase()), text)
    };
    let many = (0..30).map(|at| page(&format!("Sample{at}")));
    let sources: Vec<_> = many.chain([page("Adrenaline"), page("Noradrenaline")]).collect();
    let shelf = index(&sources, &Lexicon::builtin());
    for query in ["nor adrenaline", "nor adrenaline dose", "what is the dose of nor adrenaline"] {
        let found = shelf.ask(query);
        assert_eq!(found.medicines[0].title, "Noradrenaline", "{query}: {found:?}");
        assert!(found.medicines.iter().all(|one| one.title != "Adrenaline"), "{query}: {found:?}");
        assert!(found.answers.iter().all(|one| one.title != "Adrenaline"), "{query}: {found:?}");
    }
    assert_eq!(shelf.ask("adrenaline dose").medicines[0].title, "Adrenaline");
}

#[test]
fn a_form_for_one_part_of_the_body_comes_last_unless_it_is_named() {
    let shelf = shelf(&["Diclofenac (Ophthalmic)", "Diclofenac (Systemic)", "Diclofenac (Topical)"]);
    for (query, first) in [
        ("diclofenac", "Diclofenac (Systemic)"),
        ("diclofenac dose", "Diclofenac (Systemic)"),
        ("diclofenac gel", "Diclofenac (Topical)"),
        ("diclofenac topical", "Diclofenac (Topical)"),
    ] {
        assert_eq!(shelf.ask(query).medicines[0].title, first, "{query}");
    }
}
