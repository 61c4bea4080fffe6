//! What common words lean to: the kinds of sections that hold them, and the intents of the questions that they ask and answer.
//!
//! Learned from the collection at build time (`index/write/leanings.rs`). For each word: a number with the distance from the number
//! of the word before and, in its two low bits, the count of its targets less one; then a byte for each target.

use crate::index::format::bytes::Reader;
use crate::lexicon::Intent;
use crate::monograph::SectionKind;

/// Targets: the kinds of sections, then the intents.
pub(crate) const TARGETS: usize = SectionKind::ALL.len() + Intent::ALL.len();
/// Steps of a leaning; target and step share a byte.
pub(crate) const LEVELS: usize = 256 / TARGETS;
/// Most targets of a word.
#[cfg(not(target_os = "unknown"))]
pub(crate) const MOST_TARGETS: usize = 4;

/// The target of a section.
pub(crate) fn of_section(kind: SectionKind) -> usize {
    kind as usize
}

/// The target of an intent.
pub(crate) fn of_intent(intent: Intent) -> usize {
    SectionKind::ALL.len() + intent as usize
}

/// What the words of a query lean to, added up.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaning([f32; TARGETS]);

impl Default for Leaning {
    fn default() -> Self {
        Self([0.0; TARGETS])
    }
}

impl Leaning {
    fn to(&self, target: usize) -> f32 {
        self.0.get(target).copied().unwrap_or_default()
    }

    /// How much the words lean to a kind of section.
    #[must_use]
    pub fn to_section(&self, kind: SectionKind) -> f32 {
        self.to(of_section(kind))
    }

    /// How much the words lean to a question with these intents, one bit each.
    #[must_use]
    pub fn to_question(&self, asks: u32) -> f32 {
        let mut sum = 0.0;
        for intent in Intent::ALL {
            if asks & (1 << intent.number()) != 0 {
                sum += self.to(of_intent(intent));
            }
        }
        sum / (asks.count_ones().max(1) as f32).sqrt()
    }
}

/// What the common words of a head lean to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Leanings(Vec<u8>);

impl Leanings {
    /// Opens the part of a head with so many common words; `None` when it makes no sense.
    #[must_use]
    pub(crate) fn open(bytes: &[u8], words: u32) -> Option<Self> {
        let mut fits = true;
        each(bytes, &mut |word, _, _| fits &= word < words)?;
        fits.then(|| Self(bytes.to_vec()))
    }

    /// Adds `share` of what the common word with this number leans to.
    pub(crate) fn add(&self, word: u32, share: f32, sum: &mut Leaning) {
        each(&self.0, &mut |other, target, value| {
            if let Some(sum) = sum.0.get_mut(target).filter(|_| other == word) {
                *sum += share * value;
            }
        });
    }
}

fn each(bytes: &[u8], found: &mut dyn FnMut(u32, usize, f32)) -> Option<()> {
    let mut reader = Reader::new(bytes);
    let mut word = 0_u32;
    while !reader.rest().is_empty() {
        let packed = reader.varint()?;
        word = word.checked_add(packed >> 2)?;
        for _ in 0..=packed & 3 {
            let byte = usize::from(reader.byte()?);
            found(word, byte % TARGETS, (byte / TARGETS + 1) as f32 / LEVELS as f32);
        }
    }
    Some(())
}

/// The bytes of the words with these numbers, in order, each with at most [`MOST_TARGETS`] targets.
#[cfg(not(target_os = "unknown"))]
pub(crate) fn write(words: &[(u32, Vec<(usize, f64)>)]) -> Vec<u8> {
    use crate::index::format::bytes::push_varint;
    let mut out = Vec::new();
    let mut last = 0;
    for (word, targets) in words.iter().filter(|(_, targets)| !targets.is_empty()) {
        push_varint(&mut out, (word - last) << 2 | (targets.len() - 1) as u32);
        last = *word;
        for (target, share) in targets {
            let level = (share * LEVELS as f64).round().clamp(1.0, LEVELS as f64) as usize - 1;
            out.push((level * TARGETS + target) as u8);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leanings_come_back_as_written() {
        let (storage, usage) = (of_intent(Intent::Storage), of_section(SectionKind::Usage));
        let bytes = write(&[(3, vec![(storage, 0.99), (usage, 0.2)]), (900, vec![(usage, 0.4)])]);
        let leanings = Leanings::open(&bytes, 901).unwrap();
        let of = |word| {
            let mut sum = Leaning::default();
            leanings.add(word, 1.0, &mut sum);
            sum
        };
        let bits = 1 << Intent::Storage.number();
        assert_eq!(
            (of(3).to_question(bits), of(3).to_section(SectionKind::Usage)),
            (1.0, 1.0 / LEVELS as f32)
        );
        assert_eq!(of(900).to_section(SectionKind::Usage), 2.0 / LEVELS as f32);
        assert_eq!((of(4), of(3).to_section(SectionKind::Dosage)), (Leaning::default(), 0.0));
        assert!(Leanings::open(&bytes, 900).is_none(), "words out of bounds are damage");
        assert!(Leanings::open(&bytes[..bytes.len() - 1], 901).is_none(), "cut");
    }
}
