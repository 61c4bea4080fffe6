//! Packs the crate together with its browser files, and installs it from the packed file as a user would.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Result, bail};

use crate::files::{list, read, root, web, write};
use crate::process::{cargo, command, output, run, say};
use crate::tally::Tally;
use crate::{browser, tools};

/// What the registry should not have to carry.
const MOST_BYTES: u64 = 4_000_000;

/// The files of the last commit and the browser files, as they are published.
const STAGE: &str = "target/crate";

/// Packs the crate and returns the path of the packed file.
pub(crate) fn build() -> Result<PathBuf> {
    stage()?;
    packed()
}

/// Copies what is committed to a folder of its own, with the browser files where build.rs of a published crate reads them. In the
/// repository itself cargo takes them for changes that somebody forgot to commit.
fn stage() -> Result<()> {
    let changes =
        output("the changes since the last commit", command("git").args(["status", "--porcelain"]))?;
    if !changes.is_empty() {
        bail!(
            "expected all changes to be committed, so that the crate is what a commit says, but there are:\n{changes}"
        );
    }
    crate::web::build()?;
    let stage = root().join(STAGE);
    let _ = fs::remove_dir_all(&stage);
    let names = output("the files of the repository", command("git").args(["ls-files", "-z"]))?;
    for name in names.split_terminator('\0') {
        write(&stage.join(name), &read(&root().join(name))?)?;
    }
    for name in list(&web())? {
        write(&stage.join("web").join(&name), &read(&web().join(&name))?)?;
    }
    Ok(())
}

/// A command of cargo for the staged crate.
fn publish(arguments: &[&str]) -> std::process::Command {
    let mut cargo = cargo();
    cargo.current_dir(root().join(STAGE)).args(arguments).args([
        "--quiet",
        "--locked",
        "--package",
        "drug-card",
    ]);
    cargo.args(["--target-dir", "target"]).env_remove("CARGO_TARGET_DIR").env_remove("CARGO_MANIFEST_DIR");
    cargo
}

/// Packs what is staged; fails if it is too large. Nothing is built: the installation does that.
fn packed() -> Result<PathBuf> {
    run("the packed crate", &mut publish(&["package", "--no-verify"]))?;
    let file = root().join(STAGE).join(format!("target/package/drug-card-{}.crate", version()?));
    let bytes = fs::metadata(&file)?.len();
    let files = output("the files of the crate", command("tar").arg("tzf").arg(&file))?;
    say(&format!("{} has {:.2} MB in {} files", file.display(), bytes as f64 / 1e6, files.lines().count()));
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

/// Rehearses the upload, installs the packed crate into an empty folder without Node, and uses the program.
pub(crate) fn test(tally: &mut Tally) -> Result<()> {
    stage()?;
    say("rehearsing `cargo publish` …");
    // Cargo would build the packed crate, which the installation below does as well.
    run("`cargo publish --dry-run` to pass", &mut publish(&["publish", "--dry-run", "--no-verify"]))?;
    let file = packed()?;
    // Not below the repository, to whose workspace cargo would count it.
    let work = std::env::temp_dir().join(format!("drug-card-installed-{}", std::process::id()));
    let _ = fs::remove_dir_all(&work);
    fs::create_dir_all(&work)?;
    let tested = install_and_use(&file, &work, tally);
    fs::remove_dir_all(&work)?;
    tested
}

fn install_and_use(file: &Path, work: &Path, tally: &mut Tally) -> Result<()> {
    run("the crate to unpack", command("tar").arg("xzf").arg(file).arg("-C").arg(work))?;
    let sources = work.join(format!("drug-card-{}", version()?));
    say("installing the packed crate with an empty cargo home …");
    let start = Instant::now();
    let mut install = command("cargo");
    install.current_dir(work).args(["install", "--quiet", "--locked", "--path"]).arg(&sources);
    install.arg("--root").arg(work).env("CARGO_HOME", work.join("home"));
    for variable in ["CARGO", "CARGO_TARGET_DIR", "CARGO_MANIFEST_DIR", "DRUG_CARD_ALLOW_NO_PAGES"] {
        install.env_remove(variable);
    }
    run("the packed crate to install", &mut install)?;
    let program = work.join("bin").join(format!("drug-card{}", std::env::consts::EXE_SUFFIX));
    let bytes = fs::metadata(&program)?.len();
    say(&format!("installed in {:.0} s: {:.1} MB", start.elapsed().as_secs_f32(), bytes as f64 / 1e6));
    use_program(&program, file, tally)
}

/// The first steps and the tutorial, with the installed program.
fn use_program(program: &Path, file: &Path, tally: &mut Tally) -> Result<()> {
    tools::need_packages()?;
    let mut node = command("node");
    node.env("CHROMIUM", browser::need_chromium()?).env_remove("DRUG_CARD_ALLOW_NO_PAGES");
    node.env("DRUG_CARD_BIN", program).env("CRATE", file);
    tally.node(&mut node, "the installed program to work", &["tests/fixtures/crate.test.mjs".to_owned()])
}
