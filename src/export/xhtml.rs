//! Owns blocks as the XHTML of a FHIR narrative: the few elements it allows, every one closed, no attribute of the content.

use crate::monograph::{Block, Inline};

/// The blocks inside the `div` that a narrative is.
#[must_use]
pub(crate) fn narrative(blocks: &[Block]) -> String {
    let mut out = String::from("<div xmlns=\"http://www.w3.org/1999/xhtml\">");
    push_blocks(&mut out, blocks);
    out.push_str("</div>");
    out
}

/// One sentence of ours as a narrative.
#[must_use]
pub(crate) fn sentence(words: &str) -> String {
    narrative(&[Block::Paragraph(vec![Inline::Text(words.into())])])
}

fn push_blocks(out: &mut String, blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Paragraph(text) => wrapped(out, "p", |out| push_inlines(out, text)),
            // Levels are the host's business; inside a section a heading is a strong line.
            Block::Heading { text, .. } => {
                wrapped(out, "p", |out| wrapped(out, "strong", |out| push_inlines(out, text)));
            }
            Block::List { start, items } => push_list(out, *start, items),
            Block::Quote(inner) => wrapped(out, "blockquote", |out| push_blocks(out, inner)),
            Block::Code(code) => wrapped(out, "pre", |out| push_text(out, code)),
            Block::Rule => out.push_str("<hr/>"),
            Block::Faq(faq) => {
                wrapped(out, "p", |out| wrapped(out, "strong", |out| push_inlines(out, &faq.question)));
                push_blocks(out, &faq.answer);
            }
        }
    }
}

/// Not every reader of narratives knows `start`: numbers that do not begin with 1 are written out.
fn push_list(out: &mut String, start: Option<u64>, items: &[Vec<Block>]) {
    let Some(first) = start.filter(|first| *first != 1) else {
        let tag = if start.is_some() { "ol" } else { "ul" };
        wrapped(out, tag, |out| {
            items.iter().for_each(|item| wrapped(out, "li", |out| push_blocks(out, item)));
        });
        return;
    };
    for (number, item) in (first..).zip(items) {
        wrapped(out, "div", |out| {
            push_text(out, &format!("{number}. "));
            push_blocks(out, item);
        });
    }
}

fn push_inlines(out: &mut String, inlines: &[Inline]) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => push_text(out, text),
            Inline::Strong(inner) => wrapped(out, "strong", |out| push_inlines(out, inner)),
            Inline::Emphasis(inner) => wrapped(out, "em", |out| push_inlines(out, inner)),
            Inline::Subscript(inner) => wrapped(out, "sub", |out| push_inlines(out, inner)),
            Inline::Superscript(inner) => wrapped(out, "sup", |out| push_inlines(out, inner)),
            Inline::Code(code) => wrapped(out, "code", |out| push_text(out, code)),
            Inline::SoftBreak => out.push(' '),
            Inline::HardBreak => out.push_str("<br/>"),
        }
    }
}

fn wrapped(out: &mut String, tag: &str, inner: impl FnOnce(&mut String)) {
    out.extend(["<", tag, ">"]);
    inner(out);
    out.extend(["</", tag, ">"]);
}

fn push_text(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // XML has no way to write these.
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                out.push(char::REPLACEMENT_CHARACTER);
            }
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monograph::parse;

    #[test]
    fn blocks_become_closed_elements_and_text_stays_text() {
        for (source, want) in [
            ("A & B <script>x</script>", "<p>A &amp; B &lt;script&gt;x&lt;/script&gt;</p>"),
            ("10<sup>8</sup>  \nnext", "<p>10<sup>8</sup><br/>next</p>"),
            ("1. a\n2. b", "<ol><li><p>a</p></li><li><p>b</p></li></ol>"),
            ("3. a\n4. b", "<div>3. <p>a</p></div><div>4. <p>b</p></div>"),
            ("> q\n\n***", "<blockquote><p>q</p></blockquote><hr/>"),
        ] {
            let parsed = parse(&format!("# T\n\n### Storage\n{source}\n"));
            let div = narrative(&parsed.monograph.sections[0].blocks);
            assert_eq!(div, format!("<div xmlns=\"http://www.w3.org/1999/xhtml\">{want}</div>"), "{source}");
        }
    }
}
