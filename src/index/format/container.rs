//! Owns the container of every binary file of an index: magic, format version, build, a table of parts with their
//! lengths and checksums, the parts.
//!
//! ```text
//! DRUGCARD  version u32  build u64  parts u32  [length u32  crc32 u32] * parts  crc32 of all before  parts…
//! ```
//!
//! Promises: opening never panics; a flipped, cut or lengthened byte is refused; nothing is allocated from a length that
//! was only read.

use crate::error::Error;
use crate::index::format::bytes::Reader;
use crate::lean::crc::crc32;
use std::ops::Range;

const MAGIC: &[u8; 8] = b"DRUGCARD";
/// Raised with every change of the bytes; older and newer files are refused by name.
pub const VERSION: u32 = 3;
const TABLE: usize = 24;

/// Puts parts behind a header. `build` is 0 where the file's own hash in its name says all.
///
/// # Errors
/// When a part is longer than the table can say.
pub fn assemble(build: u64, parts: &[Vec<u8>]) -> Result<Vec<u8>, Error> {
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
        out.extend_from_slice(&crc32(part).to_le_bytes());
    }
    let checksum = crc32(&out);
    out.extend_from_slice(&checksum.to_le_bytes());
    parts.iter().for_each(|part| out.extend_from_slice(part));
    Ok(out)
}

/// A container whose every checksum was checked.
#[derive(Debug, Clone)]
pub struct Container {
    bytes: Vec<u8>,
    /// The build that wrote it.
    pub build: u64,
    parts: Vec<Range<usize>>,
}

impl Container {
    /// Checks magic, version, lengths and every checksum, once. `names` are the parts' names in messages.
    ///
    /// # Errors
    /// Says what was expected and what came, when the bytes are no index, of another version, cut or damaged.
    pub fn open(bytes: Vec<u8>, names: &[&'static str]) -> Result<Self, Error> {
        let (build, parts) = read_header(&bytes, names)?;
        Ok(Self { bytes, build, parts })
    }

    /// The bytes of one part.
    #[must_use]
    pub fn part(&self, part: usize) -> &[u8] {
        self.parts.get(part).and_then(|range| self.bytes.get(range.clone())).unwrap_or_default()
    }

    /// How many bytes it holds.
    #[must_use]
    pub fn size(&self) -> usize {
        self.bytes.len()
    }
}

fn read_header(bytes: &[u8], names: &[&'static str]) -> Result<(u64, Vec<Range<usize>>), Error> {
    let cut = |expected| Error::Length { expected, got: bytes.len() };
    if !bytes.starts_with(MAGIC) {
        if !bytes.is_empty() && MAGIC.starts_with(bytes) {
            return Err(cut(TABLE));
        }
        let mut got = [0; 4];
        got.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        return Err(Error::NotAnIndex { got });
    }
    let mut reader = Reader::new(bytes);
    reader.take(MAGIC.len());
    let version = reader.u32().ok_or(cut(TABLE))?;
    if version != VERSION {
        return Err(Error::Version { expected: VERSION, got: version });
    }
    let build = reader.u64().ok_or(cut(TABLE))?;
    let damaged = Error::Corrupt { part: "header" };
    if reader.u32().ok_or(cut(TABLE))? as usize != names.len() {
        return Err(damaged);
    }
    let body = TABLE + names.len() * 8;
    let table = bytes.get(..body).ok_or(cut(body + 4))?;
    let mut entries = Reader::new(table.get(TABLE..).unwrap_or_default());
    let checksum = bytes.get(body..).and_then(|rest| Reader::new(rest).u32()).ok_or(cut(body + 4))?;
    if crc32(table) != checksum {
        return Err(damaged);
    }
    let mut at = body + 4;
    let (mut parts, mut checks) = (Vec::new(), Vec::new());
    for _ in names {
        let (length, crc) = (entries.u32(), entries.u32());
        let (Some(length), Some(crc)) = (length, crc) else { return Err(damaged) };
        let end = at.checked_add(length as usize).ok_or(Error::Corrupt { part: "header" })?;
        parts.push(at..end);
        checks.push(crc);
        at = end;
    }
    if bytes.len() != at {
        return Err(cut(at));
    }
    for ((part, range), check) in names.iter().zip(&parts).zip(checks) {
        if bytes.get(range.clone()).map(crc32) != Some(check) {
            return Err(Error::Corrupt { part });
        }
    }
    Ok((build, parts))
}
