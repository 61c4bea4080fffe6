//! Owns the search core: an index opened once, queries answered from it.

use crate::index::Segment;
use crate::search::{Query, Scope, search, wire};
use crate::text::number::push_digit;
use wasm_bindgen::prelude::*;

/// An opened index.
#[wasm_bindgen]
pub struct Engine {
    segment: Segment<Vec<u8>>,
}

#[wasm_bindgen]
impl Engine {
    /// Opens an index; the error is a sentence that says what was expected, what came and what to do.
    pub fn open(bytes: Vec<u8>) -> Result<Engine, JsError> {
        Ok(Self { segment: Segment::open(bytes).map_err(|error| JsError::new(&error.sentence()))? })
    }

    /// The build id of the index, 16 hex digits.
    #[wasm_bindgen(getter)]
    pub fn build(&self) -> String {
        hex(self.segment.build())
    }

    /// Answers a query as JSON text; `scope` is `all`, `medicines` or `answers`.
    pub fn search(&self, query: &str, limit: usize, scope: &str) -> String {
        let scope = match scope {
            "medicines" => Scope::Medicines,
            "answers" => Scope::Answers,
            _ => Scope::All,
        };
        wire::json(&search(&self.segment, &Query { text: query, limit, scope }))
    }
}

/// 16 hex digits; the formatting machinery would weigh more than this loop.
fn hex(number: u64) -> String {
    let mut out = String::new();
    (0..16).rev().for_each(|place| push_digit(&mut out, (number >> (4 * place)) as usize));
    out
}
