//! Owns the fuzzer: one program for all targets, the target's name in `DRUG_CARD_FUZZ_TARGET`.
//!
//! `DRUG_CARD_FUZZ_CORPUS` names a folder that gets the inputs only this program can write: small indexes.
#![no_main]

mod checks;

use std::path::PathBuf;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

static CHECK: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let missing_paths = std::env::var("DRUG_CARD_FUZZ_TARGET").unwrap_or_default();
    match checks::TARGETS.iter().find(|(name, _)| *name == missing_paths) {
        Some((_, check)) => *check,
        None => panic!(
            "expected the name of a target in DRUG_CARD_FUZZ_TARGET, but got {missing_paths:?}; use `cargo xtask fuzz`"
        ),
    }
});

fuzz_target!(
    init: {
        LazyLock::force(&CHECK);
        if let Some(folder) = std::env::var_os("DRUG_CARD_FUZZ_CORPUS") {
            for (name, bytes) in checks::index_inputs() {
                let path = PathBuf::from(&folder).join(name);
                if let Err(error) = std::fs::write(&path, bytes) {
                    panic!("expected to write {}, but: {error}", path.display());
                }
            }
        }
    },
    |data: &[u8]| CHECK(data)
);
