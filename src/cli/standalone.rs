//! `drug-card standalone`: writes a bundle as one classic script, for pages opened from disk.

use super::bundle_files::BundleFiles;
use super::failure::Failure;
use super::output::Stdout;
use super::web_files;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
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
    let files = collect(&BundleFiles::open(&arguments.bundle)?)?;
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

/// The files that the front end fetches, as base64 by name. The pages are left out, and so are the Markdown core (a page on disk may
/// not read Markdown files) and the JavaScript, which the script already contains.
fn collect(bundle: &BundleFiles) -> Result<BTreeMap<String, String>, Failure> {
    let mut names: Vec<String> = bundle.files()?.into_iter().map(|file| file.file).collect();
    names.extend([bundle.root.files.file.clone(), "index.json".into()]);
    names.retain(|name| {
        let is_fetched = [".json", ".bin", ".wasm"].iter().any(|end| name.ends_with(end));
        is_fetched && !name.starts_with("markdown-core.")
    });
    names.into_iter().map(|name| Ok((name.clone(), STANDARD.encode(bundle.fetch(&name)?)))).collect()
}
