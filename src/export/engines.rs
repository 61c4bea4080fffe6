//! Writes passages for search engines: the lines each engine takes, its ids, and the schema to load first.

use crate::export::records::PassageRecord;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The format in which a search engine takes documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    /// One record a line, for anything that reads JSON lines.
    Ndjson,
    /// The body of OpenSearch's and Elasticsearch's `_bulk`.
    OpenSearch,
    /// Quickwit's `ingest`.
    Quickwit,
    /// Meilisearch's documents as NDJSON.
    Meilisearch,
    /// Typesense's `import`.
    Typesense,
}

/// The longest `_id` OpenSearch takes, in bytes.
const LONGEST_ID: usize = 512;

impl Engine {
    /// The lines of a record, each with its line end.
    ///
    /// # Errors
    ///
    /// When serializing fails.
    pub(crate) fn lines(self, record: &PassageRecord) -> serde_json::Result<String> {
        let id = &record.id;
        match self {
            Self::Ndjson | Self::Quickwit => line(record),
            Self::OpenSearch => {
                let id = if id.len() > LONGEST_ID { &digest(id) } else { id };
                Ok(format!("{}\n{}", json!({ "index": { "_id": id } }), line(record)?))
            }
            // Their ids are letters, digits, hyphens and underscores; the readable one stays as `unit`.
            Self::Meilisearch | Self::Typesense => {
                let mut value = serde_json::to_value(record)?;
                value["unit"] = id.as_str().into();
                value["id"] = digest(id).into();
                if let Value::Object(fields) = &mut value {
                    fields.retain(|_, field| !field.is_null());
                }
                Ok(format!("{value}\n"))
            }
        }
    }

    /// The schema to load before the first document; `None` where the engine needs none.
    #[must_use]
    pub(crate) fn schema(self) -> Option<Value> {
        match self {
            Self::Ndjson => None,
            Self::OpenSearch => Some(opensearch()),
            Self::Quickwit => Some(quickwit()),
            Self::Meilisearch => Some(json!({
                "searchableAttributes": ["title", "generic_name", "heading", "text"],
                "filterableAttributes": ["kind", "loinc", "lang", "path", "slug", "alert"],
                "sortableAttributes": ["position"],
                "displayedAttributes": ["*"],
            })),
            Self::Typesense => Some(typesense()),
        }
    }
}

fn line(record: &PassageRecord) -> serde_json::Result<String> {
    Ok(serde_json::to_string(record)? + "\n")
}

