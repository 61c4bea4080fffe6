//! Writes blocks as Markdown in which text stays text: reading it gives the same blocks.

use crate::import::document::{Block, Cell, Table};
use crate::read::dialects::comparators::is_unit;
use crate::read::source_tree::Inline;

/// Writes `blocks`.
pub(crate) fn write(blocks: &[Block]) -> String {
    let mut out = String::new();
    write_blocks(&mut out, blocks, "");
    out
}

/// Writes blocks, each line after the first with `margin` before it.
fn write_blocks(out: &mut String, blocks: &[Block], margin: &str) {
    // Two lists in a row are one unless their marks differ.
    let mut alternate = false;
    for (index, block) in blocks.iter().enumerate() {
        if index > 0 {
            blank(out, margin);
            begin(out, margin);
        }
        let follows =
            index > 0 && matches!((&blocks[index - 1], block), (Block::List { .. }, Block::List { .. }));
        alternate = follows && !alternate;
        match block {
            Block::Heading { level, text, .. } => {
                out.push_str(&"#".repeat(usize::from((*level + 1).min(6))));
                out.push(' ');
                inlines(out, text, Place::Heading, margin);
            }
            Block::Paragraph(text) => inlines(out, text, Place::Paragraph, margin),
            Block::List { start, items } => list(out, *start, items, margin, alternate),
            Block::Table(its) => table(out, its, margin),
            Block::Caution(inner) => {
                let margin = format!("{margin}> ");
                out.push_str("> [!CAUTION]\n");
                begin(out, &margin);
                write_blocks(out, inner, &margin);
            }
        }
        if !out.ends_with('\n') {
            out.push('\n');
        }
    }
}

fn blank(out: &mut String, margin: &str) {
    out.push_str(margin.trim_end());
    out.push('\n');
}

fn begin(out: &mut String, margin: &str) {
    out.push_str(margin);
}

fn list(out: &mut String, start: Option<u64>, items: &[Vec<Block>], margin: &str, alternate: bool) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            begin(out, margin);
        }
        let mark = match start {
            Some(first) => format!("{}{}", first + index as u64, if alternate { ')' } else { '.' }),
            None => if alternate { "*" } else { "-" }.into(),
        };
        out.push_str(&mark);
        let inner = format!("{margin}{}", " ".repeat(mark.len() + 1));
        match item.first() {
            None => out.push('\n'),
            Some(Block::Paragraph(text)) if start.is_some() && begins_with_unit(text) => {
                // The number before a unit is read as an amount: `2. mg`.
                let at = out.len() + 1;
                out.push(' ');
                write_blocks(out, item, &inner);
                if let Some(first) = out[at..].chars().next() {
                    out.replace_range(at..at + first.len_utf8(), &format!("&#{};", u32::from(first)));
                }
            }
            Some(Block::Paragraph(_) | Block::List { .. } | Block::Table(_)) => {
                out.push(' ');
                write_blocks(out, item, &inner);
            }
            Some(_) => {
                out.push('\n');
                begin(out, &inner);
                write_blocks(out, item, &inner);
            }
        }
    }
}

fn begins_with_unit(text: &[Inline]) -> bool {
    let Some(Inline::Text(text)) = text.first() else { return false };
    is_unit(text.split([' ', ',', ';']).next().unwrap_or_default())
}

fn table(out: &mut String, table: &Table, margin: &str) {
    row(out, &table.header);
    begin(out, margin);
    out.push_str(&"|---".repeat(table.header.len()));
    out.push_str("|\n");
    for cells in &table.rows {
        begin(out, margin);
        row(out, cells);
    }
}

fn row(out: &mut String, cells: &[Cell]) {
    for cell in cells {
        out.push_str("| ");
        match cell {
            Cell::Text(text) => inlines(out, text, Place::Cell, ""),
            Cell::Left => out.push_str("<<"),
            Cell::Above => out.push_str("^^"),
        }
        if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.push_str("|\n");
}

/// Where inlines are; what begins a block depends on it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Paragraph,
    Heading,
    Cell,
}

fn inlines(out: &mut String, text: &[Inline], place: Place, margin: &str) {
    let mut line_start = place == Place::Paragraph;
    for inline in text {
        match inline {
            Inline::HardBreak | Inline::SoftBreak => match place {
                Place::Paragraph => {
                    out.push_str("\\\n");
                    begin(out, margin);
                    line_start = true;
                    continue;
                }
                Place::Heading => out.push(' '),
                // A line end in a row of a table can only be written as a character.
                Place::Cell => out.push_str("&#10;"),
            },
            Inline::Text(text) => escape(out, text, line_start),
            Inline::Strong(inner) => wrapped(out, inner, "**", "**"),
            Inline::Emphasis(inner) => wrapped(out, inner, "*", "*"),
            Inline::Subscript(inner) => wrapped(out, inner, "<sub>", "</sub>"),
            Inline::Superscript(inner) => wrapped(out, inner, "<sup>", "</sup>"),
            Inline::Link { to, text } if is_plain(to) => {
                wrapped(out, text, "[", "](");
                out.push_str(to);
                out.push(')');
            }
            other => {
                escape(
                    out,
                    &crate::read::source_tree::plain_inlines(std::slice::from_ref(other)),
                    line_start,
                );
            }
        }
        line_start = false;
    }
}

/// Whether an address can be written without an escape.
fn is_plain(to: &str) -> bool {
    !to.is_empty() && to.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./:?=%".contains(&byte))
        || to.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.'))
}

fn wrapped(out: &mut String, inner: &[Inline], open: &str, close: &str) {
    out.push_str(open);
    inlines(out, inner, Place::Heading, "");
    out.push_str(close);
}

/// Writes text so that nothing in it is markup.
fn escape(out: &mut String, text: &str, line_start: bool) {
    let mut start = line_start;
    let mut digits = line_start;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let doubled = || next == Some(c) || text[..at].ends_with(c);
        let marks = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '~' | '^' | '$' | '{' | '}' | '#' => true,
            '&' => next.is_some_and(|c| c == '#' || c.is_ascii_alphanumeric()),
            '=' => start || doubled(),
            ':' | '>' => start,
            '!' | '?' => start && doubled(),
            '-' | '+' => start && next.is_none_or(|next| next == c || next.is_whitespace()),
            '.' | ')' => digits && at > 0 && next.is_none_or(char::is_whitespace),
            _ => false,
        };
        if marks {
            out.push('\\');
        }
        out.push(c);
        digits &= c.is_ascii_digit();
        start = false;
    }
}
