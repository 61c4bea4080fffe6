//! Writes a monograph as a FHIR R5 `Composition` (<https://hl7.org/fhir/R5/composition.html>); what the source does not say is
//! marked as absent, never filled in.
//!
//! FHIR requires what few sources have: without a recorded day, `date` carries `data-absent-reason`, as `author` always does; without a
//! recorded status, `status` is `unknown`. `type` is a text without a code, since no LOINC code of a document fits (34391-3 is a
//! prescription label).

use crate::card::plain::text_of;
use crate::card::{alerts, provenance_line};
use crate::export::narrative::{narrative, sentence};
use crate::monograph::passage::Anchors;
use crate::monograph::{
    Block, Facts, Faq, Monograph, Record, Section, SectionKind, Status, plain_blocks, plain_inlines,
};
use crate::text::Language;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The longest id of a resource.
const LONGEST_ID: usize = 64;

/// The monograph as a `Composition`.
#[must_use]
pub(crate) fn composition(facts: &Facts, monograph: &Monograph) -> Value {
    let mut sections = Vec::new();
    if !is_empty(&monograph.preamble) {
        sections.push(json!({ "id": "preamble", "text": additional(&monograph.preamble) }));
    }
    let mut anchors = Anchors::default();
    let mut faqs = 0;
    for part in &monograph.sections {
        sections.push(section(&anchors.next(part.kind), part, &monograph.language, &mut faqs));
    }
    let mut notes = vec![text_of(&provenance_line(monograph))];
    notes.extend(alerts(monograph));
    let notes: Vec<Value> = notes.into_iter().map(|text| json!({ "text": text })).collect();
    let mut composition = json!({
        "resourceType": "Composition",
        "id": id(&facts.slug),
        "identifier": [{ "value": facts.path }],
        "language": monograph.language.tag(),
        "status": status(&facts.record),
        "type": { "text": "Drug monograph" },
        "author": [absent()],
        "title": facts.title,
        "note": notes,
    });
    add_record(&mut composition, &facts.record);
    // FHIR forbids empty arrays.
    if !sections.is_empty() {
        composition["section"] = sections.into();
    }
    composition
}

/// The code of the status; `deprecated` is FHIR's word for withdrawn.
fn status(record: &Record) -> &'static str {
    match record.status {
        None => "unknown",
        Some(Status::Draft) => "preliminary",
        Some(Status::Active) => "final",
        Some(Status::Withdrawn) => "deprecated",
    }
}

/// Adds the recorded review and version. The date of a composition is when it was last edited, of which a review is the last record.
fn add_record(composition: &mut Value, record: &Record) {
    match record.withdrawn.or(record.reviewed) {
        Some(day) => composition["date"] = day.to_string().into(),
        None => composition["_date"] = absent(),
    }
    if record.is_reviewed() {
        let mut attester = json!({ "mode": { "coding": [{
            "system": "http://hl7.org/fhir/composition-attestation-mode",
            "code": "professional",
        }] } });
        if let Some(day) = record.reviewed {
            attester["time"] = day.to_string().into();
        }
        if let Some(name) = &record.reviewed_by {
            attester["party"] = json!({ "display": name });
        }
        composition["attester"] = json!([attester]);
    }
    if let Some(version) = &record.version {
        composition["version"] = version.as_str().into();
    }
}

/// A required value that the source does not give.
fn absent() -> Value {
    json!({ "extension": [{
        "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
        "valueCode": "unknown",
    }] })
}

/// A resource's id has at most 64 letters, digits, hyphens and full stops.
fn id(slug: &str) -> String {
    if slug.len() <= LONGEST_ID && slug.is_ascii() {
        return slug.into();
    }
    let hash: String = Sha256::digest(slug).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let front: String = slug.chars().filter(char::is_ascii).take(LONGEST_ID - 17).collect();
    format!("{}-{hash}", front.trim_matches('-')).trim_start_matches('-').into()
}

/// Text before the first question belongs to the section; questions, and text after them, become sections inside it, which keeps
/// the order of the source.
fn section(anchor: &str, section: &Section, language: &Language, faqs: &mut usize) -> Value {
    let heading = plain_inlines(&section.heading);
    let heading =
        if heading.trim().is_empty() { section.kind.label_in(language).to_string() } else { heading };
    let mut value = head(anchor, &heading, section.kind);
    let mut inner: Vec<Value> = Vec::new();
    for run in section.blocks.chunk_by(|a, b| !is_faq(a) && !is_faq(b)) {
        if let [Block::Faq(faq)] = run {
            *faqs += 1;
            inner.push(question(*faqs, faq));
        } else if !is_empty(run) && inner.is_empty() {
            value["text"] = additional(run);
        } else if !is_empty(run) {
            inner.push(json!({ "text": additional(run) }));
        }
    }
    if !inner.is_empty() {
        value["section"] = inner.into();
    } else if value.get("text").is_none() {
        empty(&mut value, "The source has this heading and no text under it.");
    }
    value
}

fn question(number: usize, faq: &Faq) -> Value {
    let question = plain_inlines(&faq.question);
    let question = if question.trim().is_empty() { "(no question)".to_string() } else { question };
    let mut value = head(&format!("faq-{number}"), &question, SectionKind::Faqs);
    if is_empty(&faq.answer) {
        empty(&mut value, "The source has this question and no answer.");
    } else {
        value["text"] = additional(&faq.answer);
    }
    value
}

