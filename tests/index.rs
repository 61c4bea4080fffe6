//! The bytes of an index: damage is rejected, nothing panics, the same pages give the same bytes.

#![allow(clippy::unwrap_used, reason = "a test is free to unwrap")]

#[path = "support/shared.rs"]
mod shared;
mod shelf;

use drug_card::Error;
use drug_card::internals::bundle::card_file::CardFile;
use drug_card::internals::bundle::slugs::Slugs;
use drug_card::internals::index::read::passage_store;
use drug_card::internals::index::{Index, MOST_HELD, PassageId};
use drug_card::internals::lexicon::Lexicon;
use drug_card::internals::search::{Query, search};
use drug_card::internals::text::{Language, Rules};
use shelf::dice::Dice;
use shelf::{Shelf, ask_damaged, fix_checksum, index, samples, sources};
use std::collections::BTreeMap;

const QUERIES: [&str; 8] = [
    "milrinone",
    "lasix dose",
    "can i drink with metronidazole",
    "feeling sick",
    "amlo atorv",
    "hidralazine",
    "kidney failure dose",
    "side effects of amlod",
];

fn few_words() -> Lexicon {
    let mut words = Lexicon::builtin();
    words.brands.truncate(20);
    words.lay.truncate(20);
    words.intents.truncate(60);
    words
}

fn open(shelf: &Shelf) -> Index {
    Index::open(shelf.head.clone(), &shelf.names).unwrap()
}

#[test]
fn every_flipped_bit_is_rejected() {
    let mut shelf = index(&samples()[..1], &Lexicon::default());
    let mut head = std::mem::take(&mut shelf.head);
    for bit in 0..head.len() * 8 {
        head[bit / 8] ^= 1 << (bit % 8);
        assert!(Index::open(head.clone(), &shelf.names).is_err(), "bit {bit}");
        head[bit / 8] ^= 1 << (bit % 8);
    }
    shelf.head = head;
    let mut flipped = 0;
    for query in ["amlodipine dose", "amlodipin", "qqqqq kidney", "kidney"] {
        let mut index = open(&shelf);
        let _ = search(&index, &Query::new(query));
        while !index.missing_paths().is_empty() {
            for path in index.missing_paths() {
                let mut bytes = shelf.files[&path].clone();
                for bit in 0..bytes.len() * 8 {
                    bytes[bit / 8] ^= 1 << (bit % 8);
                    let mut fresh = index.clone();
                    assert!(fresh.load(&path, bytes.clone()).is_err(), "{path}: bit {bit}");
                    bytes[bit / 8] ^= 1 << (bit % 8);
                    flipped += 1;
                }
                index.load(&path, bytes).unwrap();
            }
            let _ = search(&index, &Query::new(query));
        }
    }
    assert!(flipped > 50_000, "{flipped} bits were flipped");
}

#[test]
fn every_cut_and_every_addition_is_rejected() {
    let shelf = index(&samples()[..1], &Lexicon::default());
    let mut head = shelf.head.clone();
    for len in 0..head.len() {
        assert!(Index::open(head[..len].to_vec(), &shelf.names).is_err(), "length {len}");
    }
    for _ in 0..100 {
        head.push(0);
        assert!(matches!(Index::open(head.clone(), &shelf.names), Err(Error::Length { .. })));
    }
    for len in 0..shelf.names.len() - 1 {
        assert!(Index::open(shelf.head.clone(), &shelf.names[..len]).is_err(), "names cut at {len}");
    }
    let mut index = open(&shelf);
    let _ = search(&index, &Query::new("amlodipine"));
    let path = index.missing_paths().remove(0);
    for len in 0..shelf.files[&path].len() {
        let mut fresh = index.clone();
        assert!(fresh.load(&path, shelf.files[&path][..len].to_vec()).is_err(), "{path} cut at {len}");
    }
    assert!(index.load("names/unasked.json", Vec::new()).is_ok(), "what nobody wants is passed over");
}

#[test]
fn a_file_of_another_kind_is_named_in_the_error() {
    let shelf = index(&samples()[..1], &Lexicon::default());
    let open = |head: &[u8]| Index::open(head.to_vec(), &shelf.names).unwrap_err();
    assert!(open(b"<!doctype html>").to_string().contains("as an HTML page does"));
    assert!(matches!(open(b"\x1f\x8b\x08\x00gzip"), Error::NotAnIndex { .. }));
    let mut head = shelf.head.clone();
    head[8] = 9;
    assert_eq!(open(&head), Error::Version { expected: 1, got: 9 });
}

