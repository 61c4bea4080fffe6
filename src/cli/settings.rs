//! Reads drug-card.toml: each key is the default of an option of some commands.

use super::exclude;
use super::failure::Failure;
use super::text_file;
use super::values;
use clap::Command;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The name of the file in the working directory.
pub(crate) const FILE: &str = "drug-card.toml";

/// The type of a value.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Text,
    Checked(fn(&str) -> Result<String, String>),
    /// A path, relative to the file.
    Path,
    Paths,
    /// Texts, each of which is checked.
    Texts(&'static str, fn(&str) -> Result<(), String>),
    Flag,
    Days,
    /// A table of texts.
    Pairs(&'static str, fn(&str) -> Result<(), String>),
}

struct Key {
    name: &'static str,
    kind: Kind,
    /// The commands that use it, each with the id of its option or argument in clap.
    used_by: &'static [(&'static str, &'static str)],
}

const KEYS: [Key; 27] = [
    Key { name: "title", kind: Kind::Text, used_by: &[("build", "title"), ("merge", "title")] },
    // A string is the title of the app page, a list the keys of the titles of pages.
    Key {
        name: "title",
        kind: Kind::Texts("expected a list of keys in quotes", |_| Ok(())),
        used_by: &[
            ("build", "title_keys"),
            ("merge", "title_keys"),
            ("check", "title_keys"),
            ("export", "title_keys"),
        ],
    },
    Key {
        name: "show",
        kind: Kind::Pairs("expected a table of keys, each with a kind of section in quotes", |pair| {
            values::shown(pair).map(drop)
        }),
        used_by: &[("build", "show"), ("merge", "show"), ("check", "show"), ("export", "show")],
    },
    Key {
        name: "line-breaks",
        kind: Kind::Checked(values::line_breaks),
        used_by: &[
            ("build", "line_breaks"),
            ("merge", "line_breaks"),
            ("check", "line_breaks"),
            ("export", "line_breaks"),
        ],
    },
    Key {
        name: "content",
        kind: Kind::Path,
        used_by: &[("build", "content"), ("check", "content"), ("export", "content")],
    },
    Key {
        name: "output",
        kind: Kind::Path,
        used_by: &[
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
        kind: Kind::Checked(values::lang),
        used_by: &[("build", "lang"), ("merge", "lang"), ("check", "lang"), ("export", "lang")],
    },
    Key {
        name: "labels",
        kind: Kind::Paths,
        used_by: &[("build", "labels"), ("merge", "labels"), ("check", "labels"), ("export", "labels")],
    },
    Key {
        name: "split",
        kind: Kind::Checked(values::split),
        used_by: &[("build", "split"), ("merge", "split"), ("check", "split"), ("export", "split")],
    },
    Key {
        name: "exclude",
        kind: Kind::Texts("expected a list of patterns in quotes", |text| exclude::pattern(text).map(drop)),
        used_by: &[("build", "patterns"), ("check", "patterns"), ("export", "patterns")],
    },
    Key { name: "site", kind: Kind::Path, used_by: &[("serve", "site"), ("build", "site")] },
    Key {
        name: "site-selector",
        kind: Kind::Checked(values::selector),
        used_by: &[("build", "site_selector")],
    },
    Key { name: "site-urls", kind: Kind::Checked(values::urls), used_by: &[("build", "site_urls")] },
    Key {
        name: "base",
        kind: Kind::Checked(values::base),
        used_by: &[("serve", "base"), ("build", "base"), ("merge", "base")],
    },
    Key {
        name: "url-template",
        kind: Kind::Checked(values::template),
        used_by: &[("build", "url_template"), ("merge", "url_template")],
    },
    Key { name: "synonyms", kind: Kind::Paths, used_by: &[("build", "synonyms"), ("merge", "synonyms")] },
    Key { name: "overlay", kind: Kind::Path, used_by: &[("build", "overlay"), ("merge", "overlay")] },
    Key { name: "notice", kind: Kind::Text, used_by: &[("build", "notice"), ("merge", "notice")] },
    Key { name: "footer", kind: Kind::Text, used_by: &[("build", "footer"), ("merge", "footer")] },
    Key { name: "logo", kind: Kind::Path, used_by: &[("build", "logo"), ("merge", "logo")] },
    Key { name: "kiosk", kind: Kind::Days, used_by: &[("build", "kiosk"), ("merge", "kiosk")] },
    Key {
        name: "slugs",
        kind: Kind::Checked(values::slug_source),
        used_by: &[("build", "slugs"), ("export", "slugs")],
    },
    Key {
        name: "redirects",
        kind: Kind::Pairs("expected a table of slugs in quotes", |pair| values::redirect(pair).map(drop)),
        used_by: &[("build", "redirect"), ("export", "redirect")],
    },
    Key { name: "pwa", kind: Kind::Flag, used_by: &[("build", "pwa"), ("merge", "pwa")] },
    Key {
        name: "stale-after",
        kind: Kind::Days,
        used_by: &[("build", "stale_after"), ("merge", "stale_after")],
    },
    Key { name: "strict", kind: Kind::Flag, used_by: &[("build", "strict")] },
    Key {
        name: "deny",
        kind: Kind::Texts("expected a list of rules in quotes", |text| values::rule(text).map(drop)),
        used_by: &[("build", "deny"), ("check", "deny")],
    },
];

/// Whether a command uses any key.
pub(crate) fn are_used_by(command: &str) -> bool {
    KEYS.iter().any(|key| key.used_by.iter().any(|(name, _)| *name == command))
}

/// The keys of the file, each with its values as on the command line.
#[derive(Default)]
pub(crate) struct Settings(Vec<(&'static Key, Vec<OsString>)>);

impl Settings {
    /// Reads the file given with --config in `words`, or ./drug-card.toml if present.
    pub(crate) fn read(words: &[OsString]) -> Result<Self, Failure> {
        let named = config_option(words);
        let file = named.clone().unwrap_or_else(|| FILE.into());
        if named.is_none() && !file.exists() {
            return Ok(Self::default());
        }
        Self::parse(&file, &text_file::read(&file)?)
    }

    /// Makes the values the defaults of their options.
    pub(crate) fn apply(&self, mut command: Command) -> Command {
        let has_content = self.0.iter().any(|(key, _)| key.name == "content");
        for (key, values) in &self.0 {
            for (name, id) in key.used_by {
                // A build reads the pages of the site only if there is no content.
                if has_content && (*name, *id) == ("build", "site") {
                    continue;
                }
                // `mut_arg` panics on an unknown id.
                let is_known =
                    |command: &Command| command.get_arguments().any(|option| option.get_id() == id);
                if command.find_subcommand(name).is_some_and(is_known) {
                    command = command.mut_subcommand(name, |command| {
                        command.mut_arg(id, |option| option.required(false).default_values(values.clone()))
                    });
                }
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
            wrong(at, format!("expected TOML, but {}; correct the line", error.message()))
        })?;
        let mut settings = Self::default();
        for (name, value) in table.get_ref() {
            // `line_breaks` is the same key as `line-breaks`.
            let written = name.get_ref().replace('_', "-");
            let fits = |key: &&Key| match key.kind {
                Kind::Text => !value.get_ref().is_array(),
                _ => true,
            };
            let key = KEYS.iter().find(|key| key.name == written && fits(key)).ok_or_else(|| {
                let mut names: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
                names.dedup();
                let sentence = format!(
                    "expected one of {}, but got \"{}\"; correct the key",
                    names.join(", "),
                    name.get_ref()
                );
                wrong(name.span().start, sentence)
            })?;
            let values = key.kind.read(file, value).map_err(|expected| {
                let got = text.get(value.span()).unwrap_or_default();
                let name = key.name;
                wrong(value.span().start, format!("{expected} for {name}, but got {got}; correct the value"))
            })?;
            settings.0.push((key, values));
        }
        Ok(settings)
    }
}

impl Kind {
    /// The value as on the command line, or what was expected instead.
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
            Self::Text => text.map(|text| vec![text.into()]).ok_or("expected a string".into()),
            Self::Checked(check) => Ok(vec![check(text.ok_or("expected a string")?)?.into()]),
            Self::Path => text.map(|text| vec![path(text)]).ok_or("expected a path in quotes".into()),
            Self::Paths => {
                let texts = texts(value).ok_or("expected a list of paths in quotes")?;
                Ok(texts.iter().map(|text| path(text)).collect())
            }
            Self::Texts(expected, check) => {
                let texts = texts(value).ok_or(expected)?;
                texts.iter().try_for_each(|text| check(text))?;
                Ok(texts.into_iter().map(OsString::from).collect())
            }
            Self::Flag => {
                let flag = value.get_ref().as_bool().ok_or("expected true or false")?;
                Ok(vec![flag.to_string().into()])
            }
            Self::Pairs(expected, check) => {
                let table = value.get_ref().as_table().ok_or(expected)?;
                let pair = |(old, new): (&Spanned<_>, &Spanned<DeValue>)| {
                    let pair = format!("{}={}", old.get_ref(), new.get_ref().as_str().ok_or(expected)?);
                    check(&pair).map(|()| pair.into())
                };
                table.iter().map(pair).collect()
            }
            Self::Days => {
                let days = value.get_ref().as_integer().and_then(|days| days.as_str().parse::<u32>().ok());
                Ok(vec![days.ok_or("expected a number of days")?.to_string().into()])
            }
        }
    }
}

/// The file given with --config. Clap parses the words later, once the defaults are known.
fn config_option(words: &[OsString]) -> Option<PathBuf> {
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

    /// Commands and options are looked up by name; with a typo, the key would have no effect.
    #[test]
    fn every_key_names_options_that_exist() {
        let program = Arguments::command();
        for key in &KEYS {
            assert!(!key.used_by.is_empty(), "no command uses {}", key.name);
            for (command, id) in key.used_by {
                let found = program.find_subcommand(command).map(Command::get_arguments);
                let found = found.unwrap_or_else(|| panic!("{}: there is no command {command}", key.name));
                let ids: Vec<&str> = found.map(|option| option.get_id().as_str()).collect();
                assert!(ids.contains(id), "{}: {command} has {ids:?}, but not {id}", key.name);
            }
        }
    }
}
