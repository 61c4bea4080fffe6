//! What a card must never do: lose a word, hide a warning, leave out its provenance.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

#[path = "support/added_parts.rs"]
mod added_parts;
mod support;

use added_parts::ADDED;
use drug_card::internals::card::{
    Attributes, CardNode, Context, Part, SectionFlags, Tag, alerts, card, in_source_order,
};
use drug_card::internals::monograph::{Block, Monograph, parse, plain_blocks, plain_inlines};
use drug_card::internals::text::fold::key;
use std::fs;
use std::path::{Path, PathBuf};

/// The monographs of this repository.
fn samples() -> Vec<(PathBuf, String)> {
    let languages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/languages");
    texts(support::samples().into_iter().chain(support::markdown(&languages)))
}

fn texts(paths: impl IntoIterator<Item = PathBuf>) -> Vec<(PathBuf, String)> {
    let texts = paths.into_iter().map(|path| (path.clone(), fs::read_to_string(&path).unwrap()));
    texts.filter(|(path, _)| !path.ends_with("README.md")).collect()
}

#[test]
#[ignore = "needs the corpus beside the project"]
fn the_cards_of_the_corpus_keep_the_same_rules() {
    let corpus = texts(support::corpus());
    keep_every_word_in_order(&corpus);
    match_their_html(&corpus);
    show_provenance_first_and_hide_no_warning(&corpus);
    jump_to_unique_anchors(&corpus);
}

fn card_of(monograph: &Monograph) -> CardNode {
    card(monograph, &Context { alerts: &alerts(monograph), ..Context::default() })
}

/// Letters and digits only: punctuation and spaces do not count.
fn letters(text: &str) -> String {
    key(text).replace(' ', "")
}

fn own_text(node: &CardNode, out: &mut String) {
    match node {
        CardNode::Text(text) => out.push_str(text),
        CardNode::Element { attributes, .. } if attributes.part.is_some_and(|part| ADDED.contains(&part)) => {
        }
        CardNode::Element { children, .. } => children.iter().for_each(|child| own_text(child, out)),
    }
}

fn source_text(monograph: &Monograph) -> String {
    let mut out = if monograph.heading.is_empty() {
        monograph.title.clone()
    } else {
        plain_inlines(&monograph.heading)
    };
    out.push_str(&plain_blocks(&monograph.preamble));
    for section in &monograph.sections {
        out.push_str(&plain_inlines(&section.heading));
        out.push_str(&plain_blocks(&section.blocks));
    }
    out
}

#[test]
fn every_word_of_the_monograph_is_on_its_card_in_order() {
    keep_every_word_in_order(&samples());
}

fn keep_every_word_in_order(pages: &[(PathBuf, String)]) {
    for (path, source) in pages {
        let monograph = parse(source).monograph;
        let mut shown = String::new();
        let card = card_of(&monograph);
        own_text(&in_source_order(&card), &mut shown);
        assert!(
            letters(&shown) == letters(&source_text(&monograph)),
            "{} loses or moves text",
            path.display()
        );
        // In the order for use, whole sections move and nothing else.
        assert_eq!(
            texts_of_sections(&card),
            texts_of_sections(&in_source_order(&card)),
            "{}",
            path.display()
        );
    }
}

/// The own text of each child of a card, sorted.
fn texts_of_sections(card: &CardNode) -> Vec<String> {
    let CardNode::Element { children, .. } = card else { return Vec::new() };
    let text = |child: &CardNode| {
        let mut out = String::new();
        own_text(child, &mut out);
        out
    };
    let mut texts: Vec<String> = children.iter().map(text).collect();
    texts.sort();
    texts
}

/// The parts and anchors of the children of a card, in order.
fn outline(page: &str) -> Vec<String> {
    let CardNode::Element { children, .. } = card_of(&parse(page).monograph) else { return Vec::new() };
    let name = |child: &CardNode| match child {
        CardNode::Text(text) => text.clone(),
        CardNode::Element { attributes, .. } => {
            attributes.id.clone().unwrap_or_else(|| attributes.part.map_or("", Part::name).into())
        }
    };
    children.iter().map(name).collect()
}

const PAGE: &str = "---\ntitle: X\n---\n# X\n\nBefore.\n\n### Usage\nItch.\n\n### Side Effects\n* **Serious:** a bang\n\n\
                    ### Boxed Warning\nDeath.\n\n### Dosage\n5 mg.\n\n### Storage\nCool.\n\n### Disclaimer\nNo advice.\n";

#[test]
fn a_card_starts_with_what_is_needed_at_the_bedside() {
    let order =
        ["strip", "header", "boxed_warning", "serious", "dosage", "preamble", "usage", "side_effects"];
    assert_eq!(outline(PAGE), [&order[..], &["storage", "foot"]].concat());
}

