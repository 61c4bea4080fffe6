//! `drug-card init`: writes a starter project and overwrites nothing.

use super::failure::Failure;
use super::output::Stdout;
use super::settings::FILE;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The starter files; the monograph is one of the project's samples.
const FILES: [(&str, &str); 4] = [
    (FILE, include_str!("starter/drug-card.toml")),
    ("monographs/p/paracetamol.md", include_str!("../../content/p/paracetamol.md")),
    ("template.md", include_str!("starter/template.md")),
    ("site/index.html", include_str!("starter/index.html")),
];

/// The program for Node cannot watch files.
const NEXT: &str = if cfg!(target_os = "wasi") {
    "Next, in that folder: npx drug-card build, then npx drug-card serve"
} else {
    "Next, in that folder: drug-card build, then drug-card serve --watch"
};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Folder to write to; created if missing
    #[arg(default_value = ".")]
    folder: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let files = FILES.map(|(name, text)| (arguments.folder.join(name), text));
    if let Some((file, _)) = files.iter().find(|(file, _)| file.symlink_metadata().is_ok()) {
        return Err(Failure::Usage(format!(
            "expected a folder without {}, but the file exists; nothing was written, choose another folder",
            file.display()
        )));
    }
    let mut out = Stdout::open();
    for (file, text) in files {
        write(&file, text).map_err(|error| Failure::io("write", &file, &error))?;
        out.line(file.display())?;
    }
    out.line(NEXT)?;
    out.close()?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a new file.
fn write(file: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::File::create_new(file)?.write_all(text.as_bytes())
}
