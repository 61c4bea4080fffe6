//! Sorts with one small routine for all types; the standard library compiles one for each.

use std::cmp::Ordering;

/// Sorts `items` by `compare`; stable. O(n log n) for any input.
pub(crate) fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let order = order(items.len(), &|a, b| match (items.get(a), items.get(b)) {
        (Some(left), Some(right)) => compare(left, right),
        _ => Ordering::Equal,
    });
    follow(order, &mut |a, b| items.swap(a, b));
}

/// The sorted order of `len` items, as their indices.
fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    heap_sort(&mut order, &|a, b| compare(a, b).then(a.cmp(&b)));
    order
}

/// Moves each item to its position, along the cycles of the permutation.
fn follow(mut order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut at = start;
        while order[at] != start {
            let from = order[at];
            swap(at, from);
            order[at] = at;
            at = from;
        }
        order[at] = at;
    }
}

fn heap_sort(order: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    for root in (0..order.len() / 2).rev() {
        sift(order, root, compare);
    }
    for end in (1..order.len()).rev() {
        order.swap(0, end);
        sift(&mut order[..end], 0, compare);
    }
}

/// Moves the entry at `root` down below every larger one.
fn sift(order: &mut [usize], mut root: usize, compare: &dyn Fn(usize, usize) -> Ordering) {
    loop {
        let mut child = 2 * root + 1;
        let Some(&left) = order.get(child) else { return };
        if order.get(child + 1).is_some_and(|&right| compare(right, left).is_gt()) {
            child += 1;
        }
        if compare(order[child], order[root]).is_le() {
            return;
        }
        order.swap(root, child);
        root = child;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_sorts_as_the_standard_library_does() {
        let mut state = 7_u32;
        for length in 0..200 {
            let items: Vec<(u32, usize)> = (0..length)
                .map(|at| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    ((state >> 24) % 16, at)
                })
                .collect();
            let (mut ours, mut theirs) = (items.clone(), items);
            sort_by(&mut ours, |a, b| a.0.cmp(&b.0));
            theirs.sort_by_key(|item| item.0);
            assert_eq!(ours, theirs);
        }
    }
}
