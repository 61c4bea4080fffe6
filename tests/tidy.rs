//! Checks the structure of the code: who imports whom, what touches the outside world, first lines, length.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may panic")]

#[path = "support/imports.rs"]
mod imports;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules in the order of the data flow; a module imports only from modules before it.
const ORDER: [&str; 12] = [
    "lean",
    "text",
    "error",
    "lexicon",
    "read",
    "monograph",
    "card",
    "index",
    "search",
    "bundle",
    "export",
    "import",
];

/// The modules that may touch files, clocks, terminals and browsers.
const EDGES: [&str; 4] = ["main", "cli", "wasm", "internals"];

/// What only an edge may use.
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

/// What turns text into markup or code.
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

/// The most lines a file may have, without its tests.
const MOST_LINES: usize = 400;

/// The files below a folder as names from the root of the repository and texts.
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
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    walk(&root.join(folder), extensions, &mut found);
    found.sort();
    assert!(!found.is_empty(), "no file in {folder}: the test would check nothing");
    let name = |path: &Path| path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
    found.iter().map(|path| (name(path), fs::read_to_string(path).expect("a text"))).collect()
}

/// The module that a file of `src` belongs to: `monograph` for `src/monograph/faq.rs`.
fn module(file: &str) -> &str {
    let below = file.trim_start_matches("src/");
    below.split(['/', '.']).next().unwrap_or(below)
}

/// The lines of code with their numbers, without comments.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line));
    lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// The text before the tests at the end of a file; nothing of a file that contains only tests.
fn shipped(text: &str) -> &str {
    if text.contains("#![cfg(test)]") { "" } else { text.split("#[cfg(test)]").next().unwrap_or(text) }
}

fn expect_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_module_imports_only_from_modules_before_it() {
    let mut wrong = Vec::new();
    for (file, text) in files("src", &["rs"]) {
        let here = ORDER.iter().position(|name| *name == module(&file));
        for (line, words) in code(shipped(&text)) {
            for part in words.split("crate::").skip(1) {
                let target =
                    part.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
                let there = ORDER.iter().position(|name| *name == target);
                let back = matches!((here, there), (Some(here), Some(there)) if there > here);
                if back || (here.is_some() && EDGES.contains(&target)) {
                    wrong.push(format!("{file}:{line} imports {target}"));
                }
            }
            // `use crate::{a, b}` would hide its targets from this test.
            if words.contains("crate::{") {
                wrong.push(format!("{file}:{line} imports several modules in one line"));
            }
        }
    }
    expect_none(&wrong);
}

#[test]
fn every_module_has_its_place_in_the_order() {
    for (file, _) in files("src", &["rs"]) {
        let module = module(&file);
        assert!(
            module == "lib" || ORDER.contains(&module) || EDGES.contains(&module),
            "{file} is in no module"
        );
    }
}

#[test]
fn no_files_import_each_other() {
    let below = |folder: &str, extension| -> Vec<(String, String)> {
        let named = files(folder, &[extension]).into_iter();
        named.map(|(name, text)| (name[folder.len() + 1..].to_owned(), text)).collect()
    };
    for crate_folder in ["src", "xtask/src"] {
        let graph = imports::rust(&below(crate_folder, "rs"));
        let edges: usize = graph.values().map(BTreeSet::len).sum();
        assert!(edges > graph.len(), "{crate_folder}: only {edges} imports were found");
        expect_none(&imports::cycles(&graph));
    }
    let graph = imports::script(&below("www", "js"));
    assert!(graph.values().map(BTreeSet::len).sum::<usize>() > graph.len());
    expect_none(&imports::cycles(&graph));
}

#[test]
fn only_the_edges_touch_the_outside_world() {
    let mut wrong = Vec::new();
    for (file, text) in files("src", &["rs"]) {
        if EDGES.contains(&module(&file)) {
            continue;
        }
        for (line, words) in code(shipped(&text)) {
            let found = EDGE_ONLY.iter().filter(|word| words.contains(*word));
            wrong.extend(found.map(|word| format!("{file}:{line} uses {word}")));
        }
    }
    expect_none(&wrong);
}

/// `println!` and `eprintln!` panic when nobody reads the other end of a pipe; `cli/output` returns an error instead.
#[test]
fn only_the_output_module_prints() {
    let mut wrong = Vec::new();
    for (file, text) in files("src/cli", &["rs"]) {
        if file.starts_with("src/cli/output/") {
            continue;
        }
        for (line, words) in code(shipped(&text)) {
            let found =
                ["print!", "println!", "stdout()", " stderr()"].iter().filter(|word| words.contains(*word));
            wrong.extend(found.map(|word| format!("{file}:{line} uses {word}")));
        }
    }
    expect_none(&wrong);
}

#[test]
fn only_one_module_uses_the_markdown_parser() {
    for (file, text) in files("src", &["rs"]) {
        let uses = code(shipped(&text)).any(|(_, line)| line.contains("pulldown_cmark"));
        assert!(module(&file) == "read" || !uses, "{file} uses pulldown-cmark");
    }
}

#[test]
fn every_file_starts_with_a_sentence_about_it() {
    let mut wrong = Vec::new();
    for folder in ["src", "xtask/src", "tests", "fuzz/src", "benches"] {
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
    expect_none(&wrong);
}

#[test]
fn no_text_becomes_markup_in_the_front_end() {
    let mut wrong = Vec::new();
    for (file, text) in files("www", &["js", "html"]) {
        for (at, line) in text.lines().enumerate() {
            let line_of = |word: &str| format!("{file}:{} uses {word}", at + 1);
            wrong.extend(SINKS.iter().filter(|sink| line.contains(*sink)).map(|sink| line_of(sink)));
            let inline = [" style=", " onclick=", " onload=", "<style"];
            if file.ends_with(".html") && inline.iter().any(|bad| line.contains(bad)) {
                wrong.push(line_of("inline style or script"));
            }
        }
    }
    expect_none(&wrong);
}

/// `cargo xtask test` runs the ignored tests if the corpus is there, and selects them by name.
#[test]
fn the_name_of_an_ignored_test_contains_corpus() {
    let mut wrong = Vec::new();
    for (file, text) in files("tests", &["rs"]) {
        for ignored in text.split("\n#[ignore").skip(1) {
            let (reason, rest) = ignored.split_once(']').unwrap();
            let name = rest.split(['(', '\n']).find(|line| line.starts_with("fn ")).unwrap_or_default();
            if reason != " = \"needs the corpus beside the project\"" || !name.contains("corpus") {
                wrong.push(format!("{file}: `{name}` is ignored with{reason}"));
            }
        }
    }
    expect_none(&wrong);
}

#[test]
fn no_file_is_too_long() {
    let mut wrong = Vec::new();
    for folder in ["src", "xtask/src", "www"] {
        for (file, text) in files(folder, &["rs", "js"]) {
            let lines = shipped(&text).lines().count();
            // Each is one class whose parts share their state.
            let exception = ["www/elements/drug-card-element.js", "www/bundle/multi-bundle.js"];
            if lines > MOST_LINES && !exception.contains(&file.as_str()) {
                wrong.push(format!("{file} has {lines} lines; split it by its jobs"));
            }
        }
    }
    expect_none(&wrong);
}
