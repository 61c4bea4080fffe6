//! Gives a file the mode, owner and group of the file that it replaces.

use std::io;
use std::path::Path;

/// Gives `new` the rights of `old`, if that exists.
#[cfg(unix)]
pub(super) fn keep(old: &Path, new: &Path) -> io::Result<()> {
    use std::fs;
    use std::os::unix::fs::{MetadataExt, chown};
    let Ok(rights) = fs::metadata(old) else { return Ok(()) };
    let own = fs::metadata(new)?;
    if (own.uid(), own.gid()) != (rights.uid(), rights.gid()) {
        // Only root may give a file to another user, and only a member may give it to a group: the mode is kept in any case.
        let _ = chown(new, Some(rights.uid()), Some(rights.gid()))
            .or_else(|_| chown(new, None, Some(rights.gid())));
    }
    fs::set_permissions(new, rights.permissions())
}

/// Gives `new` the rights of `old`, if that exists.
#[cfg(not(unix))]
pub(super) fn keep(_old: &Path, _new: &Path) -> io::Result<()> {
    // Windows keeps rights on the folder, and a file that is read-only could not be replaced the next time.
    Ok(())
}
