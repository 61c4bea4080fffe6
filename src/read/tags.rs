//! Reads HTML tags and character references in Markdown, and lists the tags that are known.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser};

use crate::text::unicode;

/// A tag at the start of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tag<'a> {
    /// Its name as it is written.
    pub(crate) name: &'a str,
    pub(crate) closes: bool,
    /// What is between the name and the end of the tag.
    attributes: &'a str,
    pub(crate) length: usize,
}

/// Tags that change the text they are around, or say nothing of it.
pub(crate) const INLINE: [&str; 24] = [
    "sub", "sup", "em", "i", "b", "strong", "u", "ins", "mark", "kbd", "small", "del", "s", "strike", "a",
    "span", "font", "abbr", "cite", "q", "dfn", "var", "samp", "code",
];

/// Tags that begin or end a block; those that are nothing else group blocks.
pub(crate) const BLOCK: [&str; 40] = [
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "td",
    "th",
    "caption",
    "colgroup",
    "col",
    "ul",
    "ol",
    "li",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "details",
    "summary",
    "p",
    "div",
    "section",
    "article",
    "aside",
    "figure",
    "figcaption",
    "center",
    "dl",
    "dt",
    "dd",
    "header",
    "footer",
    "main",
    "hgroup",
    "picture",
    "address",
    "nav",
];

/// Tags without content.
pub(crate) const VOID: [&str; 5] = ["br", "hr", "img", "wbr", "source"];

/// The tag that `text` begins with.
pub(crate) fn tag(text: &str) -> Option<Tag<'_>> {
    let rest = text.strip_prefix('<')?;
    let (closes, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
    let end =
        rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '.')).unwrap_or(rest.len());
    let (name, rest) = rest.split_at(end);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !rest.starts_with([' ', '\t', '\n', '/', '>'])
    {
        return None;
    }
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => {
                let length = text.len() - rest.len() + at + 1;
                return Some(Tag { name, closes, attributes: &rest[..at], length });
            }
            // An apostrophe is a quotation mark only as the value of an attribute.
            (None, b'"' | b'\'') if rest[..at].trim_end().ends_with('=') => quote = Some(byte),
            // A tag is short.
            _ if at > 4000 => return None,
            (None, b'<') => return None,
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

impl Tag<'_> {
    /// The name among known ones, whatever its case.
    pub(crate) fn known(&self) -> Option<&'static str> {
        let mut all = INLINE.iter().chain(&BLOCK).chain(&VOID);
        all.find(|name| name.eq_ignore_ascii_case(self.name)).copied()
    }

    /// Whether it is a component of MDX: it begins with a capital, and has attributes, ends itself, or closes one.
    pub(crate) fn is_component(&self, body: &str) -> bool {
        let closing = || ["</", self.name, ">"].concat();
        self.name.starts_with(|c: char| c.is_ascii_uppercase())
            && self.known().is_none()
            && (self.closes
                || self.attributes.contains('=')
                || self.attributes.ends_with('/')
                || body.contains(&closing()))
    }

    /// The value of an attribute, with its character references read.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/' || c == '=');
            let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
            let (found, after) = rest.split_at(end);
            if found.is_empty() {
                return None;
            }
            let (value, left) = match after.trim_start().strip_prefix('=').map(str::trim_start) {
                None => ("", after),
                Some(value) => match value.chars().next() {
                    Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                    _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
                },
            };
            if found.eq_ignore_ascii_case(name) {
                return Some(unicode::visible(&decoded(value)).into_owned());
            }
            rest = left;
        }
    }
}

/// Text of HTML with its character references read.
pub(crate) fn decoded(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(34).position(|byte| byte == b';').map_or(1, |end| end + 1);
        match character(&rest[..end]) {
            Some(character) if end > 1 => out.push_str(&character),
            _ => out.push_str(&rest[..end]),
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The character that a reference such as `&ndash;` means: the Markdown parser has the table.
fn character(reference: &str) -> Option<String> {
    Parser::new(reference).find_map(|event| match event {
        Event::Text(text) => Some(text.into_string()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_their_attributes_are_read() {
        let one = tag("<td colspan=2 title='a > b' class=\"x &amp; y\" hidden>text").unwrap();
        assert_eq!((one.name, one.closes), ("td", false));
        for (name, want) in [
            ("colspan", Some("2")),
            ("title", Some("a > b")),
            ("class", Some("x & y")),
            ("hidden", Some("")),
            ("id", None),
        ] {
            assert_eq!(one.attribute(name).as_deref(), want, "{name}");
        }
        assert_eq!(tag("<br/>").unwrap().length, 5);
        for text in ["<5 mg>", "< b>", "<b", "<a href='x", "<>", "<é>"] {
            assert!(tag(text).is_none(), "{text}");
        }
    }

    #[test]
    fn character_references_are_read() {
        assert_eq!(decoded("5&ndash;10 &lt; 20 &#181;g &nothing; & so"), "5–10 < 20 µg &nothing; & so");
    }
}
