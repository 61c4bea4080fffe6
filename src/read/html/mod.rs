//! Reads the content of an HTML page into the source tree that Markdown becomes, too.
//!
//! Only the page's own content is read (`content.rs` finds its element). Its text stays text, even if it looks like Markdown or HTML.

mod address;
mod content;
mod dom;
mod inlines;
mod parser;
mod reject;
mod skip;
mod text_lines;
mod to_tree;

pub(crate) use address::{Urls, of_markdown, of_page};
pub use content::Selector;
pub use skip::{MAX_BYTES, Skip};

use crate::read::SIZE_CAP;
use crate::read::diagnostic::DiagnosticSink;
use crate::read::line_index::LineIndex;
use crate::read::source_tree::SourceNode;
use content::Content;
use dom::Dom;

/// Whether a page asks search engines not to list it.
#[must_use]
pub(crate) fn is_noindex(page: &str) -> bool {
    // Parsing is slow, and few pages have the tag.
    if !page.to_ascii_lowercase().contains("robots") {
        return false;
    }
    let Ok(dom) = parser::parse(page) else { return false };
    dom.all().filter(|id| dom.name(*id) == "meta").any(|id| {
        let of = |name| dom.attribute(id, name).unwrap_or_default().to_ascii_lowercase();
        of("name") == "robots"
            && of("content").split(',').any(|word| matches!(word.trim(), "noindex" | "none"))
    })
}

/// An HTML page whose content has been found.
pub(crate) struct Page {
    dom: Dom,
    content: Content,
    /// The text a reader sees, each piece on the line of the HTML it comes from: what checks of wording read.
    pub(crate) text: String,
}

impl Page {
    /// Parses a page; `selector` names the element that holds the monograph.
    ///
    /// # Errors
    /// Says why the page has no content that could be a monograph.
    pub(crate) fn parse(html: &str, selector: Option<&Selector>) -> Result<Self, Skip> {
        if html.len() > MAX_BYTES {
            return Err(Skip::TooLarge);
        }
        let dom = parser::parse(html)?;
        let content = content::find(&dom, selector)?;
        let text = text_lines::of(&dom, &content);
        Ok(Self { dom, content, text })
    }

    /// The content as a source tree; positions are bytes of [`text`](Self::text).
    ///
    /// # Errors
    /// Refuses more text than a monograph may have.
    pub(crate) fn nodes(
        &self,
        lines: &LineIndex,
        sink: &mut impl DiagnosticSink,
    ) -> Result<Vec<SourceNode>, Skip> {
        let nodes = to_tree::read(&self.dom, &self.content, lines, sink);
        if nodes.iter().map(SourceNode::text_len).sum::<usize>() > SIZE_CAP {
            return Err(Skip::TooLarge);
        }
        Ok(nodes)
    }

    /// Refuses a page that would not mean the same without its layout; `names_section` says whether words are the heading of a
    /// known section.
    ///
    /// # Errors
    /// The first reason.
    pub(crate) fn reject(&self, names_section: impl Fn(&str) -> bool) -> Result<(), Skip> {
        reject::find(&self.dom, &self.content, names_section)
    }
}

pub(crate) use text_lines::relocate;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_asks_not_to_be_listed_by_its_robots_tag() {
        assert!(is_noindex("<meta name=robots content='noindex, nofollow'><h1>Draft</h1>"));
        assert!(is_noindex("<META NAME=Robots CONTENT=none>"));
        assert!(!is_noindex("<meta name=robots content=nofollow><p>noindex"));
    }
}
