//! Reduces the name of a medicine to its base name: without brackets, route, form and salt.

use crate::text::brackets::without_brackets;
use crate::text::fold::key;
use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

type Words = LazyLock<HashSet<&'static str>>;

static SALTS: Words = LazyLock::new(|| words(include_str!("data/salts.txt")));
static FORMS: Words = LazyLock::new(|| words(include_str!("data/forms.txt")));
static FORMULATIONS: Words = LazyLock::new(|| words(include_str!("data/formulations.txt")));

fn words(text: &'static str) -> HashSet<&'static str> {
    text.lines().filter(|line| !line.starts_with('#')).collect()
}

/// Salts and hydrates: leaving them out names the same substance.
pub(crate) fn is_salt(word: &str) -> bool {
    SALTS.contains(word)
}

/// Forms and routes: leaving them out names the same medicine in general.
pub(crate) fn is_form(word: &str) -> bool {
    FORMS.contains(word)
}

/// Formulations: `paclitaxel (protein bound)` is another product than `paclitaxel`, with another dose.
fn is_formulation(word: &str) -> bool {
    FORMULATIONS.contains(word)
}

/// A name without what is in its brackets, unless that is a formulation.
pub(crate) fn without_form_in_brackets(name: &str) -> Cow<'_, str> {
    let plain = without_brackets(name);
    if plain == name {
        return plain;
    }
    let is_other = key(name).split(' ').any(is_formulation) && !key(&plain).split(' ').any(is_formulation);
    if is_other { Cow::Borrowed(name) } else { plain }
}

/// The folded substance of a title that names a formulation, and the formulation: `doxorubicin`, `liposomal`. The first word of
/// other titles may be one, too: `liposomal doxorubicin`.
pub(crate) fn formulation(title: &str) -> Option<(String, String)> {
    let title = key(title);
    let first = title.split(' ').position(is_formulation)?;
    let words: Vec<&str> = title.split(' ').collect();
    let (substance, formulation) = if first == 0 {
        let len = words.iter().take_while(|word| is_formulation(word)).count();
        (&words[len..], &words[..len])
    } else {
        // `protein bound`, `lipid complex`: the formulation goes on to the end.
        let start = if words[first] == "bound" { first - 1 } else { first };
        (&words[..start], &words[start..])
    };
    (!substance.is_empty()).then(|| (without_salt(&substance.join(" ")), formulation.join(" ")))
}

/// Words before the number of a chapter: `Section 12: Warfarin`.
const CHAPTERS: &str = "abschnitt annex anexo bloque capitulo chapitre chapter fiche ficha kapitel part parte protocol section seccion tema teil";

/// A title without the number of its chapter: `Section 12: Warfarin`, `6.3 – Warfarin`. A number that is part of a name stays:
/// `5-fluorouracil`.
pub(crate) fn without_number(title: &str) -> &str {
    if !title.bytes().any(|byte| byte.is_ascii_digit()) {
        return title;
    }
    let first = title.split(' ').next().unwrap_or_default();
    let folded = key(first);
    let numbered = if CHAPTERS.split(' ').any(|word| word == folded) {
        title[first.len()..].trim_start()
    } else {
        title
    };
    let rest = numbered.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = &numbered[..numbered.len() - rest.len()];
    if !number.starts_with(|c: char| c.is_ascii_digit()) {
        return title;
    }
    let name = rest.trim_start_matches([' ', ':', ')', '-', '–', '—']);
    let between = &rest[..rest.len() - name.len()];
    let ends = number.ends_with('.')
        || between.contains([':', ')'])
        || between.trim() != between && !between.trim().is_empty();
    if ends && between.ends_with(' ') && !name.is_empty() { name } else { title }
}

/// Second words that are part of the substance but name nothing by themselves.
pub(crate) fn is_acid_rest(word: &str) -> bool {
    matches!(
        word,
        "acid"
            | "benzoate"
            | "hydroxide"
            | "oxide"
            | "dioxide"
            | "peroxide"
            | "carbonate"
            | "bicarbonate"
            | "salicylate"
            | "vaccine"
            | "extract"
    )
}

/// Elements and simple ions: their salts are different medicines, so nothing is left out of `calcium carbonate`.
fn is_element(word: &str) -> bool {
    is_salt(word)
        || matches!(
            word,
            "zinc"
                | "ferrous"
                | "ferric"
                | "iron"
                | "lithium"
                | "aluminium"
                | "aluminum"
                | "silver"
                | "copper"
                | "barium"
                | "ammonium"
                | "bismuth"
                | "strontium"
                | "selenium"
                | "gold"
                | "thallous"
                | "hydrogen"
        )
}

