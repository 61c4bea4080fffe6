//! Owns slips: the name or word somebody meant, when exactly one is near enough.
//!
//! A name with a slip may lead to another medicine, so short names are mended hardly at all, and a second name
//! almost as near means that none is taken.

use crate::index::dictionary::Dictionary;
use crate::text::distance::{edits, sound};
use crate::text::order::sort_by;
use crate::text::part::holds;

/// How far a spelling may lie from a name, in half edits; a slip of the ear counts one.
fn reach(len: usize) -> usize {
    match len {
        0..=4 => 0,
        5..=7 => 2,
        8..=11 => 4,
        _ => 6,
    }
}

/// Which sounds a word holds, one bit each; letters that may sound alike share a bit. One edit changes two bits at most.
fn sounds(word: &[u8]) -> u32 {
    word.iter().fold(0, |bits, letter| {
        bits | match letter {
            b'h' => 0,
            b'y' => 1 << (b'i' - b'a'),
            b'k' | b'q' | b's' | b'x' | b'z' => 1 << (b'c' - b'a'),
            b'p' => 1 << (b'f' - b'a'),
            b'a'..=b'z' => 1 << (letter - b'a'),
            _ => 0,
        }
    })
}

/// Distance in half edits between a typed word and a name, or `None` when it is out of reach.
pub(super) fn distance(typed: &[u8], heard: &[u8], name: &[u8], reach: usize) -> Option<usize> {
    if typed.len().abs_diff(name.len()) > reach / 2 + 2 {
        return None;
    }
    let by_letter = edits(typed, name, reach / 2).map(|count| count * 2);
    if by_letter == Some(0) {
        return Some(0);
    }
    // The sound of a name costs an allocation; words with another first and last letter are not worth it.
    let spoken = sound(name);
    let by_ear = edits(heard, &spoken, reach.saturating_sub(1) / 2).map(|count| count * 2 + 1);
    let best = by_letter.into_iter().chain(by_ear).min()?;
    let total = best + if heard.first() == spoken.first() { 0 } else { 2 };
    (total <= reach).then_some(total)
}

/// The names nearest to a typed word, all equally near ones; empty when none is near enough.
pub(super) fn nearest(typed: &str, names: Dictionary<'_>) -> Vec<String> {
    ranked(typed, names, reach(typed.len())).into_iter().map(|(_, name)| name).collect()
}

/// Names a little out of reach, to be offered as different medicines.
pub(super) fn near(typed: &str, names: Dictionary<'_>, most: usize) -> Vec<String> {
    let mut found = within(typed, names, reach(typed.len()) + 2);
    if typed.len() >= 5 {
        let held = sounds(typed.as_bytes());
        let mut walk = names.all();
        while let Some((_, name)) = walk.next_key() {
            let here = sounds(name);
            // Almost all of one word's letters must be in the other before one can lie inside the other.
            if (held & !here).count_ones() > 1 && (here & !held).count_ones() > 0 {
                continue;
            }
            let Ok(name) = std::str::from_utf8(name) else { continue };
            let inside = holds(name, typed)
                || (name.len() >= 6 && holds(typed, name))
                || (typed.len() >= 7 && shares_front(typed, name));
            if inside && !found.iter().any(|(_, other)| other == name) {
                found.push((usize::MAX, name.to_string()));
            }
        }
    }
    sort_by(&mut found, Ord::cmp);
    found.dedup_by(|a, b| a.1 == b.1);
    found.truncate(most);
    found.into_iter().map(|(_, name)| name).collect()
}

/// `tazocin` and `pentazocine` share six letters inside: a program that looks for parts would take one for the other.
fn shares_front(typed: &str, name: &str) -> bool {
    typed.is_ascii()
        && name.is_ascii()
        && typed.get(..typed.len() - 1).is_some_and(|front| holds(name, front))
}

fn ranked(typed: &str, names: Dictionary<'_>, reach: usize) -> Vec<(usize, String)> {
    let mut found = within(typed, names, reach);
    sort_by(&mut found, Ord::cmp);
    let Some(&(best, _)) = found.first() else { return found };
    // One slip of the ear beats one changed letter; beyond that, a whole edit must lie between first and second.
    let margin = if best <= 1 { 0 } else { 1 };
    found.retain(|&(cost, _)| cost <= best + margin);
    found
}

fn within(typed: &str, names: Dictionary<'_>, reach: usize) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    if reach == 0 {
        return found;
    }
    let (heard, held) = (sound(typed.as_bytes()), sounds(typed.as_bytes()));
    let mut walk = names.all();
    while let Some((_, name)) = walk.next_key() {
        if (sounds(name) ^ held).count_ones() as usize > reach + 1 {
            continue;
        }
        let cost = distance(typed.as_bytes(), &heard, name, reach);
        if let (Some(cost), Ok(name)) = (cost, std::str::from_utf8(name)) {
            found.push((cost, name.to_string()));
        }
    }
    found
}

/// The term a prose word was meant to be: one letter off (two in long words), same first letter, in most units.
pub(super) fn term(stem: &str, terms: Dictionary<'_>, units_with: impl Fn(u32) -> u32) -> Option<u32> {
    let first = stem.get(..1).filter(|_| stem.len() >= 5)?;
    let limit = if stem.len() >= 8 { 2 } else { 1 };
    let mut best: Option<(usize, u32, u32)> = None;
    let mut walk = terms.from(first);
    while let Some((number, term)) = walk.next_key() {
        if !term.starts_with(first.as_bytes()) {
            break;
        }
        let Some(count) = edits(stem.as_bytes(), term, limit) else { continue };
        let units = units_with(number);
        if units >= 3 && best.is_none_or(|(least, most, _)| count < least || (count == least && units > most))
        {
            best = Some((count, units, number));
        }
    }
    best.map(|(_, _, number)| number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::dictionary;

    #[test]
    fn one_plausible_name_is_taken_two_are_not_and_short_ones_hardly() {
        let names = [
            "acetaminophen",
            "atenolol",
            "citalopram",
            "clobazam",
            "clonazepam",
            "escitalopram",
            "hydrochlorothiazide",
            "metoprolol",
            "pentazocine",
            "prednisolone",
            "prednisone",
            "warfarin",
        ];
        let bytes = dictionary::write(names.into_iter());
        let names = Dictionary::open(&bytes).unwrap();
        for (typed, want) in [
            ("hidroclorothiazide", vec!["hydrochlorothiazide"]),
            ("acetaminofen", vec!["acetaminophen"]),
            ("citalapram", vec!["citalopram"]),
            ("metropolol", vec!["metoprolol"]),
            ("atenlol", vec!["atenolol"]),
            ("prednisolon", vec!["prednisolone"]),
            ("warfrin", vec!["warfarin"]),
            ("tazocin", vec![]),
            ("zorblatrol", vec![]),
            ("war", vec![]),
        ] {
            assert_eq!(nearest(typed, names), want, "{typed}");
        }
        assert_eq!(near("tazocin", names, 5), ["pentazocine"]);
        assert_eq!(near("italopram", names, 5), ["citalopram", "escitalopram"]);
    }
}
