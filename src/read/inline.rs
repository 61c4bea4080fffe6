//! Cuts and measures runs of inline text; positions are bytes of `raw`.

use std::borrow::Cow;

pub(crate) use crate::read::source_tree::push_raw;
use crate::read::source_tree::{Inline, raw_len};

/// The text of inlines without marks, line ends as blanks, sub- and superscripts as plain characters. A single text is not
/// copied.
pub(crate) fn raw(inlines: &[Inline]) -> Cow<'_, str> {
    match inlines {
        [] => Cow::Borrowed(""),
        [Inline::Text(text) | Inline::Code(text)] => Cow::Borrowed(text),
        [Inline::Strong(inner) | Inline::Emphasis(inner)] => raw(inner),
        _ => {
            let mut out = String::with_capacity(raw_len(inlines));
            push_raw(&mut out, inlines);
            Cow::Owned(out)
        }
    }
}

/// Whether the text has a `*`.
pub(crate) fn has_star(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Text(text) | Inline::Code(text) => memchr::memchr(b'*', text.as_bytes()).is_some(),
        other => other.inner().is_some_and(has_star),
    })
}

/// Whether nothing is shown but blanks.
pub(crate) fn is_blank(inlines: &[Inline]) -> bool {
    inlines.iter().all(|inline| match inline {
        Inline::Text(text) | Inline::Code(text) => text.chars().all(char::is_whitespace),
        Inline::SoftBreak | Inline::HardBreak => true,
        Inline::Struck(_) | Inline::Picture { .. } | Inline::Note(_) => false,
        other => other.inner().is_none_or(is_blank),
    })
}

/// Cuts at byte `at` of the raw text; emphasis around the cut goes on both sides.
pub(crate) fn split(inlines: Vec<Inline>, at: usize) -> (Vec<Inline>, Vec<Inline>) {
    let (index, passed) = place(&inlines, at);
    if index == 0 && passed == at {
        return (Vec::new(), inlines);
    }
    let mut left = inlines;
    let mut right = left.split_off(index);
    if passed < at && !right.is_empty() {
        let (before, after) = split_one(right.remove(0), at - passed);
        left.extend(before);
        if let Some(after) = after {
            right.insert(0, after);
        }
    }
    (left, right)
}

fn split_one(mut inline: Inline, at: usize) -> (Option<Inline>, Option<Inline>) {
    if let Inline::Text(text) = &mut inline {
        let after = text.is_char_boundary(at).then(|| Inline::Text(text.split_off(at)));
        return (Some(inline), after);
    }
    let Some(inner) = inline.inner_mut() else { return (Some(inline), None) };
    let (before, after) = split(std::mem::take(inner), at);
    let (before, after) = (wrapped(&inline, before), wrapped(&inline, after));
    (before, after)
}

/// The same mark around `inner`; nothing around blanks.
fn wrapped(like: &Inline, inner: Vec<Inline>) -> Option<Inline> {
    if is_blank(&inner) {
        return None;
    }
    let mut one = like.clone();
    *one.inner_mut()? = inner;
    Some(one)
}

/// Cuts at every byte of `ends`, which ascend, in one pass; gives one run more than there are ends.
pub(crate) fn cut(inlines: Vec<Inline>, ends: &[usize]) -> Vec<Vec<Inline>> {
    let mut out: Vec<Vec<Inline>> = vec![Vec::new(); ends.len() + 1];
    cut_into(inlines, 0, ends, 0, &mut out);
    out
}

/// Puts each piece of `inlines`, which begin at byte `from`, into its run of `out`; gives the byte they end at.
fn cut_into(
    inlines: Vec<Inline>,
    from: usize,
    ends: &[usize],
    first: usize,
    out: &mut [Vec<Inline>],
) -> usize {
    let mut at = from;
    let mut run = first;
    for inline in inlines {
        while ends.get(run).is_some_and(|end| *end <= at) {
            run += 1;
        }
        let length = raw_len(std::slice::from_ref(&inline));
        let end = at + length;
        if ends.get(run).is_none_or(|cut| *cut >= end) {
            out[run].push(inline);
        } else {
            match inline {
                Inline::Text(text) => cut_text(&text, at, ends, run, out),
                Inline::Subscript(_) | Inline::Superscript(_) => out[run].push(inline),
                other if other.inner().is_some() => cut_wrapped(other, at, ends, run, out),
                other => out[run].push(other),
            }
        }
        at = end;
    }
    at
}

fn cut_text(text: &str, from: usize, ends: &[usize], first: usize, out: &mut [Vec<Inline>]) {
    let mut start = 0;
    for (run, end) in ends.iter().enumerate().skip(first) {
        let stop = end.saturating_sub(from).min(text.len());
        if let Some(part) = text.get(start..stop).filter(|part| !part.is_empty()) {
            out[run].push(Inline::Text(part.into()));
            start = stop;
        }
        if end.saturating_sub(from) >= text.len() {
            return;
        }
    }
    if let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) {
        out[ends.len()].push(Inline::Text(rest.into()));
    }
}

fn cut_wrapped(mut inline: Inline, from: usize, ends: &[usize], first: usize, out: &mut [Vec<Inline>]) {
    let Some(inner) = inline.inner_mut().map(std::mem::take) else { return };
    let mut last = first;
    let end = from + raw_len(&inner);
    while ends.get(last).is_some_and(|cut| *cut < end) {
        last += 1;
    }
    let mut parts: Vec<Vec<Inline>> = vec![Vec::new(); last - first + 1];
    cut_into(inner, from, &ends[first..last], 0, &mut parts);
    for (run, part) in parts.into_iter().enumerate() {
        out[first + run].extend(wrapped(&inline, part));
    }
}

