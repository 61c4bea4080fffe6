//! `drug-card standalone`: writes a bundle as one classic script, for pages opened from disk.

use super::failure::Failure;
use super::output::Stdout;
use super::web_files;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The script, and the browser file it starts with.
const SCRIPT: &str = "drug-card.standalone.js";

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Bundle to read
    bundle: PathBuf,
    /// Script to write [default: drug-card.standalone.js in the bundle]
    #[arg(short, long)]
    output: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let front_end = web_files::text(SCRIPT)?;
    let root = arguments.bundle.join("index.json");
    fs::metadata(&root).map_err(|error| Failure::io("read", &root, &error))?;
    let mut files = BTreeMap::new();
    collect(&arguments.bundle, "", &mut files)?;
    let files = serde_json::to_string(&files).map_err(|error| Failure::Data(error.to_string()))?;
    // The script may be pasted into a page, so the data must not contain `</script>`.
    let script = format!("(()=>{{const FILES={};{front_end}}})();\n", files.replace('<', "\\u003c"));
    let output = arguments.output.clone().unwrap_or_else(|| arguments.bundle.join(SCRIPT));
    fs::write(&output, &script).map_err(|error| Failure::io("write", &output, &error))?;
    let mut out = Stdout::open();
    out.line(format_args!("{} ({:.1} MB)", output.display(), script.len() as f64 / 1e6))?;
    out.close()?;
    Ok(ExitCode::SUCCESS)
}

/// Collects the files that the front end fetches, as base64 by name. The pages are left out, and so are the Markdown core (a page on
/// disk may not read Markdown files) and the JavaScript, which the script already contains.
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
