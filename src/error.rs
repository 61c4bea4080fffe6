//! Owns the one error type: what was expected, what came, what to do.

use std::fmt;

/// Why something could not be read. `Display` is a sentence without a final dot, fit to be quoted inside another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// The bytes are not an index at all (an HTML error page, a gzip file, another format).
    NotAnIndex {
        /// The first bytes that came, as they are.
        got: [u8; 4],
    },
    /// An index of another format version.
    Version {
        /// The version this program reads.
        expected: u32,
        /// The version the bytes declare.
        got: u32,
    },
    /// The bytes end before the length they declare, or go on after it.
    Length {
        /// Bytes the header declares.
        expected: usize,
        /// Bytes that came.
        got: usize,
    },
    /// A checksum does not match, or a value inside points outside.
    Corrupt {
        /// The part of the index that is damaged.
        part: &'static str,
    },
    /// The content is larger than the format can number.
    TooLarge {
        /// What is counted.
        what: &'static str,
        /// The most that fits.
        limit: usize,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnIndex { got } if got.first() == Some(&b'<') => write!(
                f,
                "expected a drug-card index, but the file starts with \"{}\", as an HTML page does; check the address and the server's answer",
                String::from_utf8_lossy(got)
            ),
            Self::NotAnIndex { got } => write!(
                f,
                "expected a drug-card index, but the file starts with the bytes {got:02x?}; build the bundle again"
            ),
            Self::Version { expected, got } => write!(
                f,
                "expected index format {expected}, but the file is of format {got}; build the bundle again with this version of drug-card"
            ),
            Self::Length { expected, got } => write!(
                f,
                "expected {expected} bytes of index, but {got} came; the file is cut or was changed, copy or build the bundle again"
            ),
            Self::Corrupt { part } => {
                write!(f, "the index is damaged in its part \"{part}\"; copy or build the bundle again")
            }
            Self::TooLarge { what, limit } => {
                write!(f, "expected at most {limit} {what}; split the content into several bundles")
            }
        }
    }
}

impl std::error::Error for Error {}
