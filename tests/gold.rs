//! Scores the parser against the gold set, which people have read and labelled.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic; that is how it fails")]

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use drug_card::internals::export::parse_json::parse_record;
use drug_card::internals::monograph::parse;

#[test]
#[ignore = "needs the corpus beside the project"]
fn the_parser_reads_the_corpus_as_careful_readers_do() {
    let gold = support::shared::need("gold");
    let paths = support::corpus();
    let mut lines = String::new();
    let mut record = |name: &str, path: &Path| {
        let parsed = parse(&fs::read_to_string(path).unwrap());
        lines.push_str(&serde_json::to_string(&parse_record(name, &parsed)).unwrap());
        lines.push('\n');
    };
    for path in &paths {
        record(&path.file_name().unwrap().to_string_lossy(), path);
    }
    record("seed/000_4988e64ad56aeaf4.txt", &support::shared::need("seed/milrinone.md"));
    let parsed = std::env::temp_dir().join(format!("drug-card-gold-{}.jsonl", std::process::id()));
    fs::write(&parsed, lines).unwrap();

    let score = |arguments: &[&str]| {
        let output = Command::new("python3")
            .arg(gold.join("score.py"))
            .arg(gold.join("monographs-dev.jsonl"))
            .arg(&parsed)
            .args(arguments)
            .output()
            .unwrap();
        println!("{}", String::from_utf8_lossy(&output.stdout));
        output.status.success()
    };
    let random = score(&[
        "--stratum",
        "random",
        "--min-faq-f1",
        "0.995",
        "--min-section-f1",
        "0.99",
        "--min-order",
        "0.97",
        "--min-text",
        "0.985",
        "--max-leaks",
        "0",
        "--max-swaps",
        "0",
        "--min-se-f1",
        "0.92",
        "--min-disclaimer",
        "0.98",
        "--max-missing",
        "0",
        "--list",
        "60",
    ]);
    let all = score(&[
        "--min-faq-f1",
        "0.98",
        "--min-section-f1",
        "0.975",
        "--min-text",
        "0.985",
        "--max-leaks",
        "0",
        "--max-swaps",
        "0",
        "--min-se-f1",
        "0.87",
        "--min-disclaimer",
        "0.98",
        "--max-missing",
        "0",
        "--list",
        "90",
    ]);
    if std::env::var_os("KEEP_PARSED").is_none() {
        fs::remove_file(&parsed).unwrap();
    }
    assert!(random && all, "a score is below its threshold, see above");
}
