//! The first monograph of the project: its card is complete, and every section is recognised.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod support;

use drug_card::internals::card::{Context, card, html};
use drug_card::internals::monograph::SectionKind::{
    self, Disclaimer, Faqs, GenericName, HowItWorks, Note, SideEffects, Usage,
};
use drug_card::internals::monograph::{Bucket, parse};
use drug_card::internals::read::diagnostic::Severity;

#[test]
#[ignore = "needs the corpus beside the project"]
fn the_seed_of_the_corpus_is_whole_on_its_card() {
    let source = std::fs::read_to_string(support::shared::need("seed/milrinone.md")).unwrap();
    let parsed = parse(&source);
    let monograph = &parsed.monograph;
    let heavy =
        parsed.diagnostics.iter().filter(|diagnostic| diagnostic.rule.severity() > Severity::Note).count();
    assert_eq!(heavy, 0, "{:?}", parsed.diagnostics);
    let kinds: Vec<SectionKind> = monograph.sections.iter().map(|section| section.kind).collect();

    assert_eq!(kinds, [GenericName, Usage, SideEffects, HowItWorks, Faqs, Disclaimer, Note]);
    assert_eq!(monograph.faqs().count(), 5);
    let serious: Vec<&String> = monograph.effects(Bucket::Serious).flat_map(|group| &group.effects).collect();
    assert_eq!(serious.len(), 5, "{serious:?}");
    assert!(monograph.effects(Bucket::Common).next().is_some());

    let html = html::fragment(&card(monograph, &Context::default()), 2);
    assert!(html.contains("AI-generated or crowd-sourced, review not recorded."));
    assert_eq!(html.matches("<details").count(), 5);
    let at = |words: &str| html.find(words).unwrap_or_else(|| panic!("the card says {words:?}"));
    assert!(at("id=\"serious\"") < at("id=\"usage\""), "what is serious comes first");
    assert!(at("Life-threatening arrhythmias") < at("id=\"usage\""));
    assert_eq!(html.matches("Thrombocytopenia").count(), 2, "the copy at the top, and the section itself");
    assert!(html.contains("It's <em>not</em> a long-term treatment"));
}
