//! Damage to the files of a bundle: changes, swaps, cuts, additions, wrong lengths, other versions; and that a bundle depends
//! on its pages alone.
//!
//! With `DRUG_CARD_DEEP=1`, 5,000,000 random changes instead of 200,000.

#![allow(clippy::unwrap_used, reason = "a test is free to unwrap")]

mod shelf;

use drug_card::Error;
use drug_card::internals::index::{Index, PageId, PassageId};
use drug_card::internals::lexicon::Lexicon;
use drug_card::internals::search::{Query, search, wire};
use shelf::dice::Dice;
use shelf::{Shelf, ask_damaged, fix_checksum, index, samples};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Together they need names, terms, rows, typo words and cards.
const QUERIES: [&str; 7] = [
    "amlodipine dose",
    "milrinone",
    "lasix side effects",
    "hidralazine",
    "kidney failure drive",
    "feeling sick with swelling",
    "qqqqq water",
];

/// Values for a length field.
const LIES: [u32; 12] =
    [0, 1, 2, 127, 255, 65_535, 65_536, 1 << 24, (1 << 31) - 1, 1 << 31, u32::MAX - 1, u32::MAX];

fn open(shelf: &Shelf) -> Index {
    Index::open(shelf.head.clone(), &shelf.names).unwrap()
}

/// The files that the queries need, each with an index that needs it next.
fn awaited(shelf: &Shelf) -> Vec<(String, Index)> {
    let mut out: BTreeMap<String, Index> = BTreeMap::new();
    for text in QUERIES {
        let mut index = open(shelf);
        let _ = search(&index, &Query::new(text));
        while index.has_missing() {
            for path in index.missing_paths() {
                out.entry(path).or_insert_with(|| index.clone());
            }
            for path in index.missing_paths() {
                index.load(&path, shelf.files[&path].clone()).unwrap();
            }
            let _ = search(&index, &Query::new(text));
        }
    }
    let folders: BTreeSet<&str> = out.keys().filter_map(|path| path.split('/').next()).collect();
    assert_eq!(folders.len(), 5, "every kind of file is requested: {folders:?}");
    out.into_iter().collect()
}

fn folder(path: &str) -> &str {
    path.split('/').next().unwrap()
}

/// Damages `bytes` in one of six ways.
fn damage(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let whole = bytes.len();
    let block = [16, 64, 512, 4096][dice.below(4)].min(whole / 2).max(1);
    let (from, to) = (dice.below(whole - block + 1), dice.below(whole - block + 1));
    match dice.below(8) {
        0 => bytes[from..from + block].fill(0),
        1 => bytes.copy_within(from..from + block, to),
        2 => {
            // Two blocks change places.
            let (first, second) = (from.min(to), from.max(to).max(from.min(to) + block).min(whole - block));
            for at in 0..block {
                bytes.swap(first + at, second + at);
            }
        }
        3 => bytes.truncate(dice.below(whole)),
        4 => bytes.extend((0..=dice.below(1000)).map(|at| at as u8)),
        _ => {
            for _ in 0..=dice.below(8) {
                let at = dice.below(whole);
                bytes[at] = dice.below(256) as u8;
            }
        }
    }
}

#[test]
fn random_damage_to_any_file_is_rejected() {
    let shelf = index(&samples(), &Lexicon::builtin());
    let mut awaited = awaited(&shelf);
    let mut dice = Dice(0xda_3a6e);
    let rounds = if std::env::var("DRUG_CARD_DEEP").as_deref() == Ok("1") { 5_000_000 } else { 200_000 };
    let mut refused = 0;
    for round in 0..rounds {
        // The head is the largest by far; every eighth change is enough for it.
        if round % 8 == 0 {
            let mut bytes = shelf.head.clone();
            damage(&mut bytes, &mut dice);
            if bytes != shelf.head {
                assert!(Index::open(bytes, &shelf.names).is_err(), "round {round}: a damaged head opens");
                refused += 1;
            }
            continue;
        }
        let at = dice.below(awaited.len());
        let (path, index) = &mut awaited[at];
        let mut bytes = shelf.files[path].clone();
        damage(&mut bytes, &mut dice);
        if bytes != shelf.files[path] {
            assert!(index.load(path, bytes).is_err(), "round {round}: damage to {path} is taken in");
            refused += 1;
        }
    }
    println!("{refused} of {rounds} changes were changes, and refused");
    assert!(refused > rounds / 10 * 9, "{refused}");
}

