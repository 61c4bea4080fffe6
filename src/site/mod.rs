//! Owns the way back from a page that a site's generator wrote to the Markdown that the parser reads.
//!
//! Only the page's own content is read (`content.rs` says which element that is). Markup becomes
//! Markdown where the model knows it, everything else becomes paragraphs; text is escaped, so that it is text again for the
//! parser, whatever it looks like.

mod address;
mod content;
mod doubt;
mod inline;
mod markdown;
mod skip;
mod tree;

pub use address::{Urls, of_markdown, of_page};
pub use content::Selector;
pub use skip::{MAX_BYTES, Skip};

use crate::monograph;
use crate::text::Language;
use tree::Tree;

/// The Markdown of the monograph that an HTML page shows; `selector` names the element that holds it, `language` says by which
/// labels its sections are known.
///
/// ```
/// use drug_card::text::Language;
/// let page = "<nav>Home</nav><main><h1>Testamine</h1><h2>Usage</h2><p>For <em>tests</em>.</p></main>";
/// assert_eq!(drug_card::site::read(page, None, &Language::ENGLISH).unwrap(), "# Testamine\n\n## Usage\n\nFor <em>tests</em>.\n");
/// assert!(drug_card::site::read("<main><h1>About us</h1><p>Text.</p></main>", None, &Language::ENGLISH).is_err());
/// ```
///
/// # Errors
/// Says why the page is no monograph.
pub fn read(html: &str, selector: Option<&Selector>, language: &Language) -> Result<String, Skip> {
    if html.len() > MAX_BYTES {
        return Err(Skip::TooLarge);
    }
    let tree = Tree::read(html)?;
    let content = content::find(&tree, selector)?;
    let markdown = markdown::write(&tree, content.root, content.title);
    if markdown.len() > monograph::SIZE_CAP {
        return Err(Skip::TooLarge);
    }
    let markdown = monograph(markdown, language)?;
    let names_section = |words: &str| {
        let words: String = words.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
        monograph(format!("# T\n\n## {words}\n\nT\n"), language).is_ok()
    };
    doubt::find(&tree, &content, names_section)?;
    Ok(markdown)
}

/// `markdown`, if it is a monograph by the labels of that language.
///
/// # Errors
/// Says why it is none.
pub fn monograph(markdown: String, language: &Language) -> Result<String, Skip> {
    let read = monograph::read_in(&markdown, language);
    if read.title.is_empty() {
        return Err(Skip::NoTitle);
    }
    let known = read.sections.iter().any(|section| !section.kind.is_general());
    if known { Ok(markdown) } else { Err(Skip::NoSection) }
}
