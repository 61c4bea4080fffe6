//! Why a command stops: a sentence for the user and an exit code for scripts.

use std::fmt;
use std::path::Path;

/// Why a command stops.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Nothing matches (exit code 1).
    NotFound(String),
    /// The arguments make no sense (exit code 2).
    Usage(String),
    /// A file cannot be read or written (exit code 3).
    Files(String),
    /// A file has the wrong contents (exit code 4).
    Data(String),
    /// The reader of standard output has gone, as in `drug-card check DIR | head -1`. Not an error: exit code 0, no message.
    ClosedPipe,
}

impl Failure {
    /// A failed operation on `path`; `verb` completes "cannot …".
    pub(crate) fn io(verb: &str, path: &Path, error: &std::io::Error) -> Self {
        Self::Files(format!("cannot {verb} {}: {error}", path.display()))
    }

    /// Wrong contents in `path`.
    pub(crate) fn in_file(path: &Path, sentence: impl fmt::Display) -> Self {
        Self::Data(format!("{}: {sentence}", path.display()))
    }

    /// The exit code.
    pub(crate) fn code(&self) -> u8 {
        match self {
            Self::ClosedPipe => 0,
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
            Self::NotFound(sentence)
            | Self::Usage(sentence)
            | Self::Files(sentence)
            | Self::Data(sentence) => f.write_str(sentence),
            Self::ClosedPipe => f.write_str("standard output is closed"),
        }
    }
}

impl From<crate::bundle::error::BundleError> for Failure {
    fn from(error: crate::bundle::error::BundleError) -> Self {
        Self::Data(error.to_string())
    }
}

impl From<crate::Error> for Failure {
    fn from(error: crate::Error) -> Self {
        Self::Data(error.to_string())
    }
}
