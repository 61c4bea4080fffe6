//! Owns sets of pages as sorted lists: what a search holds is small, and a tree for each type weighs in the browser.

use super::resolve::Candidate;
use crate::index::PageId;

/// A set of pages, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pages(Vec<PageId>);

impl Pages {
    pub(super) fn contains(&self, page: PageId) -> bool {
        self.0.binary_search(&page).is_ok()
    }

    pub(super) fn is_disjoint(&self, other: &Self) -> bool {
        !self.0.iter().any(|&page| other.contains(page))
    }

    pub(super) fn put(&mut self, page: PageId) {
        if let Err(at) = self.0.binary_search(&page) {
            self.0.insert(at, page);
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        for &page in &other.0 {
            self.put(page);
        }
    }
}

/// Candidates, one a page, in the order of the pages.
#[derive(Debug, Default)]
pub(super) struct Chosen(Vec<Candidate>);

impl Chosen {
    /// Keeps the better of two candidates for one page: the one with the lower step, the earlier of equals.
    pub(super) fn put(&mut self, candidate: Candidate) {
        match self.0.binary_search_by(|old| old.page.cmp(&candidate.page)) {
            Err(at) => self.0.insert(at, candidate),
            Ok(at) if candidate.step < self.0[at].step => self.0[at] = candidate,
            Ok(_) => {}
        }
    }

    pub(super) fn contains(&self, page: PageId) -> bool {
        self.0.binary_search_by(|old| old.page.cmp(&page)).is_ok()
    }

    pub(super) fn into_candidates(self) -> Vec<Candidate> {
        self.0
    }
}
