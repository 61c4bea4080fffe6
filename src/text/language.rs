//! The language of a text: its tag, its direction, and the rules for its words (stop words, stems, sentences). Only this module
//! decides whether a text is English.
//!
//! There are rules for English or none: in another language, a word matches only itself.

use crate::lean::strings::{before, is_one_of, parts};
use crate::text::stem::stem;
use crate::text::token;
use std::borrow::Cow;

/// The rules for words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rules {
    /// English stop words, stems, phrases and sentences.
    #[default]
    English,
    /// None of them; an apostrophe separates words, as in `l’eau`.
    General,
}

impl Rules {
    /// The rules for the language of a tag; no tag means English.
    #[must_use]
    pub fn of(tag: &[u8]) -> Self {
        if matches!(tag, [] | [b'e', b'n'] | [b'e', b'n', b'-', ..]) { Self::English } else { Self::General }
    }

    /// Whether they are the rules for English.
    #[must_use]
    pub fn are_english(self) -> bool {
        self == Self::English
    }

    /// The form in which a folded word is compared with others.
    #[must_use]
    pub fn stem(self, word: &str) -> String {
        if self.are_english() { stem(word) } else { word.to_string() }
    }

    /// Whether a folded word is too frequent to be indexed.
    #[must_use]
    pub fn is_stop(self, word: &str) -> bool {
        self.are_english() && token::is_stop(word)
    }

    /// Calls `found(word, start, end)` for every word of `text`, folded.
    pub fn each_word(self, text: &str, found: &mut dyn FnMut(&str, usize, usize)) {
        token::each_word(text, !self.are_english(), found);
    }
}

/// A language.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(
    not(target_os = "unknown"),
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "String", into = "String")
)]
pub struct Language(Cow<'static, str>);

#[cfg(not(target_os = "unknown"))]
impl TryFrom<String> for Language {
    type Error = String;

    fn try_from(tag: String) -> Result<Self, String> {
        Self::parse(&tag)
    }
}

#[cfg(not(target_os = "unknown"))]
impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.0.into_owned()
    }
}

impl Default for Language {
    fn default() -> Self {
        Self::ENGLISH
    }
}

/// Languages written from right to left, and scripts, for tags that name one.
const RIGHT_TO_LEFT: &str = "ar arc ckb dv fa he iw ji ps sd ug ur yi";
const RIGHT_TO_LEFT_SCRIPTS: &str = "Adlm Arab Hebr Nkoo Rohg Syrc Thaa";

/// Bytes of the longest tag that is accepted.
const MAX_LEN: usize = 35;

impl Language {
    /// English, the language of a text that does not name one.
    pub const ENGLISH: Self = Self(Cow::Borrowed("en"));

    /// Parses a tag of BCP 47 (RFC 5646) and normalises its case: `pt-br` becomes `pt-BR`.
    ///
    /// # Errors
    /// When it is not a tag.
    pub fn parse(tag: &str) -> Result<Self, String> {
        Self::read(tag).ok_or_else(|| {
            format!("expected a language tag of BCP 47 such as de, pt-BR or zh-Hant, but it is \"{tag}\"")
        })
    }

    /// Parses a tag like [`parse`](Self::parse); `None` when it is not one.
    #[must_use]
    pub fn read(tag: &str) -> Option<Self> {
        let mut out = String::new();
        // Extensions, which follow a single letter, are in lower case.
        let (mut single, mut last) = (false, 0);
        for part in parts(tag, b'-') {
            let first = out.is_empty();
            last = part.len();
            let fits = if first { 2..=3 } else { 1..=8 };
            if !fits.contains(&last) || tag.len() > MAX_LEN {
                return None;
            }
            if !first {
                out.push('-');
            }
            for (at, byte) in part.bytes().enumerate() {
                if !byte.is_ascii_alphanumeric() || first && byte.is_ascii_digit() {
                    return None;
                }
                let capital = !first && !single && (last == 2 || last == 4 && at == 0);
                out.push(char::from(if capital {
                    byte.to_ascii_uppercase()
                } else {
                    byte.to_ascii_lowercase()
                }));
            }
            single |= last == 1;
        }
        (last > 1).then_some(Self(Cow::Owned(out)))
    }

