//! Owns the option `--overlay` of `drug-card build`: a site's own notes, none of them lost in silence.

use super::failure::Failure;
use drug_card::export::bundle::Bundle;
use drug_card::export::overlay::Overlay;
use std::fs;
use std::path::Path;

/// The notes in `file`.
pub(crate) fn read(file: &Path) -> Result<Overlay, Failure> {
    let text = fs::read_to_string(file).map_err(|error| Failure::io("read", file, &error))?;
    Overlay::read(&text).map_err(|sentence| Failure::Data(format!("{}: {sentence}", file.display())))
}

/// A note whose medicine is not there stops the build.
pub(crate) fn check(overlay: &Overlay, bundle: &Bundle) -> Result<(), Failure> {
    let lost: Vec<&str> = overlay.lost(bundle.noted()).collect();
    if lost.is_empty() {
        return Ok(());
    }
    Err(Failure::Data(format!(
        "expected each local note to find its medicine by slug or title, but there is none for \"{}\"; correct the name",
        lost.join("\", \"")
    )))
}
