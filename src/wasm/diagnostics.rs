//! Owns what the cores tell the browser's developer tools: a panic in words, and how long a call took.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console)]
    fn error(message: &str);
    #[wasm_bindgen(js_namespace = performance, catch)]
    fn mark(name: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(js_namespace = performance, catch)]
    fn measure(name: &str, from: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(js_namespace = performance, js_name = clearMarks, catch)]
    fn clear_marks(name: &str) -> Result<(), JsValue>;
}

/// Runs once when a core starts: a panic is told on the console before the instance dies.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|panic| error(&format!("drug-card: {panic}"))));
}

/// Marks a span on the browser's performance timeline from its creation to its end.
pub(super) struct Span {
    name: &'static str,
}

impl Span {
    /// Begins the span `name`.
    pub(super) fn new(name: &'static str) -> Self {
        // A timeline that is full, closed or missing is no reason to fail.
        let _ = mark(name);
        Self { name }
    }
}

impl Drop for Span {
    fn drop(&mut self) {
        let _ = measure(self.name, self.name);
        let _ = clear_marks(self.name);
    }
}
