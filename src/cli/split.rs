//! Splits files with several medicines, by option, by drug-card.toml or by their front matter.

use super::failure::Failure;
use super::output::warn;
use super::sources::{self, Source, Syntax};
use crate::monograph::split::split;
use crate::monograph::{Reading, is_monograph, parse_with};
use crate::text::slug::{Letters, slug};

/// Where files are split: the level of the headings, for all files or those below a path.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct SplitRules(Vec<(String, u8)>);

impl SplitRules {
    /// Reads `h2`, or paths with their levels: `ward=h3,list.md=h2`.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let rule = |rule: &str| {
            let (path, level) = rule.split_once('=').unwrap_or(("", rule));
            let level = level_of(level)
                .ok_or_else(|| format!("expected h1, h2 or h3, or PATH=h2, got \"{rule}\""))?;
            Ok((path.trim().trim_matches('/').to_string(), level))
        };
        text.split(',').map(rule).collect::<Result<_, String>>().map(Self)
    }

    /// The level for the file at `path`: that of the longest path that holds it.
    fn level(&self, path: &str) -> Option<u8> {
        let holds = |below: &str| {
            below.is_empty()
                || path.strip_prefix(below).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let rules = self.0.iter().filter(|(below, _)| holds(below));
        rules.max_by_key(|(below, _)| below.len()).map(|(_, level)| *level)
    }
}

fn level_of(text: &str) -> Option<u8> {
    match text.trim() {
        "h1" => Some(1),
        "h2" => Some(2),
        "h3" => Some(3),
        _ => None,
    }
}

/// Replaces each file that is to be split by its parts. A part without a section of a known kind is no monograph, and is named.
pub(crate) fn divide(
    found: Vec<Source>,
    rules: &SplitRules,
    reading: &Reading,
) -> Result<Vec<Source>, Failure> {
    let mut out = Vec::with_capacity(found.len());
    for source in found {
        let stated = || {
            let text = sources::read(&source).ok()?;
            let has_key = text.starts_with(['-', '+', '\u{feff}']) && text.contains("split");
            let parsed = has_key.then(|| parse_with(&text, reading))?;
            level_of(parsed.monograph.front_matter.get("split")?)
        };
        let level = if source.syntax == Syntax::Markdown {
            stated().or_else(|| rules.level(&source.path))
        } else {
            None
        };
        match level {
            // Its parts would not have the mark that keeps it unpublished.
            Some(_) if is_marked(&source, reading) => out.push(source),
            Some(level) => parts(&source, level, reading, &mut out)?,
            None => out.push(source),
        }
    }
    Ok(out)
}

/// Whether the front matter of a file says anything about whether it is published.
fn is_marked(source: &Source, reading: &Reading) -> bool {
    const MARKS: [&str; 8] =
        ["draft", "published", "publish", "unlisted", "expiryDate", "search", "search_exclude", "status"];
    let front_matter = sources::read(source).map(|text| parse_with(&text, reading).monograph.front_matter);
    front_matter.is_ok_and(|front_matter| MARKS.iter().any(|mark| front_matter.value(mark).is_some()))
}

/// Adds the medicines of one file to `out`; a file without any stays one monograph.
fn parts(source: &Source, level: u8, reading: &Reading, out: &mut Vec<Source>) -> Result<(), Failure> {
    let text = sources::read(source)?;
    let mut passed_over = Vec::new();
    let before = out.len();
    for part in split(&text, level) {
        if is_monograph(&parse_with(&part.text, reading).monograph).is_err() {
            passed_over.push(part.heading);
            continue;
        }
        let name = slug(&part.heading, Letters::All);
        let path = format!("{}/{name}.md", source.path);
        out.push(Source { path, file: source.file.clone(), syntax: Syntax::Part(part.text) });
    }
    if out.len() == before {
        warn(format_args!(
            "drug-card: {}: expected headings of level {level} with sections of a medicine below them, but found none; the file stays one \
             monograph, so name another level for split, or none",
            source.shown()
        ));
        out.push(source.clone());
        return Ok(());
    }
    if !passed_over.is_empty() {
        warn(format_args!(
            "drug-card: {}: no section of a known kind under {}; passed over",
            source.path,
            passed_over.join(", ")
        ));
    }
    Ok(())
}
