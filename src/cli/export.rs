//! Owns `drug-card export`: a folder of monographs as other programs take it, one after the other, none kept.

use super::failure::Failure;
use super::in_order::in_order;
use super::inputs::Spoken;
use super::output::whole_file;
use super::progress::Progress;
use super::sources::{self, Source};
use crate::bundle::slugs::Slugs;
use crate::export::engines::Engine;
use crate::export::records::records;
use crate::export::{fhir, json_ld};
use crate::monograph::{Facts, Monograph};
use crate::text::Language;
use std::io::{self, BufWriter, Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The folder of Markdown monographs
    #[arg(required_unless_present = "schema")]
    content: Option<PathBuf>,
    #[command(flatten)]
    spoken: Spoken,
    /// What is written: a line for each unit of a monograph (for an engine), or for each monograph (fhir, jsonld)
    #[arg(long, value_enum)]
    format: Format,
    /// The file to write, whole or not at all; standard output when it is not named
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Print the engine's schema, mapping or settings instead
    #[arg(long)]
    schema: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One unit a line
    Ndjson,
    /// The body of `_bulk`, for OpenSearch and Elasticsearch
    #[value(name = "opensearch")]
    OpenSearch,
    /// For Quickwit's ingest
    Quickwit,
    /// For Meilisearch's documents
    Meilisearch,
    /// For Typesense's import
    Typesense,
    /// One FHIR R5 Composition a line
    Fhir,
    /// One schema.org page a line
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
    fn lines(self, path: &str, slug: &str, monograph: &Monograph) -> String {
        let facts = Facts::new(path, slug, monograph);
        match (self.engine(), self) {
            (Some(engine), _) => {
                records(&facts, monograph).iter().map(|record| engine.lines(record)).collect()
            }
            (None, Self::Fhir) => format!("{}\n", fhir::composition(&facts, monograph)),
            (None, _) => format!("{}\n", json_ld::of_monograph(&facts, monograph)),
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if arguments.schema {
        let schema = arguments.format.engine().and_then(Engine::schema).ok_or_else(|| {
            Failure::Usage(
                "expected --schema with opensearch, quickwit, meilisearch or typesense, but this format needs none".into(),
            )
        })?;
        println!("{schema:#}");
        return Ok(ExitCode::SUCCESS);
    }
    let content = arguments.content.as_deref().unwrap_or(Path::new("."));
    match &arguments.output {
        Some(target) => whole_file(target, |out| {
            write_all(arguments.format, &arguments.spoken.lang, content, out, target)
        })?,
        None => write_all(
            arguments.format,
            &arguments.spoken.lang,
            content,
            &mut BufWriter::new(stdout().lock()),
            Path::new("standard output"),
        )?,
    }
    Ok(ExitCode::SUCCESS)
}

fn write_all(
    format: Format,
    language: &Language,
    content: &Path,
    out: &mut impl Write,
    name: &Path,
) -> Result<(), Failure> {
    let found = sources::find(content)?;
    let mut slugs = Slugs::of(language);
    let named: Vec<(&Source, String)> =
        found.iter().map(|source| (source, slugs.next(&source.path))).collect();
    let mut progress = Progress::new(found.len());
    let failed = |error: &io::Error| Failure::io("write", name, error);
    in_order(
        &named,
        |(source, slug)| {
            let parsed = source.parse(&sources::read(source)?, language)?;
            Ok(format.lines(&source.path, slug, &parsed.monograph))
        },
        |lines| {
            progress.step();
            out.write_all(lines.as_bytes()).map_err(|error| failed(&error))
        },
    )?;
    out.flush().map_err(|error| failed(&error))
}
