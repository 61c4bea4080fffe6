//! What an excerpt owes its source, worked out slowly from the blocks of a monograph and not from the lines of a card.

use drug_card::internals::monograph::{Block, plain_inlines};
use drug_card::internals::read::source_tree::Inline;
use std::collections::BTreeSet;
use std::ops::Range;

/// A line of a section.
#[derive(Debug)]
pub(crate) struct SourceLine {
    pub(crate) text: String,
    /// The numbers of all lines that govern it.
    pub(crate) above: Vec<usize>,
    /// It has a label of its own.
    pub(crate) labelled: bool,
    /// It is a label and nothing else.
    pub(crate) only_label: bool,
    /// The lines of the list that it introduces.
    pub(crate) list: Range<usize>,
}

/// The lines of `blocks`, in order.
pub(crate) fn lines_of(blocks: &[Block]) -> Vec<SourceLine> {
    let mut out = Vec::new();
    walk(blocks, &[], &mut out);
    out
}

fn chain(lines: &[SourceLine], line: usize) -> Vec<usize> {
    let mut out = lines[line].above.clone();
    out.push(line);
    out
}

fn push(inlines: &[Inline], heading: bool, above: &[usize], out: &mut Vec<SourceLine>) -> usize {
    let first = out.len();
    let text = plain_inlines(inlines);
    let one_line = !text.contains('\n');
    let only_label = one_line && (heading || is_only_label(inlines, &text));
    let labelled = only_label || has_label(inlines, &text);
    for part in text.split('\n') {
        let text = part.to_string();
        out.push(SourceLine { text, above: above.to_vec(), labelled, only_label, list: 0..0 });
    }
    first
}

fn is_closed(text: &str) -> bool {
    text.trim_end_matches([')', '"', '”', '’', ']', ' ']).ends_with(['.', '!', '?'])
}

fn is_only_label(inlines: &[Inline], text: &str) -> bool {
    let bold = matches!(inlines, [Inline::Strong(_)]);
    text.trim_end().ends_with(':') || bold && !is_closed(text)
}

fn has_label(inlines: &[Inline], text: &str) -> bool {
    let near: String = text.chars().take(61).collect();
    let colon = near.find(": ").is_some_and(|at| !near[..at].contains(". "));
    match inlines.first() {
        Some(Inline::Strong(bold)) => {
            let bold = plain_inlines(bold);
            colon || bold.len() <= 80 && !is_closed(&bold)
        }
        _ => colon,
    }
}

fn walk(blocks: &[Block], above: &[usize], out: &mut Vec<SourceLine>) {
    let mut headings: Vec<(u8, usize)> = Vec::new();
    let mut nearest: Option<usize> = None;
    let mut before: Option<usize> = None;
    for block in blocks {
        let mut governed: Vec<usize> = above.to_vec();
        governed.extend(headings.iter().map(|&(_, line)| line));
        match block {
            Block::Heading { level, text } => {
                headings.retain(|(other, _)| other < level);
                let mut governed = above.to_vec();
                governed.extend(headings.iter().map(|&(_, line)| line));
                let line = push(text, true, &governed, out);
                headings.push((*level, line));
                nearest = None;
                before = None;
            }
            Block::Paragraph(text) => {
                let line = push(text, false, &governed, out);
                if out[line].labelled {
                    nearest = Some(line);
                } else if let Some(label) = nearest {
                    let chain = chain(out, label);
                    out[line..].iter_mut().for_each(|line| line.above.extend(&chain));
                }
                before = Some(line);
            }
            Block::List { items, .. } => {
                let start = out.len();
                if let Some(label) = before.or(nearest) {
                    governed.extend(chain(out, label));
                }
                list(items, &governed, out);
                if let Some(lead) = before.filter(|&lead| out[lead].only_label || !is_closed(&out[lead].text))
                {
                    out[lead].list = start..out.len();
                }
                before = None;
            }
            Block::Quote(inner) => walk(inner, &governed, out),
            Block::Code(code) => {
                push(&[Inline::Text(code.trim_end().into())], false, &governed, out);
            }
            Block::Rule => before = None,
            // The corpus of the model has none.
            Block::Faq(_) | Block::Table(_) | Block::Callout { .. } | Block::Footnote { .. } => {}
        }
    }
}

fn list(items: &[Vec<Block>], above: &[usize], out: &mut Vec<SourceLine>) {
    let mut nearest: Option<usize> = None;
    for item in items {
        let [Block::Paragraph(text), rest @ ..] = item.as_slice() else {
            walk(item, above, out);
            continue;
        };
        let line = push(text, false, above, out);
        if matches!(rest, [Block::List { .. }, ..]) && !is_closed(&out[line].text) {
            out[line].labelled = true;
        }
        if out[line].labelled {
            nearest = Some(line);
        } else if let Some(label) = nearest {
            let chain = chain(out, label);
            out[line..].iter_mut().for_each(|line| line.above.extend(&chain));
        }
        let start = out.len();
        walk(rest, &chain(out, line), out);
        out[line].list = start..out.len();
    }
}

/// What is wrong with an excerpt of `lines`; the kind of fault first.
pub(crate) fn faults(lines: &[SourceLine], excerpt: &str) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    let Some(taken) = align(lines, excerpt) else {
        return vec![("not verbatim", excerpt.to_string())];
    };
    for &at in &taken {
        let line = &lines[at];
        for &label in line.above.iter().filter(|label| !taken.contains(label)) {
            out.push(("label lost", format!("{} / {}", lines[label].text, line.text)));
        }
        if let Some(lost) = line.list.clone().find(|other| !taken.contains(other)) {
            out.push(("half a list", format!("{} / {}", line.text, lines[lost].text)));
        }
        let label_above = |among: &dyn Fn(usize) -> bool| {
            (0..at).rev().find(|&other| lines[other].only_label && among(other))
        };
        let (nearest, shown) = (label_above(&|_| true), label_above(&|other| taken.contains(&other)));
        if let (Some(nearest), Some(shown), false) = (nearest, shown, line.labelled)
            && nearest != shown
        {
            let common = lines[shown].text.to_lowercase().contains("common");
            let kind = if common { "under a common label" } else { "under another label" };
            out.push((kind, format!("{} / {}", lines[shown].text, line.text)));
        }
    }
    if taken.last().is_some_and(|&last| last + 1 < lines.len()) != excerpt.ends_with("\n…") {
        out.push(("end not marked", excerpt.to_string()));
    }
    out
}

/// The numbers of the quoted lines: each run between two cuts is a run of the source, and something is left out at each cut.
pub(crate) fn align(lines: &[SourceLine], excerpt: &str) -> Option<BTreeSet<usize>> {
    let mut taken = BTreeSet::new();
    let mut from = 0;
    let quoted: Vec<&str> = excerpt.split('\n').collect();
    for (number, run) in quoted.split(|line| *line == "…").enumerate().filter(|(_, run)| !run.is_empty()) {
        let fits = |start: &usize| {
            run.iter()
                .enumerate()
                .all(|(at, line)| lines.get(start + at).is_some_and(|source| source.text == *line))
        };
        let start = (from + usize::from(number > 0)..lines.len()).find(fits)?;
        from = start + run.len();
        taken.extend(start..from);
    }
    Some(taken)
}
