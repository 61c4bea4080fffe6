//! Embeds the browser files in the command line tool: from `target/web`, where `cargo xtask web` builds them, or from `web`,
//! where a published crate carries them.
//!
//! Writes `OUT_DIR/web_files.rs`: `pub(crate) static WEB_FILES: &[(&str, &[u8])]`, sorted by name, names with `/`.
//! Without that folder the list is empty: the crate still builds, and `drug-card build` refuses to make a bundle without
//! pages. `DRUG_CARD_WEB` names another folder.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=DRUG_CARD_WEB");
    let out = folder("OUT_DIR")?.join("web_files.rs");
    // The cores are web files themselves: they must not depend on their own output.
    if env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("unknown") {
        return fs::write(out, list(&[]));
    }
    let web = match env::var_os("DRUG_CARD_WEB") {
        Some(path) => PathBuf::from(path),
        None => own_files(&folder("CARGO_MANIFEST_DIR")?),
    };
    // Cargo reruns this script on every build if a watched path is missing; it can watch an empty folder.
    if fs::create_dir_all(&web).is_ok() {
        println!("cargo::rerun-if-changed={}", web.display());
    }
    let mut files = Vec::new();
    collect(&web, "", &mut files)?;
    files.sort();
    fs::write(out, list(&files))
}

/// A repository has the sources of the browser files; a published crate has only the files.
fn own_files(package: &Path) -> PathBuf {
    if package.join("www").is_dir() { package.join("target").join("web") } else { package.join("web") }
}

fn folder(variable: &str) -> io::Result<PathBuf> {
    env::var_os(variable)
        .map(PathBuf::from)
        .ok_or_else(|| io::Error::other(format!("expected cargo to set {variable}, but it is not set")))
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.push((name, entry.path()));
        }
    }
    Ok(())
}

fn list(files: &[(String, PathBuf)]) -> String {
    let lines: String = files
        .iter()
        .map(|(name, path)| format!("    ({name:?}, include_bytes!({:?})),\n", path.to_string_lossy()))
        .collect();
    // Not `const`: the program would hold a copy of all files for each use.
    format!("pub(crate) static WEB_FILES: &[(&str, &[u8])] = &[\n{lines}];\n")
}
