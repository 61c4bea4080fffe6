//! Owns the supply chain: what is built from, from where, under which licence, and whether an advisory names it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test is free to unwrap")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use semver::{Version, VersionReq};
use serde_json::Value;

/// Licences that ask for no more than their notice.
const LICENCES: [&str; 8] = [
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// The most crates a browser core may be made of.
const MOST_CRATES: usize = 30;

/// Advisories that name a locked crate and do not concern us, each with the reason.
const EXCEPTIONS: [(&str, &str); 0] = [];

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

fn read(file: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("expected {}, but: {error}", path.display()))
}

/// The packages of a Cargo.lock as `name`, `version`, `source`, `checksum` by key.
fn locked(file: &str) -> Vec<BTreeMap<String, String>> {
    let text = read(file);
    let packages: Vec<BTreeMap<String, String>> = text
        .split("[[package]]")
        .skip(1)
        .map(|entry| {
            let pairs = entry.lines().filter_map(|line| line.split_once(" = "));
            pairs.map(|(key, value)| (key.to_owned(), value.trim_matches('"').to_owned())).collect()
        })
        .collect();
    assert!(packages.len() > 10, "{file} has {} packages: the reader does not see them", packages.len());
    packages
}

const LOCKS: [&str; 2] = ["Cargo.lock", "fuzz/Cargo.lock"];

#[test]
fn every_crate_comes_from_the_registry_with_a_checksum() {
    for lock in LOCKS {
        for package in locked(lock) {
            let name = &package["name"];
            let ours = name.starts_with("drug-card") || name == "xtask";
            assert_eq!(
                package.get("source").map(String::as_str),
                (!ours).then_some(CRATES_IO),
                "{lock}: {name}"
            );
            assert_eq!(package.get("checksum").is_some_and(|sum| sum.len() == 64), !ours, "{lock}: {name}");
        }
    }
}