#[test]
fn another_file_of_the_bundle_or_of_another_release_is_rejected() {
    let (pages, words) = (samples(), Lexicon::builtin());
    let shelf = index(&pages, &words);
    let mut fewer = pages.clone();
    fewer.remove(3);
    let mut edited = pages.clone();
    edited.iter_mut().for_each(|(_, text)| *text = text.replace("mg", "µg"));
    let releases = [index(&fewer, &words), index(&edited, &words), index(&pages[..8], &words)];
    let mut awaited = awaited(&shelf);
    let mut swapped = 0;
    for (path, index) in &mut awaited {
        let own = &shelf.files[path];
        let all = std::iter::once(&shelf).chain(&releases).flat_map(|shelf| &shelf.files);
        for (other, bytes) in all.filter(|(other, bytes)| folder(other) == folder(path) && *bytes != own) {
            assert!(index.load(path, bytes.clone()).is_err(), "{other} is accepted as {path}");
            swapped += 1;
        }
        index.load(path, own.clone()).unwrap();
    }
    println!("{swapped} files under another's name were rejected");
    assert!(swapped > 500, "{swapped}");
    // Heads say which build they are of; who opens one compares.
    let builds: BTreeSet<u64> =
        std::iter::once(&shelf).chain(&releases).map(|shelf| open(shelf).build()).collect();
    assert_eq!(builds.len(), 4);
}

#[test]
fn every_cut_and_every_tail_is_rejected() {
    let shelf = index(&samples(), &Lexicon::builtin());
    let step = shelf.head.len().div_ceil(10_000);
    for len in (0..shelf.head.len()).step_by(step) {
        assert!(Index::open(shelf.head[..len].to_vec(), &shelf.names).is_err(), "head cut at {len}");
    }
    for more in 1..=1000 {
        let mut bytes = shelf.head.clone();
        bytes.resize(bytes.len() + more, 0);
        let refused = Index::open(bytes, &shelf.names);
        assert!(matches!(refused, Err(Error::Length { .. })), "{more} bytes behind the head: {refused:?}");
    }
    let mut kinds = BTreeSet::new();
    for (path, index) in &mut awaited(&shelf) {
        if !kinds.insert(folder(path).to_string()) {
            continue;
        }
        let whole = &shelf.files[path];
        for len in (0..whole.len()).step_by(whole.len().div_ceil(10_000)) {
            assert!(index.load(path, whole[..len].to_vec()).is_err(), "{path} cut at {len}");
            // Under a name that fits, lengths still have to.
            if whole.starts_with(b"DRUGCARD") {
                assert!(
                    index.clone().load_unchecked(path, whole[..len].to_vec()).is_err(),
                    "{path} cut at {len}"
                );
            }
        }
        for more in 1..=1000 {
            let mut bytes = whole.clone();
            bytes.resize(bytes.len() + more, b' ');
            assert!(index.load(path, bytes.clone()).is_err(), "{more} bytes behind {path}");
            if whole.starts_with(b"DRUGCARD") {
                assert!(index.clone().load_unchecked(path, bytes).is_err(), "{more} bytes behind {path}");
            }
        }
    }
    assert_eq!(kinds.len(), 5);
}

/// The positions of 4-byte numbers in a container: version, number and lengths of the parts, and the start of each part,
/// which has its offsets.
fn fields(bytes: &[u8]) -> Vec<usize> {
    let word = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    let parts = word(20);
    let mut out = vec![8, 12, 16, 20];
    out.extend((0..parts).map(|part| 24 + part * 4));
    let mut at = 24 + parts * 4;
    for part in 0..parts {
        let end = at + word(24 + part * 4);
        // Counts and lengths of one byte or more are anywhere in here.
        out.extend((at..end.saturating_sub(4)).take(24));
        out.extend((at..end.saturating_sub(4)).skip(24).step_by(4).take(24));
        out.extend((at..end.saturating_sub(4)).rev().take(8));
        at = end;
    }
    out
}

