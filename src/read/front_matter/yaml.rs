//! Reads the YAML of front matter: maps, lists and text in block and flow style; anchors, aliases and tags are refused.
//!
//! A value stays text as it is written, so that a medicine called `No` or a ratio `1:30` keeps its name.

use std::ops::Range;

use super::flow::Flow;
use super::problem::Problem;
use super::quoted;
use super::value::{DEPTH, Data, Entries, FrontMatterEntry, Value};
use crate::read::diagnostic::{DiagnosticSink, Rule};
use crate::text::phrases::find;
use crate::text::unicode;

/// A line of front matter.
#[derive(Clone, Copy)]
struct Line<'s> {
    /// Byte of `text` in the source.
    start: usize,
    /// Blanks before `text`, marks of list items among them.
    indent: usize,
    text: &'s str,
    /// The whole line.
    whole: &'s str,
    number: u32,
}

impl Line<'_> {
    fn is_blank(&self) -> bool {
        self.text.is_empty() || self.text.starts_with('#')
    }

    fn is_item(&self) -> bool {
        self.text.strip_prefix('-').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
    }

    fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// Reads the bytes `range` of `source`, whose first line has the number `number`.
pub(super) fn read<R: DiagnosticSink>(
    source: &str,
    range: Range<usize>,
    number: u32,
    sink: &mut R,
) -> Entries {
    let mut lines = Vec::new();
    let mut at = range.start;
    for (index, whole) in source[range.clone()].split_inclusive('\n').enumerate() {
        let kept = whole.trim_end();
        let text = kept.trim_start_matches(' ');
        let indent = kept.len() - text.len();
        let number = number + u32::try_from(index).unwrap_or(u32::MAX / 2);
        lines.push(Line { start: at + indent, indent, text, whole: kept, number });
        at += whole.len();
    }
    let mut reader = Reader { source: &source[..range.end], lines, at: 0, sink, unread: 0, nested: false };
    let mut entries = Vec::new();
    while let Some(line) = reader.peek() {
        if line.is_item() || !reader.entry(line, line.indent, 0, &mut entries) {
            reader.skip_unread(line);
        }
    }
    Entries { entries, unread: reader.unread }
}

struct Reader<'s, 'r, R> {
    /// The source up to the end of the front matter.
    source: &'s str,
    lines: Vec<Line<'s>>,
    at: usize,
    sink: &'r mut R,
    unread: usize,
    /// The last line was refused for its indentation: more of them get no diagnostic of their own.
    nested: bool,
}

