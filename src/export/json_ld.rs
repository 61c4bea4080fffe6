//! A card as schema.org data: only properties that exist on the type, nothing that the card does not say.
//!
//! `lastReviewed` and `reviewedBy` are there only if a review is recorded. There is no coded drug, since the source has no codes.

use crate::bundle::card_file::CardFile;
use crate::card::plain::text_of;
use crate::card::{CardNode, Context, Part, alerts};
use crate::monograph::passage::{PassageKind, cut};
use crate::monograph::{Facts, Monograph, Record, SectionKind, Status};
use crate::text::fold::key;
use serde_json::{Map, Value, json};

/// Which property of <https://schema.org/Drug> the text of a section is; a section without one is not guessed into another.
fn property(kind: SectionKind) -> Option<&'static str> {
    Some(match kind {
        SectionKind::BoxedWarning | SectionKind::Precautions => "warning",
        SectionKind::HowItWorks => "mechanismOfAction",
        SectionKind::Overdose => "overdosage",
        SectionKind::Pregnancy => "pregnancyWarning",
        SectionKind::Usage => "description",
        _ => return None,
    })
}

/// The card as JSON-LD.
#[must_use]
pub(crate) fn json_ld(card: &CardFile) -> Value {
    let CardFile { facts, passages, tree } = card;
    let mut nodes = Vec::new();
    push_elements(&mut nodes, tree);
    let mut drug = Map::new();
    drug.insert("@type".into(), "Drug".into());
    drug.insert("name".into(), facts.title.as_str().into());
    if let Some(generic) = facts.generic_name.as_ref().filter(|name| key(name) != key(&facts.title)) {
        drug.insert("nonProprietaryName".into(), generic.as_str().into());
    }
    for passage in passages {
        let PassageKind::Section(kind) = passage.kind else { continue };
        let text = passage.text.and_then(|node| nodes.get(node)).map(|node| text_of(node));
        if let (true, Some(name), Some(text)) = (passage.anchor == kind.id(), property(kind), text) {
            let before = drug.remove(name).and_then(|text| Some(format!("{}\n", text.as_str()?)));
            drug.insert(name.into(), (before.unwrap_or_default() + &text).into());
        }
    }
    let mut page = Map::new();
    if facts.provenance.is_some_and(|provenance| provenance.origin.is_machine()) {
        let machine = "https://schema.org/TrainedAlgorithmicMediaDigitalSource";
        page.insert("digitalSourceType".into(), machine.into());
    }
    let mut questions = Vec::new();
    for node in nodes {
        let CardNode::Element { attributes, children, .. } = node else { continue };
        match (attributes.part, children.as_slice()) {
            (Some(Part::Faq), [question, answer]) => questions.push(json!({
                "@type": "Question",
                "name": text_of(question),
                "acceptedAnswer": { "@type": "Answer", "text": text_of(answer) },
            })),
            (Some(part), _) if part.is_disclaimer() => {
                page.insert("usageInfo".into(), json!({ "@type": "CreativeWork", "text": text_of(node) }));
            }
            _ => {}
        }
    }
    let types =
        if questions.is_empty() { json!("MedicalWebPage") } else { json!(["MedicalWebPage", "FAQPage"]) };
    page.insert("@context".into(), "https://schema.org".into());
    page.insert("@type".into(), types);
    page.insert("name".into(), facts.title.as_str().into());
    page.insert("inLanguage".into(), facts.lang.tag().into());
    page.insert("about".into(), Value::Object(drug));
    add_record(&mut page, &facts.record);
    if !questions.is_empty() {
        page.insert("mainEntity".into(), questions.into());
    }
    Value::Object(page)
}

/// Adds what is recorded of the page.
fn add_record(page: &mut Map<String, Value>, record: &Record) {
    let status = record.status.map(|status| match status {
        Status::Draft => "Draft",
        Status::Active => "Active",
        Status::Withdrawn => "Withdrawn",
    });
    for (name, value) in [
        ("lastReviewed", record.reviewed.map(|day| day.to_string())),
        ("reviewedBy", record.reviewed_by.clone()),
        ("version", record.version.clone()),
        ("isBasedOn", record.source.clone()),
        ("creativeWorkStatus", status.map(str::to_string)),
    ] {
        if let Some(value) = value {
            page.insert(name.into(), value.into());
        }
    }
}

