//! Rewrites the callouts of site generators to the form that Obsidian and GitHub share, `> [!warning] Title`.
//!
//! ```text
//! !!! danger "Title"         MkDocs; ??? for one that folds; the text is indented by four
//! :::danger Title … :::      Docusaurus, VitePress; ::: {.callout-warning} is Quarto's
//! {% hint style="danger" %} … {% endhint %}             GitBook
//! {{< callout type="warning" >}} … {{< /callout >}}     Hugo
//! ```

use crate::read::diagnostic::{DiagnosticSink, Rule};
use crate::read::dialects::writer::Writer;

/// Names of shortcodes that make a callout.
const SHORTCODES: [&str; 6] = ["hint", "callout", "notice", "alert", "admonition", "note"];

/// A container has at most so many lines.
const LONGEST: usize = 600;

/// A container at the start of some lines.
pub(crate) struct Container<'a> {
    /// How many lines it has.
    pub(crate) length: usize,
    /// Blanks before its mark.
    indent: &'a str,
    /// The kind of callout; none for one that only groups.
    kind: Option<String>,
    title: String,
    /// How many columns its text is indented, for one without an end mark.
    columns: usize,
    closed: bool,
}

/// The container that the first line opens.
pub(crate) fn open<'a>(lines: &[(usize, &'a str)]) -> Option<Container<'a>> {
    let (_, first) = lines.first()?;
    let mark = first.trim_start_matches([' ', '\t']);
    let indent = &first[..first.len() - mark.len()];
    match mark.as_bytes() {
        [b'!', b'!', b'!', ..] | [b'?', b'?', b'?', ..] => indented(lines, indent, mark),
        [b':', b':', b':', ..] => fenced(lines, indent, mark),
        [b'{', b'%' | b'{', ..] => shortcode(lines, indent, mark),
        _ => None,
    }
}

fn indented<'a>(lines: &[(usize, &'a str)], indent: &'a str, mark: &str) -> Option<Container<'a>> {
    let words = mark[3..].trim_start_matches('+').trim();
    let (kind, rest) = split_word(words)?;
    let title = match rest.split_once('"') {
        Some((_, quoted)) => quoted.trim_end().trim_end_matches('"'),
        None => rest.trim_start_matches("inline").trim_start().trim_start_matches("end").trim(),
    };
    let columns = width(indent) + 4;
    let is_inside = |line: &str| width(&line[..line.len() - line.trim_start().len()]) >= columns;
    let mut length = 1;
    for (number, (_, line)) in lines.iter().enumerate().skip(1) {
        if is_inside(line) && !line.trim().is_empty() {
            length = number + 1;
        } else if !line.trim().is_empty() {
            break;
        }
    }
    let (kind, title) = (Some(kind.to_string()), title.to_string());
    Some(Container { length, indent, kind, title, columns, closed: false })
}

fn fenced<'a>(lines: &[(usize, &'a str)], indent: &'a str, mark: &str) -> Option<Container<'a>> {
    let words = mark.trim_start_matches(':').trim();
    if words.is_empty() {
        return None;
    }
    let mut depth = 0usize;
    let mut end = None;
    for (number, (_, line)) in lines.iter().enumerate().take(LONGEST) {
        let line = line.trim();
        if line.starts_with(":::") {
            let closes = line.bytes().all(|byte| byte == b':');
            depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
            if depth == 0 {
                end = Some(number + 1);
                break;
            }
        }
    }
    let heading =
        || lines.iter().take(LONGEST).skip(1).position(|(_, line)| line.starts_with('#')).map(|at| at + 1);
    let (length, closed) = (end.or_else(heading).unwrap_or(lines.len().min(LONGEST)), end.is_some());
    let (kind, title) = match words.strip_prefix('{') {
        Some(attributes) => {
            let class = attributes.split_once(".callout-").map(|(_, rest)| rest);
            (class.and_then(split_word).map(|(kind, _)| kind.to_string()), value(attributes, "title"))
        }
        None => {
            let (kind, rest) = split_word(words)?;
            let rest = rest.trim();
            let bracketed =
                rest.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(title, _)| title);
            let title = bracketed.map_or_else(
                || if rest.starts_with('{') { value(rest, "title") } else { rest.to_string() },
                str::to_string,
            );
            (Some(kind.to_string()), title)
        }
    };
    Some(Container { length, indent, kind, title, columns: 0, closed })
}

