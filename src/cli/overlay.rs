//! Owns the option `--overlay` of `drug-card build`: a site's own notes, none of them lost in silence.

use super::failure::Failure;
use drug_card::export::bundle::Bundle;
use drug_card::export::overlay::Overlay;
use std::fs;
use std::path::Path;

/// Adds the notes in `file` to the cards that follow.
pub(crate) fn read(bundle: &mut Bundle, file: &Path) -> Result<(), Failure> {
    let text = fs::read_to_string(file).map_err(|error| Failure::io("read", file, &error))?;
    let overlay =
        Overlay::read(&text).map_err(|sentence| Failure::Data(format!("{}: {sentence}", file.display())))?;
    bundle.annotate(overlay);
    Ok(())
}

/// A note whose medicine is not there stops the build.
pub(crate) fn check(bundle: &Bundle) -> Result<(), Failure> {
    let lost: Vec<&str> = bundle.lost_notes().collect();
    if lost.is_empty() {
        return Ok(());
    }
    Err(Failure::Data(format!(
        "expected each local note to find its medicine by slug or title, but there is none for \"{}\"; correct the name",
        lost.join("\", \"")
    )))
}
