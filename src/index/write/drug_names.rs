//! Collects the names of each page: its title, the title without route and salt, its generic name, national names, brands, the
//! substances of a combination, and the different medicines it is easily confused with.

use crate::index::PageId;
use crate::index::format::name_shard::NameKind;
use crate::index::write::name_shard_writer::NamesWriter;
use crate::lexicon::Lexicon;
use crate::lexicon::base_name::{
    base_name, formulation, is_acid_rest, is_form, is_salt, without, without_form_in_brackets,
    without_number, without_salt,
};
use crate::lexicon::national::NationalNames;
use crate::monograph::Facts;
use crate::text::brackets::without_brackets;
use crate::text::distance::{edits, phonetic_key};
use crate::text::fold::{fold, key};
use std::collections::{BTreeMap, BTreeSet};

/// Shortest name that is left of a title without its salt, in bytes.
const LEAST_BASE: usize = 3;

/// Shortest name that is compared with others for similarity; shorter ones are similar by chance.
const MIN_SIMILAR: usize = 6;

/// The substances; of `Levothyroxine/ T4`, the one in the generic-name line.
pub(crate) fn substances_of(page: &Facts) -> &[String] {
    if let Some(generic) = page.trusted_generic_name().filter(|_| page.is_single_drug()) {
        let repeats = page.title.split('/').any(|part| base_name(part) == base_name(generic));
        if page.title.contains('/') && repeats {
            return page.generic_name.as_slice();
        }
    }
    if page.ingredients.is_empty() { std::slice::from_ref(&page.title) } else { &page.ingredients }
}

/// The names of all pages, which are numbered by their index in `pages`.
pub(crate) fn names(pages: &[Facts], words: &Lexicon) -> NamesWriter {
    let mut out = NamesWriter::default();
    let national = NationalNames::new(&words.national, base_name);
    let mut by_signature: BTreeMap<String, Vec<PageId>> = BTreeMap::new();
    for (at, page) in pages.iter().enumerate() {
        let id = PageId(at as u32);
        own_names(&mut out, page, id);
        if !words.language.is_english() {
            split_name(&mut out, page, id);
        }
        by_signature.entry(signature(substances_of(page), &national)).or_default().push(id);
    }
    stated_names(&mut out, pages);
    names_before_colons(&mut out, pages);
    generic_names(&mut out, pages, &national);
    for (at, page) in pages.iter().enumerate() {
        substances(&mut out, page, PageId(at as u32), &national);
    }
    for (brand, generic) in &words.brands {
        let parts: Vec<String> = generic.split(['+', '/']).map(str::to_string).collect();
        for &page in by_signature.get(&signature(&parts, &national)).into_iter().flatten() {
            out.add(&key(brand), brand, NameKind::Brand, page);
        }
    }
    // A name of a combination, such as `co-trimoxazole`, leads to the page of exactly these substances.
    for (left, right) in &words.national {
        for (name, generic) in [(left, right), (right, left)] {
            if !generic.contains(" + ") {
                continue;
            }
            let parts: Vec<String> = generic.split('+').map(str::to_string).collect();
            for &page in by_signature.get(&signature(&parts, &national)).into_iter().flatten() {
                out.add(&key(name), name, NameKind::National, page);
            }
        }
    }
    similar_names(&mut out, pages, words, &national);
    out
}

/// The substances of a medicine in one form, regardless of order, salts and national names.
fn signature(substances: &[String], national: &NationalNames) -> String {
    let mut all: Vec<String> = substances.iter().map(|name| one_substance(name, national)).collect();
    all.sort();
    all.dedup();
    all.join("+")
}

/// The base name of a substance; `Epinephrine/ Adrenaline` is one if the list has both as one medicine.
pub(crate) fn one_substance(name: &str, national: &NationalNames) -> String {
    if let Some(long) = beside_abbreviation(name) {
        return national.representative(long);
    }
    let mut parts = name.split('/').map(|part| national.representative(part));
    match parts.next() {
        Some(first) if name.contains('/') && parts.all(|part| part == first) => first,
        _ => national.representative(name),
    }
}

