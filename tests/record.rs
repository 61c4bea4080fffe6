//! What is recorded of a page (review, version, withdrawal) is shown wherever the page is, and nothing else is.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may panic; that is how it fails"
)]

mod support;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use support::{expect_words, run, scratch, write};

const BODY: &str = "### Usage\nFor tests.\n\n### Dosage\nTake 5 mg.\n\n**Disclaimer:** Written by a machine, not clinically reviewed.\n";

/// Slug, front matter, the first line of the card. `support::run` sets the day: 22 November 2026.
const PAGES: [(&str, &str, &str); 6] = [
    ("plainol", "", "Machine-written, not clinically reviewed."),
    (
        "reviewol",
        "status: active\nreviewed: 2026-05-01\nreviewed_by: Ward Pharmacy\nnext_review: 2027-05-01\nversion: 3\neffective_date: 2026-05-10\nsource: House formulary\n",
        "Machine-written. Reviewed 1 May 2026 by Ward Pharmacy; next review due 1 May 2027.",
    ),
    (
        "lateol",
        "reviewed: 2024-05-01\nnext_review: 2025-05-01\n",
        "Machine-written. Reviewed 1 May 2024; next review due 1 May 2025.",
    ),
    (
        "dueol",
        "next_review: 2027-01-01\n",
        "Machine-written, not clinically reviewed; next review due 1 January 2027.",
    ),
    // No day is made of one that does not exist, or of one that says something else.
    ("brokenol", "reviewed: 2026-02-30\ndate: 2026-01-01\n", "Machine-written, not clinically reviewed."),
    (
        "goneol",
        "status: withdrawn\nwithdrawn: 2026-06-01\nreason: Recalled by its maker\nreplacement: Reviewol\nreviewed: 2026-05-01\n",
        "Withdrawn on 1 June 2026.",
    ),
];

const GONE: &str = "Withdrawn on 1 June 2026: Recalled by its maker. See Reviewol.";

fn built(name: &str) -> PathBuf {
    let folder = scratch(name);
    for (slug, front_matter, _) in PAGES {
        let title = slug[..1].to_uppercase() + &slug[1..];
        write(
            &folder,
            &format!("pages/{slug}.md"),
            &format!("---\ntitle: {title}\n{front_matter}---\n# {title}\n\n{BODY}"),
        );
    }
    run(&folder, "build pages -o bundle", 0);
    folder
}

fn file(folder: &Path, start: &str) -> String {
    let mut names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let found = names.find(|path| path.file_name().unwrap().to_string_lossy().starts_with(start));
    fs::read_to_string(found.unwrap()).unwrap()
}

#[test]
fn a_card_says_what_is_recorded_and_no_more() {
    let folder = built("record/card");
    for (slug, _, first) in PAGES {
        let html = run(&folder, &format!("render {slug} --bundle bundle"), 0);
        assert!(html.contains(&format!("<strong>{first}</strong>")), "{slug}: {html}");
        assert_eq!(
            html.contains("Version 3 · in force from 10 May 2026 · Source: House formulary"),
            slug == "reviewol"
        );
        let recorded = ["reviewol", "lateol", "goneol"].contains(&slug);
        let linked = run(&folder, &format!("export pages/{slug}.md --format jsonld"), 0);
        assert_eq!(linked.contains("\"lastReviewed\""), recorded, "{slug}");
        // A program built without the browser files writes no page.
        if folder.join("bundle/index.html").is_file() {
            let page = run(&folder, &format!("render {slug} --bundle bundle --page"), 0);
            let denied = page.contains("reviewed: not recorded");
            assert_eq!(denied, !recorded, "{slug} denies its review, or claims one");
            assert_eq!(page.contains("\"lastReviewed\""), recorded, "{slug}");
        }
    }
}

#[test]
fn a_withdrawn_page_says_so_and_nothing_else_wherever_it_is() {
    let folder = built("record/withdrawn");
    let card = run(&folder, "render goneol --bundle bundle", 0);
    assert!(card.contains(GONE), "{card}");
    for text in ["5 mg", "For tests", "no sections"] {
        assert!(!card.contains(text), "{text} on the card of a withdrawn page: {card}");
    }
    let found: Value =
        serde_json::from_str(&run(&folder, "search goneol dose --bundle bundle --json", 0)).unwrap();
    assert_eq!(found["medicines"][0]["alert"], json!({ "code": "withdrawn", "text": GONE }));
    assert_eq!(found["answers"], json!([]), "no passage of a withdrawn page");
    let tests = run(&folder, "search for tests --bundle bundle", 0);
    assert!(!tests.contains("Goneol"), "{tests}");
    for format in ["ndjson", "fhir", "jsonld", "opensearch"] {
        let lines = run(&folder, &format!("export pages --format {format}"), 0);
        let own: Vec<&str> = lines.lines().filter(|line| line.contains("Goneol")).collect();
        assert!(!own.is_empty() && own.iter().all(|line| line.contains(GONE)), "{format}: {own:?}");
        assert!(own.iter().all(|line| !line.contains("5 mg")), "{format}: {own:?}");
    }
    let page = run(&folder, "parse pages/goneol.md", 0);
    assert!(page.contains("5 mg"), "a parse gives the file as it is: {page}");
}

