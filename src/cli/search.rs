//! Owns `drug-card search`: the page's own search, on the command line.

use super::bundle_files::{self, BundleFiles};
use super::failure::Failure;
use crate::cli::results_text;
use crate::index::Index;
use crate::search::{Query, Scope, SearchResults, explain, wire};
use std::fs;
use std::io::{BufWriter, Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// What to look for
    #[arg(required_unless_present = "batch", conflicts_with = "batch")]
    query: Option<String>,
    /// The bundle; several are searched as one, and hits of the second begin with `1/`
    #[arg(long, required = true)]
    bundle: Vec<PathBuf>,
    /// The most answers to give
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=200))]
    limit: u16,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Print how each score came about
    #[arg(long)]
    explain: bool,
    /// Answer the queries of a file, lines `{"qid","text"}`; prints lines `{"qid","results":[ids]}`
    #[arg(long, value_name = "FILE.jsonl")]
    batch: Option<PathBuf>,
}

#[derive(serde::Deserialize)]
struct BatchQuery {
    qid: String,
    text: String,
}

#[derive(serde::Serialize)]
struct BatchAnswer<'a> {
    qid: &'a str,
    results: Vec<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    no_match: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let bundles: Vec<BundleFiles> =
        arguments.bundle.iter().map(|folder| BundleFiles::open(folder)).collect::<Result<_, _>>()?;
    let mut index = bundle_files::index(&bundles)?;
    if let Some(file) = &arguments.batch {
        return batch(&bundles, &mut index, file, usize::from(arguments.limit));
    }
    let text = arguments.query.as_deref().unwrap_or_default();
    let query = Query { text, limit: usize::from(arguments.limit), scope: Scope::All };
    let found = bundle_files::search(&bundles, &mut index, &query)?;
    if arguments.json {
        println!("{}", wire::json(&found));
    } else {
        print!("{}", results_text::text(text, &found));
    }
    if arguments.explain {
        print!("\n{}", explain(&index, &query));
    }
    Ok(if is_empty(&found) { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn is_empty(found: &SearchResults) -> bool {
    found.medicines.is_empty() && found.answers.is_empty()
}

fn batch(bundles: &[BundleFiles], index: &mut Index, file: &Path, limit: usize) -> Result<ExitCode, Failure> {
    let text = fs::read_to_string(file).map_err(|error| Failure::io("read", file, &error))?;
    let mut out = BufWriter::new(stdout().lock());
    let written = |error: &std::io::Error| Failure::io("write", Path::new("standard output"), error);
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let query: BatchQuery = serde_json::from_str(line).map_err(|error| {
            Failure::Data(format!(
                "{}:{}: expected {{\"qid\":…,\"text\":…}}, but {error}",
                file.display(),
                at + 1
            ))
        })?;
        let query_read = Query { text: &query.text, limit, scope: Scope::All };
        let found = bundle_files::search(bundles, index, &query_read)?;
        let results = found.hits().into_iter().map(|hit| results_text::id(hit.bundle, &hit.id)).collect();
        let answer = BatchAnswer { qid: &query.qid, results, no_match: found.no_match };
        writeln!(out, "{}", serde_json::to_string(&answer).unwrap_or_default())
            .map_err(|error| written(&error))?;
    }
    out.flush().map_err(|error| written(&error))?;
    Ok(ExitCode::SUCCESS)
}
