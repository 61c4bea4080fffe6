//! A progress bar on a terminal; silent elsewhere.

use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

/// Characters of the bar.
const WIDTH: usize = 30;

/// A bar that redraws at most ten times a second.
pub(crate) struct Progress {
    total: usize,
    done: usize,
    drawn: Instant,
    visible: bool,
}

impl Progress {
    /// A bar for `total` monographs; hidden unless standard error is a terminal.
    pub(crate) fn new(total: usize) -> Self {
        Self { total, done: 0, drawn: Instant::now(), visible: stderr().is_terminal() }
    }

    /// Counts one more monograph.
    pub(crate) fn step(&mut self) {
        self.done += 1;
        if self.visible && (self.drawn.elapsed() > Duration::from_millis(100) || self.done == self.total) {
            self.drawn = Instant::now();
            let filled = self.done * WIDTH / self.total.max(1);
            let bar = format!("{}{}", "█".repeat(filled), "░".repeat(WIDTH - filled));
            // The work goes on if the terminal cannot be written to.
            let _ = write!(stderr(), "\r{bar} {}/{} monographs", self.done, self.total);
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
