//! The Markdown core: makes a card from the Markdown of a monograph.

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

/// The card of a Markdown monograph: `{title, tree}`, the tree as in a card file.
#[wasm_bindgen]
pub fn card(markdown: &str) -> Result<JsValue, JsError> {
    let _span = Span::new("drug-card:markdown");
    let monograph = read(markdown);
    let alerts = card::alerts(&monograph);
    let tree = card::card(&monograph, &Context { alerts: &alerts, ..Context::default() });
    // Plain objects, not Maps: the front end reads the same form from card files.
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    Card { title: monograph.title, tree }
        .serialize(&serializer)
        .map_err(|error| JsError::new(&error.to_string()))
}
