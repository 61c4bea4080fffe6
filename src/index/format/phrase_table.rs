//! Phrases: stemmed runs of words that mean another phrase (lay and clinical words) or ask for something (intents).

use crate::index::format::bytes::{Reader, push_varint};
use crate::index::format::dictionary::{self, Dictionary};
use crate::lean::strings::{cut_last, is_one_of, joined};
use crate::lexicon::Intent;
#[cfg(not(target_os = "unknown"))]
use crate::text::Rules;
use std::collections::{BTreeMap, BTreeSet};

/// What a phrase means.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    /// It asks for this.
    Intent(Intent),
    /// The same in other words, stemmed and separated by spaces.
    Words(String),
}

/// Longest phrase, in words.
const LONGEST: usize = 6;

/// A phrase found in a run of stemmed words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Span {
    /// Index of its first word.
    pub start: usize,
    /// Index after its last word.
    pub end: usize,
    /// What it means.
    pub meanings: Vec<Meaning>,
}

impl Span {
    /// Whether the word at `position` is part of it.
    #[must_use]
    pub(crate) fn covers(&self, position: usize) -> bool {
        self.start <= position && position < self.end
    }

    /// Whether all its words are marked in `used`.
    #[must_use]
    pub(crate) fn is_within(&self, used: &[bool]) -> bool {
        (self.start..self.end).all(|position| used.get(position) == Some(&true))
    }
}

/// The phrases in a run of stemmed words: from each word the longest one, none inside another.
pub(crate) fn spans(stems: &[&str], find: &dyn Fn(&str) -> Option<Vec<Meaning>>) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    while start < stems.len() {
        let (begin, mut end) = (start, stems.len().min(start + LONGEST));
        let longest = joined(stems.get(begin..end).unwrap_or_default());
        let mut phrase = longest.as_str();
        start += 1;
        while end > begin {
            if let Some(meanings) = find(phrase) {
                out.push(Span { start: begin, end, meanings });
                start = end;
                break;
            }
            end -= 1;
            phrase = cut_last(phrase, b' ').unwrap_or_default().0;
        }
    }
    out
}

/// Single words that ask for the usage in a query (`milrinone uses`) but not in a whole question: `can I use it on my face`.
const VAGUE: &str = "us usag effect cure";

/// The intents of a whole question of the collection with these stems and phrases, one bit each.
#[must_use]
pub(crate) fn asked(stems: &[&str], spans: &[Span]) -> u32 {
    let mut bits = 0_u32;
    let bit = |intent: Intent| 1 << intent.number();
    for span in spans {
        let first = stems.get(span.start).copied().unwrap_or_default();
        let vague = span.end == span.start + 1 && is_one_of(first, VAGUE);
        for meaning in &span.meanings {
            if let Meaning::Intent(intent) = meaning {
                bits |= if vague && *intent == Intent::Usage { 0 } else { bit(*intent) };
            }
        }
    }
    // `How long does it take to work` does not ask how it works.
    if bits & bit(Intent::HowLong) != 0 { bits & !bit(Intent::HowItWorks) } else { bits }
}

/// Collects phrases.
#[derive(Debug, Default)]
pub(crate) struct PhrasesWriter {
    phrases: BTreeMap<String, BTreeSet<Meaning>>,
}

impl PhrasesWriter {
    /// Adds a meaning to a stemmed phrase.
    pub(crate) fn add(&mut self, phrase: &str, meaning: Meaning) {
        let fits = |words: &str| !words.is_empty() && words.len() <= dictionary::MAX_KEY;
        if fits(phrase) && !matches!(&meaning, Meaning::Words(words) if !fits(words)) {
            self.phrases.entry(phrase.to_string()).or_default().insert(meaning);
        }
    }

    /// Every phrase with what it means.
    pub(crate) fn meanings(&self) -> impl Iterator<Item = (String, Vec<Meaning>)> {
        self.phrases.iter().map(|(phrase, meanings)| (phrase.clone(), meanings.iter().cloned().collect()))
    }

    /// Keys, intents and meanings as the bytes of three parts.
    ///
    /// The keys are the phrases and what they mean, in one order. Intents: for each key the numbers of its intents, from 1 up
    /// and with the high bit set if another follows, or 0. Meanings: lay and clinical words mostly point at each other, so each
    /// pair is written once, under its lesser key: the count of pairs; for each the distance from the lesser key of the one
    /// before; for each the distance to its greater key, with two low bits: the lesser means the greater, the greater the lesser.
    #[must_use]
    pub(crate) fn finish(&self) -> [Vec<u8>; 3] {
        fn words(meaning: &Meaning) -> Option<&str> {
            match meaning {
                Meaning::Words(words) => Some(words),
                Meaning::Intent(_) => None,
            }
        }
        let meant = self.phrases.values().flatten().filter_map(words);
        let keys: BTreeSet<&str> = self.phrases.keys().map(String::as_str).chain(meant).collect();
        let number: BTreeMap<&str, u32> = keys.iter().copied().zip(0..).collect();
        let mut asks = Vec::new();
        let mut pairs: BTreeMap<(u32, u32), u32> = BTreeMap::new();
        for (&key, &from) in &number {
            let before = asks.len();
            for meaning in self.phrases.get(key).into_iter().flatten() {
                match meaning {
                    Meaning::Intent(intent) => asks.push((intent.number() + 1) | MORE),
                    Meaning::Words(words) => {
                        let Some(&to) = number.get(words.as_str()) else { continue };
                        let way = if from < to { FORTH } else { BACK };
                        *pairs.entry((from.min(to), from.max(to))).or_default() |= way;
                    }
                }
            }
            if asks.len() == before {
                asks.push(0);
            }
            asks.last_mut().into_iter().for_each(|last| *last &= !MORE);
        }
        let mut means = Vec::new();
        push_varint(&mut means, pairs.len() as u32);
        pairs.keys().fold(0, |last, &(lesser, _)| {
            push_varint(&mut means, lesser - last);
            lesser
        });
        pairs
            .iter()
            .for_each(|((lesser, greater), ways)| push_varint(&mut means, (greater - lesser) << 2 | ways));
        [dictionary::write(keys.into_iter()), asks, means]
    }
}

