//! Compares what Rust and JavaScript both know with `contract.json`; `front-end/contract.test.js` is the other side.
#![allow(clippy::unwrap_used, reason = "a test may panic; that is how it fails")]

use drug_card::internals::bundle::{card_file, root};
use drug_card::internals::index::format::name_shard::NameKind;
use drug_card::internals::index::format::page_rows;
use drug_card::internals::monograph::SectionKind;
use serde_json::{Value, json};

fn contract() -> Value {
    serde_json::from_str(include_str!("contract.json")).unwrap()
}

#[test]
fn formats_are_those_of_the_front_end() {
    assert_eq!(contract()["formats"], json!({ "root": root::FORMAT, "card": card_file::FORMAT }));
}

#[test]
fn kinds_of_names_have_the_same_numbers() {
    let kinds = [
        NameKind::Title,
        NameKind::Base,
        NameKind::Generic,
        NameKind::National,
        NameKind::Salt,
        NameKind::Brand,
        NameKind::Ingredient,
        NameKind::Similar,
    ];
    for (number, (kind, name)) in kinds.iter().zip(contract()["nameKinds"].as_array().unwrap()).enumerate() {
        assert_eq!((*kind as usize, json!(format!("{kind:?}"))), (number, name.clone()));
    }
}

#[test]
fn sections_have_the_same_ids_and_codes() {
    let contract = contract();
    let sections = contract["sections"].as_object().unwrap();
    assert_eq!(sections.len(), SectionKind::ALL.len());
    for kind in SectionKind::ALL {
        assert_eq!(sections[kind.id()], kind.loinc().0, "{}", kind.id());
    }
}

#[test]
fn cards_are_named_by_their_hash() {
    let contract = contract();
    let files = contract["fileNames"].as_array().unwrap();
    let is_card =
        |entry: &&Value| entry["hash"].is_string() && entry["file"].as_str().unwrap().starts_with("cards/");
    let cards: Vec<_> = files.iter().filter(is_card).collect();
    assert!(!cards.is_empty());
    for card in cards {
        assert_eq!(card["file"], page_rows::card_file(card["hash"].as_str().unwrap()));
    }
}
