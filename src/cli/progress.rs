//! Owns the progress bar: one line on a terminal, nothing elsewhere.

use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

/// A bar that redraws at most ten times a second.
pub(crate) struct Progress {
    total: usize,
    done: usize,
    drawn: Instant,
    visible: bool,
}

impl Progress {
    /// A bar towards `total`; hidden when standard error is no terminal.
    pub(crate) fn new(total: usize) -> Self {
        Self { total, done: 0, drawn: Instant::now(), visible: stderr().is_terminal() }
    }

    /// One more is done.
    pub(crate) fn step(&mut self) {
        self.done += 1;
        if self.visible && (self.drawn.elapsed() > Duration::from_millis(100) || self.done == self.total) {
            self.drawn = Instant::now();
            let width = 30;
            let filled = self.done * width / self.total.max(1);
            let bar = format!("{}{}", "█".repeat(filled), "░".repeat(width - filled));
            // A terminal that cannot be written to is no reason to stop the build.
            let _ = write!(stderr(), "\r{bar} {} of {} monographs", self.done, self.total);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.visible && self.done > 0 {
            let _ = writeln!(stderr());
        }
    }
}
