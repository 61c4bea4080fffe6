//! Owns what an index promises about its bytes: damage is refused, nothing panics, same pages give same bytes.

#![allow(clippy::unwrap_used, reason = "a test is free to unwrap")]

mod shelf;

use drug_card::Error;
use drug_card::index::{Segment, UnitId};
use drug_card::search::{Query, Scope, search};
use drug_card::text::Words;
use shelf::{Dice, index, samples};

const QUERIES: [&str; 6] = [
    "milrinone",
    "lasix dose",
    "can i drink with metronidazole",
    "feeling sick",
    "amlo atorv",
    "hidralazine",
];

/// Byte after the header and table, and the number of parts, as `segment.rs` lays them out.
fn table(bytes: &[u8]) -> (usize, usize) {
    let parts = u32::from_le_bytes(bytes[20..24].try_into().unwrap()) as usize;
    (24 + parts * 8 + 4, parts)
}

/// Makes every checksum right again after a mutation, as an attacker would.
fn mend_checksums(bytes: &mut [u8], (body, parts): (usize, usize)) {
    let mut at = body;
    for part in 0..parts {
        let entry = 24 + part * 8;
        let length = u32::from_le_bytes(bytes[entry..entry + 4].try_into().unwrap()) as usize;
        let Some(part) = bytes.get(at..at.saturating_add(length)) else { break };
        let sum = crc32fast::hash(part).to_le_bytes();
        bytes[entry + 4..entry + 8].copy_from_slice(&sum);
        at = at.saturating_add(length);
    }
    let sum = crc32fast::hash(&bytes[..body - 4]).to_le_bytes();
    bytes[body - 4..body].copy_from_slice(&sum);
}

#[test]
fn every_flipped_bit_is_refused() {
    let mut bytes = index(&samples()[..1], &Words::default());
    assert!(Segment::open(&bytes).is_ok());
    for bit in 0..bytes.len() * 8 {
        bytes[bit / 8] ^= 1 << (bit % 8);
        assert!(Segment::open(&bytes).is_err(), "bit {bit}");
        bytes[bit / 8] ^= 1 << (bit % 8);
    }
}

#[test]
fn every_cut_and_every_addition_is_refused() {
    let mut bytes = index(&samples()[..1], &Words::default());
    for len in 0..bytes.len() {
        assert!(Segment::open(&bytes[..len]).is_err(), "length {len}");
    }
    for _ in 0..100 {
        bytes.push(0);
        assert!(matches!(Segment::open(&bytes), Err(Error::Length { .. })));
    }
}

#[test]
fn other_files_are_told_apart_in_words() {
    let mut bytes = index(&samples()[..1], &Words::default());
    assert!(Segment::open(b"<!doctype html>").unwrap_err().to_string().contains("as an HTML page does"));
    assert!(matches!(Segment::open(b"\x1f\x8b\x08\x00gzip"), Err(Error::NotAnIndex { .. })));
    bytes[8] = 9;
    assert_eq!(Segment::open(&bytes).unwrap_err(), Error::Version { expected: 1, got: 9 });
}

#[test]
fn damage_with_right_checksums_does_not_panic_and_stays_in_bounds() {
    let mut words = Words::builtin();
    words.brands.truncate(20);
    words.lay.truncate(20);
    words.intents.truncate(60);
    let whole = index(&samples()[..6], &words);
    let store: usize = {
        let (body, parts) = table(&whole);
        let last = 24 + (parts - 1) * 8;
        let length = u32::from_le_bytes(whole[last..last + 4].try_into().unwrap()) as usize;
        assert!(body < whole.len() - length);
        whole.len() - length
    };
    let mut dice = Dice(0x5eed);
    let rounds = if cfg!(debug_assertions) { 6_000 } else { 100_000 };
    let mut bytes = whole.clone();
    let (mut opened, mut refused) = (0, 0);
    for round in 0..rounds {
        bytes.copy_from_slice(&whole);
        for _ in 0..=dice.below(8) {
            // Mostly where structures are, now and then in the texts.
            let at = if dice.below(8) == 0 { dice.below(whole.len()) } else { dice.below(store) };
            bytes[at] = match dice.below(4) {
                0 => 0,
                1 => 0xff,
                2 => bytes[at] ^ (1 << dice.below(8)),
                _ => dice.below(256) as u8,
            };
        }
        mend_checksums(&mut bytes, table(&whole));
        let Ok(segment) = Segment::open(&bytes) else {
            refused += 1;
            continue;
        };
        opened += 1;
        let query = Query { text: QUERIES[round % QUERIES.len()], limit: 10, scope: Scope::All };
        let found = search(&segment, &query);
        assert!(found.answers.len() <= 10 && found.medicines.len() <= 10);
        for answer in &found.answers {
            for &(start, end) in &answer.ranges {
                assert!(answer.text.get(start..end).is_some());
            }
        }
        let last = segment.unit_count().saturating_add(1);
        assert!(segment.text(UnitId(last)).is_none());
    }
    assert!(opened > rounds / 20 && refused > 0, "{opened} opened, {refused} refused");
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    let words = Words::builtin();
    assert_eq!(index(&samples(), &words), index(&samples(), &words));
}

#[test]
fn every_text_comes_back_whole() {
    let samples = samples();
    let segment = Segment::open(index(&samples, &Words::default())).unwrap();
    let mut unit = 0;
    for (page, (_, text)) in segment.pages().zip(&samples) {
        let monograph = drug_card::monograph::parse(text).monograph;
        assert_eq!(page.title, monograph.title);
        for want in drug_card::unit::cut(&monograph) {
            let got = segment.text(UnitId(unit)).unwrap();
            assert_eq!((got.anchor, got.heading, got.text), (&*want.anchor, &*want.heading, &*want.text));
            unit += 1;
        }
    }
    assert_eq!(unit, segment.unit_count());
}
