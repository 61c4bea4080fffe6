//! Messages on standard error.

use std::fmt::Display;
use std::io::{Write, stderr};

/// Writes a line to standard error. If nobody can read it, the command still does its work.
pub(crate) fn warn(line: impl Display) {
    let _ = writeln!(stderr(), "{line}");
}
