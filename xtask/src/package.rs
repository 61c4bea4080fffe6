//! Builds the npm package in `target/package`, and tests it in other people's tools.

use std::fs;

use anyhow::Result;

use crate::files::{root, web};
use crate::process::{command, run, say};
use crate::tally::Tally;
use crate::{browser, interface, tools};

pub(crate) fn build() -> Result<()> {
    crate::web::build()?;
    let package = root().join("target/package");
    say("building the npm package …");
    let _ = fs::remove_dir_all(&package);
    run("the npm package", &mut interface::script("package.mjs", &[&web(), &interface::folder(), &package]))
}

/// Uses the package in bundlers and frameworks, and runs Lighthouse on the pages.
pub(crate) fn test(tally: &mut Tally) -> Result<()> {
    build()?;
    let fixtures = root().join("target/fixtures");
    tools::need_packages_of("tests/fixtures", &fixtures)?;
    let mut node = command("node");
    browser::prepare(&mut node)?;
    node.env("FIXTURES", &fixtures).env("PACKAGE", root().join("target/package"));
    let files = ["package", "lighthouse"].map(|name| format!("tests/fixtures/{name}.test.mjs"));
    tally.node(&mut node, "the package to work in other tools", &files)
}
