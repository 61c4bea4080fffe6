//! The text of a page by two ways that share no code: from the monograph, and from pulldown-cmark alone.
#![allow(dead_code, reason = "each test binary, and the fuzz targets, use a part of it")]

use drug_card::internals::monograph::{Block, Inline, Monograph};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

/// The tags that become elements; a tag that closes nothing is text.
pub(crate) const TAGS: [&str; 12] = [
    "<sub>", "</sub>", "<sup>", "</sup>", "<i>", "</i>", "<em>", "</em>", "<b>", "</b>", "<mark>", "</mark>",
];

/// What a reader of the Markdown sees, by pulldown-cmark alone.
#[derive(Debug, Default)]
pub(crate) struct Reference {
    /// Everything that must be shown.
    pub(crate) text: String,
    /// What may be shown too: tags that close nothing, link targets that the text repeats, unused definitions.
    pub(crate) besides: String,
    /// There is a link, whose label may replace words that are not shown.
    pub(crate) linked: bool,
}

/// Reads Markdown without its front matter.
pub(crate) fn reference(body: &str) -> Reference {
    let mut out = Reference::default();
    let mut targets: Vec<(String, usize)> = Vec::new();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST;
    let parser = Parser::new_ext(body, options);
    for (_, definition) in parser.reference_definitions().iter() {
        out.besides.push_str(&body[definition.span.clone()]);
    }
    // pulldown-cmark reports no definition that repeats a label; such lines may be shown, up to the next blank one.
    let marks = |c: char| c.is_ascii_digit() || " \t>*+-.)".contains(c);
    let mut open = false;
    for line in body.lines() {
        open = !line.trim().is_empty() && (open || line.trim_start_matches(marks).starts_with('['));
        if open {
            out.besides.push_str(line);
        }
    }
    for event in parser {
        match event {
            Event::Text(text) | Event::Code(text) => out.text.push_str(&text),
            Event::Html(html) | Event::InlineHtml(html) => out.html(&html),
            Event::Start(Tag::Link { dest_url, title, .. }) => {
                out.linked = true;
                targets.push((target(&dest_url, &title, false), out.text.len()));
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                out.linked = true;
                targets.push((target(&dest_url, &title, true), out.text.len()));
            }
            Event::FootnoteReference(label) => out.text.push_str(&label),
            Event::Start(Tag::FootnoteDefinition(label)) => out.text.push_str(&label),
            Event::End(TagEnd::Link | TagEnd::Image) => {
                let (target, from) = targets.pop().unwrap_or_default();
                let words = squeezed(&out.text[from..]);
                let shown = !words.is_empty() && squeezed(&target).ends_with(&words);
                let to = if shown { &mut out.besides } else { &mut out.text };
                if !target.is_empty() {
                    to.push_str(&format!(" ({target})"));
                }
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(words))) => {
                out.text.push_str(&format!(" {words} "));
            }
            Event::Start(Tag::Emphasis | Tag::Strong) | Event::End(TagEnd::Emphasis | TagEnd::Strong) => {}
            _ => out.text.push(' '),
        }
    }
    out
}

impl Reference {
    fn html(&mut self, html: &str) {
        let html = html.replace("&gt;", ">");
        let mut rest = html.as_str();
        while let Some(first) = rest.chars().next() {
            let tag = TAGS
                .iter()
                .find(|tag| rest.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag)));
            let (to, length) = match tag {
                Some(tag) => (&mut self.besides, tag.len()),
                None => (&mut self.text, first.len_utf8()),
            };
            to.push_str(&rest[..length]);
            rest = &rest[length..];
        }
    }
}

/// What follows the text of a link: its title, and the address where nobody may follow it.
fn target(url: &CowStr<'_>, title: &CowStr<'_>, picture: bool) -> String {
    let scheme = url.split([':', '/', '?', '#']).next().filter(|scheme| url[scheme.len()..].starts_with(':'));
    let safe = scheme.is_none_or(|scheme| {
        ["http", "https", "mailto", "tel"].iter().any(|safe| safe.eq_ignore_ascii_case(scheme))
    });
    let odd =
        url.starts_with("//") || url.contains(|c: char| c == '\\' || c.is_whitespace() || c.is_control());
    let mut out = String::new();
    if !picture && (!safe || odd) {
        out.push_str(url);
    }
    out.push_str(title);
    out
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The text of a monograph in source order, without its front matter.
pub(crate) fn text_of(monograph: &Monograph) -> String {
    let mut out = String::new();
    inlines(&monograph.heading, &mut out);
    blocks(&monograph.preamble, &mut out);
    for section in &monograph.sections {
        inlines(&section.heading, &mut out);
        blocks(&section.blocks, &mut out);
    }
    out
}

/// The text of blocks, with the markers of questions and answers.
pub(crate) fn blocks(all: &[Block], out: &mut String) {
    for block in all {
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } => inlines(text, out),
            Block::List { items, .. } => items.iter().for_each(|item| blocks(item, out)),
            Block::Quote(inner) => blocks(inner, out),
            Block::Code(code) => out.push_str(code),
            Block::Rule => {}
            Block::Table(table) => {
                inlines(&table.caption, out);
                table.cells().for_each(|cell| blocks(&cell.blocks, out));
            }
            Block::Callout { title, blocks: inner, .. } => {
                inlines(title, out);
                blocks(inner, out);
            }
            Block::Footnote { blocks: inner, .. } => blocks(inner, out),
            Block::Faq(faq) => {
                // An answer starts with A, in other languages with R or ج.
                let (before, after): (Vec<&String>, Vec<&String>) = faq
                    .markers
                    .iter()
                    .partition(|marker| !marker.trim_start_matches(['*', ' ']).starts_with(['A', 'R', 'ج']));
                before.iter().for_each(|marker| out.push_str(marker));
                inlines(&faq.question, out);
                after.iter().for_each(|marker| out.push_str(marker));
                blocks(&faq.answer, out);
            }
        }
    }
}

/// The text of inlines, with plain subscripts and superscripts.
pub(crate) fn inlines(all: &[Inline], out: &mut String) {
    for inline in all {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Subscript(inner)
            | Inline::Superscript(inner)
            | Inline::Styled(_, inner)
            | Inline::Struck(inner)
            | Inline::Link { text: inner, .. } => inlines(inner, out),
            Inline::Picture { alt, .. } => out.push_str(alt),
            Inline::Note(label) => out.push_str(label),
            Inline::SoftBreak | Inline::HardBreak => out.push(' '),
        }
    }
}
