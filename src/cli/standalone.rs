//! Owns `drug-card standalone`: a whole bundle as one classic script, for pages opened from a disk.

use super::failure::Failure;
use super::web_files::WEB_FILES;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The script, and the name of its first part among the browser files.
const SCRIPT: &str = "drug-card.standalone.js";

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The bundle
    bundle: PathBuf,
    /// The script to write; without it, drug-card.standalone.js in the bundle
    #[arg(short, long)]
    output: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let shell = WEB_FILES
        .iter()
        .find(|(name, _)| *name == SCRIPT)
        .and_then(|(_, bytes)| std::str::from_utf8(bytes).ok())
        .ok_or_else(|| {
            Failure::Files(
                "this program was built without its browser files; `cargo xtask demo` builds them".into(),
            )
        })?;
    let root = arguments.bundle.join("index.json");
    fs::metadata(&root).map_err(|error| Failure::io("read", &root, &error))?;
    let mut files = BTreeMap::new();
    collect(&arguments.bundle, "", &mut files)?;
    let files = serde_json::to_string(&files).unwrap_or_default();
    // Also inside a page: nothing in the data may end the script element.
    let script = format!("(()=>{{const FILES={};{shell}}})();\n", files.replace('<', "\\u003c"));
    let output = arguments.output.clone().unwrap_or_else(|| arguments.bundle.join(SCRIPT));
    fs::write(&output, &script).map_err(|error| Failure::io("write", &output, &error))?;
    println!("{} ({:.1} MB)", output.display(), script.len() as f64 / 1e6);
    Ok(ExitCode::SUCCESS)
}

/// The data of a bundle in base64 by name: what the shell fetches, and not the pages, the Markdown core (a page on a disk
/// may not read Markdown files) and the glue, which the script has itself.
fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) -> Result<(), Failure> {
    let failed = |path: &Path| {
        let path = path.to_path_buf();
        move |error: std::io::Error| Failure::io("read", &path, &error)
    };
    for entry in fs::read_dir(folder).map_err(failed(folder))? {
        let path = entry.map_err(failed(folder))?.path();
        let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files)?;
        } else if ["json", "bin", "wasm"].iter().any(|kind| path.extension().is_some_and(|own| own == *kind))
            && !name.starts_with("markdown-core.")
        {
            files.insert(name, STANDARD.encode(fs::read(&path).map_err(failed(&path))?));
        }
    }
    Ok(())
}
