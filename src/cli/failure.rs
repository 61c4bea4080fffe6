//! Owns why a command stops: a sentence and its exit code.

use std::fmt;
use std::path::Path;

/// Why a command stops.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The arguments cannot be meant (exit code 2).
    Usage(String),
    /// A file cannot be read or written (exit code 3).
    Files(String),
    /// What was read is not what it should be (exit code 4).
    Data(String),
    /// What was asked for is not there (exit code 1).
    NotFound(String),
}

impl Failure {
    /// A failed operation on `path`: `verb` is what was tried, in the form "read".
    pub(crate) fn io(verb: &str, path: &Path, error: &std::io::Error) -> Self {
        Self::Files(format!("cannot {verb} {}: {error}", path.display()))
    }

    /// The exit code.
    pub(crate) fn code(&self) -> u8 {
        match self {
            Self::NotFound(_) => 1,
            Self::Usage(_) => 2,
            Self::Files(_) => 3,
            Self::Data(_) => 4,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(sentence)
            | Self::Files(sentence)
            | Self::Data(sentence)
            | Self::NotFound(sentence) => f.write_str(sentence),
        }
    }
}

impl From<crate::Error> for Failure {
    fn from(error: crate::Error) -> Self {
        Self::Data(error.to_string())
    }
}
