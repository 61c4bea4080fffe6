//! CRC-32, the checksum in the names of the files of an index.
//!
//! Polynomial 0xEDB88320, as in ISO 3309, gzip and PNG. Native code uses `crc32fast`, the browser one table of 256 entries.

use crate::lean::digits::push_digit;
use crate::lean::strings::cut_last;
#[cfg(not(target_os = "unknown"))]
pub(crate) use crc32fast::hash as crc32;
#[cfg(target_os = "unknown")]
pub(crate) use small::crc32;

/// The CRC-32 of `bytes` as eight lower-case hex digits.
#[must_use]
pub(crate) fn crc32_hex(bytes: &[u8]) -> String {
    let sum = crc32(bytes) as usize;
    let mut out = String::new();
    (0..8).rev().for_each(|digit| push_digit(&mut out, sum >> (4 * digit)));
    out
}

/// Whether the file name in `path` begins with the checksum of `bytes`: each side checks a file once, by this.
#[must_use]
pub(crate) fn matches_name(path: &str, bytes: &[u8]) -> bool {
    let name = cut_last(path, b'/').map_or(path, |(_, name)| name);
    name.starts_with(&crc32_hex(bytes))
}

/// The checksum in few bytes of code; slicing-by-8 would be faster and add 141 bytes.
#[cfg(any(target_os = "unknown", test))]
mod small {
    const POLYNOMIAL: u32 = 0xEDB8_8320;

    pub(crate) fn crc32(bytes: &[u8]) -> u32 {
        let mut table = [0; 256];
        for (byte, entry) in (0..).zip(&mut table) {
            *entry = (0..8).fold(byte, |crc, _| (crc >> 1) ^ (POLYNOMIAL & (crc & 1_u32).wrapping_neg()));
        }
        !bytes.iter().fold(!0, |crc, byte| (crc >> 8) ^ table[usize::from(crc as u8 ^ byte)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_agrees_with_the_standard_check_value_and_with_another_implementation() {
        assert_eq!((crc32(b"123456789"), small::crc32(b"123456789")), (0xCBF4_3926, 0xCBF4_3926));
        let noise: Vec<u8> =
            (0_u32..1000).map(|n| (n.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0]).collect();
        for length in 0..noise.len() {
            assert_eq!(small::crc32(&noise[..length]), crc32(&noise[..length]), "{length} bytes");
        }
    }
}
