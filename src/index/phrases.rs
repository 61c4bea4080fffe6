//! Owns phrases: stemmed runs of words that mean another word (lay and clinical) or ask for something (intents).

use super::bytes::{Reader, push_bytes, push_varint};
use super::dictionary::{self, Dictionary};
use super::lists::{Lists, ListsWriter};
use crate::text::Intent;
use crate::text::part::joined;
use std::collections::{BTreeMap, BTreeSet};

/// What a phrase stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    /// It asks for this.
    Intent(Intent),
    /// The same in other words, stemmed and parted by blanks.
    Words(String),
}

/// Marks a meaning in words that stands as a text.
const TEXT: u8 = 255;
/// Marks a meaning in words that is a phrase itself, by its number; lay and clinical words mostly point at each other.
const PHRASE: u8 = 254;

/// Longest phrase, in words.
const LONGEST: usize = 6;

/// A phrase met in a run of stemmed words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Place of its first word.
    pub start: usize,
    /// Place after its last word.
    pub end: usize,
    /// What it stands for.
    pub meanings: Vec<Meaning>,
}

/// The phrases in a run of stemmed words: from each place the longest one, none inside another.
pub fn spans(stems: &[&str], find: impl Fn(&str) -> Option<Vec<Meaning>>) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    while start < stems.len() {
        let longest = (start + 1..=stems.len().min(start + LONGEST)).rev().find_map(|end| {
            find(&joined(stems.get(start..end).unwrap_or_default())).map(|meanings| Span {
                start,
                end,
                meanings,
            })
        });
        start = longest.as_ref().map_or(start + 1, |span| span.end);
        out.extend(longest);
    }
    out
}

/// The intents of phrases, one bit each.
#[must_use]
pub fn asked(spans: &[Span]) -> u32 {
    spans.iter().flat_map(|span| &span.meanings).fold(0, |bits, meaning| match meaning {
        Meaning::Intent(intent) => bits | 1 << intent.number(),
        Meaning::Words(_) => bits,
    })
}

/// Gathers phrases.
#[derive(Debug, Default)]
pub struct PhrasesWriter {
    phrases: BTreeMap<String, BTreeSet<Meaning>>,
}

impl PhrasesWriter {
    /// Adds a meaning to a stemmed phrase.
    pub fn add(&mut self, phrase: &str, meaning: Meaning) {
        if !phrase.is_empty() && phrase.len() <= dictionary::MAX_KEY {
            self.phrases.entry(phrase.to_string()).or_default().insert(meaning);
        }
    }

    /// What a stemmed phrase stands for.
    #[must_use]
    pub fn find(&self, phrase: &str) -> Option<Vec<Meaning>> {
        self.phrases.get(phrase).map(|meanings| meanings.iter().cloned().collect())
    }

    /// Keys and lists as the bytes of two parts.
    #[must_use]
    pub fn finish(&self) -> (Vec<u8>, Vec<u8>) {
        let mut lists = ListsWriter::default();
        let number: BTreeMap<&str, u32> = self.phrases.keys().map(String::as_str).zip(0..).collect();
        for meanings in self.phrases.values() {
            let mut out = Vec::new();
            for meaning in meanings {
                match meaning {
                    Meaning::Intent(intent) => out.push(intent.number()),
                    Meaning::Words(words) => match number.get(words.as_str()) {
                        Some(&number) => {
                            out.push(PHRASE);
                            push_varint(&mut out, number);
                        }
                        None => {
                            out.push(TEXT);
                            push_bytes(&mut out, words.as_bytes());
                        }
                    },
                }
            }
            lists.push(&out);
        }
        (dictionary::write(self.phrases.keys().map(String::as_str)), lists.finish())
    }
}

/// Reads what [`PhrasesWriter`] wrote.
#[derive(Debug, Clone, Copy)]
pub struct Phrases<'a> {
    keys: Dictionary<'a>,
    lists: Lists<'a>,
}

impl<'a> Phrases<'a> {
    /// Reads both fronts; `None` when they do not fit their bytes or each other.
    #[must_use]
    pub fn open(keys: &'a [u8], lists: &'a [u8]) -> Option<Self> {
        let (keys, lists) = (Dictionary::open(keys)?, Lists::open(lists)?);
        (keys.count() == lists.count()).then_some(Self { keys, lists })
    }

    /// What a stemmed phrase asks for; `None` when it asks for nothing.
    #[must_use]
    pub fn intents(&self, phrase: &str) -> Option<Vec<Meaning>> {
        let mut found = self.find(phrase)?;
        found.retain(|meaning| matches!(meaning, Meaning::Intent(_)));
        (!found.is_empty()).then_some(found)
    }

    /// What a stemmed phrase stands for; `None` when it is no phrase.
    #[must_use]
    pub fn find(&self, phrase: &str) -> Option<Vec<Meaning>> {
        let mut reader = Reader::new(self.lists.get(self.keys.find(phrase)?)?);
        let mut out = Vec::new();
        while let Some(tag) = reader.byte() {
            out.push(match tag {
                TEXT => Meaning::Words(reader.text()?.to_string()),
                PHRASE => Meaning::Words(self.keys.key(reader.varint()?)?),
                number => Meaning::Intent(Intent::from_number(number)?),
            });
        }
        Some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_may_mean_and_ask() {
        let mut writer = PhrasesWriter::default();
        writer.add("feel sick", Meaning::Words("nausea".into()));
        writer.add("feel sick", Meaning::Intent(Intent::SideEffects));
        let (keys, lists) = writer.finish();
        let phrases = Phrases::open(&keys, &lists).unwrap();
        assert_eq!(
            phrases.find("feel sick").unwrap(),
            [Meaning::Intent(Intent::SideEffects), Meaning::Words("nausea".into())]
        );
        assert_eq!(phrases.find("feel"), None);
    }
}
