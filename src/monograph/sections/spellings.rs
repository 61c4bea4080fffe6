//! The spellings of labels and markers in languages other than English: one data file per language.
//!
//! A label that is not in them makes an ordinary section under its own heading; a question is still one where it ends in its
//! mark. The browser gets none of them, since each page that reads Markdown there would pay for all languages.

use crate::monograph::SectionKind;
use crate::monograph::section::Strength;
use crate::text::Language;

#[cfg(not(target_os = "unknown"))]
pub(crate) use files::Spellings;

/// The labels of a language; those of English are in the code.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Labels {
    English,
    Other(&'static Spellings),
}

impl Labels {
    /// The labels of `language`; a language without a file has none.
    pub(crate) fn of(language: &Language) -> Self {
        if language.is_english() { Self::English } else { Self::Other(Spellings::of(language)) }
    }
}

/// Whether the labels of `language` are known.
#[must_use]
pub(crate) fn knows_labels(language: &Language) -> bool {
    match Labels::of(language) {
        Labels::English => true,
        Labels::Other(spellings) => !spellings.is_empty(),
    }
}

impl SectionKind {
    /// The kind's name for a reader of `language`; the English one where there is no other.
    #[must_use]
    pub fn label_in(self, language: &Language) -> &'static str {
        let found = match Labels::of(language) {
            Labels::English => None,
            Labels::Other(spellings) => spellings.name(self),
        };
        found.unwrap_or(self.label())
    }
}

/// The labels of `language` as they are written, each with its kind; none for English.
#[cfg(not(target_os = "unknown"))]
pub fn labels_of(language: &Language) -> impl Iterator<Item = (&'static str, SectionKind)> {
    let spellings = match Labels::of(language) {
        Labels::English => None,
        Labels::Other(spellings) => Some(spellings.labels()),
    };
    spellings.into_iter().flatten()
}

/// The browser has no spellings.
#[cfg(target_os = "unknown")]
#[derive(Debug)]
pub(crate) struct Spellings;

#[cfg(target_os = "unknown")]
impl Spellings {
    fn of(_: &Language) -> &'static Self {
        &Self
    }

    fn is_empty(&self) -> bool {
        true
    }

    fn name(&self, _: SectionKind) -> Option<&'static str> {
        None
    }

    pub(crate) fn find(&self, _: &str) -> Option<(SectionKind, Strength)> {
        None
    }

    pub(crate) fn begins(&self, _: &str) -> Option<(SectionKind, Strength)> {
        None
    }

    pub(crate) fn listed(&self, _: &str) -> Option<(SectionKind, Strength)> {
        None
    }

    pub(crate) fn keys(&self, _: SectionKind) -> impl Iterator<Item = &str> {
        std::iter::empty()
    }

    pub(crate) fn question(&self) -> &[&'static str] {
        &[]
    }

    pub(crate) fn answer(&self) -> &[&'static str] {
        &[]
    }
}

#[cfg(not(target_os = "unknown"))]
mod files {
    use super::{Language, SectionKind, Strength};
    use crate::text::fold;
    use std::sync::OnceLock;

    /// The spellings of a language.
    #[derive(Debug, Default)]
    pub(crate) struct Spellings {
        labels: Vec<Label>,
        /// Words after which a label may go on.
        about: Vec<String>,
        /// Markers of a question and of its answer, without the colon.
        question: Vec<&'static str>,
        answer: Vec<&'static str>,
    }

    #[derive(Debug)]
    struct Label {
        /// The folded form that is compared.
        key: String,
        written: &'static str,
        kind: SectionKind,
        strength: Strength,
    }

    struct File {
        language: &'static str,
        text: &'static str,
        read: OnceLock<Spellings>,
    }

    const fn file(language: &'static str, text: &'static str) -> File {
        File { language, text, read: OnceLock::new() }
    }

    static FILES: [File; 5] = [
        file("ar", include_str!("spellings/ar.tsv")),
        file("de", include_str!("spellings/de.tsv")),
        file("es", include_str!("spellings/es.tsv")),
        file("fr", include_str!("spellings/fr.tsv")),
        file("zh", include_str!("spellings/zh.tsv")),
    ];

