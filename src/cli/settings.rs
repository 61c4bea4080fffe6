//! Owns drug-card.toml: which keys it has, and which option of which command each is the default of.

use super::failure::Failure;
use super::values::base;
use super::values::rule;
use super::values::template;
use super::values::{selector, urls};
use crate::text::Language;
use clap::Command;
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The file's name in the working folder.
pub(crate) const FILE: &str = "drug-card.toml";

/// What stands after a key.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Text,
    Checked(fn(&str) -> Result<String, String>),
    /// Relative to the file.
    Path,
    Paths,
    Rules,
    Flag,
    Days,
}

struct Key {
    name: &'static str,
    kind: Kind,
    /// Commands that take it, each with the option or argument by clap's id.
    places: &'static [(&'static str, &'static str)],
}

const KEYS: [Key; 15] = [
    Key { name: "title", kind: Kind::Text, places: &[("build", "title"), ("merge", "title")] },
    Key {
        name: "content",
        kind: Kind::Path,
        places: &[("build", "content"), ("check", "content"), ("export", "content")],
    },
    Key {
        name: "output",
        kind: Kind::Path,
        places: &[
            ("build", "output"),
            ("merge", "output"),
            ("serve", "bundle"),
            ("search", "bundle"),
            ("render", "bundle"),
            ("standalone", "bundle"),
        ],
    },
    Key {
        name: "lang",
        kind: Kind::Checked(lang),
        places: &[("build", "lang"), ("merge", "lang"), ("check", "lang"), ("export", "lang")],
    },
    Key { name: "site", kind: Kind::Path, places: &[("serve", "site"), ("build", "site")] },
    Key { name: "site-selector", kind: Kind::Checked(selector), places: &[("build", "site_selector")] },
    Key { name: "site-urls", kind: Kind::Checked(urls), places: &[("build", "site_urls")] },
    Key { name: "base", kind: Kind::Checked(base), places: &[("serve", "base")] },
    Key {
        name: "url-template",
        kind: Kind::Checked(template),
        places: &[("build", "url_template"), ("merge", "url_template")],
    },
    Key { name: "synonyms", kind: Kind::Paths, places: &[("build", "synonyms"), ("merge", "synonyms")] },
    Key { name: "overlay", kind: Kind::Path, places: &[("build", "overlay"), ("merge", "overlay")] },
    Key { name: "pwa", kind: Kind::Flag, places: &[("build", "pwa"), ("merge", "pwa")] },
    Key {
        name: "stale-after",
        kind: Kind::Days,
        places: &[("build", "stale_after"), ("merge", "stale_after")],
    },
    Key { name: "strict", kind: Kind::Flag, places: &[("build", "strict")] },
    Key { name: "deny", kind: Kind::Rules, places: &[("build", "deny"), ("check", "deny")] },
];

fn lang(tag: &str) -> Result<String, String> {
    Language::parse(tag).map(|language| language.tag().to_string())
}

/// Whether a command takes any of its defaults from here.
pub(crate) fn has_places_in(command: &str) -> bool {
    KEYS.iter().any(|key| key.places.iter().any(|(name, _)| *name == command))
}

