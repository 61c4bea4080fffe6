//! Owns sorting and sets of pages in few bytes: the standard library's sorts and trees weigh more, compiled to Wasm,
//! than the whole search.

use crate::index::PageId;

/// Sorts by `before`, which must decide every pair (equal items may change places). Heap sort: no memory, no worst case.
pub(super) fn sort<T>(items: &mut [T], before: impl Fn(&T, &T) -> bool) {
    let len = items.len();
    for step in (1..len + len / 2).rev() {
        // First the heap is built from its middle up, then its top goes behind it, one by one.
        let (mut root, end) = if step >= len {
            (step - len, len)
        } else {
            items.swap(0, step);
            (0, step)
        };
        loop {
            let mut child = 2 * root + 1;
            if child >= end {
                break;
            }
            if child + 1 < end && before(&items[child], &items[child + 1]) {
                child += 1;
            }
            if !before(&items[root], &items[child]) {
                break;
            }
            items.swap(root, child);
            root = child;
        }
    }
}

/// A set of pages.
#[derive(Debug, Clone, Default)]
pub(super) struct Pages(Vec<PageId>);

impl Pages {
    pub(super) fn insert(&mut self, page: PageId) {
        if let Err(place) = self.0.binary_search(&page) {
            self.0.insert(place, page);
        }
    }

    pub(super) fn contains(&self, page: PageId) -> bool {
        self.0.binary_search(&page).is_ok()
    }

    pub(super) fn add(&mut self, pages: &Self) {
        pages.iter().for_each(|page| self.insert(page));
    }

    pub(super) fn keep_common(&mut self, other: &Self) {
        self.0.retain(|&page| other.contains(page));
    }

    pub(super) fn is_disjoint(&self, other: &Self) -> bool {
        !self.0.iter().any(|&page| other.contains(page))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = PageId> {
        self.0.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_sorts_as_the_standard_library_does() {
        let mut seed = 5_u32;
        for len in 0..200 {
            let mut items: Vec<u32> = (0..len)
                .map(|_| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (seed >> 16) % 50
                })
                .collect();
            let mut want = items.clone();
            want.sort_unstable();
            sort(&mut items, |a, b| a < b);
            assert_eq!(items, want);
        }
    }

    #[test]
    fn a_set_holds_each_page_once() {
        let mut set = Pages::default();
        [3, 1, 3, 2].map(|page| set.insert(PageId(page)));
        assert_eq!(set.iter().collect::<Vec<_>>(), [1, 2, 3].map(PageId));
        let mut other = Pages::default();
        other.insert(PageId(2));
        assert!(!set.is_disjoint(&other) && !set.contains(PageId(4)));
        set.keep_common(&other);
        assert_eq!((set.len(), set.is_empty()), (1, false));
    }
}
