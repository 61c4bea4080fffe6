//! Owns the Markdown core: a monograph's text in, its card out.

use super::diagnostics::Span;
use crate::monograph::read;
use crate::view::{self, Context, wire};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = JSON, js_name = parse, catch)]
    fn from_json(text: &str) -> Result<JsValue, JsValue>;
}

/// The card of a Markdown monograph: `{title, tree}`, the tree in its wire form.
#[wasm_bindgen]
pub fn card(markdown: &str) -> Result<JsValue, JsValue> {
    let _span = Span::new("drug-card:markdown");
    let monograph = read(markdown);
    let alerts = view::alerts(&monograph);
    let tree = view::card(&monograph, &Context { different: &[], alerts: &alerts });
    // One text over the border rather than a call for every node.
    from_json(&wire::card(&monograph.title, &tree))
}
