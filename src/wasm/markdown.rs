//! Owns the Markdown core: a monograph's text in, its card out.

use super::diagnostics::Span;
use crate::monograph::read;
use crate::text::json::push_quoted;
use crate::view::{self, Context, wire};
use wasm_bindgen::prelude::*;

/// The card of a Markdown monograph as JSON text: `{title, tree}`, the tree in its wire form, as in a card file.
#[wasm_bindgen]
pub fn card(markdown: &str) -> String {
    let _span = Span::new("drug-card:markdown");
    let monograph = read(markdown);
    let alerts = view::alerts(&monograph);
    let tree = view::card(&monograph, &Context { alerts: &alerts, ..Context::default() });
    let mut out = String::from("{\"title\":");
    push_quoted(&mut out, &monograph.title);
    out.push_str(",\"tree\":");
    wire::push_json(&mut out, &tree);
    out.push('}');
    out
}
