//! `drug-card build`: turns a folder of monographs into a bundle, completely or not at all.

mod app_page;
mod arguments;
mod bundle;
mod compare;
mod finish;
mod former;
mod part;
mod prepare_all;
mod strict;
mod understood;
mod watch_loop;

pub(crate) use arguments::Arguments;
pub(crate) use finish::{Finish, finish};
pub(crate) use watch_loop::{build_and_report, rebuild_forever, state};

use super::failure::Failure;
use std::process::ExitCode;

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if !arguments.watch {
        return bundle::build(arguments);
    }
    let known = state(arguments);
    build_and_report(arguments);
    rebuild_forever(arguments, known)
}
