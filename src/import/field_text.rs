//! Takes a text field of openFDA apart: the tables that ran into it, the subsections inside it, its bullets and numbered parts.

use crate::import::document::Block;
use crate::import::narrative::Narrative;
use crate::import::runs::{Runs, Style};
use crate::import::xml;

/// A table of a field.
pub(crate) struct FieldTable<'a> {
    source: &'a str,
    /// Its text without blanks, as it is in the field.
    dense: String,
}

impl FieldTable<'_> {
    /// Whether the table begins in the first words of a text.
    pub(crate) fn begins_within(&self, text: &str, first: &str) -> bool {
        let dense = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
        dense(text).find(&self.dense).is_some_and(|at| at < dense(first).len())
    }

    /// Its blocks, blanks as they are in `text`, the run of the field that is the table.
    fn blocks(&self, text: &str) -> Vec<Block> {
        let source = xml::parse(self.source).ok().map(|document| respaced(&document, self.source, text));
        let source = source.as_deref().unwrap_or(self.source);
        let Ok(document) = xml::parse(source) else { return Vec::new() };
        let mut narrative = Narrative::default();
        narrative.note_signs(document.root());
        narrative.blocks(document.root())
    }

    /// Its blocks, each run of text with blanks around it.
    pub(crate) fn spaced_blocks(&self) -> Vec<Block> {
        let Ok(document) = xml::parse(self.source) else { return Vec::new() };
        Narrative::spaced().blocks(document.root())
    }
}

/// The XML of a table with the blanks of the field: there, superscripts are words of their own.
fn respaced(document: &roxmltree::Document<'_>, source: &str, text: &str) -> String {
    let mut out = String::with_capacity(source.len() * 2);
    let mut from = 0;
    let mut chars = text.chars().peekable();
    for node in document.descendants().filter(roxmltree::Node::is_text) {
        let range = node.range();
        out.push_str(&source[from..range.start]);
        for c in node.text().unwrap_or_default().chars().filter(|c| !c.is_whitespace()) {
            while chars.next_if(|c| c.is_whitespace()).is_some() {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            chars.next();
            match c {
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '&' => out.push_str("&amp;"),
                c => out.push(c),
            }
        }
        from = range.end;
    }
    out.push_str(&source[from..]);
    out
}

/// The tables of a field.
pub(crate) fn tables<'a>(sources: &[&'a str]) -> Vec<FieldTable<'a>> {
    let table = |source: &&'a str| {
        let document = xml::parse(source).ok()?;
        let texts = document.descendants().filter(roxmltree::Node::is_text);
        let chars = texts.flat_map(|node| node.text().unwrap_or_default().chars());
        let dense: String = chars.filter(|c| !c.is_whitespace()).collect();
        (!dense.is_empty()).then_some(FieldTable { source, dense })
    };
    sources.iter().filter_map(table).collect()
}

/// The words of a text, with one blank between them.
pub(crate) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A run of a field: its own text, or the text of a field inside it.
pub(crate) enum Piece<'a> {
    Text(&'a str),
    Field(&'a str, &'a str),
}

/// Splits a field at the fields inside it. A table that holds the text of one stays whole.
pub(crate) fn pieces<'a>(
    text: &'a str,
    tables: &[FieldTable<'_>],
    inner: impl Iterator<Item = (&'a str, &'a str)>,
) -> Vec<Piece<'a>> {
    let tables = extents(text, tables, &vec![true; tables.len()]);
    let splits_table = |start: usize, end: usize| {
        tables
            .iter()
            .any(|(first, last, _)| start < *last && *first < end && !(start <= *first && *last <= end))
    };
    let mut found: Vec<(usize, usize, &str)> = Vec::new();
    for (name, inner) in inner {
        let inner = inner.trim();
        if inner.is_empty() || inner.len() >= text.trim().len() {
            continue;
        }
        let mut places = text.match_indices(inner).map(|(at, _)| (at, at + inner.len()));
        if let Some((start, end)) = places.find(|(start, end)| !splits_table(*start, *end)) {
            found.push((start, end, name));
        }
    }
    found.sort_unstable();
    let mut out = Vec::new();
    let mut from = 0;
    for (start, end, name) in found {
        if start < from {
            continue;
        }
        if !text[from..start].trim().is_empty() {
            out.push(Piece::Text(&text[from..start]));
        }
        out.push(Piece::Field(name, &text[start..end]));
        from = end;
    }
    if !text[from..].trim().is_empty() {
        out.push(Piece::Text(&text[from..]));
    }
    out
}

/// Where tables ran into a text: their first byte, the byte after their last one, their index.
fn extents(text: &str, tables: &[FieldTable<'_>], unplaced: &[bool]) -> Vec<(usize, usize, usize)> {
    let mut dense = String::new();
    let mut places = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        dense.push(c);
        places.resize(dense.len(), (at, at + c.len_utf8()));
    }
    // As bytes of the dense text.
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    // The longest first: the text of a short one may be inside it.
    let mut order: Vec<usize> = (0..tables.len()).filter(|index| unplaced[*index]).collect();
    order.sort_by_key(|index| std::cmp::Reverse(tables[*index].dense.len()));
    for index in order {
        let table = &tables[index];
        let mut from = 0;
        while let Some(at) = dense[from..].find(&table.dense).map(|at| from + at) {
            let end = at + table.dense.len();
            if found.iter().all(|(start, stop, _)| end <= *start || at >= *stop) {
                found.push((at, end, index));
                break;
            }
            from = end;
        }
    }
    found.sort_unstable();
    let place = |(start, end, index): (usize, usize, usize)| {
        Some((places.get(start)?.0, places.get(end - 1)?.1, index))
    };
    found.into_iter().filter_map(place).collect()
}

/// The blocks of a text: its tables where their text is, paragraphs around them.
pub(crate) fn blocks(text: &str, tables: &[FieldTable<'_>], unplaced: &mut [bool], out: &mut Vec<Block>) {
    let mut from = 0;
    for (first, last, index) in extents(text, tables, unplaced) {
        paragraphs(&text[from..first], out);
        out.extend(tables[index].blocks(&text[first..last]));
        unplaced[index] = false;
        from = last;
    }
    paragraphs(&text[from..], out);
}

/// A paragraph of a text that has none: a line for each numbered part and bullet.
fn paragraphs(text: &str, out: &mut Vec<Block>) {
    let mut runs = Runs::default();
    let mut flush = |runs: &mut Runs| {
        let text = std::mem::take(runs).inlines();
        if !text.is_empty() {
            out.push(Block::Paragraph(text));
        }
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    for (at, word) in words.iter().enumerate() {
        if matches!(*word, "•" | "●" | "▪") || at > 0 && begins_part(&words, at) {
            runs.line_break();
        }
        runs.text(word, Style::default());
        runs.text(" ", Style::default());
    }
    flush(&mut runs);
}

/// Whether the number of a part (`5.1 Bleeding`) is at that word, after the end of a sentence.
fn begins_part(words: &[&str], at: usize) -> bool {
    let number = words[at];
    let Some((whole, part)) = number.split_once('.') else { return false };
    let digits = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let after = words.get(at + 1).is_some_and(|next| next.starts_with(char::is_uppercase) && next.len() > 3);
    let before = words[at - 1].ends_with(['.', ')', ']', ':', '!']);
    digits(whole) && digits(part) && after && before
}
