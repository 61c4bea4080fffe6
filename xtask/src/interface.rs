//! Generates what follows from `www/elements/interface.json` and the styles: types, editor data, a page of documentation, the
//! styles as a file, and the standalone script.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::files::{read, root, web, write};
use crate::process::{command, run};

const SCRIPTS: &str = "xtask/interface";

/// The page of documentation and its styles, below `target/web/pages`.
pub(crate) const DOCS: [&str; 2] = ["docs/index.html", "docs/examples.css"];

/// The folder with types, manifest and editor data, which only the npm package contains.
pub(crate) fn folder() -> PathBuf {
    root().join("target/interface")
}

/// A script of `xtask/interface`, with its first arguments.
pub(crate) fn script(name: &str, arguments: &[&Path]) -> std::process::Command {
    let mut node = command("node");
    node.arg(root().join(SCRIPTS).join(name)).args(arguments);
    node
}

pub(crate) fn build(search_glue: &Path) -> Result<()> {
    let (web, fresh) = (web(), root().join("target/stamps/interface"));
    let [docs, styles, standalone] = ["docs", "card.css", "standalone.js"].map(|name| fresh.join(name));
    let goal = "types and documentation from interface.json";
    run(goal, &mut script("main.mjs", &[&folder(), &docs, &styles]))?;
    run("the standalone script", &mut script("standalone.mjs", &[search_glue, &standalone]))?;
    // Copied, so that unchanged files keep their time and cargo does not rebuild the program that embeds them.
    for name in DOCS {
        write(&web.join("pages").join(name), &read(&fresh.join(name))?)?;
    }
    write(&web.join("card.css"), &read(&styles)?)?;
    write(&web.join("drug-card.standalone.js"), &read(&standalone)?)
}
