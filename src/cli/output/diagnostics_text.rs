//! Formats diagnostics as text, JSON, SARIF and GitHub workflow commands.

use super::count::count;
use crate::read::diagnostic::{Diagnostic, Rule, Severity};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A diagnostic and the file it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileDiagnostic {
    /// The file as the user typed it.
    pub(crate) file: String,
    /// The diagnostic.
    pub(crate) diagnostic: Diagnostic,
    /// The source line it points to; empty if the file could not be read.
    pub(crate) source_line: String,
    /// The page is an official label, which its editor cannot change.
    pub(crate) official: bool,
}

/// A diagnostic for a person: position, message, the source line with the position underlined, a hint.
#[must_use]
pub(crate) fn text(one: &FileDiagnostic) -> String {
    let FileDiagnostic { file, diagnostic, source_line, .. } = one;
    let Diagnostic { rule, line, column, length, message } = diagnostic;
    let mut out = format!("{file}:{line}:{column}: {}[{}]: {message}\n", rule.severity(), rule.id());
    if !source_line.is_empty() {
        let number = line.to_string();
        let margin = " ".repeat(number.len());
        let (shown, before, marked) = excerpt(source_line, *column, *length);
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

/// Most characters of a source line that are printed.
const WIDTH: usize = 100;

/// The part of a line around a column: the text to print, the spaces before the underline, the length of the underline.
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

/// A diagnostic as one JSON object.
#[must_use]
pub(crate) fn record(one: &FileDiagnostic) -> impl Serialize {
    let FileDiagnostic { file, diagnostic, .. } = one;
    Record {
        file,
        line: diagnostic.line,
        column: diagnostic.column,
        length: diagnostic.length,
        severity: diagnostic.rule.severity().to_string(),
        rule: diagnostic.rule.id(),
        message: &diagnostic.message,
        hint: diagnostic.rule.hint(),
    }
}

/// A diagnostic as a GitHub workflow command, which GitHub shows next to the line.
#[must_use]
pub(crate) fn github(one: &FileDiagnostic) -> String {
    let FileDiagnostic { file, diagnostic, .. } = one;
    let command = match diagnostic.rule.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let message = diagnostic.message.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let file = file.replace('%', "%25").replace(',', "%2C").replace(':', "%3A");
    format!(
        "::{command} file={file},line={},col={},title={}::{message}",
        diagnostic.line,
        diagnostic.column,
        diagnostic.rule.id()
    )
}

/// All diagnostics as one SARIF 2.1.0 log.
#[must_use]
pub(crate) fn sarif(diagnostics: &[FileDiagnostic]) -> Value {
    let rules: Vec<Value> = Rule::ALL
        .iter()
        .map(|rule| json!({"id": rule.id(), "help": {"text": rule.hint()}, "defaultConfiguration": {"level": level(*rule)}}))
        .collect();
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|FileDiagnostic { file, diagnostic, .. }| {
            let mut region = json!({"startLine": diagnostic.line, "startColumn": diagnostic.column});
            if diagnostic.length > 0 {
                region["endColumn"] = (diagnostic.column + diagnostic.length).into();
            }
            json!({
                "ruleId": diagnostic.rule.id(),
                "level": level(diagnostic.rule),
                "message": {"text": diagnostic.message},
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

/// A path as a relative URI; everything except unreserved characters and `/` is percent-encoded.
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

/// Diagnostics per rule, most frequent first.
#[must_use]
pub(crate) fn summary(diagnostics: &[FileDiagnostic], files: usize) -> String {
    let mut counts: BTreeMap<Rule, (usize, &str, usize)> = BTreeMap::new();
    for FileDiagnostic { file, diagnostic, .. } in diagnostics {
        let (count, last, in_files) = counts.entry(diagnostic.rule).or_insert((0, "", 0));
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
    let _ = writeln!(out, "{}", total(diagnostics.len(), files));
    out
}

/// The last line of a report.
#[must_use]
pub(crate) fn total(diagnostics: usize, files: usize) -> String {
    format!("{} in {}", count(diagnostics, "diagnostic"), count(files, "file"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test is free to unwrap")]
    use super::*;

    fn diagnostic() -> FileDiagnostic {
        let diagnostic =
            Diagnostic { rule: Rule::RawHtml, line: 7, column: 5, length: 3, message: "a tag `<b>`".into() };
        FileDiagnostic {
            file: "a/b c.md".into(),
            diagnostic,
            source_line: "See <b>this</b>.".into(),
            official: false,
        }
    }

    #[test]
    fn text_points_at_the_position() {
        let text = text(&diagnostic());
        assert!(text.starts_with("a/b c.md:7:5: warning[raw-html]: a tag `<b>`\n"), "{text}");
        assert!(text.contains("7 | See <b>this</b>.\n  |     ^^^\n"), "{text}");
    }

    #[test]
    fn a_long_line_is_cut_around_the_position() {
        let (shown, before, marked) = excerpt(&format!("{}<b>{}", "x".repeat(300), "y".repeat(300)), 301, 3);
        assert!(shown.starts_with("… x") && shown.ends_with("y …"));
        assert_eq!(&shown.chars().skip(before).take(marked).collect::<String>(), "<b>");
        assert_eq!(excerpt("", 1, 0), (String::new(), 0, 1));
        assert_eq!(excerpt("é", 9, 4).1, 1);
    }

    #[test]
    fn programs_can_read_every_other_format() {
        assert!(github(&diagnostic()).starts_with("::warning file=a/b c.md,line=7,col=5,title=raw-html::"));
        let log = sarif(&[diagnostic()]);
        assert_eq!(
            log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            "a/b%20c.md"
        );
        let json = serde_json::to_value(record(&diagnostic())).unwrap();
        assert_eq!((&json["rule"], &json["line"]), (&"raw-html".into(), &7.into()));
        assert!(summary(&[diagnostic(), diagnostic()], 3).contains("2 in      1 files  warning  raw-html"));
    }
}
