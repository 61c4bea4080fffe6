//! Owns work on many items on all processors, its results taken in the order of the items.

use super::failure::Failure;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc;

/// Results that may wait for their turn, for each processor.
const WAITING: usize = 16;

/// Does `work` on every item on all processors and hands the results to `take` in the order of the items; the first failure
/// ends it. Few results wait at a time, so memory does not grow with the number of items.
pub(crate) fn in_order<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> Result<R, Failure> + Sync,
    mut take: impl FnMut(R) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let (next, work) = (&AtomicUsize::new(0), &work);
    std::thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel(threads * WAITING);
        for _ in 0..threads {
            let sender = sender.clone();
            scope.spawn(move || {
                while let Some((at, item)) = {
                    let at = next.fetch_add(1, Relaxed);
                    items.get(at).map(|item| (at, item))
                } {
                    if sender.send((at, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let (mut early, mut due) = (BTreeMap::new(), 0);
        for (at, result) in receiver {
            early.insert(at, result?);
            while let Some(result) = early.remove(&due) {
                take(result)?;
                due += 1;
            }
        }
        Ok(())
    })
}
