//! A parallel map that yields its results in the order of the items.

use super::failure::Failure;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc;

/// Items a thread takes at a time, to keep thread wake-ups rare.
const BATCH: usize = 4;
/// Finished batches that may wait for their turn, per thread.
const WAITING: usize = 4;

/// WebAssembly outside the browser (WASI) has one thread.
const HAS_THREADS: bool = cfg!(not(target_os = "wasi"));

/// Maps `items` on all processors and passes each result to `take` in the order of the items; stops at the first failure.
///
/// Memory is bounded while items take about the same time. Results behind a slow item are held until it is done.
pub(crate) fn ordered_parallel_map<T: Sync, R: Send>(
    items: &[T],
    map: impl Fn(&T) -> Result<R, Failure> + Sync,
    mut take: impl FnMut(R) -> Result<(), Failure>,
) -> Result<(), Failure> {
    if !HAS_THREADS {
        return items.iter().try_for_each(|item| take(map(item)?));
    }
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let (next, map) = (&AtomicUsize::new(0), &map);
    std::thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel(threads * WAITING);
        for _ in 0..threads {
            let sender = sender.clone();
            scope.spawn(move || {
                loop {
                    let number = next.fetch_add(1, Relaxed);
                    let Some(batch) = items.chunks(BATCH).nth(number) else { break };
                    let results: Result<Vec<R>, Failure> = batch.iter().map(map).collect();
                    // The receiver is gone when another item has failed.
                    if sender.send((number, results)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let (mut early, mut due) = (BTreeMap::new(), 0);
        for (number, results) in receiver {
            early.insert(number, results?);
            while let Some(results) = early.remove(&due) {
                results.into_iter().try_for_each(&mut take)?;
                due += 1;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_the_first_failure_stops_the_map() {
        let items: Vec<u32> = (0..1000).collect();
        let mut taken = Vec::new();
        let mapped = ordered_parallel_map(
            &items,
            |item| Ok(item * 2),
            |double| {
                taken.push(double);
                Ok(())
            },
        );
        assert!(mapped.is_ok());
        assert!(taken.iter().copied().eq((0..1000).map(|item| item * 2)));
        let failed = ordered_parallel_map(
            &items,
            |item| if *item == 7 { Err(Failure::Data("seven".into())) } else { Ok(*item) },
            |item| {
                assert!(item < 7, "{item} comes after the failure");
                Ok(())
            },
        );
        assert_eq!(failed.map_err(|failure| failure.to_string()), Err("seven".into()));
    }
}
