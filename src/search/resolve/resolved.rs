//! What resolving a query gives: the pages that are meant, and what was not understood.

use crate::index::format::name_shard::{Name, NameEntry, NameKind};
use crate::index::format::page_rows::PageRow;
use crate::search::resolve::candidate::{Candidate, Candidates, LISTED};
use crate::search::resolve::mention::NameMention;
use crate::search::results::{MatchKind, PartialName};

/// What a query names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Resolved {
    /// The pages that are meant, strongest match first.
    pub(crate) candidates: Vec<Candidate>,
    /// Pages of corrected names and of names that were only partly understood: offered, never opened or answered from.
    pub(crate) offers: Vec<Candidate>,
    /// Different medicines whose names are easily confused with one that was typed.
    pub(crate) different: Vec<Candidate>,
    /// One medicine (or several that were all named) is meant; otherwise the candidates are a list to choose from.
    pub(crate) certain: bool,
    /// Which words of the query are part of a name.
    pub(crate) used: Vec<bool>,
    /// The rows of pages in `offers` and `different` that no name led to.
    pub(crate) rows: Vec<PageRow>,
    /// Each name with its words and its pages; the names of the other medicine are words to look for on a page.
    pub(crate) names: Vec<NameMention>,
    /// Names of medicines that have no page here, as they were typed.
    pub(crate) not_here: Vec<String>,
    /// Names with a part that makes them something else.
    pub(crate) not_understood: Vec<PartialName>,
    /// The medicine whose antidote is searched for: its name is a word of the search, and its own pages do not answer. It
    /// may have none.
    pub(crate) against: Option<NameMention>,
    /// What works against a medicine, a class or a poison is searched for.
    pub(crate) asks_antidote: bool,
    /// Words that were read as another spelling of a name and answered.
    pub(crate) corrected: Vec<(String, String)>,
}

impl Resolved {
    /// Whether a name was typed that leads to no page: then no other page may answer.
    pub(crate) fn is_refused(&self) -> bool {
        self.candidates.is_empty() && self.has_other_names() && self.against.is_none()
    }

    /// The pages that may answer: without those that are only listed.
    pub(crate) fn answering(&self) -> impl Iterator<Item = &Candidate> {
        self.candidates.iter().filter(|candidate| candidate.step < LISTED)
    }

    pub(crate) fn has_other_names(&self) -> bool {
        !(self.not_here.is_empty() && self.not_understood.is_empty() && self.offers.is_empty())
    }

    /// Lists the pages that are only similar to a name as different medicines, but for those that are meant.
    pub(crate) fn set_apart(&mut self, name: &Name, meant: &Candidates) {
        for &NameEntry { kind, page, complexity } in &name.entries {
            if kind == NameKind::Similar && !meant.contains(page) {
                let matched = MatchKind::Similar;
                self.different.push(Candidate { page, complexity, matched, via: None, step: LISTED });
            }
        }
    }

    /// Notes that the words from `from` to before `to` are part of a name.
    pub(crate) fn use_words(&mut self, (from, to): (usize, usize)) {
        self.used.get_mut(from..to).unwrap_or_default().fill(true);
    }
}
