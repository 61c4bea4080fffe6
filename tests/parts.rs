//! `build --part` and `merge` give the same bytes as a whole build, or an error.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use support::scratch;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_drug-card"));
    command.current_dir(folder).env("SOURCE_DATE_EPOCH", "1795305600");
    command.args(arguments).output().expect("the program starts")
}

fn succeed(folder: &Path, arguments: &[&str]) {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Runs the program and expects this exit code and these words.
fn refused(folder: &Path, arguments: &[&str], code: i32, words: &str) {
    let output = run(folder, arguments);
    let printed = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {printed}");
    assert!(printed.contains(words), "{arguments:?} should print {words:?} but printed: {printed}");
    assert!(!folder.join("out").exists(), "{arguments:?} left a bundle");
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                found.insert(name, fs::read(path).unwrap());
            }
        }
    }
    found
}

fn content() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content").to_string_lossy().into_owned()
}

/// Writes the parts of `content` into `folder`, the last one first, and returns their names in that order.
fn parts(folder: &Path, of: usize, content: &str, more: &[&str]) -> Vec<String> {
    let one = |part: usize| {
        let (share, name) = (format!("{part}/{of}"), format!("part-{part}-of-{of}"));
        succeed(folder, &[&["build", content, "--part", &share, "-o", &name], more].concat());
        name
    };
    (1..=of).rev().map(one).collect()
}

fn merge<'a>(parts: &'a [String], out: &'a str) -> Vec<&'a str> {
    let mut arguments = vec!["merge"];
    arguments.extend(parts.iter().map(String::as_str));
    arguments.extend(["-o", out]);
    arguments
}

#[test]
fn any_number_of_parts_gives_the_bundle_of_a_whole_build() {
    let folder = scratch("parts/same");
    succeed(&folder, &["build", &content(), "-o", "whole"]);
    let whole = files(&folder.join("whole"));
    assert!(whole.len() > 30);
    // The last number is larger than that of the files.
    for of in [1, 2, 4, 8, 32] {
        let parts = parts(&folder, of, &content(), &[]);
        succeed(&folder, &merge(&parts, "joined"));
        let joined = files(&folder.join("joined"));
        assert!(joined.keys().eq(whole.keys()), "{of} parts");
        let changed: Vec<_> = whole.iter().filter(|(name, bytes)| joined[*name] != **bytes).collect();
        assert!(changed.is_empty(), "{of} parts: {:?}", changed.first().map(|(name, _)| name));
    }
}

#[test]
fn local_names_notes_and_addresses_survive_parts() {
    let folder = scratch("parts/site");
    fs::write(folder.join("names.tsv"), "brand\tHouseamine\tmilrinone\n").unwrap();
    let notes =
        r#"{"name": "Ward 3", "date": "2026-11-01", "medicines": {"milrinone": {"notes": ["Ask first."]}}}"#;
    fs::write(folder.join("notes.json"), notes).unwrap();
    let site = ["--synonyms", "names.tsv", "--overlay", "notes.json"];
    let template = ["--url-template", "/drugs/{path}/#{anchor}"];
    succeed(&folder, &[&["build", &content(), "-o", "whole"], &site[..], &template].concat());
    let parts = parts(&folder, 3, &content(), &site);
    succeed(&folder, &[&merge(&parts, "joined")[..], &site, &template].concat());
    assert!(files(&folder.join("whole")) == files(&folder.join("joined")));
    refused(&folder, &merge(&parts, "out"), 4, "the --lang, --synonyms and --overlay given here");
}

#[test]
fn an_incomplete_set_of_parts_is_rejected() {
    let folder = scratch("parts/refused");
    let all = parts(&folder, 2, &content(), &[]);
    refused(&folder, &merge(&all[..1], "out"), 2, "expected parts 1 to 2, each once, but got 2");
    let twice = [&all[..], &all[..1]].concat();
    refused(&folder, &merge(&twice, "out"), 2, "but got 1, 2, 2");
    let few = format!("{}/m", content());
    let other = parts(&scratch("parts/other"), 2, &few, &[]);
    fs::copy(folder.with_file_name("other").join(&other[0]), folder.join("other")).unwrap();
    refused(&folder, &merge(&["other".into(), all[1].clone()], "out"), 4, "built from other files");

    let name = folder.join(&all[0]);
    let good = fs::read_to_string(&name).unwrap();
    let last = good.trim_end().rfind('\n').unwrap() + 1;
    let second = good.find('\n').unwrap() + 1;
    let third = second + good[second..].find('\n').unwrap() + 1;
    for (damaged, words) in [
        (good[..last].to_string(), "is cut"),
        (good[..last - 9].to_string(), "expected a monograph in line"),
        (good.replacen("not", "now", 1), "copy the part again"),
        (format!("{}{}", &good[..second], &good[third..]), "copy the part again"),
        (format!("{good}{}", &good[second..third]), "more lines follow"),
        (good[second..].to_string(), "expected the head of a part"),
        (
            good.replacen("\"generator\":\"drug-card ", "\"generator\":\"drug-card 9", 1),
            "build all parts with this version",
        ),
        (String::new(), "expected the head of a part"),
    ] {
        fs::write(&name, damaged).unwrap();
        refused(&folder, &merge(&all, "out"), 4, words);
    }
}

#[test]
fn the_part_number_and_the_address_are_checked_before_anything_is_read() {
    let folder = scratch("parts/arguments");
    for share in ["0/2", "3/2", "2", "a/b", "1/0", "1/99999"] {
        refused(&folder, &["build", "nowhere", "--part", share, "-o", "out"], 2, "such as 2/8");
    }
    for template in ["drugs/{slug}", "/drugs/", "/drugs/{name}", "javascript:alert('{slug}')", "/{slug}/{"] {
        let words = "starts with / or https:// and contains {slug} or {path}";
        refused(&folder, &["build", "nowhere", "--url-template", template, "-o", "out"], 2, words);
    }
}
