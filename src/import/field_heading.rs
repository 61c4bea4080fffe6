//! Finds the heading of an openFDA field at the beginning of its text.

use crate::import::field_text::FieldTable;
use crate::text::capitalized;

/// The heading of a field and the text after it: most fields begin with their own heading. A sentence that begins with its
/// words stays whole.
pub(crate) fn own_title<'a>(name: &str, text: &'a str, tables: &[FieldTable<'_>]) -> (String, &'a str) {
    let starts = text.trim_start();
    let plain = name.replace('_', " ");
    // A text of a few words reads as one: "Warnings For external use only". A number belongs to a heading.
    let is_short =
        starts.split_whitespace().count() <= SHORT && !starts.starts_with(|c: char| c.is_ascii_digit());
    let found = own_headings(name)
        .iter()
        .map(|(wish, ends)| (*wish, *ends))
        .chain([(plain.as_str(), Ends::BeforeSentence)])
        .find_map(|(wish, ends)| {
            let at = heading_length(starts, wish)?;
            let rest = starts[at..].trim_start();
            let free = match ends {
                Ends::Anywhere => true,
                Ends::BeforeItem => rest.starts_with(['•', '■', '▪', '●', ':']),
                Ends::BeforeSentence => {
                    rest.starts_with(|c: char| {
                        c.is_uppercase() || c.is_ascii_digit() || matches!(c, '•' | '■' | '▪' | '●' | '(')
                    }) || starts[..at].trim_end().ends_with([':', '.'])
                }
            };
            let in_table = || tables.iter().any(|table| table.begins_within(starts, &starts[..at]));
            (free && !rest.is_empty() && !in_table()).then_some(at)
        });
    match found {
        Some(at) if is_short => (starts[..at].trim().trim_end_matches([':', ' ']).to_string(), text),
        Some(at) => (starts[..at].trim().trim_end_matches([':', ' ']).to_string(), &starts[at..]),
        None => (title(name), text),
    }
}

/// Words of a text that stays whole below its heading.
const SHORT: usize = 6;

/// Where the heading of a field may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// What follows is never a part of it.
    Anywhere,
    /// Before a sign that begins an item: its words also begin sentences that are no headings.
    BeforeItem,
    /// Before a capital letter, a digit or an item.
    BeforeSentence,
}

/// The headings that labels give a field, the longest first. Those of over-the-counter labels are prescribed (21 CFR 201.66).
fn own_headings(name: &str) -> &'static [(&'static str, Ends)] {
    use Ends::{Anywhere, BeforeItem, BeforeSentence};
    match name {
        "indications_and_usage" => &[("indications and usage", BeforeSentence), ("uses", Anywhere)],
        "dosage_and_administration" => {
            &[("dosage and administration", BeforeSentence), ("directions", Anywhere)]
        }
        "warnings_and_cautions" => {
            &[("warnings and precautions", BeforeSentence), ("warnings and cautions", BeforeSentence)]
        }
        "adverse_reactions" => &[("adverse reactions", BeforeSentence), ("side effects", BeforeSentence)],
        "spl_medguide" => &[("medication guide", BeforeSentence)],
        "spl_patient_package_insert" => {
            &[("patient package insert", BeforeSentence), ("patient information", BeforeSentence)]
        }
        "information_for_patients" => &[
            ("information for patients", BeforeSentence),
            ("patient counseling information", BeforeSentence),
        ],
        "purpose" => &[("purpose", Anywhere)],
        "warnings" => &[("warnings", Anywhere)],
        "precautions" => &[("precautions", Anywhere)],
        "description" => &[("description", Anywhere)],
        "do_not_use" => &[("do not use", BeforeItem)],
        "ask_doctor" => &[
            ("ask a doctor before use if you have", Anywhere),
            ("ask a doctor before use if", Anywhere),
            ("ask doctor", BeforeItem),
        ],
        "ask_doctor_or_pharmacist" => &[
            ("ask a doctor or pharmacist before use if you are", Anywhere),
            ("ask a doctor or pharmacist before use if", Anywhere),
        ],
        "when_using" => &[("when using this product", Anywhere), ("when using", BeforeItem)],
        "stop_use" => &[("stop use and ask a doctor if", Anywhere), ("stop use", BeforeItem)],
        "questions" => &[("questions or comments?", Anywhere), ("questions?", Anywhere)],
        _ => &[],
    }
}

/// The bytes at the beginning of `text` that are the heading `wish`, with the number before it and what closes it.
fn heading_length(text: &str, wish: &str) -> Option<usize> {
    let bare = |word: &str| word.trim().trim_end_matches([':', '.', ',']).to_lowercase();
    let mut wanted = wish.split(' ').map(bare).peekable();
    let mut at = 0;
    let mut first = true;
    let mut words = text.split_inclusive(char::is_whitespace).peekable();
    while wanted.peek().is_some() {
        let word = words.next()?;
        let own = bare(word);
        let is_number = first && own.len() <= 5 && own.starts_with(|c: char| c.is_ascii_digit());
        // Between two blanks of the source.
        if !is_number && !own.is_empty() {
            if wanted.next()? != own {
                return None;
            }
            first = false;
        }
        first &= !is_number;
        at += word.len();
    }
    // A colon may be a word of its own.
    while let Some(word) = words.next_if(|word| matches!(word.trim(), "" | ":")) {
        at += word.len();
    }
    // "Active ingredient (in each tablet)".
    if wish == "active ingredient" && text[at..].starts_with('(') {
        at += text[at..].find(')').filter(|end| *end < 60).map_or(0, |end| end + 1);
    }
    Some(at)
}

/// `use_in_specific_populations` as a heading.
pub(crate) fn title(name: &str) -> String {
    let name = match name {
        "spl_medguide" => "medication guide",
        "spl_unclassified_section" => "other information",
        "spl_patient_package_insert" => "patient package insert",
        name => name,
    };
    capitalized(&name.replace('_', " "))
}
