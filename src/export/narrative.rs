//! Blocks as a FHIR narrative: XHTML of the few elements it allows, without attributes of the content.

use crate::card::html::push;
use crate::card::markup::{Markup, Syntax};
use crate::card::{Attributes, CardNode, Tag};
use crate::monograph::{Block, Cell, Inline, Table, plain_inlines};

/// The blocks inside the `div` that a narrative is.
#[must_use]
pub(crate) fn narrative(blocks: &[Block]) -> String {
    let mut out = Markup::new(Syntax::Xml);
    out.open("div", &[("xmlns", "http://www.w3.org/1999/xhtml")]);
    // There is no heading among the nodes, so no level counts.
    flow(blocks).iter().for_each(|node| push(&mut out, node, 1));
    out.close("div");
    out.finish()
}

/// One sentence of ours as a narrative.
#[must_use]
pub(crate) fn sentence(text: &str) -> String {
    narrative(&[Block::Paragraph(vec![Inline::Text(text.into())])])
}

fn flow(blocks: &[Block]) -> Vec<CardNode> {
    let mut nodes = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(text) => nodes.push(CardNode::new(Tag::P, phrase(text))),
            // Levels are up to the host; inside a section a heading is a strong line.
            Block::Heading { text, .. } => nodes.push(strong_line(text)),
            Block::List { start, items } => push_list(&mut nodes, *start, items),
            Block::Quote(inner) => nodes.push(CardNode::new(Tag::Blockquote, flow(inner))),
            Block::Code(code) => nodes.push(CardNode::new(Tag::Pre, vec![CardNode::text(code)])),
            Block::Rule => nodes.push(CardNode::new(Tag::Hr, Vec::new())),
            Block::Faq(faq) => {
                nodes.push(strong_line(&faq.question));
                nodes.extend(flow(&faq.answer));
            }
            Block::Table(table) => nodes.push(table_node(table)),
            Block::Callout { title, blocks, .. } => {
                let mut inside = Vec::new();
                if !title.is_empty() {
                    inside.push(strong_line(title));
                }
                inside.extend(flow(blocks));
                nodes.push(CardNode::new(Tag::Blockquote, inside));
            }
            Block::Footnote { blocks, .. } => nodes.extend(flow(blocks)),
        }
    }
    nodes
}

/// Some readers of narratives ignore `start`: numbers that do not begin with 1 are written out.
fn push_list(nodes: &mut Vec<CardNode>, start: Option<u64>, items: &[Vec<Block>]) {
    let Some(first) = start.filter(|first| *first != 1) else {
        let items = items.iter().map(|item| CardNode::new(Tag::Li, flow(item))).collect();
        nodes.push(CardNode::new(if start.is_some() { Tag::Ol } else { Tag::Ul }, items));
        return;
    };
    nodes.extend((first..).zip(items).map(|(number, item)| {
        let mut inside = vec![CardNode::text(format!("{number}. "))];
        inside.extend(flow(item));
        CardNode::new(Tag::Div, inside)
    }));
}

fn table_node(table: &Table) -> CardNode {
    let row = |cells: &[Cell], tag: Tag| {
        let cells = cells.iter().map(|cell| {
            let several = |count: usize| u16::try_from(count).ok().filter(|count| *count > 1);
            let (columns, rows) = (several(cell.columns), several(cell.rows));
            let tag = if cell.heads { Tag::Th } else { tag };
            let attributes = Attributes { columns, rows, ..Attributes::default() };
            CardNode::Element { tag, attributes, children: flow(&cell.blocks) }
        });
        CardNode::new(Tag::Tr, cells.collect())
    };
    let mut children = Vec::new();
    if !table.caption.is_empty() {
        children.push(CardNode::new(Tag::Caption, phrase(&table.caption)));
    }
    let head = table.head.iter().map(|cells| row(cells, Tag::Th));
    let body = table.rows.iter().map(|one| row(&one.cells, Tag::Td));
    children.push(CardNode::new(Tag::Tbody, head.chain(body).collect()));
    CardNode::new(Tag::Table, children)
}

fn strong_line(text: &[Inline]) -> CardNode {
    CardNode::new(Tag::P, vec![CardNode::new(Tag::Strong, phrase(text))])
}

fn phrase(inlines: &[Inline]) -> Vec<CardNode> {
    let node = |inline: &Inline| match inline {
        Inline::Text(text) | Inline::Picture { alt: text, .. } => CardNode::text(text),
        Inline::Styled(_, inner) => CardNode::new(Tag::Span, phrase(inner)),
        // A narrative has no element for withdrawn text.
        Inline::Struck(_) => CardNode::text(""),
        Inline::Link { .. } => CardNode::text(plain_inlines(std::slice::from_ref(inline))),
        Inline::Note(label) => CardNode::text(format!("[{label}]")),
        Inline::Strong(inner) => CardNode::new(Tag::Strong, phrase(inner)),
        Inline::Emphasis(inner) => CardNode::new(Tag::Em, phrase(inner)),
        Inline::Subscript(inner) => CardNode::new(Tag::Sub, phrase(inner)),
        Inline::Superscript(inner) => CardNode::new(Tag::Sup, phrase(inner)),
        Inline::Code(code) => CardNode::new(Tag::Code, vec![CardNode::text(code)]),
        Inline::SoftBreak => CardNode::text(" "),
        Inline::HardBreak => CardNode::new(Tag::Br, Vec::new()),
    };
    inlines.iter().map(node).collect()
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
