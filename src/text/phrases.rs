//! Searches a text for many phrases at once, in one pass and without regard to ASCII case.
//!
//! The lists are text files, packed at compile time.
//!
//! A packed list takes half the bytes of a list of slices in a browser core, and a search needs no copy in lower case.

use std::sync::OnceLock;

/// A list of phrases in lower case; packed from a text file at compile time.
#[derive(Debug)]
pub(crate) struct Phrases {
    /// Each phrase after a byte that gives its length.
    packed: &'static [u8],
    /// Made by the first search: as constants, 45 tables would add 50 kB to a browser core.
    table: OnceLock<Box<Table>>,
}

/// How many bytes of a phrase are in the table.
const DEPTH: usize = 4;

/// Which phrases may begin at a position, by the first bytes there. The list is split into eight runs, one bit each; a run is
/// searched if its bit is set for each of the bytes. Bytes count by their lower five bits, which are the same in lower and upper
/// case.
#[derive(Debug)]
struct Table {
    bits: [[u8; 32]; DEPTH],
    /// Where each run begins in the packed list, and where the last one ends.
    starts: [u16; 9],
    /// A bit for each length of a phrase.
    lengths: u64,
    /// The offset of the pair of bytes that is tested first: the last one within the shortest phrase.
    reach: usize,
    /// How far it is to the next position where that pair allows a phrase to begin (Wu and Manber); 0 is this one.
    steps: [u8; PAIRS],
}

/// How many pairs there are: two bytes, five bits each.
const PAIRS: usize = 1 << 10;

fn pair(first: u8, second: u8) -> usize {
    usize::from(first & 31) << 5 | usize::from(second & 31)
}

impl Table {
    #[expect(clippy::cast_possible_truncation, reason = "the longest list has 2 kB")]
    fn new(packed: &[u8]) -> Self {
        let count = phrases_of(packed).count();
        // A pair has two bytes; any byte may follow a phrase of one.
        let reach = phrases_of(packed).map(<[u8]>::len).min().unwrap_or_default().max(2) - 2;
        let mut table = Self {
            bits: [[0; 32]; DEPTH],
            starts: [packed.len() as u16; 9],
            lengths: 0,
            reach,
            steps: [reach as u8 + 1; PAIRS],
        };
        let mut at = 0;
        for (number, phrase) in phrases_of(packed).enumerate() {
            let run = number * 8 / count;
            table.starts[run] = table.starts[run].min(at as u16);
            table.lengths |= 1 << phrase.len().min(63);
            for (offset, bits) in table.bits.iter_mut().enumerate() {
                match phrase.get(offset) {
                    Some(byte) => bits[usize::from(byte & 31)] |= 1 << run,
                    // Any byte may follow a phrase that ends before.
                    None => bits.iter_mut().for_each(|bits| *bits |= 1 << run),
                }
            }
            for (offset, first) in phrase.iter().enumerate().take(reach + 1) {
                let seconds = phrase.get(offset + 1).map_or(0..32, |second| *second..second + 1);
                for step in seconds.map(|second| pair(*first, second)) {
                    table.steps[step] = table.steps[step].min((reach - offset) as u8);
                }
            }
            at += 1 + phrase.len();
        }
        // A run without a phrase ends where it begins.
        for run in (0..8).rev() {
            table.starts[run] = table.starts[run].min(table.starts[run + 1]);
        }
        table
    }

    /// The runs that may contain a phrase that `text` begins with.
    fn runs(&self, text: &[u8]) -> u8 {
        let bytes = text.iter().zip(&self.bits);
        bytes.fold(u8::MAX, |runs, (byte, bits)| runs & bits[usize::from(byte & 31)])
    }
}

/// The phrases of a packed list.
fn phrases_of(packed: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = packed;
    std::iter::from_fn(move || {
        let (length, after) = rest.split_first()?;
        let (phrase, after) = after.split_at_checked(usize::from(*length))?;
        rest = after;
        Some(phrase)
    })
}

/// Packs a list of a text file at compile time; see [`pack`] for the form of the file.
macro_rules! packed {
    ($text:expr, $list:literal) => {{
        const TEXT: &str = $text;
        const PACKED: [u8; $crate::text::phrases::packed_len(TEXT, $list)] =
            $crate::text::phrases::pack(TEXT, $list);
        $crate::text::phrases::Phrases::new(&PACKED)
    }};
}
pub(crate) use packed;

/// The lines of a list one by one, at compile time.
struct Lines<'t> {
    text: &'t [u8],
    at: usize,
    /// The list has begun.
    inside: bool,
}

impl<'t> Lines<'t> {
    const fn new(text: &'t str) -> Self {
        Self { text: text.as_bytes(), at: 0, inside: false }
    }