/// Removes blanks at both ends.
pub(crate) fn trim(mut inlines: Vec<Inline>) -> Vec<Inline> {
    trim_start(&mut inlines);
    trim_end(&mut inlines, char::is_whitespace);
    inlines
}

/// A label or heading without blanks, final colon, and emphasis around the whole of it.
pub(crate) fn trim_label(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut inlines = trim(inlines);
    trim_end(&mut inlines, |c| c.is_whitespace() || matches!(c, ':' | '：'));
    while let [Inline::Strong(inner) | Inline::Emphasis(inner)] = inlines.as_mut_slice() {
        inlines = trim(std::mem::take(inner));
        trim_end(&mut inlines, |c| c.is_whitespace() || matches!(c, ':' | '：'));
    }
    inlines
}

fn trim_start(inlines: &mut Vec<Inline>) {
    let mut blank = 0;
    for inline in inlines.iter_mut() {
        match inline {
            Inline::SoftBreak | Inline::HardBreak => blank += 1,
            Inline::Text(text) => {
                let kept = text.trim_start();
                if kept.is_empty() {
                    blank += 1;
                    continue;
                }
                let before = text.len() - kept.len();
                if before > 0 {
                    text.drain(..before);
                }
                break;
            }
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Styled(_, inner)
            | Inline::Link { text: inner, .. } => {
                if is_blank(inner) {
                    blank += 1;
                    continue;
                }
                trim_start(inner);
                break;
            }
            _ => break,
        }
    }
    if blank > 0 {
        inlines.drain(..blank);
    }
}

fn trim_end(inlines: &mut Vec<Inline>, drop: fn(char) -> bool) {
    while let Some(last) = inlines.last_mut() {
        match last {
            Inline::SoftBreak | Inline::HardBreak => {}
            Inline::Text(text) => {
                text.truncate(text.trim_end_matches(drop).len());
                if !text.is_empty() {
                    return;
                }
            }
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Styled(_, inner)
            | Inline::Link { text: inner, .. } => {
                trim_end(inner, drop);
                if !inner.is_empty() {
                    return;
                }
            }
            _ => return,
        }
        inlines.pop();
    }
}

/// The text before byte `at` of the raw text, as a label.
pub(crate) fn label_before(inlines: &[Inline], at: usize) -> Vec<Inline> {
    let (index, passed) = place(inlines, at);
    let upto = (index + usize::from(passed < at)).min(inlines.len());
    trim_label(split(inlines[..upto].to_vec(), at).0)
}

/// The text from byte `at` of the raw text on.
pub(crate) fn after(inlines: &[Inline], at: usize) -> Vec<Inline> {
    let (index, passed) = place(inlines, at);
    trim(split(inlines[index..].to_vec(), at - passed).1)
}

/// The inline that contains byte `at` of the raw text, and where it begins.
fn place(inlines: &[Inline], at: usize) -> (usize, usize) {
    let mut passed = 0;
    for (index, inline) in inlines.iter().enumerate() {
        let length = raw_len(std::slice::from_ref(inline));
        if passed + length > at {
            return (index, passed);
        }
        passed += length;
    }
    (inlines.len(), passed)
}

/// The raw text up to the end of the bold run that begins `inlines`, and the first character after it that shows.
pub(crate) fn leading_bold(inlines: &[Inline]) -> Option<(Cow<'_, str>, Option<char>)> {
    let blank =
        |inline: &Inline| matches!(inline, Inline::Text(text) if text.chars().all(char::is_whitespace));
    let first = inlines.iter().position(|inline| !blank(inline))?;
    let (bold, rest) = inlines.split_at(first + 1);
    matches!(bold, [.., Inline::Strong(_)]).then(|| (raw(bold), first_visible(rest)))
}

fn first_visible(inlines: &[Inline]) -> Option<char> {
    inlines.iter().find_map(|inline| match inline {
        Inline::Text(text) | Inline::Code(text) => text.chars().find(|c| !c.is_whitespace()),
        other => other.inner().and_then(first_visible),
    })
}

/// Raw length of the bold run that begins `inlines` (blanks before it counted), when there is one.
pub(crate) fn leading_strong(inlines: &[Inline]) -> Option<usize> {
    let mut length = 0;
    for inline in inlines {
        match inline {
            Inline::Text(text) if text.chars().all(char::is_whitespace) => length += text.len(),
            Inline::Strong(inner) => return Some(length + raw_len(inner)),
            _ => return None,
        }
    }
    None
}

/// Whether the whole of `inlines` is bold, a colon after it aside.
pub(crate) fn is_bold_only(inlines: &[Inline]) -> bool {
    let mut bold = false;
    for inline in inlines {
        match inline {
            Inline::Strong(_) => bold = true,
            Inline::Text(text) if text.trim_matches([' ', '\t', ':', '*']).is_empty() => {}
            Inline::SoftBreak | Inline::HardBreak | Inline::Note(_) => {}
            _ => return false,
        }
    }
    bold
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_splits_the_text_at_every_byte_and_keeps_all_of_it() {
        let text = |text: &str| Inline::Text(text.into());
        let inlines = vec![
            text("abc"),
            Inline::Strong(vec![text("de"), Inline::Emphasis(vec![text("fgh")]), text("i")]),
            text(""),
            Inline::Superscript(vec![text("jk")]),
            text("lm"),
        ];
        let whole = raw(&inlines).into_owned();
        for at in 0..=whole.len() + 1 {
            let (left, right) = split(inlines.clone(), at);
            let end = at.min(whole.len());
            assert_eq!((&*raw(&left), &*raw(&right)), (&whole[..end], &whole[end..]), "{at}");
        }
    }
}
