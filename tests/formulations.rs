//! Names that are near each other and mean different products: the plain name never leads to the liposomal, protein-bound or depot product,
//! and the name of such a product never to the plain one.

#![allow(clippy::unwrap_used, reason = "a test is free to unwrap")]

mod shelf;

use drug_card::internals::lexicon::Lexicon;
use shelf::{Shelf, index, titled};
use std::collections::BTreeSet;

/// Pages of these titles, each with a usage and a dosage.
fn pages(titles: &[&str]) -> Shelf {
    let source = |title: &&str| {
        titled(
            title,
            &format!("### Usage\n{title} treats what it treats.\n\n### Dosage\n{title}: 5 mg once daily.\n"),
        )
    };
    index(&titles.iter().map(source).collect::<Vec<_>>(), &Lexicon::builtin())
}

#[test]
fn a_name_leads_to_the_product_it_names_and_to_no_other() {
    let shelf = pages(&[
        "Paclitaxel (Protein Bound)",
        "Cytarabine",
        "Cytarabine (Liposomal)",
        "Vincristine (Conventional)",
        "Haloperidol",
        "Haloperidol Decanoate",
        "Amphotericin B Liposomal",
        "Metoprolol",
        "Metoprolol Succinate",
        "Hydrocortisone (Ophthalmic)",
        "Hydrocortisone (Systemic)",
    ]);
    for (query, medicines, answered) in [
        ("paclitaxel dose", &[][..], &[][..]),
        ("taxol dose", &[], &[]),
        ("abraxane dose", &["Paclitaxel (Protein Bound)"], &["Paclitaxel (Protein Bound)"]),
        ("protein bound paclitaxel dose", &["Paclitaxel (Protein Bound)"], &["Paclitaxel (Protein Bound)"]),
        ("cytarabine dose", &["Cytarabine"], &["Cytarabine"]),
        ("depocyt dose", &["Cytarabine (Liposomal)"], &["Cytarabine (Liposomal)"]),
        ("vincristine dose", &["Vincristine (Conventional)"], &["Vincristine (Conventional)"]),
        ("marqibo dose", &[], &[]),
        ("haloperidol dose", &["Haloperidol"], &["Haloperidol"]),
        ("haloperidol decanoate dose", &["Haloperidol Decanoate"], &["Haloperidol Decanoate"]),
        ("liposomal amphotericin b dose", &["Amphotericin B Liposomal"], &["Amphotericin B Liposomal"]),
        ("amphotericin b liposome dose", &[], &[]),
        ("metoprolol tartrate dose", &["Metoprolol", "Metoprolol Succinate"], &["Metoprolol"]),
        ("metoprolol succinate dose", &["Metoprolol Succinate"], &["Metoprolol Succinate"]),
        (
            "hydrocortisone dose",
            &["Hydrocortisone (Systemic)", "Hydrocortisone (Ophthalmic)"],
            &["Hydrocortisone (Systemic)", "Hydrocortisone (Ophthalmic)"],
        ),
    ] {
        let found = shelf.ask(query);
        let named: Vec<&str> = found.medicines.iter().map(|medicine| medicine.title.as_str()).collect();
        assert_eq!(named, medicines, "{query}");
        let mut from: Vec<&str> = found.answers.iter().map(|answer| answer.title.as_str()).collect();
        from.dedup();
        from.truncate(answered.len().max(1));
        assert_eq!(from, answered, "{query}");
    }
}

#[test]
fn the_plain_name_and_the_product_are_named_as_different() {
    let shelf = pages(&["Cytarabine", "Cytarabine (Liposomal)", "Paclitaxel (Protein Bound)"]);
    for (query, different) in
        [("cytarabine dose", "Cytarabine (Liposomal)"), ("paclitaxel dose", "Paclitaxel (Protein Bound)")]
    {
        let found = shelf.ask(query);
        assert!(
            found.different.iter().any(|other| other.title == different),
            "{query}: {:?}",
            found.different
        );
    }
    assert_eq!(shelf.ask("paclitaxel dose").not_here, ["paclitaxel"]);
}

/// Every brand of such a product in the word lists, over pages of both products and over the plain page alone.
#[test]
fn no_brand_of_a_formulation_leads_to_the_plain_page() {
    let lexicon = Lexicon::builtin();
    let is_product =
        |name: &str| ["liposomal", "protein bound", "micellar"].iter().any(|word| name.contains(word));
    let brands: Vec<_> = lexicon
        .brands
        .iter()
        .filter(|(_, generic)| is_product(generic) && !generic.contains(" + "))
        .collect();
    assert!(brands.len() >= 15, "{} brands", brands.len());
    let plain: BTreeSet<&str> = brands
        .iter()
        .map(|(_, name)| name.split('(').next().unwrap().trim().trim_end_matches(" liposomal"))
        .collect();
    let both: BTreeSet<&str> =
        plain.iter().copied().chain(brands.iter().map(|(_, name)| name.as_str())).collect();
    let [plain, both] = [plain, both].map(|titles| pages(&titles.into_iter().collect::<Vec<_>>()));
    for (brand, generic) in brands {
        let query = format!("{brand} dose");
        let found = plain.ask(&query);
        assert!(found.medicines.is_empty() && found.answers.is_empty(), "{query}: {found:?}");
        let found = both.ask(&query);
        let named: Vec<&str> = found.medicines.iter().map(|medicine| medicine.title.as_str()).collect();
        assert_eq!(named, [generic.as_str()], "{query}");
    }
}

#[test]
fn the_whole_name_of_a_medicine_without_a_page_is_not_read_as_the_beginning_of_another() {
    let found = pages(&["Aztreonam"]).ask("azt");
    assert_eq!((found.not_here, found.answers.len()), (vec!["azt".to_string()], 0));
}

/// `co-amilozide` is amiloride with hydrochlorothiazide.
#[test]
fn a_british_name_of_a_combination_is_no_typo_of_a_substance() {
    let shelf = pages(&["Amiloride", "Codeine"]);
    for query in ["co-amilozide dose", "co amilozide", "co-amilozid dose"] {
        let found = shelf.ask(query);
        assert_eq!((found.medicines.len(), found.answers.len()), (0, 0), "{query}: {found:?}");
    }
    assert_eq!(shelf.ask("co-amilozide dose").not_here, ["co amilozide"]);
}
