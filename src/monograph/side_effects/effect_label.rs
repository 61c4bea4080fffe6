//! Finds the label of a group of side effects, and where it ends.

use crate::monograph::phrases::phrases;
use crate::monograph::side_effects::effect_names::is_system;
use crate::monograph::side_effects::effect_sentence;
use crate::monograph::side_effects::severity::{of_label, of_sentence};
use crate::monograph::{Block, Inline};
use crate::read::inline::{is_blank, leading_strong, raw, trim};
use crate::text::fold;
use crate::text::phrases::{Phrases, find};

/// The byte after a bold label and its colon at the start of a text that reads `words`.
pub(crate) fn label_end(text: &[Inline], words: &str) -> Option<usize> {
    let end = leading_strong(text)?;
    let (bold, after) = words.split_at(end);
    let inside = bold.trim_end().ends_with(':');
    let outside = after.trim_start().starts_with(':');
    if !inside && !outside {
        // A bold name alone in its item is a name, with or without a gloss.
        let alone = after.trim().is_empty() || after.trim_start().starts_with(['-', '–', '—', '(']);
        return (alone && !effect_sentence::is_sentence(bold) && of_label(bold).is_some()).then_some(end);
    }
    let colon = if inside { 0 } else { after.find(':').map_or(0, |at| at + 1) };
    Some(end + colon)
}

/// A label's words without blanks and final colon.
pub(crate) fn label_words(label: &str) -> &str {
    label.trim().trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：'))
}

/// The byte after a label without bold letters at the start of an item: `Common: …`, `Jaundice: …`.
pub(crate) fn plain_label_end(words: &str) -> Option<usize> {
    let colon =
        find(words, b": ").or_else(|| words.trim_end().ends_with(':').then(|| words.trim_end().len() - 1))?;
    let before = &words[..colon];
    let open = before.matches('(').count() > before.matches(')').count();
    let labels = !open && before.len() <= 100 && find(before, b". ").is_none();
    labels.then_some(colon + 1)
}

/// A paragraph cut at line ends that a bold label follows.
pub(crate) fn labelled_lines(text: &[Inline]) -> impl Iterator<Item = &[Inline]> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let ends = |inline: &Inline| matches!(inline, Inline::SoftBreak | Inline::HardBreak);
        let lines = rest.split_inclusive(ends).skip(1);
        let mut end = rest.len();
        let mut left = rest.len() - rest.split_inclusive(ends).next().map_or(0, <[_]>::len);
        for line in lines {
            if label_end(line, &raw(line)).is_some() {
                end = rest.len() - left;
                break;
            }
            left -= line.len();
        }
        let (line, after) = rest.split_at(end);
        rest = after;
        (!line.is_empty()).then_some(line)
    })
    .filter(|line| !is_blank(line))
}

/// Whether a label groups the effects after it: an organ system or one of the drugs.
pub(crate) fn heads_a_list(label: &str, ingredients: &[String]) -> bool {
    if is_system(label) {
        return true;
    }
    // "Iron overload" is an effect, "Iron" and "Iron-related" are not.
    static STATES: Phrases = phrases!("effect_sentences", "states");
    let key = fold::key(label);
    if ingredients.len() < 2 || STATES.within(&key) {
        return false;
    }
    // `CoQ10`, `DHA`: a short name of one of them.
    let capitals = label.chars().filter(|c| c.is_ascii_uppercase() || c.is_ascii_digit()).count();
    if !key.contains(' ') && capitals >= 2 && key.len() <= 8 {
        return true;
    }
    let squeezed = joined(&key);
    ingredients.iter().any(|name| {
        let name = fold::key(name);
        key.split(' ').any(|word| word.len() > 4 && name.split(' ').any(|part| part == word))
            || name.len() > 2 && (key == name || key.len() > 3 && joined(&name).starts_with(&squeezed))
    })
}

/// `key` without its blanks.
fn joined(key: &str) -> String {
    key.split(' ').fold(String::new(), |mut out, word| {
        out.push_str(word);
        out
    })
}

/// An item whose last line announces the group of the items after it, split before that line: without a blank line
/// Markdown counts `Less common but serious side effects include:` to the item above, whose rank is the opposite one.
pub(crate) fn announced_at_end(item: &[Block]) -> Option<(Vec<Block>, Vec<Inline>)> {
    let [Block::Paragraph(text)] = item else { return None };
    let at = text.iter().rposition(|inline| matches!(inline, Inline::SoftBreak))?;
    let (name, sentence) = text.split_at(at);
    let words = raw(sentence);
    let announces = words.trim_end().ends_with(':') && of_sentence(words.trim_start()).ranks_effects;
    (announces && !is_blank(name))
        .then(|| (vec![Block::Paragraph(trim(name.to_vec()))], trim(sentence.to_vec())))
}
