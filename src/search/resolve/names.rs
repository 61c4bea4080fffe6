//! Owns which medicine a question names: exact > synonym > unique prefix > one plausible slip > nothing.
//!
//! Names are found inside longer questions, the longest first. Two pages under one name by different rights are
//! ordered by right; a different medicine with a similar name is set aside and never answered from.

use crate::index::format::name_shard::{Name, NameEntry, NameKind};
use crate::index::format::page_rows::PageRow;
use crate::index::format::phrase_table::{Meaning, Span};
use crate::index::{Index, PageId};
use crate::lean::sort::sort_by;
use crate::lean::strings::{is_one_of, joined};
use crate::search::query::QueryTerms;
use crate::search::resolve::candidate::{Candidate, Candidates};
use crate::search::results::MatchKind;
use std::borrow::Cow;

/// Longest name, in words.
pub(crate) const LONGEST_NAME: usize = 24;
/// A word that this many units hold is an ordinary word and no slip of a name.
const PROSE: u32 = 20;
/// Names read behind one prefix; more are more than a list can show.
pub(crate) const MOST_PREFIXED: usize = 400;

/// From this step on a page is listed and not answered from.
pub(crate) const LISTED: u8 = 10;
/// Where a combination stands when its substances were named one beside the other.
const BESIDE: u8 = 4;

/// What the question names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Resolved {
    /// Surest first.
    pub(crate) candidates: Vec<Candidate>,
    /// Different medicines.
    pub(crate) different: Vec<Candidate>,
    /// One medicine (or several named outright) is meant; else the candidates are a list to choose from.
    pub(crate) certain: bool,
    /// Words that are part of a name, by place.
    pub(crate) used: Vec<bool>,
    /// What is known of the pages in `different` that no name brought.
    pub(crate) rows: Vec<PageRow>,
    /// Each name with its words and its pages; the names of others are words to look for on a page.
    pub(crate) names: Vec<NameMention>,
}

/// One name in the question.
#[derive(Debug, Clone)]
pub(crate) struct NameMention {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) name: Name,
    pub(crate) mended: Option<String>,
    /// Only the first words of a longer title: sure when one page begins so.
    pub(crate) partial: bool,
}

impl NameMention {
    pub(crate) fn holds(&self, page: PageId) -> bool {
        self.name.entries.iter().any(|entry| entry.page == page && entry.kind != NameKind::Similar)
    }

    /// The pages that have the name by a right of their own, best right first.
    fn own(&self) -> Vec<NameEntry> {
        let mut out = self.name.entries.clone();
        keep(&mut out, &mut |entry| entry.kind < NameKind::Ingredient);
        out
    }

    /// Every page under the name that is not merely similar, once.
    pub(crate) fn all(&self) -> Vec<NameEntry> {
        pages_under(&[("", Cow::Borrowed(&self.name))], &mut |entry| entry.kind != NameKind::Similar)
    }
}

