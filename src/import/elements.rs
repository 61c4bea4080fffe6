//! Knows the elements and styles of narratives, and what marks the items of a list.

use roxmltree::Node;

use crate::import::document::Block;
use crate::import::runs::{Script, Style};
use crate::read::source_tree::Inline;

/// A heading inside an item is strong text.
pub(super) fn without_heading(block: Block) -> Block {
    match block {
        Block::Heading { text, .. } => Block::Paragraph(vec![Inline::Strong(text)]),
        other => other,
    }
}

/// The first of the numbers that mark the items, where they count up.
pub(super) fn numbering(captions: &[Option<String>]) -> Option<u64> {
    let number = |caption: &Option<String>| -> Option<u64> {
        let text = caption.as_ref()?.trim();
        let digits = text.strip_suffix('.').or(text.strip_suffix(')'))?;
        digits.parse::<u64>().ok().filter(|number| *number < 100_000)
    };
    let first = number(captions.first()?)?;
    let counted = captions.iter().enumerate().all(|(at, caption)| number(caption) == Some(first + at as u64));
    counted.then_some(first)
}

/// Whether the caption of an item is no more than its bullet.
pub(super) fn is_mark(caption: &str) -> bool {
    !caption.chars().any(char::is_alphanumeric) || caption == "o"
}

/// Whether the caption of an item in a cell is only a bullet, which is a letter at times; the lines of a cell have bullets.
pub(super) fn is_list_mark(caption: &str) -> bool {
    let bare = caption.trim_matches(|c: char| !c.is_alphanumeric());
    bare.is_empty() || bare == "o"
}

pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "paragraph"
            | "p"
            | "div"
            | "text"
            | "section"
            | "article"
            | "center"
            | "blockquote"
            | "pre"
            | "hr"
            | "item"
            | "li"
            | "dt"
            | "dd"
            | "tr"
            | "td"
            | "th"
            | "thead"
            | "tbody"
            | "tfoot"
            | "caption"
            | "header"
            | "footer"
    )
}

/// The style of text inside an element: by tag, by `styleCode`, by `style`.
pub(super) fn styled(node: Node<'_, '_>, name: &str, mut style: Style) -> Style {
    match name {
        "sub" => style.script = Script::Sub,
        "sup" => style.script = Script::Sup,
        "b" | "strong" => style.strong = true,
        "i" | "em" => style.emphasis = true,
        _ => {}
    }
    for word in node.attribute("styleCode").unwrap_or_default().split_ascii_whitespace() {
        match word.to_ascii_lowercase().as_str() {
            "bold" => style.strong = true,
            "italics" | "italic" => style.emphasis = true,
            "sub" | "subscript" => style.script = Script::Sub,
            "super" | "sup" | "superscript" => style.script = Script::Sup,
            _ => {}
        }
    }
    for rule in node.attribute("style").unwrap_or_default().split(';') {
        let Some((key, value)) = rule.split_once(':') else { continue };
        let value = value.trim().to_ascii_lowercase();
        match (key.trim().to_ascii_lowercase().as_str(), value.as_str()) {
            ("vertical-align", "super") => style.script = Script::Sup,
            ("vertical-align", "sub") => style.script = Script::Sub,
            ("font-weight", "bold" | "bolder" | "700" | "800" | "900") => style.strong = true,
            ("font-style", "italic" | "oblique") => style.emphasis = true,
            _ => {}
        }
    }
    style
}

/// A heading is one line, and is strong as it is.
pub(super) fn one_line(text: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for inline in text {
        let parts = match inline {
            Inline::Strong(inner) | Inline::Emphasis(inner) => inner,
            Inline::HardBreak | Inline::SoftBreak => vec![Inline::Text(" ".into())],
            other => vec![other],
        };
        for part in parts {
            match (out.last_mut(), part) {
                (Some(Inline::Text(last)), Inline::Text(text)) => last.push_str(&text),
                (_, part) => out.push(part),
            }
        }
    }
    out
}