impl<'s, R: DiagnosticSink> Reader<'s, '_, R> {
    /// The next line with text.
    fn peek(&mut self) -> Option<Line<'s>> {
        while self.lines.get(self.at).is_some_and(Line::is_blank) {
            self.at += 1;
        }
        self.lines.get(self.at).copied()
    }

    fn skip_unread(&mut self, line: Line<'s>) {
        let deeper = line.indent > 0 || line.is_item();
        self.unread += usize::from(!deeper);
        if !deeper || !self.nested {
            self.refuse(line, line.start..line.end(), || {
                format!("expected `key: value`, found `{}`", unicode::visible(line.text))
            });
        }
        self.nested = deeper;
        self.at += 1;
    }

    /// Reports the bytes `range` of the source, which begin in `line`.
    fn refuse(&mut self, line: Line<'s>, range: Range<usize>, message: impl FnOnce() -> String) {
        let begin = line.start + line.text.len() - line.whole.len();
        let start = range.start.saturating_sub(begin).min(line.whole.len());
        let end = range.end.saturating_sub(begin).clamp(start, line.whole.len());
        self.sink.note_words(Rule::FrontMatterLine, line.number, line.whole, start..end, message);
    }

    /// The block that begins with the next line: a list, a map or text that belongs to lines indented by more than `outer`.
    fn node(&mut self, outer: Option<usize>, depth: usize) -> Value {
        let Some(line) = self.peek() else { return self.nothing() };
        if line.is_item() {
            self.list(line.indent, depth)
        } else if key_of(line.text).is_some() {
            self.map(line.indent, depth)
        } else {
            self.inline(line, line.start, outer, "")
        }
    }

    fn nothing(&self) -> Value {
        let end = self.source.len();
        Value::text("", true, end..end)
    }

    fn map(&mut self, indent: usize, depth: usize) -> Value {
        let start = self.lines.get(self.at).map_or(self.source.len(), |line| line.start);
        let mut entries = Vec::new();
        while let Some(line) = self.peek().filter(|line| line.indent >= indent) {
            let misplaced = line.indent > indent || line.is_item() || depth >= DEPTH;
            if misplaced || !self.entry(line, indent, depth, &mut entries) {
                self.skip_unread(line);
            }
        }
        let end = self.end_before(start);
        Value { data: Data::Map(entries), span: start..end }
    }

    fn list(&mut self, indent: usize, depth: usize) -> Value {
        let start = self.lines.get(self.at).map_or(self.source.len(), |line| line.start);
        let mut items = Vec::new();
        while let Some(line) = self.peek().filter(|line| line.indent == indent && line.is_item()) {
            if depth >= DEPTH {
                self.skip_unread(line);
                continue;
            }
            let rest = line.text[1..].trim_start();
            let comment = rest.is_empty() || rest.starts_with('#');
            if comment {
                self.at += 1;
                let inside = self.peek().is_some_and(|next| next.indent > indent);
                let nothing = Value::text("", true, line.end()..line.end());
                items.push(if inside { self.node(Some(indent), depth + 1) } else { nothing });
                continue;
            }
            // What follows the dash is a block of its own, indented by what is before it.
            let shift = line.text.len() - rest.len();
            let inner = Line { start: line.start + shift, indent: indent + shift, text: rest, ..line };
            self.lines[self.at] = inner;
            items.push(self.node(Some(indent), depth + 1));
        }
        let end = self.end_before(start);
        Value { data: Data::List(items), span: start..end }
    }

    /// Where the last line with text before the next line ends.
    fn end_before(&self, start: usize) -> usize {
        let read = self.lines.get(..self.at).unwrap_or_default();
        read.iter().rev().find(|line| !line.is_blank()).map_or(start, |line| line.end().max(start))
    }

    /// Reads `key: value`, whose key is indented by `indent`; `false` if `line` is something else.
    fn entry(
        &mut self,
        line: Line<'s>,
        indent: usize,
        depth: usize,
        entries: &mut Vec<FrontMatterEntry>,
    ) -> bool {
        let Some((key, length)) = key_of(line.text) else { return false };
        self.nested = false;
        let known = entries.iter().any(|entry| entry.key == key);
        if known {
            self.refuse(line, line.start..line.start + length, || {
                format!("`{key}` occurs twice; the first value is used")
            });
        }
        let rest = &line.text[length + 1..];
        let from = line.end() - rest.trim_start().len();
        let value = if plain(rest.trim_start()).is_empty() {
            self.at += 1;
            let end = line.start + length + 1;
            match self.peek() {
                Some(next) if next.indent > indent || next.indent == indent && next.is_item() => {
                    self.node(Some(indent), depth + 1)
                }
                _ => Value::text("", true, from.min(line.end()).max(end)..line.end().max(end)),
            }
        } else {
            self.inline(line, from, Some(indent), &key)
        };
        if !known {
            entries.push(FrontMatterEntry { key: unicode::visible(&key).into_owned(), value });
        }
        true
    }

    /// The value that begins at byte `from` of `line`; it goes on over lines indented by more than `outer`.
    fn inline(&mut self, line: Line<'s>, from: usize, outer: Option<usize>, key: &str) -> Value {
        let first = &self.source[from..line.end()];
        let read = match first.chars().next() {
            Some('|' | '>') => self.block_text(first, outer).map(|text| (text, self.end_before(from))),
            Some('"' | '\'') => quoted::read(&self.source[from..]).and_then(|(text, length)| {
                self.after(from + length)?;
                Ok((text, from + length))
            }),
            Some('[' | '{') => {
                let mut flow = Flow::new(self.source, from);
                let value = flow.value(0).and_then(|value| self.after(flow.at).map(|()| value));
                match value {
                    Ok(value) => return value,
                    Err(problem) => Err(problem),
                }
            }
            _ => self.plain_lines(first, outer).map(|text| (text, self.end_before(from))),
        };
        match read {
            Ok((text, end)) => {
                let plain = !first.starts_with(['"', '\'', '|', '>']);
                Value::text(&text, plain, from..end)
            }
            Err(problem) => {
                let name = if key.is_empty() { "the value".into() } else { format!("the value of `{key}`") };
                self.refuse(line, from..line.end(), || {
                    format!("{name} {}; it is read literally", problem.words())
                });
                let start = self.lines.iter().position(|other| other.number == line.number).unwrap_or(0);
                self.at = self.at.max(start + 1);
                // The lines that belong to it.
                while self.peek().is_some_and(|next| outer.is_some_and(|outer| next.indent > outer)) {
                    self.at += 1;
                }
                let end = self.end_before(from);
                Value::text(&self.source[from..end], false, from..end)
            }
        }
    }

    /// Goes to the line after byte `end` of the source, behind which its line must have nothing but a comment.
    fn after(&mut self, end: usize) -> Result<(), Problem> {
        let rest = self.source[end..].split('\n').next().unwrap_or_default();
        let text = rest.trim();
        if !(text.is_empty() || text.starts_with('#') && rest.starts_with([' ', '\t'])) {
            return Err(Problem::AfterValue);
        }
        while self.lines.get(self.at).is_some_and(|line| line.start <= end) {
            self.at += 1;
        }
        Ok(())
    }

    /// Text without quotes: its lines are joined, and an empty line is a line break.
    fn plain_lines(&mut self, first: &str, outer: Option<usize>) -> Result<String, Problem> {
        let mut out = checked(first)?.to_string();
        let mut commented = plain(first).len() < first.len();
        self.at += 1;
        let mut breaks = 0;
        let mut at = self.at;
        while let Some(line) = self.lines.get(at).filter(|_| !commented) {
            if line.text.is_empty() {
                breaks += 1;
                at += 1;
                continue;
            }
            if line.text.starts_with('#') || outer.is_some_and(|outer| line.indent <= outer) {
                break;
            }
            let text = plain(line.text);
            if find(text, b": ").is_some() || text.ends_with(':') {
                return Err(Problem::Colon);
            }
            commented = text.len() < line.text.len();
            out.push_str(if breaks == 0 { " " } else { "" });
            out.extend(std::iter::repeat_n('\n', breaks));
            out.push_str(text);
            (at, breaks) = (at + 1, 0);
            self.at = at;
        }
        Ok(out)
    }

    /// The text below `|` or `>`.
    fn block_text(&mut self, header: &str, outer: Option<usize>) -> Result<String, Problem> {
        let folded = header.starts_with('>');
        let (mut chomp, mut step) = (None, None);
        for c in plain(&header[1..]).chars() {
            match c {
                '-' | '+' if chomp.is_none() => chomp = Some(c),
                '1'..='9' if step.is_none() => step = c.to_digit(10),
                _ => return Err(Problem::AfterValue),
            }
        }
        self.at += 1;
        let least = outer.map_or(0, |outer| outer + 1);
        let lines = self.lines.get(self.at..).unwrap_or_default();
        let column = |line: &Line<'_>| line.whole.len() - line.whole.trim_start_matches(' ').len();
        let first = lines.iter().find(|line| !line.whole.is_empty()).map_or(least, column);
        let indent = step.map_or(first, |step| outer.unwrap_or(0) + step as usize).max(least);
        let inside = |line: &&Line<'_>| line.whole.is_empty() || column(line) >= indent;
        let mut taken: Vec<&str> = lines
            .iter()
            .take_while(inside)
            .map(|line| {
                self.source[line.start + line.text.len() - line.whole.len()..]
                    .split('\n')
                    .next()
                    .unwrap_or_default()
            })
            .collect();
        self.at += taken.len();
        let mut last = 0;
        while taken.last().is_some_and(|line| line.trim_end_matches(' ').is_empty()) {
            taken.pop();
            last += 1;
        }
        let mut out = String::new();
        // A folded line break is a blank; beside an empty or an indented line it stays.
        let mut breaks = 0;
        let mut before_indented = true;
        for line in taken {
            let text = line.get(indent..).unwrap_or_default();
            let indented = text.starts_with([' ', '\t']);
            if text.is_empty() {
                breaks += 1;
                continue;
            }
            if out.is_empty() {
                out.extend(std::iter::repeat_n('\n', breaks));
            } else if folded && !indented && !before_indented {
                out.push_str(if breaks == 0 { " " } else { "" });
                out.extend(std::iter::repeat_n('\n', breaks));
            } else {
                out.extend(std::iter::repeat_n('\n', breaks + 1));
            }
            out.push_str(text);
            (breaks, before_indented) = (0, indented);
        }
        match chomp {
            Some('-') => {}
            Some(_) => out.extend(std::iter::repeat_n('\n', last + usize::from(!out.is_empty()))),
            None if out.is_empty() => {}
            None => out.push('\n'),
        }
        Ok(out)
    }
}

