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
mod tree;

pub use address::{Urls, of_markdown, of_page};
pub use content::Selector;

use crate::monograph;
use crate::text::Language;
use tree::Tree;

/// The largest page that is read, in bytes.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;

/// Why a page is no monograph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skip {
    /// It has no element that holds its content.
    NoContent,
    /// It does not have the element that the site names.
    NotSelected,
    /// It has no heading of level 1.
    NoTitle,
    /// It has several: the dose of one medicine would be read as that of another.
    SeveralTitles,
    /// The words of a heading lie in what is not read: what follows would be read as of the section before.
    LostHeading,
    /// The heading of a section is a button, which is not read.
    Button,
    /// It has a formula: its layout is lost.
    Formula,
    /// It has text that is struck through.
    Struck,
    /// It has a field: what is in it is lost.
    Field,
    /// No heading or label of it is that of a section.
    NoSection,
    /// It is too large to be one.
    TooLarge,
    /// Its elements lie too deep in each other.
    TooDeep,
    /// It is in another encoding.
    NotUtf8,
}

impl Skip {
    /// What a site owner reads.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::NoContent => {
                "no <main>, <article> or data-drug-card: name the element of the text by site-selector"
            }
            Self::NotSelected => "not marked as a monograph",
            Self::NoTitle => "no <h1> in the text or right before it",
            Self::SeveralTitles => "several titles; one page holds one medicine",
            Self::LostHeading => "the words of a heading are in what is not read, such as hidden text",
            Self::Button => "a button outside a heading names a section: put it into an <h2>",
            Self::Formula => {
                "a formula (<math>) would lose its layout, such as the bar of a fraction: write it as text"
            }
            Self::Struck => "text struck through (<del>, <s>, <strike>) would be read as valid: take it out",
            Self::Field => {
                "a field (<input>, <select>, <textarea>) would lose its value: mark it by data-drug-card=\"ignore\""
            }
            Self::NoSection => "no heading or label of a known section, such as Usage or Side Effects",
            Self::TooLarge => {
                "too large for one monograph, or its elements, such as <b>, are opened and never closed"
            }
            Self::TooDeep => "elements nest too deep",
            Self::NotUtf8 => "not UTF-8",
        }
    }

    /// Whether the site itself says so: such a page is nothing to mend.
    #[must_use]
    pub fn is_meant(self) -> bool {
        self == Self::NotSelected
    }
}

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
