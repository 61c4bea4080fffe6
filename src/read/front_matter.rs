//! Reads front matter: the key-value lines between two `---` at the top of a file.
//!
//! ```text
//! front-matter = "---" EOL { line EOL } "---" EOL
//! line         = "" | "#" comment | key ":" [ " " value ] [ " #" comment ]
//! value        = plain | "'" { any | "''" } "'" | '"' { any | "\" escape } '"'
//! ```
//!
//! ```text
//! title: Amoxicillin + Clavulanic Acid
//! title: 'St John''s Wort'          # quotes doubled inside
//! title: "Ringer's \"Lactate\""     # escapes as in YAML
//! title: Dextrose 5% # infusion     # the value is `Dextrose 5%`
//! ```
//!
//! This is the subset of YAML that the files use: lists, maps, anchors and text over several lines get a diagnostic and no
//! value. A block that is never closed is text, so that nothing of it vanishes.

use std::ops::Range;

use crate::read::diagnostic::{DiagnosticSink, Rule};
use crate::text::fold::is_word_char;
use crate::text::phrases::find;
use crate::text::unicode;

/// The key-value lines between the two `---` at the top of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FrontMatter {
    /// The entries in source order.
    pub entries: Vec<FrontMatterEntry>,
}

/// A line `key: value` of front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatterEntry {
    /// The key.
    pub key: String,
    /// The value, decoded.
    pub value: String,
    /// Bytes of the value in the source, with its quotes.
    pub span: Range<usize>,
}

impl FrontMatter {
    /// The value of `key`, if the file has one.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.entry(key).map(|entry| entry.value.as_str())
    }

    /// The entry with that key.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&FrontMatterEntry> {
        self.entries.iter().find(|entry| entry.key == key)
    }
}

/// The top of a file.
pub(crate) struct Top {
    pub(crate) front_matter: FrontMatter,
    /// Byte where the Markdown begins.
    pub(crate) body: usize,
}

/// Reads the front matter of `source`; never fails.
pub(crate) fn read<R: DiagnosticSink>(source: &str, sink: &mut R) -> Top {
    let mut top = Top { front_matter: FrontMatter::default(), body: 0 };
    let Some(first) = source.lines().next().filter(|line| line.trim_end() == "---") else {
        sink.note(Rule::FrontMatterMissing, 1, || "the file does not begin with a line `---`".into());
        return top;
    };
    let mut reader =
        Reader { entries: Vec::new(), sink: R::default(), unread: 0, blank: false, nested: false };
    let mut at = (first.len() + 1).min(source.len());
    for (index, line) in source[at..].split_inclusive('\n').enumerate() {
        let number = u32::try_from(index + 2).unwrap_or(u32::MAX);
        let text = line.trim_end();
        let start = at;
        at += line.len();
        if text == "---" {
            if reader.unread > reader.entries.len() {
                break;
            }
            sink.take(reader.sink);
            top.body = at;
            top.front_matter.entries = reader.entries;
            return top;
        }
        if reader.is_body(text) {
            break;
        }
        reader.line(text, start, number);
    }
    sink.note(Rule::FrontMatterUnclosed, 1, || {
        "the front matter is not closed by a line `---`; its lines are shown as text".into()
    });
    top.front_matter.entries = reader.entries;
    top
}

struct Reader<R> {
    entries: Vec<FrontMatterEntry>,
    sink: R,
    /// Lines at the margin that are not YAML.
    unread: usize,
    blank: bool,
    /// The last diagnostic was about a nested value: a list gets one, however long it is.
    nested: bool,
}

impl<R: DiagnosticSink> Reader<R> {
    /// Whether the Markdown has begun without a closing line.
    fn is_body(&mut self, line: &str) -> bool {
        let hashes = line.len() - line.trim_start_matches('#').len();
        let heading = (1..=6).contains(&hashes) && line[hashes..].starts_with(' ');
        let body = heading && (hashes > 1 || self.blank);
        self.blank = line.is_empty();
        body
    }

    /// Reads a line that begins at byte `start`.
    fn line(&mut self, line: &str, start: usize, number: u32) {
        if line.is_empty() || line.trim_start().starts_with('#') {
            return;
        }
        let Some((key, value)) = entry(line) else {
            let nested = line.starts_with([' ', '\t', '-']);
            self.unread += usize::from(!nested);
            if !nested {
                self.refuse(number, line, 0..line.len(), || {
                    format!("expected `key: value`, found `{}`", unicode::visible(line))
                });
            } else if !self.nested {
                let indent = line.len() - line.trim_start().len();
                self.refuse(number, line, indent..line.len(), || {
                    "lists and nested values are not read; only `key: value` lines are".into()
                });
            }
            self.nested = nested;
            return;
        };
        if self.entries.iter().any(|entry| entry.key == key) {
            self.refuse(number, line, 0..key.len(), || {
                format!("`{key}` occurs twice; the first value is used")
            });
            return;
        }
        let words = line.len() - value.trim_start().len()..line.len();
        let value = match scalar(value) {
            Ok(value) => {
                if key == "title" && is_not_text(&value, line) {
                    self.refuse(number, line, words.clone(), || {
                        format!("YAML does not read `{value}` as text; put it in quotes")
                    });
                }
                value
            }
            Err(problem) => {
                self.refuse(number, line, words.clone(), || {
                    format!("the value of `{key}` {}; it is read literally", problem.words())
                });
                value.trim().into()
            }
        };
        self.entries.push(FrontMatterEntry {
            key: key.into(),
            value: unicode::visible(&value).into_owned(),
            span: start + words.start..start + words.end,
        });
    }

