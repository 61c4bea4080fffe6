//! Writes an index: takes pages one by one and returns files. The same pages give the same bytes.

use crate::error::Error;
use crate::index::format::container::assemble;
use crate::index::format::head::{Common, Directory, HeadWriter, is_common};
use crate::index::format::impact::{self, Counts, Means};
use crate::index::format::lists::ListsWriter;
use crate::index::format::name_shard::NameKind;
use crate::index::format::page_rows::{self, PageAlert, PageRow};
use crate::index::format::phrase_table::PhrasesWriter;
use crate::index::format::postings::{self, PROMINENCE, Posting, intent_term};
use crate::index::format::{dictionary, elsewhere, typo_words};
use crate::index::write::both::both;
use crate::index::write::class_members::{ClassMembers, class_members, class_term};
use crate::index::write::drug_names;
use crate::index::write::elsewhere::{names_without_page, pieces, write_shards};
use crate::index::write::leanings;
use crate::index::write::meanings;
use crate::index::write::name_shard_writer::between;
use crate::index::write::prominence::prominence;
use crate::index::write::term_counts::{PassageLengths, TermCounter, TermCounts, TermFreq, asking};
use crate::index::write::word_map::WordMap;
use crate::index::{PageId, PassageId};
use crate::lexicon::query_words::query_words;
use crate::lexicon::{Intent, Lexicon, register};
use crate::monograph::Facts;
use crate::monograph::passage::PassageKind;
use crate::text::fold::key;
use crate::text::{Language, Rules};
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of postings after which a shard of terms ends.
const SHARD: usize = if cfg!(test) { 200 } else { 12_000 };
/// A word in more passages than this is not treated as a brand, even if a register has one of that name.
const PROSE: usize = 20;

/// A page to index.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page<'a> {
    /// Its facts.
    pub facts: &'a Facts,
    /// The hash in the name of its card.
    pub card: &'a str,
    /// The words of its passages, its head first.
    pub counted: &'a TermCounts,
}

/// The files of an index.
#[derive(Debug, Clone)]
pub(crate) struct Built {
    /// The head, which every query needs.
    pub head: Vec<u8>,
    /// The directory of names: least name and hash of each shard.
    pub names: Directory,
    /// The shards by their paths.
    pub files: Vec<(String, Vec<u8>)>,
}

/// What is made from names.
struct Names {
    directory: Directory,
    typo_words: String,
    elsewhere: Directory,
    elsewhere_near: String,
    /// Words of everyday texts that are pieces of names without a page.
    pieces: String,
    pages: Vec<String>,
    /// The stems of the first words of names.
    first_stems: BTreeSet<String>,
    files: Vec<(String, Vec<u8>)>,
}

/// Makes the hash in the name of a file from its bytes.
type Hash<'a> = &'a (dyn Fn(&[u8]) -> String + Sync);

/// Files by their paths.
struct Files<'a> {
    hash: Hash<'a>,
    files: Vec<(String, Vec<u8>)>,
}

impl Files<'_> {
    /// Adds a file and returns its hash.
    fn add(&mut self, folder: &str, extension: &str, bytes: Vec<u8>) -> String {
        let hash = (self.hash)(&bytes);
        self.files.push((format!("{folder}/{hash}.{extension}"), bytes));
        hash
    }
}

/// Collects pages.
#[derive(Debug)]
pub(crate) struct Writer {
    words: Lexicon,
    rules: Rules,
    facts: Vec<Facts>,
    /// The hashes in the names of the cards.
    cards: Vec<String>,
    counts: Vec<u32>,
    passages: Vec<PassageLengths>,
    /// Index in `terms` of each word found; `None` for a stop word.
    known: WordMap<Option<u32>>,
    /// Index in `terms` of each stem.
    stems: WordMap<u32>,
    terms: Vec<Vec<TermFreq>>,
    phrases: PhrasesWriter,
}

