//! The container of every binary file of an index: magic, format version, build, the lengths of its parts, the parts.
//!
//! ```text
//! DRUGCARD  version u32  build u64  parts u32  [length u32] * parts  parts…
//! ```
//!
//! A container has no checksum: that of a shard is in the file's name, that of a head in its last part.
//!
//! Promises: opening never panics; the lengths account for every byte, so that a cut or lengthened file is rejected;
//! nothing is allocated from a length that was only read.

use crate::error::Error;
use crate::index::format::bytes::Reader;
use std::ops::Range;

const MAGIC: &[u8; 8] = b"DRUGCARD";
/// Raised with every change of the bytes; files of other versions are rejected with both numbers named.
pub(crate) const VERSION: u32 = 1;
/// Bytes before the table of lengths.
const FRONT: usize = 24;

/// Puts parts behind a header. `build` is 0 where the hash in the file's name identifies it.
///
/// # Errors
/// When a part is longer than the table can say.
pub(crate) fn assemble(build: u64, parts: &[Vec<u8>]) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    out.extend_from_slice(MAGIC);
    out.extend_from_slice(&VERSION.to_le_bytes());
    out.extend_from_slice(&build.to_le_bytes());
    out.extend_from_slice(&(parts.len() as u32).to_le_bytes());
    for part in parts {
        let length = u32::try_from(part.len()).map_err(|_| Error::TooLarge {
            what: "bytes in one part of an index",
            limit: u32::MAX as usize,
        })?;
        out.extend_from_slice(&length.to_le_bytes());
    }
    parts.iter().for_each(|part| out.extend_from_slice(part));
    Ok(out)
}

/// A container whose parts fill it exactly.
#[derive(Debug, Clone)]
pub(crate) struct Container {
    bytes: Vec<u8>,
    /// The build that wrote it.
    pub build: u64,
    parts: Vec<Range<usize>>,
}

impl Container {
    /// Checks magic, version and lengths, for this many parts.
    ///
    /// # Errors
    /// When the bytes are not an index, of another version, cut or lengthened; the message says what was expected and found.
    pub(crate) fn open(bytes: Vec<u8>, parts: usize) -> Result<Self, Error> {
        let (build, parts) = read_header(&bytes, parts)?;
        Ok(Self { bytes, build, parts })
    }

    /// The bytes of one part.
    #[must_use]
    pub(crate) fn part(&self, part: usize) -> &[u8] {
        self.parts.get(part).and_then(|range| self.bytes.get(range.clone())).unwrap_or_default()
    }

    /// The whole container.
    #[must_use]
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

fn read_header(bytes: &[u8], count: usize) -> Result<(u64, Vec<Range<usize>>), Error> {
    let cut = |expected| Error::Length { expected, got: bytes.len() };
    if !bytes.starts_with(MAGIC) {
        if !bytes.is_empty() && MAGIC.starts_with(bytes) {
            return Err(cut(FRONT));
        }
        let mut got = [0; 4];
        got.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        return Err(Error::NotAnIndex { got });
    }
    let mut reader = Reader::new(bytes);
    reader.take(MAGIC.len());
    let version = reader.u32().ok_or(cut(FRONT))?;
    if version != VERSION {
        return Err(Error::Version { expected: VERSION, got: version });
    }
    let build = reader.u64().ok_or(cut(FRONT))?;
    if reader.u32().ok_or(cut(FRONT))? as usize != count {
        return Err(Error::Corrupt { part: "header" });
    }
    let mut at = FRONT + count * 4;
    let mut parts = Vec::new();
    for _ in 0..count {
        let length = reader.u32().ok_or(cut(at))?;
        let end = at.checked_add(length as usize).ok_or(Error::Corrupt { part: "header" })?;
        parts.push(at..end);
        at = end;
    }
    if bytes.len() != at {
        return Err(cut(at));
    }
    Ok((build, parts))
}
