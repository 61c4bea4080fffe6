//! Finds the pages that belong together: combinations with their ingredients, and one medicine under several names.
//!
//! Only by what the pages say and the word lists know: titles, ingredients, generic names, national names. Names are compared
//! whole; a salt, a route or a part of a name leads nowhere.

use crate::card::{OtherPage, Related};
use crate::lexicon::Lexicon;
use crate::lexicon::national::NationalNames;
use crate::monograph::Facts;
use crate::text::fold::key;
use std::collections::{BTreeSet, HashMap};

/// What is needed of a page to find what belongs to it.
#[derive(Debug, Clone)]
pub(crate) struct Relative {
    title: String,
    slug: String,
    /// Folded; of a combination.
    ingredients: Vec<String>,
    /// Folded, if it can be trusted.
    generic: Option<String>,
}

impl Relative {
    /// A page as others link to it; none of a page that is withdrawn, or about no medicine or another one.
    pub(crate) fn of(facts: &Facts) -> Option<Self> {
        if facts.is_no_monograph() || facts.record.is_withdrawn() {
            return None;
        }
        let combined = !facts.is_single_drug();
        Some(Self {
            title: facts.title.clone(),
            slug: facts.slug.clone(),
            ingredients: facts.ingredients.iter().filter(|_| combined).map(|name| key(name)).collect(),
            generic: facts.trusted_generic_name().filter(|_| !combined).map(key),
        })
    }

    fn page(&self) -> OtherPage {
        OtherPage { title: self.title.clone(), slug: self.slug.clone() }
    }
}

/// What belongs to each page of a bundle.
#[derive(Debug, Default)]
pub(crate) struct Relatives(HashMap<String, Related>);

impl Relatives {
    /// Finds what belongs together among `pages`.
    pub(crate) fn new(words: &Lexicon, pages: &[Relative]) -> Self {
        let national = NationalNames::new(&words.national, key);
        // A name, and all others of the same substance.
        let all_of = |name: &str| -> BTreeSet<String> {
            national.of(name).map(|(name, _)| name).chain([name]).map(str::to_string).collect()
        };
        let mut singles: HashMap<String, Vec<&Relative>> = HashMap::new();
        for page in pages.iter().filter(|page| page.ingredients.is_empty()) {
            singles.entry(key(&page.title)).or_default().push(page);
        }
        let called = |name: &str| singles.get(name).into_iter().flatten().copied();
        let mut out: HashMap<String, Related> = HashMap::new();
        for page in pages {
            let mut parts = BTreeSet::new();
            for name in &page.ingredients {
                for name in all_of(name) {
                    parts.extend(called(&name).map(Relative::page));
                }
            }
            for part in &parts {
                out.entry(part.slug.clone()).or_default().combinations.push(page.page());
            }
            if !parts.is_empty() {
                out.entry(page.slug.clone()).or_default().ingredients = parts.into_iter().collect();
            }
            if !page.ingredients.is_empty() {
                continue;
            }
            let title = key(&page.title);
            let same = all_of(&title);
            for name in same.iter().filter(|name| **name != title) {
                out.entry(page.slug.clone()).or_default().same.extend(called(name).map(Relative::page));
            }
            let generic = page.generic.iter().filter(|name| !same.contains(*name));
            for other in generic.flat_map(|name| called(name)) {
                out.entry(page.slug.clone()).or_default().generic.push(other.page());
                out.entry(other.slug.clone()).or_default().named.push(page.page());
            }
        }
        for related in out.values_mut() {
            let Related { same, generic, named, combinations, .. } = related;
            for list in [same, generic, named, combinations] {
                list.sort();
                list.dedup();
            }
        }
        Self(out)
    }

    /// What belongs to the page with this slug.
    pub(crate) fn of(&self, slug: &str) -> Option<&Related> {
        self.0.get(slug)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monograph::parse;

    /// The relations of a page as lines: `ingredients: Salvidone`.
    fn lines(pages: &[(&str, &str)], slug: &str) -> Vec<String> {
        let words = Lexicon::builtin();
        let all: Vec<Relative> = pages
            .iter()
            .filter_map(|(slug, text)| Relative::of(&Facts::new("a.md", slug, &parse(text).monograph)))
            .collect();
        let relatives = Relatives::new(&words, &all);
        let Some(related) = relatives.of(slug) else { return Vec::new() };
        let Related { ingredients, same, generic, named, combinations } = related;
        let lists = [
            ("ingredients", ingredients),
            ("same", same),
            ("generic", generic),
            ("named", named),
            ("combinations", combinations),
        ];
        let titles =
            |list: &[OtherPage]| list.iter().map(|page| page.title.as_str()).collect::<Vec<_>>().join(", ");
        let filled = lists.iter().filter(|(_, list)| !list.is_empty());
        filled.map(|(name, list)| format!("{name}: {}", titles(list))).collect()
    }

    const PAGES: [(&str, &str); 9] = [
        ("paracetamol", "# Paracetamol\n\n### Usage\nFor pain.\n"),
        ("acetaminophen", "# Acetaminophen\n\n### Usage\nFor pain.\n"),
        ("ibuprofen", "# Ibuprofen\n\n### Usage\nFor pain.\n"),
        ("ibuprofen-lysine", "# Ibuprofen Lysine\n\n### Usage\nFor pain.\n"),
        ("pair", "# Paracetamol + Ibuprofen\n\n### Usage\nFor pain.\n"),
        ("codeine-pair", "# Acetaminophen + Codeine\n\n### Usage\nFor pain.\n"),
        ("brand", "# Pelargin\n\n### Generic Name\nIbuprofen\n\n### Usage\nFor pain.\n"),
        (
            "gone",
            "---\ntitle: Codeine\nstatus: withdrawn\nreviewed: 2020-01-01\n---\n\n### Usage\nFor pain.\n",
        ),
        ("ibuprofens", "# Ibuprofens\n\n### Usage\nFor pain.\n"),
    ];

    #[test]
    fn a_combination_and_its_ingredients_lead_to_each_other() {
        assert_eq!(lines(&PAGES, "pair"), ["ingredients: Acetaminophen, Ibuprofen, Paracetamol"]);
        let combinations = "combinations: Acetaminophen + Codeine, Paracetamol + Ibuprofen";
        assert_eq!(lines(&PAGES, "paracetamol"), ["same: Acetaminophen", combinations]);
        assert_eq!(lines(&PAGES, "acetaminophen"), ["same: Paracetamol", combinations]);
    }

    #[test]
    fn a_generic_name_leads_to_its_page_and_back() {
        assert_eq!(lines(&PAGES, "brand"), ["generic: Ibuprofen"]);
        assert_eq!(lines(&PAGES, "ibuprofen"), ["named: Pelargin", "combinations: Paracetamol + Ibuprofen"]);
    }

    #[test]
    fn a_salt_a_longer_name_and_a_withdrawn_page_lead_nowhere() {
        for slug in ["ibuprofen-lysine", "ibuprofens", "gone"] {
            assert_eq!(lines(&PAGES, slug), Vec::<String>::new(), "{slug}");
        }
        assert_eq!(lines(&PAGES, "codeine-pair"), ["ingredients: Acetaminophen, Paracetamol"]);
    }
}