impl Writer {
    /// Starts an index of pages in the language of the lexicon.
    #[must_use]
    pub(crate) fn new(words: &Lexicon) -> Self {
        Self {
            words: words.clone(),
            rules: words.language.rules(),
            phrases: asking(words),
            facts: Vec::new(),
            cards: Vec::new(),
            counts: Vec::new(),
            passages: Vec::new(),
            known: WordMap::default(),
            stems: WordMap::default(),
            terms: Vec::new(),
        }
    }

    /// The counter of words for pages of this index.
    #[must_use]
    pub(crate) fn counter(&self) -> TermCounter {
        TermCounter::new(self.rules, &self.phrases)
    }

    /// Adds a page; pages are numbered in this order.
    pub(crate) fn add(&mut self, page: &Page<'_>) {
        self.facts.push(page.facts.clone());
        self.cards.push(page.card.into());
        self.counts.push(page.counted.passages.len() as u32);
        self.add_words(page.counted);
    }

    /// The files of the index, named by `hash` of their bytes.
    ///
    /// # Errors
    /// When there is more than the format can number.
    pub(crate) fn finish(mut self, build: u64, hash: Hash<'_>) -> Result<Built, Error> {
        let mut terms: Vec<(String, u32)> = std::mem::take(&mut self.stems).into_iter().collect();
        terms.sort_unstable();
        meanings::add_lay(&mut self.phrases, &self.words, &terms);
        let classes = class_members(&self.words, &self.facts, &self.counts, &self.passages);
        meanings::add_classes(&mut self.phrases, &classes, self.rules);
        let words = self.passages.iter().fold((0, 0), |sum: (u64, u64), passage| {
            (sum.0 + u64::from(passage.heading), sum.1 + u64::from(passage.text))
        });
        let mut files = Files { hash, files: Vec::new() };
        // Each is about half of the remaining work and independent of the other.
        let (names, shards) = both(
            || self.write_names(&terms, hash),
            || self.write_terms(&terms, &classes, words, |bytes| files.add("terms", "bin", bytes)),
        );
        let (names, shards) = (names?, shards?);
        files.files.extend(names.files);
        let common = self.common(&terms, &names.first_stems);
        let holders = common.iter().map(|(word, _)| (word.as_str(), self.holders(&terms, word)));
        let leanings = leanings::learn(self.rules, holders, &self.passages);
        let language = &self.words.language;
        let language = if *language == Language::ENGLISH { "" } else { language.tag() }.to_string();
        let head = HeadWriter {
            passages: self.counts,
            words,
            phrases: self.phrases.finish(),
            common,
            leanings,
            query_words: [query_words(self.rules), names.pieces].join("\n"),
            terms: shards,
            pages: names.pages,
            typo_words: names.typo_words,
            elsewhere: names.elsewhere,
            elsewhere_near: names.elsewhere_near,
            language,
        };
        Ok(Built { head: head.finish(build)?, names: names.directory, files: files.files })
    }

