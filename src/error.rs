//! Owns the one error type: what was expected, what came, what to do.

use crate::lean::digits::{push_digit, push_number};
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

impl Error {
    /// What `Display` writes, put together by hand: formatting would weigh some kilobytes in the browser.
    #[must_use]
    pub fn sentence(&self) -> String {
        let mut out = String::from("expected ");
        match self {
            Self::NotAnIndex { got } => {
                out.push_str("a drug-card index, but the file starts with ");
                if got.first() == Some(&b'<') {
                    out.push('"');
                    push_text(&mut out, got);
                    out.push_str("\", as an HTML page does; check the address and the server's answer");
                } else {
                    out.push_str("the bytes [");
                    for (at, byte) in got.iter().enumerate() {
                        out.push_str(if at == 0 { "" } else { ", " });
                        push_digit(&mut out, usize::from(byte >> 4));
                        push_digit(&mut out, usize::from(*byte));
                    }
                    out.push_str("]; build the bundle again");
                }
            }
            Self::Version { expected, got } => {
                out.push_str("index format ");
                push_number(&mut out, *expected as usize);
                out.push_str(", but the file is of format ");
                push_number(&mut out, *got as usize);
                out.push_str("; build the bundle again with this version of drug-card");
            }
            Self::Length { expected, got } => {
                push_number(&mut out, *expected);
                out.push_str(" bytes of index, but ");
                push_number(&mut out, *got);
                out.push_str(" came; the file is cut or was changed, copy or build the bundle again");
            }
            Self::Corrupt { part } => {
                out.clear();
                out.push_str("the index is damaged in its part \"");
                out.push_str(part);
                out.push_str("\"; copy or build the bundle again");
            }
            Self::TooLarge { what, limit } => {
                out.push_str("at most ");
                push_number(&mut out, *limit);
                out.push(' ');
                out.push_str(what);
                out.push_str("; split the content into several bundles");
            }
        }
        out
    }
}

/// The text at the front of `bytes`, with a replacement character where it stops being text.
fn push_text(out: &mut String, bytes: &[u8]) {
    match std::str::from_utf8(bytes) {
        Ok(text) => out.push_str(text),
        Err(stop) => {
            push_text(out, bytes.get(..stop.valid_up_to()).unwrap_or_default());
            out.push(char::REPLACEMENT_CHARACTER);
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence())
    }
}

impl std::error::Error for Error {}
