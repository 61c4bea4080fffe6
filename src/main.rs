//! Runs the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    drug_card::cli::main(std::env::args_os().collect())
}