    /// Writes the shards of names, the words for correcting typos, the names without a page, the page rows.
    fn write_names(&self, terms: &[(String, u32)], hash: Hash<'_>) -> Result<Names, Error> {
        let rows = self.rows();
        let mut names = drug_names::names(&self.facts, &self.words);
        for row in &rows {
            // A card is also found by its slug.
            let slug = key(&row.slug);
            if names.get(&slug).next().is_none() {
                names.add(&slug, &row.title, NameKind::Base, row.page);
            }
        }
        let mut files = Files { hash, files: Vec::new() };
        let shards = names.finish(&rows).into_iter();
        let directory = shards.map(|(least, bytes)| (least, files.add("names", "json", bytes))).collect();
        let mut words = drug_names::name_words(&names);
        if self.words.registers {
            let uncorrected: BTreeSet<&str> = register::uncorrected().collect();
            words.retain(|(word, _)| !uncorrected.contains(word.as_str()));
        }
        let typo_words = typo_words::write(&words, &rows)?;
        let typo_words = files.add("typos", "bin", typo_words);
        let elsewhere = names_without_page(&names, &self.words, |word| self.is_prose(terms, word));
        let is_used = |word: &str| !self.holders(terms, &self.rules.stem(word)).is_empty();
        let pieces = pieces(&elsewhere.all, &names, &self.words, is_used);
        let near = elsewhere.near.iter().map(String::as_str);
        let elsewhere_near = if elsewhere.near.is_empty() {
            String::new()
        } else {
            files.add("elsewhere", "bin", elsewhere::write(near)?)
        };
        let elsewhere = write_shards(&elsewhere.all, |bytes| files.add("elsewhere", "bin", bytes))?;
        let pages = page_rows::write(&rows).into_iter();
        let pages = pages.map(|bytes| files.add("pages", "json", bytes)).collect();
        let first = |name: &str| self.rules.stem(name.split(' ').next().unwrap_or_default());
        let first_stems = names.keys().map(first).collect();
        let files = files.files;
        Ok(Names { directory, typo_words, elsewhere, elsewhere_near, pieces, pages, first_stems, files })
    }

    /// Whether the texts use a word so often that it is no rare name.
    fn is_prose(&self, terms: &[(String, u32)], word: &str) -> bool {
        self.holders(terms, &self.rules.stem(word)).len() > PROSE
    }

    /// The passages that hold a stem.
    fn holders(&self, terms: &[(String, u32)], stem: &str) -> &[TermFreq] {
        let found = terms.binary_search_by(|(known, _)| known.as_str().cmp(stem)).ok();
        let number = found.and_then(|at| terms.get(at)).map(|(_, number)| *number as usize);
        number.and_then(|number| self.terms.get(number)).map(Vec::as_slice).unwrap_or_default()
    }

    fn rows(&self) -> Vec<PageRow> {
        let row = |(page, (facts, card)): (u32, (&Facts, &String))| PageRow {
            page: PageId(page),
            substances: facts.ingredients.len().clamp(1, 255) as u8,
            title: facts.title.clone(),
            slug: facts.slug.clone(),
            path: facts.path.clone(),
            hash: card.clone(),
            line: facts.line.clone(),
            alert: PageAlert::of(facts),
        };
        (0..).zip(self.facts.iter().zip(&self.cards)).map(row).collect()
    }

    fn add_words(&mut self, counted: &TermCounts) {
        let first = self.passages.len() as u32;
        let terms: Vec<Option<u32>> = counted.words().map(|word| self.term(word)).collect();
        for (word, freq) in &counted.freqs {
            let term = terms.get(*word as usize).copied().flatten();
            let Some(term) = term.and_then(|term| self.terms.get_mut(term as usize)) else { continue };
            let passage = first + freq.passage;
            match term.last_mut().filter(|last| last.passage == passage) {
                // Another word of the same stem.
                Some(last) => {
                    last.in_heading = last.in_heading.saturating_add(freq.in_heading);
                    last.in_text = last.in_text.saturating_add(freq.in_text);
                }
                None => term.push(TermFreq { passage, ..*freq }),
            }
        }
        self.passages.extend_from_slice(&counted.passages);
    }

    /// Index in `terms` of `word`; `None` for a stop word.
    fn term(&mut self, word: &str) -> Option<u32> {
        if let Some(term) = self.known.get(word) {
            return *term;
        }
        let term = (!self.rules.is_stop(word)).then(|| {
            let next = self.terms.len() as u32;
            let term = *self.stems.entry(self.rules.stem(word)).or_insert(next);
            if term == next {
                self.terms.push(Vec::new());
            }
            term
        });
        self.known.insert(word.to_string(), term);
        term
    }

