//! Rates how prominent the medicine of each page is.

use crate::index::PassageId;
use crate::index::format::postings::{Posting, SINGLE};
use crate::lexicon::base_name::base_name;
use crate::monograph::Facts;
use crate::monograph::passage::PassageKind;
use std::collections::HashMap;

/// The prominence of each page, as postings: the binary logarithm of the number of brands and pages of its substance. It is
/// the strongest single sign of which of several medicines for one purpose a reader expects first.
///
/// `brands` are pairs of brand and generic name; `passages` is the number of passages of each page.
pub(crate) fn prominence(brands: &[(String, String)], pages: &[Facts], passages: &[u32]) -> Vec<Posting> {
    let mut known: HashMap<String, u32> = HashMap::new();
    let generics = brands.iter().map(|(_, generic)| generic);
    for substance in generics.chain(pages.iter().flat_map(|facts| &facts.ingredients)) {
        *known.entry(base_name(substance)).or_default() += 1;
    }
    let mut first = 0;
    let mut out = Vec::new();
    for (facts, count) in pages.iter().zip(passages) {
        let steps = match facts.ingredients.as_slice() {
            [only] => {
                // A route or form in brackets makes a special page of a medicine that has a plain one.
                let special = u32::from(facts.title.contains('('));
                let sources = known.get(&base_name(only)).copied().unwrap_or_default();
                SINGLE + (1 + sources).ilog2().min(7).saturating_sub(special)
            }
            _ => 1,
        };
        out.push(Posting { kind: PassageKind::Head, passage: PassageId(first), steps });
        first += count;
    }
    out
}
