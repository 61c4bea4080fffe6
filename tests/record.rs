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
use std::process::Command;
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

/// Slug, and of its FHIR Composition: status, date, day of the attester; then `lastReviewed` and `creativeWorkStatus` of JSON-LD.
const EXPORTED: [(&str, &str, [Option<&str>; 4]); 5] = [
    ("plainol", "unknown", [None, None, None, None]),
    ("reviewol", "final", [Some("2026-05-01"), Some("2026-05-01"), Some("2026-05-01"), Some("Active")]),
    ("lateol", "unknown", [Some("2024-05-01"), Some("2024-05-01"), Some("2024-05-01"), None]),
    ("goneol", "deprecated", [Some("2026-06-01"), Some("2026-05-01"), Some("2026-05-01"), Some(GONE)]),
    ("draftol", "preliminary", [None, None, None, Some("Draft. DRAFT, not published (status: draft).")]),
];

#[test]
fn every_state_of_a_page_is_in_every_form_that_leaves_the_program() {
    let folder = built("record/forms");
    write(
        &folder,
        "pages/draftol.md",
        &format!("---\ntitle: Draftol\nstatus: draft\n---\n# Draftol\n\n{BODY}"),
    );
    run(&folder, "build pages -o bundle --drafts", 0);
    let exported = |format: &str| -> Vec<Value> {
        let lines = run(&folder, &format!("export pages --drafts --format {format}"), 0);
        lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
    };
    let (compositions, data) = (exported("fhir"), exported("jsonld"));
    for (slug, status, [date, attested, reviewed, work]) in EXPORTED {
        let composition = compositions.iter().find(|value| value["id"] == slug).unwrap();
        assert_eq!(composition["status"], status, "{slug}");
        assert_eq!(composition["date"].as_str(), date, "{slug}");
        assert_eq!(
            composition.get("_date").is_none(),
            date.is_some(),
            "{slug}: an absent date has its reason"
        );
        assert_eq!(composition["attester"][0]["time"].as_str(), attested, "{slug}");
        let linked = data.iter().find(|value| value["identifier"] == format!("{slug}.md")).unwrap();
        assert_eq!(linked["lastReviewed"].as_str(), reviewed, "{slug}");
        assert_eq!(linked["creativeWorkStatus"].as_str(), work, "{slug}");
    }
    let late = compositions.iter().find(|value| value["id"] == "lateol").unwrap();
    assert!(late["note"][0]["text"].as_str().unwrap().contains("next review due 1 May 2025"), "{late}");
    let titles: Vec<Vec<Value>> = serde_json::from_str(&file(&folder.join("bundle"), "titles.")).unwrap();
    let draft = titles.iter().find(|row| row[0] == "draftol").unwrap();
    assert_eq!(draft[3..], [json!("draft"), json!("DRAFT, not published (status: draft).")]);
}

/// Paper and pre-rendered pages cannot ask the reader's clock: what is overdue on the day of rendering says so.
#[test]
fn a_rendered_page_and_the_printed_pack_call_an_overdue_review_overdue() {
    let folder = built("record/paper");
    if !folder.join("bundle/index.html").is_file() {
        // A program built without the browser files writes no page.
        return;
    }
    let overdue = "<p class=\"alert\">Review overdue: it was due on 1 May 2025.</p>";
    for (slug, ..) in PAGES {
        let page = run(&folder, &format!("render {slug} --bundle bundle --page"), 0);
        assert_eq!(page.contains(overdue), slug == "lateol", "{slug}: {page}");
        assert_eq!(page.contains("Review overdue"), slug == "lateol", "{slug}");
    }
    run(&folder, "render --all --print-pack --bundle bundle -o pack", 0);
    let pack = fs::read_to_string(folder.join("pack/print-pack.html")).unwrap();
    assert_eq!(pack.matches(overdue).count(), 1, "{pack}");
    for line in PAGES.map(|(.., line)| line) {
        assert!(pack.contains(line), "{line}");
    }
    // On another day, and in another language.
    let early = Command::new(env!("CARGO_BIN_EXE_drug-card"))
        .args(["render", "lateol", "--bundle", "bundle", "--page"])
        .env("SOURCE_DATE_EPOCH", "1746057600")
        .current_dir(&folder)
        .output()
        .unwrap();
    assert!(
        !String::from_utf8_lossy(&early.stdout).contains("Review overdue"),
        "due that day is not overdue"
    );
    for (lang, words) in [
        ("de", "Prüfung überfällig: Sie war am 2025-05-01 fällig."),
        ("es", "Revisión vencida: debía hacerse el 2025-05-01."),
        ("fr", "Relecture en retard : elle était prévue le 2025-05-01."),
        ("ar", "تأخرت المراجعة: كان موعدها 2025-05-01."),
    ] {
        run(&folder, &format!("build pages -o bundle-{lang} --lang {lang}"), 0);
        expect_words(&folder, &format!("render lateol --bundle bundle-{lang} --page"), 0, words);
    }
}
