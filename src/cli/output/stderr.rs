//! Messages on standard error.

use std::fmt::Display;
use std::io::{Write, stderr};

/// Writes a line to standard error. If nobody can read it, the command still does its work.
pub(crate) fn warn(line: impl Display) {
    let _ = writeln!(stderr(), "{line}");
}

/// Most items of a list that are named one by one.
const MOST_NAMED: usize = 20;

/// Writes the first items of a list to standard error, a line each behind `indent`, and how many more there are.
pub(crate) fn warn_some<T>(indent: &str, items: &[T], line: impl Fn(&T) -> String) {
    for item in items.iter().take(MOST_NAMED) {
        warn(format_args!("{indent}{}", line(item)));
    }
    let more = items.len().saturating_sub(MOST_NAMED);
    if more > 0 {
        warn(format_args!("{indent}… and {more} more"));
    }
}
