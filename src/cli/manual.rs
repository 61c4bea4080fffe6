//! `drug-card completions` and `drug-card man`: shell completions and manual pages from the arguments.

use super::failure::Failure;
use super::output::Stdout;
use clap::Command;
use clap_complete::Shell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Completions {
    /// Shell to complete for
    shell: Shell,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Man {
    /// Folder for one page per command; without it, the main page is printed
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
        written.map_err(|error| Failure::io("write", Path::new("standard output"), &error))?;
        return print(&bytes);
    };
    let written = fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(program, folder));
    written.map_err(|error| Failure::io("write", folder, &error))?;
    Ok(ExitCode::SUCCESS)
}

fn print(bytes: &[u8]) -> Result<ExitCode, Failure> {
    let mut out = Stdout::open();
    out.bytes(bytes)?;
    out.close()?;
    Ok(ExitCode::SUCCESS)
}
