//! Measures search: opening an index, whole queries, and every keystroke of them; one thread, native.
//!
//! Uses the corpus and its queries if they are beside the project, else the sample monographs and `tests/relevance.tsv`.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on should stop")]

#[path = "../tests/support/shared.rs"]
mod shared;
#[path = "../tests/shelf/mod.rs"]
mod shelf;

use drug_card::internals::index::Index;
use drug_card::internals::lexicon::Lexicon;
use drug_card::internals::search::{Query, Scope};
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

fn main() {
    let (sources, questions) = match shared::find("queries/dev.jsonl") {
        Some(queries) => (shelf::sources(&shared::need("corpus/composition")), judged(&queries)),
        None => (shelf::samples(), relevance()),
    };
    let megabytes = sources.iter().map(|(_, text)| text.len()).sum::<usize>() as f64 / 1e6;
    let begun = Instant::now();
    let shelf = shelf::index(&sources, &Lexicon::builtin());
    let spent = begun.elapsed().as_secs_f64();
    let bytes: usize = shelf.files.values().map(Vec::len).sum();
    println!("{} monographs, {megabytes:.1} MB → bundle of {:.1} MB", sources.len(), bytes as f64 / 1e6);
    println!("build       {spent:.2} s, {:.1} MB/s on one thread, parsing included", megabytes / spent);
    let begun = Instant::now();
    black_box(Index::open(shelf.head.clone(), &shelf.names).unwrap());
    println!("open        {:.1} ms, every checksum checked", begun.elapsed().as_secs_f64() * 1e3);

    let ask = |text: &str| {
        let begun = Instant::now();
        black_box(shelf.search(&Query { text: black_box(text), limit: 10, scope: Scope::All }));
        begun.elapsed()
    };
    questions.iter().for_each(|text| _ = ask(text));
    report("question", questions.iter().map(|text| ask(text)).collect());
    let keystrokes =
        questions.iter().flat_map(|text| text.char_indices().map(|(at, c)| &text[..at + c.len_utf8()]));
    report("keystroke", keystrokes.map(ask).collect());
}

fn judged(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap();
    let question = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        value["text"].as_str().unwrap_or_default().to_string()
    };
    text.lines().map(question).collect()
}

fn relevance() -> Vec<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/relevance.tsv")).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| line.split('\t').next().unwrap_or_default().to_string()).collect()
}

fn report(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    println!(
        "{what:<11} {} of them: p50 {:.2} ms, p95 {:.2} ms, p99 {:.2} ms, max {:.2} ms",
        times.len(),
        at(0.5),
        at(0.95),
        at(0.99),
        at(1.0)
    );
}
