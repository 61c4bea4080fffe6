//! Owns `drug-card completions` and `drug-card man`: the arguments as shells and manual pages tell them.

use super::failure::Failure;
use clap::Command;
use clap_complete::Shell;
use std::fs;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Man {
    /// The folder to write a page for each command to; without it the page of the program is printed
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

pub(crate) fn completions(arguments: &Completions, mut program: Command) -> Result<ExitCode, Failure> {
    let mut bytes = Vec::new();
    clap_complete::generate(arguments.shell, &mut program, "drug-card", &mut bytes);
    print(&bytes)
}

pub(crate) fn man(arguments: &Man, program: Command) -> Result<ExitCode, Failure> {
    let Some(folder) = &arguments.output else {
        let mut bytes = Vec::new();
        let written = clap_mangen::Man::new(program).render(&mut bytes);
        written.map_err(|error| failed(Path::new("standard output"), &error))?;
        return print(&bytes);
    };
    fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    clap_mangen::generate_to(program, folder).map_err(|error| failed(folder, &error))?;
    Ok(ExitCode::SUCCESS)
}

fn print(bytes: &[u8]) -> Result<ExitCode, Failure> {
    stdout().write_all(bytes).map_err(|error| failed(Path::new("standard output"), &error))?;
    Ok(ExitCode::SUCCESS)
}

fn failed(path: &Path, error: &std::io::Error) -> Failure {
    Failure::io("write", path, error)
}
