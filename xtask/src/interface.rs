//! Owns what is made of `www/elements/interface.json` and of the styles, and the npm package that carries it.

use std::path::PathBuf;

use crate::stamp::Inputs;
use crate::test::Tally;
use crate::{Outcome, browser, say, tools, web};

/// The scripts that make it.
const SCRIPTS: &str = "xtask/interface";

/// Types, manifest and editor data: what the package has beyond the bundle.
pub(crate) fn folder() -> PathBuf {
    tools::root().join("target/interface")
}

/// The page of documentation as a name below `target/web/pages`, with what belongs to it.
pub(crate) const DOCS: [&str; 2] = ["docs/index.html", "docs/examples.css"];

/// Writes the types and the documentation, the styles as a file, and the first part of the standalone script.
pub(crate) fn build(search_glue: &std::path::Path) -> Outcome {
    let (web, root) = (web::folder(), tools::root());
    let standalone = web.join("drug-card.standalone.js");
    let inputs = Inputs::new("interface")
        .folder(&root.join("www"))?
        .folder(&root.join(SCRIPTS))?
        .file(&root.join("package.json"))?
        .file(&root.join("package-lock.json"))?
        .file(search_glue)?;
    let mut outputs = vec![standalone.clone(), web.join("card.css"), folder().join("drug-card.d.ts")];
    outputs.extend(DOCS.map(|name| web.join("pages").join(name)));
    inputs.unless_done("interface", &outputs, || {
        let script = |name: &str| {
            let mut node = tools::command("node");
            node.arg(root.join(SCRIPTS).join(name));
            node
        };
        let mut main = script("main.mjs");
        main.arg(folder()).arg(web.join("pages/docs")).arg(web.join("card.css"));
        tools::run("types and documentation from interface.json", &mut main)?;
        tools::run("the standalone script", script("standalone.mjs").arg(search_glue).arg(&standalone))
    })
}

/// Makes the npm package in `target/package`.
pub(crate) fn package() -> Outcome {
    web::build()?;
    let package = tools::root().join("target/package");
    say("making the package …");
    let _ = std::fs::remove_dir_all(&package);
    let mut node = tools::command("node");
    node.arg(tools::root().join(SCRIPTS).join("package.mjs")).args([&web::folder(), &folder(), &package]);
    tools::run("the npm package", &mut node)
}

/// Builds and runs the package where people use it, and asks Lighthouse about the pages.
pub(crate) fn test(tally: &mut Tally) -> Outcome {
    package()?;
    let (root, fixtures) = (tools::root(), tools::root().join("target/fixtures"));
    tools::need_packages_of("tests/fixtures", &fixtures)?;
    let mut node = tools::command("node");
    browser::prepare(&mut node)?;
    node.env("FIXTURES", &fixtures).env("PACKAGE", root.join("target/package"));
    let files = ["package", "lighthouse"].map(|name| format!("tests/fixtures/{name}.test.mjs"));
    tally.node(&mut node, "the package to work where it is used", &files)
}
