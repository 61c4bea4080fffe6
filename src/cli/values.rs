//! Parsers for the values of arguments and settings.

use crate::cli::split::SplitRules;
use crate::monograph::{Rule, SectionKind};
use crate::read::html::Selector;
use crate::text::{Day, Language};

/// Far more parts than anyone has machines for.
const MOST_PARTS: usize = 10_000;

/// `2/8` as 2 and 8.
pub(crate) fn part(text: &str) -> Result<(usize, usize), String> {
    let numbers = text.split_once('/').and_then(|(part, of)| Some((part.parse().ok()?, of.parse().ok()?)));
    match numbers {
        Some((part, of)) if 1 <= part && part <= of && of <= MOST_PARTS => Ok((part, of)),
        _ => Err(format!("expected I/N with I from 1 to N and N up to {MOST_PARTS}, such as 2/8")),
    }
}

/// A link template that gives each medicine its own page and works from any page.
pub(crate) fn template(text: &str) -> Result<String, String> {
    let rooted = ["/", "https://", "http://"].iter().any(|start| text.starts_with(start));
    let filled =
        ["{slug}", "{path}", "{anchor}"].iter().fold(text.to_string(), |text, name| text.replace(name, ""));
    if rooted && !filled.contains(['{', '}']) && (text.contains("{slug}") || text.contains("{path}")) {
        return Ok(text.to_string());
    }
    Err("expected an address that starts with / or https:// and contains {slug} or {path}; {anchor} is the only other \
         placeholder"
        .into())
}

/// A rule of `check` by its id.
pub(crate) fn rule(name: &str) -> Result<Rule, String> {
    Rule::ALL.iter().find(|rule| rule.id() == name).copied().ok_or_else(|| {
        let names: Vec<&str> = Rule::ALL.iter().map(|rule| rule.id()).collect();
        format!("expected one of {}", names.join(", "))
    })
}

/// A day of the calendar.
pub(crate) fn day(text: &str) -> Result<Day, String> {
    Day::read(text).ok_or_else(|| "expected a day such as 2026-05-01".into())
}

/// What slugs are made from.
pub(crate) fn slug_source(text: &str) -> Result<String, String> {
    match text {
        "file" | "path" => Ok(text.into()),
        _ => Err("expected file or path".into()),
    }
}

/// `old=new` as two slugs.
pub(crate) fn redirect(text: &str) -> Result<(String, String), String> {
    match text.split_once('=').map(|(old, new)| (old.trim(), new.trim())) {
        Some((old, new)) if !old.is_empty() && !new.is_empty() => Ok((old.into(), new.into())),
        _ => Err("expected OLD=NEW, two slugs such as lasix=furosemide".into()),
    }
}

/// `key=kind`: a key of front matter, and the kind of the section that its value becomes.
pub(crate) fn shown(text: &str) -> Result<(String, SectionKind), String> {
    let kinds = || SectionKind::ALL.iter().map(|kind| kind.id()).collect::<Vec<_>>().join(", ");
    let (key, kind) = text.split_once('=').unwrap_or((text, ""));
    match SectionKind::from_id(kind.trim()) {
        Some(kind) if !key.trim().is_empty() => Ok((key.trim().into(), kind)),
        _ => Err(format!("expected KEY=KIND, such as max_dose=dosage, with one of the kinds {}", kinds())),
    }
}

/// How single line breaks are read.
pub(crate) fn line_breaks(text: &str) -> Result<String, String> {
    match text {
        "join" | "keep" => Ok(text.into()),
        _ => Err("expected join or keep".into()),
    }
}

/// The address of a folder.
pub(crate) fn base(text: &str) -> Result<String, String> {
    if text.starts_with('/') && text.ends_with('/') && !text.contains("//") {
        return Ok(text.to_string());
    }
    Err("expected an address that starts and ends with /, such as /drugs/".into())
}

/// A selector of one element: name, id, class, attributes.
pub(crate) fn selector(text: &str) -> Result<String, String> {
    text.parse::<Selector>().map(|_| text.to_string()).map_err(|error| error.to_string())
}

/// How Markdown files become addresses.
pub(crate) fn urls(text: &str) -> Result<String, String> {
    match text {
        "folder" | "file" => Ok(text.into()),
        _ => Err("expected folder or file".into()),
    }
}

/// Where files are split.
pub(crate) fn split(text: &str) -> Result<String, String> {
    SplitRules::parse(text).map(|_| text.to_string())
}

/// A BCP 47 language tag, in its canonical form.
pub(crate) fn lang(tag: &str) -> Result<String, String> {
    Language::parse(tag).map(|language| language.tag().to_string())
}
