//! Reads the TOML of front matter: keys, tables, lists of tables, and their values.
//!
//! Numbers and dates stay text as they are written.

use std::ops::Range;

use super::problem::Problem;
use super::quoted;
use super::value::{DEPTH, Data, Entries, FrontMatterEntry, Value};
use crate::read::diagnostic::{DiagnosticSink, Rule};
use crate::text::unicode;

/// Reads the bytes `range` of `source`, whose first line has the number `number`.
pub(super) fn read<R: DiagnosticSink>(
    source: &str,
    range: Range<usize>,
    number: u32,
    sink: &mut R,
) -> Entries {
    let start = range.start;
    let mut reader = Reader { source: &source[..range.end], at: start };
    let (mut entries, mut table, mut unread) = (Vec::new(), Vec::new(), 0);
    loop {
        reader.skip(true);
        let line_start = reader.at;
        if reader.rest().is_empty() {
            return Entries { entries, unread };
        }
        let read = reader.statement(&mut entries, &mut table).and_then(|()| reader.line_end());
        if let Err(problem) = read {
            unread += 1;
            reader.at = reader.at.max(line_start);
            let newline = reader.rest().find('\n').map_or(reader.source.len(), |end| reader.at + end);
            let line = source[line_start..newline].split('\n').next().unwrap_or_default().trim_end();
            let breaks = source[start..line_start].bytes().filter(|byte| *byte == b'\n').count();
            let number = number + u32::try_from(breaks).unwrap_or(u32::MAX / 2);
            sink.note_words(Rule::FrontMatterLine, number, line, 0..line.len(), || {
                format!("the value {}; the line is not read", problem.words())
            });
            reader.at = newline;
        }
    }
}

struct Reader<'s> {
    /// The source up to the end of the front matter.
    source: &'s str,
    at: usize,
}

/// A key with dots, and where it is.
type Path = Vec<String>;

impl<'s> Reader<'s> {
    fn rest(&self) -> &'s str {
        &self.source[self.at..]
    }

    fn take(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        self.at += if found { text.len() } else { 0 };
        found
    }

    /// Skips blanks, and with `lines` also line ends and comments.
    fn skip(&mut self, lines: bool) {
        loop {
            let text = self.rest().trim_start_matches(|c| matches!(c, ' ' | '\t') || lines && c == '\n');
            self.at = self.source.len() - text.len();
            if !(lines && text.starts_with('#')) {
                return;
            }
            self.at += text.find('\n').unwrap_or(text.len());
        }
    }

    fn line_end(&mut self) -> Result<(), Problem> {
        self.skip(false);
        let rest = self.rest();
        if rest.is_empty() || rest.starts_with(['\n', '#']) { Ok(()) } else { Err(Problem::AfterValue) }
    }

    /// `[table]`, `[[list of tables]]` or `key = value`.
    fn statement(&mut self, root: &mut Vec<FrontMatterEntry>, table: &mut Path) -> Result<(), Problem> {
        let start = self.at;
        if self.take("[") {
            let list = self.take("[");
            let path = self.key()?;
            if !self.take(if list { "]]" } else { "]" }) {
                return Err(Problem::Open);
            }
            let value = Value { data: Data::Map(Vec::new()), span: start..self.at };
            open(root, &path, list, value)?;
            *table = path;
            return Ok(());
        }
        let path = self.key()?;
        if !self.take("=") {
            return Err(Problem::NoValue);
        }
        self.skip(false);
        let value = self.value(0)?;
        insert(at_table(root, table).ok_or(Problem::AfterValue)?, &path, value)
    }

    /// A key and the blanks after it.
    fn key(&mut self) -> Result<Path, Problem> {
        let mut path = Vec::new();
        loop {
            self.skip(false);
            if self.rest().starts_with(['"', '\'']) {
                path.push(self.quoted()?);
            } else {
                let rest = self.rest();
                let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')));
                let end = end.unwrap_or(rest.len());
                if end == 0 {
                    return Err(Problem::NoValue);
                }
                path.push(rest[..end].to_string());
                self.at += end;
            }
            self.skip(false);
            if path.len() >= DEPTH {
                return Err(Problem::Deep);
            }
            if !self.take(".") {
                return Ok(path);
            }
        }
    }

    fn value(&mut self, depth: usize) -> Result<Value, Problem> {
        if depth >= DEPTH {
            return Err(Problem::Deep);
        }
        let start = self.at;
        if self.rest().starts_with(['"', '\'']) {
            let text = self.quoted()?;
            return Ok(Value::text(&text, false, start..self.at));
        }
        let data = if self.take("[") {
            Data::List(self.list(depth)?)
        } else if self.take("{") {
            Data::Map(self.map(depth)?)
        } else {
            return self.plain();
        };
        Ok(Value { data, span: start..self.at })
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Value>, Problem> {
        let mut items = Vec::new();
        loop {
            self.skip(true);
            if self.take("]") {
                return Ok(items);
            }
            items.push(self.value(depth + 1)?);
            self.skip(true);
            if !self.take(",") && !self.rest().starts_with(']') {
                return Err(Problem::Open);
            }
        }
    }

    fn map(&mut self, depth: usize) -> Result<Vec<FrontMatterEntry>, Problem> {
        let mut entries = Vec::new();
        loop {
            self.skip(true);
            if self.take("}") {
                return Ok(entries);
            }
            let path = self.key()?;
            if !self.take("=") {
                return Err(Problem::NoValue);
            }
            self.skip(false);
            let value = self.value(depth + 1)?;
            insert(&mut entries, &path, value)?;
            self.skip(true);
            if !self.take(",") && !self.rest().starts_with('}') {
                return Err(Problem::Open);
            }
        }
    }

    /// A number, a date or a truth value.
    fn plain(&mut self) -> Result<Value, Problem> {
        let rest = self.rest();
        let end = rest.find(['\n', ',', ']', '}', '#']).unwrap_or(rest.len());
        let text = rest[..end].trim_end();
        let known = matches!(text, "true" | "false")
            || matches!(text.trim_start_matches(['+', '-']), "inf" | "nan")
            || text.trim_start_matches(['+', '-']).starts_with(|c: char| c.is_ascii_digit())
                && text.bytes().all(|byte| {
                    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'_' | b'.' | b':' | b' ')
                });
        if !known {
            return Err(Problem::NoValue);
        }
        let start = self.at;
        self.at += text.len();
        Ok(Value::text(text, true, start..self.at))
    }

    /// Text in quotes: one or three, with escapes in double ones.
    fn quoted(&mut self) -> Result<String, Problem> {
        let mark = if self.rest().starts_with('"') { "\"" } else { "'" };
        let long = mark.repeat(3);
        let lines = self.take(&long);
        if !lines {
            self.take(mark);
        } else if self.rest().starts_with('\n') {
            self.at += 1;
        }
        let close = if lines { long.as_str() } else { mark };
        let mut out = String::new();
        loop {
            // Up to two quotes may come right before the closing three.
            let ends = self.rest().starts_with(close) && !(lines && self.rest()[1..].starts_with(close));
            if ends {
                self.at += close.len();
                return Ok(out);
            }
            let c = self.rest().chars().next().filter(|c| lines || *c != '\n').ok_or(Problem::Open)?;
            self.at += c.len_utf8();
            if c != '\\' || mark == "'" {
                out.push(c);
                continue;
            }
            let escape = self.rest().chars().next().ok_or(Problem::Open)?;
            let blank = self.rest().trim_start_matches([' ', '\t']);
            if lines && blank.starts_with('\n') {
                self.at = self.source.len() - blank.trim_start_matches([' ', '\t', '\n']).len();
                continue;
            }
            self.at += escape.len_utf8();
            if matches!(escape, '/' | ' ' | '\t' | '0' | 'a' | 'v' | 'N' | '_' | 'L' | 'P' | '\n') {
                return Err(Problem::Escape(escape));
            }
            out.push(quoted::escaped(escape, &mut || {
                let c = self.rest().chars().next()?;
                self.at += c.len_utf8();
                Some(c)
            })?);
        }
    }
}

