//! Checks that what warns reaches the card of a bundle: the alerts of a page, and the copy of its serious side effects.

#![allow(clippy::unwrap_used, reason = "a test is free to unwrap")]

mod shelf;

use drug_card::internals::lexicon::Lexicon;
use serde_json::Value;
use shelf::{index, samples};

/// The last serious side effect of each sample page, as a reader finds it there.
const LAST_SERIOUS: [(&str, &str); 29] = [
    ("Amlodipine", "A blistering or peeling rash"),
    ("Amlodipine + Atorvastatin", "Fainting"),
    ("Amoxicillin", "seizures at very high doses"),
    ("Amoxicillin + Clavulanic Acid", "Fits at high doses or with kidney failure"),
    ("Atenolol", "Low blood sugar without the usual warning signs"),
    ("Atorvastatin", "Severe pain in the upper belly"),
    ("Citalopram", "A spell of unusually high mood and energy (mania)"),
    ("Escitalopram", "Mania"),
    ("Furosemide", "Sore throat and fever from low white blood cells"),
    ("Hydralazine", "Liver inflammation with yellow skin or eyes"),
    ("Hydroxyzine", "severe allergic reaction"),
    ("Ibuprofen", "Stiff neck with fever and headache"),
    ("Insulin Glargine", "Heart failure with breathlessness when combined with pioglitazone"),
    ("Interferon Beta-1a", "Severe allergic reaction"),
    ("Levothyroxine", "Severe allergic reaction"),
    ("Metformin", "Severe allergic reaction"),
    ("Metronidazole", "low white blood cell count"),
    ("Milrinone", "Bronchospasm: rare tightening of the airways with wheeze."),
    ("Morphine", "Severe allergic reaction"),
    ("Omeprazole", "Severe allergic reaction: swelling of the face, wheeze or collapse."),
    ("Ondansetron", "which the medicine can mask."),
    ("Paracetamol", "a fall in platelets or white blood cells"),
    ("Paracetamol + Ibuprofen", "Blistering rash"),
    ("Prednisolone", "Severe joint pain from bone death in the hip"),
    ("Salbutamol", "Swelling of the face or throat"),
    ("Salmeterol + Fluticasone", "severe allergic reaction"),
    ("Sertraline", "Eye pain with blurred sight"),
    ("Vancomycin", "Anaphylaxis: a true allergy, which is different from the infusion reaction."),
    ("Warfarin", "Purple toe syndrome: rare; painful, discoloured toes."),
];

/// The title and the tree of each card in the bundle of these sources.
fn cards(sources: &[(String, String)]) -> Vec<(String, Value)> {
    let shelf = index(sources, &Lexicon::builtin());
    let cards = shelf.files.iter().filter(|(name, _)| name.starts_with("cards/"));
    cards
        .map(|(_, bytes)| {
            let (header, tree) = std::str::from_utf8(bytes).unwrap().split_once('\n').unwrap();
            let header: Value = serde_json::from_str(header).unwrap();
            (header["title"].as_str().unwrap().to_string(), serde_json::from_str(tree).unwrap())
        })
        .collect()
}

/// The text of each element with this attribute. An element is a list: its tag, its attributes, what is in it.
fn texts(node: &Value, attribute: &str, value: &str) -> Vec<String> {
    let Value::Array(element) = node else { return Vec::new() };
    if element[1][attribute] == value {
        return vec![text(node)];
    }
    element[2..].iter().flat_map(|child| texts(child, attribute, value)).collect()
}

fn text(node: &Value) -> String {
    match node {
        Value::String(text) => text.clone(),
        Value::Array(element) => element[2..].iter().map(text).collect(),
        _ => String::new(),
    }
}

#[test]
fn a_card_of_a_bundle_says_what_is_wrong_with_its_page() {
    for (source, words) in [
        ("# Salvidone\nI cannot provide information on this medicine.\n", "decline"),
        ("# Salvidone\nI cannot describe this as one medicine.\n\n### Usage\nFor the heart.\n", "decline"),
        ("# Salvidone\n\n### Usage\nFor {condition}.\n", "{condition}"),
        (
            "---\ntitle: Levonadifloxacin\n---\n# Levonadifloxacin\n\n### Generic Name\nLevofloxacin\n",
            "Levofloxacin",
        ),
    ] {
        let cards = cards(&[("s/page.md".into(), source.into())]);
        assert_eq!(cards.len(), 1);
        let alerts = texts(&cards[0].1, "c", "alert");
        assert!(alerts.len() == 1 && alerts[0].contains(words), "{source:?} shows {alerts:?}");
    }
    for (title, card) in cards(&samples()) {
        assert_eq!(texts(&card, "c", "alert"), Vec::<String>::new(), "{title}");
    }
}

#[test]
fn the_copy_of_the_serious_effects_goes_on_to_the_last() {
    let cards = cards(&samples());
    for (title, last) in LAST_SERIOUS {
        let (_, card) = cards.iter().find(|(name, _)| name == title).unwrap();
        let copies = texts(card, "id", "serious");
        assert!(copies.len() == 1 && copies[0].contains(last), "{title}: \"{last}\" is not in {copies:?}");
    }
    let without = cards.iter().filter(|(_, card)| texts(card, "id", "serious").is_empty());
    assert_eq!(without.map(|(title, _)| title.as_str()).collect::<Vec<_>>(), ["Activated Charcoal"]);
}

#[test]
fn two_groups_of_serious_effects_are_both_copied() {
    let source = "# Salvidone\n\n### Side Effects\n**Serious side effects:**\n\n* Fits\n* Fainting\n\n\
                  **Very rare but serious side effects:**\n\n* Coma\n\n### Usage\nFor the heart.\n";
    let cards = cards(&[("s/salvidone.md".into(), source.into())]);
    let copies = texts(&cards[0].1, "id", "serious");
    for words in ["Fits", "Fainting", "Very rare but serious", "Coma"] {
        assert!(copies[0].contains(words), "\"{words}\" is not in {copies:?}");
    }
}
