//! Owns `drug-card check`: what an editor should look at, file by file.

use super::failure::Failure;
use super::sources;
use drug_card::monograph::{Diagnostic, parse};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// A monograph or a folder of them
    content: PathBuf,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A line a finding
    Text,
    /// A JSON object a finding, one a line
    Json,
}

#[derive(serde::Serialize)]
struct Finding<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    severity: String,
    rule: &'a str,
    message: &'a str,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let found = sources::find(&arguments.content)?;
    let mut count = 0;
    for source in &found {
        match sources::read(source) {
            Ok(text) => {
                for remark in parse(&text).diagnostics {
                    count += 1;
                    print(arguments.format, &source.path, &remark);
                }
            }
            // What cannot be read as text is a finding about the content, not a reason to stop at this file.
            Err(Failure::Data(sentence)) => {
                count += 1;
                print_unreadable(arguments.format, &source.path, &sentence);
            }
            Err(other) => return Err(other),
        }
    }
    if arguments.format == Format::Text {
        let files = found.len();
        eprintln!("{count} findings in {files} files");
    }
    Ok(if count == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn print(format: Format, file: &str, remark: &Diagnostic) {
    let Diagnostic { rule, line, column, message, .. } = remark;
    let severity = rule.severity();
    match format {
        Format::Text => println!("{file}:{line}:{column}: {severity}: {message} [{}]", rule.id()),
        Format::Json => {
            let finding = Finding {
                file,
                line: *line,
                column: *column,
                severity: severity.to_string(),
                rule: rule.id(),
                message,
            };
            println!("{}", serde_json::to_string(&finding).unwrap_or_default());
        }
    }
}

fn print_unreadable(format: Format, file: &str, message: &str) {
    match format {
        Format::Text => println!("{file}:1:1: error: {message} [unreadable]"),
        Format::Json => {
            let finding =
                Finding { file, line: 1, column: 1, severity: "error".into(), rule: "unreadable", message };
            println!("{}", serde_json::to_string(&finding).unwrap_or_default());
        }
    }
}