/// The name that an abbreviation in capitals follows after a slash: `Levothyroxine/ T4` is no combination.
fn beside_abbreviation(name: &str) -> Option<&str> {
    let (long, short) = name.split_once('/')?;
    let short = short.trim();
    let is_abbreviation = (1..=4).contains(&short.len())
        && !short.contains(|c: char| !c.is_ascii_uppercase() && !c.is_ascii_digit());
    is_abbreviation.then(|| long.trim())
}

fn own_names(out: &mut NamesWriter, page: &Facts, id: PageId) {
    let title = key(&page.title);
    out.add(&title, &page.title, NameKind::Title, id);
    let unnumbered = without_number(&page.title);
    let base = key(&without_form_in_brackets(unnumbered));
    out.add(&base, &base, NameKind::Base, id);
    if page.is_single_drug() {
        if let Some((substance, formulation)) = formulation(unnumbered) {
            let turned = format!("{formulation} {substance}");
            out.add(&turned, &turned, NameKind::Base, id);
            // The plain name means the plain product, also where that has no page.
            out.add(&substance, &substance, NameKind::Similar, id);
        }
        let formless = without(&base, is_form);
        if formless.len() >= LEAST_BASE {
            out.add(&formless, &formless, NameKind::Base, id);
        }
        let base_name = without_salt(&formless);
        // `L` of L-Arginine is no name.
        if base_name.len() >= LEAST_BASE {
            out.add(&base_name, &base_name, NameKind::Salt, id);
        }
    }
}

/// The names that the front matter of a page gives. Another page's own name stays that page's.
fn stated_names(out: &mut NamesWriter, pages: &[Facts]) {
    let mut found = Vec::new();
    for (at, page) in pages.iter().enumerate().filter(|(_, page)| !page.is_no_monograph()) {
        let stated = page.aliases.iter().map(|name| (name, NameKind::National));
        for (name, kind) in stated.chain(page.brands.iter().map(|name| (name, NameKind::Brand))) {
            let folded = key(name);
            if !folded.is_empty() && out.get(&folded).next().is_none() {
                found.push((folded, name, kind, PageId(at as u32)));
            }
        }
    }
    found.into_iter().for_each(|(folded, name, kind, page)| out.add(&folded, name, kind, page));
}

/// The name that a title begins with, `Adrenaline` of `Adrenaline: use in anaphylaxis`, where no page is called so.
fn names_before_colons(out: &mut NamesWriter, pages: &[Facts]) {
    let mut found = Vec::new();
    for (at, page) in
        pages.iter().enumerate().filter(|(_, page)| page.is_single_drug() && !page.is_no_monograph())
    {
        let Some((name, _)) = without_number(&page.title).split_once(": ") else { continue };
        let folded = key(&without_form_in_brackets(name));
        if folded.len() >= LEAST_BASE && !out.has(&folded) {
            found.push((folded, name.to_string(), PageId(at as u32)));
        }
    }
    found.into_iter().for_each(|(folded, name, page)| out.add(&folded, &name, NameKind::Salt, page));
}

/// In languages where an apostrophe separates words, people also type titles with a space: `huile d onagre`.
fn split_name(out: &mut NamesWriter, page: &Facts, id: PageId) {
    let split = key(&fold(&page.title).replace('\'', " "));
    out.add(&split, &page.title, NameKind::Title, id);
}

/// Trusts the generic-name line only if no other page has that name, and if it is not almost the title: the page of `sulfiram`,
/// whose text is about disulfiram, must not answer for disulfiram.
fn generic_names(out: &mut NamesWriter, pages: &[Facts], national: &NationalNames) {
    let mut found = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        let Some(generic) = page.trusted_generic_name().filter(|name| name.len() <= 60) else { continue };
        // A page of several substances whose line names one of them, or one whose line names several, is not called by it.
        let count =
            |name: &str| name.split([',', '+', '/', ';', '&']).count() + name.matches(" and ").count();
        if count(generic) != page.ingredients.len().max(1) && !page.title.contains('/') {
            continue;
        }
        let (name, title) = (key(generic), base_name(&page.title));
        let taken = out.get(&name).next().is_some() || out.get(&base_name(generic)).next().is_some();
        let other = base_name(generic);
        let near = edits(other.as_bytes(), title.as_bytes(), 3).is_some()
            || other.contains(&title)
            || title.contains(&other);
        let same = title.strip_prefix(&other).is_some_and(|rest| rest.starts_with(' '))
            || national.representative(generic) == national.representative(&page.title)
            || phonetic_key(other.as_bytes()) == phonetic_key(title.as_bytes());
        if !taken && (same || !near) {
            found.push((name, generic.to_string(), PageId(at as u32)));
        }
    }
    for (name, shown, page) in found {
        out.add(&name, &shown, NameKind::Generic, page);
    }
}

