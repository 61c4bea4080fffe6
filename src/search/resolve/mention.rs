//! A name inside a query, and the pages under names.

use crate::index::PageId;
use crate::index::format::name_shard::{Name, NameEntry, NameKind};
use crate::lean::sort::sort_by;
use std::borrow::Cow;

/// One name in the query.
#[derive(Debug, Clone)]
pub(crate) struct NameMention {
    /// Its first word, and the one after its last.
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) name: Name,
    /// The spelling that was typed, where it was corrected.
    pub(crate) corrected: Option<String>,
    /// Only the first words of a longer title: certain when one page begins so.
    pub(crate) partial: bool,
}

impl NameMention {
    pub(crate) fn covers(&self, position: usize) -> bool {
        self.start <= position && position < self.end
    }

    /// Whether the page has the name, if only as one substance of several.
    pub(crate) fn holds(&self, page: PageId) -> bool {
        self.name.entries.iter().any(|entry| entry.page == page && entry.kind != NameKind::Similar)
    }

    /// The pages that have the name themselves, strongest kind first.
    pub(crate) fn own(&self) -> Vec<NameEntry> {
        let mut out = self.name.entries.clone();
        keep(&mut out, &mut |entry| entry.kind < NameKind::Ingredient);
        out
    }

    /// Every page under the name that is not merely similar, once.
    pub(crate) fn all(&self) -> Vec<NameEntry> {
        pages_under(&[("", Cow::Borrowed(&self.name))], &mut |entry| entry.kind != NameKind::Similar)
    }

    /// Whether it is a brand and nothing else.
    pub(crate) fn is_brand(&self) -> bool {
        let mut own = self.name.entries.iter().filter(|entry| entry.kind < NameKind::Ingredient);
        self.name.has_own() && own.all(|entry| entry.kind == NameKind::Brand)
    }
}

/// The entries under some names that fit, in the order of pages, each page once.
pub(crate) fn pages_under(
    names: &[(&str, Cow<'_, Name>)],
    fits: &mut dyn FnMut(&NameEntry) -> bool,
) -> Vec<NameEntry> {
    let mut out = Vec::new();
    for (_, name) in names {
        out.extend_from_slice(&name.entries);
    }
    keep(&mut out, fits);
    sort_by(&mut out, |a, b| a.page.cmp(&b.page));
    let mut last = None;
    keep(&mut out, &mut |entry| last.replace(entry.page) != Some(entry.page));
    out
}

/// Keeps the entries that fit. One routine for all callers: each closure given to `retain` would be a copy of it in the Wasm.
pub(crate) fn keep(entries: &mut Vec<NameEntry>, fits: &mut dyn FnMut(&NameEntry) -> bool) {
    entries.retain(fits);
}
