//! Owns writing an index: pages go in one by one, files come out; the same pages give the same bytes.

use super::container::assemble;
use super::dictionary;
use super::head::{Common, Directory, HeadWriter, is_ordinary};
use super::impact::{self, Counts, Means};
use super::lists::ListsWriter;
use super::names_writer::{NamesWriter, between};
use super::naming::{self, Named};
use super::pages::{self, PageRow};
use super::phrases::{self, Meaning, PhrasesWriter};
use super::postings::{self, Posting, intent_term};
use super::{PageId, UnitId, slips};
use crate::error::Error;
use crate::monograph::{SectionKind, labels_of};
use crate::text::{Intent, Language, Rules, Words};
use crate::unit::{Unit, UnitKind};
use std::collections::{BTreeSet, HashMap};

/// Bytes of postings after which a shard of terms ends.
const SHARD: usize = if cfg!(test) { 200 } else { 12_000 };

/// One page to be indexed.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// Path of the Markdown file below the content folder: `a/abacavir.md`.
    pub path: &'a str,
    /// The page's short name in addresses.
    pub slug: &'a str,
    /// The title as it is shown.
    pub title: &'a str,
    /// Hash in the name of the page's card file.
    pub card: &'a str,
    /// The first sentence of its usage.
    pub line: &'a str,
    /// The generic name the text gives.
    pub generic_name: Option<&'a str>,
    /// The substances of a combination; one entry for a single drug.
    pub ingredients: &'a [String],
    /// What a search may return of it, its head first.
    pub units: &'a [Unit],
}

/// What a writer made.
#[derive(Debug, Clone)]
pub struct Built {
    /// The head: what every question needs.
    pub head: Vec<u8>,
    /// The directory of names: least name and hash of each shard.
    pub names: Directory,
    /// The shards by their paths.
    pub files: Vec<(String, Vec<u8>)>,
}

/// A unit that holds a term.
#[derive(Debug, Clone, Copy)]
struct Held {
    unit: u32,
    in_heading: u8,
    in_text: u16,
}

#[derive(Debug, Clone, Copy)]
struct UnitLengths {
    kind: UnitKind,
    heading: u16,
    text: u32,
    asks: u32,
}

/// Gathers pages.
#[derive(Debug)]
pub struct Writer {
    words: Words,
    rules: Rules,
    named: Vec<Named>,
    rows: Vec<PageRow>,
    counts: Vec<u32>,
    units: Vec<UnitLengths>,
    /// Place in `terms` of each word met; none for a stop word.
    known: HashMap<String, Option<u32>>,
    /// Place in `terms` of each stem.
    stems: HashMap<String, u32>,
    terms: Vec<Vec<Held>>,
    phrases: PhrasesWriter,
}

impl Writer {
    /// Starts an index that knows these words, of pages in their language.
    #[must_use]
    pub fn new(words: &Words) -> Self {
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
        Self {
            words: words.clone(),
            rules,
            phrases,
            named: Vec::new(),
            rows: Vec::new(),
            counts: Vec::new(),
            units: Vec::new(),
            known: HashMap::new(),
            stems: HashMap::new(),
            terms: Vec::new(),
        }
    }

    /// Adds a page; pages are numbered in the order they come.
    pub fn add(&mut self, page: &Page<'_>) {
        self.rows.push(PageRow {
            page: PageId(self.rows.len() as u32),
            substances: page.ingredients.len().clamp(1, 255) as u8,
            title: page.title.to_string(),
            slug: page.slug.to_string(),
            path: page.path.to_string(),
            hash: page.card.to_string(),
            line: page.line.to_string(),
        });
        self.named.push(Named {
            title: page.title.to_string(),
            generic: page.generic_name.map(str::to_string),
            ingredients: page.ingredients.to_vec(),
        });
        self.counts.push(page.units.len() as u32);
        page.units.iter().for_each(|unit| self.add_unit(unit));
    }