    /// The bytes of the next phrase of the list.
    const fn next(&mut self, list: &str) -> Option<&'t [u8]> {
        while self.at < self.text.len() {
            let (_, rest) = self.text.split_at(self.at);
            let mut length = 0;
            while length < rest.len() && rest[length] != b'\n' {
                length += 1;
            }
            self.at += length + 1;
            let (line, _) =
                rest.split_at(if length > 0 && rest[length - 1] == b'\r' { length - 1 } else { length });
            match line {
                [] | [b'#', ..] => {}
                [b'[', name @ .., b']'] => self.inside = same(name, list.as_bytes()),
                phrase if self.inside => return Some(phrase),
                _ => {}
            }
        }
        None
    }
}

const fn same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// Bytes of a packed list.
pub(crate) const fn packed_len(text: &str, list: &str) -> usize {
    let mut lines = Lines::new(text);
    let mut length = 0;
    while let Some(phrase) = lines.next(list) {
        length += 1 + phrase.len();
    }
    assert!(length > 0, "the file has no list of that name");
    length
}

/// Packs a list: a length before each phrase.
///
/// ```text
/// # A comment.
/// [name of a list]
/// such as_             a phrase; `_` at either end is a blank
/// ```
pub(crate) const fn pack<const N: usize>(text: &str, list: &str) -> [u8; N] {
    let mut lines = Lines::new(text);
    let mut out = [0; N];
    let mut to = 0;
    while let Some(phrase) = lines.next(list) {
        assert!(phrase.len() < 256, "a phrase is too long");
        out[to] = phrase.len() as u8;
        let mut at = 0;
        while at < phrase.len() {
            let edge = at == 0 || at + 1 == phrase.len();
            out[to + 1 + at] = if edge && phrase[at] == b'_' { b' ' } else { phrase[at] };
            at += 1;
        }
        to += 1 + phrase.len();
    }
    out
}

impl Phrases {
    /// The list in `packed`.
    pub(crate) const fn new(packed: &'static [u8]) -> Self {
        Self { packed, table: OnceLock::new() }
    }

    fn table(&self) -> &Table {
        self.table.get_or_init(|| Box::new(Table::new(self.packed)))
    }

    /// The length of the first phrase among `runs` that `text` begins with.
    #[inline(never)]
    fn compare(&self, table: &Table, mut runs: u8, text: &[u8]) -> Option<usize> {
        while runs != 0 {
            let run = runs.trailing_zeros() as usize;
            runs &= runs - 1;
            let (from, to) = (usize::from(table.starts[run]), usize::from(table.starts[run + 1]));
            if let Some(phrase) = phrases_of(self.packed.get(from..to)?).find(|phrase| begins(text, phrase)) {
                return Some(phrase.len());
            }
        }
        None
    }

    /// The length of the first phrase that `text` begins with.
    #[must_use]
    pub(crate) fn begins(&self, text: &str) -> Option<usize> {
        let table = self.table();
        match table.runs(text.as_bytes()) {
            0 => None,
            runs => self.compare(table, runs, text.as_bytes()),
        }
    }

    /// Whether `text` begins with a phrase of the list.
    #[must_use]
    pub(crate) fn begin(&self, text: &str) -> bool {
        self.begins(text).is_some()
    }

    /// The position of the first phrase in `text`.
    #[must_use]
    pub(crate) fn find(&self, text: &str) -> Option<usize> {
        self.find_from(text, 0)
    }

    /// The position of the first phrase in `text` at or after byte `from`.
    fn find_from(&self, text: &str, from: usize) -> Option<usize> {
        let table = self.table();
        let bytes = text.as_bytes();
        let mut at = from;
        while let Some([first, second]) = bytes.get(at + table.reach..at + table.reach + 2) {
            let step = usize::from(table.steps[pair(*first, *second)]);
            if step == 0 && self.begins_at(table, &bytes[at..]) {
                return Some(at);
            }
            at += step.max(1);
        }
        // The last byte is in no pair, and may be a phrase of one byte.
        let last = bytes.get(at..).filter(|_| table.reach == 0)?;
        self.begins_at(table, last).then_some(at)
    }

    /// Whether `text` begins with a phrase of the list.
    fn begins_at(&self, table: &Table, text: &[u8]) -> bool {
        match table.runs(text) {
            0 => false,
            runs => self.compare(table, runs, text).is_some(),
        }
    }

    /// The first `Some` that `found` returns for a phrase in `text`. It is called once for each, in the order of the list, with the
    /// end of the phrase's first occurrence.
    pub(crate) fn first_ends<T>(&self, text: &str, mut found: impl FnMut(usize) -> Option<T>) -> Option<T> {
        let places = self.places(text);
        if places.is_empty() {
            return None;
        }
        self.find_map(|phrase| {
            let at = places.iter().find(|at| begins(&text.as_bytes()[**at..], phrase))?;
            found(at + phrase.len())
        })
    }

