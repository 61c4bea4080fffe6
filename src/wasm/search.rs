//! The search core: opens an index once and answers queries from it.

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
    /// Opens an index; the message of the error says what was expected, what was found and what to do.
    ///
    /// `head` is the head of the index, `names` the directory of its names as JSON.
    pub fn open(head: Vec<u8>, names: &str) -> Result<Engine, JsError> {
        Ok(Self { index: Index::open(head, names.as_bytes()).map_err(|error| js_error(&error))? })
    }

    /// Adds the index of another bundle, to be searched as one with those before. Its missing paths and its hits begin with its
    /// number: `1/names/…`.
    pub fn join(&mut self, head: Vec<u8>, names: &str) -> Result<(), JsError> {
        self.index.join(head, names.as_bytes()).map_err(|error| js_error(&error))
    }

    /// The build id of the index that was added last, 16 hex digits.
    #[wasm_bindgen(getter)]
    pub fn build(&self) -> String {
        hex(self.index.build())
    }

    /// Answers a query as JSON; if files must be loaded first, the answer is `{"need":[path, …]}`. `scope` is `all`, `medicines` or
    /// `answers`.
    pub fn search(&self, query: &str, limit: usize, scope: &str) -> String {
        let scope = match scope {
            "medicines" => Scope::Medicines,
            "answers" => Scope::Answers,
            _ => Scope::All,
        };
        let found = search(&self.index, &Query { text: query, limit, scope });
        if self.index.has_missing() { wire::need(&self.index.missing_paths()) } else { wire::json(&found) }
    }

    /// Loads the file of a path that a query needs.
    pub fn load(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), JsError> {
        self.index.load(path, bytes).map_err(|error| js_error(&error))
    }
}

fn js_error(error: &crate::Error) -> JsError {
    JsError::new(&error.sentence())
}

/// 16 hex digits; `core::fmt` would take more bytes than this loop.
fn hex(number: u64) -> String {
    let mut out = String::new();
    (0..16).rev().for_each(|digit| push_digit(&mut out, (number >> (4 * digit)) as usize));
    out
}
