//! Owns work on many items on all processors, its results taken in the order of the items.

use super::failure::Failure;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc;

/// Items done in one go, so that threads seldom wake each other.
const AT_A_TIME: usize = 4;
/// Such goes whose results may wait for their turn, for each processor.
const WAITING: usize = 4;

/// Does `work` on every item on all processors and hands the results to `take` in the order of the items; the first failure
/// ends it. While the items take about the same time, few results wait; those behind a slow one do.
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
                while let Some((at, run)) = {
                    let at = next.fetch_add(1, Relaxed);
                    items.chunks(AT_A_TIME).nth(at).map(|run| (at, run))
                } {
                    let results: Result<Vec<R>, Failure> = run.iter().map(work).collect();
                    if sender.send((at, results)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let (mut early, mut due) = (BTreeMap::new(), 0);
        for (at, results) in receiver {
            early.insert(at, results?);
            while let Some(results) = early.remove(&due) {
                results.into_iter().try_for_each(&mut take)?;
                due += 1;
            }
        }
        Ok(())
    })
}
