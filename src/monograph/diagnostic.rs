//! Owns the remarks a parse makes: rule, severity, place, sentence, hint.

use std::fmt;

/// A remark about the source. Content is never an error; a remark says what an editor should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule speaks.
    pub rule: Rule,
    /// 1-based line in the file.
    pub line: u32,
    /// 1-based column in characters; 1 when the whole line is meant.
    pub column: u32,
    /// Characters from `column` on that the remark is about; 0 when the whole line is meant.
    pub length: u32,
    /// What was found, as a sentence without a final dot.
    pub message: String,
}

/// How much a remark weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Should be mended.
    Warning,
    /// A reader could be misled, or text could not be read as meant.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// Every rule by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// More than 256 KiB: only the front is read.
    InputTooLarge,
    /// Lists or quotes nested more than 32 deep: the inner text is kept, its nesting is not.
    NestingTooDeep,
    /// The file does not begin with `---`.
    FrontMatterMissing,
    /// The closing `---` is missing.
    FrontMatterUnclosed,
    /// A front-matter line that is not `key: value`.
    FrontMatterLine,
    /// No title in the front matter and no level-1 heading.
    TitleMissing,
    /// The front matter's title and the level-1 heading differ.
    TitleHeading,
    /// No section was found.
    SectionsMissing,
    /// Neither a disclaimer nor a note at the end.
    DisclaimerMissing,
    /// Raw HTML other than `sub`, `sup`, `i`, `em`: shown as text.
    RawHtml,
}

impl Rule {
    /// The rule's name in messages and on the command line.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::InputTooLarge => "input-too-large",
            Self::NestingTooDeep => "nesting-too-deep",
            Self::FrontMatterMissing => "front-matter-missing",
            Self::FrontMatterUnclosed => "front-matter-unclosed",
            Self::FrontMatterLine => "front-matter-line",
            Self::TitleMissing => "title-missing",
            Self::TitleHeading => "title-heading",
            Self::SectionsMissing => "sections-missing",
            Self::DisclaimerMissing => "disclaimer-missing",
            Self::RawHtml => "raw-html",
        }
    }

    /// How much the rule weighs.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Self::InputTooLarge
            | Self::NestingTooDeep
            | Self::FrontMatterUnclosed
            | Self::SectionsMissing => Severity::Error,
            Self::FrontMatterMissing
            | Self::FrontMatterLine
            | Self::TitleMissing
            | Self::TitleHeading
            | Self::RawHtml
            | Self::DisclaimerMissing => Severity::Warning,
        }
    }
}