fn substances(out: &mut NamesWriter, page: &Facts, id: PageId, national: &NationalNames) {
    let kind = if page.is_single_drug() { NameKind::National } else { NameKind::Ingredient };
    for substance in substances_of(page) {
        if kind == NameKind::Ingredient {
            out.add(&key(substance), substance, kind, id);
            let base = key(&without_form_in_brackets(substance));
            out.add(&base, &base, kind, id);
            let short = base_name(substance);
            if short.len() >= LEAST_BASE {
                out.add(&short, &short, kind, id);
            }
        }
        let whole = one_substance(substance, national);
        if let Some(long) = beside_abbreviation(substance).filter(|_| page.is_single_drug()) {
            out.add(&key(long), long, NameKind::Base, id);
        }
        if substance.contains('/') && national.of(&whole).next().is_some() {
            for part in substance.split('/') {
                out.add(
                    &key(&without_brackets(part)),
                    part.trim(),
                    if page.is_single_drug() { NameKind::Base } else { kind },
                    id,
                );
            }
        }
        for (name, shown) in national.of(&whole) {
            out.add(name, shown, kind, id);
        }
    }
}

/// Adds names that are easily confused: those on the list, those at most two edits apart, and those that contain one another.
fn similar_names(out: &mut NamesWriter, pages: &[Facts], words: &Lexicon, national: &NationalNames) {
    let mut singles: BTreeMap<String, BTreeSet<PageId>> = BTreeMap::new();
    for (at, page) in pages.iter().enumerate().filter(|(_, page)| page.is_single_drug()) {
        singles.entry(base_name(&page.title)).or_default().insert(PageId(at as u32));
    }
    let confused = |out: &mut NamesWriter, name: &str, other: &str| {
        for &page in singles.get(other).into_iter().flatten() {
            out.add(name, name, NameKind::Similar, page);
        }
    };
    for (left, right) in &words.confusable {
        let (left, right) = (base_name(left), base_name(right));
        for (name, other) in [(&left, &right), (&right, &left)] {
            for (name, _) in national.of(name).chain([(name.as_str(), "")]) {
                if out.get(name).next().is_some() {
                    confused(out, name, &national.representative(other));
                    confused(out, name, other);
                }
            }
        }
    }
    // All pairs are compared, so a bitmask of letters has to rule out most: an edit changes at most two letters, and a name inside
    // another has no letter that the other lacks.
    let names: Vec<(&String, u32)> = singles
        .keys()
        .filter(|name| name.len() >= MIN_SIMILAR && !name.contains(' '))
        .map(|name| (name, letters(name)))
        .collect();
    for (at, (name, held)) in names.iter().enumerate() {
        for (other, here) in &names[at + 1..] {
            let limit = if name.len().min(other.len()) < 8 { 1 } else { 2 };
            if (held ^ here).count_ones() > 2 * limit && held & here != *held && held & here != *here {
                continue;
            }
            let alike = edits(name.as_bytes(), other.as_bytes(), limit as usize).is_some()
                || name.contains(other.as_str())
                || other.contains(name.as_str());
            if alike && national.representative(name) != national.representative(other) {
                confused(out, name, other);
                confused(out, other, name);
            }
        }
    }
}

/// Which of the letters a to z occur in a name, one bit each.
fn letters(name: &str) -> u32 {
    let letters = name.bytes().filter(u8::is_ascii_lowercase);
    letters.fold(0, |bits, letter| bits | 1 << (letter - b'a'))
}

