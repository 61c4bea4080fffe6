//! Owns the Markdown core: a monograph's text in, its card out.

use crate::card::{self, CardNode, Context};
use crate::monograph::read;
use crate::wasm::diagnostics::Span;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// A card made in the browser.
#[derive(Serialize)]
struct Card {
    title: String,
    tree: CardNode,
}

/// The card of a Markdown monograph: `{title, tree}`, the tree in its wire form.
#[wasm_bindgen]
pub fn card(markdown: &str) -> Result<JsValue, JsError> {
    let _span = Span::new("drug-card:markdown");
    let monograph = read(markdown);
    let alerts = card::alerts(&monograph);
    let tree = card::card(&monograph, &Context { alerts: &alerts, ..Context::default() });
    // Plain objects, not Maps: the shell reads the same form from a card file.
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    Card { title: monograph.title, tree }
        .serialize(&serializer)
        .map_err(|error| JsError::new(&error.to_string()))
}
