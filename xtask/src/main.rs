//! The tasks of this repository: `cargo xtask --help` lists them.

mod bench;
mod browser;
mod crate_file;
mod demo;
mod deny;
mod dialect;
mod docs;
mod files;
mod fuzz;
mod interface;
mod package;
mod process;
mod python;
mod release;
mod safety;
mod servers;
mod sites;
mod size;
mod stamp;
mod tally;
mod test;
mod third_party;
mod tools;
mod web;

use std::process::ExitCode;

use clap::Parser;

/// The tasks of this repository. They need rustup with cargo, and Node 20 or newer with npm; everything else is fetched
/// from the package registries.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 100)]
enum Task {
    /// Build everything, make a bundle of a folder and serve it
    Demo(demo::Options),
    /// Run all checks and stop at the first failure
    Test(test::Options),
    /// Fuzz: search for inputs that break a check in fuzz/src
    Fuzz(fuzz::Options),
    /// Measure parsing, building and searching, natively and in Chromium, beside other search engines
    Bench(bench::Options),
    /// Build the test sites with their static site generators and open them in Chromium
    Sites(sites::Options),
    /// Build the scripts and the Wasm cores into target/web and print their sizes
    Web,
    /// Write the generated pages of docs/, and all pages as a site in target/docs
    Docs,
    /// Build the npm package in target/npm
    Package,
    /// Pack the crate with its browser files in target/crate
    Crate,
    /// Build the program for this system, packed with licences and checksums, in target/release-files
    Release,
    /// Write docs/safety (hazard log, accessibility report, bills of materials) and the files that credit third parties
    Safety,
    /// List phrases in code and prose that tests/dialect.txt discourages
    Dialect(dialect::Options),
}

fn main() -> ExitCode {
    let done = match Task::parse() {
        Task::Demo(options) => demo::run(&options),
        Task::Test(options) => test::run(&options),
        Task::Fuzz(options) => fuzz::run(&options),
        Task::Bench(options) => bench::run(&options),
        Task::Sites(options) => sites::run(&options),
        Task::Web => web::build(),
        Task::Docs => docs::build(),
        Task::Package => package::build(),
        Task::Crate => crate_file::build().map(|_| ()),
        Task::Release => release::build(),
        Task::Safety => safety::build(),
        Task::Dialect(options) => dialect::run(&options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n✗ {error:#}");
            ExitCode::FAILURE
        }
    }
}
