//! Owns fuzzing: the build with coverage, what each target starts from, and what is kept of a finding.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Outcome, say, tools, value};

/// The targets by name, as `fuzz/src/checks.rs` lists them, and the kind of input each starts from.
const TARGETS: [(&str, Start); 9] = [
    ("front_matter", Start::Pages),
    ("monograph_parse", Start::Pages),
    ("faq_split", Start::Pages),
    ("plain_text", Start::Pages),
    ("site_read", Start::Sites),
    ("query_parse", Start::Questions),
    ("search", Start::Questions),
    ("index_open", Start::Index),
    ("index_open_fixed", Start::Index),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    /// The sample monographs and the examples of `tests/specs`.
    Pages,
    /// The examples of `tests/site-html`.
    Sites,
    /// The questions of `tests/relevance.tsv`.
    Questions,
    /// A small index, which the fuzzer writes itself.
    Index,
}

/// What tells libFuzzer which branches an input took, without the nightly compiler that cargo-fuzz wants. Comparisons are
/// not told: they took 42 % of the time of a run, and the dictionary holds the words that matter.
const COVERAGE: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=3 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Ccodegen-units=1";

pub(crate) struct Options {
    target: Option<String>,
    seconds: u32,
}

impl Options {
    pub(crate) fn read(arguments: &[String]) -> Outcome<Self> {
        let mut options = Self { target: None, seconds: 10 };
        let mut rest = arguments.iter();
        while let Some(option) = rest.next() {
            match option.as_str() {
                "--seconds" => {
                    let text = value(option, &mut rest)?;
                    options.seconds = text.parse().ok().filter(|seconds| *seconds > 0).ok_or_else(|| {
                        format!("expected a number of seconds after --seconds, but got \"{text}\"")
                    })?;
                }
                name if options.target.is_none() && TARGETS.iter().any(|(target, _)| *target == name) => {
                    options.target = Some(name.to_owned());
                }
                other => {
                    let names: Vec<_> = TARGETS.iter().map(|(name, _)| *name).collect();
                    return Err(format!(
                        "expected a target ({}) or --seconds N after fuzz, but got \"{other}\"",
                        names.join(", ")
                    ));
                }
            }
        }
        Ok(options)
    }
}

/// What a run of one target has come to.
#[derive(Default)]
struct Count {
    executions: u64,
    edges: u64,
}

impl Count {
    /// `#52341 DONE cov: 2552 ft: 9821 …` and `stat::number_of_executed_units: 52341`
    fn read(&mut self, line: &str) {
        let number = |text: &str| text.split_whitespace().next().and_then(|word| word.parse().ok());
        if let Some(units) = line.strip_prefix("stat::number_of_executed_units:").and_then(number) {
            self.executions = units;
        } else if line.starts_with('#')
            && let Some(edges) = line.split_once(" cov: ").and_then(|(_, rest)| number(rest))
        {
            self.edges = edges;
        }
    }
}

pub(crate) fn run(options: &Options) -> Outcome {
    let program = build()?;
    let (mut rows, mut broken) = (Vec::new(), Vec::new());
    for (name, start) in TARGETS {
        if options.target.as_deref().is_some_and(|wanted| wanted != name) {
            continue;
        }
        say(&format!("fuzzing {name} for {} s …", options.seconds));
        let corpus = seeded(name, start)?;
        let mut count = Count::default();
        let artifacts = tools::root().join("target/fuzz/artifacts").join(name);
        make(&artifacts)?;
        let ran = fuzz(&program, name, start, options.seconds, (&corpus, &artifacts), &mut count);
        let kept = keep(name, &artifacts)?;
        rows.push(format!("| {name} | {} | {} | {} |", count.executions, count.edges, kept.len()));
        broken.extend(kept);
        // A run that ends badly and leaves no input is no finding but a fault of the fuzzer's own.
        if broken.is_empty() {
            ran?;
        }
    }
    println!(
        "\nfor fuzz/LEDGER.md:\n\n| target | executions | edges | findings |\n| --- | ---: | ---: | ---: |"
    );
    println!("{}", rows.join("\n"));
    if broken.is_empty() {
        return Ok(());
    }
    Err(format!(
        "expected every input to keep the promises of fuzz/src/checks.rs, but {} broke one; \
         mend it until `cargo test --test regressions` passes, and commit the input",
        broken.join(", ")
    ))
}

