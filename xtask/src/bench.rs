//! Measures parsing, building and searching: natively, in Chromium, and beside other search engines in the same run.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::files::{read_text, root, write};
use crate::process::{cargo, command, npm, run as run_command, say};
use crate::{browser, demo, web};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Folder of Markdown monographs; the native benchmarks use the corpus beside the project if it is there
    #[arg(long, value_name = "DIR", default_value = "content")]
    content: PathBuf,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    for bench in ["parse", "search"] {
        say(&format!("measuring {bench} natively …"));
        let arguments = ["bench", "--quiet", "--locked", "--profile", "measured", "--bench", bench];
        run_command("the benchmark to run", cargo().args(arguments))?;
    }
    web::build()?;
    let drug_card = demo::command_line()?;
    let chromium = browser::need_chromium()?;
    let bundle = Path::new("target/bench-bundle");
    demo::bundle(&drug_card, &options.content, bundle)?;

    say("measuring the search in the browser …");
    let questions = questions()?;
    let mut node = command("node");
    node.arg("benches/browser.mjs").arg(questions);
    node.env("CHROMIUM", &chromium).env("DRUG_CARD_BIN", &drug_card);
    node.env("DRUG_CARD_BUNDLE", root().join(bundle));
    run_command("the search to be measured", &mut node)?;

    say("measuring other search engines (takes some minutes) …");
    let peers = root().join("benches/peers");
    if !peers.join("node_modules").is_dir() {
        run_command("other engines from npm", npm().args(["ci", "--ignore-scripts"]).current_dir(&peers))?;
    }
    let mut node = command("node");
    node.arg("benches/peers/run.mjs").arg(root().join(&options.content));
    node.env("CHROMIUM", chromium).env("DRUG_CARD_BIN", drug_card);
    run_command("the engines to be measured", &mut node)
}

/// Converts the questions of `tests/relevance.tsv` for the browser benchmark.
fn questions() -> Result<PathBuf> {
    let table = read_text(&root().join("tests/relevance.tsv"))?;
    let mut lines = String::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let question = line.split('\t').next().unwrap_or_default();
        // None of them contains a quote or a backslash.
        let _ = writeln!(lines, "{{\"text\": \"{question}\"}}");
    }
    let file = root().join("target/bench-questions.jsonl");
    write(&file, lines.as_bytes())?;
    Ok(file)
}
