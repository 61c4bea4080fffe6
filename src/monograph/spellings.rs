//! Owns which spellings of labels and markers hold in which language other than English: data files, one a language.
//!
//! What is not in them is an ordinary section under its own heading, and a question all the same where it ends in its mark.

use super::SectionKind;
use super::labels::Strength;
use crate::text::{Language, fold};
use std::sync::OnceLock;

/// What is written for a language.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    /// Each folded, with its kind, how firmly it names it, and as it is written.
    labels: Vec<(String, SectionKind, Strength, &'static str)>,
    /// Words after which a label may go on.
    about: Vec<String>,
    /// Markers of a question and of its answer, without the colon.
    pub(super) question: Vec<&'static str>,
    pub(super) answer: Vec<&'static str>,
}

struct File {
    language: &'static str,
    text: &'static str,
    read: OnceLock<Spellings>,
}

#[cfg(not(target_arch = "wasm32"))]
const fn file(language: &'static str, text: &'static str) -> File {
    File { language, text, read: OnceLock::new() }
}

/// None of them comes into the browser: each page that reads Markdown there would pay for all languages.
#[cfg(target_arch = "wasm32")]
static FILES: [File; 0] = [];

#[cfg(not(target_arch = "wasm32"))]
static FILES: [File; 4] = [
    file("ar", include_str!("spellings/ar.tsv")),
    file("de", include_str!("spellings/de.tsv")),
    file("es", include_str!("spellings/es.tsv")),
    file("fr", include_str!("spellings/fr.tsv")),
];

/// The spellings of a language; those of English are code.
#[derive(Debug, Clone, Copy)]
pub(super) enum Labels {
    English,
    Other(&'static Spellings),
}

impl Labels {
    /// What is written for `language`; nothing is known of one without a file.
    pub(super) fn of(language: &Language) -> Self {
        static NONE: Spellings =
            Spellings { labels: Vec::new(), about: Vec::new(), question: Vec::new(), answer: Vec::new() };
        if language.is_english() {
            return Self::English;
        }
        let file = FILES.iter().find(|file| file.language == language.primary());
        Self::Other(file.map_or(&NONE, |file| file.read.get_or_init(|| Spellings::read(file.text))))
    }
}

impl SectionKind {
    /// The kind's name for a reader of `language`; in English where nothing is written for it.
    #[must_use]
    pub fn label_in(self, language: &Language) -> &'static str {
        let found = match Labels::of(language) {
            Labels::English => None,
            Labels::Other(spellings) => spellings.labels.iter().find(|label| label.1 == self),
        };
        found.map_or(self.label(), |label| label.3)
    }
}

/// Whether sections of `language` can be told by their labels.
#[must_use]
pub fn knows_labels(language: &Language) -> bool {
    language.is_english() || FILES.iter().any(|file| file.language == language.primary())
}

impl Spellings {
    fn read(text: &'static str) -> Self {
        let mut out = Self::default();
        for (name, word) in text.lines().filter_map(|line| line.split_once('\t')) {
            let (kind, further) = match name.strip_suffix('*') {
                Some(kind) => (kind, true),
                None => (name, false),
            };
            match name {
                "about" => out.about.push(fold::key(word)),
                "question" => out.question.push(word),
                "answer" => out.answer.push(word),
                _ => out.labels.extend(SectionKind::from_id(kind).map(|kind| {
                    (fold::key(word), kind, if further { Strength::Further } else { strength(kind) }, word)
                })),
            }
        }
        out
    }

    /// The kind a folded label names.
    pub(super) fn find(&self, key: &str) -> Option<(SectionKind, Strength)> {
        let (_, kind, strength, _) = self.labels.iter().find(|(name, ..)| name == key)?;
        Some((*kind, *strength))
    }

    /// The kind a folded heading names that goes on behind its label: `dosierung bei kindern`.
    pub(super) fn begins(&self, key: &str) -> Option<(SectionKind, Strength)> {
        key.match_indices(' ').rev().take(16).find_map(|(gap, _)| {
            let next = key[gap + 1..].split(' ').next().unwrap_or_default();
            self.about.iter().find(|word| *word == next).and_then(|_| self.find(&key[..gap]))
        })
    }
}

/// What opens a section wherever it stands at the margin, in English too.
fn strength(kind: SectionKind) -> Strength {
    match kind {
        SectionKind::GenericName
        | SectionKind::Usage
        | SectionKind::Dosage
        | SectionKind::SideEffects
        | SectionKind::HowItWorks
        | SectionKind::Precautions
        | SectionKind::Faqs
        | SectionKind::Disclaimer => Strength::Main,
        _ => Strength::Further,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_says_something_and_no_spelling_is_of_two_kinds() {
        for file in &FILES {
            let lines = file.text.lines().filter(|line| !line.starts_with('#'));
            let spellings = Spellings::read(file.text);
            let read = spellings.labels.len()
                + spellings.about.len()
                + spellings.question.len()
                + spellings.answer.len();
            assert_eq!(read, lines.count(), "{}", file.language);
            for (name, kind, ..) in &spellings.labels {
                assert_eq!(spellings.find(name).map(|found| found.0), Some(*kind), "{} {name}", file.language);
            }
            for kind in SectionKind::ALL {
                assert!(spellings.labels.iter().any(|label| label.1 == kind), "{} {kind:?}", file.language);
            }
        }
    }
}
