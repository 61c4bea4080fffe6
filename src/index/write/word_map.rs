//! Maps of words with a hash that is quick for short texts: a build looks up every word of every page.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A map by words.
pub(crate) type WordMap<V> = HashMap<String, V, BuildHasherDefault<WordHasher>>;

/// A set of words.
pub(crate) type WordSet<W> = HashSet<W, BuildHasherDefault<WordHasher>>;

/// Mixes eight bytes at a time. Words can be made to collide; they slow down the build of the site that has them, and no other.
#[derive(Debug, Default)]
pub(crate) struct WordHasher(u64);

impl WordHasher {
    fn mix(&mut self, bytes: u64) {
        // The golden ratio, as in Fibonacci hashing.
        self.0 = (self.0.rotate_left(23) ^ bytes).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (whole, rest) = bytes.as_chunks::<8>();
        whole.iter().for_each(|bytes| self.mix(u64::from_le_bytes(*bytes)));
        self.mix(rest.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)));
    }

    fn finish(&self) -> u64 {
        // A product's high bits depend on all bytes, its low ones only on the first.
        self.0 ^ self.0 >> 32
    }
}
