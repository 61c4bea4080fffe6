//! Owns which medicine a question names: exact > synonym > unique prefix > one plausible slip > nothing.
//!
//! Names are found inside longer questions, the longest first. Two pages under one name by different rights are
//! ordered by right; a different medicine with a similar name is set aside and never answered from.

use super::query::Asked;
use super::results::Match;
use super::spell;
use crate::index::names::{Entry, Name, Names, Tier};
use crate::index::phrases::{Meaning, Span};
use crate::index::{PageId, Segment};
use std::collections::{BTreeMap, BTreeSet};

/// Longest name, in words.
const LONGEST_NAME: usize = 24;
/// Names read behind one prefix; more are more than a list can show.
const MOST_PREFIXED: usize = 400;
/// Words a slip is looked for in, per question: each costs a walk over all names.
const MOST_SLIPS: usize = 4;
/// Different medicines offered.
const MOST_DIFFERENT: usize = 6;

/// A page that the question may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) page: PageId,
    pub(super) matched: Match,
    /// The name that led here, when it is not the title.
    pub(super) via: Option<String>,
    /// 0 for the surest; pages of another medicine than the one asked for (combinations of it) from `LISTED` on.
    pub(super) step: u8,
}

/// From this step on a page is listed and not answered from.
pub(super) const LISTED: u8 = 10;
/// Where a combination stands when its substances were named one beside the other.
const BESIDE: u8 = 4;

/// What the question names.
#[derive(Debug, Clone, Default)]
pub(super) struct Resolved {
    /// Surest first.
    pub(super) candidates: Vec<Candidate>,
    /// Different medicines.
    pub(super) different: Vec<Candidate>,
    /// One medicine (or several named outright) is meant; else the candidates are a list to choose from.
    pub(super) certain: bool,
    /// Words that are part of a name, by place.
    pub(super) used: Vec<bool>,
    /// Each name with its words and its pages; the names of others are words to look for on a page.
    pub(super) names: Vec<Part>,
}

/// One name in the question.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) start: usize,
    pub(super) end: usize,
    name: Name,
    mended: Option<String>,
    /// Only the first words of a longer title: sure when one page begins so.
    partial: bool,
}

impl Part {
    pub(super) fn holds(&self, page: PageId) -> bool {
        self.name.entries.iter().any(|entry| entry.page == page && entry.tier != Tier::Similar)
    }

    fn own(&self) -> impl Iterator<Item = Entry> {
        self.name.entries.iter().copied().filter(|entry| entry.tier < Tier::Ingredient)
    }

    fn all(&self) -> BTreeSet<PageId> {
        self.name.entries.iter().filter(|entry| entry.tier != Tier::Similar).map(|entry| entry.page).collect()
    }
}

/// Finds what `asked` names; `phrases` are the lay words and intents in it.
pub(super) fn resolve<D: AsRef<[u8]>>(segment: &Segment<D>, asked: &Asked, phrases: &[Span]) -> Resolved {
    let Some(names) = segment.names() else { return Resolved::default() };
    let mut resolver = Resolver { segment, names, asked, phrases, out: Resolved::default() };
    resolver.out.used = vec![false; asked.words.len()];
    resolver.run();
    resolver.out
}

struct Resolver<'a, D> {
    segment: &'a Segment<D>,
    names: Names<'a>,
    asked: &'a Asked,
    phrases: &'a [Span],
    out: Resolved,
}