/// Set if another intent of the same key follows.
const MORE: u8 = 0x80;
/// The lesser key means the greater; the greater means the lesser.
const FORTH: u32 = 1;
const BACK: u32 = 2;

/// Reads what [`PhrasesWriter`] wrote.
#[derive(Debug, Clone)]
pub struct Phrases {
    keys: Dictionary,
    asks: Vec<(u32, Intent)>,
    /// Pairs, sorted: the lesser key, the greater, and in the low bits which means which.
    means: Vec<(u32, u32, u32)>,
}

impl Phrases {
    /// Opens the three parts; `None` when they make no sense or are inconsistent.
    #[must_use]
    pub fn open(keys: &[u8], asks: &[u8], means: &[u8]) -> Option<Self> {
        let keys = Dictionary::open(keys)?;
        let asks = read_asks(asks, keys.count())?;
        let means = read_means(means, keys.count())?;
        Some(Self { keys, asks, means })
    }

    /// What a stemmed phrase asks for; `None` when it asks for nothing.
    #[must_use]
    pub fn intents(&self, phrase: &str) -> Option<Vec<Meaning>> {
        self.read(phrase, &[])
    }

    /// What a stemmed phrase means; `None` when it is not in the table.
    #[must_use]
    pub fn find(&self, phrase: &str) -> Option<Vec<Meaning>> {
        self.read(phrase, &self.means)
    }

    /// The phrases of one word that ask for that.
    #[must_use]
    pub fn words_asking(&self, intent: Intent) -> Vec<&str> {
        let mut out = Vec::new();
        for &(key, _) in self.asks.iter().filter(|&&(_, other)| other == intent) {
            out.extend(self.keys.key(key).filter(|phrase| !phrase.bytes().any(|byte| byte == b' ')));
        }
        out
    }

    /// What a stemmed phrase asks for, and what it means by `means`.
    fn read(&self, phrase: &str, means: &[(u32, u32, u32)]) -> Option<Vec<Meaning>> {
        let number = self.keys.find(phrase)?;
        let mut out = Vec::new();
        for &(_, intent) in self.asks.iter().filter(|(key, _)| *key == number) {
            out.push(Meaning::Intent(intent));
        }
        // Pairs under lesser keys come first, so what is meant comes in the order of keys.
        for &(lesser, greater, ways) in means {
            let (other, way) = if lesser == number { (greater, FORTH) } else { (lesser, BACK) };
            if (lesser == number || greater == number) && ways & way != 0 {
                out.push(Meaning::Words(self.keys.key(other)?.to_string()));
            }
        }
        (!out.is_empty()).then_some(out)
    }
}

fn read_asks(part: &[u8], keys: u32) -> Option<Vec<(u32, Intent)>> {
    let (mut out, mut key) = (Vec::new(), 0);
    for byte in part {
        if let Some(number) = (byte & !MORE).checked_sub(1) {
            out.push((key, Intent::from_number(number)?));
        }
        key += u32::from(byte & MORE == 0);
    }
    (key == keys).then_some(out)
}

fn read_means(part: &[u8], keys: u32) -> Option<Vec<(u32, u32, u32)>> {
    let mut reader = Reader::new(part);
    let count = reader.varint()?;
    let (mut lessers, mut last) = (Vec::new(), 0_u32);
    for _ in 0..count {
        last = last.checked_add(reader.varint()?)?;
        lessers.push(last);
    }
    let mut out = Vec::new();
    for lesser in lessers {
        let packed = reader.varint()?;
        let greater = lesser.checked_add(packed >> 2).filter(|&greater| greater < keys)?;
        out.push((lesser, greater, packed));
    }
    reader.rest().is_empty().then_some(out)
}

#[cfg(not(target_os = "unknown"))]
/// The stems of all words of a phrase, separated by spaces.
pub(crate) fn stems(phrase: &str, rules: Rules) -> String {
    let mut out = String::new();
    rules.each_word(phrase, &mut |word, _, _| {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&rules.stem(word));
    });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_may_mean_and_ask() {
        let words = |words: &str| Meaning::Words(words.into());
        let mut writer = PhrasesWriter::default();
        writer.add("feel sick", words("nausea"));
        writer.add("feel sick", Meaning::Intent(Intent::SideEffects));
        writer.add("feel sick", Meaning::Intent(Intent::Serious));
        writer.add("nausea", words("feel sick"));
        writer.add("queasi", words("nausea"));
        writer.add("queasi", words("feel sick"));
        writer.add("water", words("fluid"));
        let [keys, asks, means] = writer.finish();
        let phrases = Phrases::open(&keys, &asks, &means).unwrap();
        let known: BTreeMap<String, Vec<Meaning>> = writer.meanings().collect();
        for phrase in ["feel", "feel sick", "fluid", "nausea", "queasi", "water"] {
            assert_eq!(phrases.find(phrase), known.get(phrase).cloned(), "{phrase}");
        }
        assert_eq!(phrases.intents("queasi"), None);
        assert!(Phrases::open(&keys, &asks[..asks.len() - 1], &means).is_none());
        assert!(Phrases::open(&keys, &asks, &means[..means.len() - 1]).is_none());
        assert!(Phrases::open(&keys, &asks, &[1, 5, 3]).is_none());
    }
}
