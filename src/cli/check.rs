//! Owns `drug-card check`: what an editor should look at, file by file.

use super::failure::Failure;
use super::sources;
use drug_card::export::findings::{self, Finding};
use drug_card::monograph::{Diagnostic, Rule, Severity, lint, parse, twins};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// A monograph or a folder of them
    content: PathBuf,
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

fn rule(name: &str) -> Result<Rule, String> {
    Rule::ALL.iter().find(|rule| rule.id() == name).copied().ok_or_else(|| {
        let names: Vec<&str> = Rule::ALL.iter().map(|rule| rule.id()).collect();
        format!("expected one of {}", names.join(", "))
    })
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let found = sources::find(&arguments.content)?;
    let mut all = Vec::new();
    let mut titles = Vec::new();
    for source in &found {
        let text = match sources::read(source) {
            Ok(text) => text,
            // What cannot be read as text is a finding about the content, not a reason to stop at this file.
            Err(Failure::Data(sentence)) => {
                all.push(unreadable(&source.path, sentence));
                continue;
            }
            Err(other) => return Err(other),
        };
        let parsed = parse(&text);
        let mut remarks = parsed.diagnostics;
        remarks.extend(lint(&text, &parsed.monograph));
        remarks.sort_by_key(|remark| (remark.line, remark.column, remark.rule));
        all.extend(remarks.into_iter().map(|remark| finding(&source.path, &text, remark)));
        titles.push((source.path.clone(), parsed.monograph.title));
    }
    for (path, remark) in twins(&titles) {
        all.push(Finding { file: path, remark, text: String::new() });
    }
    print(arguments, &all, found.len());
    let counts = |finding: &Finding| {
        let rule = finding.remark.rule;
        if arguments.deny.is_empty() {
            rule.severity() > Severity::Note
        } else {
            arguments.deny.contains(&rule)
        }
    };
    Ok(if all.iter().any(counts) { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn print(arguments: &Arguments, all: &[Finding], files: usize) {
    if arguments.summary {
        print!("{}", findings::summary(all, files));
        return;
    }
    match arguments.format {
        Format::Text => {
            for finding in all {
                println!("{}", findings::text(finding));
            }
            println!("{} findings in {files} files", all.len());
        }
        Format::Json => all.iter().map(findings::json_line).for_each(|line| println!("{line}")),
        Format::Github => all.iter().map(findings::github).for_each(|line| println!("{line}")),
        Format::Sarif => {
            println!("{}", serde_json::to_string_pretty(&findings::sarif(all)).unwrap_or_default());
        }
    }
}

fn finding(path: &str, source: &str, remark: Diagnostic) -> Finding {
    let text = source.lines().nth(remark.line.saturating_sub(1) as usize).unwrap_or_default().to_string();
    Finding { file: path.into(), remark, text }
}

fn unreadable(path: &str, message: String) -> Finding {
    let remark = Diagnostic { rule: Rule::Unreadable, line: 1, column: 1, length: 0, message };
    Finding { file: path.into(), remark, text: String::new() }
}