#[test]
fn damage_with_right_checksums_does_not_panic_and_stays_in_bounds() {
    let shelf = index(&samples()[..6], &few_words());
    let files: Vec<&String> = shelf
        .files
        .keys()
        .filter(|path| {
            ["names/", "terms/", "pages/", "typos/", "cards/"].iter().any(|folder| path.starts_with(folder))
        })
        .collect();
    let mut dice = Dice(0x5eed);
    let rounds = if cfg!(debug_assertions) { 3_000 } else { 50_000 };
    let (mut opened, mut refused) = (0, 0);
    for round in 0..rounds {
        // Every second time the head, else one of the files a question needs.
        let file = (round % 2 == 1).then(|| files[dice.below(files.len())]);
        let mut bytes = file.map_or(&shelf.head, |file| &shelf.files[file]).clone();
        for _ in 0..=dice.below(8) {
            let at = dice.below(bytes.len());
            bytes[at] = match dice.below(4) {
                0 => 0,
                1 => 0xff,
                2 => bytes[at] ^ (1 << dice.below(8)),
                _ => dice.below(256) as u8,
            };
        }
        if file.is_none() {
            fix_checksum(&mut bytes);
        }
        let head = if file.is_none() { bytes.clone() } else { shelf.head.clone() };
        let Ok(mut index) = Index::open(head, &shelf.names) else {
            refused += 1;
            continue;
        };
        let damaged = file.map(|file| (file.as_str(), bytes.as_slice()));
        let (found, stopped) = ask_damaged(&mut index, &shelf, damaged, QUERIES[dice.below(QUERIES.len())]);
        if stopped {
            refused += 1;
        } else {
            opened += 1;
        }
        assert!(found.answers.len() <= 10 && found.medicines.len() <= 10);
        for answer in &found.answers {
            for &(start, end) in &answer.ranges {
                assert!(answer.text.get(start..end).is_some());
            }
        }
        assert!(index.text(PassageId(index.passage_count().saturating_add(1))).is_none());
    }
    assert!(opened > rounds / 20 && refused > rounds / 20, "{opened} opened, {refused} refused");
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    let words = Lexicon::builtin();
    assert_eq!(index(&samples(), &words).files, index(&samples(), &words).files);
}

/// Compares the passages read from the cards of `sources` with those of the monographs, letter by letter.
fn texts_come_back_whole(sources: &[(String, String)]) {
    let shelf = index(sources, &Lexicon::default());
    let index = shelf.index.borrow();
    let phrases = index.phrases().unwrap();
    let cards: BTreeMap<String, &Vec<u8>> = shelf
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("cards/"))
        .map(|(_, bytes)| (CardFile::read(bytes).unwrap().facts.slug, bytes))
        .collect();
    let slugs = Slugs::of(&Language::ENGLISH);
    for (_, path, passages) in &shelf.pages {
        let slug = slugs.of_path(path);
        let read = passage_store::read(cards[slug.as_str()], &slug, phrases, Rules::English).unwrap();
        assert_eq!(read.len(), passages.len(), "{path}");
        for (got, want) in read.iter().zip(passages) {
            let whole = (&got.anchor, &got.heading, &got.text, got.kind);
            assert_eq!(whole, (&want.anchor, &want.heading, &want.text, want.kind), "{path}");
        }
    }
    assert_eq!(cards.len(), sources.len());
}

#[test]
fn every_text_comes_back_whole_from_its_card() {
    texts_come_back_whole(&samples());
}

#[test]
#[ignore = "needs the corpus beside the project"]
fn every_text_of_the_corpus_comes_back_whole_from_its_card() {
    texts_come_back_whole(&sources(&shared::need("corpus/composition")));
}

#[test]
fn memory_for_loaded_files_is_bounded() {
    let shelf = index(&samples(), &Lexicon::builtin());
    for round in 0..3 {
        for (title, ..) in &shelf.pages {
            let _ = shelf.ask(&format!("{title} dose {round}"));
            assert!(shelf.index.borrow().held() <= MOST_HELD);
        }
    }
}
