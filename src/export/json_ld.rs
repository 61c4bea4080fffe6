//! Owns the card as schema.org data: only properties that exist on the type, nothing that the card does not say.
//!
//! There is no `lastReviewed`, since no review is recorded, and no coded drug, since the source has no codes.

use crate::card::plain::text_of;
use crate::card::{CardNode, Context, Tag, UiStrings, alerts, card};
use crate::monograph::{Facts, Monograph};
use crate::text::Language;
use serde_json::{Map, Value, json};

/// Which property of <https://schema.org/Drug> the text of a section is; a section without one is not guessed into another.
const PROPERTIES: [(&str, &str); 6] = [
    ("boxed_warning", "warning"),
    ("how_it_works", "mechanismOfAction"),
    ("overdose", "overdosage"),
    ("precautions", "warning"),
    ("pregnancy", "pregnancyWarning"),
    ("usage", "description"),
];

/// The card of `title` as JSON-LD.
#[must_use]
pub fn json_ld(title: &str, language: &Language, tree: &CardNode) -> Value {
    let words = UiStrings::of(language);
    let mut drug = Map::new();
    drug.insert("@type".into(), "Drug".into());
    drug.insert("name".into(), title.into());
    let mut questions = Vec::new();
    let mut page = Map::new();
    walk(tree, &mut |node| {
        let CardNode::Element { tag, attributes, children } = node else { return };
        let text = || text_of(node);
        match attributes.class {
            "other-names" => {
                if let Some(generic) = text().strip_prefix(words.generic_name) {
                    drug.insert("nonProprietaryName".into(), generic.into());
                }
            }
            "provenance" if text().contains("Machine-written") || text().contains("AI-generated") => {
                page.insert(
                    "digitalSourceType".into(),
                    "https://schema.org/TrainedAlgorithmicMediaDigitalSource".into(),
                );
            }
            "section notice" | "notice" => {
                page.insert("usageInfo".into(), json!({ "@type": "CreativeWork", "text": text() }));
            }
            class if class.starts_with("section") && *tag == Tag::Section => {
                let id = attributes.id.as_deref().unwrap_or_default();
                if let (Some((_, name)), Some(body)) =
                    (PROPERTIES.iter().find(|(kind, _)| *kind == id), children.last())
                {
                    let old = drug.remove(*name).and_then(|old| Some(format!("{}\n", old.as_str()?)));
                    drug.insert(
                        (*name).into(),
                        format!("{}{}", old.unwrap_or_default(), text_of(body)).into(),
                    );
                }
            }
            "faq" => {
                if let [question, answer] = children.as_slice() {
                    questions.push(json!({
                        "@type": "Question",
                        "name": text_of(question),
                        "acceptedAnswer": { "@type": "Answer", "text": text_of(answer) },
                    }));
                }
            }
            _ => {}
        }
    });
    let types =
        if questions.is_empty() { json!("MedicalWebPage") } else { json!(["MedicalWebPage", "FAQPage"]) };
    page.insert("@context".into(), "https://schema.org".into());
    page.insert("@type".into(), types);
    page.insert("name".into(), title.into());
    page.insert("inLanguage".into(), language.tag().into());
    page.insert("about".into(), Value::Object(drug));
    if !questions.is_empty() {
        page.insert("mainEntity".into(), questions.into());
    }
    Value::Object(page)
}

/// A monograph as JSON-LD for an export: its path as identifier, and in `creativeWorkStatus` what is wrong with its page.
#[must_use]
pub fn of_monograph(facts: &Facts, monograph: &Monograph) -> Value {
    let alerts = alerts(monograph);
    let context = Context { alerts: &alerts, ..Context::default() };
    let mut page = json_ld(&facts.title, &facts.lang, &card(monograph, &context));
    page["identifier"] = facts.path.as_str().into();
    if !alerts.is_empty() {
        page["creativeWorkStatus"] = alerts.join(" ").into();
    }
    page
}

fn walk<'a>(node: &'a CardNode, visit: &mut impl FnMut(&'a CardNode)) {
    visit(node);
    if let CardNode::Element { children, .. } = node {
        children.iter().for_each(|child| walk(child, visit));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monograph::parse;

    const PAGE: &str = "---\ntitle: Testamine\n---\n# Testamine\n\n### Usage\nFor 10<sup>8</sup> cells.\n\n\
                        ### Contraindications\nMilk.\n\n### FAQs\n* **Q: Is it red?** A: No, never.\n\n\
                        **Disclaimer:** Written by a machine, not clinically reviewed.\n";

    #[test]
    fn only_what_the_card_says_by_properties_that_exist() {
        let data =
            json_ld("Testamine", &Language::ENGLISH, &card(&parse(PAGE).monograph, &Context::default()));
        assert_eq!(data["@type"], json!(["MedicalWebPage", "FAQPage"]));
        assert_eq!(data["about"]["description"], "For 10^8 cells.");
        assert_eq!(data["mainEntity"][0]["acceptedAnswer"]["text"], "No, never.");
        assert_eq!(data["digitalSourceType"], "https://schema.org/TrainedAlgorithmicMediaDigitalSource");
        assert!(data["usageInfo"]["text"].as_str().unwrap().contains("Written by a machine"));
        let names: Vec<&String> = data["about"].as_object().unwrap().keys().collect();
        assert_eq!(names, ["@type", "description", "name"], "schema.org has no contraindication on Drug");
        assert!(data.get("lastReviewed").is_none() && data.get("dateModified").is_none());
    }

    fn exported(page: &str) -> Value {
        let monograph = parse(page).monograph;
        of_monograph(&Facts::new("t/testamine.md", "testamine", &monograph), &monograph)
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
        let data =
            json_ld("Testamine", &Language::ENGLISH, &card(&parse(&page).monograph, &Context::default()));
        assert!(data.get("digitalSourceType").is_none());
    }
}
