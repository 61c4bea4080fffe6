//! Files that people write are read however an editor or a spreadsheet saved them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod support;

use std::fs;
use std::path::Path;
use support::{expect_words, run, scratch, write};

const PAGE: &str = "---\ntitle: Testamine\n---\n\n# Testamine\n\n### Usage\nFor tests – 5 µg.\n\n### Disclaimer\nNo advice.\n";

/// A text in the encodings in which Windows saves it.
fn saved(text: &str) -> [(&'static str, Vec<u8>); 4] {
    let text = text.replace('\n', "\r\n");
    let utf16 = |mark: &[u8], write: fn(u16) -> [u8; 2]| {
        [mark, &text.encode_utf16().flat_map(write).collect::<Vec<u8>>()].concat()
    };
    [
        ("plain", text.clone().into_bytes()),
        ("bom", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("utf16le", utf16(b"\xff\xfe", u16::to_le_bytes)),
        ("utf16be", utf16(b"\xfe\xff", u16::to_be_bytes)),
    ]
}

fn put(folder: &Path, name: &str, bytes: &[u8]) {
    fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
    fs::write(folder.join(name), bytes).unwrap();
}

#[test]
fn every_input_file_may_be_saved_on_windows() {
    let overlay =
        r#"{"name":"Ward 5","date":"1 May 2026","medicines":{"testamine":{"notes":["Ask – ring 5 µ."]}}}"#;
    let synonyms = "# ours\nbrand\t\"Wardol, 5 mg\"\tTestamine\n\"brand\"\tWarderol\t\"Testamine\"\n";
    for (at, (name, page)) in saved(PAGE).into_iter().enumerate() {
        let folder = scratch(&format!("input-files/{name}"));
        put(&folder, "content/testamine.md", &page);
        put(&folder, "notes.json", &saved(overlay)[at].1);
        put(&folder, "names.tsv", &saved(synonyms)[at].1);
        put(&folder, "queries.jsonl", &saved("{\"qid\":\"a\",\"text\":\"warderol\"}\n")[at].1);
        let config =
            "content = \"content\"\noutput = \"out\"\noverlay = \"notes.json\"\nsynonyms = [\"names.tsv\"]\n";
        put(&folder, "drug-card.toml", &saved(config)[at].1);
        run(&folder, "build", 0);
        expect_words(&folder, "render testamine", 0, "Ask – ring 5 µ.");
        expect_words(&folder, "render testamine", 0, "For tests – ");
        expect_words(&folder, "search warderol", 0, "Testamine");
        expect_words(&folder, "search wardol 5 mg", 0, "Testamine");
        expect_words(&folder, "search --batch queries.jsonl", 0, "\"qid\":\"a\"");
    }
}

#[test]
fn bytes_that_are_no_text_are_named_with_their_line() {
    let folder = scratch("input-files/latin1");
    write(&folder, "content/testamine.md", PAGE);
    put(&folder, "names.tsv", b"# ours\nbrand\tCaf\xe9\tTestamine\n");
    let words = "names.tsv:2: expected UTF-8, but byte 16 is not; save the file as UTF-8";
    expect_words(&folder, "build content -o out --synonyms names.tsv", 4, words);
}

#[test]
fn other_ends_of_markdown_names_are_read_and_other_formats_counted() {
    let folder = scratch("input-files/ends");
    for name in ["warfarin.md", "heparin.markdown", "aspirin.MKD", "d/digoxin.mdx", "morphine.qmd"] {
        write(&folder, &format!("content/{name}"), &PAGE.replace("Testamine", &name[..4]));
    }
    run(&folder, "build content -o out", 0);
    let others = [
        "notes.txt",
        "README.md",
        "d/README.md",
        "d/_index.md",
        "SUMMARY.md",
        "templates/drug.md",
        "d/node_modules/x/a.md",
    ];
    others.iter().for_each(|name| write(&folder, &format!("content/{name}"), PAGE));
    write(&folder, "content/logo.png", "x");
    let printed = expect_words(&folder, "build content -o out", 0, "5 monographs");
    let named = [
        "6 texts not read:",
        "  SUMMARY.md: a list of pages",
        "  d/README.md: about the folder, not about a medicine",
        "  d/_index.md: a list of pages",
        "  d/node_modules/: a folder of the site's generator",
        "  notes.txt: not Markdown; build --site reads the .html pages of a site",
        "  templates/: a folder of the site's generator",
    ];
    assert!(printed.contains(&named.join("\n")), "{printed}");
    expect_words(&folder, "render digoxin --bundle out", 0, "d/di");
    expect_words(&folder, "render heparin --bundle out", 0, "hepa");
    expect_words(&folder, "check content --summary", 0, "6 texts not read");
}

#[test]
fn a_build_says_how_much_it_understood() {
    let folder = scratch("input-files/understood");
    write(&folder, "content/testamine.md", "# Testamine\n\n## Usage\nFor tests.\n\n## Colour\nRed.\n");
    let printed = expect_words(&folder, "build content -o out", 0, "1 of 2 sections of a known kind (50 %)");
    assert!(!printed.contains("less than half"), "{printed}");
    write(&folder, "content/notes.md", "# Notes\n\n## Ward\nThree.\n");
    let printed = expect_words(
        &folder,
        "build content -o out",
        0,
        "1 of 3 sections of a known kind (33 %), 1 page without any",
    );
    assert!(printed.contains("less than half of the sections are of a known kind"), "{printed}");
    let figures = r#""understood":{"sections":3,"known":1,"tables":0,"pagesWithoutKnownSection":1}"#;
    expect_words(&folder, "build content -o out --json", 0, figures);
}

#[test]
fn diagnostics_name_files_as_they_were_typed() {
    let folder = scratch("input-files/paths");
    write(&folder, "content/a/wrong.md", "# Testamine\n\n### Usage\nSee <b>this</b>.\n");
    for typed in ["content", "./content", "content/a/wrong.md"] {
        for (format, want) in [
            ("text", "content/a/wrong.md:1:1: "),
            ("github", " file=content/a/wrong.md,line=1,"),
            ("sarif", "\"uri\": \"content/a/wrong.md\""),
            ("json", "\"file\":\"content/a/wrong.md\""),
        ] {
            expect_words(&folder, &format!("check {typed} --format {format}"), 1, want);
        }
    }
}