#[test]
fn the_list_of_withdrawn_pages_is_whole_and_names_only_them() {
    let folder = built("record/list");
    let text = fs::read_to_string(folder.join("bundle/withdrawn.json")).unwrap();
    let value: Value = serde_json::from_str(&text).unwrap();
    let rows = value["withdrawn"].as_array().unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!((&rows[0]["slug"], &rows[0]["text"]), (&json!("goneol"), &json!(GONE)));
    assert!(rows[0]["tree"].to_string().contains("Withdrawn on 1 June 2026."), "{text}");
    let list = text.split_once("\"withdrawn\":").unwrap().1.trim_end().strip_suffix('}').unwrap();
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    assert_eq!(value["sha256"], STANDARD.encode(Sha256::digest(list)));
    // It changes without a release, so no list of a release may hold its bytes.
    assert!(!file(&folder.join("bundle"), "files.").contains("withdrawn.json"));
    let titles: Vec<Vec<Value>> = serde_json::from_str(&file(&folder.join("bundle"), "titles.")).unwrap();
    let row = |slug: &str| titles.iter().find(|row| row[0] == slug).unwrap().clone();
    assert_eq!(row("reviewol")[5..], [json!("2026-05-01"), json!("2027-05-01")]);
    assert_eq!((row("goneol").len(), row("plainol").len()), (5, 3));
}

#[test]
fn an_overlay_records_a_review_of_pages_that_must_not_be_touched() {
    let folder = built("record/overlay");
    let overlay = r#"{"name": "Northfield", "date": "3 May 2026", "medicines": {
        "plainol": {"reviewed": "2026-05-03", "reviewed_by": "Ward 7", "notes": ["Ask first."]},
        "lateol": {"status": "withdrawn", "withdrawn": "2026-05-03"},
        "reviewol": {"reviewed": "2026-06-01"}}}"#;
    write(&folder, "overlay.json", overlay);
    run(&folder, "build pages -o bundle --overlay overlay.json", 0);
    let card = |slug: &str| run(&folder, &format!("render {slug} --bundle bundle"), 0);
    assert!(
        card("plainol").contains("Reviewed 3 May 2026 by Ward 7.") && card("plainol").contains("Ask first.")
    );
    assert!(card("lateol").contains("Withdrawn on 3 May 2026.") && !card("lateol").contains("5 mg"));
    let newer = card("reviewol");
    assert!(
        newer.contains("Reviewed 1 June 2026.") && !newer.contains("Ward Pharmacy"),
        "another review: {newer}"
    );
    write(&folder, "overlay.json", &overlay.replace("2026-05-03\", \"rev", "2026-05-33\", \"rev"));
    expect_words(
        &folder,
        "build pages -o bundle --overlay overlay.json",
        4,
        "expected a day such as 2026-05-01",
    );
}

#[test]
fn overdue_pages_are_reported_by_the_day_of_the_check() {
    let folder = built("record/overdue");
    for (arguments, code, overdue) in [
        ("check pages --deny overdue", 1, "pages/lateol.md:4"),
        ("check pages --deny overdue --today 2025-05-01", 0, ""),
        ("check pages --deny overdue --today 2027-05-02", 1, "the next review was due on 2027-05-01"),
    ] {
        let printed = run(&folder, arguments, code);
        assert_eq!(printed.contains("overdue"), !overdue.is_empty(), "{arguments}: {printed}");
        assert!(printed.contains(overdue.trim_start_matches("pages/")), "{arguments}: {printed}");
    }
    expect_words(
        &folder,
        "check pages --today 2024-01-01",
        1,
        "the review is of 2024-05-01, after 2024-01-01",
    );
    expect_words(&folder, "check pages --today 2026-02-30", 2, "expected a day such as 2026-05-01");
    expect_words(&folder, "build pages -o elsewhere --deny overdue", 1, "nothing was written");
    assert!(!folder.join("elsewhere").exists());
}
