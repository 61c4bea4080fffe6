//! The browser files compiled into the program; an empty list if it was built without them.

include!(concat!(env!("OUT_DIR"), "/web_files.rs"));

use super::failure::Failure;
use super::output::warn;

/// Set where the repository runs its own tests: a bundle without pages is accepted, with a warning.
const ALLOW_NO_PAGES: &str = "DRUG_CARD_ALLOW_NO_PAGES";

const MISSING: &str = "it was built without the browser files; install the published package, or run `cargo xtask web` in the \
     repository and build again";

/// Checks that this program can write the pages and scripts of a bundle, before anything is built.
pub(crate) fn check() -> Result<(), Failure> {
    if !WEB_FILES.is_empty() {
        return Ok(());
    }
    let sentence = format!("expected a program that can write pages, but {MISSING}");
    if std::env::var_os(ALLOW_NO_PAGES).is_some() {
        warn(format_args!("drug-card: {sentence}"));
        return Ok(());
    }
    Err(Failure::Usage(sentence))
}

/// The text of a browser file.
pub(crate) fn text(name: &str) -> Result<&'static str, Failure> {
    let file = WEB_FILES.iter().find(|(own, _)| *own == name);
    file.and_then(|(_, bytes)| std::str::from_utf8(bytes).ok())
        .ok_or_else(|| Failure::Files(format!("expected {name} in this program, but {MISSING}")))
}
