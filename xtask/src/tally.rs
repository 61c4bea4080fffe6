//! Counts tests by the summary lines of cargo and node, for the last line of a run.

use std::fmt;
use std::process::Command;

use anyhow::{Result, bail};

use crate::process::run_reading;

#[derive(Default)]
pub(crate) struct Tally {
    /// Test files run their slow tests too.
    pub(crate) deep: bool,
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) ignored: u64,
}

impl Tally {
    /// Runs test files with node; fails if no test ran.
    pub(crate) fn node(&mut self, node: &mut Command, goal: &str, files: &[String]) -> Result<()> {
        let before = self.passed;
        // In milliseconds, for a whole file.
        let timeout = if self.deep { "--test-timeout=3600000" } else { "--test-timeout=600000" };
        node.args(["--test", "--test-reporter=spec", timeout]).args(files);
        node.env("DRUG_CARD_DEEP", if self.deep { "1" } else { "0" });
        run_reading(goal, node, |line| self.read(line))?;
        if self.passed == before {
            bail!("expected {goal}, but no test ran");
        }
        Ok(())
    }

    /// Adds a line like `test result: ok. 12 passed; 0 failed; …` (cargo) or `ℹ pass 12` (node); skips all others.
    pub(crate) fn read(&mut self, line: &str) {
        if let Some((_, counts)) = line.strip_prefix("test result: ").and_then(|rest| rest.split_once(". ")) {
            for (count, word) in counts.split("; ").filter_map(|count| count.split_once(' ')) {
                self.add(word, count);
            }
        } else if let Some((word, count)) = line.strip_prefix("ℹ ").and_then(|rest| rest.split_once(' ')) {
            self.add(word, count);
        }
    }

    fn add(&mut self, word: &str, count: &str) {
        let Ok(count) = count.parse::<u64>() else { return };
        match word {
            "passed" | "pass" => self.passed += count,
            "failed" | "fail" | "cancelled" => self.failed += count,
            "ignored" | "skipped" | "todo" => self.ignored += count,
            _ => {}
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{} passed, {} failed", self.passed, self.failed)?;
        if self.ignored > 0 {
            write!(to, ", {} ignored", self.ignored)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summary_lines_of_cargo_and_node_are_added_up() {
        let mut tally = Tally::default();
        for line in [
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s",
            "test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1s",
            "ℹ tests 9",
            "ℹ pass 7",
            "ℹ fail 1",
            "ℹ cancelled 1",
            "ℹ duration_ms 12.5",
            "✔ ℹ pass 5",
        ] {
            tally.read(line);
        }
        assert_eq!(tally.to_string(), "21 passed, 5 failed, 1 ignored");
    }
}
