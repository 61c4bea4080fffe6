//! The reasons why a page is not read as a monograph.

/// The largest page that is read, in bytes.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;

/// Why a page is not a monograph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skip {
    /// It has no element that holds its content.
    NoContent,
    /// It does not have the element that the site names.
    NotSelected,
    /// It has no heading of level 1.
    NoTitle,
    /// It has several titles: the dose of one medicine would be read as that of another.
    SeveralTitles,
    /// The words of a heading are in an element that is not read: its text would be read as part of the section before.
    LostHeading,
    /// The heading of a section is a button, which is not read.
    Button,
    /// It has a formula: its layout is lost.
    Formula,
    /// It has text that is struck through, which would be read as valid.
    Struck,
    /// It has a form field, whose value would be lost.
    Field,
    /// It has no heading or label of a known section.
    NoSection,
    /// It is too large.
    TooLarge,
    /// Its elements nest too deep.
    TooDeep,
    /// It is not UTF-8.
    NotUtf8,
}

impl Skip {
    /// The reason as the owner of the site reads it.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::NoContent => {
                "no <main>, <article> or data-drug-card: name the element that holds the text with --site-selector"
            }
            Self::NotSelected => "not marked as a monograph",
            Self::NoTitle => "no <h1> in the text or right before it",
            Self::SeveralTitles => "several titles: one page holds one medicine",
            Self::LostHeading => "a heading is in hidden text or another part that is not read",
            Self::Button => "a button outside a heading names a section: put it in an <h2>",
            Self::Formula => {
                "a formula (<math>) would lose its layout, such as the bar of a fraction: write it as text"
            }
            Self::Struck => "text struck through (<del>, <s>, <strike>) would be read as valid: remove it",
            Self::Field => {
                "a field (<input>, <select>, <textarea>) would lose its value: mark it with data-drug-card=\"ignore\""
            }
            Self::NoSection => "no heading or label of a known section, such as Usage or Side Effects",
            Self::TooLarge => {
                "too large for one monograph, or its elements, such as <b>, are opened and never closed"
            }
            Self::TooDeep => "elements nest too deep",
            Self::NotUtf8 => "not UTF-8",
        }
    }

    /// Whether the site itself says so: nothing on such a page needs a fix.
    #[must_use]
    pub fn is_meant(self) -> bool {
        self == Self::NotSelected
    }
}
