//! Owns the run of `tests/sites`: which generators are there or fetched, and what the tests are told.

use std::path::PathBuf;

use crate::test::Tally;
use crate::{Outcome, browser, python, say, tools, web};

/// Where a generator comes from.
#[derive(Clone, Copy)]
enum From {
    /// A package of Debian of the same name.
    Debian,
    Python,
    /// The package-lock.json of its fixture.
    Npm,
}

const GENERATORS: [(&str, From); 6] = [
    ("jekyll", From::Debian),
    ("hugo", From::Debian),
    ("mkdocs", From::Python),
    ("eleventy", From::Npm),
    ("astro", From::Npm),
    ("docusaurus", From::Npm),
];

/// Builds the fixture of every generator, or of the one named, with that generator, and opens it in Chromium.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let mut wanted = GENERATORS.to_vec();
    if let [name] = arguments {
        wanted.retain(|(generator, _)| generator == name);
    }
    if wanted.is_empty() || arguments.len() > 1 {
        let names: Vec<_> = GENERATORS.iter().map(|(name, _)| *name).collect();
        return Err(format!(
            "expected one of {} or nothing after sites, but got \"{}\"",
            names.join(", "),
            arguments.join(" ")
        ));
    }
    web::build()?;
    let mut node = tools::command("node");
    let sites = tools::root().join("target/sites");
    for (name, from) in &wanted {
        match from {
            From::Debian if tools::on_path(name).is_none() => browser::apt(&[name])?,
            From::Debian => {}
            From::Python => {
                node.env("MKDOCS", mkdocs()?);
            }
            From::Npm => tools::need_packages_of(&format!("tests/sites/{name}"), &sites.join(name))?,
        }
    }
    browser::prepare(&mut node)?;
    let names: Vec<_> = wanted.iter().map(|(name, _)| *name).collect();
    say(&format!("building sites with {} …", names.join(", ")));
    node.env("GENERATORS", names.join(" ")).env("SITES", sites);
    let mut tally = Tally::default();
    tally.node(&mut node, "the sites to work", &["tests/sites/sites.test.mjs".to_owned()])
}

fn mkdocs() -> Outcome<PathBuf> {
    let programs = python::need_packages("mkdocs", "tests/sites/mkdocs/requirements.txt")?;
    Ok(programs.join(format!("mkdocs{}", std::env::consts::EXE_SUFFIX)))
}
