//! Exports for other programs: passages for search engines, FHIR, schema.org.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn content() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content")
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_drug-card")).args(arguments).output().expect("the program starts")
}

fn lines(format: &str) -> Vec<Value> {
    let output = run(&["export", content().to_str().unwrap(), "--format", format]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

/// The export has as many passages as the index, with the ids of search results.
#[test]
fn every_passage_of_the_index_is_exported_once() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("export-bundle");
    let bundle = folder.to_str().unwrap();
    let built = run(&["build", content().to_str().unwrap(), "-o", bundle, "--json"]);
    let figures: Value = serde_json::from_slice(&built.stdout).unwrap();
    let units = figures["units"].as_u64().unwrap() as usize;
    let records = lines("ndjson");
    let ids: BTreeSet<&str> = records.iter().map(|record| record["id"].as_str().unwrap()).collect();
    assert_eq!((records.len(), ids.len()), (units, units));
    let searched = run(&["search", "side effects of milrinone", "--bundle", bundle, "--json"]);
    let results: Value = serde_json::from_slice(&searched.stdout).unwrap();
    let hit = &results["answers"][0];
    let id = format!("{}#{}", hit["path"].as_str().unwrap(), hit["anchor"].as_str().unwrap());
    assert!(ids.contains(id.as_str()), "{id}");
    for (format, each) in [("opensearch", 2), ("quickwit", 1), ("meilisearch", 1), ("typesense", 1)] {
        assert_eq!(lines(format).len(), units * each, "{format}");
    }
}

#[test]
fn no_passage_is_exported_without_its_origin() {
    for format in ["ndjson", "quickwit", "meilisearch", "typesense"] {
        for record in lines(format) {
            let words = record["provenance"].as_str().unwrap();
            assert!(words.ends_with("Information only, not medical advice."), "{format}: {words}");
        }
    }
}

/// Checks what a schema cannot: the constraints cmp-1 and cmp-2 of a section, and unique ids in a resource.
fn check_section(section: &Value, ids: &mut BTreeSet<String>) {
    let inner = section["section"].as_array();
    let id = section["id"].as_str().unwrap_or_default();
    assert!(id.is_empty() || ids.insert(id.to_string()), "{id} twice");
    assert!(section.get("text").is_some() || inner.is_some_and(|inner| !inner.is_empty()), "cmp-1: {id}");
    assert!(section.get("emptyReason").is_none() || inner.is_none(), "cmp-2: {id}");
    if let Some(div) = section["text"]["div"].as_str() {
        assert!(div.starts_with("<div xmlns=\"http://www.w3.org/1999/xhtml\"><"), "{id}: {div}");
    }
    inner.into_iter().flatten().for_each(|section| check_section(section, ids));
}

#[test]
fn each_monograph_is_a_valid_r5_composition() {
    let compositions = lines("fhir");
    assert!(compositions.len() >= 30);
    let mut resources = BTreeSet::new();
    for composition in &compositions {
        assert_eq!(composition["resourceType"], "Composition");
        let id = composition["id"].as_str().unwrap();
        assert!(
            id.len() <= 64 && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte))
        );
        assert!(resources.insert(id), "{id} twice");
        for required in ["status", "type", "_date", "author", "title", "section"] {
            assert!(composition.get(required).is_some(), "{id} lacks {required}");
        }
        let mut ids = BTreeSet::new();
        composition["section"].as_array().unwrap().iter().for_each(|part| check_section(part, &mut ids));
        assert!(ids.contains("usage"), "{id}: {ids:?}");
    }
}

#[test]
fn each_monograph_is_a_page_of_schema_org() {
    let pages = lines("jsonld");
    assert!(pages.len() >= 30 && pages.iter().all(|page| page["@context"] == "https://schema.org"));
    assert!(pages.iter().any(|page| page["identifier"] == "m/milrinone.md"));
}

#[test]
fn a_file_is_written_atomically() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("export-whole");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("content")).unwrap();
    fs::write(folder.join("content/bad.md"), b"caf\xe9").unwrap();
    let target = folder.join("units.ndjson");
    let (target, from) = (target.to_str().unwrap(), folder.join("content"));
    let failed = run(&["export", from.to_str().unwrap(), "--format", "ndjson", "-o", target]);
    assert_eq!(failed.status.code(), Some(4));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing half written is left");
    assert!(
        run(&["export", content().to_str().unwrap(), "--format", "ndjson", "-o", target]).status.success()
    );
    let printed = run(&["export", content().to_str().unwrap(), "--format", "ndjson"]).stdout;
    assert_eq!(fs::read(target).unwrap(), printed);
}

#[test]
fn a_schema_is_printed_for_engines_that_need_one() {
    for format in ["opensearch", "quickwit", "meilisearch", "typesense"] {
        let output = run(&["export", "--schema", "--format", format]);
        assert!(
            serde_json::from_slice::<Value>(&output.stdout).is_ok_and(|schema| schema.is_object()),
            "{format}"
        );
    }
    let refused = run(&["export", "--schema", "--format", "fhir"]);
    assert_eq!(refused.status.code(), Some(2));
}
