//! Owns names with a slip in them: mended when one medicine is plausible, listed when two are, and the different
//! medicines that are offered beside.

use super::resolve::{Candidate, LISTED, LONGEST_NAME, Part, Resolver};
use super::results::Match;
use super::spell;
use crate::index::names::Tier;
use crate::text::part::joined;

/// Words a slip is looked for in, per question: each costs a walk over all names.
const MOST_SLIPS: usize = 4;
/// Different medicines offered.
const MOST_DIFFERENT: usize = 6;

impl<D: AsRef<[u8]>> Resolver<'_, D> {
    /// Words that are no words, read as names with a slip; with two names equally near, both are returned apart.
    pub(super) fn mend(&self, words: &[&str], parts: &[Part]) -> (Vec<Part>, Option<(usize, Vec<String>)>) {
        let (mut out, mut unsure) = (Vec::new(), None);
        let Some(dictionary) = self.segment.name_words() else { return (out, unsure) };
        let mut left = MOST_SLIPS;
        for (place, word) in words.iter().enumerate() {
            let taken = parts.iter().any(|part| part.start <= place && place < part.end);
            if let Some(part) = self.ended_otherwise(words, place).filter(|_| !taken) {
                out.push(part);
                continue;
            }
            if taken
                || word.len() < 4
                || left == 0
                || self.is_prose(place)
                || self.units_with(&self.asked.words[place].stem) >= 3
            {
                continue;
            }
            left -= 1;
            let nearest = spell::nearest(word, dictionary);
            let found: Vec<Part> =
                nearest.iter().filter_map(|name| self.mended(words, place, name)).collect();
            let mut found = found.into_iter();
            match (found.next(), found.next()) {
                (Some(part), None) => out.push(part),
                (Some(first), Some(second)) => {
                    let all: Vec<Part> = [first, second].into_iter().chain(found).collect();
                    let shared =
                        all.iter().skip(1).fold(all[0].all(), |pages, part| pages.shared(&part.all()));
                    match all.into_iter().min_by_key(|part| part.end).filter(|_| !shared.is_empty()) {
                        Some(part) => out.push(part),
                        None => unsure = Some((place, nearest)),
                    }
                }
                (None, _) => {}
            }
        }
        (out, unsure)
    }

    /// `tamsulosine`, `loratadin`: a name but for its last e or s, which a stem would hide.
    fn ended_otherwise(&self, words: &[&str], place: usize) -> Option<Part> {
        let word = words.get(place).filter(|word| word.len() >= 6)?;
        let own = |name: &str| {
            let found = self.names.find(name);
            found.is_some_and(|name| name.entries.iter().any(|entry| entry.tier < Tier::Ingredient))
        };
        let shorter =
            word.get(..word.len() - 1).filter(|_| word.ends_with(['e', 's'])).filter(|name| own(name));
        let mut longer = word.to_string();
        longer.push('e');
        let name = shorter.or(Some(&longer).filter(|name| own(name)).map(String::as_str))?;
        self.mended(words, place, name)
    }

    /// The name at `place` once the word there is spelled so: with its neighbours when they make a longer name.
    fn mended(&self, words: &[&str], place: usize, spelled: &str) -> Option<Part> {
        let mut words = words.to_vec();
        *words.get_mut(place)? = spelled;
        let longest = words.len().min(place + LONGEST_NAME);
        let found = (place + 1..=longest).rev().find_map(|end| self.named(&words, place, end));
        let found = found.or_else(|| {
            let start = place.checked_sub(1)?;
            (place + 1..=longest).rev().find_map(|end| self.named(&words, start, end))
        });
        let found = found.or_else(|| {
            let (whole, _) = self.starting_with(&joined(&[spelled, ""])).into_iter().next()?;
            let name = self.names.find(&whole)?;
            Some(Part { start: place, end: place + 1, name, mended: None, partial: false })
        })?;
        Some(Part { mended: Some(found.name.shown.clone()), ..found })
    }

    /// Two names equally near: both are listed, none is answered from.
    pub(super) fn choose(&mut self, place: usize, names: &[String]) {
        self.out.used[place] = true;
        for name in names {
            let Some(found) = self.names.find(name) else { continue };
            let best = found.entries.iter().map(|entry| entry.tier).min();
            for entry in
                found.entries.iter().filter(|entry| Some(entry.tier) == best && entry.tier < Tier::Ingredient)
            {
                if !self.out.candidates.iter().any(|candidate| candidate.page == entry.page) {
                    self.out.candidates.push(Candidate {
                        page: entry.page,
                        matched: Match::Spelling,
                        via: Some(found.shown.clone()),
                        step: 0,
                    });
                }
            }
        }
        self.order();
        self.out.certain = false;
    }

    /// Names near to words that were not understood, or that were mended.
    pub(super) fn offer_different(&mut self, words: &[&str]) {
        let Some(dictionary) = self.segment.name_words() else { return };
        let unknown = (0..words.len()).filter(|&place| {
            let exact = self
                .out
                .names
                .iter()
                .any(|part| part.start <= place && place < part.end && part.mended.is_none());
            !exact && words[place].len() >= 5 && !self.is_prose(place)
        });
        let mut found = Vec::new();
        for place in unknown.take(2) {
            found.extend(spell::near(words[place], dictionary, MOST_DIFFERENT * 2));
        }
        for name in found {
            let Some(name) = self.names.find(&name) else { continue };
            for entry in name.entries.iter().filter(|entry| entry.tier < Tier::Ingredient) {
                let known = self
                    .out
                    .candidates
                    .iter()
                    .chain(&self.out.different)
                    .any(|other| other.page == entry.page);
                if !known && self.out.different.len() < MOST_DIFFERENT {
                    self.out.different.push(Candidate {
                        page: entry.page,
                        matched: Match::Similar,
                        via: None,
                        step: LISTED,
                    });
                }
            }
        }
        self.out.different.truncate(MOST_DIFFERENT);
    }
}
