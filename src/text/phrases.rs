//! Searches a text for many phrases at once, in one pass and without regard to ASCII case.
//!
//! The lists are text files, packed at compile time.
//!
//! A packed list is half the bytes of a list of slices in the browser's module, and a look costs no copy in lower case.

use std::sync::OnceLock;

/// A list of phrases in lower case; packed from a text file at compile time.
#[derive(Debug)]
pub struct Phrases {
    /// Each phrase after a byte that gives its length.
    packed: &'static [u8],
    /// Made at the first look: 45 such tables would be 50 kB of the browser's module.
    table: OnceLock<Box<Table>>,
}

/// How many bytes of a phrase the table knows.
const DEPTH: usize = 4;

/// Which phrases may stand at a place, by its first bytes. The list is dealt into eight runs, one bit each; a run
/// whose bit is set for every one of the bytes is looked through. Bytes count by their lower five bits, in which
/// small and capital letters are one.
#[derive(Debug)]
struct Table {
    bits: [[u8; 32]; DEPTH],
    /// Where each run begins in the packed list, and where the last one ends.
    starts: [u16; 9],
    /// A bit for each length a phrase has.
    lengths: u64,
    /// From a place to the pair of bytes that is looked at first: the last one that every phrase reaches.
    reach: usize,
    /// How far the next place lies at which that pair lets a phrase begin (Wu and Manber); 0 is this place.
    steps: [u8; PAIRS],
}

/// How many pairs are told apart: two bytes, five bits each.
const PAIRS: usize = 1 << 10;

fn pair(first: u8, second: u8) -> usize {
    usize::from(first & 31) << 5 | usize::from(second & 31)
}

impl Table {
    #[expect(clippy::cast_possible_truncation, reason = "the longest list has 2 kB")]
    fn new(packed: &[u8]) -> Self {
        let count = phrases_of(packed).count();
        // A pair has two bytes; anything may follow a phrase of one.
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
            for (place, bits) in table.bits.iter_mut().enumerate() {
                match phrase.get(place) {
                    Some(byte) => bits[usize::from(byte & 31)] |= 1 << run,
                    // A phrase that ends before is followed by anything.
                    None => bits.iter_mut().for_each(|bits| *bits |= 1 << run),
                }
            }
            for (place, first) in phrase.iter().enumerate().take(reach + 1) {
                let seconds = phrase.get(place + 1).map_or(0..32, |second| *second..second + 1);
                for step in seconds.map(|second| pair(*first, second)) {
                    table.steps[step] = table.steps[step].min((reach - place) as u8);
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

    /// The runs that may hold a phrase that begins `text`.
    fn runs(&self, text: &[u8]) -> u8 {
        let bytes = text.iter().zip(&self.bits);
        bytes.fold(u8::MAX, |runs, (byte, bits)| runs & bits[usize::from(byte & 31)])
    }
}

/// The phrases of a packed list one by one.
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
    /// The list `packed` holds.
    pub(crate) const fn new(packed: &'static [u8]) -> Self {
        Self { packed, table: OnceLock::new() }
    }

    fn table(&self) -> &Table {
        self.table.get_or_init(|| Box::new(Table::new(self.packed)))
    }

    /// The length of the first phrase among `runs` that begins `text`.
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

    /// The length of the first phrase of the list that begins `text`.
    #[must_use]
    pub fn begins(&self, text: &str) -> Option<usize> {
        let table = self.table();
        match table.runs(text.as_bytes()) {
            0 => None,
            runs => self.compare(table, runs, text.as_bytes()),
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
        self.find_from(text, 0)
    }

    /// The first place from byte `from` of `text` on where a phrase stands.
    fn find_from(&self, text: &str, from: usize) -> Option<usize> {
        let table = self.table();
        let bytes = text.as_bytes();
        let mut at = from;
        while let Some([first, second]) = bytes.get(at + table.reach..at + table.reach + 2) {
            let step = usize::from(table.steps[pair(*first, *second)]);
            if step == 0 && self.stands(table, &bytes[at..]) {
                return Some(at);
            }
            at += step.max(1);
        }
        // Behind the last pair there is room for a phrase of one byte.
        let last = bytes.get(at..).filter(|_| table.reach == 0)?;
        self.stands(table, last).then_some(at)
    }

    /// Whether `text` begins with a phrase of the list.
    fn stands(&self, table: &Table, text: &[u8]) -> bool {
        match table.runs(text) {
            0 => false,
            runs => self.compare(table, runs, text).is_some(),
        }
    }

    /// What `found` first gives for a phrase of the list, each asked once in the order of the list, with the byte after
    /// the first place it stands at in `text`.
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

    /// Every place in `text` where a phrase stands.
    pub(crate) fn places(&self, text: &str) -> Vec<usize> {
        let mut out = Vec::new();
        while let Some(at) = self.find_from(text, out.last().map_or(0, |last| last + 1)) {
            out.push(at);
        }
        out
    }

    /// Whether a phrase stands anywhere in `text`.
    #[must_use]
    pub fn within(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// Whether `word` is one of the phrases.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
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

    /// What the first phrase of the list for which `found` gives something gives.
    pub(crate) fn find_map<T>(&self, found: impl FnMut(&'static [u8]) -> Option<T>) -> Option<T> {
        phrases_of(self.packed).find_map(found)
    }
}

/// Whether `text` begins with `phrase`, which is in lower case.
pub(crate) fn begins(text: &[u8], phrase: &[u8]) -> bool {
    text.len() >= phrase.len()
        && text.iter().zip(phrase).all(|(byte, want)| byte.to_ascii_lowercase() == *want)
}

/// Where `phrase`, in lower case, first stands in `text`.
#[must_use]
pub fn find(text: &str, phrase: &[u8]) -> Option<usize> {
    let bytes = text.as_bytes();
    let first = *phrase.first()?;
    memchr::memchr2_iter(first, first.to_ascii_uppercase(), bytes).find(|at| begins(&bytes[*at..], phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The slow model: at each place each phrase.
    fn slow_places(list: &Phrases, text: &str) -> Vec<usize> {
        let stands =
            |at: &usize| phrases_of(list.packed).any(|phrase| begins(&text.as_bytes()[*at..], phrase));
        (0..text.len()).filter(stands).collect()
    }

    #[test]
    fn no_phrase_stands_at_a_place_that_is_stepped_over() {
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
            // So that each list is met at the end as well.
            text.push_str(["", "ab", "abcabc", "c–abab", ":"][length % 5]);
            for list in [&ONE, &TWO, &LONG] {
                let slow = slow_places(list, &text);
                assert_eq!(list.places(&text), slow, "{text}");
                assert_eq!(list.find(&text), slow.first().copied(), "{text}");
                found += slow.len();
            }
        }
        assert!(found > 1000, "{found} places are too few to tell");
    }

    #[test]
    fn the_first_phrase_of_the_list_is_asked_first_at_its_first_place() {
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
