//! Parses XML within limits that no label reaches.

use roxmltree::{Document, Node, ParsingOptions};

use crate::import::error::ImportError;

/// The largest file, in bytes.
pub(crate) const MOST_BYTES: usize = 16 * 1024 * 1024;
const MOST_NODES: u32 = 2_000_000;
/// Labels have 21; the conversion recurses.
const MOST_DEPTH: usize = 200;
/// Labels have 7; the parser compares each attribute with all others of its element.
const MOST_ATTRIBUTES: usize = 1_000;

/// The text of a file: UTF-8, with or without byte order mark.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, ImportError> {
    if bytes.len() > MOST_BYTES {
        return Err(ImportError::TooLarge { what: "a file in bytes", most: MOST_BYTES });
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(ImportError::Encoding { found: "UTF-16".into() });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| ImportError::Encoding {
        found: format!("another encoding at byte {}", error.valid_up_to()),
    })
}

/// Parses `text`.
pub(crate) fn parse(text: &str) -> Result<Document<'_>, ImportError> {
    declared_encoding(text)?;
    attributes(text)?;
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected => ImportError::Dtd,
        roxmltree::Error::NodesLimitReached => {
            ImportError::TooLarge { what: "a file in XML nodes", most: MOST_NODES as usize }
        }
        other => ImportError::Syntax { format: "XML", problem: problem(&other.to_string()) },
    })?;
    depth(document.root())?;
    Ok(document)
}

/// The message of the parser, without its capital letter and without what the file says.
fn problem(message: &str) -> String {
    message.chars().take(160).collect()
}

/// A declaration that names another encoding than UTF-8 is wrong or the text was converted; either way letters may be wrong.
fn declared_encoding(text: &str) -> Result<(), ImportError> {
    let Some(end) = text.strip_prefix("<?xml").and_then(|rest| rest.find("?>")) else { return Ok(()) };
    let declaration = &text[..end.min(200) + 5].to_ascii_lowercase();
    let Some((_, after)) = declaration.split_once("encoding") else { return Ok(()) };
    let name: String = after
        .chars()
        .skip_while(|c| matches!(c, ' ' | '=' | '"' | '\'' | '\t' | '\n' | '\r'))
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    // In ASCII, all of them agree.
    if matches!(name.as_str(), "utf-8" | "utf8" | "us-ascii" | "ascii") || text.is_ascii() {
        return Ok(());
    }
    Err(ImportError::Encoding { found: format!("the encoding {name:?} in the XML declaration") })
}

/// Counts the attributes of each element before the parser does, whose time grows with their square.
fn attributes(text: &str) -> Result<(), ImportError> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'<', &bytes[at..]) {
        at += open + 1;
        if bytes[at..].starts_with(b"!--") {
            at = skip(bytes, at, b"-->");
            continue;
        }
        if bytes[at..].starts_with(b"![CDATA[") {
            at = skip(bytes, at, b"]]>");
            continue;
        }
        let mut count = 0;
        let mut quote = 0;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                _ if byte == quote => quote = 0,
                _ if quote != 0 => {}
                b'"' | b'\'' => quote = byte,
                b'=' => count += 1,
                b'>' | b'<' => break,
                _ => {}
            }
            at += 1;
        }
        if count > MOST_ATTRIBUTES {
            return Err(ImportError::TooLarge { what: "an element in attributes", most: MOST_ATTRIBUTES });
        }
    }
    Ok(())
}

fn skip(bytes: &[u8], from: usize, end: &[u8]) -> usize {
    memchr::memmem::find(&bytes[from..], end).map_or(bytes.len(), |at| from + at + end.len())
}

fn depth(root: Node<'_, '_>) -> Result<(), ImportError> {
    let mut depth = 0_usize;
    let mut node = root;
    loop {
        if let Some(child) = node.first_child() {
            depth += 1;
            if depth > MOST_DEPTH {
                return Err(ImportError::TooLarge { what: "a file in nested elements", most: MOST_DEPTH });
            }
            node = child;
            continue;
        }
        loop {
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => {
                    node = parent;
                    depth = depth.saturating_sub(1);
                }
                None => return Ok(()),
            }
        }
    }
}

/// The first child element with that local name.
pub(crate) fn child<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.children().find(|child| child.is_element() && child.tag_name().name() == name)
}

/// The child elements with that local name.
pub(crate) fn children<'a, 'input: 'a>(
    node: Node<'a, 'input>,
    name: &'a str,
) -> impl Iterator<Item = Node<'a, 'input>> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

/// The element at the end of a path of local names.
pub(crate) fn at<'a, 'input>(node: Node<'a, 'input>, path: &[&str]) -> Option<Node<'a, 'input>> {
    path.iter().try_fold(node, |node, name| child(node, name))
}

/// All text inside a node, blanks as one.
pub(crate) fn flat(node: Node<'_, '_>) -> String {
    let text: String = node.descendants().filter(Node::is_text).filter_map(|part| part.text()).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