    /// The position of every phrase in `text`.
    pub(crate) fn places(&self, text: &str) -> Vec<usize> {
        let mut out = Vec::new();
        while let Some(at) = self.find_from(text, out.last().map_or(0, |last| last + 1)) {
            out.push(at);
        }
        out
    }

    /// Whether `text` contains a phrase.
    #[must_use]
    pub(crate) fn within(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// Whether `word` is one of the phrases.
    #[must_use]
    pub(crate) fn has(&self, word: &str) -> bool {
        let table = self.table();
        let bytes = word.as_bytes();
        let mut runs = if table.lengths & 1 << bytes.len().min(63) == 0 { 0 } else { table.runs(bytes) };
        while runs != 0 {
            let run = runs.trailing_zeros() as usize;
            runs &= runs - 1;
            let (from, to) = (usize::from(table.starts[run]), usize::from(table.starts[run + 1]));
            let mut phrases = phrases_of(self.packed.get(from..to).unwrap_or_default());
            if phrases.any(|phrase| phrase.eq_ignore_ascii_case(bytes)) {
                return true;
            }
        }
        false
    }

    /// The first `Some` that `found` returns for a phrase of the list.
    pub(crate) fn find_map<T>(&self, found: impl FnMut(&'static [u8]) -> Option<T>) -> Option<T> {
        phrases_of(self.packed).find_map(found)
    }
}

/// Whether `text` begins with `phrase`, which is in lower case.
pub(crate) fn begins(text: &[u8], phrase: &[u8]) -> bool {
    text.len() >= phrase.len()
        && text.iter().zip(phrase).all(|(byte, want)| byte.to_ascii_lowercase() == *want)
}

/// The position of `phrase`, which is in lower case, in `text`.
#[must_use]
pub(crate) fn find(text: &str, phrase: &[u8]) -> Option<usize> {
    let bytes = text.as_bytes();
    let first = *phrase.first()?;
    memchr::memchr2_iter(first, first.to_ascii_uppercase(), bytes).find(|at| begins(&bytes[*at..], phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The slow model: compares each phrase at each position.
    fn slow_places(list: &Phrases, text: &str) -> Vec<usize> {
        let begins_at =
            |at: &usize| phrases_of(list.packed).any(|phrase| begins(&text.as_bytes()[*at..], phrase));
        (0..text.len()).filter(begins_at).collect()
    }

    #[test]
    fn no_phrase_is_stepped_over() {
        static ONE: Phrases = packed!("[t]\n:\nab\nbca", "t");
        static TWO: Phrases = packed!("[t]\nab\nba:\naab", "t");
        static LONG: Phrases = packed!("[t]\nabcabc\nbcab:ab\naaaaaa\nc–abab", "t");
        let mut seed = 7_u32;
        let mut found = 0;
        for length in 0..600 {
            let mut text = String::new();
            while text.len() < length % 60 {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                text.push(['a', 'b', 'c', 'A', ':', '–', 'a', 'b'][(seed >> 24) as usize % 8]);
            }
            // So that phrases of each list also occur at the end.
            text.push_str(["", "ab", "abcabc", "c–abab", ":"][length % 5]);
            for list in [&ONE, &TWO, &LONG] {
                let slow = slow_places(list, &text);
                assert_eq!(list.places(&text), slow, "{text}");
                assert_eq!(list.find(&text), slow.first().copied(), "{text}");
                found += slow.len();
            }
        }
        assert!(found > 1000, "{found} phrases are too few to show it");
    }

    #[test]
    fn phrases_are_tried_in_the_order_of_the_list() {
        static LIST: Phrases = packed!("[t]\n_may_\n_can_", "t");
        let asked = |text: &str| {
            let mut ends = Vec::new();
            let none = LIST.first_ends(text, |end| {
                ends.push(end);
                None::<()>
            });
            assert_eq!(none, None);
            ends
        };
        assert_eq!(asked("It can, it can or it may or can it"), [25, 15]);
        assert_eq!(asked("It could"), Vec::<usize>::new());
    }

    #[test]
    fn phrases_are_found_in_any_case() {
        static LIST: Phrases = packed!("[t]\n_can occur\n, e.g.\n:\n_–_", "t");
        assert_eq!(LIST.find("Rash Can Occur: x"), Some(4));
        assert_eq!(LIST.find("rash can: x"), Some(8));
        assert_eq!(LIST.find("rash – x"), Some(4));
        assert_eq!(LIST.find("rash"), None);
        assert_eq!(LIST.begins(", E.G. this"), Some(6));
        assert!(LIST.has(":") && !LIST.has(""));
        assert_eq!(find("Not a SIDE effect", b"side"), Some(6));
    }
}
