//! Everything a command writes: standard output, standard error, files and folders.

mod atomically;
mod count;
pub(crate) mod diagnostics_text;
mod folder;
mod owned;
mod progress;
pub(crate) mod results_text;
mod rights;
mod stderr;
mod stdout;

pub(crate) use atomically::write_atomically;
pub(crate) use count::count;
pub(crate) use folder::OutputFolder;
pub(crate) use owned::{FORMER, HOSTS, Writer, is_former};
pub(crate) use progress::Progress;
pub(crate) use stderr::{warn, warn_some};
pub(crate) use stdout::Stdout;
