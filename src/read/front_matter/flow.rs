//! Reads YAML lists and maps in brackets: `[a, b]`, `{a: 1}`.

use super::problem::Problem;
use super::quoted;
use super::value::{DEPTH, Data, FrontMatterEntry, Value};
use crate::text::unicode;

/// A position in a value in brackets.
pub(super) struct Flow<'s> {
    source: &'s str,
    pub(super) at: usize,
}

impl<'s> Flow<'s> {
    pub(super) fn new(source: &'s str, at: usize) -> Self {
        Self { source, at }
    }

    fn rest(&self) -> &'s str {
        &self.source[self.at..]
    }

    fn skip_blanks(&mut self) {
        loop {
            let rest = self.rest();
            let text = rest.trim_start_matches([' ', '\t', '\n']);
            let blank = text.len() < rest.len() || self.source[..self.at].ends_with([' ', '\t', '\n']);
            self.at += rest.len() - text.len();
            if !(text.starts_with('#') && blank) {
                return;
            }
            self.at += text.find('\n').unwrap_or(text.len());
        }
    }

    fn take(&mut self, c: char) -> bool {
        let found = self.rest().starts_with(c);
        self.at += usize::from(found);
        found
    }

    /// The value at the position: a list, a map or text.
    pub(super) fn value(&mut self, depth: usize) -> Result<Value, Problem> {
        let start = self.at;
        if depth >= DEPTH {
            return Err(Problem::Deep);
        }
        let data = if self.take('[') {
            Data::List(self.list(depth)?)
        } else if self.take('{') {
            Data::Map(self.map(depth)?)
        } else {
            return self.text();
        };
        Ok(Value { data, span: start..self.at })
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Value>, Problem> {
        let mut items = Vec::new();
        loop {
            self.skip_blanks();
            if self.take(']') {
                return Ok(items);
            }
            let start = self.at;
            let item = self.value(depth + 1)?;
            self.skip_blanks();
            if self.rest().starts_with(':') {
                let entry = self.entry(item, depth)?;
                items.push(Value { data: Data::Map(vec![entry]), span: start..self.at });
                self.skip_blanks();
            } else {
                items.push(item);
            }
            if !self.take(',') && !self.rest().starts_with(']') {
                return Err(Problem::Open);
            }
        }
    }

    fn map(&mut self, depth: usize) -> Result<Vec<FrontMatterEntry>, Problem> {
        let mut entries: Vec<FrontMatterEntry> = Vec::new();
        loop {
            self.skip_blanks();
            if self.take('}') {
                return Ok(entries);
            }
            let key = self.value(depth + 1)?;
            self.skip_blanks();
            let entry = self.entry(key, depth)?;
            if !entries.iter().any(|known| known.key == entry.key) {
                entries.push(entry);
            }
            self.skip_blanks();
            if !self.take(',') && !self.rest().starts_with('}') {
                return Err(Problem::Open);
            }
        }
    }

    /// The rest of an entry after its key.
    fn entry(&mut self, key: Value, depth: usize) -> Result<FrontMatterEntry, Problem> {
        let Data::Text { text: key, .. } = key.data else { return Err(Problem::AfterValue) };
        let mut value = Value::text("", true, self.at..self.at);
        if self.take(':') {
            self.skip_blanks();
            if !self.rest().starts_with([',', ']', '}']) {
                value = self.value(depth + 1)?;
            }
        }
        Ok(FrontMatterEntry { key, value })
    }

    /// Text up to a comma, a bracket or a colon before a blank.
    fn text(&mut self) -> Result<Value, Problem> {
        let start = self.at;
        if self.rest().starts_with(['"', '\'']) {
            let (text, length) = quoted::read(self.rest())?;
            self.at += length;
            return Ok(Value::text(&text, false, start..self.at));
        }
        let rest = self.rest();
        let mut end = rest.len();
        for (at, c) in rest.char_indices() {
            let after = &rest[at + c.len_utf8()..];
            let stops = match c {
                ',' | '[' | ']' | '{' | '}' => true,
                ':' => after.is_empty() || after.starts_with([' ', '\t', '\n', ',', '[', ']', '{', '}']),
                '#' => rest[..at].ends_with([' ', '\t', '\n']),
                _ => false,
            };
            if stops {
                end = at;
                break;
            }
        }
        let written = rest[..end].trim_end();
        match written.chars().next() {
            None if rest[end..].starts_with(':') => {}
            None => return Err(Problem::AfterValue),
            Some(c @ ('&' | '*' | '!' | '|' | '>' | '%' | '@' | '`')) => return Err(Problem::Mark(c)),
            Some(c @ ('-' | '?'))
                if matches!(written[1..].chars().next(), None | Some(' ' | '\t' | '\n')) =>
            {
                return Err(Problem::Dash(c));
            }
            Some(_) => {}
        }
        self.at += written.len();
        let text = joined(written);
        Ok(Value::text(&text, true, start..self.at))
    }
}

/// The lines of `text` joined by blanks; an empty line stays a line break.
fn joined(text: &str) -> String {
    let mut out = String::new();
    let mut breaks = 0;
    for (number, line) in text.split('\n').map(|line| line.trim_matches([' ', '\t'])).enumerate() {
        if line.is_empty() {
            breaks += 1;
            continue;
        }
        out.push_str(if number > 0 && breaks == 0 { " " } else { "" });
        out.extend(std::iter::repeat_n('\n', breaks));
        out.push_str(line);
        breaks = 0;
    }
    unicode::visible(&out).into_owned()
}
