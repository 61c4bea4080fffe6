//! What we build from: the crates of the browser cores, and pinned npm packages that nobody needs at run time.
//!
//! cargo-deny checks licences, sources and advisories of all crates (deny.toml).

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test is free to unwrap")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// The most crates a browser core may be made of.
const MOST_CRATES: usize = 30;

/// Folders with packages that only tests use.
const FIXTURES: [&str; 4] =
    ["tests/fixtures", "tests/sites/astro", "tests/sites/docusaurus", "tests/sites/eleventy"];

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("expected {}, but: {error}", path.display()))
}

fn json(file: &str) -> Value {
    serde_json::from_str(&read(file)).unwrap()
}

/// Counts the crates that a core is built from, not those that only tests need.
#[test]
fn the_browser_cores_are_made_of_the_listed_crates() {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--package", "drug-card", "--target", "wasm32-unknown-unknown"])
        .args(["--edges", "normal,build", "--prefix", "none", "--format", "{p}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).unwrap();
    let found: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    let list = read("tests/supply/wasm-crates.txt");
    let listed: BTreeSet<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(found, listed, "tests/supply/wasm-crates.txt lists what is allowed");
    assert!(found.len() <= MOST_CRATES, "{} crates, {MOST_CRATES} are allowed", found.len());
}

/// Crates that one platform alone needs are in the program of that platform.
#[test]
fn credits_and_bills_of_materials_name_every_crate_in_the_program_and_in_the_browser_files() {
    for (file, bill, target) in [
        ("THIRD-PARTY.txt", "docs/safety/sbom-program.cdx.json", "all"),
        ("www/pages/licences.txt", "docs/safety/sbom-browser.cdx.json", "wasm32-unknown-unknown"),
    ] {
        let (credits, components) = (read(file), read(bill));
        let output = Command::new(env!("CARGO"))
            .args(["tree", "--locked", "--package", "drug-card", "--target", target])
            .args(["--edges", "normal", "--prefix", "none", "--format", "{p}"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        let tree = String::from_utf8(output.stdout).unwrap();
        let crates: BTreeSet<String> = tree
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with("drug-card "))
            .map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ").replacen(" v", " ", 1))
            .collect();
        assert!(crates.len() > 20, "{file}: {} crates", crates.len());
        for name in crates {
            assert!(
                credits.contains(&format!("  {name}, ")),
                "{file} lacks {name}; run `cargo xtask safety`"
            );
            let purl = format!("pkg:cargo/{}\"", name.replace(' ', "@"));
            assert!(components.contains(&purl), "{bill} lacks {name}; run `cargo xtask safety`");
        }
    }
    let bundle = read("www/pages/licences.txt");
    assert!(bundle.contains(&read("NOTICE")), "bundles lack the current NOTICE; run `cargo xtask safety`");
}

#[test]
fn every_file_that_names_the_version_names_the_same() {
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(json("package.json")["version"], version);
    assert_eq!(json("package-lock.json")["version"], version);
    for (file, line) in [
        ("CITATION.cff", format!("\nversion: {version}\n")),
        ("action.yml", format!("default: '{version}'")),
        ("CHANGELOG.md", format!("\n## {version} ")),
        ("examples/github-pages/formulary.yml", format!("drug-card@{version} build")),
    ] {
        assert!(read(file).contains(&line), "{file} lacks {line:?}");
    }
}

#[test]
fn no_npm_package_is_needed_at_run_time() {
    let package = json("package.json");
    for kind in ["dependencies", "peerDependencies", "optionalDependencies", "bundleDependencies"] {
        assert!(package.get(kind).is_none(), "package.json has {kind}");
    }
    let lock = json("package-lock.json");
    for (path, package) in lock["packages"].as_object().unwrap().iter().filter(|(path, _)| !path.is_empty()) {
        assert_eq!(package["dev"], true, "{path} would be needed at run time");
    }
}

#[test]
fn every_npm_package_is_pinned_with_a_checksum_and_runs_no_install_script() {
    for folder in FIXTURES.into_iter().chain(["."]) {
        let manifest = json(&format!("{folder}/package.json"));
        for kind in ["dependencies", "devDependencies"] {
            for (name, version) in manifest[kind].as_object().into_iter().flatten() {
                let version = version.as_str().unwrap();
                // An alias, `npm:name@1.2.3`, for a second version of a package.
                let version =
                    version.strip_prefix("npm:").map_or(version, |alias| alias.rsplit('@').next().unwrap());
                let exact = version.starts_with(|c: char| c.is_ascii_digit()) && !version.contains(' ');
                assert!(exact, "{folder}: {name} is not pinned: {version}");
            }
        }
        let lock = json(&format!("{folder}/package-lock.json"));
        let packages = lock["packages"].as_object().unwrap();
        assert!(packages.len() > 5, "{folder}: the lock file has {} packages", packages.len());
        for (path, package) in packages.iter().filter(|(path, _)| !path.is_empty()) {
            let sum = package["integrity"].as_str().unwrap_or_default();
            assert!(sum.starts_with("sha512-"), "{folder}: {path} has no checksum");
        }
    }
    assert!(read(".npmrc").contains("ignore-scripts=true"));
}
