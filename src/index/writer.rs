//! Owns writing an index: pages go in one by one, bytes come out; the same pages give the same bytes.

use super::dictionary;
use super::lists::ListsWriter;
use super::naming::{self, Named};
use super::phrases::{self, Meaning, PhrasesWriter};
use super::postings::{self, Posting};
use super::segment::assemble;
use super::store::{self, PageRecord};
use super::units::UnitsWriter;
use crate::error::Error;
use crate::text::Words;
use crate::text::stem::stem;
use crate::text::token::{each_word, is_stop};
use crate::unit::{Unit, UnitKind};
use std::collections::{BTreeSet, HashMap};

/// One page to be indexed.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// Path of the Markdown file below the content folder: `a/abacavir.md`.
    pub path: &'a str,
    /// The page's short name in addresses.
    pub slug: &'a str,
    /// The title as it is shown.
    pub title: &'a str,
    /// The generic name the text gives.
    pub generic_name: Option<&'a str>,
    /// The substances of a combination; one entry for a single drug.
    pub ingredients: &'a [String],
    /// What a search may return of it, its head first.
    pub units: &'a [Unit],
}

/// Gathers pages.
#[derive(Debug)]
pub struct Writer {
    words: Words,
    named: Vec<Named>,
    pages: ListsWriter,
    store: ListsWriter,
    units: UnitsWriter,
    terms: HashMap<String, Vec<Posting>>,
    /// The term of each word met; none for a stop word.
    stems: HashMap<String, Option<String>>,
    phrases: PhrasesWriter,
}

impl Writer {
    /// Starts an index that knows these words.
    #[must_use]
    pub fn new(words: &Words) -> Self {
        let mut phrases = PhrasesWriter::default();
        for (phrase, intent) in &words.intents {
            phrases.add(&stems(phrase), Meaning::Intent(*intent));
        }
        Self {
            words: words.clone(),
            phrases,
            named: Vec::new(),
            pages: ListsWriter::default(),
            store: ListsWriter::default(),
            units: UnitsWriter::default(),
            terms: HashMap::new(),
            stems: HashMap::new(),
        }
    }

    /// Adds a page; pages are numbered in the order they come.
    pub fn add(&mut self, page: &Page<'_>) {
        let ingredients = page.ingredients.len().clamp(1, 255) as u8;
        self.pages
            .push(&PageRecord { path: page.path, slug: page.slug, title: page.title, ingredients }.write());
        self.store.push(&store::write(page.units));
        self.named.push(Named {
            title: page.title.to_string(),
            generic: page.generic_name.map(str::to_string),
            ingredients: page.ingredients.to_vec(),
        });
        self.units.begin_page();
        for unit in page.units {
            self.add_unit(unit);
        }
    }

    /// The bytes of the index.
    ///
    /// # Errors
    /// When a part outgrows what the format can number.
    pub fn finish(mut self, build: u64) -> Result<Vec<u8>, Error> {
        let names = naming::names(&self.named, &self.words);
        let (name_keys, name_lists) = names.finish();
        let name_words = naming::name_words(&names);
        let mut terms: Vec<(String, Vec<Posting>)> = self.terms.into_iter().collect();
        terms.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        add_lay(&mut self.phrases, &self.words, &terms);
        let (phrase_keys, phrase_lists) = self.phrases.finish();
        let mut lists = ListsWriter::default();
        terms.iter().for_each(|(_, found)| lists.push(&postings::write(found)));
        assemble(
            build,
            &[
                self.units.finish(),
                self.pages.finish(),
                name_keys,
                name_lists,
                dictionary::write(name_words.iter().map(String::as_str)),
                phrase_keys,
                phrase_lists,
                dictionary::write(terms.iter().map(|(term, _)| term.as_str())),
                lists.finish(),
                self.store.finish(),
            ],
        )
    }

    fn add_unit(&mut self, unit: &Unit) {
        let mut counts: HashMap<String, (u8, u32)> = HashMap::new();
        let (mut heading_len, mut text_len) = (0, 0);
        each_word(&unit.heading, &mut |word, _, _| {
            heading_len += 1;
            if let Some(term) = self.term(word) {
                let count = counts.entry(term).or_default();
                count.0 = count.0.saturating_add(1);
            }
        });
        each_word(&unit.text, &mut |word, _, _| {
            text_len += 1;
            if let Some(term) = self.term(word) {
                counts.entry(term).or_default().1 += 1;
            }
        });
        let asks = if unit.kind == UnitKind::Faq { self.asks(&unit.heading) } else { 0 };
        let id = self.units.push(unit.kind, heading_len, text_len, asks);
        for (term, (in_heading, in_text)) in counts {
            self.terms.entry(term).or_default().push(Posting { unit: id, in_heading, in_text });
        }
    }

    fn asks(&self, question: &str) -> u32 {
        let stems = stems(question);
        let stems: Vec<&str> = stems.split(' ').collect();
        phrases::asked(&phrases::spans(&stems, |phrase| self.phrases.find(phrase)))
    }

    fn term(&mut self, word: &str) -> Option<String> {
        if let Some(term) = self.stems.get(word) {
            return term.clone();
        }
        let term = (!is_stop(word)).then(|| stem(word));
        self.stems.insert(word.to_string(), term.clone());
        term
    }
}

/// The stems of all words of a phrase, parted by blanks.
pub(crate) fn stems(phrase: &str) -> String {
    let mut out = String::new();
    each_word(phrase, &mut |word, _, _| {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&stem(word));
    });
    out
}

/// Lay and clinical words, both ways, where the pages hold the other words.
fn add_lay(out: &mut PhrasesWriter, words: &Words, terms: &[(String, Vec<Posting>)]) {
    let known: BTreeSet<&str> = terms.iter().map(|(term, _)| term.as_str()).collect();
    let is_known = |phrase: &str| phrase.split(' ').all(|term| known.contains(term) || is_stop(term));
    for (left, right) in &words.lay {
        let (left, right) = (stems(left), stems(right));
        if is_known(&right) {
            out.add(&left, Meaning::Words(right.clone()));
        }
        if is_known(&left) {
            out.add(&right, Meaning::Words(left));
        }
    }
}