/// 128 bits of SHA-256 as 32 hex digits.
fn digest(id: &str) -> String {
    Sha256::digest(id).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Fields that are compared whole, not word by word.
const KEYWORDS: [&str; 9] = ["id", "path", "anchor", "slug", "kind", "loinc", "loinc_name", "lang", "alert"];
/// Fields that are searched.
const TEXTS: [&str; 4] = ["title", "generic_name", "heading", "text"];
/// Fields that are shown with a hit but not searched.
const SHOWN: [&str; 2] = ["provenance", "alerts"];

fn opensearch() -> Value {
    let mut fields = serde_json::Map::new();
    fields.extend(KEYWORDS.map(|name| (name.into(), json!({ "type": "keyword" }))));
    fields.extend(TEXTS.map(|name| (name.into(), json!({ "type": "text" }))));
    fields.extend(SHOWN.map(|name| (name.into(), json!({ "type": "text", "index": false }))));
    fields.insert("position".into(), json!({ "type": "integer" }));
    json!({ "mappings": { "dynamic": "strict", "properties": fields } })
}

fn quickwit() -> Value {
    let shown =
        |name: &str, kind: &str| json!({ "name": name, "type": kind, "indexed": false, "stored": true });
    let whole = |name: &str| json!({ "name": name, "type": "text", "tokenizer": "raw", "stored": true });
    let words = |name: &str| json!({ "name": name, "type": "text", "tokenizer": "default", "record": "position", "stored": true });
    let mut fields: Vec<Value> = KEYWORDS.map(whole).into();
    fields.extend(TEXTS.map(words));
    fields.push(shown("provenance", "text"));
    fields.push(shown("alerts", "array<text>"));
    fields.push(json!({ "name": "position", "type": "u64", "indexed": true, "stored": true }));
    json!({
        "version": "0.8",
        "index_id": "drug-card",
        "doc_mapping": { "mode": "strict", "field_mappings": fields },
        "search_settings": { "default_search_fields": TEXTS },
    })
}

fn typesense() -> Value {
    let optional = ["generic_name", "loinc", "loinc_name", "alert"];
    let field = |name: &str, kind: &str, index: bool, facet: bool| json!({ "name": name, "type": kind, "index": index, "facet": facet, "optional": !index || optional.contains(&name) });
    let mut fields = vec![field("unit", "string", true, false)];
    // `id` is built in and not declared.
    fields.extend(
        KEYWORDS[1..]
            .iter()
            .map(|name| field(name, "string", true, ["kind", "loinc", "lang", "alert"].contains(name))),
    );
    fields.extend(TEXTS.map(|name| field(name, "string", true, false)));
    fields.push(field("provenance", "string", false, false));
    fields.push(field("alerts", "string[]", false, false));
    fields.push(field("position", "int32", true, false));
    json!({ "name": "drug-card", "fields": fields, "default_sorting_field": "position" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::records::records;
    use crate::monograph::{Facts, parse};
    use std::collections::BTreeSet;

    const PAGE: &str = "---\ntitle: Testamine\n---\n# Testamine\n\n### Generic Name\nTestamine\n\n### Usage\nFor tests.\n\n### Usage\nAnd for {more}.\n\n\
                        ### FAQs\n* **Q: Is it red?** A: No, never.\n";

    fn recorded(path: &str) -> Vec<PassageRecord> {
        let monograph = parse(PAGE).monograph;
        records(&Facts::new(path, "testamine", &monograph), &monograph)
    }

    fn names(value: &Value) -> BTreeSet<String> {
        value.as_object().unwrap().keys().cloned().collect()
    }

    fn declared(list: &Value) -> BTreeSet<String> {
        list.as_array().unwrap().iter().map(|field| field["name"].as_str().unwrap().to_string()).collect()
    }

    #[test]
    fn passages_have_stable_ids_kinds_and_codes() {
        let found: Vec<_> = recorded("t/testamine.md")
            .into_iter()
            .map(|record| (record.id, record.kind, record.loinc))
            .collect();
        let want = [
            ("t/testamine.md#", "head", None),
            ("t/testamine.md#generic_name", "generic_name", Some("48780-1")),
            ("t/testamine.md#usage", "usage", Some("34067-9")),
            ("t/testamine.md#usage-2", "usage", Some("34067-9")),
            ("t/testamine.md#faqs", "faqs", Some("34076-0")),
            ("t/testamine.md#faq-1", "faq", Some("34076-0")),
        ];
        assert_eq!(found, want.map(|(id, kind, code)| (id.to_string(), kind, code)));
    }

    /// A schema is strict: a field it does not name would be rejected with the first document.
    #[test]
    fn every_schema_names_every_field_of_a_line() {
        let record = &recorded("t/testamine.md")[1];
        let last = |engine: Engine| -> Value {
            serde_json::from_str(engine.lines(record).unwrap().lines().last().unwrap()).unwrap()
        };
        let schema = Engine::OpenSearch.schema().unwrap();
        assert_eq!(names(&last(Engine::OpenSearch)), names(&schema["mappings"]["properties"]));
        let schema = Engine::Quickwit.schema().unwrap();
        assert_eq!(names(&last(Engine::Quickwit)), declared(&schema["doc_mapping"]["field_mappings"]));
        let schema = Engine::Typesense.schema().unwrap();
        let mut fields = declared(&schema["fields"]);
        fields.insert("id".into());
        assert_eq!(names(&last(Engine::Typesense)), fields);
        let settings = Engine::Meilisearch.schema().unwrap();
        for (list, fields) in settings.as_object().unwrap() {
            for field in fields.as_array().unwrap().iter().filter(|field| *field != "*") {
                assert!(last(Engine::Meilisearch).get(field.as_str().unwrap()).is_some(), "{list}: {field}");
            }
        }
    }

    #[test]
    fn ids_are_what_the_engine_takes() {
        let long = format!("{}.md", "é".repeat(300));
        for path in ["t/testamine.md", "with blank & ümlaut.md", &long] {
            for record in recorded(path) {
                let action = Engine::OpenSearch.lines(&record).unwrap();
                let action: Value = serde_json::from_str(action.lines().next().unwrap()).unwrap();
                assert!(action["index"]["_id"].as_str().unwrap().len() <= LONGEST_ID);
                for engine in [Engine::Meilisearch, Engine::Typesense] {
                    let value: Value = serde_json::from_str(&engine.lines(&record).unwrap()).unwrap();
                    let id = value["id"].as_str().unwrap();
                    assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{id}");
                    assert_eq!(value["unit"], record.id.as_str());
                }
            }
        }
    }
}
