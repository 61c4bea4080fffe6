//! Owns CRC-32, the checksum of everything a bundle holds.
//!
//! Polynomial 0xEDB88320, as in ISO 3309, gzip and PNG. In the browser eight bytes a step with tables made when asked: as
//! constants they would be 8 kB of noise in a module that is downloaded. Natively a crate that lets the processor do it.

use crate::lean::digits::push_digit;
#[cfg(not(target_arch = "wasm32"))]
pub use crc32fast::hash as crc32;

/// Hex digits of a seal.
const SEAL: usize = 8;

/// The CRC-32 of `bytes`.
#[cfg(target_arch = "wasm32")]
#[must_use]
pub fn crc32(bytes: &[u8]) -> u32 {
    small::crc32(bytes)
}

/// The CRC-32 of `payload` as eight hex digits in small letters.
#[must_use]
pub fn crc32_hex(payload: &[u8]) -> String {
    let sum = crc32(payload) as usize;
    let mut out = String::new();
    (0..SEAL).rev().for_each(|place| push_digit(&mut out, sum >> (4 * place)));
    out
}

/// `payload` behind a line with its seal: what a text file of a bundle begins with.
#[must_use]
pub fn with_crc_line(payload: &[u8]) -> Vec<u8> {
    let mut out = crc32_hex(payload).into_bytes();
    out.push(b'\n');
    out.extend_from_slice(payload);
    out
}

/// What [`with_crc_line`] put behind its line; `None` when the seal is another.
#[must_use]
pub fn strip_crc_line(bytes: &[u8]) -> Option<&[u8]> {
    let (front, rest) = bytes.split_at_checked(SEAL)?;
    let payload = rest.strip_prefix(b"\n")?;
    (crc32_hex(payload).as_bytes() == front).then_some(payload)
}

/// The checksum in few bytes of code.
#[cfg(any(target_arch = "wasm32", test))]
mod small {
    const POLYNOMIAL: u32 = 0xEDB8_8320;

    /// The CRC-32 of `bytes`.
    pub(crate) fn crc32(bytes: &[u8]) -> u32 {
        let tables = tables();
        let mut crc = !0_u32;
        let (steps, rest) = bytes.as_chunks::<8>();
        for step in steps {
            let [a, b, c, d, e, f, g, h] = *step;
            let low = crc ^ u32::from_le_bytes([a, b, c, d]);
            let [a, b, c, d] = low.to_le_bytes();
            crc = [a, b, c, d, e, f, g, h]
                .into_iter()
                .zip(tables.iter().rev())
                .fold(0, |crc, (byte, table)| crc ^ table[usize::from(byte)]);
        }
        for byte in rest {
            crc = (crc >> 8) ^ tables[0][usize::from(crc.to_le_bytes()[0] ^ byte)];
        }
        !crc
    }

    /// Table `n` holds what a byte contributes when `n` more bytes follow it.
    fn tables() -> [[u32; 256]; 8] {
        let mut tables = [[0_u32; 256]; 8];
        for (byte, entry) in (0_u32..).zip(&mut tables[0]) {
            *entry = (0..8).fold(byte, |crc, _| (crc >> 1) ^ (POLYNOMIAL & (crc & 1).wrapping_neg()));
        }
        for n in 1..8 {
            for byte in 0..256 {
                let before = tables[n - 1][byte];
                tables[n][byte] = (before >> 8) ^ tables[0][usize::from(before.to_le_bytes()[0])];
            }
        }
        tables
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_agrees_with_the_standard_check_value_and_with_another_program() {
        assert_eq!((crc32(b"123456789"), small::crc32(b"123456789")), (0xCBF4_3926, 0xCBF4_3926));
        let noise: Vec<u8> =
            (0_u32..1000).map(|n| (n.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0]).collect();
        for length in 0..noise.len() {
            assert_eq!(small::crc32(&noise[..length]), crc32(&noise[..length]), "{length} bytes");
        }
    }
}
