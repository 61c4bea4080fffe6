//! Owns counting the words of a page: what an index takes in of its units, made for many pages at a time.

use crate::index::format::phrase_table::{self, Meaning, PhrasesWriter, stems};
use crate::lexicon::{Intent, Lexicon};
use crate::monograph::passage::{Passage, PassageKind};
use crate::monograph::{SectionKind, labels_of};
use crate::text::Rules;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Distinct words that most pages stay below.
const WORDS: usize = 512;

/// A unit that holds a word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TermFreq {
    pub(crate) passage: u32,
    pub(crate) in_heading: u8,
    pub(crate) in_text: u16,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct PassageLengths {
    pub(crate) kind: PassageKind,
    pub(crate) heading: u16,
    pub(crate) text: u32,
    pub(crate) asks: u32,
}

/// Counts pages in one language; it does not change, so many threads can count with it.
#[derive(Debug)]
pub struct TermCounter {
    rules: Rules,
    /// The phrases that ask for something.
    phrases: HashMap<String, Vec<Meaning>>,
}

/// The words of a page, counted.
#[derive(Debug, Default)]
pub struct TermCounts {
    /// Each word once, behind each a blank.
    words: String,
    /// By units, each word of the unit once: the word's number, and where it stands. Units count from the page's first.
    pub(crate) held: Vec<(u32, TermFreq)>,
    pub(crate) passages: Vec<PassageLengths>,
}

impl TermCounter {
    /// Counts by the rules of a language, and by what asks for something in it.
    pub(crate) fn new(rules: Rules, asking: &PhrasesWriter) -> Self {
        Self { rules, phrases: asking.meanings().collect() }
    }

    /// Counts the units of a page.
    #[must_use]
    pub fn count(&self, passages: &[Passage]) -> TermCounts {
        let mut out = TermCounts::default();
        let known = HashMap::with_capacity_and_hasher(WORDS, BuildHasherDefault::default());
        let mut numbers = Numbers { known, latest: Vec::with_capacity(WORDS) };
        for (passage, id) in passages.iter().zip(0..) {
            let (mut heading, mut text) = (0_u16, 0_u32);
            self.rules.each_word(&passage.heading, &mut |word, _, _| {
                heading = heading.saturating_add(1);
                let held = out.held(&mut numbers, word, id);
                held.in_heading = held.in_heading.saturating_add(1);
            });
            self.rules.each_word(&passage.text, &mut |word, _, _| {
                text += 1;
                let held = out.held(&mut numbers, word, id);
                held.in_text = held.in_text.saturating_add(1);
            });
            let asks = if passage.kind == PassageKind::Faq { self.asks(&passage.heading) } else { 0 };
            out.passages.push(PassageLengths { kind: passage.kind, heading, text, asks });
        }
        out
    }

    fn asks(&self, question: &str) -> u32 {
        let stems = stems(question, self.rules);
        let stems: Vec<&str> = stems.split(' ').collect();
        phrase_table::asked(&phrase_table::spans(&stems, &|phrase| self.phrases.get(phrase).cloned()))
    }
}

/// The numbers of a page's words, and for each the place in `held` of the latest unit with it.
struct Numbers {
    known: HashMap<String, u32, BuildHasherDefault<WordHash>>,
    latest: Vec<usize>,
}

/// FNV-1a (Fowler, Noll and Vo), half the work of the standard hash for a short word. Who writes a page so that its words
/// meet slows the build of that one page, whose length is bounded.
struct WordHash(u64);

impl Default for WordHash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for WordHash {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl TermCounts {
    /// The words by their numbers.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.split_terminator(' ')
    }

    /// Where `word` stands in `passage`.
    fn held(&mut self, numbers: &mut Numbers, word: &str, passage: u32) -> &mut TermFreq {
        let number = match numbers.known.get(word) {
            Some(&number) => number,
            None => {
                let number = numbers.latest.len() as u32;
                numbers.known.insert(word.to_string(), number);
                numbers.latest.push(usize::MAX);
                self.words.push_str(word);
                self.words.push(' ');
                number
            }
        };
        let latest = &mut numbers.latest[number as usize];
        if self.held.get(*latest).is_none_or(|(_, held)| held.passage != passage) {
            *latest = self.held.len();
            self.held.push((number, TermFreq { passage, in_heading: 0, in_text: 0 }));
        }
        &mut self.held[*latest].1
    }
}

/// The phrases that ask for something.
pub(crate) fn asking(words: &Lexicon) -> PhrasesWriter {
    let rules = words.language.rules();
    let mut phrases = PhrasesWriter::default();
    for (phrase, intent) in &words.intents {
        phrases.add(&stems(phrase, rules), Meaning::Intent(*intent));
    }
    // In another language than English a section is asked for by what it is called.
    for (label, kind) in labels_of(&words.language) {
        if let Some(intent) = asking_for(kind) {
            phrases.add(&stems(label, rules), Meaning::Intent(intent));
        }
    }
    phrases
}

/// What asks for a section of `kind`, where one question does.
fn asking_for(kind: SectionKind) -> Option<Intent> {
    Some(match kind {
        SectionKind::GenericName => Intent::Names,
        SectionKind::BoxedWarning | SectionKind::Precautions => Intent::Precautions,
        SectionKind::Usage => Intent::Usage,
        SectionKind::Contraindications => Intent::Contraindications,
        SectionKind::Interactions => Intent::Interactions,
        SectionKind::Pregnancy => Intent::Pregnancy,
        SectionKind::Dosage => Intent::Dose,
        SectionKind::Overdose => Intent::Overdose,
        SectionKind::SideEffects => Intent::SideEffects,
        SectionKind::HowItWorks => Intent::HowItWorks,
        SectionKind::Storage => Intent::Storage,
        SectionKind::Monitoring => Intent::Monitoring,
        SectionKind::SpecialGroups
        | SectionKind::Faqs
        | SectionKind::Disclaimer
        | SectionKind::Note
        | SectionKind::Other => return None,
    })
}