    /// The tag.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The tag without region, script and what else follows.
    #[must_use]
    pub fn primary(&self) -> &str {
        before(&self.0, b'-')
    }

    /// The rules for its words.
    #[must_use]
    pub fn rules(&self) -> Rules {
        Rules::of(self.0.as_bytes())
    }

    /// Whether it is English, of any region.
    #[must_use]
    pub fn is_english(&self) -> bool {
        self.rules().are_english()
    }

    /// Its direction, as a value of the attribute `dir`.
    #[must_use]
    pub fn direction(&self) -> &'static str {
        let script =
            parts(&self.0, b'-').skip(1).take_while(|part| part.len() > 1).find(|part| part.len() == 4);
        let right_to_left = match script {
            Some(script) if !script.as_bytes().first().is_some_and(u8::is_ascii_digit) => {
                is_one_of(script, RIGHT_TO_LEFT_SCRIPTS)
            }
            _ => is_one_of(self.primary(), RIGHT_TO_LEFT),
        };
        if right_to_left { "rtl" } else { "ltr" }
    }

    /// The first sentence of a text; in languages without rules for sentences, its first line.
    #[must_use]
    pub fn first_sentence<'t>(&self, text: &'t str) -> &'t str {
        if self.is_english() {
            crate::text::sentence::first_sentence(text)
        } else {
            text.trim_start().lines().next().unwrap_or_default().trim_end()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_normalised_and_anything_else_is_rejected() {
        for (text, want) in [
            ("de", "de"),
            ("PT-br", "pt-BR"),
            ("zh-hant-hk", "zh-Hant-HK"),
            ("es-419", "es-419"),
            ("sl-rozaj-biske", "sl-rozaj-biske"),
            ("de-u-co-phonebk", "de-u-co-phonebk"),
            ("yue", "yue"),
        ] {
            assert_eq!(Language::parse(text).unwrap().tag(), want);
        }
        for wrong in [
            "",
            "Deutsch",
            "d",
            "de_DE",
            "de-",
            "-de",
            "de--at",
            "de at",
            "d1",
            "über",
            "de-x",
            "de-abcdefghi",
        ] {
            assert!(Language::parse(wrong).unwrap_err().contains("such as de"), "{wrong}");
        }
    }

    #[test]
    fn only_english_has_the_rules_of_english() {
        for (tag, english) in [("", true), ("en", true), ("en-GB", true), ("enm", false), ("de", false)] {
            assert_eq!(Rules::of(tag.as_bytes()).are_english(), english, "{tag}");
        }
        assert_eq!(
            (Rules::English.stem("doses"), Rules::General.stem("doses")),
            ("dose".into(), "doses".into())
        );
        assert!(Rules::English.is_stop("an") && !Rules::General.is_stop("an"));
        let words = |rules: Rules| {
            let mut out = Vec::new();
            rules.each_word("L’eau d'Évian", &mut |word, _, _| out.push(word.to_string()));
            out
        };
        assert_eq!(words(Rules::English), ["leau", "devian"]);
        assert_eq!(words(Rules::General), ["l", "eau", "d", "evian"]);
    }

    #[test]
    fn the_direction_is_that_of_the_script() {
        for (tag, want) in [
            ("de", "ltr"),
            ("ar", "rtl"),
            ("ar-EG", "rtl"),
            ("fa", "rtl"),
            ("az-Arab", "rtl"),
            ("ar-Latn", "ltr"),
            ("ur", "rtl"),
            ("de-1996", "ltr"),
            ("he-u-nu-latn", "rtl"),
        ] {
            assert_eq!(Language::parse(tag).unwrap().direction(), want, "{tag}");
        }
    }
}
