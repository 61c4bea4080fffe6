//! Reads a record of openFDA drug/label, which was made from SPL: text in fields, tables apart, subsections repeated.

use serde_json::{Map, Value};

use crate::import::codes;
use crate::import::document::{Block, Identity, Label, LeftOut, Names};
use crate::import::error::ImportError;
use crate::import::field_heading::{own_title, title};
use crate::import::field_text::{self, Piece};
use crate::import::spl::date;
use crate::monograph::SectionKind;
use crate::read::source_tree::Inline;

/// Fields that hold no text of the label.
const NO_TEXT: [&str; 7] = [
    "set_id",
    "id",
    "effective_time",
    "version",
    "openfda",
    "spl_product_data_elements",
    "spl_indexing_data_elements",
];

/// The order of sections in a label; other fields follow by name.
const ORDER: [&str; 30] = [
    "boxed_warning",
    "recent_major_changes",
    "active_ingredient",
    "purpose",
    "indications_and_usage",
    "dosage_and_administration",
    "dosage_forms_and_strengths",
    "contraindications",
    "warnings_and_cautions",
    "warnings",
    "do_not_use",
    "ask_doctor",
    "ask_doctor_or_pharmacist",
    "when_using",
    "stop_use",
    "pregnancy_or_breast_feeding",
    "keep_out_of_reach_of_children",
    "precautions",
    "adverse_reactions",
    "drug_interactions",
    "use_in_specific_populations",
    "drug_abuse_and_dependence",
    "overdosage",
    "description",
    "clinical_pharmacology",
    "nonclinical_toxicology",
    "clinical_studies",
    "how_supplied",
    "storage_and_handling",
    "information_for_patients",
];

struct Field<'a> {
    name: &'a str,
    values: Vec<&'a str>,
    tables: Vec<&'a str>,
}

/// Reads one record.
pub(crate) fn read(record: &Value) -> Result<Label, ImportError> {
    let not_a_label = |found: &str| ImportError::NotALabel {
        expected: "a record of openFDA drug/label",
        found: found.into(),
    };
    let record = record.as_object().ok_or_else(|| not_a_label("something else"))?;
    let set_id = text(record, "set_id");
    if set_id.is_none() && !record.contains_key("openfda") {
        return Err(not_a_label("an object without set_id"));
    }
    let empty = Map::new();
    let about = record.get("openfda").and_then(Value::as_object).unwrap_or(&empty);
    let mut left_out = LeftOut::default();
    let fields = fields(record, &mut left_out);
    let inside = inside(&fields);
    let mut body = Vec::new();
    for (at, field) in fields.iter().enumerate() {
        if inside[at].is_some() {
            left_out.repeated += 1;
            continue;
        }
        let inner: Vec<&Field<'_>> = fields
            .iter()
            .enumerate()
            .filter(|(other, _)| inside[*other] == Some(at))
            .map(|(_, field)| field)
            .collect();
        section(field, &inner, &mut body);
    }
    Ok(Label {
        identity: Identity {
            source: "openFDA",
            source_url: set_id
                .as_ref()
                .map(|id| format!("https://api.fda.gov/drug/label.json?search=set_id:{id}")),
            is_unique: set_id.is_some(),
            set_id,
            version: text(record, "version"),
            effective_date: text(record, "effective_time").and_then(|value| date(&value)),
            labeler: first(about, "manufacturer_name"),
            label_type: first(about, "product_type"),
            lang: Some("en".into()),
            part: None,
        },
        names: names(record, about),
        body,
        left_out,
    })
}

fn text(record: &Map<String, Value>, key: &str) -> Option<String> {
    match record.get(key)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => values.first().and_then(Value::as_str).map(str::to_string),
        _ => None,
    }
}

fn first(about: &Map<String, Value>, key: &str) -> Option<String> {
    all(about, key).into_iter().next()
}

fn all(about: &Map<String, Value>, key: &str) -> Vec<String> {
    let values = about.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    values
        .iter()
        .filter_map(Value::as_str)
        .filter(|text| !text.trim().is_empty())
        .map(str::to_string)
        .collect()
}

