//! Owns names with a slip in them: mended when one medicine is plausible, listed when two are, and the different
//! medicines that are offered beside.

use super::resolve::{Candidate, LISTED, LONGEST_NAME, Part, Resolver};
use super::results::Match;
use super::spell;
use crate::index::names::{Entry, Tier};
use crate::index::pages::PageRow;
use crate::text::part::joined;

/// Words a slip is looked for in, per question: each costs a walk over all names.
const MOST_SLIPS: usize = 4;
/// Different medicines offered.
const MOST_DIFFERENT: usize = 6;

impl Resolver<'_> {
    /// Words that are no words, read as names with a slip; with two names equally near, both are returned apart.
    pub(super) fn mend(&self, words: &[&str], parts: &[Part]) -> (Vec<Part>, Option<(usize, Vec<String>)>) {
        let (mut out, mut unsure) = (Vec::new(), None);
        let mut left = MOST_SLIPS;
        for (place, word) in words.iter().enumerate() {
            let taken = parts.iter().any(|part| part.start <= place && place < part.end);
            if taken || self.is_prose(place) {
                continue;
            }
            if let Some(part) = self.ended_otherwise(words, place) {
                out.push(part);
                continue;
            }
            if word.len() < 4 || left == 0 || self.segment.units_with(&self.asked.words[place].stem) >= 3 {
                continue;
            }
            left -= 1;
            let nearest = spell::nearest(word, &self.segment.slips());
            let found: Vec<Part> =
                nearest.iter().filter_map(|name| self.mended(words, place, name)).collect();
            let mut found = found.into_iter();
            match (found.next(), found.next()) {
                (Some(part), None) => out.push(part),
                (Some(first), Some(second)) => {
                    let all: Vec<Part> = [first, second].into_iter().chain(found).collect();
                    let of_all = |entry: &Entry| all.iter().all(|part| part.holds(entry.page));
                    let shared = all.first().is_some_and(|first| first.all().iter().any(of_all));
                    match all.into_iter().min_by_key(|part| part.end).filter(|_| shared) {
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
        let own = |name: &str| self.segment.name(name).is_some_and(|name| name.has_own());
        let shorter = word
            .get(..word.len() - 1)
            .filter(|_| matches!(word.as_bytes().last(), Some(b'e' | b's')))
            .filter(|name| own(name));
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
            let name = self.segment.name(&whole)?.into_owned();
            Some(Part { start: place, end: place + 1, name, mended: None, partial: false })
        })?;
        Some(Part { mended: Some(found.name.shown.clone()), ..found })
    }

    /// Two names equally near: both are listed, none is answered from.
    pub(super) fn choose(&mut self, place: usize, names: &[String]) {
        self.out.used[place] = true;
        for name in names {
            let Some(found) = self.segment.name(name) else { continue };
            let best = found.entries.iter().map(|entry| entry.tier).min();
            for entry in
                found.entries.iter().filter(|entry| Some(entry.tier) == best && entry.tier < Tier::Ingredient)
            {
                if !self.out.candidates.iter().any(|candidate| candidate.page == entry.page) {
                    self.out.candidates.push(Candidate {
                        page: entry.page,
                        weight: entry.weight,
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
        let unknown: Vec<usize> = (0..words.len())
            .filter(|&place| {
                let named = |part: &Part| part.start <= place && place < part.end && part.mended.is_none();
                !self.out.names.iter().any(named) && words[place].len() >= 5 && !self.is_prose(place)
            })
            .take(2)
            .collect();
        if unknown.is_empty() {
            return;
        }
        let slips = self.segment.slips();
        for place in unknown {
            for near in spell::near(words[place], &slips, MOST_DIFFERENT * 2) {
                self.differ(self.segment.slip_pages(near));
            }
        }
    }

    fn differ(&mut self, pages: Vec<PageRow>) {
        for row in pages {
            let mut known = self.out.candidates.iter().chain(&self.out.different);
            if self.out.different.len() < MOST_DIFFERENT && !known.any(|other| other.page == row.page) {
                self.out.different.push(Candidate {
                    page: row.page,
                    weight: row.weight(),
                    matched: Match::Similar,
                    via: None,
                    step: LISTED,
                });
                self.out.rows.push(row);
            }
        }
    }
}