/// The fuzzer with coverage, built with the same compiler as everything else.
fn build() -> Outcome<PathBuf> {
    say("building the fuzzer …");
    let said = tools::output("the version of the Rust compiler", tools::command("rustc").arg("-vV"))?;
    // With a target named, build scripts and macros are built without coverage.
    let host = said.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
    let folder = tools::root().join("target/fuzz/build");
    let mut cargo = tools::cargo();
    cargo.args(["build", "--quiet", "--release", "--locked", "--manifest-path", "fuzz/Cargo.toml"]);
    cargo.args(["--target", host, "--target-dir"]).arg(&folder).env("RUSTFLAGS", COVERAGE);
    tools::run("to build the fuzzer", &mut cargo)?;
    Ok(folder.join(host).join("release").join(format!("fuzz{}", std::env::consts::EXE_SUFFIX)))
}

/// The folder of inputs of a target: what earlier runs found, and what it starts from.
fn seeded(name: &str, start: Start) -> Outcome<PathBuf> {
    let corpus = tools::root().join("target/fuzz/corpus").join(name);
    make(&corpus)?;
    let mut inputs: Vec<(String, Vec<u8>)> = Vec::new();
    match start {
        Start::Pages => {
            for path in files(&tools::root().join("content"))? {
                if path.extension().is_some_and(|end| end == "md") {
                    inputs.push((file_name(&path), tools::read(&path)?));
                }
            }
            inputs.extend(sources("tests/specs")?);
        }
        Start::Sites => inputs.extend(sources("tests/site-html")?),
        Start::Questions => {
            let text = tools::read(&tools::root().join("tests/relevance.tsv"))?;
            let text = String::from_utf8_lossy(&text).into_owned();
            let questions = text.lines().filter_map(|line| line.split('\t').next()).enumerate();
            inputs.extend(
                questions.map(|(at, question)| (format!("question-{at}"), question.as_bytes().to_vec())),
            );
        }
        Start::Index => {}
    }
    for path in files(&tools::root().join("fuzz/seeds").join(name))? {
        inputs.push((file_name(&path), tools::read(&path)?));
    }
    for (input, bytes) in inputs {
        tools::write(&corpus.join(input), &bytes)?;
    }
    Ok(corpus)
}

/// The sources of the examples in the files of a folder, each under a name of its own.
fn sources(folder: &str) -> Outcome<Vec<(String, Vec<u8>)>> {
    let mut all = Vec::new();
    for path in files(&tools::root().join(folder))? {
        let text = String::from_utf8_lossy(&tools::read(&path)?).into_owned();
        let named = examples(&text).into_iter().enumerate();
        all.extend(named.map(|(at, source)| (format!("{}-{at}", file_name(&path)), source.into_bytes())));
    }
    Ok(all)
}

/// What stands above the dot in the examples of a file.
fn examples(text: &str) -> Vec<String> {
    text.split("```````` example\n")
        .skip(1)
        .filter_map(|example| example.split_once("\n.\n"))
        .map(|(source, _)| format!("{}\n", source.replace('→', "\t")))
        .collect()
}

fn fuzz(
    program: &Path,
    name: &str,
    start: Start,
    seconds: u32,
    (corpus, artifacts): (&Path, &Path),
    count: &mut Count,
) -> Outcome {
    // libFuzzer speaks on its standard error only; a shell joins the two, so that the counts can be read.
    let mut fuzzer = tools::command("sh");
    fuzzer.args(["-c", "exec \"$@\" 2>&1", "sh"]).arg(program).arg(corpus);
    fuzzer.arg(format!("-artifact_prefix={}/", artifacts.display()));
    fuzzer.arg(format!("-max_total_time={seconds}"));
    // An index is larger than any question. A page of 1 kB holds every form there is, and runs four times as often as one of 4.
    fuzzer.arg(if start == Start::Index { "-max_len=16384" } else { "-max_len=1024" });
    fuzzer.args(["-timeout=5", "-rss_limit_mb=1024", "-print_final_stats=1", "-verbosity=1"]);
    match start {
        Start::Pages => _ = fuzzer.arg("-dict=fuzz/markdown.dict"),
        Start::Sites => _ = fuzzer.arg("-dict=fuzz/html.dict"),
        Start::Questions | Start::Index => {}
    }
    fuzzer.env("DRUG_CARD_FUZZ_TARGET", name).env_remove("DRUG_CARD_FUZZ_CORPUS").env("RUST_BACKTRACE", "0");
    if start == Start::Index {
        fuzzer.env("DRUG_CARD_FUZZ_CORPUS", corpus);
    }
    quiet(&format!("{name} to keep its promises"), &mut fuzzer, count)
}

