//! Counts the words of a page's passages, for many pages at a time.

use crate::index::format::phrase_table::{self, Meaning, PhrasesWriter, stems};
use crate::index::write::word_map::WordMap;
use crate::lexicon::{Intent, Lexicon};
use crate::monograph::passage::{Passage, PassageKind};
use crate::monograph::{SectionKind, labels_of};
use crate::text::Rules;
use std::collections::HashMap;

/// Most pages have fewer distinct words.
const WORDS: usize = 512;

/// How often a word occurs in a passage.
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

/// Counts pages in one language; immutable, so that threads can share it.
#[derive(Debug)]
pub struct TermCounter {
    rules: Rules,
    /// The phrases that ask for something.
    phrases: HashMap<String, Vec<Meaning>>,
}

/// The words of a page, counted.
#[derive(Debug, Default)]
pub struct TermCounts {
    /// Each word once, each followed by a space.
    words: String,
    /// For each passage, each of its words once, by the word's number. Passages are numbered from the first of the page.
    pub(crate) freqs: Vec<(u32, TermFreq)>,
    pub(crate) passages: Vec<PassageLengths>,
}

impl TermCounter {
    /// Counts by the rules of a language and its phrases that ask for something.
    pub(crate) fn new(rules: Rules, asking: &PhrasesWriter) -> Self {
        Self { rules, phrases: asking.meanings().collect() }
    }

    /// Counts the passages of a page.
    #[must_use]
    pub fn count(&self, passages: &[Passage]) -> TermCounts {
        let mut out = TermCounts::default();
        let mut numbers = Numbers {
            known: WordMap::with_capacity_and_hasher(WORDS, Default::default()),
            latest: Vec::with_capacity(WORDS),
        };
        for (passage, id) in passages.iter().zip(0..) {
            let (mut heading, mut text) = (0_u16, 0_u32);
            self.rules.each_word(&passage.heading, &mut |word, _, _| {
                heading = heading.saturating_add(1);
                let freq = out.freq(&mut numbers, word, id);
                freq.in_heading = freq.in_heading.saturating_add(1);
            });
            self.rules.each_word(&passage.text, &mut |word, _, _| {
                text += 1;
                let freq = out.freq(&mut numbers, word, id);
                freq.in_text = freq.in_text.saturating_add(1);
            });
            let asks = if passage.kind == PassageKind::Faq { self.asks(&passage.heading) } else { 0 };
            out.passages.push(PassageLengths { kind: passage.kind, heading, text, asks });
        }
        out
    }

    fn asks(&self, question: &str) -> u32 {
        let stems = stems(question, self.rules);
        let stems: Vec<&str> = stems.split(' ').collect();
        phrase_table::asked(&stems, &phrase_table::spans(&stems, &|phrase| self.phrases.get(phrase).cloned()))
    }
}

/// The numbers of a page's words, and for each the index in `freqs` of the last passage that holds it.
struct Numbers {
    known: WordMap<u32>,
    latest: Vec<usize>,
}

impl TermCounts {
    /// The words by their numbers.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.split_terminator(' ')
    }

    /// How often `word` occurs in `passage` so far.
    fn freq(&mut self, numbers: &mut Numbers, word: &str, passage: u32) -> &mut TermFreq {
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
        if self.freqs.get(*latest).is_none_or(|(_, freq)| freq.passage != passage) {
            *latest = self.freqs.len();
            self.freqs.push((number, TermFreq { passage, in_heading: 0, in_text: 0 }));
        }
        &mut self.freqs[*latest].1
    }
}

/// The phrases that ask for something.
pub(crate) fn asking(words: &Lexicon) -> PhrasesWriter {
    let rules = words.language.rules();
    let mut phrases = PhrasesWriter::default();
    for (phrase, intent) in &words.intents {
        phrases.add(&stems(phrase, rules), Meaning::Intent(*intent));
    }
    // In languages other than English, the headings of sections ask for them.
    for (label, kind) in labels_of(&words.language) {
        if let Some(intent) = asking_for(kind) {
            phrases.add(&stems(label, rules), Meaning::Intent(intent));
        }
    }
    phrases
}

/// The intent that asks for sections of `kind`, if there is one.
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
        | SectionKind::Class
        | SectionKind::Administration
        | SectionKind::Preparation
        | SectionKind::Presentation
        | SectionKind::Pharmacokinetics
        | SectionKind::Faqs
        | SectionKind::Disclaimer
        | SectionKind::Note
        | SectionKind::Other => return None,
    })
}
