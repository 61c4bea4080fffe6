//! A page that a name may mean, and sorted sets of pages: small lists, since a tree for each type weighs in the browser.

use crate::index::PageId;
use crate::index::format::page_rows::{Complexity, LOCAL, LOCAL_FORMS};
use crate::lean::sort::sort_by;
use crate::lean::strings::is_one_of;
use crate::search::results::MatchKind;

/// From this step on a page is listed and not answered from.
pub(crate) const LISTED: u8 = 10;

/// A page that the question may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) page: PageId,
    /// How simple the page is; simpler ones come first among equals.
    pub(crate) complexity: Complexity,
    pub(crate) matched: MatchKind,
    /// The name that led here, when it is not the title.
    pub(crate) via: Option<String>,
    /// Distance from the strongest match, 0 = best. From `LISTED` up, the page is a related medicine (a combination): it is listed
    /// and never answered from.
    pub(crate) step: u8,
}

/// A set of pages, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PageSet(Vec<PageId>);

impl PageSet {
    pub(crate) fn contains(&self, page: PageId) -> bool {
        self.0.binary_search(&page).is_ok()
    }

    pub(crate) fn is_disjoint(&self, other: &Self) -> bool {
        !self.0.iter().any(|&page| other.contains(page))
    }

    pub(crate) fn put(&mut self, page: PageId) {
        if let Err(at) = self.0.binary_search(&page) {
            self.0.insert(at, page);
        }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        for &page in &other.0 {
            self.put(page);
        }
    }
}

/// Candidates, one a page, in the order of the pages.
#[derive(Debug, Default)]
pub(crate) struct Candidates(Vec<Candidate>);

impl Candidates {
    /// Keeps the better of two candidates for one page: the one with the lower step, the earlier of equals.
    pub(crate) fn put(&mut self, candidate: Candidate) {
        match self.0.binary_search_by(|old| old.page.cmp(&candidate.page)) {
            Err(at) => self.0.insert(at, candidate),
            Ok(at) => {
                if let Some(old) = self.0.get_mut(at).filter(|old| candidate.step < old.step) {
                    *old = candidate;
                }
            }
        }
    }

    pub(crate) fn contains(&self, page: PageId) -> bool {
        self.0.binary_search_by(|old| old.page.cmp(&page)).is_ok()
    }

    pub(crate) fn into_candidates(self) -> Vec<Candidate> {
        self.0
    }
}

/// Candidates in the order they are shown: by step, then kind of match, then simpler pages first. Of the same medicine, a page for one
/// part of the body comes last, unless the query names such a form.
pub(crate) fn ordered(mut candidates: Vec<Candidate>, words: &[&str]) -> Vec<Candidate> {
    let local = if words.iter().any(|word| is_one_of(word, LOCAL_FORMS)) { LOCAL } else { 0 };
    // A page in another form than is meant answers after the others.
    let is_other_form = |candidate: &Candidate| (candidate.complexity.title_len ^ local) & LOCAL != 0;
    let answers = |candidate: &Candidate| candidate.step + 1 < LISTED;
    if candidates.iter().any(|candidate| answers(candidate) && !is_other_form(candidate)) {
        for candidate in &mut candidates {
            candidate.step += u8::from(answers(candidate) && is_other_form(candidate));
        }
    }
    let key = |candidate: &Candidate| {
        let Complexity { substances, title_len } = candidate.complexity;
        (candidate.step, candidate.matched, substances, title_len ^ local, candidate.page)
    };
    sort_by(&mut candidates, |a, b| key(a).cmp(&key(b)));
    candidates
}
