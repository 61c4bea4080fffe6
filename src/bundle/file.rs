//! The files of a bundle: names by content, references with lengths and hashes.

use crate::bundle::root::FileRef;
use crate::lean::crc::crc32_hex;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

/// A file of the bundle: its path and its bytes.
pub type File = (String, Vec<u8>);

pub(crate) fn hashed(files: &mut Vec<File>, stem: &str, extension: &str, bytes: Vec<u8>) -> FileRef {
    let file = format!("{stem}.{}.{extension}", short_hash(&bytes));
    let reference = reference(&file, &bytes);
    files.push((file, bytes));
    reference
}

pub(crate) fn reference(file: &str, bytes: &[u8]) -> FileRef {
    reference_by(file, bytes, &Sha256::digest(bytes).into())
}

/// The reference to a file whose SHA-256 is known.
pub(crate) fn reference_by(file: &str, bytes: &[u8], sha256: &[u8; 32]) -> FileRef {
    FileRef { file: file.into(), sha256: STANDARD.encode(sha256), bytes: bytes.len() }
}

/// The name of a file of the index: its CRC-32, by which a reader checks the bytes, then enough of its SHA-256 that no two files
/// share a name.
pub(crate) fn name_of(bytes: &[u8]) -> String {
    name_by(bytes, &Sha256::digest(bytes).into())
}

/// The same for a file whose SHA-256 is known.
pub(crate) fn name_by(bytes: &[u8], sha256: &[u8; 32]) -> String {
    crc32_hex(bytes) + &hex(&sha256[..2])
}

pub(crate) fn short_hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes)[..6])
}

/// Hex digits of a hash in the name of a file.
const HASH: usize = 12;

/// The hash in the name of a file whose contents never change, if the name has one.
pub(crate) fn hash_in(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split('.').find(|part| part.len() == HASH && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Two hex digits a byte.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
