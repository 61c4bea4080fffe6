//! The browser files compiled into the program; an empty list if it was built without them.

include!(concat!(env!("OUT_DIR"), "/web_files.rs"));

use super::failure::Failure;

/// The text of a browser file.
pub(crate) fn text(name: &str) -> Result<&'static str, Failure> {
    let file = WEB_FILES.iter().find(|(own, _)| *own == name);
    file.and_then(|(_, bytes)| std::str::from_utf8(bytes).ok()).ok_or_else(|| {
        Failure::Files(format!(
            "expected {name} in this program, but it was built without the browser files; run `cargo xtask demo` to build them"
        ))
    })
}
