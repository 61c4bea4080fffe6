//! What the program and the front end must agree on: formats, and the sentence that follows every empty result.

use drug_card::bundle::{card_file, root};
use drug_card::card::ui_strings::SAFETY_SENTENCE;

#[test]
fn both_sides_read_the_same_formats() {
    let script = include_str!("../www/bundle/card-file.js");
    for (name, format) in [("CARD_FORMAT", card_file::FORMAT), ("ROOT_FORMAT", root::FORMAT)] {
        let line = format!("export const {name} = {format};");
        assert!(script.contains(&line), "www/bundle/card-file.js lacks: {line}");
    }
}

#[test]
fn the_safety_sentence_is_the_same_everywhere() {
    let messages = include_str!("../www/i18n/messages/en.json");
    assert!(messages.contains(&format!("\"{SAFETY_SENTENCE}\":")));
}