/// A monograph as JSON-LD for an export: its path as identifier, and in `creativeWorkStatus` what is wrong with its page.
#[must_use]
pub(crate) fn of_monograph(facts: &Facts, monograph: &Monograph) -> Value {
    let alerts = alerts(monograph);
    let context = Context { alerts: &alerts, ..Context::default() };
    let card = CardFile::new(facts.clone(), monograph, &cut(monograph), &context);
    let mut page = json_ld(&card);
    page["identifier"] = facts.path.as_str().into();
    if !alerts.is_empty() {
        let status = page["creativeWorkStatus"]
            .as_str()
            .filter(|_| !facts.record.is_withdrawn())
            .map(|status| format!("{status}. "));
        page["creativeWorkStatus"] = (status.unwrap_or_default() + &alerts.join(" ")).into();
    }
    page
}

/// The elements of a tree by their numbers.
fn push_elements<'a>(out: &mut Vec<&'a CardNode>, node: &'a CardNode) {
    if let CardNode::Element { children, .. } = node {
        out.push(node);
        children.iter().for_each(|child| push_elements(out, child));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monograph::parse;

    const PAGE: &str = "---\ntitle: Testamine\n---\n# Testamine\n\n### Usage\nFor 10<sup>8</sup> cells.\n\n\
                        ### Contraindications\nMilk.\n\n### FAQs\n* **Q: Is it red?** A: No, never.\n\n\
                        **Disclaimer:** Written by a machine, not clinically reviewed.\n";

    fn exported(page: &str) -> Value {
        let monograph = parse(page).monograph;
        let monograph = monograph.published();
        of_monograph(&Facts::new("t/testamine.md", "testamine", &monograph), &monograph)
    }

    #[test]
    fn only_what_the_card_says_by_properties_that_exist() {
        let data = exported(PAGE);
        assert_eq!(data["@type"], json!(["MedicalWebPage", "FAQPage"]));
        assert_eq!(data["about"]["description"], "For 10^8 cells.");
        assert_eq!(data["mainEntity"][0]["acceptedAnswer"]["text"], "No, never.");
        assert_eq!(data["digitalSourceType"], "https://schema.org/TrainedAlgorithmicMediaDigitalSource");
        assert!(data["usageInfo"]["text"].as_str().unwrap().contains("Written by a machine"));
        let names: Vec<&String> = data["about"].as_object().unwrap().keys().collect();
        assert_eq!(names, ["@type", "description", "name"], "schema.org has no contraindication on Drug");
        assert!(data.get("lastReviewed").is_none() && data.get("dateModified").is_none());
    }

    #[test]
    fn a_recorded_review_is_there_and_no_other_day() {
        let record = "reviewed: 2026-05-01\nreviewed_by: Ward Pharmacy\ntitle";
        let page = exported(&PAGE.replacen("title", record, 1));
        assert_eq!(
            (&page["lastReviewed"], &page["reviewedBy"]),
            (&json!("2026-05-01"), &json!("Ward Pharmacy"))
        );
        let withdrawn = exported(&PAGE.replacen("title", "status: withdrawn\ntitle", 1));
        assert_eq!(withdrawn["creativeWorkStatus"], "Withdrawn, day not recorded.");
        assert!(
            withdrawn.get("mainEntity").is_none() && withdrawn.get("lastReviewed").is_none(),
            "{withdrawn}"
        );
    }

    #[test]
    fn an_exported_page_says_what_it_is_and_what_is_wrong_with_it() {
        let page = exported(&PAGE.replace("Milk", "{details}"));
        assert_eq!(page["identifier"], "t/testamine.md");
        assert!(page["creativeWorkStatus"].as_str().unwrap().contains("placeholder"));
        assert!(exported(PAGE).get("creativeWorkStatus").is_none());
    }

    #[test]
    fn text_of_unknown_origin_is_not_called_a_machines() {
        let page = PAGE.replace("Written by a machine, not clinically reviewed", "No advice");
        let data = exported(&page);
        assert!(data.get("digitalSourceType").is_none());
    }
}
