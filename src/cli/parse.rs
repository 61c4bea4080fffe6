//! `drug-card parse`: prints monographs as JSON.

use super::exclude::Exclude;
use super::failure::Failure;
use super::find;
use super::inputs::ContentLanguage;
use super::output::Stdout;
use super::sources;
use crate::export::parse_json;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Monographs or folders of monographs
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    language: ContentLanguage,
    #[command(flatten)]
    exclude: Exclude,
    /// Print one JSON object per line instead of indented JSON
    #[arg(long)]
    jsonl: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let reading = arguments.language.reading()?;
    let mut out = Stdout::open();
    for root in &arguments.paths {
        let found = find::find(root, &arguments.exclude)?;
        found.report();
        for source in arguments.language.divide(found.sources)? {
            let parsed = source.parse(&sources::read(&source)?, &reading)?;
            let record = parse_json::parse_record(&source.path, &parsed);
            if arguments.jsonl { out.json_line(&record) } else { out.json_pretty(&record) }?;
        }
    }
    out.close()?;
    Ok(ExitCode::SUCCESS)
}
