//! Owns the order of the house: who imports whom, first lines, edges, no sink for markup.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in the order the data walks; a room imports only from rooms before it.
const ROOMS: [&str; 12] = [
    "lean",
    "text",
    "error",
    "lexicon",
    "read",
    "monograph",
    "site",
    "card",
    "index",
    "search",
    "bundle",
    "export",
];

/// Where the program touches files, clocks, terminals and browsers.
const EDGES: [&str; 3] = ["main", "cli", "wasm"];

/// What only an edge may say.
const EDGE_ONLY: [&str; 11] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::time",
    "println!",
    "eprintln!",
    "print!",
    "web_sys",
    "wasm_bindgen",
    "std::io",
];

/// What makes markup or code from text.
const SINKS: [&str; 9] = [
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "DOMParser",
    "createContextualFragment",
    "new Function",
    "eval(",
    "setHTMLUnsafe",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &str, extensions: &[&str]) -> Vec<(String, String)> {
    fn walk(folder: &Path, extensions: &[&str], found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("a folder of the project can be read").path();
            if path.is_dir() {
                walk(&path, extensions, found);
            } else if path.extension().is_some_and(|ext| extensions.iter().any(|want| ext == *want)) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), extensions, &mut found);
    found.sort();
    assert!(!found.is_empty(), "no file in {folder}: the test would hold nothing");
    let name =
        |path: &Path| path.strip_prefix(root()).expect("below the root").to_string_lossy().replace('\\', "/");
    found.iter().map(|path| (name(path), fs::read_to_string(path).expect("a text"))).collect()
}

/// The room of a file of `src/`: `monograph` for `src/monograph/faq.rs`.
fn room(file: &str) -> &str {
    let below = file.trim_start_matches("src/");
    below.split(['/', '.']).next().unwrap_or(below)
}

/// The code of a file without comments, so that a word in a sentence counts for nothing.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(at, line)| (at + 1, line))
}

/// The lines of code before the tests at the end of a file; none of a file that is tests only.
fn shipped(text: &str) -> &str {
    if text.contains("#![cfg(test)]") { "" } else { text.split("#[cfg(test)]").next().unwrap_or(text) }
}

#[test]
fn a_room_imports_only_from_rooms_before_it() {
    let mut wrong = Vec::new();
    for (file, text) in files("src", &["rs"]) {
        let here = ROOMS.iter().position(|name| *name == room(&file));
        for (line, words) in code(shipped(&text)) {
            for part in words.split("crate::").skip(1) {
                let target =
                    part.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
                let there = ROOMS.iter().position(|name| *name == target);
                let back = matches!((here, there), (Some(here), Some(there)) if there > here);
                if back || (here.is_some() && EDGES.contains(&target)) {
                    wrong.push(format!("{file}:{line} imports {target}"));
                }
            }
            // `use crate::{a, b}` would hide its targets from this test.
            if words.contains("crate::{") {
                wrong.push(format!("{file}:{line} imports several rooms in one line"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_room_is_known() {
    for (file, _) in files("src", &["rs"]) {
        let room = room(&file);
        assert!(room == "lib" || ROOMS.contains(&room) || EDGES.contains(&room), "{file} is in no room");
    }
}

#[test]
fn only_the_edges_touch_the_world() {
    let mut wrong = Vec::new();
    for (file, text) in files("src", &["rs"]) {
        if EDGES.contains(&room(&file)) {
            continue;
        }
        for (line, words) in code(shipped(&text)) {
            wrong.extend(
                EDGE_ONLY
                    .iter()
                    .filter(|word| words.contains(*word))
                    .map(|word| format!("{file}:{line} says {word}")),
            );
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn only_one_room_knows_markdown() {
    for (file, text) in files("src", &["rs"]) {
        assert!(
            room(&file) == "read" || !code(shipped(&text)).any(|(_, line)| line.contains("pulldown_cmark")),
            "{file} knows pulldown-cmark"
        );
    }
}

#[test]
fn the_first_line_of_a_file_says_what_it_does() {
    let mut wrong = Vec::new();
    for folder in ["src", "xtask/src", "tests", "fuzz/src"] {
        for (file, text) in files(folder, &["rs"]) {
            let first = text.lines().next().unwrap_or_default();
            if !first.starts_with("//! ") {
                wrong.push(format!("{file}: {first}"));
            }
        }
    }
    for (file, text) in files("www", &["js"]) {
        let first = text.lines().next().unwrap_or_default();
        if !first.starts_with("// ") && !first.starts_with("/** ") {
            wrong.push(format!("{file}: {first}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn no_text_becomes_markup_in_the_shell() {
    let mut wrong = Vec::new();
    for (file, text) in files("www", &["js", "html"]) {
        for (at, line) in text.lines().enumerate() {
            let line_of = |word: &str| format!("{file}:{} says {word}", at + 1);
            wrong.extend(SINKS.iter().filter(|sink| line.contains(*sink)).map(|sink| line_of(sink)));
            if file.ends_with(".html")
                && [" style=", " onclick=", " onload=", "<style"].iter().any(|bad| line.contains(bad))
            {
                wrong.push(line_of("inline style or script"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn no_file_needs_scrolling_to_understand() {
    for folder in ["src", "xtask/src", "www"] {
        for (file, text) in files(folder, &["rs", "js"]) {
            let lines = shipped(&text).lines().count();
            assert!(lines <= 455, "{file} has {lines} lines; split it where it has two jobs");
        }
    }
}
