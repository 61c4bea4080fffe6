//! Owns `drug-card check`: what an editor should look at, file by file.

use super::failure::Failure;
use super::in_order::in_order;
use super::inputs::Spoken;
use super::sources::{self, Source};
use super::values::rule;
use crate::cli::diagnostics_text::{self, FileDiagnostic};
use crate::monograph::duplicate_titles;
use crate::read::diagnostic::{Diagnostic, Rule, Severity};
use crate::text::Language;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// A monograph or a folder of them
    content: PathBuf,
    #[command(flatten)]
    spoken: Spoken,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Exit with 1 only for findings of this rule; may be given several times
    #[arg(long, value_name = "RULE", value_parser = rule)]
    deny: Vec<Rule>,
    /// Print how many findings each rule has instead of the findings
    #[arg(long)]
    summary: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Place, sentence, the line with the place underlined, a hint
    Text,
    /// A JSON object a finding, one a line
    Json,
    /// One SARIF 2.1.0 log
    Sarif,
    /// Workflow commands of GitHub
    Github,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let found = sources::find(&arguments.content)?;
    let all = gather(&found, &arguments.spoken.lang)?;
    print(arguments, &all, found.len());
    let counts = all.iter().any(|diagnostic| counts(diagnostic, &arguments.deny));
    Ok(if counts { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// Everything an editor should look at, file by file, then what several files have in common.
pub(crate) fn gather(found: &[Source], language: &Language) -> Result<Vec<FileDiagnostic>, Failure> {
    let (mut all, mut titles) = (Vec::new(), Vec::new());
    in_order(
        found,
        |source| {
            let text = match sources::read(source) {
                Ok(text) => text,
                // What cannot be read as text is a finding about the content, not a reason to stop at this file.
                Err(Failure::Data(sentence)) => return Ok((vec![unreadable(&source.path, sentence)], None)),
                Err(other) => return Err(other),
            };
            let parsed = match source.check(&text, language) {
                Ok(parsed) => parsed,
                Err(Failure::Data(sentence)) => return Ok((vec![unreadable(&source.path, sentence)], None)),
                Err(other) => return Err(other),
            };
            let diagnostics = parsed.diagnostics.into_iter();
            let diagnostics = diagnostics.map(|remark| diagnostic(&source.path, &text, remark)).collect();
            Ok((diagnostics, Some((source.path.clone(), parsed.monograph.title))))
        },
        |(diagnostics, title)| {
            all.extend(diagnostics);
            titles.extend(title);
            Ok(())
        },
    )?;
    let duplicate_titles = duplicate_titles(&titles).into_iter();
    all.extend(duplicate_titles.map(|(path, remark)| FileDiagnostic {
        file: path,
        remark,
        text: String::new(),
    }));
    Ok(all)
}

/// Whether a finding is one of the denied rules; where none is named, whether it is more than a note.
pub(crate) fn counts(diagnostic: &FileDiagnostic, deny: &[Rule]) -> bool {
    let rule = diagnostic.remark.rule;
    if deny.is_empty() { rule.severity() > Severity::Note } else { deny.contains(&rule) }
}

fn print(arguments: &Arguments, all: &[FileDiagnostic], files: usize) {
    if arguments.summary {
        print!("{}", diagnostics_text::summary(all, files));
        return;
    }
    match arguments.format {
        Format::Text => {
            for diagnostic in all {
                println!("{}", diagnostics_text::text(diagnostic));
            }
            println!("{} findings in {files} files", all.len());
        }
        Format::Json => all.iter().map(diagnostics_text::json_line).for_each(|line| println!("{line}")),
        Format::Github => all.iter().map(diagnostics_text::github).for_each(|line| println!("{line}")),
        Format::Sarif => {
            println!("{}", serde_json::to_string_pretty(&diagnostics_text::sarif(all)).unwrap_or_default());
        }
    }
}

fn diagnostic(path: &str, source: &str, remark: Diagnostic) -> FileDiagnostic {
    let text = source.lines().nth(remark.line.saturating_sub(1) as usize).unwrap_or_default().to_string();
    FileDiagnostic { file: path.into(), remark, text }
}

fn unreadable(path: &str, message: String) -> FileDiagnostic {
    let remark = Diagnostic { rule: Rule::Unreadable, line: 1, column: 1, length: 0, message };
    FileDiagnostic { file: path.into(), remark, text: String::new() }
}
