//! Owns how fast pages are read: bare pulldown-cmark and our parser over the same texts in one run, medians of seven.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use drug_card::monograph::{parse, read};
use pulldown_cmark::{Options, Parser};

const RUNS: usize = 7;

/// Small folders are read again and again, up to about this many bytes.
const ENOUGH: usize = 8 << 20;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = texts(&root.join("../shared/corpus/composition"));
    if texts.is_empty() {
        texts = self::texts(&root.join("content"));
    }
    let bytes: usize = texts.iter().map(String::len).sum();
    if bytes == 0 {
        println!("neither the corpus nor content/ holds a page; there is nothing to measure");
        return;
    }
    let rounds = (ENOUGH / bytes).max(1);
    let megabytes = (bytes * rounds) as f64 / 1e6;
    println!("{} pages, {rounds} times, {megabytes:.1} MB", texts.len());

    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..RUNS {
        times[0].push(time(rounds, &texts, |text| {
            for event in Parser::new_ext(text, Options::empty()).into_offset_iter() {
                black_box(event);
            }
        }));
        times[1].push(time(rounds, &texts, |text| drop(black_box(read(text)))));
        times[2].push(time(rounds, &texts, |text| drop(black_box(parse(text)))));
    }
    let [base_name, silent, whole] = times.map(median);
    for (name, taken) in [("pulldown-cmark", base_name), ("read", silent), ("parse", whole)] {
        let seconds = taken.as_secs_f64();
        println!("{name:<15} {:>7.1} MB/s {:>5.1}x", megabytes / seconds, seconds / base_name.as_secs_f64());
    }
}

fn time(rounds: usize, texts: &[String], each: impl Fn(&str)) -> Duration {
    let begin = Instant::now();
    for _ in 0..rounds {
        texts.iter().for_each(|text| each(text));
    }
    begin.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn texts(folder: &Path) -> Vec<String> {
    let mut paths = Vec::new();
    walk(folder, &mut paths);
    paths.sort();
    paths.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect()
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            paths.push(path);
        }
    }
}
