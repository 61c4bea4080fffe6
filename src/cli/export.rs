//! `drug-card export`: writes monographs in the formats of other programs, one at a time.

use super::exclude::Exclude;
use super::failure::Failure;
use super::find;
use super::inputs::ContentLanguage;
use super::output::{Progress, Stdout, write_atomically};
use super::pages::{self, Choice};
use super::parallel::ordered_parallel_map;
use super::sources::Source;
use crate::bundle::error::BundleError;
use crate::export::engines::Engine;
use crate::export::records::records;
use crate::export::{fhir, json_ld};
use crate::monograph::Reading;
use crate::monograph::{Facts, Monograph};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Folder of Markdown monographs
    #[arg(required_unless_present = "schema")]
    content: Option<PathBuf>,
    #[command(flatten)]
    language: ContentLanguage,
    #[command(flatten)]
    exclude: Exclude,
    #[command(flatten)]
    choice: Choice,
    /// Output format; search-engine formats have one line per passage, fhir and jsonld one line per monograph
    #[arg(long, value_enum)]
    format: Format,
    /// Output file, written atomically [default: stdout]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Print the search engine's schema, mapping or settings instead
    #[arg(long)]
    schema: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One passage per line
    Ndjson,
    /// `_bulk` requests for OpenSearch and Elasticsearch
    #[value(name = "opensearch")]
    OpenSearch,
    /// Documents for Quickwit's ingest API
    Quickwit,
    /// Documents for Meilisearch
    Meilisearch,
    /// Documents for Typesense's import API
    Typesense,
    /// One FHIR R5 Composition per line
    Fhir,
    /// One schema.org page per line
    Jsonld,
}

impl Format {
    fn engine(self) -> Option<Engine> {
        match self {
            Self::Ndjson => Some(Engine::Ndjson),
            Self::OpenSearch => Some(Engine::OpenSearch),
            Self::Quickwit => Some(Engine::Quickwit),
            Self::Meilisearch => Some(Engine::Meilisearch),
            Self::Typesense => Some(Engine::Typesense),
            Self::Fhir | Self::Jsonld => None,
        }
    }

    /// The lines of one monograph.
    fn lines(self, path: &str, slug: &str, monograph: &Monograph) -> Result<String, Failure> {
        let facts = Facts::new(path, slug, monograph);
        Ok(match (self.engine(), self) {
            (Some(engine), _) => {
                let lines = records(&facts, monograph).iter().map(|record| engine.lines(record)).collect();
                let lines: serde_json::Result<String> = lines;
                lines.map_err(BundleError::Json)?
            }
            (None, Self::Fhir) => format!("{}\n", fhir::composition(&facts, monograph)),
            (None, _) => format!("{}\n", json_ld::of_monograph(&facts, monograph)),
        })
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if arguments.schema {
        let schema = arguments.format.engine().and_then(Engine::schema).ok_or_else(|| {
            Failure::Usage(
                "expected --schema with opensearch, quickwit, meilisearch or typesense, but this format has no schema; leave --schema out"
                    .into(),
            )
        })?;
        let mut out = Stdout::open();
        out.json_pretty(&schema)?;
        out.close()?;
        return Ok(ExitCode::SUCCESS);
    }
    let content = arguments.content.as_deref().unwrap_or(Path::new("."));
    let found = find::find(content, &arguments.exclude)?;
    found.report();
    let found = arguments.language.divide(found.sources)?;
    let (format, reading) = (arguments.format, &arguments.language.reading()?);
    match &arguments.output {
        Some(target) => write_atomically(target, |out| {
            let failed = |error: std::io::Error| Failure::io("write", target, &error);
            each_monograph(format, reading, &found, &arguments.choice, |lines| {
                out.write_all(lines.as_bytes()).map_err(failed)
            })
        })?,
        None => {
            let mut out = Stdout::open();
            each_monograph(format, reading, &found, &arguments.choice, |lines| out.text(lines))?;
            out.close()?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Passes the lines of each monograph to `write`, in the order of their paths.
fn each_monograph(
    format: Format,
    reading: &Reading,
    found: &[Source],
    choice: &Choice,
    mut write: impl FnMut(&str) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let pages = pages::choose(found, &reading.language, choice)?.pages;
    let mut progress = Progress::new(found.len());
    ordered_parallel_map(
        &pages,
        |page| {
            let parsed = page.parse(&page.read()?, reading)?;
            format.lines(&page.source.path, &page.slug, &parsed.monograph.published())
        },
        |lines| {
            progress.step();
            write(&lines)
        },
    )
}