    impl Spellings {
        pub(crate) fn of(language: &Language) -> &'static Self {
            static NONE: OnceLock<Spellings> = OnceLock::new();
            match FILES.iter().find(|file| file.language == language.primary()) {
                Some(file) => file.read.get_or_init(|| Self::read(file.text)),
                None => NONE.get_or_init(Self::default),
            }
        }

        fn read(text: &'static str) -> Self {
            let mut out = Self::default();
            for (name, written) in text.lines().filter_map(|line| line.split_once('\t')) {
                let key = fold::key(written);
                match name {
                    "about" => out.about.push(key),
                    "question" => out.question.push(written),
                    "answer" => out.answer.push(written),
                    _ => {
                        let starless = name.strip_suffix('*');
                        let Some(kind) = SectionKind::from_id(starless.unwrap_or(name)) else { continue };
                        let strength = if starless.is_some() { Strength::Further } else { kind.strength() };
                        out.labels.push(Label { key, written, kind, strength });
                    }
                }
            }
            out
        }

        pub(crate) fn is_empty(&self) -> bool {
            self.labels.is_empty()
        }

        pub(crate) fn labels(&self) -> impl Iterator<Item = (&'static str, SectionKind)> {
            self.labels.iter().map(|label| (label.written, label.kind))
        }

        /// The name of a section of `kind` on a card.
        pub(crate) fn name(&self, kind: SectionKind) -> Option<&'static str> {
            self.labels.iter().find(|label| label.kind == kind).map(|label| label.written)
        }

        /// The folded labels of `kind`.
        pub(crate) fn keys(&self, kind: SectionKind) -> impl Iterator<Item = &str> {
            self.labels.iter().filter(move |label| label.kind == kind).map(|label| label.key.as_str())
        }

        /// The kind a folded label names.
        pub(crate) fn find(&self, key: &str) -> Option<(SectionKind, Strength)> {
            self.labels.iter().find(|label| label.key == key).map(|label| (label.kind, label.strength))
        }

        /// The kind of a folded heading that goes on after its label: `dosierung bei kindern`.
        ///
        /// `anwendung bei schwangeren` is not a use and `hinweis für schwangere` not a note on the page: their kind is unknown.
        pub(crate) fn begins(&self, key: &str) -> Option<(SectionKind, Strength)> {
            key.match_indices(' ')
                .rev()
                .take(16)
                .find_map(|(gap, _)| {
                    let next = key[gap + 1..].split(' ').next().unwrap_or_default();
                    self.about.iter().find(|word| *word == next).and_then(|_| self.find(&key[..gap]))
                })
                .filter(|(kind, _)| {
                    !kind.is_disclaimer() && !matches!(kind, SectionKind::Usage | SectionKind::GenericName)
                })
        }

        /// The kind of a heading that lists labels, which is that of the first: `Indikation & Dosierung`, `Embarazo/lactancia`.
        pub(crate) fn listed(&self, text: &str) -> Option<(SectionKind, Strength)> {
            const AND: [&str; 6] = [" und ", " y ", " e ", " et ", " & ", " + "];
            if text.len() > 200 {
                return None;
            }
            let mut parts: Vec<&str> = text.split(['/', ',']).collect();
            for and in AND {
                parts = parts.iter().flat_map(|part| part.split(and)).collect();
            }
            let mut kinds = parts.iter().map(|part| self.find(&fold::key(part)));
            let first = kinds.next()??;
            (parts.len() > 1 && kinds.all(|kind| kind.is_some())).then_some(first)
        }

        pub(crate) fn question(&self) -> &[&'static str] {
            &self.question
        }

        pub(crate) fn answer(&self) -> &[&'static str] {
            &self.answer
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn every_line_says_something_and_no_spelling_is_of_two_kinds() {
            for file in &FILES {
                let lines = file.text.lines().filter(|line| !line.starts_with('#'));
                let read = Spellings::read(file.text);
                let count = read.labels.len() + read.about.len() + read.question.len() + read.answer.len();
                assert_eq!(count, lines.count(), "{}", file.language);
                for Label { key, kind, .. } in &read.labels {
                    assert_eq!(read.find(key).map(|found| found.0), Some(*kind), "{} {key}", file.language);
                }
                for kind in SectionKind::ALL {
                    assert!(read.name(kind).is_some(), "{} {kind:?}", file.language);
                }
            }
        }
    }
}
