//! Which lines of a passage govern which, and which are only quoted together.
//!
//! A line is governed by every label above it that holds for it: headings, the item it is nested in, the paragraph before its
//! list, and the nearest label before it at its own depth. Where the source does not say how labels nest, the outer one is kept.

use crate::index::read::line_shape::{Line, LineKind};
use crate::lean::strings::is_one_of;
use crate::text::Rules;

/// Bold text that is longer is a sentence of its own, not a label.
const LONGEST_BOLD: usize = 80;
/// Text before a colon that is longer is a clause, not a label.
const LONGEST_LABEL: usize = 60;
/// What a label governs stays together up to this many bytes.
const SMALL: usize = 400;

/// Words that take something back, forbid it or limit it.
pub(crate) const NEGATIONS: &str = "not never no avoid without unless except only however nor cannot dont shouldnt \
                                    contraindicated contraindication contraindications";
/// Words of effects that are serious, and of what to do then.
pub(crate) const SERIOUS: &str =
    "serious severe severely threatening fatal emergency immediately immediate urgent urgently anaphylaxis";
/// Words of a sentence that introduces a list.
const INTRODUCING: &str = "following follows below these include includes including included such any";

/// A line with what governs it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Governed {
    /// Bytes of the text.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// How many bytes of it are a label, from the start.
    pub(crate) label: usize,
    /// It is a label, a heading or a lead-in and nothing else.
    pub(crate) only_label: bool,
    /// The line that governs it, of an earlier number.
    pub(crate) parent: Option<usize>,
    /// The first line of its block: lines of one block are only quoted together.
    pub(crate) block: usize,
    /// It is quoted.
    pub(crate) taken: bool,
    depth: u8,
    kind: LineKind,
    /// Number after the last line it governs.
    last: usize,
}

/// The lines of `text`. `all_whole` keeps everything together that one label governs, however long.
pub(crate) fn outline(text: &str, lines: &[Line], all_whole: bool, rules: Rules) -> Vec<Governed> {
    let mut out: Vec<Governed> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let start = line.start as usize;
        let end = lines.get(at + 1).map_or(text.len(), |next| (next.start as usize).saturating_sub(1));
        let own = text.get(start..end).unwrap_or_default();
        let (mut label, mut only_label) = label(own, line);
        let (depth, kind) = (line.depth, line.kind);
        if label == 0 && lines.get(at + 1).is_some_and(|next| next.depth > depth) && !is_closed(own) {
            // "Do not take if you" introduces its list without a colon, too.
            (label, only_label) = (own.trim_end().len(), true);
        }
        out.push(Governed {
            start,
            end,
            label,
            only_label,
            parent: None,
            block: at,
            taken: false,
            depth,
            kind,
            last: 0,
        });
    }
    govern(&mut out);
    join(&mut out, text, all_whole, rules);
    out
}

/// How many bytes of a line are a label, and whether it is nothing else.
fn label(line: &str, shape: &Line) -> (usize, bool) {
    let line = line.trim_end();
    if matches!(shape.kind, LineKind::Heading(_)) || without_colon(line).len() < line.len() {
        return if is_one_line(line) { (line.len(), true) } else { (first_line(line), false) };
    }
    let bold = line.get(..shape.bold as usize).unwrap_or(line).trim_end();
    if bold.len() == line.len() {
        // A whole sentence in bold is emphasis.
        return if is_closed(bold) { (0, false) } else { (bold.len(), true) };
    }
    if !bold.is_empty()
        && bold.len() <= LONGEST_BOLD
        && is_one_line(bold)
        && (!is_closed(bold) || bold.len() < 30)
    {
        return (bold.len(), false);
    }
    let near = line.bytes().take(LONGEST_LABEL + 1).collect::<Vec<u8>>();
    for (at, pair) in near.windows(2).enumerate() {
        match pair {
            [b':', b' ' | b'\n'] => return (at + 1, false),
            [b'.' | b'?' | b'!' | b';', b' '] => break,
            _ => {}
        }
    }
    (0, false)
}

/// A label without the colon it ends with.
pub(crate) fn without_colon(label: &str) -> &str {
    let mut chars = label.chars();
    if matches!(chars.next_back(), Some(':' | '：')) { chars.as_str() } else { label }
}

fn is_one_line(text: &str) -> bool {
    first_line(text) == text.len()
}

/// Bytes before a hard break.
fn first_line(text: &str) -> usize {
    text.bytes().take_while(|&byte| byte != b'\n').count()
}

/// Whether a text ends as a sentence does.
fn is_closed(text: &str) -> bool {
    let last = text.trim_end().chars().rev().find(|&c| !matches!(c, ')' | '"' | '”' | '’' | ']'));
    matches!(last, Some('.' | '!' | '?'))
}

