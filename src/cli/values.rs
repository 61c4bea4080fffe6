//! Checks the values of arguments and settings, for clap.

use crate::monograph::Rule;
use crate::read::html::Selector;

/// More parts than anybody has machines for.
const MOST_PARTS: usize = 10_000;

/// `2/8` as 2 and 8.
pub(crate) fn part(text: &str) -> Result<(usize, usize), String> {
    let numbers = text.split_once('/').and_then(|(part, of)| Some((part.parse().ok()?, of.parse().ok()?)));
    match numbers {
        Some((part, of)) if 1 <= part && part <= of && of <= MOST_PARTS => Ok((part, of)),
        _ => Err(format!("expected I/N with I from 1 to N and N at most {MOST_PARTS}, such as 2/8")),
    }
}

/// An address that leads to a page of its own for each medicine, from any page.
pub(crate) fn template(text: &str) -> Result<String, String> {
    let rooted = ["/", "https://", "http://"].iter().any(|start| text.starts_with(start));
    let filled =
        ["{slug}", "{path}", "{anchor}"].iter().fold(text.to_string(), |text, name| text.replace(name, ""));
    if rooted && !filled.contains(['{', '}']) && (text.contains("{slug}") || text.contains("{path}")) {
        return Ok(text.to_string());
    }
    Err("expected an address that begins with / or https:// and names the medicine by {slug} or {path}, with {anchor} as the only \
         other part in braces"
        .into())
}

pub(crate) fn rule(name: &str) -> Result<Rule, String> {
    Rule::ALL.iter().find(|rule| rule.id() == name).copied().ok_or_else(|| {
        let names: Vec<&str> = Rule::ALL.iter().map(|rule| rule.id()).collect();
        format!("expected one of {}", names.join(", "))
    })
}

/// An address that a folder can have.
pub(crate) fn base(text: &str) -> Result<String, String> {
    if text.starts_with('/') && text.ends_with('/') && !text.contains("//") {
        return Ok(text.to_string());
    }
    Err("expected an address that begins and ends with /, such as /drugs/".into())
}

/// An element by name, id, class and attributes.
pub(crate) fn selector(text: &str) -> Result<String, String> {
    text.parse::<Selector>().map(|_| text.to_string()).map_err(|error| error.to_string())
}

/// A style of addresses.
pub(crate) fn urls(text: &str) -> Result<String, String> {
    match text {
        "folder" | "file" => Ok(text.into()),
        _ => Err("expected folder or file".into()),
    }
}
