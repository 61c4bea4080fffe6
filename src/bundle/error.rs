//! Why a bundle, or a monograph for one, cannot be made.

use crate::error::Error;
use crate::text::Language;
use std::fmt;

/// Why a bundle cannot be made. `Display` is a sentence without a final dot.
#[derive(Debug)]
#[non_exhaustive]
pub enum BundleError {
    /// The `lang` of a page is not a language tag: a sentence that says so.
    LanguageTag(String),
    /// A page is in another language than the bundle.
    OtherLanguage {
        /// The language of the bundle.
        bundle: Language,
        /// The language of the page.
        page: Language,
    },
    /// The content outgrows the index format.
    Index(Error),
    /// A file of the bundle cannot be written as JSON.
    Json(serde_json::Error),
}

impl fmt::Display for BundleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LanguageTag(sentence) => write!(f, "{sentence}; correct `lang` in its front matter"),
            Self::OtherLanguage { bundle, page } => {
                let (bundle, page) = (bundle.tag(), page.tag());
                write!(
                    f,
                    "expected a page in the language of the bundle, {bundle}, but its front matter says {page}; build the pages in \
                     {page} as a separate bundle with --lang {page}, and search both with base=\"a b\""
                )
            }
            Self::Index(error) => error.fmt(f),
            Self::Json(error) => {
                write!(f, "expected to write a file of the bundle as JSON, but {error}; report this as a bug")
            }
        }
    }
}

impl std::error::Error for BundleError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Index(error) => Some(error),
            Self::Json(error) => Some(error),
            Self::LanguageTag(_) | Self::OtherLanguage { .. } => None,
        }
    }
}

impl From<Error> for BundleError {
    fn from(error: Error) -> Self {
        Self::Index(error)
    }
}

impl From<serde_json::Error> for BundleError {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}