fn names(record: &Map<String, Value>, about: &Map<String, Value>) -> Names {
    let elements = text(record, "spl_product_data_elements").unwrap_or_default();
    // "Brand generic SUBSTANCE …": the first word is all that is sure.
    let fallback = elements.split_whitespace().next().unwrap_or_default().to_string();
    Names {
        brands: all(about, "brand_name"),
        generic: first(about, "generic_name"),
        substances: all(about, "substance_name"),
        moieties: Vec::new(),
        fallback,
    }
}

fn fields<'a>(record: &'a Map<String, Value>, left_out: &mut LeftOut) -> Vec<Field<'a>> {
    let strings = |value: &'a Value| -> Vec<&'a str> {
        match value {
            Value::Array(values) => values.iter().filter_map(Value::as_str).collect(),
            Value::String(text) => vec![text.as_str()],
            _ => Vec::new(),
        }
    };
    let mut fields = Vec::new();
    for (name, value) in record {
        if NO_TEXT.contains(&name.as_str()) || name.ends_with("_table") {
            continue;
        }
        let values: Vec<&str> = strings(value).into_iter().filter(|text| !text.trim().is_empty()).collect();
        if name.starts_with("package_label") {
            left_out.cartons += values.len();
        } else if !values.is_empty() {
            let tables = record.get(&format!("{name}_table")).map(strings).unwrap_or_default();
            fields.push(Field { name, values, tables });
        }
    }
    fields.sort_by_key(|field| ORDER.iter().position(|name| *name == field.name).unwrap_or(ORDER.len()));
    fields
}

/// For each field, the one whose text holds all of its text.
fn inside(fields: &[Field<'_>]) -> Vec<Option<usize>> {
    let texts: Vec<String> = fields.iter().map(|field| field_text::words(&field.values.join(" "))).collect();
    let longest_around = |at: usize| {
        let holds = |other: &usize| {
            *other != at && texts[*other].len() > texts[at].len() && texts[*other].contains(&texts[at])
        };
        (0..texts.len()).filter(holds).max_by_key(|other| texts[*other].len())
    };
    (0..texts.len()).map(longest_around).collect()
}

fn section(field: &Field<'_>, inner: &[&Field<'_>], body: &mut Vec<Block>) {
    let kind = codes::field(field.name).map_or(SectionKind::Other, |known| known.kind);
    let tables = field_text::tables(&field.tables);
    let (own, rest) = own_title(field.name, field.values.first().copied().unwrap_or_default(), &tables);
    body.push(heading(1, &own, Some(kind)));
    let mut unplaced: Vec<bool> = vec![true; tables.len()];
    for value in std::iter::once(rest).chain(field.values.iter().skip(1).copied()) {
        let mut continued = false;
        for piece in field_text::pieces(
            value,
            &tables,
            inner.iter().filter_map(|field| Some((field.name, *field.values.first()?))),
        ) {
            let from = body.len();
            match piece {
                Piece::Field(name, text) => {
                    let inner_kind = codes::field(name).map(|known| known.kind).filter(|own| *own != kind);
                    let (own, rest) = own_title(name, text, &tables);
                    body.push(heading(2, &own, inner_kind));
                    field_text::blocks(rest, &tables, &mut unplaced, body);
                    continued = true;
                }
                Piece::Text(text) => {
                    if continued {
                        body.push(heading(2, &format!("{} (continued)", title(field.name)), Some(kind)));
                    }
                    field_text::blocks(text, &tables, &mut unplaced, body);
                    let boxed = kind == SectionKind::BoxedWarning
                        && body[from..].iter().all(|block| matches!(block, Block::Paragraph(_)));
                    if boxed {
                        let inner = body.split_off(from);
                        body.push(Block::Caution(inner));
                    }
                }
            }
        }
    }
    // A table whose text the field does not have.
    for (table, unplaced) in tables.into_iter().zip(unplaced) {
        if unplaced {
            body.extend(table.spaced_blocks());
        }
    }
}

fn heading(level: u8, text: &str, kind: Option<SectionKind>) -> Block {
    Block::Heading { level, text: vec![Inline::Text(text.into())], kind }
}
