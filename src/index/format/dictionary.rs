//! Sorted keys, each written as the length of the prefix it shares with the one before, and the rest.
//!
//! ```text
//! [shared u8, the rest of the key] …
//! ```
//!
//! No byte of a key is below 32 and no shared length above 31, so the next low byte begins the next key. Lengths and offsets
//! would add a fifth after the server's compression; instead, opening a dictionary restores every key in memory.

/// Longest key, in bytes; writers leave longer ones out.
pub(crate) const MAX_KEY: usize = 1024;
/// The smallest byte that a key may contain.
const LEAST: u8 = 32;

/// Writes sorted, distinct keys without control characters; the n-th key has the number n.
#[must_use]
pub(crate) fn write<'k>(keys: impl Iterator<Item = &'k str>) -> Vec<u8> {
    let (mut out, mut last) = (Vec::new(), "");
    for key in keys {
        debug_assert!(last < key && key.bytes().all(|byte| byte >= LEAST), "{last:?} before {key:?}");
        let same = last.bytes().zip(key.bytes()).take_while(|(a, b)| a == b).count();
        let shared = same.min(usize::from(LEAST) - 1);
        out.push(shared as u8);
        out.extend(key.bytes().skip(shared));
        last = key;
    }
    out
}

/// Reads what [`write()`] wrote.
#[derive(Debug, Clone, Default)]
pub(crate) struct Dictionary {
    text: String,
    /// Where each key ends and the next begins.
    ends: Vec<u32>,
}

impl Dictionary {
    /// Restores the keys; `None` when the bytes make no sense.
    #[must_use]
    pub(crate) fn open(bytes: &[u8]) -> Option<Self> {
        let (mut text, mut ends) = (Vec::new(), Vec::new());
        let (mut last, mut rest) = (0..0, bytes);
        while let Some((&shared, after)) = rest.split_first() {
            let own = after.iter().take_while(|&&byte| byte >= LEAST).count();
            let shared = usize::from(shared);
            if shared > last.len() || shared + own > MAX_KEY {
                return None;
            }
            let start = text.len();
            text.extend_from_within(last.start..last.start + shared);
            text.extend_from_slice(after.get(..own)?);
            last = start..text.len();
            ends.push(last.end as u32);
            rest = after.get(own..)?;
        }
        Some(Self { text: String::from_utf8(text).ok()?, ends })
    }

    /// How many keys there are.
    #[must_use]
    pub(crate) fn count(&self) -> u32 {
        self.ends.len() as u32
    }

    /// How many bytes it holds.
    #[must_use]
    pub(crate) fn size(&self) -> usize {
        self.text.len() + self.ends.len() * 4
    }

    /// The key with this number.
    #[must_use]
    pub(crate) fn key(&self, number: u32) -> Option<&str> {
        let number = number as usize;
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.text.get(start as usize..*self.ends.get(number)? as usize)
    }

    /// The number of `key`.
    #[must_use]
    pub(crate) fn find(&self, key: &str) -> Option<u32> {
        let number = self.first(key);
        (self.key(number) == Some(key)).then_some(number)
    }

    /// The keys that begin with `prefix`, in order.
    #[must_use]
    pub(crate) fn starting(&self, prefix: &str) -> Vec<&str> {
        let mut out = Vec::new();
        let mut number = self.first(prefix);
        while let Some(key) = self.key(number).filter(|key| key.starts_with(prefix)) {
            out.push(key);
            number += 1;
        }
        out
    }

    /// The number of the first key not less than `key`.
    fn first(&self, key: &str) -> u32 {
        let (mut low, mut high) = (0, self.count());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.key(middle).is_some_and(|here| here < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn keys_are_found_and_listed_as_in_a_plain_set() {
        let mut seed = 3_u32;
        let mut next = |n: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) % n
        };
        for size in 0..60 {
            // Two letters of two bytes with the same first byte, and a prefix longer than a key can share.
            let front = "long".repeat(size % 2 * 9);
            let mut word =
                || (0..=next(5)).fold(front.clone(), |word, _| word + ["a", "b", "é", "è"][next(4) as usize]);
            let keys: BTreeSet<String> = (0..size).map(|_| word()).collect();
            let bytes = write(keys.iter().map(String::as_str));
            let dictionary = Dictionary::open(&bytes).unwrap();
            assert_eq!(dictionary.count() as usize, keys.len());
            for (number, key) in keys.iter().enumerate() {
                assert_eq!(dictionary.key(number as u32), Some(key.as_str()));
            }
            assert_eq!(dictionary.key(keys.len() as u32), None);
            for _ in 0..50 {
                let asked = word();
                let want = keys.iter().position(|key| *key == asked).map(|at| at as u32);
                assert_eq!(dictionary.find(&asked), want, "{asked} in {keys:?}");
                let found = dictionary.starting(&asked);
                assert!(
                    found.into_iter().eq(keys.iter().filter(|key| key.starts_with(&asked))),
                    "{asked} in {keys:?}"
                );
            }
        }
    }

    #[test]
    fn bytes_that_make_no_sense_are_rejected() {
        for bytes in [&b"\x01a"[..], b"\x00ab\x03c", b"\x00\xc3", b"a", b"\x00a\x00\xff"] {
            assert!(Dictionary::open(bytes).is_none(), "{bytes:?}");
        }
        assert!(Dictionary::open(&[&[0][..], &[b'a'; MAX_KEY + 1]].concat()).is_none());
    }
}
