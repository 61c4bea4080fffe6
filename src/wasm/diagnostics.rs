//! Reports to the browser's developer tools: the message of a panic, and how long a call took.

use crate::lean::digits::push_number;
use std::panic::PanicHookInfo;
use wasm_bindgen::prelude::*;
#[cfg(feature = "markdown-core")]
use web_sys::{Performance, window};

// Not through web-sys: its dependency js-sys would add 3 kB to the search core.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console)]
    fn error(message: &str);
}

/// Runs once when a core starts: a panic is logged to the console before the instance dies.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(report));
}

/// Builds the message by hand: `Display` would compile in the formatting of every type.
fn report(panic: &PanicHookInfo<'_>) {
    let mut message = String::from("drug-card: panicked at ");
    if let Some(location) = panic.location() {
        message.push_str(location.file());
        message.push(':');
        push_number(&mut message, location.line() as usize);
        message.push(':');
        push_number(&mut message, location.column() as usize);
    }
    message.push_str(":\n");
    let payload = panic.payload();
    message.push_str(payload.downcast_ref::<&str>().copied().unwrap_or_default());
    message.push_str(payload.downcast_ref::<String>().map_or("", String::as_str));
    error(&message);
}

/// A span on the browser's performance timeline, from its creation to its drop. For the Markdown core only: most pages download the
/// search core, and its loader measures the same span in a few bytes of JavaScript.
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
            // A full or closed timeline must not make the call fail.
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
