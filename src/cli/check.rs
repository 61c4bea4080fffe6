//! `drug-card check`: lints a folder of monographs.

use super::date;
use super::exclude::Exclude;
use super::failure::Failure;
use super::find;
use super::inputs::ContentLanguage;
use super::output::Stdout;
use super::output::diagnostics_text::{self, FileDiagnostic};
use super::parallel::ordered_parallel_map;
use super::sources::{self, Source};
use super::values;
use crate::monograph::lint::record::on_day;
use crate::monograph::official::OfficialLabel;
use crate::monograph::{Reading, duplicate_titles};
use crate::read::diagnostic::{Diagnostic, Rule, Severity};
use crate::text::Day;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Monograph or folder of monographs
    content: PathBuf,
    #[command(flatten)]
    language: ContentLanguage,
    #[command(flatten)]
    exclude: Exclude,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Exit with 1 only if this rule is reported; may be repeated
    #[arg(long, value_name = "RULE", value_parser = values::rule)]
    deny: Vec<Rule>,
    /// Day by which reviews are overdue, such as 2026-05-01 [default: today, or the day of SOURCE_DATE_EPOCH]
    #[arg(long, value_name = "DAY", value_parser = values::day)]
    today: Option<Day>,
    /// Print the number of diagnostics per rule instead of the diagnostics
    #[arg(long)]
    summary: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Position, message, the source line with the position underlined, a hint
    Text,
    /// One JSON object per diagnostic and line
    Json,
    /// One SARIF 2.1.0 log
    Sarif,
    /// GitHub workflow commands
    Github,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let found = find::find(&arguments.content, &arguments.exclude)?;
    found.report();
    let found = arguments.language.divide(found.sources)?;
    let today = arguments.today.map_or_else(date::today, Ok)?;
    let all = diagnose(&found, &arguments.language.reading()?, today)?;
    print(arguments, &all, found.len())?;
    let failed = all.iter().any(|one| fails(one, &arguments.deny));
    Ok(if failed { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// The diagnostics of each file, then those that concern several files.
pub(crate) fn diagnose(
    found: &[Source],
    reading: &Reading,
    today: Day,
) -> Result<Vec<FileDiagnostic>, Failure> {
    let (mut all, mut titles) = (Vec::new(), Vec::new());
    ordered_parallel_map(
        found,
        |source| {
            let name = source.shown();
            let text = match sources::read(source) {
                Ok(text) => text,
                // Unreadable content is a diagnostic of this file, not a reason to stop.
                Err(Failure::Data(message)) => return Ok((vec![unreadable(&name, message)], None)),
                Err(other) => return Err(other),
            };
            let parsed = match source.check(&text, reading) {
                Ok(parsed) => parsed,
                Err(Failure::Data(message)) => return Ok((vec![unreadable(&name, message)], None)),
                Err(other) => return Err(other),
            };
            let official = OfficialLabel::of(&parsed.monograph.front_matter).is_some();
            let in_file = |one| FileDiagnostic { official, ..in_file(&name, &text, one) };
            let dated = on_day(&parsed.monograph, &text, today);
            let diagnostics = parsed.diagnostics.into_iter().chain(dated).map(in_file).collect();
            Ok((diagnostics, Some((name, parsed.monograph.title))))
        },
        |(diagnostics, title)| {
            all.extend(diagnostics);
            titles.extend(title);
            Ok(())
        },
    )?;
    let duplicates = duplicate_titles(&titles).into_iter();
    all.extend(duplicates.map(|(file, diagnostic)| FileDiagnostic {
        file,
        diagnostic,
        source_line: String::new(),
        official: false,
    }));
    Ok(all)
}

/// Whether a diagnostic makes the command fail: one of the denied rules or, if none is given, anything above a note that an editor can
/// change.
pub(crate) fn fails(one: &FileDiagnostic, deny: &[Rule]) -> bool {
    let rule = one.diagnostic.rule;
    if deny.is_empty() { rule.severity() > Severity::Note && !one.official } else { deny.contains(&rule) }
}

fn print(arguments: &Arguments, all: &[FileDiagnostic], files: usize) -> Result<(), Failure> {
    let mut out = Stdout::open();
    match arguments.format {
        _ if arguments.summary => out.text(diagnostics_text::summary(all, files))?,
        Format::Text => {
            all.iter().try_for_each(|one| out.line(diagnostics_text::text(one)))?;
            out.line(diagnostics_text::total(all.len(), files))?;
        }
        Format::Json => all.iter().try_for_each(|one| out.json_line(&diagnostics_text::record(one)))?,
        Format::Github => all.iter().try_for_each(|one| out.line(diagnostics_text::github(one)))?,
        Format::Sarif => out.json_pretty(&diagnostics_text::sarif(all))?,
    }
    out.close()
}

fn in_file(path: &str, source: &str, diagnostic: Diagnostic) -> FileDiagnostic {
    let line = source.lines().nth(diagnostic.line.saturating_sub(1) as usize).unwrap_or_default();
    FileDiagnostic { file: path.into(), diagnostic, source_line: line.into(), official: false }
}

fn unreadable(path: &str, message: String) -> FileDiagnostic {
    let diagnostic = Diagnostic { rule: Rule::Unreadable, line: 1, column: 1, length: 0, message };
    FileDiagnostic { file: path.into(), diagnostic, source_line: String::new(), official: false }
}
