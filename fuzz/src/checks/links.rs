//! Checks links: none leads to an address that could run a script or hide where it goes, whatever the source says.

use drug_card::internals::card::html;
use drug_card::internals::card::{Context, card};
use drug_card::internals::monograph::{Block, Inline, parse};

use super::monograph::bodies;

/// A text as it is, as the address of a link in each syntax, and as its text.
pub(super) fn links(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let line = text.replace(['\n', '\r'], " ");
    for page in [
        format!("# T\n\n## Usage\n\n{text}\n"),
        format!("# T\n\n## Usage\n\n[a]({line}) and [b](<{line}> \"c\") and ![d]({line})\n"),
        format!(
            "# T\n\n## [Usage]({line})\n\n<{line}> [[{line}]] [{line}](https://a.example/x)\n\n[e]: {line}\n\n[e]\n"
        ),
    ] {
        let parsed = parse(&page);
        for section in &parsed.monograph.sections {
            inlines(&section.heading);
        }
        bodies(&parsed.monograph).for_each(blocks);
        rendered(&html::fragment(&card(&parsed.monograph, &Context::default()), 2));
    }
    let page = format!("# T\n\n## Usage\n\n<a href=\"{line}\">a</a> <img src=\"{line}\" alt=\"b\">\n");
    let parsed = parse(&page);
    bodies(&parsed.monograph).for_each(blocks);
    rendered(&html::fragment(&card(&parsed.monograph, &Context::default()), 2));
}

fn blocks(all: &[Block]) {
    for block in all {
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } => inlines(text),
            Block::List { items, .. } => items.iter().for_each(|item| blocks(item)),
            Block::Quote(inner) | Block::Footnote { blocks: inner, .. } => blocks(inner),
            Block::Callout { title, blocks: inner, .. } => {
                inlines(title);
                blocks(inner);
            }
            Block::Table(table) => {
                inlines(&table.caption);
                table.cells().for_each(|cell| blocks(&cell.blocks));
            }
            Block::Faq(faq) => {
                inlines(&faq.question);
                blocks(&faq.answer);
            }
            Block::Code(_) | Block::Rule => {}
        }
    }
}

fn inlines(all: &[Inline]) {
    for inline in all {
        match inline {
            Inline::Link { to, text } => {
                let to = to.strip_prefix("wiki:").map_or(to.as_str(), |_| "a");
                assert!(is_harmless(to), "a link to {to:?}");
                inlines(text);
            }
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Subscript(inner)
            | Inline::Superscript(inner)
            | Inline::Styled(_, inner)
            | Inline::Struck(inner) => inlines(inner),
            _ => {}
        }
    }
}

/// How a browser reads an address, written independently: it drops tabs and line ends, reads `\` as `/`, and takes what is before
/// the first colon as the scheme.
fn is_harmless(address: &str) -> bool {
    let seen: String = address.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let seen = seen.trim_matches(|c: char| c <= ' ').to_ascii_lowercase().replace('\\', "/");
    let before = seen.split(['/', '?', '#']).next().unwrap_or_default();
    let known = ["http", "https", "mailto", "tel"];
    let scheme = before.split_once(':').map(|(scheme, _)| scheme);
    seen == address.to_ascii_lowercase()
        && !seen.starts_with("//")
        && scheme.is_none_or(|scheme| known.contains(&scheme))
}

/// Checks every address of the card as it is written.
fn rendered(shown: &str) {
    for attribute in [" href=\"", " src=\""] {
        for (at, _) in shown.match_indices(attribute) {
            let rest = &shown[at + attribute.len()..];
            let address = rest.split('"').next().unwrap_or_default();
            let address = address.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
            let address = address.replace("&#39;", "'").replace("&amp;", "&");
            assert!(is_harmless(&address), "{attribute}{address:?}");
        }
    }
    assert!(!shown.contains("<script") && !shown.contains("<img"), "{shown}");
}