/// Finds the parent of each line: the nearest line above of a lesser rank, none of its own or a lesser one between.
fn govern(lines: &mut [Governed]) {
    let mut open: Vec<(usize, usize)> = Vec::new();
    for at in 0..lines.len() {
        let (Some(&line), next) = (lines.get(at), lines.get(at + 1)) else { return };
        let leads = next.is_some_and(|next| next.depth > line.depth);
        let continues = next.is_some_and(|next| next.depth == line.depth && !is_item(next));
        // A heading or label right before another one holds for what that one holds for.
        let outer = usize::from(!next.is_some_and(|next| is_same_label(&line, next)));
        let rank = match line.kind {
            LineKind::Heading(level) => usize::from(level > 2) * 2 + outer,
            _ if line.only_label && !leads => 4 + outer,
            _ if line.label > 0 => 6,
            _ => 7,
        };
        // Paragraphs inside an item are governed by its first line.
        let base = usize::from(line.depth) * 16 + if is_item(&line) { 0 } else { 8 };
        while let Some(&(_, above)) = open.last().filter(|(other, _)| *other >= base + rank) {
            close(lines, above, at);
            open.pop();
        }
        if let Some(line) = lines.get_mut(at) {
            line.parent = open.last().map(|&(_, above)| above);
        }
        // A label with content of its own does not govern the next label.
        let own = if is_item(&line) && (leads || continues) { rank.max(6) } else { rank };
        open.push((base + own, at));
    }
    let end = lines.len();
    open.into_iter().for_each(|(_, above)| close(lines, above, end));
}

fn close(lines: &mut [Governed], above: usize, end: usize) {
    if let Some(line) = lines.get_mut(above) {
        line.last = end;
    }
}

/// Whether both are headings of one level, items or paragraphs that are labels and nothing else.
fn is_same_label(line: &Governed, next: &Governed) -> bool {
    line.only_label && next.only_label && next.depth == line.depth && next.kind == line.kind
}

fn is_item(line: &Governed) -> bool {
    matches!(line.kind, LineKind::Item | LineKind::Row)
}

fn is_plain_item(line: &Governed) -> bool {
    line.kind == LineKind::Item && line.label == 0
}

/// Joins what must be quoted together: a lead-in with its list, an item with all that is in it, plain items with each other.
fn join(lines: &mut [Governed], text: &str, all_whole: bool, rules: Rules) {
    for at in 0..lines.len() {
        let Some(&line) = lines.get(at) else { return };
        let mut listed = at + 1;
        while let Some(next) = lines.get(listed)
            && (next.depth > line.depth || next.depth == line.depth && is_item(&line) && !is_item(next))
        {
            listed += 1;
        }
        let whole = all_whole || size(lines, at, line.last) <= SMALL || warns(text, &line, rules);
        let end = if whole {
            line.last
        } else if may_cut(lines, at, listed, text, rules) {
            at + 1
        } else {
            listed
        };
        for next in lines.get_mut(at + 1..end).unwrap_or_default() {
            next.block = line.block;
        }
        // Plain items are one enumeration.
        if let Some(next) = lines.get_mut(listed)
            && next.depth == line.depth
            && is_plain_item(next)
            && is_plain_item(&line)
        {
            next.block = line.block;
        }
    }
}

fn size(lines: &[Governed], from: usize, to: usize) -> usize {
    let start = lines.get(from).map_or(0, |line| line.start);
    lines.get(to.saturating_sub(1)).map_or(0, |line| line.end.saturating_sub(start))
}

/// Whether single items of the list after a line may be quoted: each says by its own label what it is about, and the line
/// before them is a heading or closed sentences that do not introduce them.
fn may_cut(lines: &[Governed], at: usize, end: usize, text: &str, rules: Rules) -> bool {
    let (Some(line), Some(listed)) = (lines.get(at), lines.get(at + 1..end)) else { return false };
    // Each row of a table names its headers.
    if listed.iter().all(|item| item.kind == LineKind::Row) {
        return true;
    }
    let labelled =
        listed.iter().filter(|item| item.depth == line.depth + 1 && is_item(item)).all(|item| item.label > 0);
    let own = text.get(line.start..line.end).unwrap_or_default();
    let heading = matches!(line.kind, LineKind::Heading(_));
    let introduces = line.only_label
        || !is_closed(own)
        || has_word(own, INTRODUCING, rules)
        || has_word(own, NEGATIONS, rules);
    labelled && !is_item(line) && (heading || !introduces)
}

fn warns(text: &str, line: &Governed, rules: Rules) -> bool {
    let label = text.get(line.start..line.start + line.label).unwrap_or_default();
    has_word(label, SERIOUS, rules) || has_word(label, NEGATIONS, rules)
}

/// Whether a word of `words`, folded and with blanks between them, is in `text`.
pub(crate) fn has_word(text: &str, words: &str, rules: Rules) -> bool {
    let mut found = false;
    rules.each_word(text, &mut |word, _, _| found |= is_one_of(word, words));
    found
}
