//! Owns names that are still being typed: the last word as the beginning of a name, all words as beginnings of
//! substances. An ambiguous beginning keeps the list.

use super::resolve::{Candidate, LISTED, MOST_PREFIXED, Part, Resolver, pages_of, put, rank};
use super::results::Match;
use super::small::Pages;
use crate::index::names::Tier;

impl<D: AsRef<[u8]>> Resolver<'_, D> {
    /// The last word as the beginning of a name, or every word as the beginning of a substance.
    pub(super) fn by_prefixes(&mut self, exact: &[Part]) -> bool {
        if !exact.is_empty() && self.asked.words.len() < 2 {
            return false;
        }
        let Some((last, word)) = self.asked.words.iter().enumerate().next_back().filter(|_| self.asked.open)
        else {
            return false;
        };
        let alone = self.asked.words.len() == 1;
        if exact.iter().any(|part| part.end > last)
            || word.text.len() < if alone { 2 } else { 3 }
            || (!alone && (word.stop || self.is_prose(last) || !self.is_understood(last)))
        {
            return false;
        }
        self.by_last(last)
    }

    fn by_last(&mut self, last: usize) -> bool {
        let prefix = self.asked.words[last].text.clone();
        let groups = self.starting_with(&prefix);
        if groups.is_empty() {
            return false;
        }
        self.out.used[last] = true;
        let unique = groups.len() == 1;
        let mut chosen: Vec<Candidate> = Vec::new();
        for (place, (whole, _)) in groups.iter().enumerate() {
            let Some(name) = self.names.find(whole) else { continue };
            for entry in name.entries.iter().filter(|entry| entry.tier != Tier::Similar) {
                let combination = entry.tier == Tier::Ingredient;
                if combination && (!unique || groups.len() > 1) {
                    continue;
                }
                let step = if combination {
                    LISTED
                } else if unique {
                    rank(entry.tier)
                } else {
                    rank(entry.tier).min(1) + (place.min(100) as u8) * 2
                };
                let via = matches!(entry.tier, Tier::National | Tier::Brand).then(|| name.shown.clone());
                put(&mut chosen, Candidate { page: entry.page, matched: Match::Prefix, via, step });
            }
        }
        self.out.candidates = chosen;
        self.order();
        self.out.certain = unique;
        let only = groups.first().filter(|_| unique).and_then(|(whole, _)| self.names.find(whole));
        if let Some(name) = only {
            self.out.names = vec![Part { start: last, end: last + 1, name, mended: None, partial: false }];
        }
        !self.out.candidates.is_empty()
    }

    /// The medicines whose names start so: each by its shortest name, own names before brands.
    pub(super) fn starting_with(&self, prefix: &str) -> Vec<(String, bool)> {
        let mut titles: Vec<(String, Pages)> = Vec::new();
        let mut others: Vec<(String, Pages)> = Vec::new();
        self.names.each_with(prefix, MOST_PREFIXED, &mut |key, name| {
            let best = name.entries.iter().map(|entry| entry.tier).min().unwrap_or(Tier::Similar);
            let into = match best {
                Tier::Title | Tier::Base | Tier::Salt => &mut titles,
                Tier::Generic | Tier::National | Tier::Brand | Tier::Ingredient => &mut others,
                Tier::Similar => return,
            };
            let pages = pages_of(&name);
            let first = key.split(' ').next().unwrap_or_default();
            let first = if first.len() < prefix.len() { prefix } else { first };
            match into.iter_mut().find(|(whole, all)| *whole == first || !all.is_disjoint(&pages)) {
                Some((whole, all)) => {
                    if key.len() < whole.len() {
                        *whole = key.to_string();
                    }
                    all.add(&pages);
                }
                None => into.push((key.to_string(), pages)),
            }
        });
        others.retain(|(_, pages)| titles.iter().all(|(_, known)| pages.is_disjoint(known)));
        let titled = titles.into_iter().map(|(whole, _)| (whole, true));
        titled.chain(others.into_iter().map(|(whole, _)| (whole, false))).collect()
    }

    /// `amlo atorv`: every word begins a substance of one combination.
    pub(super) fn by_many(&mut self) -> bool {
        let words: Vec<&str> = self
            .asked
            .words
            .iter()
            .map(|word| word.text.as_str())
            .filter(|word| !matches!(*word, "and" | "plus"))
            .collect();
        if words.len() < 2 || words.len() > 6 || words.iter().any(|word| word.len() < 3) {
            return false;
        }
        let mut pages: Option<Pages> = None;
        for word in &words {
            let found = self.substances(word);
            let mut common = pages.unwrap_or_else(|| found.clone());
            common.keep_common(&found);
            if common.is_empty() {
                return false;
            }
            pages = Some(common);
        }
        let mut candidates: Vec<Candidate> = pages
            .unwrap_or_default()
            .iter()
            .filter_map(|page| self.joint(page, words.len(), false))
            .map(|candidate| Candidate { matched: Match::Prefix, ..candidate })
            .collect();
        let exactly = candidates.iter().filter(|candidate| candidate.step < LISTED).count();
        if candidates.is_empty() {
            return false;
        }
        self.out.certain = exactly > 0 || candidates.len() == 1;
        if exactly == 0 && candidates.len() == 1 {
            candidates.iter_mut().for_each(|candidate| candidate.step = 0);
        }
        self.out.candidates = candidates;
        self.order();
        self.out.used.iter_mut().for_each(|used| *used = true);
        true
    }

    /// Combinations that hold a substance that is, or starts with, `word`.
    fn substances(&self, word: &str) -> Pages {
        let mut out = Pages::default();
        self.names.each_with(word, MOST_PREFIXED, &mut |_, name| {
            let parts = name.entries.iter().filter(|entry| entry.tier == Tier::Ingredient);
            parts.for_each(|entry| out.insert(entry.page));
        });
        out
    }

    /// Whether the words before `last` ask something about a medicine: `side effects of …`, not `stock price of …`.
    fn is_understood(&self, last: usize) -> bool {
        let mut words = self.asked.words.iter().take(last);
        !self.phrases.is_empty() || words.all(|word| word.stop)
    }
}