/// What the file says, each value as it would stand on the command line.
#[derive(Default)]
pub(crate) struct Settings(Vec<(&'static Key, Vec<OsString>)>);

impl Settings {
    /// Reads the file that `words` name by --config, or the one of the working folder, where there is one.
    pub(crate) fn read(words: &[OsString]) -> Result<Self, Failure> {
        let named = named(words);
        let file = named.clone().unwrap_or_else(|| FILE.into());
        match fs::read_to_string(&file) {
            Ok(text) => Self::parse(&file, &text),
            Err(error) if named.is_none() && error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(Failure::io("read", &file, &error)),
        }
    }

    /// Makes them the defaults of the options they belong to.
    pub(crate) fn apply(&self, mut command: Command) -> Command {
        let has_content = self.0.iter().any(|(key, _)| key.name == "content");
        for (key, values) in &self.0 {
            for (name, id) in key.places {
                // A build reads the pages of the site where there is nothing better.
                if has_content && (*name, *id) == ("build", "site") {
                    continue;
                }
                let values = values.clone();
                command = command.mut_subcommand(name, |command| {
                    command.mut_arg(id, |option| option.required(false).default_values(values))
                });
            }
        }
        command
    }

    fn parse(file: &Path, text: &str) -> Result<Self, Failure> {
        let wrong = |at: usize, sentence: String| {
            let line = text.get(..at).unwrap_or(text).matches('\n').count() + 1;
            Failure::Data(format!("{}:{line}: {sentence}", file.display()))
        };
        let table = DeTable::parse(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            wrong(at, format!("expected TOML, but {}", error.message()))
        })?;
        let mut settings = Self::default();
        for (name, value) in table.get_ref() {
            let key = KEYS.iter().find(|key| key.name == name.get_ref()).ok_or_else(|| {
                let names: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
                let sentence =
                    format!("expected one of {}, but got \"{}\"", names.join(", "), name.get_ref());
                wrong(name.span().start, sentence)
            })?;
            let values = key.kind.read(file, value).map_err(|expected| {
                let got = text.get(value.span()).unwrap_or_default();
                let name = key.name;
                wrong(value.span().start, format!("{expected} after {name}, but got {got}"))
            })?;
            settings.0.push((key, values));
        }
        Ok(settings)
    }
}

impl Kind {
    /// The value as on a command line, or what was expected.
    fn read(self, file: &Path, value: &Spanned<DeValue>) -> Result<Vec<OsString>, String> {
        let path = |text: &str| match file.parent() {
            Some(folder) => folder.join(text).into_os_string(),
            None => text.into(),
        };
        let texts = |value: &Spanned<DeValue>| {
            let all = value.get_ref().as_array()?.iter();
            all.map(|text| text.get_ref().as_str().map(str::to_string)).collect::<Option<Vec<String>>>()
        };
        let text = value.get_ref().as_str();
        match self {
            Self::Text => text.map(|text| vec![text.into()]).ok_or("expected a text".into()),
            Self::Checked(check) => Ok(vec![check(text.ok_or("expected a text")?)?.into()]),
            Self::Path => text.map(|text| vec![path(text)]).ok_or("expected a path in quotes".into()),
            Self::Paths => {
                let texts = texts(value).ok_or("expected a list of paths in quotes")?;
                Ok(texts.iter().map(|text| path(text)).collect())
            }
            Self::Rules => {
                let texts = texts(value).ok_or("expected a list of rules in quotes")?;
                texts.iter().try_for_each(|text| rule(text).map(drop))?;
                Ok(texts.into_iter().map(OsString::from).collect())
            }
            Self::Flag => {
                let flag = value.get_ref().as_bool().ok_or("expected true or false")?;
                Ok(vec![flag.to_string().into()])
            }
            Self::Days => {
                let days = value.get_ref().as_integer().and_then(|days| days.as_str().parse::<u32>().ok());
                Ok(vec![days.ok_or("expected a number of days")?.to_string().into()])
            }
        }
    }
}

/// The file after --config; clap reads the words later, when the defaults are known.
fn named(words: &[OsString]) -> Option<PathBuf> {
    let mut words = words.iter().skip(1).take_while(|word| *word != "--");
    while let Some(word) = words.next() {
        if word == "--config" {
            return words.next().map(PathBuf::from);
        }
        if let Some(file) = word.to_str().and_then(|word| word.strip_prefix("--config=")) {
            return Some(file.into());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Arguments;
    use clap::CommandFactory;

    /// Commands and options are found by name; a typo would panic when the file has the key.
    #[test]
    fn every_key_names_options_that_exist() {
        let program = Arguments::command();
        for key in &KEYS {
            assert!(!key.places.is_empty(), "{} belongs to no command", key.name);
            for (command, id) in key.places {
                let found = program.find_subcommand(command).map(Command::get_arguments);
                let found = found.unwrap_or_else(|| panic!("{}: there is no command {command}", key.name));
                let ids: Vec<&str> = found.map(|option| option.get_id().as_str()).collect();
                assert!(ids.contains(id), "{}: {command} has {ids:?}, but not {id}", key.name);
            }
        }
    }
}
