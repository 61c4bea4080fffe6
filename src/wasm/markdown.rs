//! Owns the Markdown core: a monograph's text in, its card out.

use super::diagnostics::Span;
use crate::monograph::parse;
use crate::view::{self, Context, Node};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// A card made in the browser.
#[derive(Serialize)]
struct Card {
    title: String,
    tree: Node,
}

/// The card of a Markdown monograph: `{title, tree}`, the tree in its wire form.
#[wasm_bindgen]
pub fn card(markdown: &str) -> Result<JsValue, JsError> {
    let _span = Span::new("drug-card:markdown");
    let parsed = parse(markdown);
    let alerts = view::alerts(&parsed.monograph);
    let tree = view::card(&parsed.monograph, &Context { alerts: &alerts, ..Context::default() });
    let card = Card { title: parsed.monograph.title, tree };
    // Plain objects, not Maps: the shell reads the same form from a card file.
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    card.serialize(&serializer).map_err(|error| JsError::new(&error.to_string()))
}
