//! Owns sorted keys: front-coded in blocks, found by binary search, walked in order from any place.

use super::bytes::{Reader, push_bytes, push_varint};

/// Keys in a block; each block begins with a whole key.
const BLOCK: usize = if cfg!(test) { 3 } else { 16 };
/// Longest key, in bytes; whoever writes leaves longer ones out.
pub const MAX_KEY: usize = 1024;

/// Writes sorted, distinct keys; the n-th key has the number n.
#[must_use]
pub fn write<'k>(keys: impl Iterator<Item = &'k str>) -> Vec<u8> {
    let (mut offsets, mut data, mut count, mut last) = (Vec::new(), Vec::new(), 0_u32, "");
    for key in keys {
        if (count as usize).is_multiple_of(BLOCK) {
            offsets.extend_from_slice(&(data.len() as u32).to_le_bytes());
            push_bytes(&mut data, key.as_bytes());
        } else {
            let shared = last.bytes().zip(key.bytes()).take_while(|(a, b)| a == b).count();
            push_varint(&mut data, shared as u32);
            push_bytes(&mut data, &key.as_bytes()[shared..]);
        }
        last = key;
        count += 1;
    }
    let mut out = count.to_le_bytes().to_vec();
    out.append(&mut offsets);
    out.append(&mut data);
    out
}

/// Reads what [`write`] wrote.
#[derive(Debug, Clone, Copy)]
pub struct Dictionary<'a> {
    count: u32,
    offsets: &'a [u8],
    data: &'a [u8],
}

impl<'a> Dictionary<'a> {
    /// Reads the front; `None` when the offsets do not fit the bytes.
    #[must_use]
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let count = reader.u32()?;
        let offsets = reader.take((count as usize).div_ceil(BLOCK).checked_mul(4)?)?;
        Some(Self { count, offsets, data: reader.rest() })
    }

    /// How many keys there are.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.count
    }

    /// The number of `key`.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<u32> {
        let mut walk = self.from(key);
        let (number, found) = walk.next_key()?;
        (found == key.as_bytes()).then_some(number)
    }

    /// The key of that number.
    #[must_use]
    pub fn key(&self, number: u32) -> Option<String> {
        let mut walk = self.block(number as usize / BLOCK);
        while let Some((at, key)) = walk.next_key() {
            if at == number {
                return String::from_utf8(key.to_vec()).ok();
            }
        }
        None
    }

    /// Walks in order from the first key that is not before `key`.
    #[must_use]
    pub fn from(&self, key: &str) -> Walk<'a> {
        let key = key.as_bytes();
        let blocks = self.offsets.len() / 4;
        let (mut low, mut high) = (0, blocks);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.first_of(middle).is_some_and(|first| first <= key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let block = low.saturating_sub(1);
        let mut walk = self.block(block);
        while let Some((_, found)) = walk.next_key() {
            if found >= key {
                walk.held = true;
                break;
            }
        }
        walk
    }

    /// Walks over all keys.
    #[must_use]
    pub fn all(&self) -> Walk<'a> {
        self.block(0)
    }

    fn first_of(&self, block: usize) -> Option<&'a [u8]> {
        let mut offset = Reader::new(self.offsets.get(block * 4..)?);
        Reader::new(self.data.get(offset.u32()? as usize..)?).bytes()
    }

    fn block(&self, block: usize) -> Walk<'a> {
        let start = self
            .offsets
            .get(block * 4..)
            .and_then(|bytes| Reader::new(bytes).u32())
            .and_then(|offset| self.data.get(offset as usize..))
            .unwrap_or_default();
        Walk {
            reader: Reader::new(start),
            next: (block * BLOCK) as u32,
            count: self.count,
            held: false,
            key: Vec::new(),
        }
    }
}

/// Hands out keys in order.
#[derive(Debug, Clone)]
pub struct Walk<'a> {
    reader: Reader<'a>,
    next: u32,
    count: u32,
    /// The key in hand was looked at, not handed out.
    held: bool,
    key: Vec<u8>,
}

impl Walk<'_> {
    /// The next key with its number; `None` at the end and where the bytes make no sense.
    pub fn next_key(&mut self) -> Option<(u32, &[u8])> {
        if self.held {
            self.held = false;
            return Some((self.next - 1, &self.key));
        }
        if self.next >= self.count {
            return None;
        }
        let whole = (self.next as usize).is_multiple_of(BLOCK);
        let shared = if whole { 0 } else { self.reader.varint()? as usize };
        let rest = self.reader.bytes()?;
        if shared > self.key.len() || shared + rest.len() > MAX_KEY {
            return None;
        }
        self.key.truncate(shared);
        self.key.extend_from_slice(rest);
        self.next += 1;
        Some((self.next - 1, &self.key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn keys_are_found_and_walked_as_in_a_plain_set() {
        let mut seed = 3_u32;
        let mut next = |n: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) % n
        };
        for size in 0..60 {
            let mut word = || (0..=next(5)).map(|_| char::from(b'a' + next(3) as u8)).collect::<String>();
            let keys: BTreeSet<String> = (0..size).map(|_| word()).collect();
            let bytes = write(keys.iter().map(String::as_str));
            let dictionary = Dictionary::open(&bytes).unwrap();
            for (number, key) in keys.iter().enumerate() {
                assert_eq!(dictionary.key(number as u32).as_ref(), Some(key));
            }
            assert_eq!(dictionary.key(keys.len() as u32), None);
            for _ in 0..50 {
                let asked = word();
                let want = keys.iter().position(|key| *key == asked).map(|at| at as u32);
                assert_eq!(dictionary.find(&asked), want, "{asked} in {keys:?}");
                let mut walk = dictionary.from(&asked);
                for key in keys.range(asked.clone()..) {
                    assert_eq!(
                        walk.next_key().map(|(_, found)| found.to_vec()),
                        Some(key.clone().into_bytes())
                    );
                }
                assert_eq!(walk.next_key(), None);
            }
        }
    }
}
