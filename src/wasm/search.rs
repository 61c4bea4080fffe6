//! Owns the search core: an index opened once, queries answered from it.

use super::diagnostics::Span;
use crate::index::Segment;
use crate::search::{self, Query, Scope};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// An opened index.
#[wasm_bindgen]
pub struct Engine {
    segment: Segment<Vec<u8>>,
}

/// A medicine as the shell reads it.
#[derive(Serialize)]
struct Medicine<'a> {
    slug: &'a str,
    path: &'a str,
    title: &'a str,
    #[serde(rename = "match")]
    matched: &'static str,
    via: Option<&'a str>,
    line: &'a str,
}

/// An answer as the shell reads it; ranges count UTF-16 units, as the browser's strings do.
#[derive(Serialize)]
struct Answer<'a> {
    slug: &'a str,
    path: &'a str,
    title: &'a str,
    anchor: &'a str,
    kind: &'static str,
    heading: &'a str,
    text: &'a str,
    ranges: Vec<(usize, usize)>,
    #[serde(rename = "headingRanges")]
    heading_ranges: Vec<(usize, usize)>,
    score: f32,
    #[serde(rename = "match")]
    matched: &'static str,
}

/// What a search gives the shell.
#[derive(Serialize)]
struct Results<'a> {
    medicines: Vec<Medicine<'a>>,
    answers: Vec<Answer<'a>>,
    different: Vec<Medicine<'a>>,
    total: usize,
    #[serde(rename = "noMatch")]
    no_match: bool,
}

#[wasm_bindgen]
impl Engine {
    /// Opens an index; the error is a sentence that says what was expected, what came and what to do.
    pub fn open(bytes: Vec<u8>) -> Result<Engine, JsError> {
        let _span = Span::new("drug-card:open");
        Ok(Self { segment: Segment::open(bytes).map_err(|error| JsError::new(&error.to_string()))? })
    }

    /// The build id of the index, 16 hex digits.
    #[wasm_bindgen(getter)]
    pub fn build(&self) -> String {
        format!("{:016x}", self.segment.build())
    }

    /// Answers a query; `scope` is `all`, `medicines` or `answers`.
    pub fn search(&self, query: &str, limit: usize, scope: &str) -> Result<JsValue, JsError> {
        let _span = Span::new("drug-card:search");
        let scope = match scope {
            "medicines" => Scope::Medicines,
            "answers" => Scope::Answers,
            _ => Scope::All,
        };
        let found = search::search(&self.segment, &Query { text: query, limit, scope });
        let results = Results {
            medicines: found.medicines.iter().map(medicine).collect(),
            answers: found.answers.iter().map(answer).collect(),
            different: found.different.iter().map(medicine).collect(),
            total: found.total,
            no_match: found.no_match,
        };
        let serializer = serde_wasm_bindgen::Serializer::json_compatible();
        results.serialize(&serializer).map_err(|error| JsError::new(&error.to_string()))
    }
}

fn medicine(medicine: &search::Medicine) -> Medicine<'_> {
    Medicine {
        slug: &medicine.slug,
        path: &medicine.path,
        title: &medicine.title,
        matched: medicine.matched.id(),
        via: medicine.via.as_deref(),
        line: &medicine.line,
    }
}

fn answer(answer: &search::Answer) -> Answer<'_> {
    Answer {
        slug: &answer.slug,
        path: &answer.path,
        title: &answer.title,
        anchor: &answer.anchor,
        kind: answer.kind,
        heading: &answer.heading,
        text: &answer.text,
        ranges: utf16(&answer.text, &answer.ranges),
        heading_ranges: utf16(&answer.heading, &answer.heading_ranges),
        score: answer.score,
        matched: answer.matched.id(),
    }
}

/// Byte ranges of `text` as ranges of UTF-16 units.
fn utf16(text: &str, ranges: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let units = |to: usize| text.get(..to).map_or(0, |before| before.encode_utf16().count());
    ranges.iter().map(|(from, to)| (units(*from), units(*to))).collect()
}
