//! What a build reads besides the monographs: a site's own synonyms and notes.

use super::failure::Failure;
use super::sources::Source;
use super::split::{self, SplitRules};
use super::text_file;
use super::values;
use crate::bundle::gather::Bundle;
use crate::bundle::overlay::Overlay;
use crate::lexicon::Lexicon;
use crate::monograph::{OwnLabels, Reading, SectionKind};
use crate::text::Language;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// The language of the monographs.
#[derive(Debug, clap::Args)]
pub(crate) struct ContentLanguage {
    /// Language of monographs that do not state it: a BCP 47 tag such as de or pt-BR
    #[arg(long, value_name = "TAG", default_value = "en", value_parser = Language::parse)]
    pub(crate) lang: Language,
    /// Headings of your site: a file of two tab-separated columns, kind of section (usage, dosage, …) and heading
    #[arg(long, value_name = "FILE")]
    labels: Vec<PathBuf>,
    /// Split files with several medicines at their headings: h1, h2 or h3, or PATH=h2 for a file or folder
    #[arg(long, value_name = "LEVEL", value_parser = SplitRules::parse)]
    split: Option<SplitRules>,
    /// Key of the front matter that holds the title, before `title`; may be repeated
    #[arg(long = "title-key", value_name = "KEY")]
    title_keys: Vec<String>,
    /// Show a value of the front matter as a section of this kind (usage, dosage, …); may be repeated
    #[arg(long, value_name = "KEY=KIND", value_parser = values::shown)]
    show: Vec<(String, SectionKind)>,
    /// Single line breaks in a paragraph
    #[arg(long, value_enum, value_name = "HOW", default_value_t = LineBreaks::Join)]
    line_breaks: LineBreaks,
}

/// What becomes of a line break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum LineBreaks {
    /// A blank, as in CommonMark
    Join,
    /// A line break, as in the editors of most vaults
    Keep,
}

impl ContentLanguage {
    /// Replaces files that are to be split by their parts.
    pub(crate) fn divide(&self, found: Vec<Source>) -> Result<Vec<Source>, Failure> {
        let rules = self.split.clone().unwrap_or_default();
        split::divide(found, &rules, &self.reading()?)
    }

    /// How the monographs are read.
    pub(crate) fn reading(&self) -> Result<Reading, Failure> {
        let mut reading = Reading::of(&self.lang);
        for file in &self.labels {
            let text = text_file::read_table(file)?;
            let labels = OwnLabels::read(&text)
                .map_err(|(line, message)| Failure::Data(format!("{}:{line}: {message}", file.display())))?;
            reading.labels.extend(labels);
        }
        let title = reading.title_keys.split_off(0).into_iter().filter(|key| !self.title_keys.contains(key));
        reading.title_keys = self.title_keys.iter().cloned().chain(title).collect();
        reading.shown.clone_from(&self.show);
        reading.keeps_line_breaks = self.line_breaks == LineBreaks::Keep;
        Ok(reading)
    }
}

/// What a site adds to every build.
#[derive(Debug, clap::Args)]
pub(crate) struct Own {
    #[command(flatten)]
    language: ContentLanguage,
    /// Synonyms of your site: a file of three tab-separated columns, list (brand, national, lay, intent, tallman, confusable), word, meaning
    #[arg(long, value_name = "FILE")]
    synonyms: Vec<PathBuf>,
    /// Notes of your site on medicines: a JSON file {name, date, medicines: {slug: {formulary, notes, links}}}
    #[arg(long, value_name = "FILE")]
    overlay: Option<PathBuf>,
}

impl Own {
    /// The language of the monographs.
    pub(crate) fn language(&self) -> &Language {
        &self.language.lang
    }

    /// How the monographs are read.
    pub(crate) fn reading(&self) -> Result<Reading, Failure> {
        self.language.reading()
    }

    /// Replaces files that are to be split by their parts.
    pub(crate) fn divide(&self, found: Vec<Source>) -> Result<Vec<Source>, Failure> {
        self.language.divide(found)
    }

    /// The files it names.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        self.synonyms.iter().chain(&self.overlay).chain(&self.language.labels).map(PathBuf::as_path)
    }
}

/// The contents of those files.
pub(crate) struct Inputs {
    /// The built-in lexicon with the site's synonyms.
    pub(crate) words: Lexicon,
    /// The site's notes.
    pub(crate) overlay: Option<Overlay>,
    /// How the monographs are read.
    pub(crate) reading: Reading,
    /// A hash of these inputs and the language, to check that two builds had the same.
    pub(crate) fingerprint: String,
}

/// Reads the files that the arguments name.
pub(crate) fn read(arguments: &Own) -> Result<Inputs, Failure> {
    let words = words(arguments.language(), &arguments.synonyms)?;
    let mut hash = Sha256::new();
    let reading = arguments.reading()?;
    hash.update(format!("{words:?}{reading:?}"));
    let mut overlay = None;
    if let Some(file) = &arguments.overlay {
        let text = text_file::read(file)?;
        hash.update(&text);
        overlay = Some(Overlay::read(&text).map_err(|error| Failure::in_file(file, error))?);
    }
    let fingerprint = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Inputs { words, overlay, reading, fingerprint })
}

impl Inputs {
    /// Fails if a note names a medicine that the bundle does not have.
    pub(crate) fn check(&self, bundle: &Bundle) -> Result<(), Failure> {
        let Some(overlay) = &self.overlay else { return Ok(()) };
        let lost: Vec<&str> = overlay.lost(bundle.noted()).collect();
        if lost.is_empty() {
            return Ok(());
        }
        Err(Failure::Data(format!(
            "expected each local note to name a medicine by slug or title, but no medicine is called \"{}\"; correct the name",
            lost.join("\", \"")
        )))
    }
}

/// The built-in lexicon with a site's synonyms. An unreadable line stops the build: its name would lead nowhere.
fn words(language: &Language, files: &[PathBuf]) -> Result<Lexicon, Failure> {
    let mut words = Lexicon::of(language);
    for file in files {
        let text = text_file::read_table(file)?;
        if let Some(diagnostic) = words.read_site(&text).first() {
            return Err(Failure::Data(format!(
                "{}:{}: {}",
                file.display(),
                diagnostic.line,
                diagnostic.message
            )));
        }
    }
    Ok(words)
}
