//! Owns the command line's front door: arguments in, exit code out.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run(std::env::args_os().collect()) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("drug-card: {failure}");
            ExitCode::from(failure.code())
        }
    }
}
