//! Owns looking for many phrases at once: a list packed at compile time, searched in one pass, ASCII case aside.
//!
//! A packed list is half the bytes of a list of slices in the browser's module, and a look costs no copy in lower case.

/// A list of phrases in lower case; made by [`phrases!`](crate::text::phrases::phrases).
#[derive(Debug)]
pub struct Phrases {
    /// Each phrase after a byte that gives its length.
    packed: &'static [u8],
    /// The bytes a phrase may begin with, by their lower five bits, in which small and capital letters are one;
    /// then those that may come second and third.
    sets: [u32; 3],
}

/// Packs the phrases of a list at compile time.
macro_rules! phrases {
    ($($word:literal),* $(,)?) => {{
        const WORDS: &[&str] = &[$($word),*];
        const PACKED: [u8; $crate::text::phrases::packed_len(WORDS)] = $crate::text::phrases::pack(WORDS);
        $crate::text::phrases::Phrases::new(&PACKED)
    }};
}
pub(crate) use phrases;

/// Bytes of a packed list.
pub(crate) const fn packed_len(words: &[&str]) -> usize {
    let (mut length, mut at) = (0, 0);
    while at < words.len() {
        length += 1 + words[at].len();
        at += 1;
    }
    length
}

/// Packs a list: a length before each phrase.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a phrase of 256 bytes would be found by the tests of its list"
)]
pub(crate) const fn pack<const N: usize>(words: &[&str]) -> [u8; N] {
    let mut out = [0; N];
    let (mut to, mut at) = (0, 0);
    while at < words.len() {
        let word = words[at].as_bytes();
        out[to] = word.len() as u8;
        let mut byte = 0;
        while byte < word.len() {
            out[to + 1 + byte] = word[byte];
            byte += 1;
        }
        to += 1 + word.len();
        at += 1;
    }
    out
}

const fn bit(byte: u8) -> u32 {
    1 << (byte & 31)
}

impl Phrases {
    /// The list `packed` holds.
    pub(crate) const fn new(packed: &'static [u8]) -> Self {
        let (mut sets, mut at) = ([0; 3], 0);
        while at < packed.len() {
            let length = packed[at] as usize;
            let mut place = 0;
            while place < 3 {
                sets[place] |= if place < length { bit(packed[at + 1 + place]) } else { u32::MAX };
                place += 1;
            }
            at += 1 + length;
        }
        Self { packed, sets }
    }

    /// The phrases one by one.
    fn each(&self) -> impl Iterator<Item = &'static [u8]> {
        let mut rest = self.packed;
        std::iter::from_fn(move || {
            let (length, after) = rest.split_first()?;
            let (phrase, after) = after.split_at_checked(usize::from(*length))?;
            rest = after;
            Some(phrase)
        })
    }

    #[inline(never)]
    fn compare(&self, text: &[u8]) -> Option<usize> {
        // The second byte parts most phrases, for many lists begin all of theirs with a blank.
        let second = text.get(1).map(u8::to_ascii_lowercase);
        let mut phrases = self.each().filter(|phrase| phrase.len() < 2 || phrase.get(1).copied() == second);
        phrases.find(|phrase| begins(text, phrase)).map(<[u8]>::len)
    }

    /// The length of the first phrase of the list that begins `text`.
    #[must_use]
    pub fn begins(&self, text: &str) -> Option<usize> {
        match text.as_bytes() {
            [first, ..] if bit(*first) & self.sets[0] != 0 => self.compare(text.as_bytes()),
            _ => None,
        }
    }

    /// Whether `text` begins with a phrase of the list.
    #[must_use]
    pub fn begin(&self, text: &str) -> bool {
        self.begins(text).is_some()
    }

    /// The first place in `text` where a phrase stands.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<usize> {
        let [first, second, third] = self.sets;
        let mut rest = text.as_bytes();
        while let [byte, after @ ..] = rest {
            let may = bit(*byte) & first != 0
                && after.first().is_none_or(|byte| bit(*byte) & second != 0)
                && after.get(1).is_none_or(|byte| bit(*byte) & third != 0);
            if may && self.compare(rest).is_some() {
                return Some(text.len() - rest.len());
            }
            rest = after;
        }
        None
    }

    /// Whether a phrase stands anywhere in `text`.
    #[must_use]
    pub fn within(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// Whether `word` is one of the phrases.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        self.each().any(|phrase| phrase.eq_ignore_ascii_case(word.as_bytes()))
    }

    /// What the first phrase of the list for which `found` gives something gives.
    pub(crate) fn find_map<T>(&self, found: impl FnMut(&'static [u8]) -> Option<T>) -> Option<T> {
        self.each().find_map(found)
    }
}

fn begins(text: &[u8], phrase: &[u8]) -> bool {
    text.len() >= phrase.len()
        && text.iter().zip(phrase).all(|(byte, want)| byte.to_ascii_lowercase() == *want)
}

/// Where `phrase`, in lower case, first stands in `text`.
#[must_use]
pub fn find(text: &str, phrase: &[u8]) -> Option<usize> {
    let bytes = text.as_bytes();
    let first = *phrase.first()?;
    (0..bytes.len()).find(|at| bytes[*at].to_ascii_lowercase() == first && begins(&bytes[*at..], phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_in_any_case() {
        static LIST: Phrases = phrases![" can occur", ", e.g.", ":", " – "];
        assert_eq!(LIST.find("Rash Can Occur: x"), Some(4));
        assert_eq!(LIST.find("rash can: x"), Some(8));
        assert_eq!(LIST.find("rash – x"), Some(4));
        assert_eq!(LIST.find("rash"), None);
        assert_eq!(LIST.begins(", E.G. this"), Some(6));
        assert!(LIST.has(":") && !LIST.has(""));
        assert_eq!(find("Not a SIDE effect", b"side"), Some(6));
    }
}