    fn refuse(&mut self, number: u32, line: &str, words: Range<usize>, message: impl FnOnce() -> String) {
        self.nested = false;
        self.sink.note_words(Rule::FrontMatterLine, number, line, words, message);
    }
}

/// Key and value text of a line.
fn entry(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let named = !key.is_empty() && key.chars().all(|c| is_word_char(c) || matches!(c, '_' | '-' | '.'));
    (named && (value.is_empty() || value.starts_with([' ', '\t']))).then_some((key, value))
}

/// What is wrong with a value.
enum Problem {
    Mark(char),
    Dash(char),
    Colon,
    Open,
    AfterQuote,
    NoCharacter(String),
    Escape(char),
}

impl Problem {
    fn words(&self) -> String {
        match self {
            Self::Mark(c) => format!("begins with `{c}`, which has a meaning in YAML and needs quotes"),
            Self::Dash(c) => format!("begins with `{c} `, which has a meaning in YAML and needs quotes"),
            Self::Colon => "contains `: `, which has a meaning in YAML and needs quotes".into(),
            Self::Open => "has no closing quote".into(),
            Self::AfterQuote => "has text after the closing quote".into(),
            Self::NoCharacter(escape) => format!("has the escape `{escape}`, which is not a character"),
            Self::Escape(c) => format!("has the unknown escape `\\{c}`"),
        }
    }
}

/// The value of a scalar, or what is wrong with it.
fn scalar(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix('\'') {
        return single(rest);
    }
    if let Some(rest) = text.strip_prefix('"') {
        return double(rest);
    }
    let plain = plain(text);
    match plain.chars().next() {
        Some(c @ ('[' | '{' | '&' | '*' | '!' | '|' | '>' | '%' | '@' | '`' | ']' | '}' | ',')) => {
            Err(Problem::Mark(c))
        }
        Some(c @ ('-' | '?')) if plain[1..].is_empty() || plain[1..].starts_with(' ') => {
            Err(Problem::Dash(c))
        }
        _ if find(plain, b": ").is_some() || plain.ends_with(':') => Err(Problem::Colon),
        _ => Ok(plain.to_string()),
    }
}

/// A plain value up to ` #`.
fn plain(text: &str) -> &str {
    if text.starts_with('#') {
        return "";
    }
    let end = text.match_indices('#').find(|(at, _)| text[..*at].ends_with([' ', '\t'])).map(|(at, _)| at);
    text[..end.unwrap_or(text.len())].trim_end()
}

fn single(rest: &str) -> Result<String, Problem> {
    let mut out = String::new();
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c != '\'' {
            out.push(c);
        } else if chars.next_if(|(_, next)| *next == '\'').is_some() {
            out.push('\'');
        } else {
            return after_quote(&rest[at + 1..]).map(|()| out);
        }
    }
    Err(Problem::Open)
}

fn double(rest: &str) -> Result<String, Problem> {
    let mut out = String::new();
    let mut chars = rest.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return after_quote(&rest[at + 1..]).map(|()| out),
            '\\' => {
                let Some((_, escape)) = chars.next() else { break };
                let digits = match escape {
                    'x' => 2,
                    'u' => 4,
                    'U' => 8,
                    _ => 0,
                };
                if digits > 0 {
                    let hex: String = chars.by_ref().take(digits).map(|(_, digit)| digit).collect();
                    let code = (hex.len() == digits).then(|| u32::from_str_radix(&hex, 16).ok()).flatten();
                    let Some(c) = code.and_then(char::from_u32) else {
                        return Err(Problem::NoCharacter(
                            ["\\", escape.encode_utf8(&mut [0; 4]), &hex].concat(),
                        ));
                    };
                    out.push(c);
                } else {
                    out.push(escaped(escape).ok_or(Problem::Escape(escape))?);
                }
            }
            _ => out.push(c),
        }
    }
    Err(Problem::Open)
}

fn escaped(c: char) -> Option<char> {
    Some(match c {
        '"' | '\\' | '/' | ' ' | '\t' => c,
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'e' => '\u{1b}',
        'f' => '\u{c}',
        'v' => '\u{b}',
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        _ => return None,
    })
}

fn after_quote(rest: &str) -> Result<(), Problem> {
    let text = rest.trim_start();
    let comment = text.starts_with('#') && text.len() < rest.len();
    if text.is_empty() || comment { Ok(()) } else { Err(Problem::AfterQuote) }
}

/// Whether YAML would read the unquoted `value` as nothing, a truth value or a number.
fn is_not_text(value: &str, line: &str) -> bool {
    let quoted = line.trim_end().ends_with(['"', '\'']);
    let word = matches!(
        value.to_ascii_lowercase().as_str(),
        "" | "~" | "null" | "true" | "false" | "yes" | "no" | "on" | "off"
    );
    !quoted && (word || is_number(value))
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
