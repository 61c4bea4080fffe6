//! Owns the file of a part: monographs made ready on one machine, for a bundle that another one finishes.
//!
//! JSON lines: a head, a line for each monograph in the order of paths, and a foot with their count and the SHA-256 of all
//! bytes before it. A line holds what [`Bundle::add`](crate::bundle::gather::Bundle::add) is given in a whole build, so that the
//! bundle is the same, byte by byte.

use crate::bundle::prepare::Prepared;
use crate::bundle::root::FORMAT;
use crate::monograph::Facts;
use crate::monograph::passage::{Passage, PassageKind};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What the first line says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Which part it is, from 1.
    pub part: usize,
    /// Of how many.
    pub of: usize,
    /// Version of the bundle's layout.
    pub format: u32,
    /// The program that wrote it.
    pub generator: String,
    /// Hash of the names of all files, those of other parts among them.
    pub listing: String,
    /// Hash of what else a card is made of: words, a site's own names and notes.
    pub inputs: String,
}

impl Head {
    /// The head of part `part` of `of`, over `paths` and `inputs`.
    pub fn new<'a>(part: usize, of: usize, paths: impl Iterator<Item = &'a str>, inputs: &str) -> Self {
        let mut listing = Sha256::new();
        for path in paths {
            listing.update((path.len() as u64).to_le_bytes());
            listing.update(path);
        }
        Self {
            part,
            of,
            format: FORMAT,
            generator: concat!("drug-card ", env!("CARGO_PKG_VERSION")).into(),
            listing: hex(&listing.finalize()),
            inputs: inputs.into(),
        }
    }
}

/// What the last line says.
#[derive(Serialize, Deserialize)]
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
pub struct PartWriter {
    hash: Sha256,
    monographs: usize,
}

impl PartWriter {
    /// A part with that head, and its first bytes.
    #[must_use]
    pub fn new(head: &Head) -> (Self, String) {
        let mut part = Self { hash: Sha256::new(), monographs: 0 };
        let bytes = part.hashed(head);
        (part, bytes)
    }

    /// The bytes of a monograph.
    pub fn add(&mut self, ready: Prepared) -> String {
        self.monographs += 1;
        let passage =
            |passage: Passage| (passage.kind.number(), passage.anchor, passage.heading, passage.text);
        self.hashed(&Line {
            facts: ready.facts,
            passages: ready.passages.into_iter().map(passage).collect(),
            source: ready.source,
            // A card file is JSON, and so UTF-8.
            card: String::from_utf8_lossy(&ready.card).into_owned(),
            note: ready.note,
        })
    }

    /// The last bytes.
    #[must_use]
    pub fn finish(self) -> String {
        let foot = Foot { monographs: self.monographs, sha256: hex(&self.hash.finalize()) };
        serde_json::to_string(&foot).unwrap_or_default() + "\n"
    }

    fn hashed(&mut self, line: &impl Serialize) -> String {
        let bytes = serde_json::to_string(line).unwrap_or_default() + "\n";
        self.hash.update(&bytes);
        bytes
    }
}

/// A part being read, one line after the other.
pub struct PartReader {
    hash: Sha256,
    monographs: usize,
    whole: bool,
}

const AGAIN: &str = "copy the part again or build it again";

impl PartReader {
    /// Reads the first line.
    ///
    /// # Errors
    ///
    /// A sentence when it is no head, or one of another version.
    pub fn new(line: &str) -> Result<(Self, Head), String> {
        let head: Head = serde_json::from_str(line)
            .map_err(|error| format!("expected the head of a part, but the first line is none ({error})"))?;
        let ours = Head::new(head.part, head.of, std::iter::empty(), "");
        if (head.format, &head.generator) != (ours.format, &ours.generator) {
            return Err(format!(
                "expected a part by {} of format {}, but it is by {} of format {}; build all parts with this version",
                ours.generator, ours.format, head.generator, head.format
            ));
        }
        let mut part = Self { hash: Sha256::new(), monographs: 0, whole: false };
        part.hash.update(line);
        Ok((part, head))
    }

    /// The monograph of the next line; none when it is the last one.
    ///
    /// # Errors
    ///
    /// A sentence when the line is neither a monograph nor the foot that belongs to the lines before it.
    pub fn next(&mut self, line: &str) -> Result<Option<Prepared>, String> {
        if self.whole {
            return Err(format!("expected the end of the part, but more lines follow; {AGAIN}"));
        }
        if let Ok(foot) = serde_json::from_str::<Foot>(line) {
            let (sha256, monographs) = (hex(&self.hash.clone().finalize()), self.monographs);
            if (foot.monographs, &foot.sha256) != (monographs, &sha256) {
                return Err(format!(
                    "expected {} monographs with hash {}, but {monographs} with hash {sha256} came; {AGAIN}",
                    foot.monographs, foot.sha256
                ));
            }
            self.whole = true;
            return Ok(None);
        }
        self.hash.update(line);
        self.monographs += 1;
        let damaged = || format!("line {} is no monograph of a part; {AGAIN}", self.monographs + 1);
        let line: Line = serde_json::from_str(line).map_err(|_| damaged())?;
        let passage = |(kind, anchor, heading, text)| {
            Some(Passage { kind: PassageKind::of_number(kind)?, anchor, heading, text })
        };
        let passages = line.passages.into_iter().map(passage).collect::<Option<_>>().ok_or_else(damaged)?;
        let Line { facts, source, card, note, .. } = line;
        Ok(Some(Prepared { facts, passages, source, card: card.into_bytes(), note }))
    }

    /// Ends the reading.
    ///
    /// # Errors
    ///
    /// A sentence when the foot has not come: the part is cut.
    pub fn finish(self) -> Result<(), String> {
        if self.whole { Ok(()) } else { Err(format!("the part is cut: its last line is missing; {AGAIN}")) }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
