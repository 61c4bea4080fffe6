//! Owns the command line of the workshop: `cargo xtask demo`, `cargo xtask test`, `cargo xtask bench`, `cargo xtask fuzz`,
//! `cargo xtask web`, `cargo xtask package`, `cargo xtask sites`, `cargo xtask docs`.

mod bench;
mod browser;
mod demo;
mod docs;
mod fuzz;
mod interface;
mod python;
mod sites;
mod size;
mod stamp;
mod test;
mod tools;
mod web;

use std::process::ExitCode;

/// A task either does its work or says in a sentence what was expected, what came and what to do.
type Outcome<T = ()> = Result<T, String>;

const HELP: &str = "\
cargo xtask demo [--content DIR] [--port N] [--no-serve]
    builds everything, makes a bundle of DIR (default: content) and serves it on N (default: 8080)
cargo xtask test [--deep] [--browsers all] [--only NAME]
    runs every check, stopping at the first failure; --only runs one of them, or one file of tests/browser
    --deep adds larger random tests, every hostile string, a second build that must give the same bytes, the package in Vite, esbuild,
    webpack, React, Vue, Svelte and before Lighthouse, and the FHIR export before the published models of R5, the documentation as a site (both need Python
    3), and the recipe for Spark (needs Java)
    --browsers all requires Firefox and WebKit (otherwise skipped where they cannot be installed) and adds their survey of server faults
cargo xtask fuzz [TARGET] [--seconds N]
    looks for inputs that break a promise of fuzz/src/checks.rs: all targets, or one, N seconds each (default: 10)
cargo xtask bench [--content DIR]
    measures parsing, building and searching natively and in the browser, beside other engines in the same run
cargo xtask sites [NAME]
    builds the site of each generator in tests/sites (jekyll, hugo, mkdocs, eleventy, astro, docusaurus) with that generator, and opens it in Chromium
cargo xtask web
    builds the shell and the browser cores into target/web and prints their sizes
cargo xtask docs
    writes the pages of docs/ that are made of their sources, and all of them as a site in target/docs
cargo xtask package
    makes the npm package in target/package: module, types, manifest, editor data, hashes

Needs rustup with cargo, and Node 20 or newer with npm; everything else is fetched from their registries.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("\n✗ {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Outcome {
    let (task, options) = match arguments.split_first() {
        Some((task, options)) => (task.as_str(), options),
        None => ("help", arguments),
    };
    match task {
        "demo" => demo::run(&demo::Options::read(options)?),
        "test" => test::run(&test::Options::read(options)?),
        "fuzz" => fuzz::run(&fuzz::Options::read(options)?),
        "bench" => bench::run(&bench::Options::read(options)?),
        "package" if options.is_empty() => interface::package(),
        "docs" if options.is_empty() => docs::build(),
        "sites" => sites::run(options),
        "web" if options.is_empty() => web::build(),
        "help" | "-h" | "--help" => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(format!(
            "expected a task (demo, test, bench, fuzz, sites, docs, web, package), but got \"{other}\"\n\n{HELP}"
        )),
    }
}

/// The value that follows an option.
fn value<'a>(option: &str, rest: &mut impl Iterator<Item = &'a String>) -> Outcome<&'a str> {
    rest.next()
        .map(String::as_str)
        .ok_or_else(|| format!("expected a value after {option}, but nothing follows"))
}

/// One plain line saying what is done now.
fn say(line: &str) {
    println!("→ {line}");
}
