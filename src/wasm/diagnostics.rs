//! Owns what the cores tell the browser's developer tools: a panic in words, and how long a call took.
//!
//! The three functions are declared here: `web-sys` would bring `js-sys` along, and with it exports nobody calls.

use crate::text::number::push_number;
use std::panic::PanicHookInfo;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn tell(message: &str);
    #[wasm_bindgen(catch, js_namespace = performance)]
    fn mark(name: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = performance)]
    fn measure(name: &str, from: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = performance, js_name = clearMarks)]
    fn clear_marks(name: &str) -> Result<(), JsValue>;
}

/// Runs once when a core starts: a panic is told on the console before the instance dies.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(report));
}

fn report(panic: &PanicHookInfo<'_>) {
    let mut told = String::from("drug-card: panicked at ");
    if let Some(place) = panic.location() {
        told.push_str(place.file());
        told.push(':');
        push_number(&mut told, place.line() as usize);
        told.push(':');
        push_number(&mut told, place.column() as usize);
    }
    told.push_str(":\n");
    let words = panic.payload();
    told.push_str(words.downcast_ref::<&str>().copied().unwrap_or_default());
    told.push_str(words.downcast_ref::<String>().map_or("", String::as_str));
    tell(&told);
}

/// Marks a span on the browser's performance timeline from its creation to its end.
pub(super) struct Span(&'static str);

impl Span {
    /// Begins the span `name`.
    pub(super) fn new(name: &'static str) -> Self {
        // A timeline that is full, closed or missing is no reason to fail.
        let _ = mark(name);
        Self(name)
    }
}

impl Drop for Span {
    fn drop(&mut self) {
        let _ = measure(self.0, self.0);
        let _ = clear_marks(self.0);
    }
}
