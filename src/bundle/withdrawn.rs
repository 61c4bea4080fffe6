//! Lists the withdrawn pages of a bundle in `withdrawn.json`, from which open pages and offline copies of earlier releases learn of them.
//!
//! The file keeps its name and is no part of a release: `{"sha256":"…","withdrawn":[…]}`, the hash being that of the list.

use crate::bundle::file::File;
use crate::card::alert_sentence;
use crate::monograph::{Facts, Record};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The list's name, which never changes.
pub(crate) const FILE: &str = "withdrawn.json";

/// A withdrawn page.
#[derive(Debug, Serialize)]
pub(crate) struct Withdrawn {
    slug: String,
    title: String,
    /// The sentence that lists show.
    text: String,
    /// The card, which says no more.
    tree: Value,
    record: Record,
}

impl Withdrawn {
    /// The row of a page; `None` unless it is withdrawn. `card` are the bytes of its card's file.
    pub(crate) fn of(facts: &Facts, card: &[u8]) -> Option<Self> {
        if !facts.record.is_withdrawn() {
            return None;
        }
        let tree = std::str::from_utf8(card).ok()?.split_once('\n')?.1;
        Some(Self {
            slug: facts.slug.clone(),
            title: facts.title.clone(),
            text: facts.alerts.first().map(|alert| alert_sentence(alert, &facts.lang)).unwrap_or_default(),
            record: facts.record.clone(),
            tree: serde_json::from_str(tree).ok()?,
        })
    }
}

/// Whether a file is such a list, whole.
#[must_use]
pub(crate) fn is_list(file: &[u8]) -> bool {
    let parts = || {
        let text = std::str::from_utf8(file).ok()?.strip_prefix("{\"sha256\":\"")?;
        let (sum, rest) = text.split_once("\",\"withdrawn\":")?;
        Some((sum, rest.strip_suffix("}\n")?))
    };
    parts().is_some_and(|(sum, list)| sum == STANDARD.encode(Sha256::digest(list)))
}

/// The file that lists these pages.
pub(crate) fn file(mut rows: Vec<Withdrawn>) -> serde_json::Result<File> {
    rows.sort_by(|a, b| a.slug.cmp(&b.slug));
    let list = serde_json::to_string(&rows)?;
    let sha256 = STANDARD.encode(Sha256::digest(&list));
    Ok((FILE.into(), format!("{{\"sha256\":\"{sha256}\",\"withdrawn\":{list}}}\n").into_bytes()))
}
