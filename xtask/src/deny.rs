//! Checks dependencies with cargo-deny: licences, sources, duplicates and security advisories (rules in `deny.toml`).

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::files::{list, read, root, shared, write};
use crate::process::{command, run, say};
use crate::tools;

const CARGO_DENY: [&str; 4] = ["cargo-deny", "--version", "0.20.2", "--locked"];

/// The workspaces with a lock file of their own.
const MANIFESTS: [&str; 2] = ["Cargo.toml", "fuzz/Cargo.toml"];

/// Where cargo-deny keeps the advisories: `db-path` of deny.toml, and its own name for the default address.
const DATABASE: &str = "target/advisory-dbs/advisory-db-3157b0e258782691";

pub(crate) fn check() -> Result<()> {
    let program = tools::need_crate("cargo-deny", &CARGO_DENY)?;
    let deny = |manifest: &str| {
        let mut deny = command(&program);
        deny.args(["--locked", "--offline", "--manifest-path", manifest, "--config", "deny.toml", "check"]);
        deny
    };
    for manifest in MANIFESTS {
        // cargo-deny reads the crates of every platform; a build fetches those of this one only.
        let fetch = ["fetch", "--quiet", "--locked", "--manifest-path", manifest];
        run(&format!("the crates of {manifest}"), command("cargo").args(fetch))?;
        let arguments = ["--hide-inclusion-graph", "licenses", "bans", "sources"];
        run(&format!("{manifest} to keep the rules of deny.toml"), deny(manifest).args(arguments))?;
    }
    match shared("rustsec") {
        Some(folder) => use_snapshot(&folder)?,
        None if command(&program).args(["fetch", "db"]).status().is_ok_and(|status| status.success()) => {}
        None => {
            say("skipping the security advisories: their database could not be fetched");
            return Ok(());
        }
    }
    for manifest in MANIFESTS {
        run(&format!("no advisory against {manifest}"), deny(manifest).arg("advisories"))?;
    }
    Ok(())
}

/// Converts the newest JSON snapshot of the advisories in `folder` into the git repository that cargo-deny reads.
fn use_snapshot(folder: &Path) -> Result<()> {
    let mut names = list(folder)?;
    names.retain(|name| name.ends_with(".json"));
    let name = names.last().with_context(|| format!("expected advisories in {}", folder.display()))?;
    say(&format!("using the security advisories of {name} …"));
    let advisories: Vec<Value> = serde_json::from_slice(&read(&folder.join(name))?)?;
    let database = root().join(DATABASE);
    let _ = fs::remove_dir_all(&database);
    for advisory in &advisories {
        let file = format!("crates/{}/{}.md", text(advisory, "package"), text(advisory, "id"));
        write(&database.join(file), markdown(advisory).as_bytes())?;
    }
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=xtask", "-c", "user.email=xtask@localhost"];
        run(
            "a repository of advisories",
            command("git").args(identity).args(arguments).current_dir(&database),
        )
    };
    git(&["init", "--quiet"])?;
    git(&["add", "--all"])?;
    git(&["commit", "--quiet", "--message", name])
}

fn text<'a>(advisory: &'a Value, key: &str) -> &'a str {
    advisory[key].as_str().unwrap_or_default()
}

/// An advisory in the format of the database: TOML, then Markdown. Strings and lists are the same in JSON and TOML.
fn markdown(advisory: &Value) -> String {
    let mut out = "```toml\n[advisory]\n".to_owned();
    for key in ["id", "package", "date", "informational", "categories"] {
        if let Some(value) = advisory.get(key) {
            let _ = writeln!(out, "{key} = {value}");
        }
    }
    out.push_str("[versions]\n");
    for key in ["patched", "unaffected"] {
        let _ = writeln!(out, "{key} = {}", advisory.get(key).unwrap_or(&Value::Array(Vec::new())));
    }
    let _ = write!(out, "```\n\n# {}\n", text(advisory, "title"));
    out
}
