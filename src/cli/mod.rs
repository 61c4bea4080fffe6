//! The commands: each reads files, calls the library and writes the result.

mod build;
mod bundle_files;
mod check;
mod date;
mod diff;
mod exclude;
mod export;
mod failure;
mod find;
mod hosts;
mod import;
mod init;
mod inputs;
mod manual;
mod merge;
mod output;
mod pages;
mod parallel;
mod parse;
mod redirects;
mod render;
mod response_policy;
mod search;
mod serve;
mod settings;
mod site;
mod sources;
mod split;
mod standalone;
mod text_file;
mod unpublished;
mod values;
mod watch;
mod web_files;

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand};
use failure::Failure;
use output::warn;
use settings::Settings;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

/// Turns Markdown drug monographs into static files and custom elements for any web page.
///
/// Exit codes: 0 success, 1 diagnostics or no match, 2 wrong usage, 3 a file cannot be read or written, 4 invalid data.
#[derive(Debug, Parser)]
#[command(name = "drug-card", version)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Configuration file [default: ./drug-card.toml if present]
    // Read before the other arguments, by `Settings::read`.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build a bundle for any static host from a folder of Markdown monographs
    Build(build::Arguments),
    /// Join the parts of a build into one bundle
    Merge(merge::Arguments),
    /// Search a bundle the way the page does
    Search(search::Arguments),
    /// Turn official labels into Markdown monographs
    Import(import::Arguments),
    /// Lint a folder of monographs
    Check(check::Arguments),
    /// Compare two versions of a collection: folders of monographs or bundles
    Diff(diff::Arguments),
    /// Print monographs as JSON
    Parse(parse::Arguments),
    /// Export monographs for search engines, FHIR and schema.org
    Export(export::Arguments),
    /// Print a card as HTML, or write all cards of a bundle
    Render(render::Arguments),
    /// Write a bundle as a single script, for pages opened from disk
    Standalone(standalone::Arguments),
    /// Serve a bundle on this machine
    Serve(serve::Arguments),
    /// Create a starter project: drug-card.toml, a monograph and a page
    Init(init::Arguments),
    /// Generate shell completions
    Completions(manual::Completions),
    /// Print the manual page, or write one per command
    Man(manual::Man),
}

/// Runs the program with the arguments `words`, starting with its own name. Errors go to standard error.
#[must_use]
pub fn main(words: Vec<OsString>) -> ExitCode {
    match run(words) {
        Ok(code) => code,
        Err(failure) => {
            if !matches!(failure, Failure::ClosedPipe) {
                warn(format_args!("drug-card: {failure}"));
            }
            ExitCode::from(failure.code())
        }
    }
}

/// Runs the command that `words` and drug-card.toml name.
fn run(words: Vec<OsString>) -> Result<ExitCode, Failure> {
    let (settings, broken) = match Settings::read(&words) {
        Ok(settings) => (settings, None),
        Err(failure) => (Settings::default(), Some(failure)),
    };
    let matches = settings.apply(Arguments::command()).try_get_matches_from(words);
    if let Some(failure) = broken
        && !matches.as_ref().map_or_else(|error| !error.use_stderr(), ignores_settings)
    {
        return Err(failure);
    }
    let arguments = matches.and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = arguments.unwrap_or_else(|error| error.exit());
    match arguments.command {
        Command::Build(arguments) => build::run(&arguments),
        Command::Merge(arguments) => merge::run(&arguments),
        Command::Search(arguments) => search::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Parse(arguments) => parse::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Render(arguments) => render::run(&arguments),
        Command::Standalone(arguments) => standalone::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments, configured_build(&settings)),
        Command::Init(arguments) => init::run(&arguments),
        Command::Completions(arguments) => manual::completions(&arguments, Arguments::command()),
        Command::Man(arguments) => manual::man(&arguments, Arguments::command()),
    }
}

/// Whether a command uses nothing of drug-card.toml. Help must work even if that file is broken.
fn ignores_settings(matches: &ArgMatches) -> bool {
    matches.subcommand_name().is_some_and(|name| !settings::are_used_by(name))
}

/// The build that drug-card.toml describes, if it names content and output.
fn configured_build(settings: &Settings) -> Option<build::Arguments> {
    let command = settings.apply(Arguments::command());
    let matches = command.try_get_matches_from(["drug-card", "build"]).ok()?;
    let Command::Build(arguments) = Arguments::from_arg_matches(&matches).ok()?.command else { return None };
    (arguments.content.is_some() || arguments.site.site.is_some()).then_some(arguments)
}
