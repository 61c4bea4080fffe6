//! Finds the names that people use for the medicine of a label: without salt, strength, form and biosimilar suffix.

use crate::import::document::Names;
use crate::import::names::readable;
use crate::lexicon::base_name::base_name;

/// Nobody types the names of more ingredients.
const MOST_PARTS: usize = 4;

/// The names that the label does not have itself; `title` is one that it has.
pub(crate) fn aliases(names: &Names, title: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    if !names.moieties.is_empty() && names.moieties.len() <= MOST_PARTS {
        out.push(names.moieties.iter().map(|name| base_name(name)).collect::<Vec<_>>().join(" + "));
    }
    out.extend(names.generic.as_deref().and_then(combined));
    if names.generic.is_none() {
        for name in names.brands.iter().map(String::as_str).chain([title]) {
            out.extend(before_strength(name));
            out.extend(in_brackets(name));
        }
    }
    let own = [title].into_iter().map(str::to_lowercase);
    let mut known: Vec<String> = own.chain(names.brands.iter().map(|name| name.to_lowercase())).collect();
    known.extend(names.generic.as_deref().map(|name| readable(name).to_lowercase()));
    let mut kept: Vec<String> = Vec::new();
    for name in out {
        let lower = name.to_lowercase();
        let is_name =
            name.chars().filter(|c| c.is_alphabetic()).count() > 2 && !name.contains([',', '"', '[']);
        if is_name && !known.contains(&lower) {
            known.push(lower);
            kept.push(name);
        }
    }
    kept
}

/// `Buprenorphine HCl and Naloxone HCl` as `buprenorphine + naloxone`.
fn combined(generic: &str) -> Option<String> {
    let whole =
        generic.to_lowercase().replace(" and ", ",").replace([';', '/', '+'], ",").replace(" - ", ",");
    let mut parts: Vec<String> = whole
        .split(',')
        .map(|part| base_name(without_suffix(part.trim())))
        .filter(|part| !part.is_empty())
        .collect();
    parts.dedup();
    ((1..=MOST_PARTS).contains(&parts.len())).then(|| parts.join(" + "))
}

/// The name of a biological without the four letters that tell its makers apart: `adalimumab-aacf`.
fn without_suffix(name: &str) -> &str {
    match name.rsplit_once('-') {
        Some((core, suffix))
            if suffix.len() == 4
                && suffix.bytes().all(|byte| byte.is_ascii_lowercase())
                && core.len() > 5 =>
        {
            core
        }
        _ => name,
    }
}

/// `Karvea 75 mg tablet` as `Karvea`.
fn before_strength(name: &str) -> Option<String> {
    let plain = name.replace(['®', '™', '«', '»', '"'], " ");
    let words: Vec<&str> = plain
        .split_whitespace()
        .take_while(|word| !word.starts_with(|c: char| c.is_ascii_digit() || c == '('))
        .map(|word| word.trim_end_matches([',', ';']))
        .collect();
    let shorter = words.len() < plain.split_whitespace().count();
    (shorter && (1..=3).contains(&words.len())).then(|| words.join(" "))
}

/// `Talzenna (talazoparib) 1 mg` as `talazoparib`.
fn in_brackets(name: &str) -> Option<String> {
    let (_, rest) = name.split_once('(')?;
    let (inner, _) = rest.split_once(')')?;
    let is_name = inner.chars().all(|c| c.is_lowercase() || c == '-' || c == ' ');
    (is_name && inner.split(' ').count() <= 2 && inner.len() > 5).then(|| inner.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(brand: &str, generic: Option<&str>) -> Vec<String> {
        let names =
            Names { brands: vec![brand.into()], generic: generic.map(Into::into), ..Names::default() };
        aliases(&names, brand)
    }

    #[test]
    fn people_leave_out_salts_strengths_and_suffixes() {
        assert_eq!(of("Testa", Some("Prasugrel Hydrochloride")), ["prasugrel"]);
        assert_eq!(of("Testa", Some("adalimumab-aacf")), ["adalimumab"]);
        assert_eq!(
            of("Testa", Some("BUPRENORPHINE HYDROCHLORIDE AND NALOXONE")),
            ["buprenorphine + naloxone"]
        );
        assert_eq!(of("Testa 75 mg tablets", None), ["Testa"]);
        assert_eq!(of("Testa® (testaparib) 1 mg", None), ["Testa", "testaparib"]);
        assert!(of("Testa", Some("testamine")).iter().all(|name| name == "testamine"));
        assert!(of("Testamine", Some("testamine")).is_empty());
        assert_eq!(of("Testa tablets (glass)", None), ["Testa tablets"]);
    }
}
