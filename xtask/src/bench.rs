//! Owns the benchmarks: native ones by `cargo bench`, the search in a real browser, and other engines in the same run.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::{Outcome, browser, demo, say, tools, value, web};

pub(crate) struct Options {
    content: PathBuf,
}

impl Options {
    pub(crate) fn read(arguments: &[String]) -> Outcome<Self> {
        let mut options = Self { content: PathBuf::from("content") };
        let mut rest = arguments.iter();
        while let Some(option) = rest.next() {
            match option.as_str() {
                "--content" => options.content = value(option, &mut rest)?.into(),
                other => return Err(format!("expected --content DIR after bench, but got \"{other}\"")),
            }
        }
        Ok(options)
    }
}

/// Runs all benchmarks over one folder of monographs; the native ones take the real collection where it lies beside the
/// project.
pub(crate) fn run(options: &Options) -> Outcome {
    for bench in ["parse", "search"] {
        say(&format!("measuring {bench} natively …"));
        let mut cargo = tools::cargo();
        tools::run(
            "the benchmark to run",
            cargo.args(["bench", "--quiet", "--locked", "--profile", "measured", "--bench", bench]),
        )?;
    }
    web::build()?;
    let drug_card = demo::command_line()?;
    let chromium = browser::need_chromium()?;
    let bundle = Path::new("target/bench-bundle");
    demo::bundle(&drug_card, &options.content, bundle)?;

    say("measuring the search in the browser …");
    let questions = questions()?;
    let mut node = tools::command("node");
    node.arg("benches/browser.mjs").arg(questions);
    node.env("CHROMIUM", &chromium).env("DRUG_CARD_BIN", &drug_card);
    node.env("DRUG_CARD_BUNDLE", tools::root().join(bundle));
    tools::run("the search to be measured", &mut node)?;

    say("measuring beside other engines (some minutes) …");
    let peers = tools::root().join("benches/peers");
    if !peers.join("node_modules").is_dir() {
        let mut npm = tools::command("npm");
        tools::run("the other engines from npm", npm.args(["ci", "--ignore-scripts"]).current_dir(&peers))?;
    }
    let mut node = tools::command("node");
    node.arg("benches/peers/run.mjs").arg(tools::root().join(&options.content));
    node.env("CHROMIUM", chromium).env("DRUG_CARD_BIN", drug_card);
    tools::run("the engines to be measured", &mut node)
}

/// The questions of `tests/relevance.tsv` as the browser's benchmark reads them.
fn questions() -> Outcome<PathBuf> {
    let table = tools::read(&tools::root().join("tests/relevance.tsv"))?;
    let mut lines = String::new();
    for line in String::from_utf8_lossy(&table).lines().filter(|line| !line.starts_with('#')) {
        let question = line.split('\t').next().unwrap_or_default();
        // None of them holds a quote or a backslash.
        let _ = writeln!(lines, "{{\"text\": \"{question}\"}}");
    }
    let file = tools::root().join("target/bench-questions.jsonl");
    tools::write(&file, lines.as_bytes())?;
    Ok(file)
}