fn shortcode<'a>(lines: &[(usize, &'a str)], indent: &'a str, mark: &str) -> Option<Container<'a>> {
    let inner = mark.trim_end().strip_prefix('{')?.strip_suffix('}')?;
    let inner = inner.trim_start_matches(['{', '%', '<', ' ']).trim_end_matches(['}', '%', '>', ' ']);
    let (name, rest) = split_word(inner)?;
    if !SHORTCODES.contains(&name) {
        return None;
    }
    let closes = |line: &str| {
        let line = line.trim_start_matches([' ', '{', '%', '<']);
        line.strip_prefix("end")
            .or_else(|| line.strip_prefix('/'))
            .is_some_and(|line| line.trim_start().starts_with(name))
    };
    let end = lines
        .iter()
        .take(LONGEST)
        .skip(1)
        .position(|(_, line)| line.trim_start().starts_with('{') && closes(line))?;
    let stated =
        ["style", "type", "level", "color"].iter().map(|key| value(rest, key)).find(|kind| !kind.is_empty());
    let plain = rest.trim().trim_matches('"');
    let kind = stated.unwrap_or_else(|| {
        split_word(plain).filter(|_| !plain.contains('=')).map_or(name, |(word, _)| word).to_string()
    });
    Some(Container {
        length: end + 2,
        indent,
        kind: Some(kind),
        title: value(rest, "title"),
        columns: 0,
        closed: true,
    })
}

impl<R: DiagnosticSink> Writer<'_, R> {
    /// Writes the lines of a container as a quotation.
    pub(crate) fn container(
        &mut self,
        lines: &[(usize, &str)],
        container: Container<'_>,
        prefix: &str,
        depth: usize,
    ) {
        let Container { indent, kind, title, columns, closed, .. } = container;
        let Some((&(at, first), rest)) = lines.split_first() else { return };
        let mut inner = [prefix, indent].concat();
        self.begin(at, &inner);
        match kind {
            Some(kind) => {
                self.out.extend(["> [!", &kind, "] "]);
                self.inline(at, &title, 0);
                inner.push_str("> ");
            }
            None => self.note(Rule::HiddenMark, at, || format!("not shown: {}", first.trim())),
        }
        let content = if closed { &rest[..rest.len().saturating_sub(1)] } else { rest };
        let dedented: Vec<(usize, &str)> = content
            .iter()
            .map(|(at, line)| (*at, without(line, if columns > 0 { columns } else { width(indent) })))
            .collect();
        self.block(&dedented, &inner, depth + 1);
        // A blank line, so that the text after it does not go on with its last paragraph.
        let end = if closed { rest.last() } else { content.last() };
        self.begin(end.map_or(at, |(at, _)| *at), prefix);
    }
}

/// The word at the start, and what follows it.
fn split_word(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_')).unwrap_or(text.len());
    let starts = text.starts_with(char::is_alphabetic);
    starts.then(|| text.split_at(end))
}

/// The value of `key="value"`; empty when there is none.
fn value(text: &str, key: &str) -> String {
    let rest = text.split(key).skip(1).find_map(|rest| rest.trim_start().strip_prefix('='));
    let rest = rest.map(str::trim_start).unwrap_or_default();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
    let end = match quote {
        Some(quote) => return rest[1..].split(quote).next().unwrap_or_default().to_string(),
        None => rest.find([' ', '}']).unwrap_or(rest.len()),
    };
    rest[..end].to_string()
}

/// The columns that blanks take; a tab takes four.
fn width(blanks: &str) -> usize {
    blanks.bytes().map(|byte| if byte == b'\t' { 4 } else { 1 }).sum()
}

/// A line without its first blanks, up to `columns` of them.
fn without(line: &str, columns: usize) -> &str {
    let mut left = columns;
    let mut at = 0;
    for byte in line.bytes() {
        let width = match byte {
            b' ' => 1,
            b'\t' => 4,
            _ => break,
        };
        if left == 0 {
            break;
        }
        left = left.saturating_sub(width);
        at += 1;
    }
    &line[at..]
}
