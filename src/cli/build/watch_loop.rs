//! Rebuilds a bundle whenever one of its inputs changes.

use super::arguments::Arguments;
use super::bundle::build;
use crate::cli::failure::Failure;
use crate::cli::find;
use crate::cli::output::warn;
use crate::cli::{site, watch};

/// Builds and prints a failure instead of returning it: the next change may fix it.
pub(crate) fn build_and_report(arguments: &Arguments) {
    match build(arguments) {
        // Nobody reads the summary, but somebody may still read the bundle.
        Ok(_) | Err(Failure::ClosedPipe) => {}
        Err(failure) => warn(format_args!("drug-card: {failure}")),
    }
}

/// Builds each time the state differs from `known`, until the program ends.
pub(crate) fn rebuild_forever(arguments: &Arguments, mut known: u64) -> ! {
    loop {
        known = watch::wait_for_change(known, || state(arguments));
        build_and_report(arguments);
    }
}

/// A hash of everything the build reads.
pub(crate) fn state(arguments: &Arguments) -> u64 {
    let found = match (&arguments.content, &arguments.site.site) {
        (Some(content), _) => find::find(content, &arguments.exclude).map(|found| found.sources),
        (None, Some(folder)) => {
            site::files(folder, &arguments.exclude, &arguments.output).map(|files| files.found)
        }
        (None, None) => Ok(Vec::new()),
    };
    let found = found.unwrap_or_default();
    watch::state(found.iter().map(|source| source.file.as_path()).chain(arguments.inputs.files()))
}
