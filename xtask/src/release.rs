//! Builds the program for this system and packs it with licences, checksums and a bill of materials, as a release publishes it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::files::{list, read, root, write};
use crate::process::{cargo, command, output, run, say};

const FOLDER: &str = "target/release-files";

const TEXTS: [&str; 5] = ["CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT", "NOTICE", "THIRD-PARTY.txt"];

/// What a person reads who unpacked the archive; the README of the repository links to files that are not in it.
const README: &str = "\
drug-card turns Markdown drug monographs into a folder of static files and custom elements for any web page.
Not medical advice: it shows and finds text that already exists, and does not check whether it is right.

Put the program drug-card into a folder of the PATH. Then:

    drug-card init my-medicines
    cd my-medicines
    drug-card build
    drug-card serve

drug-card --help lists the other commands. What is new is in CHANGELOG.md. Licensed under MIT or Apache 2.0, at your
option; NOTICE and THIRD-PARTY.txt name the sources of the word lists and the works of others.
";

pub(crate) fn build() -> Result<()> {
    crate::web::build()?;
    say("building the program …");
    let mut program = cargo();
    program.args([
        "build",
        "--quiet",
        "--locked",
        "--release",
        "--package",
        "drug-card",
        "--bin",
        "drug-card",
    ]);
    run("the program", &mut program)?;
    let folder = root().join(FOLDER);
    let _ = fs::remove_dir_all(&folder);
    let version = output("the version", command(root().join("target/release/drug-card")).arg("--version"))?;
    let version = version.trim().rsplit(' ').next().unwrap_or_default().to_owned();
    let name = format!("drug-card-{version}-{}", host()?);
    pack(&folder, &name)?;
    let bill = read(&root().join("docs/safety/sbom-program.cdx.json"))?;
    write(&folder.join(format!("drug-card-{version}.cdx.json")), &bill)?;
    checksums(&folder)?;
    say(&format!("the files of this release are in {}", folder.display()));
    Ok(())
}

/// The name of this system, such as `x86_64-unknown-linux-gnu`.
fn host() -> Result<String> {
    let printed = output("the version of the Rust compiler", command("rustc").arg("-vV"))?;
    let line = printed.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(line.context("expected rustc to name its host, but it did not")?.to_owned())
}

/// Windows, macOS and Linux all have `tar`.
fn pack(folder: &Path, name: &str) -> Result<()> {
    let content = folder.join(name);
    let program = format!("drug-card{}", std::env::consts::EXE_SUFFIX);
    fs::create_dir_all(&content)?;
    fs::copy(root().join("target/release").join(&program), content.join(&program))?;
    for text in TEXTS {
        write(&content.join(text), &read(&root().join(text))?)?;
    }
    write(&content.join("README.txt"), README.as_bytes())?;
    let mut tar = command("tar");
    tar.arg("czf").arg(format!("{name}.tar.gz")).arg(name).current_dir(folder);
    run("the archive", &mut tar)?;
    fs::remove_dir_all(content)?;
    Ok(())
}

/// Writes `SHA256SUMS-<system>` in the format that `sha256sum --check` reads.
fn checksums(folder: &Path) -> Result<()> {
    let mut sums = String::new();
    for name in list(folder)? {
        let hash = Sha256::digest(read(&folder.join(&name))?);
        let _ = writeln!(sums, "{hash:x}  {name}");
    }
    write(&folder.join(format!("SHA256SUMS-{}", host()?)), sums.as_bytes())
}
