//! `drug-card diff`: compares two versions of a collection, for those who sign the new one.

use super::bundle_files::BundleFiles;
use super::date::today;
use super::exclude::Exclude;
use super::failure::Failure;
use super::find;
use super::inputs::ContentLanguage;
use super::output::{Stdout, write_atomically};
use super::pages::{self, Choice, Page};
use super::parallel::ordered_parallel_map;
use crate::bundle::card_file::CardFile;
use crate::bundle::file::hex;
use crate::bundle::gather::add_to_content;
use crate::bundle::page_links::PageLinks;
use crate::bundle::prepare::Prepared;
use crate::bundle::root::Root;
use crate::export::comparison::{Comparison, Medicine, Side, lines, page};
use crate::lean::crc::matches_name;
use crate::lexicon::Lexicon;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Compares two versions of a collection: folders of monographs or bundles.
///
/// Lists the passages that were added, removed and changed, those that concern safety first: contraindications, doses, warnings, side
/// effects. Exit codes: 0 no difference, 1 differences, and as for every command 2 wrong usage, 3 a file cannot be read or written,
/// 4 invalid data.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The old version: a folder of monographs, or a bundle
    old: PathBuf,
    /// The new version
    new: PathBuf,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Output file, written atomically [default: stdout]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    language: ContentLanguage,
    #[command(flatten)]
    exclude: Exclude,
    #[command(flatten)]
    choice: Choice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Changed lines, with [-removed-] and {+added+} words
    Text,
    /// A report to print and sign
    Html,
    /// Everything, as one JSON object
    Json,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let day = today()?.to_string();
    let (old, old_medicines) = read(&arguments.old, arguments, &day)?;
    let (new, new_medicines) = read(&arguments.new, arguments, &day)?;
    let comparison = Comparison::new((old, &old_medicines), (new, &new_medicines));
    let text = match arguments.format {
        Format::Text => lines(&comparison).join("\n") + "\n",
        Format::Html => page(&comparison, &day),
        Format::Json => {
            let json = serde_json::to_string_pretty(&comparison);
            json.map_err(|error| Failure::Data(error.to_string()))? + "\n"
        }
    };
    match &arguments.output {
        Some(file) => write_atomically(file, |out| {
            out.write_all(text.as_bytes()).map_err(|error| Failure::io("write", file, &error))
        })?,
        None => {
            let mut out = Stdout::open();
            out.text(text)?;
            out.close()?;
        }
    }
    Ok(ExitCode::from(u8::from(!comparison.medicines.is_empty())))
}

/// Reads a version: a bundle if it has the root of one, otherwise a folder of monographs.
fn read(folder: &Path, arguments: &Arguments, day: &str) -> Result<(Side, Vec<Medicine>), Failure> {
    let root = fs::read(folder.join("index.json")).unwrap_or_default();
    if Root::is_root(&root) { read_bundle(folder) } else { read_folder(folder, arguments, day) }
}

fn read_bundle(folder: &Path) -> Result<(Side, Vec<Medicine>), Failure> {
    let bundle = BundleFiles::open(folder)?;
    let rows = bundle.pages()?;
    let mut medicines = Vec::with_capacity(rows.len());
    ordered_parallel_map(
        &rows,
        |row| {
            let file = row.card();
            let bytes = bundle.fetch(&file)?;
            if !matches_name(&file, &bytes) {
                return Err(Failure::in_file(
                    &folder.join(&file),
                    "expected intact bytes, but they do not match the checksum in its name; build the bundle again",
                ));
            }
            let card =
                CardFile::read(&bytes).map_err(|error| Failure::in_file(&folder.join(&file), error))?;
            Ok(Medicine::of(&card))
        },
        |medicine| {
            medicines.push(medicine);
            Ok(())
        },
    )?;
    let date = match &bundle.root.built {
        Some(day) => format!("bundle built on {day} by {}", bundle.root.generator),
        None => format!("bundle by {}, day of the build not recorded", bundle.root.generator),
    };
    let content = bundle.root.content;
    Ok((Side { name: folder.display().to_string(), content, date, monographs: medicines.len() }, medicines))
}

fn read_folder(folder: &Path, arguments: &Arguments, day: &str) -> Result<(Side, Vec<Medicine>), Failure> {
    let found = find::find(folder, &arguments.exclude)?;
    found.report();
    let found = found.sources;
    let words = Lexicon::of(&arguments.language.lang);
    let reading = arguments.language.reading()?;
    let pages = pages::choose(&found, &words.language, &arguments.choice)?.pages;
    let mut medicines = Vec::with_capacity(pages.len());
    let mut content = Sha256::new();
    ordered_parallel_map(
        &pages,
        |page| {
            let Page { source, slug, .. } = page;
            let text = page.read()?;
            let parsed = page.parse(&text, &reading)?;
            let failed = |error: &dyn std::fmt::Display| Failure::in_file(&source.file, error);
            let prepared = Prepared::of(
                &words,
                None,
                &source.path,
                slug,
                &text,
                &parsed.monograph,
                &PageLinks::default(),
            )
            .map_err(|error| failed(&error))?;
            let card = CardFile::read(&prepared.card).map_err(|error| failed(&error))?;
            Ok((Medicine::of(&card), prepared.source))
        },
        |(medicine, source)| {
            add_to_content(&mut content, &medicine.path, &source);
            medicines.push(medicine);
            Ok(())
        },
    )?;
    let content = hex(&content.finalize()[..4]);
    let date = format!("folder read on {day}");
    Ok((Side { name: folder.display().to_string(), content, date, monographs: medicines.len() }, medicines))
}
