//! Runs the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    // WASI has no working directory; the script that starts the program passes it.
    #[cfg(target_os = "wasi")]
    if let Some(folder) = std::env::var_os("PWD") {
        let _ = std::env::set_current_dir(folder);
    }
    drug_card::internals::cli::main(std::env::args_os().collect())
}
