//! Generates the pages of `docs/` that have sources elsewhere, and builds all of them as a site with MkDocs.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::process::{command, run, say};
use crate::tally::Tally;
use crate::{demo, python};

/// Writes the generated pages, and the site in `target/docs`.
pub(crate) fn build() -> Result<()> {
    run("the generated pages", &mut generator(&demo::command_line()?))?;
    site()?;
    say("the documentation is in target/docs");
    Ok(())
}

/// Compares the generated pages with their sources, follows all links and runs all commands.
pub(crate) fn check(tally: &mut Tally) -> Result<()> {
    let drug_card = demo::command_line()?;
    run("the generated pages to be current (run `cargo xtask docs`)", generator(&drug_card).arg("--check"))?;
    let mut node = command("node");
    node.env("DRUG_CARD_BIN", drug_card);
    let files = ["tests/docs/docs.test.mjs".to_owned()];
    tally.node(&mut node, "links and commands of the documentation to work", &files)?;
    if tally.deep { site() } else { Ok(()) }
}

fn generator(drug_card: &Path) -> Command {
    let mut node = command("node");
    node.arg("xtask/docs/main.mjs").arg(drug_card);
    node
}

/// Strict: a dead link or a page that is in no menu is an error.
fn site() -> Result<()> {
    let programs = python::need_packages("mkdocs", "tests/sites/mkdocs/requirements.txt")?;
    let mut mkdocs = command(programs.join("mkdocs"));
    mkdocs.arg("build").args(["--strict", "--quiet", "--config-file", "xtask/docs/mkdocs.yml"]);
    run("the documentation as a site", &mut mkdocs)
}
