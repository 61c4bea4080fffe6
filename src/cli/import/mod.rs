//! `drug-card import`: turns official labels into Markdown monographs.

mod inputs;
mod output;
mod records;

use std::io::Read;
use std::path::PathBuf;
use std::process::ExitCode;

use super::date;
use super::failure::Failure;
use super::output::Stdout;
use super::output::warn;
use crate::import::{self, Format, MOST_BYTES};
use inputs::{Content, Input};
use output::{Folder, Outcome};

/// Most labels of one name that are listed.
const MOST_LISTED: usize = 20;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Format of the labels
    #[arg(value_enum)]
    format: Source,
    /// Files, folders or zip files (also zip in zip, as DailyMed publishes them); - is standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Folder for the monographs
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Keep one label per generic name and labeler: the latest effective date, then the highest version
    #[arg(long)]
    latest: bool,
    /// Date on which the files were downloaded [default: today]
    #[arg(long, value_name = "DATE")]
    retrieved: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Source {
    /// HL7 Structured Product Labeling, the XML of DailyMed
    Spl,
    /// FHIR electronic product information, JSON or XML
    Epi,
    /// Answers and downloads of openFDA drug/label, JSON
    Openfda,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let retrieved = match &arguments.retrieved {
        Some(date) if is_date(date) => date.clone(),
        Some(date) => {
            return Err(Failure::Usage(format!(
                "expected a date such as 2026-05-03 after --retrieved, but got {date}; correct it"
            )));
        }
        None => date::today()?.to_string(),
    };
    let format = match arguments.format {
        Source::Spl => Format::Spl,
        Source::Epi => Format::Epi,
        Source::Openfda => Format::OpenFda,
    };
    let mut folder = Folder::open(&arguments.output, arguments.latest)?;
    let mut report = Report { out: Stdout::open(), pages: 0, kept: 0, failed: 0, files: 0 };
    inputs::each(&arguments.files, format.extensions(), &mut |input| {
        report.files += 1;
        one(format, input, &retrieved, &mut folder, &mut report)
    })?;
    report.finish(&folder)
}

fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.char_indices().all(|(at, c)| if at == 4 || at == 7 { c == '-' } else { c.is_ascii_digit() })
}

/// What the command prints, and how many labels became what.
struct Report {
    out: Stdout,
    files: usize,
    pages: usize,
    kept: usize,
    failed: usize,
}

fn one(
    format: Format,
    input: Input<'_>,
    retrieved: &str,
    folder: &mut Folder,
    report: &mut Report,
) -> Result<(), Failure> {
    let Input { place, name, content } = input;
    let reader = match content {
        Content::Reader(reader) => reader,
        Content::Refused(sentence) => return report.refuse(&place, &sentence),
    };
    let mut pages = Pages { folder, report, failure: None };
    let refused = if format == Format::OpenFda {
        records::each(reader, &mut |record| match import::read_record(record, &name, retrieved) {
            Ok(page) => pages.add(&page),
            Err(error) => pages.refuse(&place, &error.to_string()),
        })
        .err()
    } else {
        label(format, reader, &name, retrieved, &mut pages).err()
    };
    if let Some(failure) = pages.failure {
        return Err(failure);
    }
    match refused {
        Some(sentence) => report.refuse(&place, &sentence),
        None => Ok(()),
    }
}

/// Reads a file that is one label or one set of labels.
fn label(
    format: Format,
    reader: Box<dyn Read + '_>,
    name: &str,
    retrieved: &str,
    pages: &mut Pages<'_>,
) -> Result<(), String> {
    let mut bytes = Vec::new();
    let read = reader.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| format!("expected a readable file, but {error}; download it again"))?;
    let found = import::read(format, &bytes, name, retrieved).map_err(|error| error.to_string())?;
    for page in &found {
        if !pages.add(page) {
            break;
        }
    }
    Ok(())
}

/// Where pages go, and what stopped that.
struct Pages<'a> {
    folder: &'a mut Folder,
    report: &'a mut Report,
    failure: Option<Failure>,
}

impl Pages<'_> {
    /// Writes a page; false when nothing more can be written.
    fn add(&mut self, page: &import::Page) -> bool {
        let written =
            self.folder.write(page).and_then(|(file, outcome)| self.report.page(page, &file, &outcome));
        self.failure = written.err();
        self.failure.is_none()
    }

    fn refuse(&mut self, place: &str, sentence: &str) -> bool {
        self.failure = self.report.refuse(place, sentence).err();
        self.failure.is_none()
    }
}

impl Report {
    fn refuse(&mut self, place: &str, sentence: &str) -> Result<(), Failure> {
        self.failed += 1;
        warn(format_args!("drug-card: {place}: {sentence}"));
        Ok(())
    }

    fn page(
        &mut self,
        page: &import::Page,
        file: &std::path::Path,
        outcome: &Outcome,
    ) -> Result<(), Failure> {
        let shown = file.display();
        let version = page.version.as_deref().unwrap_or("without number");
        match outcome {
            Outcome::New => {
                self.pages += 1;
                let left = if page.left_out.is_empty() {
                    String::new()
                } else {
                    format!("; left out: {}", page.left_out)
                };
                let draft = if page.has_text { "" } else { "; it has no text and is a draft" };
                self.out.line(format_args!("{shown}: version {version}{left}{draft}"))
            }
            Outcome::Replaced { version: old, changes } => {
                self.pages += 1;
                self.out.line(format_args!("{shown}: version {old} replaced by {version}"))?;
                changes.iter().try_for_each(|change| self.out.line(format_args!("  {change}")))
            }
            Outcome::Kept { version: old } => {
                self.kept += 1;
                self.out.line(format_args!(
                    "{shown}: version {old} kept, {} has version {version}",
                    page.source_file
                ))
            }
            Outcome::Older { than } => {
                self.kept += 1;
                self.out.line(format_args!("{}: left out, {than} is newer", page.slug))
            }
        }
    }

    fn finish(mut self, folder: &Folder) -> Result<ExitCode, Failure> {
        for (name, files) in folder.shared_names() {
            let mut dates: Vec<&str> = files.iter().map(|(_, date)| date.as_str()).collect();
            dates.sort_unstable();
            dates.dedup();
            let differ = if dates.len() > 1 { ", with different effective dates" } else { "" };
            self.out.line(format_args!("{} labels of {name}{differ}:", files.len()))?;
            for (slug, date) in files.iter().take(MOST_LISTED) {
                self.out.line(format_args!("  {slug} ({date})"))?;
            }
            if files.len() > MOST_LISTED {
                self.out.line(format_args!("  and {} more", files.len() - MOST_LISTED))?;
            }
        }
        self.out.line(format_args!(
            "{} files read: {} monographs written, {} left as they are, {} files refused",
            self.files, self.pages, self.kept, self.failed
        ))?;
        self.out.close()?;
        if self.files == 0 {
            return Err(Failure::Data(
                "expected labels, but the files and folders given hold none; name the folder or zip file that contains them".into(),
            ));
        }
        Ok(if self.failed > 0 { ExitCode::from(4) } else { ExitCode::SUCCESS })
    }
}
