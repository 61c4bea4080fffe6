//! Measures the parser beside pulldown-cmark alone, over the same texts in one run; medians of seven.

#[path = "../tests/support/shared.rs"]
mod shared;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use drug_card::internals::monograph::{parse, read};
use pulldown_cmark::{Options, Parser};

const RUNS: usize = 7;

/// Small folders are read several times, up to about this many bytes.
const ENOUGH: usize = 8 << 20;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let texts = texts(&shared::find("corpus/composition").unwrap_or_else(|| root.join("content")));
    let bytes: usize = texts.iter().map(String::len).sum();
    if bytes == 0 {
        println!("expected a page in the corpus or in content/, but there is none");
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
    let [markdown, quiet, whole] = times.map(median);
    for (name, taken) in [("pulldown-cmark", markdown), ("read", quiet), ("parse", whole)] {
        let seconds = taken.as_secs_f64();
        println!("{name:<15} {:>7.1} MB/s {:>5.1}x", megabytes / seconds, seconds / markdown.as_secs_f64());
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