#[test]
fn a_boxed_warning_inside_a_section_has_its_box_and_the_first_link() {
    let page = "---\ntitle: X\n---\n# X\n\n### Precautions\nCare.\n\n#### Boxed Warning\nDeath.\n\nMore.\n\n#### Contraindications\nMilk.\n";
    let (mut boxes, mut jumps, mut ids) = (0, Vec::new(), Vec::new());
    walk(&card_of(&parse(page).monograph), &mut Vec::new(), &mut |_, attributes, _| {
        boxes += usize::from(attributes.part == Some(Part::Boxed));
        jumps.extend(attributes.to.clone());
        ids.extend(attributes.id.clone());
    });
    assert_eq!(
        (boxes, &*jumps),
        (1, &["boxed_warning", "contraindications", "precautions"].map(String::from)[..])
    );
    assert!(ids.contains(&"contraindications".into()), "{ids:?}");
}

#[test]
fn a_section_that_only_repeats_the_name_is_marked() {
    for (names, repeats) in [("X", true), ("Anothermycin", true), ("Anothermycin\n\nOnce Otheramide.", false)]
    {
        let page = format!("---\ntitle: X\n---\n# X\n\n### Generic Name\n{names}\n\n### Usage\nItch.\n");
        let mut found = false;
        walk(&card_of(&parse(&page).monograph), &mut Vec::new(), &mut |_, attributes, _| {
            found |= matches!(attributes.part, Some(Part::Section(SectionFlags { repeats: true, .. })));
        });
        assert_eq!(found, repeats, "{names}");
    }
}

/// Calls `visit` with each element, and with everything around it: the tag and whether it is open.
fn walk<'a>(
    node: &'a CardNode,
    around: &mut Vec<(Tag, bool)>,
    visit: &mut impl FnMut(Tag, &'a Attributes, &[(Tag, bool)]),
) {
    if let CardNode::Element { tag, attributes, children } = node {
        visit(*tag, attributes, around);
        around.push((*tag, attributes.open));
        children.iter().for_each(|child| walk(child, around, visit));
        around.pop();
    }
}

/// Names, classes and texts of a tree in document order.
fn sequence(node: &CardNode, out: &mut Vec<String>) {
    match node {
        // Adjacent texts are one text in markup.
        CardNode::Text(text) => match out.last_mut() {
            Some(last) if last.starts_with('“') => last.push_str(text),
            _ if text.is_empty() => {}
            _ => out.push(format!("“{text}")),
        },
        CardNode::Element { tag, attributes, children } => {
            let name = match tag {
                Tag::Heading => format!("h{}", (2 + attributes.level.unwrap_or(0)).min(6)),
                Tag::Jump => "a".into(),
                other => other.name().into(),
            };
            let class = attributes.part.map(Part::class).unwrap_or_default();
            out.push(format!("<{name} {class}"));
            children.iter().for_each(|child| sequence(child, out));
            if !matches!(tag, Tag::Br | Tag::Hr) {
                out.push(format!("</{name}"));
            }
        }
    }
}

/// The same for HTML: split at each tag, with classes read and the four escapes undone.
fn sequence_of_html(html: &str) -> Vec<String> {
    let mut out = Vec::new();
    for piece in html.trim_end().split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect("each tag ends");
        let name = tag.split(' ').next().unwrap_or_default();
        let class =
            tag.split_once("class=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default();
        out.push(if name.starts_with('/') { format!("<{name}") } else { format!("<{name} {class}") });
        let text =
            text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        if !text.is_empty() {
            out.push(format!("“{text}"));
        }
    }
    out
}

#[test]
fn html_has_the_structure_of_the_tree() {
    match_their_html(&samples());
}

fn match_their_html(pages: &[(PathBuf, String)]) {
    for (path, source) in pages {
        let tree = card_of(&parse(source).monograph);
        let mut want = Vec::new();
        sequence(&tree, &mut want);
        let html = drug_card::internals::card::html::fragment(&tree, 2);
        assert!(sequence_of_html(&html) == want, "{}", path.display());
    }
}

#[test]
fn provenance_comes_first_and_no_warning_is_behind_a_click() {
    show_provenance_first_and_hide_no_warning(&samples());
}

fn show_provenance_first_and_hide_no_warning(pages: &[(PathBuf, String)]) {
    for (path, source) in pages {
        let tree = card_of(&parse(source).monograph);
        let CardNode::Element { children, .. } = &tree else { panic!("a card is an element") };
        let Some(CardNode::Element { attributes, children: strip, .. }) = children.first() else {
            panic!("a card has children")
        };
        let first = |node: &CardNode| matches!(node, CardNode::Element { attributes, .. } if attributes.part == Some(Part::Provenance));
        assert!(strip.first().is_some_and(first), "{}", path.display());
        assert_eq!(attributes.part, Some(Part::Strip), "{}", path.display());
        let (mut disclaimers, mut sources) = (0, 0);
        walk(&tree, &mut Vec::new(), &mut |tag, attributes, around| {
            let closed = around.iter().any(|(tag, open)| *tag == Tag::Details && !open);
            let is_disclaimer = attributes.part.is_some_and(Part::is_disclaimer);
            disclaimers += usize::from(is_disclaimer);
            sources += usize::from(attributes.part == Some(Part::Source));
            let warns = is_disclaimer
                || matches!(attributes.part, Some(Part::Serious | Part::Alert | Part::Completeness));
            assert!(!(warns && closed), "{} hides {:?}", path.display(), attributes.part);
            assert!(tag != Tag::Details || attributes.part == Some(Part::Faq), "only questions fold");
        });
        assert!(disclaimers >= 1, "{} has no disclaimer", path.display());
        assert_eq!(sources, 1);
    }
}

