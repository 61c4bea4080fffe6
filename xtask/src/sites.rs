//! Builds the fixtures of `tests/sites` with their static site generators and opens them in Chromium.

use anyhow::Result;

use crate::files::root;
use crate::process::{command, on_path, say};
use crate::tally::Tally;
use crate::{browser, python, tools, web};

/// Where a generator comes from.
#[derive(Clone, Copy)]
enum Source {
    /// The Debian package of the same name.
    Debian,
    /// The requirements.txt of its fixture.
    Python,
    /// The package-lock.json of its fixture.
    Npm,
}

const GENERATORS: [(&str, Source); 6] = [
    ("jekyll", Source::Debian),
    ("hugo", Source::Debian),
    ("mkdocs", Source::Python),
    ("eleventy", Source::Npm),
    ("astro", Source::Npm),
    ("docusaurus", Source::Npm),
];

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Only this generator
    #[arg(value_parser = GENERATORS.map(|(name, _)| name))]
    name: Option<String>,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    web::build()?;
    let mut wanted = GENERATORS.to_vec();
    wanted.retain(|(name, _)| options.name.as_ref().is_none_or(|only| only == name));
    let mut node = command("node");
    let sites = root().join("target/sites");
    for (name, source) in &wanted {
        match source {
            Source::Debian if on_path(name).is_none() => tools::apt(&[name])?,
            Source::Debian => {}
            Source::Python => {
                let programs = python::need_packages("mkdocs", "tests/sites/mkdocs/requirements.txt")?;
                node.env("MKDOCS", programs.join(format!("mkdocs{}", std::env::consts::EXE_SUFFIX)));
            }
            Source::Npm => tools::need_packages_of(&format!("tests/sites/{name}"), &sites.join(name))?,
        }
    }
    browser::prepare(&mut node)?;
    let names: Vec<_> = wanted.iter().map(|(name, _)| *name).collect();
    say(&format!("building sites with {} …", names.join(", ")));
    node.env("GENERATORS", names.join(" ")).env("SITES", sites);
    let files = ["tests/sites/sites.test.mjs".to_owned()];
    Tally::default().node(&mut node, "the sites to work", &files)
}