/// Runs the fuzzer; of its many lines only those about a finding are shown.
fn quiet(goal: &str, fuzzer: &mut Command, count: &mut Count) -> Outcome {
    let output =
        fuzzer.output().map_err(|error| format!("expected {goal}, but `sh` did not start ({error})"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().for_each(|line| count.read(line));
    if output.status.success() {
        return Ok(());
    }
    let noise = |line: &&str| {
        ["#", "INFO:", "stat::", "WARNING:", "NOTE:", "\tNEW_FUNC"]
            .iter()
            .any(|start| line.starts_with(start))
            || line.trim_start().starts_with("0x")
    };
    text.lines().filter(|line| !noise(line)).take(60).for_each(|line| println!("{line}"));
    Err(format!("expected {goal}, but the fuzzer ended with {}; its own words stand above", output.status))
}

/// Moves what was found to `fuzz/seeds`, where `tests/regressions.rs` replays it; gives the names.
fn keep(name: &str, artifacts: &Path) -> Outcome<Vec<String>> {
    let mut kept = Vec::new();
    for path in files(artifacts)? {
        let place = format!("fuzz/seeds/{name}/{}", file_name(&path));
        tools::write(&tools::root().join(&place), &tools::read(&path)?)?;
        fs::remove_file(&path)
            .map_err(|error| format!("expected to remove {}, but: {error}", path.display()))?;
        kept.push(place);
    }
    Ok(kept)
}

/// Every file below `folder`, sorted; none when it is missing.
fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut out = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop().filter(|folder| folder.is_dir()) {
        let unreadable = |error| format!("expected to read {}, but: {error}", folder.display());
        for entry in fs::read_dir(&folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path.is_dir() { folders.push(path) } else { out.push(path) }
        }
    }
    out.sort();
    Ok(out)
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn make(folder: &Path) -> Outcome {
    fs::create_dir_all(folder).map_err(|error| format!("expected to make {}, but: {error}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_of_the_checks_is_run() {
        let listed = include_str!("../../fuzz/src/checks.rs").split("TARGETS: ").nth(1).unwrap_or_default();
        let listed = listed.split_once("];").unwrap_or_default().0;
        let listed: Vec<&str> = listed.split('"').skip(1).step_by(2).collect();
        assert_eq!(listed, TARGETS.map(|(name, _)| name));
    }

    #[test]
    fn what_the_fuzzer_says_is_counted() {
        let mut count = Count::default();
        for line in [
            "#2\tINITED cov: 812 ft: 813 corp: 1/1b exec/s: 0 rss: 41Mb",
            "#52341\tDONE   cov: 2552 ft: 9821 corp: 900/120Kb lim: 4096 exec/s: 5234 rss: 90Mb",
            "stat::number_of_executed_units: 52341",
        ] {
            count.read(line);
        }
        assert_eq!((count.executions, count.edges), (52341, 2552));
    }

    #[test]
    fn an_example_is_its_markdown() {
        let text = "One.\n\n```````` example\n# A\n→b\n.\ntitle \"A\"\n````````\n";
        assert_eq!(examples(text), ["# A\n\tb\n"]);
    }

    #[test]
    fn a_target_nobody_knows_is_named_back() {
        let refused = Options::read(&["serach".to_owned()]).err().unwrap();
        assert!(refused.ends_with("but got \"serach\""), "{refused}");
    }
}
