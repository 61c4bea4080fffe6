//! Finds phrases in code and prose that `tests/dialect.txt` discourages, and prints what to write instead.

use std::path::Path;

use anyhow::{Result, bail};

use crate::files::{list_without, read_text, root};

const LIST: &str = "tests/dialect.txt";

/// This file: its tests contain the phrases.
const SELF: &str = "xtask/src/dialect.rs";

const FOLDERS: [&str; 8] = ["src", "www", "xtask", "tests", "docs", "benches", "fuzz", "examples"];

const ENDINGS: [&str; 9] = ["rs", "js", "mjs", "ts", "html", "css", "md", "toml", "json"];

/// Folders of data, texts by others and generated files.
const SKIPPED: [&str; 10] = [
    "node_modules",
    "target",
    "seeds",
    "languages",
    "site-html",
    "sites",
    "fixtures",
    "words",
    "peers",
    "judged",
];

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Only files whose path starts with one of these
    paths: Vec<String>,
    /// Print only the number of matches per phrase
    #[arg(long)]
    counts: bool,
}

/// Checks all files.
pub(crate) fn check() -> Result<()> {
    search(false, |_| true)
}

/// One line of the list.
struct Rule<'a> {
    phrases: Vec<&'a str>,
    better: &'a str,
    /// Longer phrases around a match that are good English.
    allowed: Vec<&'a str>,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    let paths = &options.paths;
    search(options.counts, |name| paths.is_empty() || paths.iter().any(|path| name.starts_with(path)))
}

fn search(only_counts: bool, is_chosen: impl Fn(&str) -> bool) -> Result<()> {
    let list = read_text(&root().join(LIST))?;
    let rules = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(rule);
    let rules = rules.collect::<Result<Vec<_>>>()?;
    let mut counts = vec![0_usize; rules.len()];
    for name in sources()? {
        if name == LIST || name == SELF || !is_chosen(&name) {
            continue;
        }
        for (number, line) in read_text(&root().join(&name))?.lines().enumerate() {
            for (rule, count) in rules.iter().zip(&mut counts) {
                for found in rule.matches(line) {
                    *count += 1;
                    if !only_counts {
                        println!("{name}:{}: \"{found}\" -> {}", number + 1, rule.better);
                    }
                }
            }
        }
    }
    let total: usize = counts.iter().sum();
    if total == 0 {
        return Ok(());
    }
    println!();
    for (rule, count) in rules.iter().zip(&counts).filter(|(_, count)| **count > 0) {
        println!("{count:6}  {} -> {}", rule.phrases.join(" | "), rule.better);
    }
    bail!("expected no phrase of {LIST}, but found {total}; rewrite the sentences")
}

/// The files that are ours to write: prose at the root, and code and prose in the folders.
fn sources() -> Result<Vec<String>> {
    let mut names: Vec<String> = std::fs::read_dir(root())?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".md") || name == "build.rs" || name == "Cargo.toml")
        .collect();
    names.sort();
    for folder in FOLDERS {
        let below = list_without(&root().join(folder), &SKIPPED)?.into_iter();
        names.extend(below.map(|name| format!("{folder}/{name}")).filter(|name| {
            let ending = Path::new(name).extension().and_then(|ending| ending.to_str());
            ending.is_some_and(|ending| ENDINGS.contains(&ending))
        }));
    }
    Ok(names)
}

/// Reads `phrase | phrase<TAB>better[<TAB>allowed | allowed]`.
fn rule(line: &str) -> Result<Rule<'_>> {
    let columns: Vec<&str> = line.split('\t').collect();
    let (phrases, better, allowed) = match columns[..] {
        [phrases, better] => (phrases, better, ""),
        [phrases, better, allowed] => (phrases, better, allowed),
        _ => bail!("expected two or three columns in {LIST}, but got \"{line}\""),
    };
    let split = |text| str::split(text, " | ").filter(|phrase| !phrase.is_empty()).collect();
    Ok(Rule { phrases: split(phrases), better, allowed: split(allowed) })
}

impl Rule<'_> {
    /// The phrases in `line` as they are written there.
    fn matches<'a>(&self, line: &'a str) -> Vec<&'a str> {
        let allowed: Vec<_> = self.allowed.iter().flat_map(|phrase| ranges(line, phrase)).collect();
        let found = self.phrases.iter().flat_map(|phrase| ranges(line, phrase));
        let found = found.filter(|(start, end)| !allowed.iter().any(|(from, to)| from <= start && end <= to));
        found.map(|(start, end)| &line[start..end]).collect()
    }
}

/// Where `phrase` occurs in `line` as whole words. Only a phrase with capitals is case-sensitive.
fn ranges(line: &str, phrase: &str) -> Vec<(usize, usize)> {
    let exact = phrase.chars().any(char::is_uppercase);
    // ASCII case only, so that positions stay the same.
    let text = if exact { line.to_owned() } else { line.to_ascii_lowercase() };
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let found = text.match_indices(phrase).map(|(start, _)| (start, start + phrase.len()));
    found
        .filter(|(start, end)| {
            !inside(text[..*start].chars().next_back()) && !inside(text[*end..].chars().next())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_found_and_longer_phrases_are_allowed() {
        let rule = rule("stands | stood\tis\tstands for").unwrap();
        assert_eq!(rule.matches("It Stands here, and mm stands for millimetre"), ["Stands"]);
        assert!(rule.matches("understands, bystandstill").is_empty());
    }

    #[test]
    fn capitals_count_if_the_phrase_has_them() {
        let rule = rule("Owns\tdo not").unwrap();
        assert_eq!(rule.matches("//! Owns the bytes"), ["Owns"]);
        assert!(rule.matches("a struct owns its field").is_empty());
    }
}