    /// The files of the index, named by `hash` of their bytes.
    ///
    /// # Errors
    /// When a part outgrows what the format can number.
    pub fn finish(mut self, build: u64, hash: &dyn Fn(&[u8]) -> String) -> Result<Built, Error> {
        let mut names = naming::names(&self.named, &self.words);
        for row in &self.rows {
            // Cards are asked for by their short names too.
            let key = crate::text::fold::key(&row.slug);
            if names.get(&key).next().is_none() {
                names.add(&key, &row.title, super::names::Tier::Base, row.page);
            }
        }
        let mut files = Vec::new();
        let mut file = |folder: &str, end: &str, bytes: Vec<u8>| {
            let hash = hash(&bytes);
            files.push((format!("{folder}/{hash}.{end}"), bytes));
            hash
        };
        let directory = names
            .finish(&self.rows)
            .into_iter()
            .map(|(least, bytes)| (least, file("names", "json", bytes)))
            .collect();
        let slip_words = naming::name_words(&names);
        let slips = file("slips", "bin", slips::write(&slip_words, &self.rows)?);
        let pages = pages::write(&self.rows).into_iter().map(|bytes| file("pages", "json", bytes)).collect();

        let mut terms: Vec<(String, u32)> = std::mem::take(&mut self.stems).into_iter().collect();
        terms.sort_unstable();
        self.add_lay(&terms);
        let common = self.common(&terms, &names);
        let words = self.units.iter().fold((0, 0), |sum: (u64, u64), unit| {
            (sum.0 + u64::from(unit.heading), sum.1 + u64::from(unit.text))
        });
        let mut shards = Vec::new();
        self.write_terms(&terms, words, |least, bytes| shards.push((least, file("terms", "bin", bytes))))?;
        let phrases = self.phrases.finish();
        let language = &self.words.language;
        let language = if *language == Language::ENGLISH { "" } else { language.tag() }.to_string();
        let head =
            HeadWriter { units: self.counts, words, phrases, common, terms: shards, pages, slips, language };
        Ok(Built { head: head.finish(build)?, names: directory, files })
    }

    fn add_unit(&mut self, unit: &Unit) {
        let id = self.units.len() as u32;
        let (mut heading, mut text) = (0_u16, 0_u32);
        let rules = self.rules;
        rules.each_word(&unit.heading, &mut |word, _, _| {
            heading = heading.saturating_add(1);
            if let Some(held) = self.held(word, id) {
                held.in_heading = held.in_heading.saturating_add(1);
            }
        });
        rules.each_word(&unit.text, &mut |word, _, _| {
            text += 1;
            if let Some(held) = self.held(word, id) {
                held.in_text = held.in_text.saturating_add(1);
            }
        });
        let asks = if unit.kind == UnitKind::Faq { self.asks(&unit.heading) } else { 0 };
        self.units.push(UnitLengths { kind: unit.kind, heading, text, asks });
    }

    /// What `unit` holds of the term of `word`; none for a stop word.
    fn held(&mut self, word: &str, unit: u32) -> Option<&mut Held> {
        let place = match self.known.get(word) {
            Some(place) => *place,
            None => {
                let place = (!self.rules.is_stop(word)).then(|| {
                    let next = self.terms.len() as u32;
                    let place = *self.stems.entry(self.rules.stem(word)).or_insert(next);
                    if place == next {
                        self.terms.push(Vec::new());
                    }
                    place
                });
                self.known.insert(word.to_string(), place);
                place
            }
        };
        let held = self.terms.get_mut(place? as usize)?;
        if held.last().is_none_or(|last| last.unit != unit) {
            held.push(Held { unit, in_heading: 0, in_text: 0 });
        }
        held.last_mut()
    }

    fn asks(&self, question: &str) -> u32 {
        let stems = stems(question, self.rules);
        let stems: Vec<&str> = stems.split(' ').collect();
        phrases::asked(&phrases::spans(&stems, &|phrase| self.phrases.find(phrase)))
    }