#[test]
fn every_jump_leads_to_an_anchor_and_every_anchor_is_unique() {
    jump_to_unique_anchors(&samples());
}

fn jump_to_unique_anchors(pages: &[(PathBuf, String)]) {
    for (path, source) in pages {
        let tree = card_of(&parse(source).monograph);
        let (mut ids, mut jumps) = (Vec::new(), Vec::new());
        walk(&tree, &mut Vec::new(), &mut |_, attributes, _| {
            ids.extend(attributes.id.clone());
            jumps.extend(attributes.to.clone());
        });
        assert!(jumps.iter().all(|to| ids.contains(to)), "{}: {jumps:?} {ids:?}", path.display());
        let unique: std::collections::BTreeSet<&String> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{}: {ids:?}", path.display());
    }
}

#[test]
fn a_page_without_a_disclaimer_gets_the_built_in_one() {
    let tree = card_of(&parse("---\ntitle: X\n---\n# X\n\n### Usage\nFor tests.\n").monograph);
    let text = format!("{tree:?}");
    assert!(text.contains("has no disclaimer"));
    assert!(text.contains("Origin not recorded, review not recorded."));
    assert!(text.contains("This page has no sections on Dosage, Side effects"));
}

#[test]
fn an_answer_that_warns_is_open() {
    let page = "---\ntitle: X\n---\n# X\n\n### FAQs\n* **Q: What if I take too much?** A: Get medical help at once.\n* **Q: What colour is it?** A: White.\n\
                * **Q: May I skip doses?** A: You may feel well. Even so, never stop it by yourself.\n\
                * **Q: What if it hurts?** A: Rest first, then seek immediate care.\n\
                * **Q: Is much worse?** A: Yes, it can be fatal.\n* **Q: And then?** A: Don't stop it.\n\
                * **Q: Who makes it?** A: Pharmacists do.\n";
    let monograph = parse(page).monograph;
    assert_eq!(monograph.faqs().count(), 7);
    assert!(
        monograph
            .sections
            .iter()
            .all(|section| section.blocks.iter().all(|block| matches!(block, Block::Faq(_))))
    );
    let mut open = Vec::new();
    walk(&card_of(&monograph), &mut Vec::new(), &mut |tag, attributes, _| {
        if tag == Tag::Details {
            open.push(attributes.open);
        }
    });
    assert_eq!(open, [true, false, true, true, true, true, false]);
}

#[test]
fn only_a_section_that_informs_may_fold() {
    let page = "---\ntitle: X\n---\n# X\n\n### Usage\nFor itch.\n\n### Dosage\nDo not take it with milk.\n\n\
                ### Contraindications\nMilk.\n\n### Side Effects\nSleep.\n\n### Storage\nCool.\n\n### Moonlight\nNone.\n";
    let mut foldable = Vec::new();
    walk(&card_of(&parse(page).monograph), &mut Vec::new(), &mut |_, attributes, _| {
        if matches!(attributes.part, Some(Part::Section(SectionFlags { foldable: true, .. }))) {
            foldable.extend(attributes.id.clone());
        }
    });
    assert_eq!(foldable, ["usage", "storage"]);
}

#[test]
fn tall_man_letters_are_shown_and_the_plain_name_is_read_out() {
    let monograph = parse("---\ntitle: Hydroxyzine\n---\n# Hydroxyzine\n\n### Usage\nFor itch.\n").monograph;
    let tree = card(&monograph, &Context { tall: Some("hydrOXYzine"), ..Context::default() });
    let (mut label, mut shown) = (None, String::new());
    walk(&tree, &mut Vec::new(), &mut |_, attributes, _| {
        if attributes.part == Some(Part::Name) {
            label = attributes.label.clone();
        }
    });
    own_text(&tree, &mut shown);
    assert_eq!(label.as_deref(), Some("Hydroxyzine"));
    assert!(shown.starts_with("hydrOXYzine"));
}

#[test]
fn no_style_of_a_page_reaches_what_a_card_says() {
    let table = include_str!("../www/elements/interface.json");
    let table: serde_json::Value = serde_json::from_str(table).expect("JSON");
    let listed = table["elements"][0]["parts"].as_array().expect("the parts of <drug-card>");
    let names: Vec<&str> = listed.iter().filter_map(|part| part["name"].as_str()).collect();
    let all = Part::Section(SectionFlags {
        faqs: true,
        foldable: true,
        disclaimer: true,
        boxed: true,
        dose: true,
        repeats: true,
    });
    for part in Part::ALL.into_iter().chain([all]) {
        for name in part.class().split(' ') {
            assert!(!names.contains(&name), "a page can style {name}");
        }
    }
}
