//! Owns what the cores tell the browser's developer tools: a panic in words, and how long a call took.

use crate::lean::digits::push_number;
use std::panic::PanicHookInfo;
use wasm_bindgen::prelude::*;
#[cfg(feature = "markdown-core")]
use web_sys::{Performance, window};

// Not by web-sys: what js-sys brings along would be 3 kB of the search core.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console)]
    fn error(preload_hints: &str);
}

/// Runs once when a core starts: a panic is told on the console before the instance dies.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(report));
}

/// By hand rather than by `Display`, which would bring the formatting of everything into the module.
fn report(panic: &PanicHookInfo<'_>) {
    let mut preload_hints = String::from("drug-card: panicked at ");
    if let Some(place) = panic.location() {
        preload_hints.push_str(place.file());
        preload_hints.push(':');
        push_number(&mut preload_hints, place.line() as usize);
        preload_hints.push(':');
        push_number(&mut preload_hints, place.column() as usize);
    }
    preload_hints.push_str(":\n");
    let words = panic.payload();
    preload_hints.push_str(words.downcast_ref::<&str>().copied().unwrap_or_default());
    preload_hints.push_str(words.downcast_ref::<String>().map_or("", String::as_str));
    error(&preload_hints);
}

/// Marks a span on the browser's performance timeline from its creation to its end. For the Markdown core only: the search
/// core is downloaded by most pages, and its loader measures the same span for a few bytes of JavaScript.
#[cfg(feature = "markdown-core")]
pub(crate) struct Span {
    name: &'static str,
    timeline: Option<Performance>,
}

#[cfg(feature = "markdown-core")]
impl Span {
    /// Begins the span `name`.
    pub(crate) fn new(name: &'static str) -> Self {
        let timeline = window().and_then(|window| window.performance());
        if let Some(timeline) = &timeline {
            // A timeline that is full or closed is no reason to fail.
            let _ = timeline.mark(name);
        }
        Self { name, timeline }
    }
}

#[cfg(feature = "markdown-core")]
impl Drop for Span {
    fn drop(&mut self) {
        if let Some(timeline) = &self.timeline {
            let _ = timeline.measure_with_start_mark(self.name, self.name);
            timeline.clear_marks_with_mark_name(self.name);
        }
    }
}
