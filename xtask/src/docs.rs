//! Owns the documentation as a site: the pages made of their sources, and the site that MkDocs makes of all.

use std::path::Path;
use std::process::Command;

use crate::test::Tally;
use crate::{Outcome, demo, python, say, tools};

/// Writes the pages that are made of their sources, and all of them as a site in `target/docs`.
pub(crate) fn build() -> Outcome {
    tools::run("the pages made of their sources", &mut generator(&demo::command_line()?))?;
    site()?;
    say("the documentation is in target/docs");
    Ok(())
}

/// Holds the pages against their sources, follows their links and runs their commands; `whole` makes the site too.
pub(crate) fn check(tally: &mut Tally, whole: bool) -> Outcome {
    let drug_card = demo::command_line()?;
    tools::run("the pages made of their sources to be current", generator(&drug_card).arg("--check"))?;
    let mut node = tools::command("node");
    node.env("DRUG_CARD_BIN", drug_card);
    tally.node(&mut node, "links and commands of the documentation", &["tests/docs/docs.test.mjs".into()])?;
    if whole { site() } else { Ok(()) }
}

fn generator(drug_card: &Path) -> Command {
    let mut node = tools::command("node");
    node.arg("xtask/docs/main.mjs").arg(drug_card);
    node
}

/// Strict: a dead link or a page that is in no menu is an error.
fn site() -> Outcome {
    let programs = python::need_packages("mkdocs", "tests/sites/mkdocs/requirements.txt")?;
    let mut mkdocs = tools::command(programs.join("mkdocs"));
    mkdocs.arg("build").args(["--strict", "--quiet", "--config-file", "xtask/docs/mkdocs.yml"]);
    tools::run("the documentation as a site", &mut mkdocs)
}