/// The key of a line `key: value`, and its length in bytes up to the colon.
fn key_of(text: &str) -> Option<(String, usize)> {
    let ends = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    if text.starts_with(['"', '\'']) {
        let (key, length) = quoted::read(text).ok()?;
        let rest = text[length..].strip_prefix(':')?;
        return ends(rest).then_some((key, length));
    }
    let (at, _) = text.match_indices(':').find(|(at, _)| ends(&text[at + 1..]))?;
    let key = &text[..at];
    let marked = key
        .starts_with(['[', ']', '{', '}', ',', '#', '&', '*', '!', '|', '>', '%', '@', '`', '-', '?', '(']);
    let is_key = !marked && !key.is_empty() && !key.ends_with(' ') && find(key, b" #").is_none();
    // More words are a sentence, and text that is no front matter.
    (is_key && key.len() <= 60 && key.bytes().filter(|byte| *byte == b' ').count() <= 3)
        .then(|| (key.to_string(), at))
}

/// A plain value, if YAML reads it as text.
fn checked(text: &str) -> Result<&str, Problem> {
    let plain = plain(text);
    match plain.chars().next() {
        Some(c @ ('&' | '*' | '!' | '%' | '@' | '`' | ']' | '}' | ',')) => Err(Problem::Mark(c)),
        Some(c @ ('-' | '?')) if plain[1..].is_empty() || plain[1..].starts_with([' ', '\t']) => {
            Err(Problem::Dash(c))
        }
        _ if find(plain, b": ").is_some() || plain.ends_with(':') => Err(Problem::Colon),
        _ => Ok(plain),
    }
}

/// A plain value up to ` #`.
pub(super) fn plain(text: &str) -> &str {
    if text.starts_with('#') {
        return "";
    }
    let end = text.match_indices('#').find(|(at, _)| text[..*at].ends_with([' ', '\t'])).map(|(at, _)| at);
    text[..end.unwrap_or(text.len())].trim_end()
}
