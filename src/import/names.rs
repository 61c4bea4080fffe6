//! Chooses the title of a label and its name in addresses.

use crate::import::document::Label;
use crate::lean::crc::crc32_hex;
use crate::text::slug::{self, Letters};

/// The longest part of a slug that comes from one name, in characters.
const MOST_LETTERS: usize = 60;

/// The title: the brand with the generic name, or what is known of them.
pub(crate) fn title(label: &Label) -> String {
    let brand = label.names.brands.first().map(|name| readable(name));
    let generic = label.names.generic.as_deref().map(readable);
    match (brand, generic) {
        (Some(brand), _) => brand,
        (None, Some(generic)) => generic,
        (None, None) if !label.names.substances.is_empty() => {
            let names: Vec<String> = label.names.substances.iter().map(|name| readable(name)).collect();
            names.join(" + ")
        }
        (None, None) => readable(&label.names.fallback),
    }
}

/// `generic-labeler-setid8`: the same for every version of the label, whatever else is in the folder. Where one id serves
/// several labels, the checksum of `key` is in its place.
pub(crate) fn slug(label: &Label, key: &str) -> String {
    let names = &label.names;
    let generic = names.generic.clone().unwrap_or_else(|| title(label));
    let id = label.identity.set_id.as_deref().unwrap_or_default();
    let id: String = if label.identity.is_unique {
        id.chars().filter(char::is_ascii_alphanumeric).take(8).collect()
    } else {
        crc32_hex(key.as_bytes())
    };
    let labeler = label.identity.labeler.as_deref().unwrap_or_default();
    let parts = [
        short(&generic),
        labeler_name(labeler),
        label.identity.part.unwrap_or_default().to_string(),
        id.to_ascii_lowercase(),
    ];
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "label".into() } else { parts.join("-") }
}

/// What a document of a file is, as the file calls it.
pub(crate) fn document(label: &Label) -> String {
    let own = label.identity.label_type.as_deref().map(str::trim);
    let own = own.filter(|text| text.chars().any(char::is_alphabetic));
    own.or(label.identity.part).unwrap_or("Document").to_string()
}

/// The first words of a labeler's name without its legal form.
fn labeler_name(name: &str) -> String {
    const FORMS: [&str; 14] = [
        "inc",
        "llc",
        "ltd",
        "limited",
        "corp",
        "corporation",
        "co",
        "company",
        "gmbh",
        "sa",
        "ag",
        "plc",
        "lp",
        "bv",
    ];
    let whole = slug::slug(name, Letters::All);
    let words = whole.split('-').filter(|word| !word.is_empty() && !FORMS.contains(word)).take(2);
    words.collect::<Vec<_>>().join("-")
}

fn short(name: &str) -> String {
    let whole = slug::slug(name, Letters::All);
    let mut out = String::new();
    for word in whole.split('-').filter(|word| !word.is_empty()) {
        if !out.is_empty() && out.chars().count() + word.chars().count() >= MOST_LETTERS {
            break;
        }
        if !out.is_empty() {
            out.push('-');
        }
        out.extend(word.chars().take(MOST_LETTERS));
    }
    out
}

/// A name that a labeler typed in capitals as names are written.
pub(crate) fn readable(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let letters: Vec<char> = name.chars().filter(|c| c.is_alphabetic()).collect();
    if letters.len() < 4 || letters.iter().any(|c| c.is_lowercase()) {
        return name;
    }
    let mut out = String::new();
    let mut begins = true;
    for word in name.split_inclusive([' ', '-', '/', ',']) {
        let small = matches!(word.trim_end(), "AND" | "IN" | "WITH" | "OF" | "FOR" | "OR");
        let abbreviation = word.trim_end_matches([' ', '-', '/', ',']).chars().count() <= 3
            || matches!(word.trim_end(), "USP" | "HCL" | "HCTZ");
        if small && !begins {
            out.push_str(&word.to_lowercase());
        } else if abbreviation && !small {
            out.push_str(word);
        } else {
            let mut chars = word.chars();
            out.extend(chars.next());
            out.push_str(&chars.as_str().to_lowercase());
        }
        begins = false;
    }
    out
}