/// Runs of digits in a text: page numbers, substances, levels, and digits of words.
fn digits(bytes: &[u8]) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (at, _) in bytes.iter().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
        match out.last_mut() {
            Some((_, end)) if *end == at => *end = at + 1,
            _ => out.push((at, at + 1)),
        }
    }
    out
}

/// The peak memory of this process in bytes, on systems that report it.
fn most_held() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok()).unwrap_or(0) << 10
}

#[test]
fn a_wrong_length_is_rejected_or_harmless_and_allocates_nothing() {
    let shelf = index(&samples(), &Lexicon::builtin());
    let before = most_held();
    let (mut lies, mut opened) = (0, 0);
    let mut ask = |file: Option<&str>, bytes: &[u8], query: &str| {
        lies += 1;
        let head = if file.is_none() { bytes.to_vec() } else { shelf.head.clone() };
        let Ok(mut index) = Index::open(head, &shelf.names) else { return };
        opened += 1;
        let (found, _) = ask_damaged(&mut index, &shelf, file.map(|file| (file, bytes)), query);
        assert!(found.answers.len() <= 10 && found.medicines.len() <= 10 && found.different.len() <= 10);
        assert!(wire::json(&found).ends_with('}'));
        assert!(index.page(PageId(index.page_count())).is_none());
        assert!(index.text(PassageId(index.passage_count())).is_none());
    };
    let mut files: Vec<(Option<String>, Vec<u8>)> = vec![(None, shelf.head.clone())];
    let mut kinds = BTreeSet::new();
    for (path, _) in awaited(&shelf) {
        if kinds.insert(folder(&path).to_string()) {
            files.push((Some(path.clone()), shelf.files[&path].clone()));
        }
    }
    for (file, whole) in &files {
        let file = file.as_deref();
        if whole.starts_with(b"DRUGCARD") {
            for at in fields(whole) {
                for (number, lie) in LIES.iter().enumerate() {
                    let mut bytes = whole.clone();
                    bytes[at..at + 4].copy_from_slice(&lie.to_le_bytes());
                    if file.is_none() {
                        fix_checksum(&mut bytes);
                    }
                    ask(file, &bytes, QUERIES[(at + number) % QUERIES.len()]);
                }
            }
        } else {
            for (start, end) in digits(whole).into_iter().take(60) {
                for (number, lie) in LIES.iter().enumerate() {
                    let lie = if number % 5 == 4 { "9".repeat(40) } else { lie.to_string() };
                    let bytes = [&whole[..start], lie.as_bytes(), &whole[end..]].concat();
                    ask(file, &bytes, QUERIES[(start + number) % QUERIES.len()]);
                }
            }
        }
    }
    let grown = most_held().saturating_sub(before);
    println!("{lies} lies, {opened} opened, at most {} MB more held", grown >> 20);
    assert!(lies > 5000 && opened > 1000, "{lies} lies, {opened} opened");
    assert!(grown < 256 << 20, "{grown} bytes more were held");
}

#[test]
fn the_error_names_a_file_that_is_no_index_or_has_another_format() {
    let shelf = index(&samples()[..1], &Lexicon::default());
    let versioned = |version: [u8; 4]| {
        let mut bytes = shelf.head.clone();
        bytes[8..12].copy_from_slice(&version);
        fix_checksum(&mut bytes);
        bytes
    };
    let now = u32::from_le_bytes(shelf.head[8..12].try_into().unwrap());
    let version = |version: u32| {
        (
            versioned(version.to_le_bytes()),
            format!("expected index format {now}, but the file is of format {version}"),
        )
    };
    let other = |bytes: &[u8], says: &str| (bytes.to_vec(), says.to_string());
    let mut backwards = shelf.head.clone();
    backwards[..8].reverse();
    let cases = [
        version(0),
        version(now - 1),
        version(now + 1),
        version(255),
        version(u32::MAX),
        (versioned(now.to_be_bytes()), format!("but the file is of format {}", now.swap_bytes())),
        other(&backwards, "expected a drug-card index, but the file starts with the bytes"),
        other(&[b"\xef\xbb\xbf", shelf.head.as_slice()].concat(), "starts with the bytes [ef, bb, bf"),
        other(&shelf.head.to_ascii_lowercase(), "starts with the bytes"),
        other(&[b"\n", shelf.head.as_slice()].concat(), "starts with the bytes [0a"),
        other(b"", "expected a drug-card index"),
        other(b"DRUG", "bytes of index, but 4 came"),
        other(b"DRUGCARD", "bytes of index, but 8 came"),
        other(b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "starts with the bytes [1f, 8b, 08, 00]"),
        other(b"PK\x03\x04", "starts with the bytes [50, 4b, 03, 04]"),
        other(b"\x28\xb5\x2f\xfd\x04", "starts with the bytes [28, b5, 2f, fd]"),
        other(b"\0asm\x01\0\0\0", "starts with the bytes [00, 61, 73, 6d]"),
        other(b"{\"format\":4}", "starts with the bytes [7b"),
        other(b"<!doctype html>", "as an HTML page does; check the address and the server's answer"),
        other(b"<html><body>404", "as an HTML page does"),
    ];
    for (bytes, says) in &cases {
        let error = Index::open(bytes.clone(), &shelf.names).unwrap_err();
        let kind = matches!(error, Error::Version { .. } | Error::NotAnIndex { .. } | Error::Length { .. });
        assert!(kind && error.to_string().contains(says), "expected {says:?}, got {error}");
        for (path, mut index) in awaited_binaries(&shelf) {
            assert!(index.load(&path, bytes.clone()).is_err());
            // An index's own head is no shard either.
            let refused = index.load_unchecked(&path, bytes.clone());
            assert!(refused.is_err(), "{path}: {says}");
        }
    }
}

