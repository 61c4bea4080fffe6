//! Owns `drug-card parse`: monographs as data, one JSON object a line.

use super::failure::Failure;
use super::inputs::Spoken;
use super::sources;
use crate::export::parse_json;
use std::io::{BufWriter, Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Monographs or folders of them
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    spoken: Spoken,
    /// One JSON object a monograph and line
    #[arg(long)]
    jsonl: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let mut out = BufWriter::new(stdout().lock());
    let written = |error: &std::io::Error| Failure::io("write", Path::new("standard output"), error);
    for root in &arguments.paths {
        for source in sources::find(root)? {
            let parsed = source.parse(&sources::read(&source)?, &arguments.spoken.lang)?;
            let record = parse_json::parse_record(&source.path, &parsed);
            let text = if arguments.jsonl {
                serde_json::to_string(&record)
            } else {
                serde_json::to_string_pretty(&record)
            };
            writeln!(out, "{}", text.unwrap_or_default()).map_err(|error| written(&error))?;
        }
    }
    out.flush().map_err(|error| written(&error))?;
    Ok(ExitCode::SUCCESS)
}
