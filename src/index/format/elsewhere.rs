//! Names of medicines that have no page in the bundle, so that none of them is mistaken for a typo of another.
//!
//! All names are in shards by the alphabet, for exact look-ups. Those that a typo could mistake for a name of the bundle
//! are in one further file, for comparing spellings. Both kinds of file hold sorted, folded names.

use crate::error::Error;
use crate::index::format::container::{Container, assemble};
use crate::index::format::dictionary::{self, Dictionary};
use crate::text::distance::edits;

const PART: &str = "names without a page";

/// Writes sorted, distinct, folded names.
///
/// # Errors
/// When the names outgrow what the format can number.
pub(crate) fn write<'n>(names: impl Iterator<Item = &'n str>) -> Result<Vec<u8>, Error> {
    assemble(0, &[dictionary::write(names)])
}

/// Names of medicines without a page.
#[derive(Debug, Clone)]
pub(crate) struct ElsewhereNames(Dictionary);

impl ElsewhereNames {
    /// Opens what [`write()`] wrote.
    ///
    /// # Errors
    /// When the bytes are damaged, cut or of another version.
    pub(crate) fn open(bytes: Vec<u8>) -> Result<Self, Error> {
        let container = Container::open(bytes, 1)?;
        Dictionary::open(container.part(0)).map(Self).ok_or(Error::Corrupt { part: PART })
    }

    /// Whether `name` is one of them.
    #[must_use]
    pub(crate) fn holds(&self, name: &str) -> bool {
        self.0.find(name).is_some()
    }

    /// The names at most `limit` edits away from `word`.
    pub(crate) fn within<'n>(&'n self, word: &'n str, limit: usize) -> impl Iterator<Item = &'n str> {
        (0..self.0.count())
            .filter_map(|number| self.0.key(number))
            .filter(move |name| edits(name.as_bytes(), word.as_bytes(), limit).is_some())
    }

    /// How many bytes it holds.
    #[must_use]
    pub(crate) fn size(&self) -> usize {
        self.0.size()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_exactly_and_by_edits() {
        let names = ["ketamine", "nurofen plus", "satralizumab"];
        let names = ElsewhereNames::open(write(names.into_iter()).unwrap()).unwrap();
        assert!(names.holds("nurofen plus") && !names.holds("nurofen"));
        assert!(names.within("natralizumab", 1).eq(["satralizumab"]));
        assert!(names.within("ketamine", 0).eq(["ketamine"]));
        assert_eq!(names.within("natalizumab", 1).count(), 0);
        assert_eq!(names.within("natalizumab", 2).count(), 1);
    }
}
