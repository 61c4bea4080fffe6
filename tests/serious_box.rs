//! The box of serious side effects: whole items, all that call themselves serious, and nothing without an item.
#![allow(clippy::unwrap_used, reason = "a test may panic; that is how it fails")]

use drug_card::internals::card::{CardNode, Context, Part, Tag, card};
use drug_card::internals::monograph::parse;

/// The items and paragraphs of the box, `* ` before an item; empty where there is no box.
fn lines(side_effects: &str) -> Vec<String> {
    let page = format!("# Salvidone\n### Usage\nPain.\n### Side Effects\n{side_effects}\n");
    let card = card(&parse(&page).monograph, &Context::default());
    let mut out = Vec::new();
    if let CardNode::Element { children, .. } = &card {
        children.iter().filter(|node| is_box(node)).for_each(|node| push(node, &mut out));
    }
    out
}

fn is_box(node: &CardNode) -> bool {
    matches!(node, CardNode::Element { attributes, .. } if attributes.part == Some(Part::Serious))
}

fn push(node: &CardNode, out: &mut Vec<String>) {
    let CardNode::Element { tag, attributes, children } = node else { return };
    match (tag, &attributes.part) {
        (_, Some(Part::CopyMark | Part::SectionHeading)) => {}
        (Tag::Li, _) => out.push(format!("* {}", text(node))),
        (Tag::P, _) => out.push(text(node)),
        _ => children.iter().for_each(|child| push(child, out)),
    }
}

fn text(node: &CardNode) -> String {
    match node {
        CardNode::Text(text) => text.clone(),
        CardNode::Element { children, .. } => children.iter().map(text).collect(),
    }
}

/// What the source says, and what the box shows.
const CASES: &[(&str, &[&str])] = &[
    // The call for help stays with its effect.
    (
        "Less common but serious:\n* Severe skin reactions. Seek medical attention if they occur.\n* Seizures",
        &[
            "Less common but serious",
            "* Severe skin reactions. Seek medical attention if they occur.",
            "* Seizures",
        ],
    ),
    (
        "* **Serious:** Seizures. If these occur, seek immediate medical attention.",
        &["Seizures.", "If these occur, seek immediate medical attention."],
    ),
    // An item under "common" that says of itself that it is serious.
    (
        "Common side effects include:\n* Headache\n* Low blood sugar: It can be life-threatening.\n\
         * Bleeding (contact your doctor immediately)\n* Elevated enzymes (rarely serious)",
        &["* Low blood sugar: It can be life-threatening.", "* Bleeding (contact your doctor immediately)"],
    ),
    // An item that ranks a part of itself is there as a whole, with the name of the drug.
    (
        "**Serious side effects:**\n* **Ramipril:** Severe allergic reactions, low pressure.\n* Seizures",
        &["* Ramipril: Severe allergic reactions, low pressure.", "* Seizures"],
    ),
    ("* Amoxicillin: Nausea. Rarely, serious rash.", &["* Amoxicillin: Nausea. Rarely, serious rash."]),
    // No box for a sentence that names nothing.
    ("Nausea is common. Less common but serious side effects are possible.", &[]),
    ("Headache. Nausea.", &[]),
];

#[test]
fn the_box_holds_whole_items_and_all_that_call_themselves_serious() {
    for (source, shown) in CASES {
        assert_eq!(lines(source), *shown, "{source}");
    }
}

#[test]
fn an_item_that_calls_itself_serious_ranks_no_other_item() {
    let page = "# S\n### Side Effects\n**Mild:**\n* Headache\n\nOther effects:\n* Severe rash\n";
    let effects = parse(page).monograph.side_effects;
    let names: Vec<_> = effects.iter().map(|group| (group.bucket, group.effects.len())).collect();
    use drug_card::internals::monograph::Bucket::{Other, Serious};
    assert_eq!(names, [(Other, 1), (Other, 1), (Serious, 0)]);
}
