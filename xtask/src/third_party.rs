//! Writes the files that credit what others wrote and the program and the browser files contain: who, under which licence, its text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::files::{read_text, root, write};
use crate::process::{cargo, output};

/// Goes with the crate, the npm package and the archives.
const PROGRAM: &str = "THIRD-PARTY.txt";
/// Goes with every bundle.
const BUNDLE: &str = "www/pages/licences.txt";

/// Of several licences that a crate may be used under, the one whose text is shown: the first of these that the crate has.
const PREFERRED: [&str; 7] =
    ["license-mit", "license-mit0", "license", "license.md", "license.txt", "license-apache", "unlicense"];

pub(crate) fn write_all() -> Result<()> {
    let metadata = output("the crates", cargo().args(["metadata", "--locked", "--format-version", "1"]))?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let program = format!(
        "drug-card contains the following works of others, in the program, in the browser files, or in both.\n\
         `cargo xtask safety` wrote this file from Cargo.lock.\n\n{}",
        credits(&metadata, "all")?
    );
    write(&root().join(PROGRAM), program.as_bytes())?;
    let [own, registers] = ["LICENSE-MIT", "NOTICE"].map(|name| read_text(&root().join(name)));
    let bundle = format!(
        "The scripts of this folder are those of drug-card, and contain the works of others that follow.\n\
         The monographs are not part of drug-card; their licence is for their publisher to say.\n\n\
         drug-card, MIT OR Apache-2.0\n\n{}\n{}\n{}",
        own?,
        registers?,
        credits(&metadata, "wasm32-unknown-unknown")?
    );
    write(&root().join(BUNDLE), bundle.as_bytes())
}

/// Crates with the same terms, apart from the copyright lines.
#[derive(Default)]
struct Terms {
    text: String,
    crates: BTreeSet<String>,
    copyright: BTreeSet<String>,
}

fn credits(metadata: &Value, target: &str) -> Result<String> {
    let listed = listed(target)?;
    let mut terms: BTreeMap<String, Terms> = BTreeMap::new();
    let mut without = String::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let text = |key: &str| package[key].as_str().unwrap_or_default();
        let name = format!("{} {}", text("name"), text("version"));
        if text("name") == "drug-card" || !listed.contains(&name) {
            continue;
        }
        let licence = text("license").replace('/', " OR ");
        let folder = Path::new(text("manifest_path")).parent().context("expected a folder of the crate")?;
        let Some(found) = licence_text(folder)? else {
            let authors: Vec<&str> =
                package["authors"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            writeln!(without, "  {name}, {licence}, by {}", authors.join(", "))?;
            continue;
        };
        let (copyright, rest): (Vec<&str>, Vec<&str>) =
            found.lines().map(str::trim_end).partition(|line| is_copyright(line));
        let words: Vec<&str> = rest.iter().flat_map(|line| line.split_whitespace()).collect();
        let same = terms.entry(words.join(" ").to_lowercase()).or_default();
        if same.text.is_empty() {
            same.text = rest.join("\n").trim().to_owned();
        }
        same.crates.insert(format!("{name}, {licence}"));
        same.copyright.extend(copyright.into_iter().map(|line| line.trim().to_owned()));
    }
    let mut out = String::new();
    for same in terms.values() {
        for line in &same.crates {
            writeln!(out, "  {line}")?;
        }
        out.push('\n');
        for line in &same.copyright {
            writeln!(out, "{line}")?;
        }
        writeln!(out, "\n{}\n\n{}\n", same.text, "-".repeat(72))?;
    }
    if !without.is_empty() {
        writeln!(out, "These crates name a licence and bring no text of it:\n\n{without}")?;
    }
    out.push_str("The standard library of Rust, MIT OR Apache-2.0, by the Rust Project contributors\n");
    Ok(out)
}

fn is_copyright(line: &str) -> bool {
    let line = line.trim().to_lowercase();
    line.starts_with("copyright (c)") || line.starts_with("copyright ©") || line.starts_with("copyright 2")
}

/// The crates of drug-card for a target as `name version`, without those that only a build needs.
fn listed(target: &str) -> Result<BTreeSet<String>> {
    let mut tree = cargo();
    tree.args(["tree", "--locked", "--package", "drug-card", "--edges", "normal", "--prefix", "none"]);
    let printed = output("the crates of drug-card", tree.args(["--target", target, "--format", "{p}"]))?;
    let name = |line: &str| {
        let mut words = line.split(' ');
        Some(format!("{} {}", words.next()?, words.next()?.trim_start_matches('v')))
    };
    Ok(printed.lines().filter_map(name).collect())
}

/// The text of the preferred licence in the folder of a crate.
fn licence_text(folder: &Path) -> Result<Option<String>> {
    let mut names = BTreeMap::new();
    for entry in fs::read_dir(folder).with_context(|| format!("expected to list {}", folder.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        names.insert(name.to_lowercase(), name);
    }
    let name = PREFERRED.iter().find_map(|preferred| names.get(*preferred));
    name.map(|name| read_text(&folder.join(name))).transpose()
}