fn head(anchor: &str, title: &str, kind: SectionKind) -> Value {
    let (code, display) = kind.loinc();
    json!({
        "id": anchor,
        "title": title,
        "code": { "coding": [{ "system": "http://loinc.org", "code": code, "display": display }] },
    })
}

/// `unavailable`, not `nilknown`: a missing text says nothing about what it would have said. The narrative is there because a
/// section must have text, entries or sections (constraint cmp-1).
fn empty(section: &mut Value, text: &str) {
    section["text"] = json!({ "status": "generated", "div": sentence(text) });
    section["emptyReason"] = json!({ "coding": [{
        "system": "http://terminology.hl7.org/CodeSystem/list-empty-reason",
        "code": "unavailable",
        "display": "Unavailable",
    }] });
}

/// The source's text, which says more than the structured data around it.
fn additional(blocks: &[Block]) -> Value {
    json!({ "status": "additional", "div": narrative(blocks) })
}

fn is_faq(block: &Block) -> bool {
    matches!(block, Block::Faq(_))
}

fn is_empty(blocks: &[Block]) -> bool {
    plain_blocks(blocks).trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monograph::parse;

    const PAGE: &str = "---\ntitle: Testamine\n---\n# Testamine\n\nBefore & all.\n\n### Usage\n\n### Dosage\nOne.\n\n\
                        ### FAQs\n* **Q: Is it red?** A: No, never.\n* **Q: And blue?** A: Yes.\n";

    fn composed(page: &str) -> Value {
        let monograph = parse(page).monograph;
        let monograph = monograph.published();
        composition(&Facts::new("t/testamine.md", "testamine", &monograph), &monograph)
    }

    #[test]
    fn required_elements_are_there_and_nothing_is_invented() {
        let value = composed(PAGE);
        assert_eq!(value["status"], "unknown");
        assert_eq!(value["type"], json!({ "text": "Drug monograph" }));
        assert!(value.get("date").is_none());
        assert_eq!(value["_date"]["extension"][0]["valueCode"], "unknown");
        assert_eq!(value["author"][0]["extension"][0]["valueCode"], "unknown");
        assert_eq!(value["title"], "Testamine");
        assert!(value["note"][0]["text"].as_str().unwrap().starts_with("Origin not recorded"));
    }

    #[test]
    fn a_recorded_review_is_there_and_a_withdrawn_page_has_no_text() {
        let record = "reviewed: 2026-05-01\nreviewed_by: Ward Pharmacy\nstatus: active\nversion: 3\ntitle";
        let value = composed(&PAGE.replacen("title", record, 1));
        assert_eq!(
            (&value["status"], &value["date"], &value["version"]),
            (&json!("final"), &json!("2026-05-01"), &json!("3"))
        );
        assert_eq!(value["attester"][0]["time"], "2026-05-01");
        assert_eq!(value["attester"][0]["party"]["display"], "Ward Pharmacy");
        assert!(value.get("_date").is_none());
        let value = composed(&PAGE.replacen("title", "status: withdrawn\nwithdrawn: 2026-06-01\ntitle", 1));
        assert_eq!((&value["status"], &value["date"]), (&json!("deprecated"), &json!("2026-06-01")));
        assert!(value.get("section").is_none(), "{value}");
        assert!(value["note"].to_string().contains("Withdrawn on 1 June 2026."), "{value}");
    }

    #[test]
    fn a_heading_without_text_is_empty_for_a_reason_and_a_missing_section_is_not_there() {
        let value = composed(PAGE);
        let sections = value["section"].as_array().unwrap();
        let titles: Vec<_> =
            sections.iter().map(|section| section["title"].as_str().unwrap_or_default()).collect();
        assert_eq!(titles, ["", "Usage", "Dosage", "FAQs"]);
        assert_eq!(sections[1]["emptyReason"]["coding"][0]["code"], "unavailable");
        assert!(sections[1]["text"]["div"].as_str().unwrap().contains("no text under it"));
        for section in [&sections[0], &sections[2], &sections[3]] {
            assert!(section.get("emptyReason").is_none(), "{section}");
        }
        assert_eq!(sections[2]["code"]["coding"][0]["code"], "34068-7");
        let questions = sections[3]["section"].as_array().unwrap();
        assert_eq!(questions[1]["id"], "faq-2");
        assert!(questions[0]["text"]["div"].as_str().unwrap().contains("<p>No, never.</p>"));
    }

    #[test]
    fn what_is_wrong_with_a_page_is_in_its_notes() {
        let page = PAGE.replace("One.", "{details}");
        let value = composed(&page);
        assert!(value["note"][1]["text"].as_str().unwrap().contains("placeholder"), "{}", value["note"]);
    }

    #[test]
    fn an_id_has_at_most_64_characters() {
        assert_eq!(id("milrinone"), "milrinone");
        let (one, other) = (id(&"a".repeat(90)), id(&"a".repeat(91)));
        assert!(one.len() == LONGEST_ID && one != other);
    }
}
