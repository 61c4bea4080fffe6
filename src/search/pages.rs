//! Owns sets of pages as sorted lists: what a search holds is small, and a tree for each type weighs in the browser.

use super::resolve::Candidate;
use crate::index::PageId;
use crate::text::order::sort_by;

/// A set of pages, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pages(Vec<PageId>);

impl Pages {
    pub(super) fn contains(&self, page: PageId) -> bool {
        self.0.binary_search(&page).is_ok()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = PageId> {
        self.0.iter().copied()
    }

    pub(super) fn is_disjoint(&self, other: &Self) -> bool {
        !self.iter().any(|page| other.contains(page))
    }

    pub(super) fn extend(&mut self, pages: impl IntoIterator<Item = PageId>) {
        self.0.extend(pages);
        sort_by(&mut self.0, Ord::cmp);
        self.0.dedup();
    }
}

impl FromIterator<PageId> for Pages {
    fn from_iter<I: IntoIterator<Item = PageId>>(pages: I) -> Self {
        let mut set = Self::default();
        set.extend(pages);
        set
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
