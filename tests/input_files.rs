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
fn a_list_of_headings_may_be_saved_on_windows() {
    let page =
        "# Testamine\n\n## Gut für\nTests.\n\n## Wie viel, wie oft\n5 µg.\n\n## Was \"kann\" sein\nRot.\n";
    // As a spreadsheet writes it: quotes around cells, a column that is empty.
    let labels = "# ours\nusage\tGut für\n\"dosage\"\t\"Wie viel, wie oft\"\t\n\nside_effects\t\"Was \"\"kann\"\" sein\"\n";
    for (name, bytes) in saved(labels) {
        let folder = scratch(&format!("input-files/labels-{name}"));
        write(&folder, "content/testamine.md", page);
        put(&folder, "labels.tsv", &bytes);
        write(&folder, "drug-card.toml", "labels = [\"labels.tsv\"]\n");
        for command in ["parse --jsonl content --labels labels.tsv", "export content --format ndjson"] {
            let printed = run(&folder, command, 0);
            for kind in ["usage", "dosage", "side_effects"] {
                assert!(printed.contains(&format!("\"kind\":\"{kind}\"")), "{name}: {kind} in {printed}");
            }
        }
        expect_words(&folder, "build content -o out", 0, "3 of 3 sections of a known kind (100 %)");
    }
    // A line that cannot be read is named, in every command that reads the list: its heading would be of no kind without a word.
    let folder = scratch("input-files/labels-wrong");
    write(&folder, "content/testamine.md", page);
    for (line, words) in [
        ("dosage,Wie viel", "labels.tsv:2: expected a kind, a tab and a label, found \"dosage,Wie viel\""),
        ("dosage\tWie viel\tbei Kindern", "labels.tsv:2: expected a kind, a tab and a label"),
        ("dosage\t\"\"", "labels.tsv:2: expected a kind, a tab and a label"),
        ("menge\tWie viel", "labels.tsv:2: expected a kind of section ("),
    ] {
        put(&folder, "labels.tsv", &saved(&format!("# ours\n{line}\n"))[2].1);
        for command in
            ["build content -o out", "parse content", "check content", "export content --format ndjson"]
        {
            expect_words(&folder, &format!("{command} --labels labels.tsv"), 4, words);
        }
    }
    put(&folder, "labels.tsv", b"dosage\tWie viel\nusage\tGut f\xfcr\n");
    let words = "labels.tsv:2: expected UTF-8, but byte 27 is not; save the file as UTF-8";
    expect_words(&folder, "build content -o out --labels labels.tsv", 4, words);
    assert!(!folder.join("out").exists());
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

#[test]
fn what_exclude_and_gitignore_name_is_passed_over_with_the_reason() {
    let folder = scratch("input-files/excluded");
    for name in [
        "a.md",
        "b.old.md",
        "c.md",
        "drafts/d.md",
        "own/e.md",
        "own/f.md",
        "own/g.md",
        "deep/drafts/h.md",
        ".hidden/i.md",
        ".j.md",
        ".git/k.md",
    ] {
        write(&folder, &format!("content/{name}"), &PAGE.replace("Testamine", name));
    }
    write(&folder, "content/drafts.png", "x");
    write(&folder, "content/.empty/x.json", "{}");
    write(&folder, "content/.gitignore", "# ours\n\nc.md\ne.md\n/drafts/\n");
    write(&folder, "content/own/.gitignore", "!e.md\ng.md\n");
    let named = [
        "6 texts not read:",
        "  .hidden/: the name starts with a dot",
        "  .j.md: the name starts with a dot",
        "  b.old.md: named by exclude",
        "  c.md: named by .gitignore",
        "  drafts/: named by .gitignore",
        "  own/g.md: named by .gitignore",
        "drug-card:",
    ]
    .join("\n");
    // What is on the command line replaces what drug-card.toml says, like every option.
    write(&folder, "drug-card.toml", "exclude = [\"nothing.md\", \"*.old.md\"]\n");
    let printed = expect_words(&folder, "build content -o out", 0, "4 monographs");
    assert!(printed.contains(named.trim_end_matches("\ndrug-card:")), "{printed}");
    for medicine in ["a", "e", "f", "h"] {
        run(&folder, &format!("render {medicine} --bundle out"), 0);
    }
    expect_words(&folder, "check content --summary", 0, "b.old.md: named by exclude");
    let printed =
        expect_words(&folder, "parse content --jsonl --exclude own/ --exclude /deep", 0, "\"b.old.md\"");
    assert!(printed.contains("  own/: named by exclude") && printed.contains("  deep/: named by exclude"));
    assert!(!printed.contains("\"e.md\"") && !printed.contains("h.md\""), "{printed}");
    expect_words(&folder, "export content --format ndjson", 0, "b.old.md: named by exclude");
    expect_words(&folder, "build content -o out --exclude *.md", 4, "a.md: named by exclude");
    expect_words(&folder, "build content -o out --exclude a{.md", 2, "expected a pattern such as");
    write(&folder, "drug-card.toml", "exclude = [\"a.md\",\n \"x[\"]\n");
    expect_words(&folder, "build content -o out", 4, "for exclude");
    write(&folder, "drug-card.toml", "exclude = \"a.md\"\n");
    expect_words(&folder, "build content -o out", 4, "expected a list of patterns in quotes for exclude");
}

#[test]
fn a_repository_is_heeded_above_the_content_but_not_where_it_ignores_the_content() {
    let folder = scratch("input-files/repository");
    write(&folder, "work/.git/HEAD", "x");
    write(&folder, "work/.gitignore", "/build/\nlocal-*\nx{\n");
    write(&folder, "work/pages/a.md", PAGE);
    write(&folder, "work/pages/local-b.md", PAGE);
    write(&folder, "work/build/pages/local-c.md", PAGE);
    let printed = expect_words(&folder, "build work/pages -o out", 0, "1 monograph");
    assert!(printed.contains("  local-b.md: named by .gitignore"), "{printed}");
    assert!(printed.contains(".gitignore:3: expected a pattern, but"), "{printed}");
    expect_words(&folder, "build work/build/pages -o other", 0, "1 monograph");
    expect_words(&folder, "parse work/pages/local-b.md --jsonl", 0, "\"local-b.md\"");
}

#[test]
fn the_pages_of_a_site_can_be_excluded() {
    let folder = scratch("input-files/excluded-site");
    let page = |name: &str| format!("<main><h1>{name}</h1><h2>Usage</h2><p>For tests.</p></main>");
    write(&folder, "site/m/testamine.html", &page("Testamine"));
    write(&folder, "site/m/old.html", &page("Oldamine"));
    write(&folder, "site/blog/post.html", &page("Postamine"));
    write(&folder, "site/.gitignore", "*\n");
    let printed =
        expect_words(&folder, "build --site site -o out --exclude blog/ --exclude old.*", 0, "1 monograph");
    assert!(printed.contains("blog/: named by exclude") && printed.contains("m/old.html: named by exclude"));
}