fn awaited_binaries(shelf: &Shelf) -> Vec<(String, Index)> {
    let mut out = Vec::new();
    for text in ["qqqqq kidney", "amlodipin"] {
        let mut index = open(shelf);
        let _ = search(&index, &Query::new(text));
        while index.has_missing() {
            for path in index.missing_paths() {
                if Path::new(&path).extension().is_some_and(|end| end == "bin") {
                    out.push((path.clone(), index.clone()));
                }
                index.load(&path, shelf.files[&path].clone()).unwrap();
            }
            let _ = search(&index, &Query::new(text));
        }
    }
    assert!(!out.is_empty());
    out
}

/// Every file of a bundle by its path.
fn read(bundle: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let (mut out, mut folders) = (BTreeMap::new(), vec![bundle.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                out.insert(path.strip_prefix(bundle).unwrap().to_path_buf(), fs::read(&path).unwrap());
            }
        }
    }
    out
}

#[test]
fn a_bundle_depends_on_its_pages_alone() {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("same");
    let _ = fs::remove_dir_all(&scratch);
    let mut pages = samples();
    let mut dice = Dice(8);
    let mut bundles = Vec::new();
    let one_processor = Command::new("taskset").arg("--version").output().is_ok();
    for (name, shuffled, threads, locale, zone) in [
        ("plain", false, 2, "C", "UTC"),
        ("another folder, shuffled", true, 2, "tr_TR.UTF-8", "Asia/Kathmandu"),
        ("shuffled, one thread", true, 1, "C", "Pacific/Apia"),
        ("one thread", false, 1, "C", "UTC"),
    ] {
        if shuffled {
            // In which order a folder lists its files follows from the order in which they came.
            (1..pages.len()).rev().for_each(|at| pages.swap(at, dice.below(at + 1)));
        }
        let (content, bundle) = (scratch.join(name).join("content"), scratch.join(name).join("bundle"));
        for (path, text) in &pages {
            let file = content.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let program = env!("CARGO_BIN_EXE_drug-card");
        let mut command = if threads == 1 && one_processor {
            let mut command = Command::new("taskset");
            command.args(["-c", "0", program]);
            command
        } else {
            Command::new(program)
        };
        command.arg("build").arg(&content).arg("-o").arg(&bundle);
        command.env("SOURCE_DATE_EPOCH", "1795305600").env("LC_ALL", locale).env("TZ", zone);
        let said = command.output().unwrap();
        assert!(said.status.success(), "{name}: {said:?}");
        bundles.push((name, read(&bundle)));
    }
    let (_, first) = &bundles[0];
    assert!(first.len() > 20);
    for (name, other) in &bundles[1..] {
        assert!(first.keys().eq(other.keys()), "{name}: other files");
        for (path, bytes) in first {
            assert!(other[path] == *bytes, "{name}: {} differs", path.display());
        }
    }
}
