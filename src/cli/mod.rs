//! Owns the commands: each reads files, calls the library, writes what it gives.

mod build;
mod bundle_files;
mod check;
mod date;
mod diagnostics_text;
mod export;
mod failure;
mod http;
mod in_order;
mod init;
mod inputs;
mod manual;
mod merge;
mod output;
mod parse;
mod progress;
mod render;
mod results_text;
mod search;
mod serve;
mod settings;
mod site;
mod sources;
mod standalone;
mod values;
mod watch;
mod web_files;

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand};
use failure::Failure;
use settings::Settings;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

/// Markdown drug monographs in, static files and two custom elements out.
///
/// Exit codes: 0 ok, 1 findings or nothing found, 2 usage, 3 files, 4 bad data.
#[derive(Debug, Parser)]
#[command(name = "drug-card", version)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// The file of defaults; without it drug-card.toml of the working folder, where there is one
    // Read before the others, by `Settings::read`.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a folder of Markdown monographs as a bundle for any static host
    Build(build::Arguments),
    /// Join the parts of a build into the bundle that a whole build would be
    Merge(merge::Arguments),
    /// Search a bundle, as the page does
    Search(search::Arguments),
    /// Say what an editor should look at in a folder of monographs
    Check(check::Arguments),
    /// Print monographs as data
    Parse(parse::Arguments),
    /// Print monographs as search engines, FHIR and schema.org take them
    Export(export::Arguments),
    /// Print a card of a bundle as HTML, or write all of them
    Render(render::Arguments),
    /// Write a bundle as one script, for pages opened from a disk
    Standalone(standalone::Arguments),
    /// Serve a bundle on this machine
    Serve(serve::Arguments),
    /// Write a folder to start from: drug-card.toml, a monograph, a page
    Init(init::Arguments),
    /// Print what makes a shell complete these commands
    Completions(manual::Completions),
    /// Print the manual page, or write one for each command
    Man(manual::Man),
}

/// Runs the program: `words` are its arguments, its own name first. Errors go to standard error.
#[must_use]
pub fn main(words: Vec<OsString>) -> ExitCode {
    match run(words) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("drug-card: {failure}");
            ExitCode::from(failure.code())
        }
    }
}

/// Runs the command that `words`, the program's own name first, and drug-card.toml ask for.
fn run(words: Vec<OsString>) -> Result<ExitCode, Failure> {
    let (settings, broken) = match Settings::read(&words) {
        Ok(settings) => (settings, None),
        Err(failure) => (Settings::default(), Some(failure)),
    };
    let matches = settings.apply(Arguments::command()).try_get_matches_from(words);
    if let Some(failure) = broken
        && !matches.as_ref().map_or_else(|error| !error.use_stderr(), takes_no_settings)
    {
        return Err(failure);
    }
    let arguments = matches.and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = arguments.unwrap_or_else(|error| error.exit());
    match arguments.command {
        Command::Build(arguments) => build::run(&arguments),
        Command::Merge(arguments) => merge::run(&arguments),
        Command::Search(arguments) => search::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Parse(arguments) => parse::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Render(arguments) => render::run(&arguments),
        Command::Standalone(arguments) => standalone::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments, described(&settings)),
        Command::Init(arguments) => init::run(&arguments),
        Command::Completions(arguments) => manual::completions(&arguments, Arguments::command()),
        Command::Man(arguments) => manual::man(&arguments, Arguments::command()),
    }
}

/// Whether a command does its work whatever drug-card.toml says: a broken one must not keep its own help away.
fn takes_no_settings(matches: &ArgMatches) -> bool {
    matches.subcommand_name().is_some_and(|name| !settings::has_places_in(name))
}

/// The build that drug-card.toml describes, where it says all that a build must know.
fn described(settings: &Settings) -> Option<build::Arguments> {
    let command = settings.apply(Arguments::command());
    let matches = command.try_get_matches_from(["drug-card", "build"]).ok()?;
    let Command::Build(arguments) = Arguments::from_arg_matches(&matches).ok()?.command else { return None };
    (arguments.content.is_some() || arguments.site.site.is_some()).then_some(arguments)
}