    /// Lay and clinical words, both ways, where the pages hold the other words.
    fn add_lay(&mut self, terms: &[(String, u32)]) {
        let is_known = |phrase: &str| {
            phrase.split(' ').all(|term| {
                self.rules.is_stop(term)
                    || terms.binary_search_by(|(known, _)| known.as_str().cmp(term)).is_ok()
            })
        };
        for (left, right) in &self.words.lay {
            let (left, right) = (stems(left, self.rules), stems(right, self.rules));
            if is_known(&right) {
                self.phrases.add(&left, Meaning::Words(right.clone()));
            }
            if is_known(&left) {
                self.phrases.add(&right, Meaning::Words(left));
            }
        }
    }

    fn common(&self, terms: &[(String, u32)], names: &NamesWriter) -> Vec<(String, Common)> {
        let begin: BTreeSet<String> =
            names.keys().map(|name| self.rules.stem(name.split(' ').next().unwrap_or_default())).collect();
        terms
            .iter()
            .filter_map(|(term, place)| {
                let units = self.terms.get(*place as usize)?.len() as u32;
                is_ordinary(units, self.units.len() as u32)
                    .then(|| (term.clone(), Common { units, begins_a_name: begin.contains(term) }))
            })
            .collect()
    }

    fn write_terms(
        &self,
        terms: &[(String, u32)],
        (in_headings, in_texts): (u64, u64),
        mut shard: impl FnMut(String, Vec<u8>),
    ) -> Result<(), Error> {
        let mean = |words: u64| (words as f32 / self.units.len().max(1) as f32).max(1.0);
        let means = Means(mean(in_headings), mean(in_texts));
        let (mut least, mut last) = (String::new(), String::new());
        let (mut keys, mut lists, mut size): (Vec<String>, _, _) = (Vec::new(), ListsWriter::default(), 0);
        let stems = terms.iter().map(|(term, place)| (term.clone(), self.postings(*place, means)));
        for (term, postings) in self.intents().into_iter().chain(stems) {
            if size >= SHARD {
                let words = dictionary::write(keys.iter().map(String::as_str));
                shard(least, assemble(0, &[words, std::mem::take(&mut lists).finish()])?);
                least = between(&last, &term).to_string();
                (keys, size) = (Vec::new(), 0);
            }
            let bytes = postings::write(&postings);
            size += bytes.len() + term.len();
            lists.push(&bytes);
            last.clone_from(&term);
            keys.push(term);
        }
        shard(least, assemble(0, &[dictionary::write(keys.iter().map(String::as_str)), lists.finish()])?);
        Ok(())
    }

    fn postings(&self, place: u32, means: Means) -> Vec<Posting> {
        let held = self.terms.get(place as usize).map_or(&[][..], Vec::as_slice);
        let mut out: Vec<Posting> = held
            .iter()
            .filter_map(|held| {
                let unit = self.units.get(held.unit as usize)?;
                let counts = Counts {
                    in_heading: u32::from(held.in_heading),
                    in_text: u32::from(held.in_text),
                    heading_len: u32::from(unit.heading),
                    text_len: unit.text,
                };
                let steps = impact::steps(impact::impact(counts, means));
                Some(Posting { kind: unit.kind, unit: UnitId(held.unit), steps })
            })
            .collect();
        out.sort_unstable();
        out
    }

    /// The questions that ask for each intent, each with how many it asks for.
    fn intents(&self) -> Vec<(String, Vec<Posting>)> {
        let asking = |intent: Intent| {
            let bit = 1 << intent.number();
            let units = self.units.iter().zip(0..).filter(|(unit, _)| unit.asks & bit != 0);
            units
                .map(|(unit, id)| Posting {
                    kind: unit.kind,
                    unit: UnitId(id),
                    steps: (unit.asks & !(1 << Intent::WhatIs.number())).count_ones(),
                })
                .collect()
        };
        let mut out: Vec<(String, Vec<Posting>)> =
            Intent::ALL.iter().map(|&intent| (intent_term(intent.number()), asking(intent))).collect();
        out.sort();
        out
    }
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

/// The stems of all words of a phrase, parted by blanks.
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