impl<D: AsRef<[u8]>> Resolver<'_, D> {
    fn run(&mut self) {
        let words: Vec<String> = self.asked.words.iter().map(|word| word.text.clone()).collect();
        let mut parts = self.exact(&words);
        let covered: usize = parts.iter().map(|part| part.end - part.start).sum();
        if covered < words.len() && self.by_many() {
            return;
        }
        if parts.iter().any(|part| !self.is_context(part)) {
            parts.retain(|part| !self.is_context(part));
        } else if !parts.is_empty() && self.by_prefixes(&parts) {
            return;
        }
        let sure = parts.iter().any(|part| !self.is_context(part));
        if !sure && self.by_prefixes(&parts) {
            return;
        }
        let (mended, unsure) = self.mend(&words, &parts);
        let fresh = !mended.is_empty();
        parts.extend(mended);
        if fresh && parts.iter().any(|part| !self.is_context(part)) {
            parts.retain(|part| !self.is_context(part));
        }
        parts.sort_by_key(|part| part.start);
        let last: Vec<usize> = parts
            .iter()
            .map(|part| parts.iter().rposition(|other| other.name == part.name).unwrap_or(0))
            .collect();
        let mut place = 0;
        parts.retain(|_| {
            place += 1;
            last.get(place - 1) == Some(&(place - 1))
        });
        if parts.is_empty() {
            if let Some((start, choices)) = unsure {
                self.choose(start, &choices);
            }
            self.offer_different(&words);
            return;
        }
        self.settle(parts);
        self.offer_different(&words);
    }

    /// Names as they stand, longest first, none inside a longer lay phrase.
    fn exact(&self, words: &[String]) -> Vec<Part> {
        let mut out = Vec::new();
        let mut start = 0;
        while start < words.len() {
            let found = (start + 1..=words.len().min(start + LONGEST_NAME)).rev().find_map(|end| {
                if end == start + 1 && self.asked.words.get(start).is_some_and(|word| word.stop) {
                    return None;
                }
                self.named(words, start, end)
            });
            let found = found.or_else(|| self.begun(words, start));
            start = found.as_ref().map_or(start + 1, |part| part.end);
            out.extend(found.filter(|part| !self.is_inside(part)));
        }
        out
    }

    /// The first words of a longer title, as in `antithrombin iii` for Antithrombin III Human.
    fn begun(&self, words: &[String], start: usize) -> Option<Part> {
        if words.get(start)?.len() < 5 || self.is_prose(start) {
            return None;
        }
        (start + 1..=words.len().min(start + LONGEST_NAME)).rev().find_map(|end| {
            let shown = words.get(start..end)?.join(" ");
            let pages = self.titles_with(&format!("{shown} "))?;
            let entries = pages.into_iter().map(|page| Entry { tier: Tier::Salt, page }).collect();
            Some(Part { start, end, name: Name { shown, entries }, mended: None, partial: true })
        })
    }

    /// The single medicines whose titles begin so.
    fn titles_with(&self, prefix: &str) -> Option<BTreeSet<PageId>> {
        let mut out = BTreeSet::new();
        let mut walk = self.names.with_prefix(prefix);
        for _ in 0..MOST_PREFIXED {
            let Some((number, key)) = walk.next_key().filter(|(_, key)| key.starts_with(prefix.as_bytes()))
            else {
                break;
            };
            let name = std::str::from_utf8(key).ok().and_then(|key| self.names.get(number, key));
            let own = name.into_iter().flat_map(|name| name.entries).filter(|entry| entry.tier <= Tier::Base);
            out.extend(
                own.map(|entry| entry.page)
                    .filter(|&page| self.segment.page(page).is_some_and(|page| page.ingredients == 1)),
            );
        }
        (!out.is_empty()).then_some(out)
    }

    fn named(&self, words: &[String], start: usize, end: usize) -> Option<Part> {
        let key = words.get(start..end)?.join(" ");
        let name = self.names.find(&key)?;
        name.entries.iter().any(|entry| entry.tier != Tier::Similar).then_some(Part {
            start,
            end,
            name,
            mended: None,
            partial: false,
        })
    }

    /// A name that is a word of the question when another medicine is named: alcohol, water, iron.
    fn is_context(&self, part: &Part) -> bool {
        self.is_everyday_name(part)
            || self.phrases.iter().any(|span| span.start == part.start && span.end == part.end)
    }

    /// `water` in `water pill` and `heparin` in `low molecular weight heparin` are no names; `ibuprofen` in `with
    /// ibuprofen` is one.
    fn is_inside(&self, part: &Part) -> bool {
        self.phrases.iter().any(|span| {
            let more = (span.end - span.start).saturating_sub(part.end - part.start);
            let is_word = span.meanings.iter().any(|meaning| matches!(meaning, Meaning::Words(_)));
            span.start <= part.start
                && part.end <= span.end
                && (more > 1 && is_word || more > 0 && self.is_everyday_name(part))
        })
    }

    fn is_everyday_name(&self, part: &Part) -> bool {
        let word = self.asked.words.get(part.start).map_or("", |word| word.text.as_str());
        part.end == part.start + 1 && is_everyday(word)
    }

    /// One name from several, or several names that make a combination.
    fn settle(&mut self, parts: Vec<Part>) {
        for part in &parts {
            self.out.used.iter_mut().take(part.end).skip(part.start).for_each(|used| *used = true);
        }
        let mut chosen: BTreeMap<PageId, Candidate> = BTreeMap::new();
        let joint = self.combination(&parts);
        let combined = joint.iter().any(|candidate| candidate.step < BESIDE);
        let mut certain = joint.iter().any(|candidate| candidate.step < LISTED);
        for candidate in joint {
            chosen.insert(candidate.page, candidate);
        }
        for part in &parts {
            let own: Vec<Entry> = part.own().collect();
            certain |= !own.is_empty() && (!part.partial || own.len() == 1);
            for entry in own {
                let step = rank(entry.tier) + if combined { LISTED } else { 0 };
                self.put(&mut chosen, part, entry, step);
            }
        }
        let alone = parts.len() == 1;
        for part in parts.iter().filter(|_| alone) {
            let only = part.own().next().is_none() && part.all().len() == 1;
            certain |= only;
            for entry in part.name.entries.iter().filter(|entry| entry.tier == Tier::Ingredient) {
                self.put(&mut chosen, part, *entry, if only { rank(entry.tier) } else { LISTED });
            }
        }
        for part in &parts {
            for entry in part.name.entries.iter().filter(|entry| entry.tier == Tier::Similar) {
                if !chosen.contains_key(&entry.page) && part.mended.is_none() {
                    self.out.different.push(Candidate {
                        page: entry.page,
                        matched: Match::Similar,
                        via: None,
                        step: LISTED,
                    });
                }
            }
        }
        self.out.candidates = chosen.into_values().collect();
        self.order();
        self.out.certain = certain;
        self.out.names = parts;
    }

    fn put(&self, chosen: &mut BTreeMap<PageId, Candidate>, part: &Part, entry: Entry, step: u8) {
        let matched = match (entry.tier, &part.mended) {
            (Tier::Ingredient, _) => Match::Ingredient,
            (_, Some(_)) => Match::Spelling,
            (_, None) if part.partial => Match::Prefix,
            (Tier::Title, None) => Match::Exact,
            _ => Match::Synonym,
        };
        let via = match (&part.mended, entry.tier) {
            (Some(mended), _) => Some(mended.clone()),
            (None, Tier::Title | Tier::Ingredient) => None,
            _ => Some(part.name.shown.clone()),
        };
        let candidate = Candidate { page: entry.page, matched, via, step };
        match chosen.get(&entry.page) {
            Some(other) if other.step <= step => {}
            _ => {
                chosen.insert(entry.page, candidate);
            }
        }
    }

    /// Combinations of all the names: exactly these substances first, then with others.
    fn combination(&self, parts: &[Part]) -> Vec<Candidate> {
        let [first, rest @ ..] = parts else { return Vec::new() };
        if rest.is_empty() {
            return Vec::new();
        }
        let listed = self.are_listed(parts);
        let mut pages = first.all();
        for part in rest {
            let other = part.all();
            pages.retain(|page| other.contains(page));
        }
        let mended = parts.iter().any(|part| part.mended.is_some());
        let mut out: Vec<Candidate> =
            pages.into_iter().filter_map(|page| self.joint(page, parts.len(), mended)).collect();
        // `A with B` asks about one beside the other first, and about the combination after.
        out.iter_mut()
            .filter(|candidate| !listed && candidate.step == 0)
            .for_each(|candidate| candidate.step = BESIDE);
        out
    }

    fn joint(&self, page: PageId, named: usize, mended: bool) -> Option<Candidate> {
        let exactly = usize::from(self.segment.page(page)?.ingredients) == named;
        let matched = match (exactly, mended) {
            (false, _) => Match::Ingredient,
            (true, true) => Match::Spelling,
            (true, false) => Match::Exact,
        };
        Some(Candidate { page, matched, via: None, step: if exactly { 0 } else { LISTED } })
    }

    /// Whether only joining words stand between the names: `amlodipine and atorvastatin`, not `… with …`.
    fn are_listed(&self, parts: &[Part]) -> bool {
        parts.windows(2).all(|pair| match pair {
            [left, right] => self
                .asked
                .words
                .get(left.end..right.start)
                .unwrap_or_default()
                .iter()
                .all(|word| matches!(word.text.as_str(), "and" | "plus" | "or")),
            _ => true,
        })
    }

    fn order(&mut self) {
        let segment = self.segment;
        let len = |page: PageId| {
            segment.page(page).map_or((u8::MAX, 0), |page| (page.ingredients, page.title.len()))
        };
        self.out.candidates.sort_by_cached_key(|candidate| {
            (candidate.step, candidate.matched, len(candidate.page), candidate.page)
        });
    }

    /// The last word as the beginning of a name, or every word as the beginning of a substance.
    fn by_prefixes(&mut self, exact: &[Part]) -> bool {
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
        let mut chosen: BTreeMap<PageId, Candidate> = BTreeMap::new();
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
                let candidate = Candidate { page: entry.page, matched: Match::Prefix, via, step };
                chosen
                    .entry(entry.page)
                    .and_modify(|old| {
                        if candidate.step < old.step {
                            *old = candidate.clone();
                        }
                    })
                    .or_insert(candidate);
            }
        }
        self.out.candidates = chosen.into_values().collect();
        self.order();
        self.out.certain = unique;
        if unique {
            if let Some(name) = groups.first().and_then(|(whole, _)| self.names.find(whole)) {
                self.out.names =
                    vec![Part { start: last, end: last + 1, name, mended: None, partial: false }];
            }
        }
        !self.out.candidates.is_empty()
    }

    /// The medicines whose names start so: each by its shortest name, own names before brands.
    fn starting_with(&self, prefix: &str) -> Vec<(String, bool)> {
        let mut titles: Vec<(String, BTreeSet<PageId>)> = Vec::new();
        let mut others: Vec<(String, BTreeSet<PageId>)> = Vec::new();
        let mut walk = self.names.with_prefix(prefix);
        let mut read = 0;
        while let Some((number, key)) = walk.next_key() {
            if !key.starts_with(prefix.as_bytes()) || read >= MOST_PREFIXED {
                break;
            }
            read += 1;
            let Ok(key) = std::str::from_utf8(key) else { continue };
            let Some(name) = self.names.get(number, key) else { continue };
            let best = name.entries.iter().map(|entry| entry.tier).min().unwrap_or(Tier::Similar);
            let pages: BTreeSet<PageId> = name
                .entries
                .iter()
                .filter(|entry| entry.tier != Tier::Similar)
                .map(|entry| entry.page)
                .collect();
            let into = match best {
                Tier::Title | Tier::Base | Tier::Salt => &mut titles,
                Tier::Generic | Tier::National | Tier::Brand | Tier::Ingredient => &mut others,
                Tier::Similar => continue,
            };
            let first = key.split(' ').next().unwrap_or_default();
            let first = if first.len() < prefix.len() { prefix } else { first };
            match into.iter_mut().find(|(whole, all)| *whole == first || !all.is_disjoint(&pages)) {
                Some((whole, all)) => {
                    if key.len() < whole.len() {
                        *whole = key.to_string();
                    }
                    all.extend(pages);
                }
                None => into.push((key.to_string(), pages)),
            }
        }
        let known: BTreeSet<PageId> = titles.iter().flat_map(|(_, pages)| pages.iter().copied()).collect();
        others.retain(|(_, pages)| pages.is_disjoint(&known));
        let titled = titles.into_iter().map(|(whole, _)| (whole, true));
        titled.chain(others.into_iter().map(|(whole, _)| (whole, false))).collect()
    }

    /// `amlo atorv`: every word begins a substance of one combination.
    fn by_many(&mut self) -> bool {
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
        let mut pages: Option<BTreeSet<PageId>> = None;
        for word in &words {
            let found = self.substances(word);
            pages = Some(match pages {
                None => found,
                Some(before) => before.intersection(&found).copied().collect(),
            });
            if pages.as_ref().is_none_or(BTreeSet::is_empty) {
                return false;
            }
        }
        let mut candidates: Vec<Candidate> = pages
            .into_iter()
            .flatten()
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
    fn substances(&self, word: &str) -> BTreeSet<PageId> {
        let mut out = BTreeSet::new();
        let mut walk = self.names.with_prefix(word);
        let mut read = 0;
        while let Some((number, key)) = walk.next_key() {
            if !key.starts_with(word.as_bytes()) || read >= MOST_PREFIXED {
                break;
            }
            read += 1;
            let Ok(key) = std::str::from_utf8(key) else { continue };
            let Some(name) = self.names.get(number, key) else { continue };
            out.extend(
                name.entries.iter().filter(|entry| entry.tier == Tier::Ingredient).map(|entry| entry.page),
            );
        }
        out
    }

    /// Whether the words before `last` ask something about a medicine: `side effects of …`, not `stock price of …`.
    fn is_understood(&self, last: usize) -> bool {
        let mut words = self.asked.words.iter().take(last);
        !self.phrases.is_empty() || words.all(|word| word.stop)
    }

    /// Whether the word at `place` is an ordinary word of the texts, or part of a phrase.
    fn is_prose(&self, place: usize) -> bool {
        let Some(word) = self.asked.words.get(place) else { return true };
        word.stop
            || self.phrases.iter().any(|span| span.start <= place && place < span.end)
            || self.units_with(&word.stem) >= 20
    }

    fn units_with(&self, stem: &str) -> u32 {
        let number = self.segment.terms().and_then(|terms| terms.find(stem));
        number.and_then(|number| self.segment.postings(number)).map_or(0, |postings| postings.total())
    }

    /// Words that are no words, read as names with a slip; with two names equally near, both are returned apart.
    fn mend(&self, words: &[String], parts: &[Part]) -> (Vec<Part>, Option<(usize, Vec<String>)>) {
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
                    let shared = all
                        .iter()
                        .skip(1)
                        .fold(all[0].all(), |pages, part| pages.intersection(&part.all()).copied().collect());
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
    fn ended_otherwise(&self, words: &[String], place: usize) -> Option<Part> {
        let word = words.get(place).filter(|word| word.len() >= 6)?;
        let shorter = word.strip_suffix('e').or_else(|| word.strip_suffix('s')).map(str::to_string);
        let all = shorter.into_iter().chain([format!("{word}e")]);
        let own = |name: &String| {
            self.names.find(name).is_some_and(|name| name.entries.iter().any(|entry| entry.tier < Tier::Ingredient))
        };
        let name = all.into_iter().find(own)?;
        self.mended(words, place, &name)
    }

    /// The name at `place` once the word there is spelled so: with its neighbours when they make a longer name.
    fn mended(&self, words: &[String], place: usize, spelled: &str) -> Option<Part> {
        let mut words = words.to_vec();
        *words.get_mut(place)? = spelled.to_string();
        let longest = words.len().min(place + LONGEST_NAME);
        let found = (place + 1..=longest).rev().find_map(|end| self.named(&words, place, end));
        let found = found.or_else(|| {
            let start = place.checked_sub(1)?;
            (place + 1..=longest).rev().find_map(|end| self.named(&words, start, end))
        });
        let found = found.or_else(|| {
            let (whole, _) = self.starting_with(&format!("{spelled} ")).into_iter().next()?;
            let name = self.names.find(&whole)?;
            Some(Part { start: place, end: place + 1, name, mended: None, partial: false })
        })?;
        Some(Part { mended: Some(found.name.shown.clone()), ..found })
    }

    /// Two names equally near: both are listed, none is answered from.
    fn choose(&mut self, place: usize, names: &[String]) {
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
    fn offer_different(&mut self, words: &[String]) {
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
            found.extend(spell::near(&words[place], dictionary, MOST_DIFFERENT * 2));
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

fn rank(tier: Tier) -> u8 {
    match tier {
        Tier::Title => 0,
        Tier::Base => 1,
        Tier::Generic | Tier::National => 2,
        Tier::Salt => 3,
        Tier::Brand => 1,
        Tier::Ingredient => 5,
        Tier::Similar => LISTED,
    }
}

/// Substances that are food, drink or elements of everyday speech; beside another medicine they are what is asked about.
fn is_everyday(word: &str) -> bool {
    matches!(
        word,
        "alcohol"
            | "ethanol"
            | "water"
            | "milk"
            | "salt"
            | "sugar"
            | "glucose"
            | "honey"
            | "caffeine"
            | "oxygen"
            | "iron"
            | "calcium"
            | "potassium"
            | "sodium"
            | "magnesium"
            | "zinc"
            | "iodine"
            | "vitamin"
            | "acid"
            | "oil"
            | "fiber"
            | "fibre"
            | "protein"
            | "cholesterol"
            | "insulin"
            | "nicotine"
            | "tobacco"
            | "yeast"
            | "vaccine"
            | "antacid"
            | "air"
            | "ice"
            | "soap"
            | "wax"
            | "gold"
            | "sulfur"
            | "soy"
            | "garlic"
    )
}