/// The words of names, for correcting typos, each with the pages that it names alone. Words of fewer than four letters, salts and
/// forms are left out, and all but the first word of a brand: the others are everyday words (`night`, `relief`).
pub(crate) fn name_words(names: &NamesWriter) -> Vec<(String, Vec<PageId>)> {
    let is_brand = |name: &str| names.get(name).all(|(kind, _)| kind == NameKind::Brand);
    let words: BTreeSet<&str> = names
        .keys()
        .flat_map(|name| name.split(' ').take(if is_brand(name) { 1 } else { usize::MAX }))
        .filter(|word| {
            word.len() >= 4
                && !is_salt(word)
                && !is_acid_rest(word)
                && !is_form(word)
                && word.bytes().any(|b| b.is_ascii_alphabetic())
        })
        .collect();
    let own = |word: &str| {
        names.get(word).filter(|(kind, _)| *kind < NameKind::Ingredient).map(|(_, page)| page).collect()
    };
    words.into_iter().map(|word| (word.to_string(), own(word))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(title: &str, generic: Option<&str>) -> Facts {
        Facts {
            title: title.into(),
            generic_name: generic.map(str::to_string),
            ingredients: title.split(" + ").map(str::to_string).collect(),
            ..Facts::default()
        }
    }

    fn kinds(names: &NamesWriter, name: &str) -> Vec<(NameKind, u32)> {
        names.get(name).map(|(kind, page)| (kind, page.0)).collect()
    }

    #[test]
    fn a_page_is_found_by_all_its_names() {
        let pages = [
            page("Furosemide", None),
            page("Ciprofloxacin (Otic)", Some("Ciprofloxacin")),
            page("Cefuroxime Axetil", None),
            page("Paracetamol + Ibuprofen", None),
            page("Epinephrine/ Adrenaline (Nasal)", None),
            page("Sulfiram", Some("Disulfiram")),
            page("Levothyroxine/ T4", Some("Levothyroxine/T4")),
            page("Hetastarch/ Saline", None),
        ];
        let words = Lexicon {
            national: vec![
                ("frusemide".into(), "furosemide".into()),
                ("acetaminophen".into(), "paracetamol".into()),
                ("epinephrine".into(), "adrenaline".into()),
            ],
            brands: vec![
                ("Lasix".into(), "frusemide".into()),
                ("Synthroid".into(), "levothyroxine".into()),
                ("Combogesic".into(), "ibuprofen + acetaminophen".into()),
            ],
            ..Lexicon::default()
        };
        let names = names(&pages, &words);
        for (name, want) in [
            ("furosemide", vec![(NameKind::Title, 0)]),
            ("frusemide", vec![(NameKind::National, 0)]),
            ("lasix", vec![(NameKind::Brand, 0)]),
            ("ciprofloxacin", vec![(NameKind::Base, 1)]),
            ("cefuroxime", vec![(NameKind::Salt, 2)]),
            ("acetaminophen", vec![(NameKind::Ingredient, 3)]),
            ("combogesic", vec![(NameKind::Brand, 3)]),
            ("adrenaline", vec![(NameKind::Base, 4)]),
            ("disulfiram", vec![]),
            ("levothyroxine", vec![(NameKind::Base, 6)]),
            ("synthroid", vec![(NameKind::Brand, 6)]),
            ("hetastarch", vec![]),
        ] {
            assert_eq!(kinds(&names, name), want, "{name}");
        }
    }

    #[test]
    fn look_alikes_are_kept_as_different_medicines() {
        let pages = [
            page("Citalopram", None),
            page("Escitalopram", None),
            page("Hydralazine", None),
            page("Hydroxyzine", None),
        ];
        let words =
            Lexicon { confusable: vec![("hydroxyzine".into(), "hydralazine".into())], ..Lexicon::default() };
        let names = names(&pages, &words);
        assert_eq!(kinds(&names, "citalopram"), [(NameKind::Title, 0), (NameKind::Similar, 1)]);
        assert_eq!(kinds(&names, "hydroxyzine"), [(NameKind::Title, 3), (NameKind::Similar, 2)]);
    }
}
