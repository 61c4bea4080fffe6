//! Owns names with a slip in them: mended when one medicine is plausible, listed when two are, and the different
//! medicines that are offered beside.

use crate::index::format::name_shard::{NameEntry, NameKind};
use crate::index::format::page_rows::PageRow;
use crate::lean::strings::joined;
use crate::search::resolve::candidate::Candidate;
use crate::search::resolve::names::{LISTED, LONGEST_NAME, NameMention, Resolver};
use crate::search::results::MatchKind;
use crate::search::spelling;

/// Words a slip is looked for in, per question: each costs a walk over all names.
const MOST_SLIPS: usize = 4;
/// Words that others are offered for.
const MOST_UNKNOWN: usize = 2;
/// Different medicines offered.
const MOST_DIFFERENT: usize = 6;

impl Resolver<'_> {
    /// Words that are no words, read as names with a slip; with two names equally near, both are returned apart.
    pub(crate) fn mend(
        &self,
        words: &[&str],
        parts: &[NameMention],
    ) -> (Vec<NameMention>, Option<(usize, Vec<String>)>) {
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
            if word.len() < 4 || left == 0 || self.index.passages_with(&self.asked.words[place].stem) >= 3 {
                continue;
            }
            left -= 1;
            let nearest = spelling::nearest(word, &self.index.typo_words());
            let mut found = Vec::new();
            for name in &nearest {
                if let Some(part) = self.mended(words, place, name) {
                    found.push(part);
                }
            }
            let of_all = |entry: &NameEntry| found.iter().all(|part| part.holds(entry.page));
            let shared = found.len() == 1 || found.first().is_some_and(|part| part.all().iter().any(of_all));
            let any = !found.is_empty();
            match found.into_iter().min_by_key(|part| part.end).filter(|_| shared) {
                Some(part) => out.push(part),
                None if any => unsure = Some((place, nearest)),
                None => {}
            }
        }
        (out, unsure)
    }

    /// `tamsulosine`, `loratadin`: a name but for its last e or s, which a stem would hide.
    fn ended_otherwise(&self, words: &[&str], place: usize) -> Option<NameMention> {
        let word = words.get(place).filter(|word| word.len() >= 6)?;
        let own = |name: &str| self.index.name(name).is_some_and(|name| name.has_own());
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
    fn mended(&self, words: &[&str], place: usize, spelled: &str) -> Option<NameMention> {
        let mut words = words.to_vec();
        *words.get_mut(place)? = spelled;
        let ends = (place + 1, place + LONGEST_NAME);
        let found = self.longest(&words, place, ends);
        let found = found.or_else(|| self.longest(&words, place.checked_sub(1)?, ends));
        let found = found.or_else(|| {
            let groups = self.starting_with(&joined(&[spelled, ""]));
            let name = self.index.name(groups.first()?)?.into_owned();
            Some(NameMention { start: place, end: place + 1, name, mended: None, partial: false })
        })?;
        Some(NameMention { mended: Some(found.name.shown.clone()), ..found })
    }

    /// Two names equally near: both are listed, none is answered from.
    pub(crate) fn choose(&mut self, place: usize, names: &[String]) {
        self.out.used[place] = true;
        for name in names {
            let Some(found) = self.index.name(name) else { continue };
            let best = found.entries.iter().map(|entry| entry.kind).min();
            for entry in found
                .entries
                .iter()
                .filter(|entry| Some(entry.kind) == best && entry.kind < NameKind::Ingredient)
            {
                if !self.out.candidates.iter().any(|candidate| candidate.page == entry.page) {
                    self.out.candidates.push(Candidate {
                        page: entry.page,
                        complexity: entry.complexity,
                        matched: MatchKind::Spelling,
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
    pub(crate) fn offer_different(&mut self, words: &[&str]) {
        let mut unknown = Vec::new();
        for (place, &word) in words.iter().enumerate() {
            let named = |part: &NameMention| part.start <= place && place < part.end && part.mended.is_none();
            if !self.out.names.iter().any(named) && word.len() >= 5 && !self.is_prose(place) {
                unknown.push(word);
            }
        }
        if unknown.is_empty() {
            return;
        }
        unknown.truncate(MOST_UNKNOWN);
        let slips = self.index.typo_words();
        for word in unknown {
            for near in spelling::near(word, &slips, MOST_DIFFERENT * 2) {
                self.differ(self.index.typo_word_pages(near));
            }
        }
    }

    fn differ(&mut self, pages: Vec<PageRow>) {
        for row in pages {
            let here = |other: &Candidate| other.page == row.page;
            let known = self.out.candidates.iter().any(here) || self.out.different.iter().any(here);
            if self.out.different.len() < MOST_DIFFERENT && !known {
                self.out.different.push(Candidate {
                    page: row.page,
                    complexity: row.complexity(),
                    matched: MatchKind::Similar,
                    via: None,
                    step: LISTED,
                });
                self.out.rows.push(row);
            }
        }
    }
}
