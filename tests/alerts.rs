//! The alert of a page accompanies it wherever the page is listed, quoted or exported.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic; that is how it fails")]

mod support;

use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use support::{run, scratch, write};

/// Path, Markdown, and the code of the alert.
const PAGES: [(&str, &str, Option<&str>); 6] = [
    ("k/kalvine.md", "# Kalvine\n\n### Usage\nFor tests.\n\n### Dosage\nOne a day.\n", None),
    (
        "l/levosentacin.md",
        "# Levosentacin\n\n### Generic Name\nLevonadisentacin\n\n### Usage\nFor tests.\n\n### Dosage\nTwo a day.\n",
        Some("other-drug"),
    ),
    (
        "m/mirabond.md",
        "# Mirabond\n\n### Usage\nMirabond is a fictional medicine.\n\n### Dosage\nThree a day.\n",
        Some("fiction"),
    ),
    ("r/rovatil.md", "# Rovatil\n\nI cannot provide information on this medication.\n", Some("refusal")),
    (
        "t/tembrine.md",
        "# Tembrine\n\n### Usage\nFor {condition}.\n\n### Dosage\nFour drops a day.\n",
        Some("template"),
    ),
    // Two alerts: the graver one travels.
    (
        "v/velodine.md",
        "# Velodine\n\n### Usage\nVelodine is a fictional medicine for {condition}.\n\n### Dosage\nFive a day.\n",
        Some("fiction"),
    ),
];

fn bundle(name: &str) -> PathBuf {
    let folder = scratch(name);
    PAGES.iter().for_each(|(path, page, _)| write(&folder.join("pages"), path, page));
    run(&folder, "build pages -o bundle", 0);
    folder
}

fn json_of(printed: &str) -> Value {
    serde_json::from_str(printed.lines().next().unwrap()).unwrap()
}

fn title(page: &str) -> &str {
    page.lines().next().unwrap().trim_start_matches("# ")
}

#[test]
fn every_medicine_that_a_search_lists_has_its_alert() {
    let folder = bundle("alerts/search");
    for (_, page, code) in PAGES {
        let title = title(page);
        let found = json_of(&run(&folder, &format!("search {title} --bundle bundle --json"), 0));
        let alert = &found["medicines"][0]["alert"];
        assert_eq!(alert["code"], json!(code), "{title}");
        assert_eq!(alert["text"].as_str().is_some_and(|text| !text.is_empty()), code.is_some(), "{title}");
        let text = run(&folder, &format!("search {title} --bundle bundle"), 0);
        assert_eq!(text.contains("    ! "), code.is_some(), "{text}");
    }
    // An answer is a hit, too, and so is an offer.
    let found = json_of(&run(&folder, "search tembrine dosage --bundle bundle --json", 0));
    assert_eq!(found["answers"][0]["alert"]["code"], "template", "{found}");
    let found = json_of(&run(&folder, "search levosentacin plus --bundle bundle --json", 1));
    assert_eq!(found["different"][0]["alert"]["code"], "other-drug", "{found}");
}

#[test]
fn a_batch_reports_the_alerts_of_its_results() {
    let folder = bundle("alerts/batch");
    write(
        &folder,
        "queries.jsonl",
        "{\"qid\":\"1\",\"text\":\"levosentacin\"}\n{\"qid\":\"2\",\"text\":\"kalvine\"}\n",
    );
    let printed = run(&folder, "search --batch queries.jsonl --bundle bundle", 0);
    let lines: Vec<Value> = printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [alerting, plain] = lines.as_slice() else { unreachable!("two lines") };
    assert_eq!(alerting["alerts"][0]["id"], "l/levosentacin.md", "{alerting}");
    assert_eq!(alerting["alerts"][0]["code"], "other-drug", "{alerting}");
    assert_eq!(plain.get("alerts"), None, "{plain}");
}

#[test]
fn lists_from_a_to_z_have_the_alerts() {
    let folder = bundle("alerts/list");
    let root: Value =
        serde_json::from_str(&fs::read_to_string(folder.join("bundle/index.json")).unwrap()).unwrap();
    let file = Path::new("bundle").join(root["titles"]["file"].as_str().unwrap());
    let rows: Vec<Vec<String>> =
        serde_json::from_str(&fs::read_to_string(folder.join(file)).unwrap()).unwrap();
    assert_eq!(rows.len(), PAGES.len());
    for (_, page, code) in PAGES {
        let row = rows.iter().find(|row| row[1] == title(page)).unwrap();
        assert_eq!((row.get(3).map(String::as_str), row.len()), (code, if code.is_some() { 5 } else { 3 }));
    }
}

#[test]
fn passages_for_search_engines_have_the_alert() {
    let folder = bundle("alerts/export");
    run(&folder, "export pages --format ndjson -o passages.ndjson", 0);
    let passages = fs::read_to_string(folder.join("passages.ndjson")).unwrap();
    for line in passages.lines() {
        let passage: Value = serde_json::from_str(line).unwrap();
        let (_, _, code) = PAGES.iter().find(|(path, ..)| passage["path"] == *path).unwrap();
        assert_eq!(passage["alert"], json!(code));
    }
}
