//! A question of a class of medicines lists its members, never a medicine whose text only mentions the class.

#![allow(clippy::unwrap_used, reason = "a test is free to unwrap")]

mod shelf;

use drug_card::internals::lexicon::Lexicon;
use shelf::{Shelf, index, titled};
use std::collections::BTreeSet;

/// Pages with a usage and a mechanism each.
fn pages(texts: &[(&str, &str, &str)]) -> Shelf {
    let source = |(title, usage, works): &(&str, &str, &str)| {
        titled(title, &format!("### Usage\n{usage}\n\n### How it works\n{works}\n"))
    };
    index(&texts.iter().map(source).collect::<Vec<_>>(), &Lexicon::builtin())
}

fn listed(shelf: &Shelf, query: &str) -> BTreeSet<String> {
    shelf.ask(query).answers.into_iter().map(|answer| answer.title).collect()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_string()).collect()
}

#[test]
fn a_class_lists_its_members_and_no_page_that_only_speaks_of_it() {
    let shelf = pages(&[
        ("Amlodipine", "Amlodipine lowers blood pressure.", "It relaxes blood vessels."),
        ("Verapamil", "Verapamil slows a fast heart.", "Verapamil is a calcium channel blocker."),
        (
            "Calcium Gluconate",
            "Calcium gluconate treats poisoning by a calcium channel blocker.",
            "It brings calcium to the heart, against a calcium channel blocker.",
        ),
        ("Atorvastatin", "Atorvastatin lowers cholesterol.", "It blocks an enzyme of the liver."),
        (
            "Ezetimibe",
            "Ezetimibe lowers cholesterol when a statin is not enough.",
            "With a statin it does more than the statin alone.",
        ),
        ("Warfarin", "Warfarin prevents blood clots.", "Warfarin is an anticoagulant."),
        (
            "Tranexamic Acid",
            "Tranexamic acid stops bleeding, also under an anticoagulant.",
            "It works against an anticoagulant by keeping clots whole.",
        ),
        (
            "Infliximab",
            "Infliximab is a tumor necrosis factor alpha blocker used for arthritis.",
            "It binds.",
        ),
        ("Doxazosin", "Doxazosin eases the flow of urine.", "It relaxes muscles."),
        (
            "Amlodipine + Atorvastatin",
            "Amlodipine with atorvastatin lowers blood pressure and cholesterol.",
            "It joins both.",
        ),
    ]);
    for (query, members) in [
        ("calcium channel blockers", &["Amlodipine", "Verapamil", "Amlodipine + Atorvastatin"][..]),
        ("which statins are there", &["Atorvastatin", "Amlodipine + Atorvastatin"]),
        ("anticoagulants", &["Warfarin"]),
        ("alpha blockers", &["Doxazosin"]),
        ("beta blockers", &[]),
    ] {
        assert_eq!(listed(&shelf, query), set(members), "{query}");
    }
    let first = shelf.ask("calcium channel blockers").answers;
    assert_eq!(first.last().unwrap().title, "Amlodipine + Atorvastatin", "single medicines come first");
}

#[test]
fn a_purpose_beside_the_class_must_be_met_too() {
    let shelf = pages(&[
        ("Propranolol", "Propranolol prevents migraine.", "It is a beta blocker."),
        ("Bisoprolol", "Bisoprolol treats heart failure.", "It is a beta blocker."),
        ("Sumatriptan", "Sumatriptan treats migraine.", "It narrows blood vessels."),
    ]);
    assert_eq!(listed(&shelf, "beta blocker for migraine"), set(&["Propranolol"]));
    assert_eq!(listed(&shelf, "beta blocker for scabies"), set(&[]));
    assert_eq!(listed(&shelf, "beta blocker side effects"), set(&[]), "never one medicine's effects");
}

#[test]
fn a_medicine_that_no_register_has_is_of_the_class_that_its_first_sentence_says() {
    let shelf = pages(&[
        ("Novelolol", "Novelolol is a beta blocker used for angina.", "It slows the heart."),
        (
            "Contrelin",
            "Contrelin is an antidote used after too much of a beta blocker.",
            "It wakes the heart.",
        ),
        ("Addonine", "Addonine is used with a beta blocker.", "A beta blocker works with it."),
    ]);
    assert_eq!(listed(&shelf, "beta blockers"), set(&["Novelolol"]));
}

#[test]
fn an_antidote_to_a_class_is_none_of_its_members() {
    let shelf = pages(&[
        ("Morphine", "Morphine treats severe pain.", "Morphine is an opioid."),
        ("Naloxone", "Naloxone is the antidote to an opioid: it reverses an opioid overdose.", "It blocks."),
    ]);
    assert_eq!(listed(&shelf, "opioids"), set(&["Morphine"]));
    assert_eq!(listed(&shelf, "antidote for opioids"), set(&["Naloxone"]));
}

#[test]
fn a_question_in_one_direction_is_not_answered_with_the_opposite() {
    let shelf = pages(&[
        ("Patiromer", "Patiromer treats hyperkalemia (high potassium).", "It binds potassium."),
        (
            "Potassium Chloride",
            "Potassium chloride treats hypokalemia, low levels of potassium, also with high blood pressure.",
            "It is a potassium salt.",
        ),
        ("Atropine", "Atropine treats bradycardia (a slow heart rate).", "It wakes the heart."),
        (
            "Metoprolol",
            "Metoprolol slows the heart rate and treats high blood pressure.",
            "It slows the rate of the heart.",
        ),
        ("Glucagon", "Glucagon treats hypoglycemia (low blood sugar).", "It frees sugar."),
        (
            "Saxagliptin",
            "Saxagliptin improves blood sugar in diabetes without causing low blood sugar (hypoglycemia).",
            "It keeps a hormone of the gut.",
        ),
        ("Anagrelide", "Anagrelide treats a high count of platelets.", "It slows their making."),
        (
            "Oprelvekin",
            "Oprelvekin raises platelets where the risk of bleeding is high.",
            "It feeds the marrow.",
        ),
    ]);
    for (query, medicines) in [
        ("drug for high potassium", &["Patiromer"][..]),
        ("drug for low potassium", &["Potassium Chloride"]),
        ("medicine for slow heart rate", &["Atropine"]),
        ("medicine for low blood sugar", &["Glucagon"]),
        ("medicine for high platelets", &["Anagrelide"]),
    ] {
        assert_eq!(listed(&shelf, query), set(medicines), "{query}");
    }
}
