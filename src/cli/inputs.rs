//! Owns what a build takes besides the monographs: a site's own names and notes.

use super::failure::Failure;
use crate::bundle::gather::Bundle;
use crate::bundle::overlay::Overlay;
use crate::lexicon::Lexicon;
use crate::text::Language;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// The language of the monographs.
#[derive(Debug, clap::Args)]
pub(crate) struct Spoken {
    /// The language of the monographs that do not say it, as a tag of BCP 47, such as de or pt-BR
    #[arg(long, value_name = "TAG", default_value = "en", value_parser = Language::parse)]
    pub(crate) lang: Language,
}

/// What a site adds to every build.
#[derive(Debug, clap::Args)]
pub(crate) struct Own {
    #[command(flatten)]
    spoken: Spoken,
    /// A site's own words, three columns parted by tabs: list (brand, national, lay, intent, tallman, confusable), word, meaning
    #[arg(long, value_name = "FILE")]
    synonyms: Vec<PathBuf>,
    /// A site's own notes on medicines, as JSON: {name, date, medicines: {slug: {formulary, notes, links}}}
    #[arg(long, value_name = "FILE")]
    overlay: Option<PathBuf>,
}

impl Own {
    /// The language of the monographs.
    pub(crate) fn language(&self) -> &Language {
        &self.spoken.lang
    }

    /// The files of it.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        self.synonyms.iter().chain(&self.overlay).map(PathBuf::as_path)
    }
}

/// What was read of it.
pub(crate) struct Inputs {
    /// The built-in words and the site's.
    pub(crate) words: Lexicon,
    /// The site's notes.
    pub(crate) overlay: Option<Overlay>,
    /// A hash of all, the language with them, to tell whether two builds had the same.
    pub(crate) fingerprint: String,
}

/// Reads the files that the arguments name.
pub(crate) fn read(arguments: &Own) -> Result<Inputs, Failure> {
    let words = words(arguments.language(), &arguments.synonyms)?;
    let text = |file: &Path| fs::read_to_string(file).map_err(|error| Failure::io("read", file, &error));
    let mut hash = Sha256::new();
    hash.update(format!("{words:?}"));
    let mut overlay = None;
    if let Some(file) = &arguments.overlay {
        let text = text(file)?;
        hash.update(&text);
        let read = Overlay::read(&text)
            .map_err(|sentence| Failure::Data(format!("{}: {sentence}", file.display())))?;
        overlay = Some(read);
    }
    let fingerprint = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Inputs { words, overlay, fingerprint })
}

impl Inputs {
    /// A note whose medicine is not there stops the build.
    pub(crate) fn check(&self, bundle: &Bundle) -> Result<(), Failure> {
        let Some(overlay) = &self.overlay else { return Ok(()) };
        let lost: Vec<&str> = overlay.lost(bundle.noted()).collect();
        if lost.is_empty() {
            return Ok(());
        }
        Err(Failure::Data(format!(
            "expected each local note to find its medicine by slug or title, but there is none for \"{}\"; correct the name",
            lost.join("\", \"")
        )))
    }
}

/// The built-in words and a site's own; a line that cannot be read stops the build, since a name would lead nowhere.
fn words(language: &Language, files: &[PathBuf]) -> Result<Lexicon, Failure> {
    let mut words = Lexicon::of(language);
    for file in files {
        let text = fs::read_to_string(file).map_err(|error| Failure::io("read", file, &error))?;
        if let Some(remark) = words.read_site(&text).first() {
            return Err(Failure::Data(format!("{}:{}: {}", file.display(), remark.line, remark.message)));
        }
    }
    Ok(words)
}
