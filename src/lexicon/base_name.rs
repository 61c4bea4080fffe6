//! Owns the bare name of a medicine: without brackets, route, form and salt.

use crate::text::brackets::without_brackets;
use crate::text::fold::key;

/// Salts and hydrates: leaving them out names the same substance.
pub(crate) fn is_salt(word: &str) -> bool {
    matches!(
        word,
        "sodium"
            | "potassium"
            | "calcium"
            | "magnesium"
            | "disodium"
            | "hydrochloride"
            | "dihydrochloride"
            | "hcl"
            | "hydrobromide"
            | "bromide"
            | "chloride"
            | "iodide"
            | "maleate"
            | "mesylate"
            | "mesilate"
            | "besylate"
            | "besilate"
            | "tosylate"
            | "tosilate"
            | "succinate"
            | "tartrate"
            | "bitartrate"
            | "fumarate"
            | "citrate"
            | "acetate"
            | "phosphate"
            | "sulfate"
            | "sulphate"
            | "nitrate"
            | "gluconate"
            | "lactate"
            | "oxalate"
            | "pamoate"
            | "embonate"
            | "propionate"
            | "dipropionate"
            | "valerate"
            | "furoate"
            | "decanoate"
            | "enanthate"
            | "palmitate"
            | "stearate"
            | "monohydrate"
            | "dihydrate"
            | "trihydrate"
            | "anhydrous"
            | "tromethamine"
            | "trometamol"
            | "meglumine"
            | "lysine"
            | "arginine"
            | "axetil"
            | "proxetil"
            | "pivoxil"
            | "medoxomil"
            | "mofetil"
            | "xinafoate"
            | "acetonide"
            | "butyrate"
            | "isethionate"
            | "estolate"
            | "erbumine"
            | "hemihydrate"
            | "dimesylate"
    )
}

/// Forms and routes: leaving them out names the same medicine in general.
pub(crate) fn is_form(word: &str) -> bool {
    matches!(
        word,
        "tablet"
            | "tablets"
            | "capsule"
            | "capsules"
            | "cream"
            | "ointment"
            | "gel"
            | "lotion"
            | "injection"
            | "injectable"
            | "oral"
            | "topical"
            | "ophthalmic"
            | "otic"
            | "nasal"
            | "systemic"
            | "inhalation"
            | "vaginal"
            | "rectal"
            | "transdermal"
            | "intravenous"
            | "syrup"
            | "suspension"
            | "solution"
            | "drops"
            | "spray"
            | "patch"
            | "ip"
            | "bp"
            | "usp"
            | "er"
            | "sr"
            | "xr"
            | "conventional"
    )
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
    if is_element(first) { name.to_string() } else { without(name, is_salt) }
}

/// A folded name without the words `drop` names; as it is when nothing would be left, or not the first word.
pub(crate) fn without(name: &str, drop: fn(&str) -> bool) -> String {
    let mut words = name.split(' ');
    let mut out = words.next().unwrap_or_default().to_string();
    for word in words.filter(|word| !drop(word)) {
        out.push(' ');
        out.push_str(word);
    }
    out
}

/// The bare name of a substance: no brackets, no form, no salt.
pub(crate) fn base_name(name: &str) -> String {
    without_salt(&without(&key(&without_brackets(name)), is_form))
}