/// What fits of what lies under names, in the order of pages, each page once.
pub(crate) fn pages_under(
    names: &[(&str, Cow<'_, Name>)],
    fits: &mut dyn FnMut(&NameEntry) -> bool,
) -> Vec<NameEntry> {
    let mut out = Vec::new();
    for (_, name) in names {
        out.extend_from_slice(&name.entries);
    }
    keep(&mut out, fits);
    sort_by(&mut out, |a, b| a.page.cmp(&b.page));
    let mut last = None;
    keep(&mut out, &mut |entry| last.replace(entry.page) != Some(entry.page));
    out
}

/// Keeps what fits, by one routine: `retain` would be another for each question asked of entries.
pub(crate) fn keep(entries: &mut Vec<NameEntry>, fits: &mut dyn FnMut(&NameEntry) -> bool) {
    entries.retain(fits);
}

/// A combination that holds all that was named: exactly that, or with more.
pub(crate) fn joint(entry: NameEntry, named: usize, mended: bool) -> Candidate {
    let exactly = usize::from(entry.complexity.substances) == named;
    let matched = match (exactly, mended) {
        (false, _) => MatchKind::Ingredient,
        (true, true) => MatchKind::Spelling,
        (true, false) => MatchKind::Exact,
    };
    let step = if exactly { 0 } else { LISTED };
    Candidate { page: entry.page, complexity: entry.complexity, matched, via: None, step }
}

/// Finds what `asked` names; `phrases` are the lay words and intents in it.
pub(crate) fn resolve(index: &Index, asked: &QueryTerms, phrases: &[Span]) -> Resolved {
    let mut resolver = Resolver { index, asked, phrases, out: Resolved::default() };
    resolver.out.used = vec![false; asked.words.len()];
    resolver.run();
    resolver.out
}

pub(crate) struct Resolver<'a> {
    pub(crate) index: &'a Index,
    pub(crate) asked: &'a QueryTerms,
    pub(crate) phrases: &'a [Span],
    pub(crate) out: Resolved,
}

impl Resolver<'_> {
    fn run(&mut self) {
        let asked = self.asked;
        let mut words = Vec::new();
        for word in &asked.words {
            words.push(word.text.as_str());
        }
        let mut parts = self.exact(&words);
        if self.index.has_missing() {
            return;
        }
        let covered: usize = parts.iter().map(|part| part.end - part.start).sum();
        if covered < words.len() && self.by_many() {
            return;
        }
        if !self.leave_context(&mut parts) && self.by_prefixes(&parts) {
            return;
        }
        if self.index.has_missing() {
            return;
        }
        let (mended, unsure) = self.mend(&words, &parts);
        if !mended.is_empty() {
            parts.extend(mended);
            self.leave_context(&mut parts);
        }
        sort_by(&mut parts, |a, b| a.start.cmp(&b.start));
        // Of a name that stands there more than once, the last.
        let mut single: Vec<NameMention> = Vec::new();
        while let Some(part) = parts.pop() {
            if !single.iter().any(|other| other.name == part.name) {
                single.push(part);
            }
        }
        single.reverse();
        let parts = single;
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
    fn exact(&self, words: &[&str]) -> Vec<NameMention> {
        let mut out = Vec::new();
        let mut start = 0;
        while start < words.len() {
            let stop = self.asked.words.get(start).is_some_and(|word| word.stop);
            let found = self.longest(words, start, (start + 1 + usize::from(stop), start + LONGEST_NAME));
            let Some(part) = found.or_else(|| self.begun(words, start)) else {
                start += 1;
                continue;
            };
            start = part.end;
            if !self.is_inside(&part) {
                out.push(part);
            }
        }
        out
    }

    /// The longest name from `start` that ends within `ends`, both included.
    pub(crate) fn longest(&self, words: &[&str], start: usize, ends: (usize, usize)) -> Option<NameMention> {
        let mut end = words.len().min(ends.1);
        while end >= ends.0 {
            if let Some(part) = self.named(words, start, end) {
                return Some(part);
            }
            end -= 1;
        }
        None
    }

    /// The first words of a longer title, as in `antithrombin iii` for Antithrombin III Human.
    fn begun(&self, words: &[&str], start: usize) -> Option<NameMention> {
        if words.get(start)?.len() < 5 || self.is_prose(start) {
            return None;
        }
        let mut end = words.len().min(start + LONGEST_NAME);
        while end > start {
            let shown = joined(words.get(start..end)?);
            if let Some(entries) = self.titles_with(&joined(&[&shown, ""])) {
                return Some(NameMention {
                    start,
                    end,
                    name: Name { shown, entries },
                    mended: None,
                    partial: true,
                });
            }
            end -= 1;
        }
        None
    }

    /// The single medicines whose titles begin so.
    fn titles_with(&self, prefix: &str) -> Option<Vec<NameEntry>> {
        let found = self.index.names_with(prefix, MOST_PREFIXED);
        let mut out = pages_under(&found, &mut |entry| {
            entry.kind <= NameKind::Base && entry.complexity.substances == 1
        });
        for entry in &mut out {
            entry.kind = NameKind::Salt;
        }
        (!out.is_empty()).then_some(out)
    }

    fn named(&self, words: &[&str], start: usize, end: usize) -> Option<NameMention> {
        let key = joined(words.get(start..end)?);
        let name = self.index.name(&key)?.into_owned();
        name.entries.iter().any(|entry| entry.kind != NameKind::Similar).then_some(NameMention {
            start,
            end,
            name,
            mended: None,
            partial: false,
        })
    }

    /// Leaves names out that are words of the question beside another; says whether there is another.
    fn leave_context(&self, parts: &mut Vec<NameMention>) -> bool {
        let sure = parts.iter().any(|part| !self.is_context(part));
        if sure {
            parts.retain(|part| !self.is_context(part));
        }
        sure
    }

    /// A name that is a word of the question when another medicine is named: alcohol, water, iron.
    fn is_context(&self, part: &NameMention) -> bool {
        self.is_everyday_name(part)
            || self.phrases.iter().any(|span| span.start == part.start && span.end == part.end)
    }

    /// `water` in `water pill` and `heparin` in `low molecular weight heparin` are no names; `ibuprofen` in `with
    /// ibuprofen` is one.
    fn is_inside(&self, part: &NameMention) -> bool {
        self.phrases.iter().any(|span| {
            let more = (span.end - span.start).saturating_sub(part.end - part.start);
            let is_word = span.meanings.iter().any(|meaning| matches!(meaning, Meaning::Words(_)));
            span.start <= part.start
                && part.end <= span.end
                && (more > 1 && is_word || more > 0 && self.is_everyday_name(part))
        })
    }

    fn is_everyday_name(&self, part: &NameMention) -> bool {
        let word = self.asked.words.get(part.start).map_or("", |word| word.text.as_str());
        part.end == part.start + 1 && self.index.rules().are_english() && is_everyday(word)
    }

    /// One name from several, or several names that make a combination.
    fn settle(&mut self, parts: Vec<NameMention>) {
        for part in &parts {
            self.out.used.get_mut(part.start..part.end).unwrap_or_default().fill(true);
        }
        let mut chosen = Candidates::default();
        let joint = self.combination(&parts);
        let combined = joint.iter().any(|candidate| candidate.step < BESIDE);
        let mut certain = joint.iter().any(|candidate| candidate.step < LISTED);
        for candidate in joint {
            chosen.put(candidate);
        }
        for part in &parts {
            let own = part.own();
            certain |= !own.is_empty() && (!part.partial || own.len() == 1);
            for entry in own {
                let step = rank(entry.kind) + if combined { LISTED } else { 0 };
                self.put(&mut chosen, part, entry, step);
            }
        }
        let alone = parts.len() == 1;
        for part in parts.iter().filter(|_| alone) {
            let only = part.own().is_empty() && part.all().len() == 1;
            certain |= only;
            for entry in part.name.entries.iter().filter(|entry| entry.kind == NameKind::Ingredient) {
                self.put(&mut chosen, part, *entry, if only { rank(entry.kind) } else { LISTED });
            }
        }
        for part in &parts {
            for entry in part.name.entries.iter().filter(|entry| entry.kind == NameKind::Similar) {
                if !chosen.contains(entry.page) && part.mended.is_none() {
                    self.out.different.push(Candidate {
                        page: entry.page,
                        complexity: entry.complexity,
                        matched: MatchKind::Similar,
                        via: None,
                        step: LISTED,
                    });
                }
            }
        }
        self.out.candidates = chosen.into_candidates();
        self.order();
        self.out.certain = certain;
        self.out.names = parts;
    }

    fn put(&self, chosen: &mut Candidates, part: &NameMention, entry: NameEntry, step: u8) {
        let matched = match (entry.kind, &part.mended) {
            (NameKind::Ingredient, _) => MatchKind::Ingredient,
            (_, Some(_)) => MatchKind::Spelling,
            (_, None) if part.partial => MatchKind::Prefix,
            (NameKind::Title, None) => MatchKind::Exact,
            _ => MatchKind::Synonym,
        };
        let via = match (&part.mended, entry.kind) {
            (Some(mended), _) => Some(mended.clone()),
            (None, NameKind::Title | NameKind::Ingredient) => None,
            _ => Some(part.name.shown.clone()),
        };
        chosen.put(Candidate { page: entry.page, complexity: entry.complexity, matched, via, step });
    }

    /// Combinations of all the names: exactly these substances first, then with others.
    fn combination(&self, parts: &[NameMention]) -> Vec<Candidate> {
        let [first, rest @ ..] = parts else { return Vec::new() };
        if rest.is_empty() {
            return Vec::new();
        }
        let listed = self.are_listed(parts);
        let mut entries = first.all();
        for part in rest {
            keep(&mut entries, &mut |entry| part.holds(entry.page));
        }
        let mended = parts.iter().any(|part| part.mended.is_some());
        let mut out = Vec::new();
        for entry in entries {
            let mut candidate = joint(entry, parts.len(), mended);
            // `A with B` asks about one beside the other first, and about the combination after.
            if !listed && candidate.step == 0 {
                candidate.step = BESIDE;
            }
            out.push(candidate);
        }
        out
    }

    /// Whether only joining words stand between the names: `amlodipine and atorvastatin`, not `… with …`.
    fn are_listed(&self, parts: &[NameMention]) -> bool {
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

    pub(crate) fn order(&mut self) {
        let key =
            |candidate: &Candidate| (candidate.step, candidate.matched, candidate.complexity, candidate.page);
        sort_by(&mut self.out.candidates, |a, b| key(a).cmp(&key(b)));
    }

    /// Whether the word at `place` is an ordinary word of the texts, or part of a phrase.
    pub(crate) fn is_prose(&self, place: usize) -> bool {
        let Some(word) = self.asked.words.get(place) else { return true };
        word.stop
            || self.phrases.iter().any(|span| span.start <= place && place < span.end)
            || self.index.common(&word.stem).is_some_and(|common| common.passages >= PROSE)
    }
}

pub(crate) fn rank(kind: NameKind) -> u8 {
    match kind {
        NameKind::Title => 0,
        NameKind::Base => 1,
        NameKind::Generic | NameKind::National => 2,
        NameKind::Salt => 3,
        NameKind::Brand => 1,
        NameKind::Ingredient => 5,
        NameKind::Similar => LISTED,
    }
}

/// Substances that are food, drink or elements of everyday speech; beside another medicine they are what is asked about.
fn is_everyday(word: &str) -> bool {
    is_one_of(
        word,
        "alcohol ethanol water milk salt sugar glucose honey caffeine oxygen iron calcium potassium \
         sodium magnesium zinc iodine vitamin acid oil fiber fibre protein cholesterol insulin \
         nicotine tobacco yeast vaccine antacid air ice soap wax gold sulfur soy garlic",
    )
}
