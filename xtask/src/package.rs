//! Builds the npm package in `target/npm`, and tests it in other people's tools.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use crate::files::{root, web};
use crate::process::{cargo, command, run, say};
use crate::tally::Tally;
use crate::{browser, interface, tools};

pub(crate) fn build() -> Result<()> {
    crate::web::build()?;
    let package = root().join("target/npm");
    let program = command_line()?;
    say("building the npm package …");
    let _ = fs::remove_dir_all(&package);
    let inputs = [&web(), &interface::folder(), &program, &package];
    run("the npm package", &mut interface::script("package.mjs", &inputs.map(PathBuf::as_path)))
}

/// The command line tool as WebAssembly for Node.
fn command_line() -> Result<PathBuf> {
    tools::need_target(tools::WASI_TARGET)?;
    say("building the command line tool for Node …");
    let mut cargo = cargo();
    cargo.args([
        "build",
        "--quiet",
        "--locked",
        "--profile",
        "wasi",
        "--package",
        "drug-card",
        "--bin",
        "drug-card",
    ]);
    run("the command line tool for Node", cargo.args(["--target", tools::WASI_TARGET]))?;
    Ok(root().join("target").join(tools::WASI_TARGET).join("wasi/drug-card.wasm"))
}

/// Uses the package in bundlers and frameworks, and runs Lighthouse on the pages.
pub(crate) fn test(tally: &mut Tally) -> Result<()> {
    build()?;
    let fixtures = root().join("target/fixtures");
    tools::need_packages_of("tests/fixtures", &fixtures)?;
    let mut node = command("node");
    browser::prepare(&mut node)?;
    node.env("FIXTURES", &fixtures).env("PACKAGE", root().join("target/npm"));
    let files =
        ["workflows", "npm", "package", "lighthouse"].map(|name| format!("tests/fixtures/{name}.test.mjs"));
    tally.node(&mut node, "the package to work in other tools", &files)
}