#[test]
fn every_package_of_the_workshop_has_a_checksum_and_none_is_needed_at_run_time() {
    let package: Value = serde_json::from_str(&read("package.json")).unwrap();
    for kind in ["dependencies", "peerDependencies", "optionalDependencies", "bundleDependencies"] {
        assert!(package.get(kind).is_none(), "package.json has {kind}");
    }
    for (name, version) in package["devDependencies"].as_object().unwrap() {
        assert!(Version::parse(version.as_str().unwrap()).is_ok(), "{name} is not pinned: {version}");
    }
    let lock: Value = serde_json::from_str(&read("package-lock.json")).unwrap();
    let packages = lock["packages"].as_object().unwrap();
    assert!(packages.len() > 5);
    for (path, package) in packages.iter().filter(|(path, _)| !path.is_empty()) {
        assert!(package["integrity"].as_str().is_some_and(|sum| sum.starts_with("sha512-")), "{path}");
        assert_eq!(package["dev"], true, "{path} would be needed at run time");
        let resolved = package["resolved"].as_str().unwrap_or_default();
        assert!(!resolved.starts_with("git") && !resolved.starts_with("file"), "{path} is from {resolved}");
    }
    assert!(read(".npmrc").contains("ignore-scripts=true"));
    assert!(read("xtask/src/tools.rs").contains(r#"["ci", "--ignore-scripts""#));
}

/// What tries the program in other people's tools is pinned too.
#[test]
fn every_package_of_a_fixture_has_a_checksum() {
    for folder in ["fixtures", "sites/astro", "sites/docusaurus", "sites/eleventy"] {
        let lock: Value = serde_json::from_str(&read(&format!("tests/{folder}/package-lock.json"))).unwrap();
        let packages = lock["packages"].as_object().unwrap();
        assert!(packages.len() > 5);
        for (path, package) in packages.iter().filter(|(path, _)| !path.is_empty()) {
            assert!(
                package["integrity"].as_str().is_some_and(|sum| sum.starts_with("sha512-")),
                "{folder}: {path}"
            );
        }
        for kind in ["dependencies", "devDependencies"] {
            let manifest: Value =
                serde_json::from_str(&read(&format!("tests/{folder}/package.json"))).unwrap();
            for (name, version) in manifest[kind].as_object().into_iter().flatten() {
                assert!(
                    Version::parse(version.as_str().unwrap()).is_ok(),
                    "{folder}: {name} is not pinned: {version}"
                );
            }
        }
    }
}

/// Every call of cargo that builds takes the versions of Cargo.lock.
#[test]
fn the_workshop_builds_what_is_locked() {
    let mut calls = 0;
    for entry in fs::read_dir(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("xtask/src")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        for task in ["build", "test", "clippy", "fetch"] {
            for call in ["args([\"", "args([\n            \""].map(|start| format!("{start}{task}\", ")) {
                for (at, _) in text.match_indices(&call) {
                    calls += 1;
                    let end = text[at..].find(';').map_or(text.len(), |end| at + end);
                    assert!(text[at..end].contains("\"--locked\""), "{}", &text[at..end]);
                }
            }
        }
    }
    assert!(calls >= 5, "{calls} calls found: the reader does not see them");
}

/// What cargo says of the packages one platform needs.
fn packages(platform: &str) -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version", "1", "--filter-platform", platform])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let used: BTreeSet<&str> = metadata["resolve"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| node["id"].as_str().unwrap())
        .collect();
    let all = metadata["packages"].as_array().unwrap();
    all.iter().filter(|package| used.contains(package["id"].as_str().unwrap())).cloned().collect()
}

/// The platform the compiler runs on.
fn host() -> String {
    let output = Command::new("rustc").arg("-vV").output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    said.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned()
}

/// Whether a licence expression can be met from the list: one way of each `OR`, all of each `AND`.
fn allowed(expression: &str) -> bool {
    let plain = expression.replace('/', " OR ").replace(['(', ')'], "");
    plain.split(" AND ").all(|part| part.split(" OR ").any(|licence| LICENCES.contains(&licence.trim())))
}

#[test]
fn every_licence_is_on_the_list() {
    assert!(allowed("MIT/Apache-2.0") && allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
    assert!(!allowed("GPL-3.0") && !allowed("MIT AND GPL-3.0") && !allowed(""));
    for platform in [host().as_str(), "wasm32-unknown-unknown"] {
        let packages = packages(platform);
        assert!(packages.len() > 10);
        for package in packages {
            let licence = package["license"].as_str().unwrap_or_default();
            assert!(allowed(licence), "{} is under {licence:?}, which is not on the list", package["name"]);
        }
    }
}

/// What a core is built from: `normal` and `build` dependencies, not what tests need.
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
    assert_eq!(found, listed, "tests/supply/wasm-crates.txt says what may be there");
    assert!(found.len() <= MOST_CRATES, "{} crates, {MOST_CRATES} are allowed", found.len());
}

/// The advisories that name `version` of `package`.
fn hits<'a>(advisories: &'a [Value], package: &str, version: &str) -> Vec<&'a str> {
    let version = Version::parse(version).unwrap();
    let within = |advisory: &Value, key: &str| {
        let ranges = advisory[key].as_array().into_iter().flatten().filter_map(Value::as_str);
        ranges.map(|range| VersionReq::parse(range).unwrap()).any(|range| range.matches(&version))
    };
    let named = advisories.iter().filter(|advisory| advisory["package"] == package);
    named
        .filter(|advisory| !within(advisory, "patched") && !within(advisory, "unaffected"))
        .map(|advisory| advisory["id"].as_str().unwrap())
        .collect()
}

#[test]
fn no_advisory_names_a_locked_crate() {
    let Some(shared) = support::shared().filter(|shared| shared.join("rustsec").is_dir()) else {
        println!("advisories were skipped: there is no folder shared/rustsec beside the repository");
        return;
    };
    let file = shared.join("rustsec/advisories-2026-08-21.json");
    let advisories: Vec<Value> = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    assert!(advisories.len() > 1000);
    // That the check sees: a version before its mending, one after, one that nothing mends.
    assert_eq!(hits(&advisories, "slab", "0.4.10"), ["RUSTSEC-2025-0047"]);
    assert!(hits(&advisories, "slab", "0.4.11").is_empty());
    assert!(!hits(&advisories, "bincode", "2.0.1").is_empty());
    let excepted: Vec<&str> = EXCEPTIONS.iter().map(|(id, _)| *id).collect();
    for lock in LOCKS {
        for package in locked(lock).iter().filter(|package| package.contains_key("source")) {
            let mut found = hits(&advisories, &package["name"], &package["version"]);
            found.retain(|id| !excepted.contains(id));
            assert!(
                found.is_empty(),
                "{lock}: {} {} is named by {found:?}",
                package["name"],
                package["version"]
            );
        }
    }
}
