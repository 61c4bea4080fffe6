//! The record of a passage for other search engines: whole text, stable id, kind, code, and every warning.

use crate::card::plain::text_of;
use crate::card::{alerts, provenance_line};
use crate::monograph::passage::{Passage, PassageKind, cut};
use crate::monograph::{Alert, Facts, Monograph, SectionKind};
use serde::Serialize;

/// A passage as one JSON object. Another engine shows it without our card, so it has what a card never leaves out: where the
/// text comes from, and what is wrong with its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct PassageRecord {
    /// `<path>#<anchor>`; it does not depend on other files.
    pub id: String,
    /// The monograph's path below the content folder.
    pub path: String,
    /// Id inside the monograph; empty for its head.
    pub anchor: String,
    /// The monograph's name in addresses.
    pub slug: String,
    /// `head`, `faq`, or the section's kind.
    pub kind: &'static str,
    /// LOINC code of such a section; none for the head.
    pub loinc: Option<&'static str>,
    /// The code's name.
    pub loinc_name: Option<&'static str>,
    /// The monograph's language, a tag of BCP 47.
    pub lang: String,
    /// The monograph's title.
    pub title: String,
    /// The generic name, unless the page seems to be about another drug.
    pub generic_name: Option<String>,
    /// Heading, question, or title.
    pub heading: String,
    /// The whole text, one line a block; empty where the source has none.
    pub text: String,
    /// Its place in the monograph, from 0.
    pub position: usize,
    /// Who wrote it, whether a review is recorded, what it is not.
    pub provenance: String,
    /// The code of the gravest alert of the page: `other-drug`.
    pub alert: Option<&'static str>,
    /// What is wrong with the page as a whole, one sentence each.
    pub alerts: Vec<String>,
}

/// The passages of a monograph in source order.
#[must_use]
pub(crate) fn records(facts: &Facts, monograph: &Monograph) -> Vec<PassageRecord> {
    let (provenance, alerts) = (text_of(&provenance_line(monograph)), alerts(monograph));
    let record = |(position, passage): (usize, Passage)| {
        let code = match passage.kind {
            PassageKind::Head => None,
            PassageKind::Section(kind) => Some(kind.loinc()),
            PassageKind::Faq => Some(SectionKind::Faqs.loinc()),
        };
        PassageRecord {
            id: format!("{}#{}", facts.path, passage.anchor),
            path: facts.path.clone(),
            anchor: passage.anchor,
            slug: facts.slug.clone(),
            kind: passage.kind.id(),
            loinc: code.map(|(code, _)| code),
            loinc_name: code.map(|(_, name)| name),
            lang: facts.lang.tag().into(),
            title: facts.title.clone(),
            generic_name: facts.trusted_generic_name().map(str::to_string),
            heading: passage.heading,
            text: passage.text,
            position,
            provenance: provenance.clone(),
            alert: facts.gravest_alert().map(Alert::id),
            alerts: alerts.clone(),
        }
    };
    cut(monograph).into_iter().enumerate().map(record).collect()
}
