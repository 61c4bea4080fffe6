//! Skips a slow step while its inputs stay the same.
//!
//! Only for what takes seconds (wasm-opt, `npm ci`, `pip install`); cargo and esbuild are fast if nothing changed.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use anyhow::Result;

use crate::files::{root, write};

/// Runs `work` unless it was done before with these inputs and `output` still exists.
pub(crate) fn unless_done(
    name: &str,
    inputs: &[&[u8]],
    output: &Path,
    work: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let stamp = root().join("target/stamps").join(name);
    let mut hasher = DefaultHasher::new();
    inputs.hash(&mut hasher);
    let hash = format!("{:016x}\n", hasher.finish());
    if output.exists() && fs::read_to_string(&stamp).is_ok_and(|old| old == hash) {
        return Ok(());
    }
    // An interrupted run must not leave a stamp behind.
    let _ = fs::remove_file(&stamp);
    work()?;
    write(&stamp, hash.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_done_once_for_the_same_inputs() {
        let name = format!("test-{}", std::process::id());
        let mut times = 0;
        for inputs in [[b"a".as_slice(), b"bc"], [b"a", b"bc"], [b"ab", b"c"]] {
            unless_done(&name, &inputs, &root(), || {
                times += 1;
                Ok(())
            })
            .unwrap();
        }
        fs::remove_file(root().join("target/stamps").join(name)).unwrap();
        assert_eq!(times, 2);
    }
}
