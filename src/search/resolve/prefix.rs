//! Owns names that are still being typed: the last word as the beginning of a name, all words as beginnings of
//! substances. An ambiguous beginning keeps the list.

use crate::index::format::name_shard::{NameEntry, NameKind};
use crate::lean::strings::{before, letters};
use crate::search::resolve::candidate::{Candidate, Candidates, PageSet};
use crate::search::resolve::names::{
    LISTED, MOST_PREFIXED, NameMention, Resolver, joint, keep, pages_under, rank,
};
use crate::search::results::MatchKind;
use std::borrow::Cow;

impl Resolver<'_> {
    /// The last word as the beginning of a name, or every word as the beginning of a substance.
    pub(crate) fn by_prefixes(&mut self, exact: &[NameMention]) -> bool {
        if !exact.is_empty() && self.asked.words.len() < 2 {
            return false;
        }
        let Some((last, word)) = self.asked.words.iter().enumerate().next_back().filter(|_| self.asked.open)
        else {
            return false;
        };
        let alone = self.asked.words.len() == 1;
        if exact.iter().any(|part| part.end > last)
            || letters(&word.text) < if alone { 2 } else { 3 }
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
        let mut chosen = Candidates::default();
        for (place, whole) in groups.iter().enumerate() {
            let Some(name) = self.index.name(whole) else { continue };
            for entry in name.entries.iter().filter(|entry| entry.kind != NameKind::Similar) {
                let combination = entry.kind == NameKind::Ingredient;
                if combination && (!unique || groups.len() > 1) {
                    continue;
                }
                let step = if combination {
                    LISTED
                } else if unique {
                    rank(entry.kind)
                } else {
                    rank(entry.kind).min(1) + (place.min(100) as u8) * 2
                };
                let via =
                    matches!(entry.kind, NameKind::National | NameKind::Brand).then(|| name.shown.clone());
                chosen.put(Candidate {
                    page: entry.page,
                    complexity: entry.complexity,
                    matched: MatchKind::Prefix,
                    via,
                    step,
                });
            }
        }
        self.out.candidates = chosen.into_candidates();
        self.order();
        self.out.certain = unique;
        let only =
            groups.first().filter(|_| unique).and_then(|whole| self.index.name(whole).map(Cow::into_owned));
        if let Some(name) = only {
            self.out.names =
                vec![NameMention { start: last, end: last + 1, name, mended: None, partial: false }];
        }
        !self.out.candidates.is_empty()
    }

    /// The medicines whose names start so: each by its shortest name, own names before brands.
    pub(crate) fn starting_with(&self, prefix: &str) -> Vec<String> {
        let mut titles: Vec<(String, PageSet)> = Vec::new();
        let mut others: Vec<(String, PageSet)> = Vec::new();
        for (key, name) in self.index.names_with(prefix, MOST_PREFIXED) {
            let best = name.entries.iter().map(|entry| entry.kind).min().unwrap_or(NameKind::Similar);
            let mut pages = PageSet::default();
            for entry in name.entries.iter().filter(|entry| entry.kind != NameKind::Similar) {
                pages.put(entry.page);
            }
            let into = match best {
                NameKind::Title | NameKind::Base | NameKind::Salt => &mut titles,
                NameKind::Generic | NameKind::National | NameKind::Brand | NameKind::Ingredient => {
                    &mut others
                }
                NameKind::Similar => continue,
            };
            let first = before(key, b' ');
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
        }
        let mut known = PageSet::default();
        let mut out = Vec::new();
        for (whole, pages) in titles {
            known.add(&pages);
            out.push(whole);
        }
        for (whole, pages) in others {
            if pages.is_disjoint(&known) {
                out.push(whole);
            }
        }
        out
    }

    /// `amlo atorv`: every word begins a substance of one combination.
    pub(crate) fn by_many(&mut self) -> bool {
        let mut words = Vec::new();
        let mut ordinary = false;
        for word in &self.asked.words {
            let word = word.text.as_str();
            if matches!(word, "and" | "plus") {
                continue;
            }
            let common = self.index.common(&self.index.rules().stem(word));
            ordinary |= letters(word) < 3 || common.is_some_and(|common| !common.begins_a_name);
            words.push(word);
        }
        if ordinary || words.len() < 2 || words.len() > 6 {
            return false;
        }
        let mut shared: Option<Vec<NameEntry>> = None;
        for word in &words {
            let found = self.substances(word);
            let mut holds =
                |entry: &NameEntry| found.binary_search_by(|other| other.page.cmp(&entry.page)).is_ok();
            match &mut shared {
                None => shared = Some(found),
                Some(before) => keep(before, &mut holds),
            }
            if shared.as_ref().is_none_or(Vec::is_empty) {
                return false;
            }
        }
        let mut candidates = Vec::new();
        for entry in shared.unwrap_or_default() {
            candidates.push(Candidate { matched: MatchKind::Prefix, ..joint(entry, words.len(), false) });
        }
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
        self.out.used.fill(true);
        true
    }

    /// Combinations that hold a substance that is, or starts with, `word`.
    fn substances(&self, word: &str) -> Vec<NameEntry> {
        let found = self.index.names_with(word, MOST_PREFIXED);
        pages_under(&found, &mut |entry| entry.kind == NameKind::Ingredient)
    }

    /// Whether the words before `last` ask something about a medicine: `side effects of …`, not `stock price of …`.
    fn is_understood(&self, last: usize) -> bool {
        let mut words = self.asked.words.iter().take(last);
        !self.phrases.is_empty() || words.all(|word| word.stop)
    }
}
