//! `drug-card search`: the search of the page, on the command line.

use super::bundle_files::{self, BundleFiles};
use super::failure::Failure;
use super::output::{Stdout, results_text};
use super::text_file;
use crate::index::Index;
use crate::index::format::page_rows::PageAlert;
use crate::search::{Query, Scope, SearchResults, explain, wire};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// What to search for; several words need no quotes
    #[arg(required_unless_present = "batch", conflicts_with = "batch")]
    query: Vec<String>,
    /// Bundle to search; may be repeated to search several as one, and ids from the second bundle then begin with `1/`
    #[arg(long, required = true)]
    bundle: Vec<PathBuf>,
    /// Maximum number of answers
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=200))]
    limit: u16,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Also print how the query was read and what each score is made of
    #[arg(long)]
    explain: bool,
    /// Run the queries of a file, one `{"qid","text"}` per line; prints one `{"qid","results":[ids]}` per line
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
    /// The results whose page has an alert.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alerts: Vec<BatchAlert>,
}

#[derive(serde::Serialize)]
struct BatchAlert {
    id: String,
    code: String,
    text: String,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let bundles: Vec<BundleFiles> =
        arguments.bundle.iter().map(|folder| BundleFiles::open(folder)).collect::<Result<_, _>>()?;
    let mut index = bundle_files::index(&bundles)?;
    let limit = usize::from(arguments.limit);
    if let Some(file) = &arguments.batch {
        return batch(&bundles, &mut index, file, limit);
    }
    let text = arguments.query.join(" ");
    let query = Query { text: &text, limit, scope: Scope::All };
    let found = bundle_files::search(&bundles, &mut index, &query)?;
    let mut out = Stdout::open();
    if arguments.json {
        out.line(wire::json(&found))?;
    } else {
        out.text(results_text::text(&text, &found))?;
    }
    if arguments.explain {
        out.text(format_args!("\n{}", explain(&index, &query)))?;
    }
    out.close()?;
    Ok(if is_empty(&found) { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn is_empty(found: &SearchResults) -> bool {
    found.medicines.is_empty() && found.answers.is_empty()
}

fn batch(bundles: &[BundleFiles], index: &mut Index, file: &Path, limit: usize) -> Result<ExitCode, Failure> {
    let text = text_file::read(file)?;
    let mut out = Stdout::open();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let query: BatchQuery = serde_json::from_str(line).map_err(|error| {
            Failure::Data(format!(
                "{}:{number}: expected {{\"qid\": …, \"text\": …}}, but {error}; write one such object per line",
                file.display()
            ))
        })?;
        let found =
            bundle_files::search(bundles, index, &Query { text: &query.text, limit, scope: Scope::All })?;
        let (mut results, mut alerts) = (Vec::new(), Vec::new());
        for hit in found.hits() {
            let id = results_text::id(hit.bundle, &hit.id);
            alerts.extend(hit.alert.map(|PageAlert { code, text }| BatchAlert {
                id: id.clone(),
                code,
                text,
            }));
            results.push(id);
        }
        out.json_line(&BatchAnswer { qid: &query.qid, results, no_match: found.no_match, alerts })?;
    }
    out.close()?;
    Ok(ExitCode::SUCCESS)
}
