//! Packs the crate together with its browser files, and installs it from the packed file as a user would.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::files::{list, read, root, web, write};
use crate::process::{cargo, command, output, run, say};

/// What the registry should not have to carry.
const MOST_BYTES: u64 = 4_000_000;

/// Packs the crate and returns the path of the packed file.
pub(crate) fn build() -> Result<PathBuf> {
    crate::web::build()?;
    // Cargo leaves out `target`, so the files are copied to where build.rs of a published crate reads them. They stay there
    // for `cargo publish`.
    let copy = root().join("web");
    let _ = fs::remove_dir_all(&copy);
    for name in list(&web())? {
        write(&copy.join(&name), &read(&web().join(&name))?)?;
    }
    let mut package = cargo();
    package.args([
        "package",
        "--quiet",
        "--locked",
        "--package",
        "drug-card",
        "--allow-dirty",
        "--no-verify",
    ]);
    run("the packed crate", &mut package)?;
    let name = format!("drug-card-{}.crate", version()?);
    let file = root().join("target/package").join(name);
    let bytes = fs::metadata(&file)?.len();
    say(&format!("{} has {:.1} MB", file.display(), bytes as f64 / 1e6));
    if bytes > MOST_BYTES {
        bail!(
            "expected a packed crate of at most {MOST_BYTES} bytes, but got {bytes}; see `tar tf` for what is in it"
        );
    }
    Ok(file)
}

fn version() -> Result<String> {
    let printed = output("the version of the crate", cargo().args(["pkgid", "--package", "drug-card"]))?;
    let version = printed.trim().rsplit(['#', '@']).next().unwrap_or_default();
    Ok(version.to_owned())
}

/// Installs the packed crate into an empty folder without Node, and uses the program.
pub(crate) fn test() -> Result<()> {
    let file = build()?;
    let work = root().join("target/installed");
    let _ = fs::remove_dir_all(&work);
    fs::create_dir_all(&work)?;
    run("the crate to unpack", command("tar").arg("xzf").arg(&file).arg("-C").arg(&work))?;
    let sources = work.join(format!("drug-card-{}", version()?));
    say("installing the packed crate with an empty cargo home …");
    let mut install = command("cargo");
    install.current_dir(&work).args(["install", "--quiet", "--locked", "--path"]).arg(&sources);
    install.arg("--root").arg(&work).env("CARGO_HOME", work.join("home"));
    for variable in ["CARGO", "CARGO_TARGET_DIR", "CARGO_MANIFEST_DIR", "DRUG_CARD_ALLOW_NO_PAGES"] {
        install.env_remove(variable);
    }
    run("the packed crate to install", &mut install)?;
    use_program(&work)
}

fn use_program(work: &Path) -> Result<()> {
    let program = work.join("bin").join(format!("drug-card{}", std::env::consts::EXE_SUFFIX));
    let site = work.join("site");
    let call = |folder: &Path, arguments: &[&str]| {
        let mut call = command(&program);
        call.current_dir(folder).args(arguments).env_remove("DRUG_CARD_ALLOW_NO_PAGES");
        call
    };
    run("a new project", &mut call(work, &["init", "site"]))?;
    for arguments in [&["check"][..], &["build"]] {
        run(&format!("`drug-card {}` to work", arguments.join(" ")), &mut call(&site, arguments))?;
    }
    let results = output("an answer", &mut call(&site, &["search", "paracetamol dose"]))?;
    let bundle = bundle_in(&site)?;
    if !results.contains("Paracetamol") || !bundle.join("index.html").is_file() {
        bail!(
            "expected the installed program to build a page and to answer, but got {results:?} and no page"
        );
    }
    Ok(())
}

/// The folder of `site` that `build` wrote.
fn bundle_in(site: &Path) -> Result<PathBuf> {
    for entry in fs::read_dir(site)? {
        let folder = entry?.path();
        if folder.join("index.json").is_file() {
            return Ok(folder);
        }
    }
    bail!("expected a bundle in {}, but there is none", site.display())
}
