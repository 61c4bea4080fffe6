//! Owns the words that names of side effects are told by: what announces, explains and groups them.

use crate::monograph::phrases::phrases;
use crate::text::phrases::Phrases;

pub(crate) static GLOSS: Phrases = phrases!("effect_names", "gloss");

pub(crate) static CLAUSE: Phrases = phrases!("effect_names", "clause");

pub(crate) static EMPTY: Phrases = phrases!("effect_names", "empty");

pub(crate) static FIRST: Phrases = phrases!("effect_names", "announce");

pub(crate) static SECOND: Phrases = phrases!("effect_names", "announce weakly");

pub(crate) static SAYS_NOTHING: Phrases = phrases!("effect_names", "says nothing");

pub(crate) static GROUPS: Phrases = phrases!("effect_names", "groups");

pub(crate) static SYSTEMS: Phrases = phrases!("effect_names", "systems");
