//! The error type: what was expected, what was found, what to do.

use crate::lean::digits::{decimal, push_digit};
use crate::lean::template::fill;
use std::fmt;

/// Why something could not be read or written. `Display` writes a sentence without a final full stop, to be quoted in another.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are not an index at all (an HTML error page, a gzip file, another format).
    NotAnIndex {
        /// The first bytes of the file.
        got: [u8; 4],
    },
    /// An index of another format version.
    Version {
        /// The version this program reads.
        expected: u32,
        /// The version the bytes declare.
        got: u32,
    },
    /// The bytes are fewer or more than the lengths they declare.
    Length {
        /// Bytes the header declares.
        expected: usize,
        /// Bytes there are.
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

impl Error {
    /// What `Display` writes.
    #[must_use]
    pub fn sentence(&self) -> String {
        let none = String::new();
        let (template, values) = match self {
            Self::NotAnIndex { got } if got.starts_with(b"<") => (
                "expected a drug-card index, but the file starts with \"{}\", as an HTML page does; \
                 check the address and the server's answer",
                [text(got), none],
            ),
            Self::NotAnIndex { got } => (
                "expected a drug-card index, but the file starts with the bytes [{}]; build the bundle again",
                [hex(got), none],
            ),
            Self::Version { expected, got } => (
                "expected index format {}, but the file is of format {}; \
                 build the bundle again with this version of drug-card",
                [decimal(*expected as usize), decimal(*got as usize)],
            ),
            Self::Length { expected, got } => (
                "expected {} bytes of index, but {} came; \
                 the file is cut or was changed, copy or build the bundle again",
                [decimal(*expected), decimal(*got)],
            ),
            Self::Corrupt { part } => (
                "the index is damaged in its part \"{}\"; copy or build the bundle again",
                [(*part).into(), none],
            ),
            Self::TooLarge { what, limit } => (
                "expected at most {} {}; split the content into several bundles",
                [decimal(*limit), (*what).into()],
            ),
        };
        fill(template, &values)
    }
}

/// The text that `bytes` begin with, with a replacement character where it ends early.
fn text(bytes: &[u8]) -> String {
    let valid = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let mut out: String =
        bytes.get(..valid).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default().into();
    if valid < bytes.len() {
        out.push(char::REPLACEMENT_CHARACTER);
    }
    out
}

/// Two hex digits for each of `bytes`.
fn hex(bytes: &[u8]) -> String {
    let mut out = String::new();
    for byte in bytes {
        out.push_str(if out.is_empty() { "" } else { ", " });
        push_digit(&mut out, usize::from(byte >> 4));
        push_digit(&mut out, usize::from(*byte));
    }
    out
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence())
    }
}

impl std::error::Error for Error {}
