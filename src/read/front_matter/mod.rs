//! Reads front matter: YAML between two lines `---`, or TOML between two lines `+++`, at the top of a file.
//!
//! ```text
//! title: Amoxicillin + Clavulanic Acid      title = "Amoxicillin + Clavulanic Acid"
//! brands: [Augmentin, Clavamox]             brands = ["Augmentin", "Clavamox"]
//! warning: >                                [extra]
//!   Not with                                class = "penicillin"
//!   penicillin allergy.
//! ```
//!
//! One reader serves the program and the browser. Values stay text as they are written; anchors, aliases and tags get a
//! diagnostic and are read literally. A block that is never closed is text, so that nothing of it vanishes.

mod flow;
mod problem;
mod quoted;
mod toml;
mod value;
mod yaml;

use std::ops::Range;

pub use value::{Data, FrontMatterEntry, Value};

use crate::read::diagnostic::{DiagnosticSink, Rule};

/// The values at the top of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FrontMatter {
    /// The entries in source order.
    pub entries: Vec<FrontMatterEntry>,
}

/// Maps in which site generators keep the values of an author: Zola and Hugo.
const OWN: [&str; 2] = ["extra", "params"];

impl FrontMatter {
    /// The text of `key`, if the file has one: at the top, else in the author's map of the generator.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.value(key).and_then(Value::as_text)
    }

    /// The value of `key`, or of a path such as `search.exclude`: at the top, else in the author's map of the generator.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<&Value> {
        let (first, rest) = key.split_once('.').unwrap_or((key, ""));
        let own = OWN.iter().filter_map(|own| self.entry(own)?.value.of(first));
        let found = self.entry(first).map(|entry| &entry.value).into_iter().chain(own).next()?;
        rest.split('.').filter(|step| !step.is_empty()).try_fold(found, |value, step| value.of(step))
    }

    /// The texts of a list, or of text cut at commas: `aliases: A, B` and `aliases: [A, B]` say the same.
    #[must_use]
    pub fn list(&self, key: &str) -> Vec<&str> {
        self.value(key).map(Value::texts).unwrap_or_default()
    }

    /// Whether `key` says yes or no; `None` if it says neither, or is not there.
    #[must_use]
    pub fn flag(&self, key: &str) -> Option<bool> {
        self.value(key)?.as_flag()
    }

    /// The entry with that key at the top.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&FrontMatterEntry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// All values as one JSON object.
    #[cfg(not(target_os = "unknown"))]
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        Value { data: Data::Map(self.entries.clone()), span: 0..0 }.to_json()
    }
}

/// The top of a file.
pub(crate) struct Top {
    pub(crate) front_matter: FrontMatter,
    /// Byte where the Markdown begins.
    pub(crate) body: usize,
}

/// Where front matter is.
struct Fences {
    is_toml: bool,
    /// The bytes between the two lines.
    inside: Range<usize>,
    /// Where the text after it begins; `None` if it is not closed.
    body: Option<usize>,
}

/// Reads the front matter of `source`; never fails.
pub(crate) fn read<R: DiagnosticSink>(source: &str, sink: &mut R) -> Top {
    let mut top = Top { front_matter: FrontMatter::default(), body: 0 };
    let Some(fences) = fences(source) else {
        sink.note(Rule::FrontMatterMissing, 1, || "the file does not begin with a line `---`".into());
        return top;
    };
    let mut inner = R::default();
    let syntax = if fences.is_toml { toml::read } else { yaml::read };
    let found = syntax(source, fences.inside, 2, &mut inner);
    // A rule over prose is none of it.
    let closed = fences.body.filter(|_| found.unread <= found.entries.len());
    if let Some(body) = closed {
        meanings(source, &found.entries, &mut inner);
        sink.take(inner);
        top.body = body;
    } else {
        sink.note(Rule::FrontMatterUnclosed, 1, || {
            let mark = if fences.is_toml { "+++" } else { "---" };
            format!("the front matter is not closed by a line `{mark}`; its lines are shown as text")
        });
    }
    top.front_matter.entries = found.entries;
    top
}

fn fences(source: &str) -> Option<Fences> {
    let first = source.lines().next()?;
    let mark = first.trim_end();
    let is_toml = mark == "+++";
    if !is_toml && mark != "---" {
        return None;
    }
    let start = (first.len() + 1).min(source.len());
    let (mut at, mut blank) = (start, false);
    for line in source[start..].split_inclusive('\n') {
        let text = line.trim_end();
        let end = at;
        at += line.len();
        if text == mark || !is_toml && text == "..." {
            return Some(Fences { is_toml, inside: start..end, body: Some(at) });
        }
        // A heading: the Markdown has begun without a closing line.
        let hashes = line.len() - line.trim_start_matches('#').len();
        let heading = (1..=6).contains(&hashes) && line[hashes..].starts_with(' ');
        if heading && (hashes > 1 || blank) {
            return Some(Fences { is_toml, inside: start..end, body: None });
        }
        blank = text.is_empty();
    }
    Some(Fences { is_toml, inside: start..source.len(), body: None })
}

/// Keys whose value is one text.
const SINGLE: [&str; 4] = ["title", "lang", "status", "version"];

/// Reports a title that YAML does not read as text, and lists where one text is expected.
fn meanings<R: DiagnosticSink>(source: &str, entries: &[FrontMatterEntry], sink: &mut R) {
    for FrontMatterEntry { key, value } in entries.iter().filter(|entry| SINGLE.contains(&entry.key.as_str()))
    {
        let span = value.span.clone();
        let mut report = |message: &dyn Fn() -> String| {
            let start = source[..span.start].rfind('\n').map_or(0, |newline| newline + 1);
            let line = source[start..].lines().next().unwrap_or_default();
            let number = u32::try_from(memchr::memchr_iter(b'\n', &source.as_bytes()[..start]).count() + 1);
            let end = span.end.min(start + line.len()).max(span.start);
            let words = span.start - start..end - start;
            sink.note_words(Rule::FrontMatterLine, number.unwrap_or(u32::MAX), line, words, message);
        };
        match &value.data {
            Data::Text { text, plain: true } if key == "title" && is_not_text(text) => {
                report(&|| format!("YAML does not read `{text}` as text; put it in quotes"));
            }
            Data::Text { .. } => {}
            Data::List(_) | Data::Map(_) => {
                report(&|| format!("expected one text as `{key}`, found a list or a map"));
            }
        }
    }
}

/// Whether YAML would read the unquoted `value` as nothing, a truth value or a number.
fn is_not_text(value: &str) -> bool {
    let word = matches!(
        value.to_ascii_lowercase().as_str(),
        "" | "~" | "null" | "true" | "false" | "yes" | "no" | "on" | "off"
    );
    word || is_number(value)
}

/// Whether `value` is digits with at most one dot, a sign and an exponent; the standard parser of floats would add 15 kB to the
/// browser's module.
fn is_number(value: &str) -> bool {
    let value = value.strip_prefix('-').unwrap_or(value);
    let (number, exponent) = value.split_once(['e', 'E']).unwrap_or((value, "0"));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    digits(whole) && digits(part) && digits(exponent) && !whole.is_empty() && !exponent.is_empty()
}
