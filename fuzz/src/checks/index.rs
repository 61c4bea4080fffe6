//! Checks of index files: damaged bytes are noticed or do no harm.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use drug_card::internals::index::{Index, PageId, PassageId};
use drug_card::internals::search::{Query, search, wire};

use super::bundle::small;
use super::chars::highlighted;
use super::query::search_loading;

/// The first byte selects a file of the small bundle, 0 its head; the other bytes replace that file.
fn replaced(data: &[u8]) -> Option<(Option<&'static str>, &[u8])> {
    let (&choice, bytes) = data.split_first()?;
    let parts = small().files.keys().filter(|path| path.contains('/'));
    let file = usize::from(choice).checked_sub(1).and_then(|at| parts.cycle().nth(at));
    Some((file.map(String::as_str), bytes))
}

/// Each file of the small bundle after the byte that selects it.
pub(crate) fn inputs() -> Vec<(String, Vec<u8>)> {
    let small = small();
    let parts = small.files.iter().filter(|(path, _)| path.contains('/')).map(|(_, bytes)| bytes);
    let all = std::iter::once(&small.head).chain(parts).zip(0_u8..);
    all.map(|(bytes, choice)| (format!("small-{choice}"), [&[choice], bytes.as_slice()].concat())).collect()
}

pub(super) fn index_open(data: &[u8]) {
    let Some((file, bytes)) = replaced(data) else { return };
    match file {
        None => opened(None, bytes),
        Some(file) => {
            let mut waiting = waiting().lock().unwrap_or_else(PoisonError::into_inner);
            let Some(index) = waiting.get_mut(file) else { return };
            let same = small().files[file] == bytes;
            // A rejected file is still missing; a loaded one is not, so the right file goes to a copy.
            let taken = if same {
                index.clone().load(file, bytes.to_vec())
            } else {
                index.load(file, bytes.to_vec())
            };
            assert_eq!(taken.is_ok(), same, "{file}: wrong bytes were loaded, or the right ones rejected");
        }
    }
    if file.is_none() && !bytes.is_empty() {
        // I1: no flipped bit may go unnoticed. This tries one, another for each input.
        let small = small();
        let mut damaged = small.head.clone();
        let at = crc32fast::hash(bytes) as usize % damaged.len();
        damaged[at] ^= 1 << (bytes.len() % 8);
        assert!(Index::open(damaged, &small.names).is_err(), "a flipped bit in byte {at} goes unnoticed");
    }
}

pub(super) fn index_open_fixed(data: &[u8]) {
    let Some((file, bytes)) = replaced(data) else { return };
    let mut bytes = bytes.to_vec();
    let small = small();
    match file {
        None => fix_header(&mut bytes, &small.head, true),
        Some(file) if file.ends_with(".bin") => fix_header(&mut bytes, &small.files[file], false),
        Some(_) => {}
    }
    if let Some(file) = file {
        let waiting = waiting().lock().unwrap_or_else(PoisonError::into_inner);
        let index = waiting.get(file).cloned();
        drop(waiting);
        if index.is_none_or(|mut index| index.load_unchecked(file, bytes.clone()).is_err()) {
            return;
        }
    }
    opened(file, &bytes);
}

/// The queries to a damaged index; together they need every file of the small bundle.
const QUERIES: [&str; 5] = ["amlodipine", "norvasc dose", "feeling sick", "amlodipin", "qqqqq drive"];

/// For each file of the small bundle, an index that needs it next.
fn waiting() -> &'static Mutex<BTreeMap<String, Index>> {
    static WAITING: OnceLock<Mutex<BTreeMap<String, Index>>> = OnceLock::new();
    WAITING.get_or_init(|| {
        let (small, mut out) = (small(), BTreeMap::new());
        for text in QUERIES {
            let mut index = small.index.lock().unwrap_or_else(PoisonError::into_inner).clone();
            for _ in 0..32 {
                let _ = search(&index, &Query::new(text));
                for path in index.missing_paths() {
                    out.entry(path.clone()).or_insert_with(|| index.clone());
                    let loaded = index.load(&path, small.files[&path].clone());
                    assert!(loaded.is_ok(), "{path} is whole");
                }
            }
        }
        Mutex::new(out)
    })
}

/// Queries an index with one replaced file; whatever its bytes are, nothing may panic.
fn opened(file: Option<&str>, bytes: &[u8]) {
    let small = small();
    let head = if file.is_none() { bytes.to_vec() } else { small.head.clone() };
    let Ok(mut index) = Index::open(head, &small.names) else { return };
    assert!(index.page(PageId(index.page_count())).is_none(), "a page after the last");
    assert!(index.text(PassageId(index.passage_count())).is_none(), "a passage after the last");
    let other = file.map(|file| (file, bytes));
    for text in QUERIES {
        let found = search_loading(&mut index, &small.files, other, &Query::new(text));
        assert!(found.answers.len() <= 10 && found.medicines.len() <= 10 && found.different.len() <= 10);
        for answer in &found.answers {
            highlighted(&answer.text, &answer.ranges);
            highlighted(&answer.heading, &answer.heading_ranges);
        }
        let _ = (found.hits(), wire::json(&found));
    }
}

/// Fixes the header and the lengths, and the checksum of a head, as an attacker would, so that the fuzzer gets past them.
fn fix_header(bytes: &mut [u8], template: &[u8], is_head: bool) {
    let word = |bytes: &[u8], at: usize| {
        u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]) as usize
    };
    let parts = word(template, 20);
    let checksum = if is_head { 4 } else { 0 };
    let Some(mut rest) = bytes.len().checked_sub(24 + parts * 4 + checksum) else { return };
    bytes[..12].copy_from_slice(&template[..12]);
    bytes[20..24].copy_from_slice(&template[20..24]);
    let last = parts - 1 - usize::from(is_head);
    for part in 0..parts {
        let entry = 24 + part * 4;
        let length = match part {
            _ if part > last => checksum,
            _ if part == last => rest,
            _ => rest.min(word(bytes, entry)),
        };
        rest -= length.min(rest);
        bytes[entry..entry + 4].copy_from_slice(&(length as u32).to_le_bytes());
    }
    if let Some((before, sum)) = bytes.split_last_chunk_mut().filter(|_| is_head) {
        *sum = crc32fast::hash(before).to_le_bytes();
    }
}
