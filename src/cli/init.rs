//! Owns `drug-card init`: a folder to start from, without touching what is there.

use super::failure::Failure;
use super::settings::FILE;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What is written; the monograph is one of this project's own.
const FILES: [(&str, &str); 3] = [
    (FILE, include_str!("starter/drug-card.toml")),
    ("monographs/p/paracetamol.md", include_str!("../../content/p/paracetamol.md")),
    ("site/index.html", include_str!("starter/index.html")),
];

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The folder, made where it is missing
    #[arg(default_value = ".")]
    folder: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let files = FILES.map(|(name, text)| (arguments.folder.join(name), text));
    if let Some((file, _)) = files.iter().find(|(file, _)| file.symlink_metadata().is_ok()) {
        return Err(Failure::Usage(format!(
            "expected a folder without {}, but it is there; nothing was written, name another folder",
            file.display()
        )));
    }
    for (file, text) in files {
        write(&file, text).map_err(|error| Failure::io("write", &file, &error))?;
        println!("{}", file.display());
    }
    println!("Next, in that folder: drug-card build, then drug-card serve --watch");
    Ok(ExitCode::SUCCESS)
}

/// Writes a file that is not there yet.
fn write(file: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::File::create_new(file)?.write_all(text.as_bytes())
}
