//! Replays what fuzzing found: every file of `fuzz/seeds` must pass the check of its target.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

#[path = "../fuzz/src/checks/mod.rs"]
mod checks;

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

/// Seeds that still fail, and why; one that passes must leave this list.
const KNOWN: &[(&str, &str)] = &[];

fn seeds(target: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let mut paths: Vec<PathBuf> =
        fs::read_dir(&folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn every_seed_passes() {
    let (mut count, mut wrong) = (0, Vec::new());
    for (target, check) in checks::TARGETS {
        for path in seeds(target) {
            let name = format!("{target}/{}", path.file_name().unwrap().to_string_lossy());
            let known = KNOWN.iter().find(|(seed, _)| *seed == name);
            let bytes = fs::read(&path).unwrap();
            let passes = catch_unwind(|| check(&bytes)).is_ok();
            count += 1;
            match (passes, known) {
                (true, Some(_)) => wrong.push(format!("{name} passes: remove it from KNOWN")),
                (false, None) => wrong.push(format!("{name} fails; see its message above")),
                (true, None) | (false, Some(_)) => {}
            }
        }
    }
    assert!(count > 0, "no file in fuzz/seeds: the test would check nothing");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_folder_of_seeds_has_a_target() {
    for folder in seeds("") {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        assert!(
            checks::TARGETS.iter().any(|(target, _)| *target == name),
            "fuzz/seeds/{name} belongs to no target"
        );
    }
    for (seed, why) in KNOWN {
        assert!(!why.is_empty());
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(seed);
        assert!(path.is_file(), "{} is in KNOWN but missing", path.display());
    }
}

#[test]
fn every_target_accepts_small_and_complete_inputs() {
    let whole = checks::index_inputs();
    for (_, check) in checks::TARGETS {
        for bytes in [&b""[..], b"\n", b"---\ntitle: a\n---\n# a\n", b"\xff\x00", b"\x00DRUGCARD"] {
            check(bytes);
        }
        whole.iter().for_each(|(_, bytes)| check(bytes));
    }
}
