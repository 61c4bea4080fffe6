//! Owns the search core: an index opened once, queries answered from it.

use crate::index::Index;
use crate::lean::digits::push_digit;
use crate::search::{Query, Scope, search, wire};
use wasm_bindgen::prelude::*;

/// An opened index.
#[wasm_bindgen]
pub struct Engine {
    index: Index,
}

#[wasm_bindgen]
impl Engine {
    /// Opens an index; the error is a sentence that says what was expected, what came and what to do.
    ///
    /// `head` is the head of the index, `names` the directory of its names as JSON.
    pub fn open(head: Vec<u8>, names: &str) -> Result<Engine, JsError> {
        Ok(Self { index: Index::open(head, names.as_bytes()).map_err(|error| js_error(&error))? })
    }

    /// Takes the index of a further bundle in, to be read as one with those before; what is needed of it stands behind its
    /// number, `1/names/…`, and so do hits from it.
    pub fn join(&mut self, head: Vec<u8>, names: &str) -> Result<(), JsError> {
        self.index.join(head, names.as_bytes()).map_err(|error| js_error(&error))
    }

    /// The build id of the index that was opened or joined last, 16 hex digits.
    #[wasm_bindgen(getter)]
    pub fn build(&self) -> String {
        hex(self.index.build())
    }

    /// Answers a query as JSON text, or says `{"need":[path, …]}` when parts of the index must be loaded first; `scope` is
    /// `all`, `medicines` or `answers`.
    pub fn search(&self, query: &str, limit: usize, scope: &str) -> String {
        let scope = match scope {
            "medicines" => Scope::Medicines,
            "answers" => Scope::Answers,
            _ => Scope::All,
        };
        let found = search(&self.index, &Query { text: query, limit, scope });
        if self.index.has_missing() { wire::need(&self.index.missing_paths()) } else { wire::json(&found) }
    }

    /// Takes in the bytes of a path that a query needed.
    pub fn load(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), JsError> {
        self.index.load(path, bytes).map_err(|error| js_error(&error))
    }
}

fn js_error(error: &crate::Error) -> JsError {
    JsError::new(&error.sentence())
}

/// 16 hex digits; the formatting machinery would weigh more than this loop.
fn hex(number: u64) -> String {
    let mut out = String::new();
    (0..16).rev().for_each(|place| push_digit(&mut out, (number >> (4 * place)) as usize));
    out
}
