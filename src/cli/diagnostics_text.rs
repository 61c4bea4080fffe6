//! Owns what `check` prints: a finding for a person, for a program, for SARIF viewers and for GitHub.

use crate::read::diagnostic::{Diagnostic, Rule, Severity};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A remark and the file it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileDiagnostic {
    /// The file, below the folder that was checked.
    pub(crate) file: String,
    /// The remark.
    pub(crate) remark: Diagnostic,
    /// The source line the remark points to; empty when the file could not be read.
    pub(crate) text: String,
}

/// A finding for a reader: place, sentence, the line with the place underlined, a hint.
#[must_use]
pub(crate) fn text(diagnostic: &FileDiagnostic) -> String {
    let FileDiagnostic { file, remark, text } = diagnostic;
    let Diagnostic { rule, line, column, length, message } = remark;
    let mut out = format!("{file}:{line}:{column}: {}[{}]: {message}\n", rule.severity(), rule.id());
    if !text.is_empty() {
        let number = line.to_string();
        let margin = " ".repeat(number.len());
        let (shown, before, marked) = excerpt(text, *column, *length);
        let _ = writeln!(
            out,
            "{margin} |\n{number} | {shown}\n{margin} | {}{}",
            " ".repeat(before),
            "^".repeat(marked)
        );
    }
    let _ = writeln!(out, "  = hint: {}", rule.hint());
    out
}

/// The most characters of a source line that are shown.
const WIDTH: usize = 100;

/// The part of a line around the place meant: what to show, blanks before the mark, length of the mark.
fn excerpt(line: &str, column: u32, length: u32) -> (String, usize, usize) {
    let chars: Vec<char> = line.trim_end().chars().map(|c| if c == '\t' { ' ' } else { c }).collect();
    let at = (column.saturating_sub(1) as usize).min(chars.len());
    let marked = if length == 0 { chars.len() - at } else { length as usize };
    let from = if at + marked.min(WIDTH) <= WIDTH { 0 } else { at.saturating_sub(20) };
    let to = (from + WIDTH).min(chars.len());
    let mut shown: String = chars[from..to].iter().collect();
    let mut before = at - from;
    if from > 0 {
        shown.insert_str(0, "… ");
        before += 2;
    }
    if to < chars.len() {
        shown.push_str(" …");
    }
    (shown, before, marked.clamp(1, (to - at).max(1)))
}

#[derive(Serialize)]
struct Record<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    length: u32,
    severity: String,
    rule: &'static str,
    message: &'a str,
    hint: &'static str,
}

/// A finding as one JSON object.
#[must_use]
pub(crate) fn json_line(diagnostic: &FileDiagnostic) -> String {
    let FileDiagnostic { file, remark, .. } = diagnostic;
    let record = Record {
        file,
        line: remark.line,
        column: remark.column,
        length: remark.length,
        severity: remark.rule.severity().to_string(),
        rule: remark.rule.id(),
        message: &remark.message,
        hint: remark.rule.hint(),
    };
    serde_json::to_string(&record).unwrap_or_default()
}

/// A finding as a workflow command of GitHub, which shows it beside the line.
#[must_use]
pub(crate) fn github(diagnostic: &FileDiagnostic) -> String {
    let FileDiagnostic { file, remark, .. } = diagnostic;
    let command = match remark.rule.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let message = remark.message.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let file = file.replace('%', "%25").replace(',', "%2C").replace(':', "%3A");
    format!(
        "::{command} file={file},line={},col={},title={}::{message}",
        remark.line,
        remark.column,
        remark.rule.id()
    )
}

/// All findings as one SARIF 2.1.0 log.
#[must_use]
pub(crate) fn sarif(diagnostics: &[FileDiagnostic]) -> Value {
    let rules: Vec<Value> = Rule::ALL
        .iter()
        .map(|rule| json!({"id": rule.id(), "help": {"text": rule.hint()}, "defaultConfiguration": {"level": level(*rule)}}))
        .collect();
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|FileDiagnostic { file, remark, .. }| {
            let mut region = json!({"startLine": remark.line, "startColumn": remark.column});
            if remark.length > 0 {
                region["endColumn"] = (remark.column + remark.length).into();
            }
            json!({
                "ruleId": remark.rule.id(),
                "level": level(remark.rule),
                "message": {"text": remark.message},
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(file)}, "region": region}}],
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "drug-card", "version": env!("CARGO_PKG_VERSION"), "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn level(rule: Rule) -> &'static str {
    match rule.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A path as a relative URI: everything but the unreserved characters and `/` is escaped.
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// How many findings each rule has, the most first.
#[must_use]
pub(crate) fn summary(diagnostics: &[FileDiagnostic], files: usize) -> String {
    let mut counts: BTreeMap<Rule, (usize, &str, usize)> = BTreeMap::new();
    for FileDiagnostic { file, remark, .. } in diagnostics {
        let (count, last, in_files) = counts.entry(remark.rule).or_insert((0, "", 0));
        *count += 1;
        if *last != file {
            (*last, *in_files) = (file, *in_files + 1);
        }
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|(rule, (count, ..))| (std::cmp::Reverse(*count), *rule));
    let mut out = String::new();
    for (rule, (count, _, in_files)) in rows {
        let _ = writeln!(
            out,
            "{count:>8} in {in_files:>6} files  {:<8} {}",
            rule.severity().to_string(),
            rule.id()
        );
    }
    let _ = writeln!(out, "{:>8} findings in {files} files", diagnostics.len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diagnostic() -> FileDiagnostic {
        let remark =
            Diagnostic { rule: Rule::RawHtml, line: 7, column: 5, length: 3, message: "a tag `<b>`".into() };
        FileDiagnostic { file: "a/b c.md".into(), remark, text: "See <b>this</b>.".into() }
    }

    #[test]
    fn a_finding_points_at_its_place() {
        let text = text(&diagnostic());
        assert!(text.starts_with("a/b c.md:7:5: warning[raw-html]: a tag `<b>`\n"), "{text}");
        assert!(text.contains("7 | See <b>this</b>.\n  |     ^^^\n"), "{text}");
    }

    #[test]
    fn a_long_line_is_shown_around_its_place() {
        let (shown, before, marked) = excerpt(&format!("{}<b>{}", "x".repeat(300), "y".repeat(300)), 301, 3);
        assert!(shown.starts_with("… x") && shown.ends_with("y …"));
        assert_eq!(&shown.chars().skip(before).take(marked).collect::<String>(), "<b>");
        assert_eq!(excerpt("", 1, 0), (String::new(), 0, 1));
        assert_eq!(excerpt("é", 9, 4).1, 1);
    }

    #[test]
    fn programs_read_it_too() {
        assert!(github(&diagnostic()).starts_with("::warning file=a/b c.md,line=7,col=5,title=raw-html::"));
        let log = sarif(&[diagnostic()]);
        assert_eq!(
            log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            "a/b%20c.md"
        );
        assert!(json_line(&diagnostic()).contains("\"rule\":\"raw-html\""));
        assert!(summary(&[diagnostic(), diagnostic()], 3).contains("2 in      1 files  warning  raw-html"));
    }
}
