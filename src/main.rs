//! Owns the command line's front door: arguments in, exit code out.

mod cli;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run(cli::Arguments::parse()) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("drug-card: {failure}");
            ExitCode::from(failure.code())
        }
    }
}