/// A folded name without its salt.
pub(crate) fn without_salt(name: &str) -> String {
    let first = name.split(' ').next().unwrap_or_default();
    let is_salt = |word: &str| is_salt(word) && !is_formulation(word);
    if is_element(first) { name.to_string() } else { without(name, is_salt) }
}

/// A folded name without the words `drop` names; as it is when nothing would be left, or not the first word.
pub(crate) fn without(name: &str, drop: impl Fn(&str) -> bool) -> String {
    let mut words = name.split(' ');
    let mut out = words.next().unwrap_or_default().to_string();
    for word in words.filter(|word| !drop(word)) {
        out.push(' ');
        out.push_str(word);
    }
    out
}

/// The base name of a substance: no brackets, no form, no salt. A formulation stays, behind the substance.
pub(crate) fn base_name(name: &str) -> String {
    let name = without(&key(&without_form_in_brackets(without_number(name))), is_form);
    if !name.contains(' ') {
        return name;
    }
    match formulation(&name) {
        Some((substance, formulation)) if name.starts_with(&formulation) => {
            format!("{substance} {formulation}")
        }
        _ => without_salt(&name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vocabularies_are_sorted_folded_words() {
        for text in [include_str!("data/salts.txt"), include_str!("data/forms.txt")] {
            let all: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
            assert!(all.is_sorted_by(|one, next| one < next));
            assert!(all.iter().all(|word| key(word) == *word && !word.contains(' ') && !word.is_empty()));
        }
        assert!(is_salt("hydrochloride") && is_form("tablets"));
        assert!(!is_salt("nicotinate") && !is_form("plus"));
    }

    #[test]
    fn the_number_of_a_chapter_is_no_part_of_a_name() {
        for (title, name) in [
            ("Section 12: Warfarin", "Warfarin"),
            ("6.3 – Warfarin: reversal", "Warfarin: reversal"),
            ("4. Warfarin", "Warfarin"),
            ("4) Warfarin", "Warfarin"),
            ("12 - Warfarin", "Warfarin"),
            ("Capítulo 3: Warfarin", "Warfarin"),
            ("5-Fluorouracil", "5-Fluorouracil"),
            ("2-Deoxy-D-Glucose", "2-Deoxy-D-Glucose"),
            ("5 Fluorouracil", "5 Fluorouracil"),
            ("1,25-Dihydroxycholecalciferol", "1,25-Dihydroxycholecalciferol"),
            ("Part A", "Part A"),
            ("4.", "4."),
            ("", ""),
        ] {
            assert_eq!(without_number(title), name, "{title}");
        }
    }

    #[test]
    fn a_formulation_is_another_product() {
        for (name, base, parts) in [
            ("Paclitaxel (Protein Bound)", "paclitaxel protein bound", Some(("paclitaxel", "protein bound"))),
            (
                "Doxorubicin Hydrochloride (Liposomal)",
                "doxorubicin liposomal",
                Some(("doxorubicin", "liposomal")),
            ),
            ("Liposomal Doxorubicin", "doxorubicin liposomal", Some(("doxorubicin", "liposomal"))),
            (
                "Amphotericin B Lipid Complex",
                "amphotericin b lipid complex",
                Some(("amphotericin b", "lipid complex")),
            ),
            ("Haloperidol Decanoate", "haloperidol decanoate", Some(("haloperidol", "decanoate"))),
            ("Vincristine (Conventional)", "vincristine", None),
            ("Pyrantel Pamoate", "pyrantel", None),
            ("Liposomal", "liposomal", None),
        ] {
            assert_eq!(base_name(name), base, "{name}");
            let found = formulation(name);
            assert_eq!(
                found.as_ref().map(|(substance, other)| (substance.as_str(), other.as_str())),
                parts,
                "{name}"
            );
        }
    }

    #[test]
    fn salts_and_forms_are_left_out_but_not_of_elements() {
        assert_eq!(base_name("Candesartan Cilexetil (Oral)"), "candesartan");
        assert_eq!(base_name("Calcium Carbonate Tablets"), "calcium carbonate");
        assert_eq!(base_name("Sodium Chloride"), "sodium chloride");
    }
}