    fn common(&self, terms: &[(String, u32)], first_stems: &BTreeSet<String>) -> Vec<(String, Common)> {
        terms
            .iter()
            .filter_map(|(term, number)| {
                let passages = self.terms.get(*number as usize)?.len() as u32;
                is_common(passages, self.passages.len() as u32)
                    .then(|| (term.clone(), Common { passages, begins_a_name: first_stems.contains(term) }))
            })
            .collect()
    }

    fn write_terms(
        &self,
        terms: &[(String, u32)],
        classes: &[ClassMembers],
        (in_headings, in_texts): (u64, u64),
        mut file: impl FnMut(Vec<u8>) -> String,
    ) -> Result<Directory, Error> {
        let mean = |words: u64| (words as f32 / self.passages.len().max(1) as f32).max(1.0);
        let means = Means(mean(in_headings), mean(in_texts));
        let (mut out, mut least, mut last) = (Directory::new(), String::new(), String::new());
        let (mut keys, mut lists, mut size): (Vec<String>, _, _) = (Vec::new(), ListsWriter::default(), 0);
        let mut runs = BTreeMap::new();
        let stems =
            terms.iter().map(|(term, number)| (term.clone(), self.postings(*number, means, &mut runs)));
        for (term, postings) in self.of_no_word(classes).into_iter().chain(stems) {
            if size >= SHARD {
                let words = dictionary::write(keys.iter().map(String::as_str));
                out.push((least, file(assemble(0, &[words, std::mem::take(&mut lists).finish()])?)));
                least = between(&last, &term).to_string();
                (keys, size) = (Vec::new(), 0);
            }
            let bytes = postings::write(&postings);
            size += bytes.len() + term.len();
            lists.push(&bytes);
            last.clone_from(&term);
            keys.push(term);
        }
        let words = dictionary::write(keys.iter().map(String::as_str));
        out.push((least, file(assemble(0, &[words, lists.finish()])?)));
        Ok(out)
    }

    /// The postings of a term, by kind and passage. `runs` are reused from term to term.
    fn postings(
        &self,
        term: u32,
        means: Means,
        runs: &mut BTreeMap<PassageKind, Vec<Posting>>,
    ) -> Vec<Posting> {
        runs.values_mut().for_each(Vec::clear);
        // Passages come in order, so distributing them by kind sorts them.
        for freq in self.terms.get(term as usize).into_iter().flatten() {
            let Some(passage) = self.passages.get(freq.passage as usize) else { continue };
            let counts = Counts {
                in_heading: u32::from(freq.in_heading),
                in_text: u32::from(freq.in_text),
                heading_len: u32::from(passage.heading),
                text_len: passage.text,
            };
            let steps = impact::steps(impact::impact(counts, means));
            let posting = Posting { kind: passage.kind, passage: PassageId(freq.passage), steps };
            runs.entry(passage.kind).or_default().push(posting);
        }
        runs.values().flatten().copied().collect()
    }

    /// The postings that are of no word: the questions that ask for each intent, each with the number of its intents; how
    /// prominent each page is; the members of each class.
    fn of_no_word(&self, classes: &[ClassMembers]) -> Vec<(String, Vec<Posting>)> {
        let asking = |intent: Intent| {
            let bit = 1 << intent.number();
            let passages = self.passages.iter().zip(0..).filter(|(passage, _)| passage.asks & bit != 0);
            passages
                .map(|(passage, id)| Posting {
                    kind: passage.kind,
                    passage: PassageId(id),
                    steps: (passage.asks & !(1 << Intent::WhatIs.number())).count_ones(),
                })
                .collect()
        };
        let mut out: Vec<(String, Vec<Posting>)> =
            Intent::ALL.iter().map(|&intent| (intent_term(intent.number()), asking(intent))).collect();
        out.push((PROMINENCE.to_string(), prominence(&self.words.brands, &self.facts, &self.counts)));
        out.extend(classes.iter().map(|class| (class_term(class.name), class.postings.clone())));
        out.sort();
        out
    }
}
