//! Runs the targets of `fuzz/` with cargo-fuzz; inputs that fail go to `fuzz/seeds`, where a test replays them.

use std::path::Path;

use anyhow::{Result, bail};

use crate::files::{create_folder, list, read_text, root, write};
use crate::process::{command, run as run_command, say};
use crate::tools;

const CARGO_FUZZ: [&str; 4] = ["cargo-fuzz", "--version", "0.13.2", "--locked"];

#[derive(clap::Args)]
pub(crate) struct Options {
    /// A file of fuzz/fuzz_targets, without its ending [default: all of them]
    target: Option<String>,
    /// How long each target runs
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    seconds: u32,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    let mut targets = list(&root().join("fuzz/fuzz_targets"))?;
    targets.iter_mut().for_each(|name| name.truncate(name.len() - ".rs".len()));
    if let Some(wanted) = &options.target {
        if !targets.contains(wanted) {
            bail!("expected a target ({}), but got \"{wanted}\"", targets.join(", "));
        }
        targets.retain(|name| name == wanted);
    }
    let program = tools::need_crate("cargo-fuzz", &CARGO_FUZZ)?;
    let mut failed = Vec::new();
    for target in targets {
        let seeds = root().join("fuzz/seeds").join(&target);
        let before = list(&seeds)?.len();
        if let Err(error) = fuzz(&program, &target, options.seconds) {
            // Without a new input, the fuzzer itself failed.
            if list(&seeds)?.len() == before {
                return Err(error);
            }
            failed.push(target);
        }
    }
    if failed.is_empty() {
        return Ok(());
    }
    bail!(
        "expected every input to pass, but {} failed; fix it until `cargo test --test regressions` passes, and commit \
         the new files in fuzz/seeds",
        failed.join(", ")
    )
}

fn fuzz(program: &Path, target: &str, seconds: u32) -> Result<()> {
    let [corpus, seeds] = ["target/fuzz/corpus", "fuzz/seeds"].map(|folder| format!("{folder}/{target}"));
    for folder in [&corpus, &seeds] {
        create_folder(&root().join(folder))?;
    }
    say(&format!("fuzzing {target} for {seconds} s …"));
    let mut fuzz = command(program);
    // The crate forbids unsafe code, so a sanitizer would find nothing; without one, a stable compiler is enough.
    fuzz.args(["run", "--sanitizer", "none", "--target-dir", "target/fuzz/build", target]);
    fuzz.args([&corpus, &seeds]);
    fuzz.args(["--", "-timeout=5", "-rss_limit_mb=1024", "-print_final_stats=1"]);
    fuzz.arg(format!("-artifact_prefix={seeds}/")).arg(format!("-max_total_time={seconds}"));
    match target {
        // An index is larger than any query or page. A page of 1 kB can hold every construct, and runs four times as
        // often as one of 4 kB.
        "index_open" | "index_open_fixed" => fuzz.arg("-max_len=16384"),
        "query_parse" | "search" => {
            let table = read_text(&root().join("tests/relevance.tsv"))?;
            write_inputs("query", &corpus, table.lines().filter_map(|line| line.split('\t').next()))?;
            fuzz.arg("-max_len=1024")
        }
        "import_spl" | "import_epi" | "import_openfda" => {
            fuzz.args(["-max_len=1024", "-dict=fuzz/html.dict"])
        }
        "site_read" => {
            write_examples("tests/site-html", &corpus)?;
            fuzz.args(["-max_len=1024", "-dict=fuzz/html.dict"])
        }
        _ => {
            write_examples("tests/specs", &corpus)?;
            fuzz.args(["-max_len=1024", "-dict=fuzz/markdown.dict"])
        }
    };
    run_command(&format!("{target} to pass"), &mut fuzz)
}

/// Writes the input of each example in a folder of specifications.
fn write_examples(specs: &str, corpus: &str) -> Result<()> {
    for name in list(&root().join(specs))? {
        let text = read_text(&root().join(specs).join(&name))?;
        write_inputs(&name, corpus, examples(&text))?;
    }
    Ok(())
}

/// Writes inputs into the corpus, one file each.
fn write_inputs<T: AsRef<str>>(name: &str, corpus: &str, inputs: impl Iterator<Item = T>) -> Result<()> {
    for (number, input) in inputs.enumerate() {
        write(&root().join(corpus).join(format!("{name}-{number}")), input.as_ref().as_bytes())?;
    }
    Ok(())
}

/// An example is its input, a line with a dot, and what is expected.
fn examples(text: &str) -> impl Iterator<Item = String> {
    let fenced = text.split("```````` example\n").skip(1);
    fenced.filter_map(|example| Some(format!("{}\n", example.split_once("\n.\n")?.0.replace('→', "\t"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_is_its_markdown() {
        let text = "One.\n\n```````` example\n# A\n→b\n.\ntitle \"A\"\n````````\n";
        assert_eq!(examples(text).collect::<Vec<_>>(), ["# A\n\tb\n"]);
    }
}
