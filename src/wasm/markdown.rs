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
    /// The day of the next review.
    due: Option<String>,
}

/// The card of a Markdown monograph: `{title, tree, due}`, the tree as in a card file.
#[wasm_bindgen]
pub fn card(markdown: &str) -> Result<JsValue, JsError> {
    let _span = Span::new("drug-card:markdown");
    let source = read(markdown);
    let monograph = source.published();
    let alerts = card::alerts(&monograph);
    let tree = card::card(&monograph, &Context { alerts: &alerts, ..Context::default() });
    // Plain objects, not Maps: the front end reads the same form from card files.
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    let due = monograph.record.next_review.map(|day| day.to_string());
    Card { title: monograph.title.clone(), tree, due }
        .serialize(&serializer)
        .map_err(|error| JsError::new(&error.to_string()))
}
