//! Why a file cannot be imported.

use std::fmt;

/// Why a file cannot be imported: what was expected, what it has, what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ImportError {
    /// The bytes are not text.
    Encoding { found: String },
    /// Not well-formed XML or JSON.
    Syntax { format: &'static str, problem: String },
    /// Larger, deeper or wider than any label.
    TooLarge { what: &'static str, most: usize },
    /// A document type declaration, which labels do not have and which can hide anything.
    Dtd,
    /// Well-formed, but no label of this format.
    NotALabel { expected: &'static str, found: String },
    /// A label without text.
    NoText { found: String },
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encoding { found } => {
                write!(f, "expected UTF-8, but found {found}; save the file as UTF-8 or download it again")
            }
            Self::Syntax { format, problem } => {
                write!(f, "expected well-formed {format}, but {problem}; download the file again")
            }
            Self::TooLarge { what, most } => {
                write!(f, "expected {what} of at most {most}, but it has more; no label is that large: check where the file comes from")
            }
            Self::Dtd => f.write_str(
                "expected XML without a document type, but found <!DOCTYPE; labels have none: check where the file comes from",
            ),
            Self::NotALabel { expected, found } => {
                write!(f, "expected {expected}, but found {found}; choose the importer that fits, or another file")
            }
            Self::NoText { found } => {
                write!(f, "expected a label with text, but found {found}; there is nothing to import: leave the file out")
            }
        }
    }
}

impl std::error::Error for ImportError {}