/// The entries of the table at `path`: of its last one in a list of tables.
fn at_table<'t>(
    root: &'t mut Vec<FrontMatterEntry>,
    path: &[String],
) -> Option<&'t mut Vec<FrontMatterEntry>> {
    let mut entries = root;
    for key in path {
        let found = entries.iter_mut().find(|entry| entry.key == unicode::visible(key))?;
        entries = last_table(&mut found.value)?;
    }
    Some(entries)
}

fn last_table(value: &mut Value) -> Option<&mut Vec<FrontMatterEntry>> {
    match &mut value.data {
        Data::Map(entries) => Some(entries),
        Data::List(items) => items.last_mut().and_then(last_table),
        Data::Text { .. } => None,
    }
}

/// Makes the table at `path`, or one more table of the list there.
fn open(root: &mut Vec<FrontMatterEntry>, path: &[String], list: bool, table: Value) -> Result<(), Problem> {
    let Some((key, above)) = path.split_last() else { return Err(Problem::NoValue) };
    let entries = make(root, above, &table.span)?;
    let found = entries
        .iter_mut()
        .find(|entry| entry.key == unicode::visible(key))
        .map(|entry| &mut entry.value.data);
    match found {
        None => {
            let span = table.span.clone();
            let value = if list { Value { data: Data::List(vec![table]), span } } else { table };
            entries.push(entry(key, value));
            Ok(())
        }
        Some(Data::List(items)) if list => {
            items.push(table);
            Ok(())
        }
        Some(Data::Map(_)) if !list => Ok(()),
        Some(_) => Err(Problem::AfterValue),
    }
}

/// The entries of the table at `path`, made where it is missing.
fn make<'t>(
    root: &'t mut Vec<FrontMatterEntry>,
    path: &[String],
    span: &Range<usize>,
) -> Result<&'t mut Vec<FrontMatterEntry>, Problem> {
    let mut entries = root;
    for key in path {
        let name = unicode::visible(key);
        let at = entries.iter().position(|entry| entry.key == name).unwrap_or_else(|| {
            entries.push(entry(key, Value { data: Data::Map(Vec::new()), span: span.clone() }));
            entries.len() - 1
        });
        entries = last_table(&mut entries[at].value).ok_or(Problem::AfterValue)?;
    }
    Ok(entries)
}

fn insert(entries: &mut Vec<FrontMatterEntry>, path: &[String], value: Value) -> Result<(), Problem> {
    let Some((key, above)) = path.split_last() else { return Err(Problem::NoValue) };
    let entries = make(entries, above, &value.span)?;
    if entries.iter().any(|entry| entry.key == unicode::visible(key)) {
        return Err(Problem::Twice);
    }
    entries.push(entry(key, value));
    Ok(())
}

fn entry(key: &str, value: Value) -> FrontMatterEntry {
    FrontMatterEntry { key: unicode::visible(key).into_owned(), value }
}
