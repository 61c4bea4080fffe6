//! Owns what is remembered between two runs: a hash of a step's inputs, kept until they change.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{Outcome, tools};

/// A running FNV-1a hash: it only has to notice change, not resist an attacker.
pub(crate) struct Inputs(u64);

impl Inputs {
    pub(crate) fn new(step: &str) -> Self {
        Self(0xcbf2_9ce4_8422_2325).text(step)
    }

    pub(crate) fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    fn bytes(mut self, bytes: &[u8]) -> Self {
        for byte in bytes.iter().chain(&bytes.len().to_le_bytes()) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
        self
    }

    pub(crate) fn file(self, path: &Path) -> Outcome<Self> {
        Ok(self.bytes(&tools::read(path)?))
    }

    /// Names and contents of all files below `folder`.
    pub(crate) fn folder(mut self, folder: &Path) -> Outcome<Self> {
        for name in files(folder)? {
            self = self.text(&name).file(&folder.join(&name))?;
        }
        Ok(self)
    }

    /// Does `work` unless the stamp says that it was done with these inputs and all `outputs` are still there.
    pub(crate) fn unless_done(
        self,
        name: &str,
        outputs: &[PathBuf],
        work: impl FnOnce() -> Outcome,
    ) -> Outcome {
        let stamp = tools::root().join("target/stamps").join(name);
        let hash = format!("{:016x}\n", self.0);
        let done = fs::read_to_string(&stamp).is_ok_and(|old| old == hash);
        if done && outputs.iter().all(|path| path.exists()) {
            return Ok(());
        }
        // A run that is interrupted must not leave a stamp behind.
        let _ = fs::remove_file(&stamp);
        work()?;
        tools::write(&stamp, hash.as_bytes())
    }
}

/// All files below `folder`, as sorted relative names with `/`; none when it is not there.
pub(crate) fn files(folder: &Path) -> Outcome<Vec<String>> {
    files_but(folder, &[])
}

/// The same without what lies below folders of these names.
pub(crate) fn files_but(folder: &Path, skipped: &[&str]) -> Outcome<Vec<String>> {
    fn walk(folder: &Path, prefix: &str, skipped: &[&str], names: &mut Vec<String>) -> std::io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let file_name = entry.file_name();
            let name = format!("{prefix}{}", file_name.to_string_lossy());
            if !entry.path().is_dir() {
                names.push(name);
            } else if !skipped.iter().any(|skipped| file_name == *skipped) {
                walk(&entry.path(), &format!("{name}/"), skipped, names)?;
            }
        }
        Ok(())
    }
    let mut names = Vec::new();
    if folder.is_dir() {
        walk(folder, "", skipped, &mut names)
            .map_err(|error| format!("expected to list {}, but: {error}", folder.display()))?;
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_letters_cut_elsewhere_give_another_hash() {
        assert_ne!(Inputs::new("a").text("bc").0, Inputs::new("ab").text("c").0);
    }

    #[test]
    fn work_is_done_once_for_the_same_inputs() {
        let mut times = 0;
        for inputs in ["one", "one", "two"] {
            let name = format!("test-{}", std::process::id());
            let done = Inputs::new(inputs).unless_done(&name, &[], || {
                times += 1;
                Ok(())
            });
            assert_eq!(done, Ok(()));
        }
        let stamp = tools::root().join(format!("target/stamps/test-{}", std::process::id()));
        fs::remove_file(stamp).unwrap();
        assert_eq!(times, 2);
    }
}
