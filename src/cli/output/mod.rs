//! Everything a command writes: standard output, standard error, files and folders.

mod count;
pub(crate) mod diagnostics_text;
mod progress;
pub(crate) mod results_text;
mod staging;
mod stderr;
mod stdout;

pub(crate) use count::count;
pub(crate) use progress::Progress;
pub(crate) use staging::{StagedFolder, write_atomically};
pub(crate) use stderr::warn;
pub(crate) use stdout::Stdout;
