//! Writes and reads one part of a build: monographs prepared on one machine, for a bundle that another one finishes.
//!
//! JSON lines: a head, a line for each monograph in the order of paths, and a foot with their count and the SHA-256 of all
//! bytes before it. A line holds what [`Bundle::add`](crate::bundle::gather::Bundle::add) takes in a whole build, so that the
//! bundle is the same, byte by byte.

use crate::bundle::file::hex;
use crate::bundle::prepare::Prepared;
use crate::bundle::root::{FORMAT, GENERATOR};
use crate::monograph::Facts;
use crate::monograph::passage::{Passage, PassageKind};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt;

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Head {
    /// Which part it is, from 1.
    pub part: usize,
    /// Of how many.
    pub of: usize,
    /// Version of the bundle's layout.
    pub format: u32,
    /// The program that wrote it.
    pub generator: String,
    /// Hash of the names and slugs of all files, those of other parts among them.
    pub listing: String,
    /// Slugs of earlier releases, each with the slug that it leads to.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub redirects: BTreeMap<String, String>,
    /// Hash of what else goes into a card: word lists, a site's own names and notes.
    pub inputs: String,
}

impl Head {
    /// The head of part `part` of `of`, over the paths and slugs of all pages, and `inputs`.
    pub(crate) fn new<'a>(
        part: usize,
        of: usize,
        pages: impl Iterator<Item = (&'a str, &'a str)>,
        redirects: &BTreeMap<String, String>,
        inputs: &str,
    ) -> Self {
        let mut listing = Sha256::new();
        for text in pages.flat_map(|(path, slug)| [path, slug]) {
            listing.update((text.len() as u64).to_le_bytes());
            listing.update(text);
        }
        Self {
            part,
            of,
            format: FORMAT,
            generator: GENERATOR.into(),
            listing: hex(&listing.finalize()),
            redirects: redirects.clone(),
            inputs: inputs.into(),
        }
    }
}

/// The last line.
#[derive(PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Foot {
    monographs: usize,
    sha256: String,
}

#[derive(Serialize, Deserialize)]
struct Line {
    facts: Facts,
    /// Number of the kind, anchor, heading, text.
    passages: Vec<(u8, String, String, String)>,
    source: [u8; 32],
    card: String,
    note: Option<String>,
}

/// A part being written: gives the bytes of one line after the other.
pub(crate) struct PartWriter {
    hash: Sha256,
    monographs: usize,
}

impl PartWriter {
    /// A part with that head, and its first bytes.
    ///
    /// # Errors
    ///
    /// When serializing fails.
    pub(crate) fn new(head: &Head) -> serde_json::Result<(Self, String)> {
        let mut part = Self { hash: Sha256::new(), monographs: 0 };
        let bytes = part.hashed(head)?;
        Ok((part, bytes))
    }

    /// The bytes of a monograph.
    ///
    /// # Errors
    ///
    /// When serializing fails.
    pub(crate) fn add(&mut self, prepared: Prepared) -> serde_json::Result<String> {
        self.monographs += 1;
        let passage =
            |passage: Passage| (passage.kind.number(), passage.anchor, passage.heading, passage.text);
        let Prepared { facts, passages, source, card, note } = prepared;
        self.hashed(&Line {
            facts,
            passages: passages.into_iter().map(passage).collect(),
            source,
            // A card file is JSON, and so UTF-8.
            card: String::from_utf8_lossy(&card).into_owned(),
            note,
        })
    }

    /// The last bytes.
    ///
    /// # Errors
    ///
    /// When serializing fails.
    pub(crate) fn finish(self) -> serde_json::Result<String> {
        let foot = Foot { monographs: self.monographs, sha256: hex(&self.hash.finalize()) };
        Ok(serde_json::to_string(&foot)? + "\n")
    }

    fn hashed(&mut self, line: &impl Serialize) -> serde_json::Result<String> {
        let bytes = serde_json::to_string(line)? + "\n";
        self.hash.update(&bytes);
        Ok(bytes)
    }
}

/// A part being read, one line after the other.
pub(crate) struct PartReader {
    hash: Sha256,
    monographs: usize,
    is_complete: bool,
}

