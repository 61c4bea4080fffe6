//! Owns what the cores tell the browser's developer tools: a panic in words, and how long a call took.

use wasm_bindgen::prelude::*;

/// Runs once when a core starts: a panic is told on the console before the instance dies.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&format!("drug-card: {panic}").into());
    }));
}

/// Marks a span on the browser's performance timeline from its creation to its end.
pub(super) struct Span {
    name: &'static str,
    performance: Option<web_sys::Performance>,
}

impl Span {
    /// Begins the span `name`.
    pub(super) fn new(name: &'static str) -> Self {
        let performance = web_sys::window().and_then(|window| window.performance());
        if let Some(performance) = &performance {
            // A timeline that is full or closed is no reason to fail.
            let _ = performance.mark(name);
        }
        Self { name, performance }
    }
}

impl Drop for Span {
    fn drop(&mut self) {
        if let Some(performance) = &self.performance {
            let _ = performance.measure_with_start_mark(self.name, self.name);
            performance.clear_marks_with_mark_name(self.name);
        }
    }
}
