//! What the fuzz targets have in common.

mod checks;

use std::path::PathBuf;

/// Runs the check of a target; it panics if the check fails.
pub fn check(target: &str, data: &[u8]) {
    match checks::TARGETS.iter().find(|(name, _)| *name == target) {
        Some((_, check)) => check(data),
        None => panic!("expected a target of checks::TARGETS, but got {target:?}"),
    }
}

/// Writes small indexes into the corpus folder, which libFuzzer gets as its first argument.
pub fn write_index_inputs() {
    let Some(corpus) = std::env::args_os().skip(1).map(PathBuf::from).find(|path| path.is_dir()) else {
        return;
    };
    for (name, bytes) in checks::index_inputs() {
        let path = corpus.join(name);
        if let Err(error) = std::fs::write(&path, bytes) {
            panic!("expected to write {}, but: {error}", path.display());
        }
    }
}
