//! Checks what holds for any official label: it is refused, or its Markdown reads back as it was written.

use drug_card::internals::import::{Format, round_trip};

/// An SPL file, and a narrative in one.
pub(crate) fn import_spl(data: &[u8]) {
    check(Format::Spl, data);
    let text = String::from_utf8_lossy(data);
    let text = format!(
        "<document xmlns=\"urn:hl7-org:v3\"><component><structuredBody><component><section>\
         <code code=\"34066-1\" codeSystem=\"2.16.840.1.113883.6.1\"/><title>A</title><text>{text}</text></section></component>\
         </structuredBody></component></document>"
    );
    check(Format::Spl, text.as_bytes());
}

/// An ePI file, and a narrative in one.
pub(crate) fn import_epi(data: &[u8]) {
    check(Format::Epi, data);
    let text = json(&String::from_utf8_lossy(data));
    let text = format!(
        "{{\"resourceType\": \"Composition\", \"section\": [{{\"title\": \"A\", \"text\": \
         {{\"div\": \"<div xmlns='http://www.w3.org/1999/xhtml'>{text}</div>\"}}}}]}}"
    );
    check(Format::Epi, text.as_bytes());
}

/// A record of openFDA, and a text and a table in one: a line with a star ends the text.
pub(crate) fn import_openfda(data: &[u8]) {
    check(Format::OpenFda, data);
    let text = String::from_utf8_lossy(data);
    let (text, table) = text.split_once("\n*\n").unwrap_or((&text, ""));
    let (text, table) = (json(text), json(table));
    let text = format!(
        "{{\"set_id\": \"a\", \"boxed_warning\": [\"{text}\"], \"warnings\": [\"{text} {text}\"], \
         \"warnings_table\": [\"<table>{table}</table>\"]}}"
    );
    check(Format::OpenFda, text.as_bytes());
}

fn check(format: Format, bytes: &[u8]) {
    if let Some(differences) = round_trip(format, bytes) {
        assert!(differences.is_empty(), "{format:?}: {differences:?}");
    }
}

/// Text inside a string of JSON.
fn json(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}