impl PartReader {
    /// Reads the first line.
    ///
    /// # Errors
    ///
    /// [`PartError::Head`] when it is not a head, [`PartError::Version`] when another version wrote it.
    pub(crate) fn new(line: &str) -> Result<(Self, Head), PartError> {
        let head: Head = serde_json::from_str(line).map_err(PartError::Head)?;
        if (head.format, head.generator.as_str()) != (FORMAT, GENERATOR) {
            return Err(PartError::Version { format: head.format, generator: head.generator });
        }
        let mut part = Self { hash: Sha256::new(), monographs: 0, is_complete: false };
        part.hash.update(line);
        Ok((part, head))
    }

    /// The monograph of the next line; `None` for the last line.
    ///
    /// # Errors
    ///
    /// [`PartError`] when the line is neither a monograph nor the foot that belongs to the lines before it.
    pub(crate) fn next(&mut self, line: &str) -> Result<Option<Prepared>, PartError> {
        if self.is_complete {
            return Err(PartError::TooLong);
        }
        if let Ok(foot) = serde_json::from_str::<Foot>(line) {
            let got = Foot { monographs: self.monographs, sha256: hex(&self.hash.clone().finalize()) };
            if foot != got {
                return Err(PartError::Changed { expected: foot.into(), got: got.into() });
            }
            self.is_complete = true;
            return Ok(None);
        }
        self.hash.update(line);
        self.monographs += 1;
        let number = self.monographs + 1;
        let Line { facts, passages, source, card, note } =
            serde_json::from_str(line).map_err(|error| PartError::Line { number, source: Some(error) })?;
        let passage = |(kind, anchor, heading, text)| {
            Some(Passage { kind: PassageKind::of_number(kind)?, anchor, heading, text })
        };
        let passages = passages.into_iter().map(passage).collect::<Option<_>>();
        let passages = passages.ok_or(PartError::Line { number, source: None })?;
        Ok(Some(Prepared { facts, passages, source, card: card.into_bytes(), note }))
    }

    /// Ends the reading.
    ///
    /// # Errors
    ///
    /// [`PartError::Cut`] when there was no foot.
    pub(crate) fn finish(self) -> Result<(), PartError> {
        if self.is_complete { Ok(()) } else { Err(PartError::Cut) }
    }
}

/// How many monographs there are, and the SHA-256 of their lines.
#[derive(Debug)]
pub(crate) struct Figures {
    monographs: usize,
    sha256: String,
}

impl From<Foot> for Figures {
    fn from(Foot { monographs, sha256 }: Foot) -> Self {
        Self { monographs, sha256 }
    }
}

/// Why a file is not a part of a build.
#[derive(Debug)]
#[non_exhaustive]
pub(crate) enum PartError {
    /// The first line is not a head.
    Head(serde_json::Error),
    /// Another version wrote it.
    Version {
        /// The format it is of.
        format: u32,
        /// The program that wrote it.
        generator: String,
    },
    /// A line is not a monograph.
    Line {
        /// Its number, from 1.
        number: usize,
        /// What is wrong with its JSON, if anything.
        source: Option<serde_json::Error>,
    },
    /// The lines are not those that were written.
    Changed {
        /// What the foot says.
        expected: Figures,
        /// What came before it.
        got: Figures,
    },
    /// Lines follow the foot.
    TooLong,
    /// The foot is missing.
    Cut,
}

impl fmt::Display for PartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Head(error) => write!(
                f,
                "expected the head of a part, but the first line is not one ({error}); name files written by build --part"
            ),
            Self::Version { format, generator } => write!(
                f,
                "expected a part by {GENERATOR} in format {FORMAT}, but it is by {generator} in format {format}; build all parts \
                 with this version"
            ),
            Self::Line { number, .. } => {
                write!(f, "expected a monograph in line {number}, but it is not one; {AGAIN}")
            }
            Self::Changed { expected, got } => write!(
                f,
                "expected {} monographs with hash {}, but got {} with hash {}; {AGAIN}",
                expected.monographs, expected.sha256, got.monographs, got.sha256
            ),
            Self::TooLong => write!(f, "expected the end of the part, but more lines follow; {AGAIN}"),
            Self::Cut => write!(f, "expected a last line with a checksum, but the part is cut; {AGAIN}"),
        }
    }
}

const AGAIN: &str = "copy the part again or build it again";

impl std::error::Error for PartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Head(error) | Self::Line { source: Some(error), .. } => Some(error),
            Self::Line { source: None, .. }
            | Self::Version { .. }
            | Self::Changed { .. }
            | Self::TooLong
            | Self::Cut => None,
        }
    }
}
