//! Owns the choice of questions that stand open: an answer that warns is never behind a click.

use crate::monograph::{Faq, plain_blocks, plain_inlines};
use crate::text::fold::key;
use crate::text::phrases::{Phrases, phrases};

/// Words of an answer or question that tell someone to act or not to take the medicine.
static WORDS: Phrases = phrases![
    "911",
    "999",
    "allergic reaction",
    "anaphyla",
    "at once",
    "black box",
    "contraindicat",
    "do not take",
    "emergency",
    "fatal",
    "get medical help",
    "immediate",
    "life threatening",
    "must not",
    "overdos",
    "poison",
    "right away",
    "seek help",
    "seek medical",
    "should not be used",
    "should not take",
    "should not use",
];

/// Whether `faq` warns: its disclosure then stands open.
pub(super) fn is_urgent(faq: &Faq) -> bool {
    let said = key(&format!("{} {}", plain_inlines(&faq.question), plain_blocks(&faq.answer)));
    WORDS.within(&said)
}
