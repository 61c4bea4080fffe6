//! Corrects spelling: finds the name or word that was meant if exactly one is near enough.
//!
//! A wrong correction may lead to another medicine, so short names are hardly ever corrected, and never if a second name
//! is almost as near.

use crate::index::Index;
use crate::index::format::typo_words::TypoWord;
use crate::lean::sort::sort_by;
use crate::lean::strings::{holds, letters};
use crate::text::distance::{PhoneticKey, edits, sounds};

/// A word in fewer passages than these is no correction.
const LEAST_MEANT: u32 = 3;

/// Letters of the shortest word that two edits leave alike.
const LEAST_LONG: usize = 7;

/// How far a spelling may be from a name, in half edits; a phonetic edit counts one. Edits count bytes but lengths count letters,
/// so words with two-byte letters are corrected less often, never more.
fn reach(typed: &str) -> usize {
    match letters(typed) {
        0..=4 => 0,
        5..=7 => 2,
        8..=11 => 4,
        _ => 6,
    }
}

/// Distance in half edits between a typed word and a name, or `None` when it is out of reach.
fn distance(typed: &[u8], heard: &PhoneticKey, name: &TypoWord, reach: usize) -> Option<usize> {
    let (spoken, name) = (&name.phonetic_key.spoken, name.word.as_bytes());
    if typed.len().abs_diff(name.len()) > reach / 2 + 2 {
        return None;
    }
    let heard = &heard.spoken;
    // Another first sound counts as an edit more.
    let more = if heard.first() == spoken.first() { 0 } else { 2 };
    let reach = reach.checked_sub(more)?;
    let by_letter = edits(typed, name, reach / 2).map(|count| count * 2);
    if by_letter == Some(0) {
        return Some(0);
    }
    let by_ear = edits(heard, spoken, reach.saturating_sub(1) / 2).map(|count| count * 2 + 1);
    let best = by_letter.unwrap_or(usize::MAX).min(by_ear.unwrap_or(usize::MAX));
    (best <= reach).then(|| best + more)
}

/// The names nearest to a typed word, all equally near ones; empty when none is near enough.
pub(crate) fn nearest(typed: &str, names: &[&TypoWord]) -> Vec<String> {
    let mut found = within(typed, names, reach(typed));
    sort_by(&mut found, Ord::cmp);
    let best = found.first().map_or(0, |&(cost, _)| cost);
    // One phonetic edit beats one changed letter; otherwise the first must be a whole edit nearer than the second.
    let margin = if best <= 1 { 0 } else { 1 };
    let mut out = Vec::new();
    for (cost, position) in found {
        if let Some(name) = names.get(position).filter(|_| cost <= best + margin) {
            out.push(name.word.clone());
        }
    }
    out
}

/// Positions of names a little out of reach, to be offered as different medicines.
pub(crate) fn near(typed: &str, names: &[&TypoWord], most: usize) -> Vec<usize> {
    // Of a short word, two edits leave half: Durex is nothing like Doryx.
    let more = if letters(typed) < LEAST_LONG { 1 } else { 2 };
    let mut found = within(typed, names, reach(typed) + more);
    if typed.len() >= 5 {
        let held = sounds(typed.as_bytes());
        for (position, name) in names.iter().enumerate() {
            let here = name.phonetic_key.sounds;
            // Almost all of one word's letters must be in the other if one contains the other.
            if (held & !here).count_ones() > 1 && (here & !held).count_ones() > 0 {
                continue;
            }
            let name = name.word.as_str();
            let inside = holds(name, typed)
                || (name.len() >= 6 && holds(typed, name))
                || (typed.len() >= 7 && shares_front(typed, name));
            if inside && !found.iter().any(|&(_, other)| other == position) {
                found.push((usize::MAX, position));
            }
        }
    }
    sort_by(&mut found, Ord::cmp);
    found.truncate(most);
    let mut out = Vec::new();
    for (_, position) in found {
        out.push(position);
    }
    out
}

/// `tazocin` and `pentazocine` share six letters inside: a search for substrings would mistake one for the other.
fn shares_front(typed: &str, name: &str) -> bool {
    typed.is_ascii()
        && name.is_ascii()
        && typed.get(..typed.len() - 1).is_some_and(|front| holds(name, front))
}

/// The names within reach: how far, and which.
fn within(typed: &str, names: &[&TypoWord], reach: usize) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    if reach == 0 {
        return found;
    }
    let heard = PhoneticKey::of(typed);
    // An edit takes one sound at most and brings one at most; a last e is not heard.
    let most = reach as u32 / 2 + 1;
    for (position, name) in names.iter().enumerate() {
        let (held, here) = (heard.sounds, name.phonetic_key.sounds);
        if (held & !here).count_ones() > most || (here & !held).count_ones() > most {
            continue;
        }
        if let Some(cost) = distance(typed.as_bytes(), &heard, name, reach) {
            found.push((cost, position));
        }
    }
    found
}

/// The words within `most` edits of `typed`.
pub(crate) fn within_edits(typed: &str, names: &[&TypoWord], most: usize) -> Vec<String> {
    let mut out = Vec::new();
    let held = sounds(typed.as_bytes());
    for name in names {
        let apart = (name.phonetic_key.sounds ^ held).count_ones() as usize > 2 * most;
        if !apart && edits(typed.as_bytes(), name.word.as_bytes(), most).is_some() {
            out.push(name.word.clone());
        }
    }
    out
}

/// The number of edits between two words; more than two count as three.
pub(crate) fn edits_to(typed: &str, name: &str) -> usize {
    edits(typed.as_bytes(), name.as_bytes(), 2).unwrap_or(3)
}

/// The ordinary word a prose word was meant to be: one letter off (two in long words), same first letter, in most passages.
pub(crate) fn term(stem: &str, index: &Index) -> Option<String> {
    let first = stem.get(..1).filter(|_| stem.len() >= 5)?;
    let limit = if stem.len() >= 8 { 2 } else { 1 };
    let mut best: Option<(usize, u32, &str)> = None;
    for term in index.common_starting(first) {
        let Some(count) = edits(stem.as_bytes(), term.as_bytes(), limit) else { continue };
        let passages = index.common(term).map_or(0, |common| common.passages);
        let nearer =
            |(least, most, _): &(usize, u32, &str)| count < *least || (count == *least && passages > *most);
        if passages >= LEAST_MEANT && best.as_ref().is_none_or(nearer) {
            best = Some((count, passages, term));
        }
    }
    Some(best?.2.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The slow model of [`within`]: every name is compared in full.
    fn plainly(typed: &str, names: &[&TypoWord], reach: usize) -> Vec<(usize, usize)> {
        let heard = PhoneticKey::of(typed).spoken;
        let cost = |name: &TypoWord| {
            if typed.len().abs_diff(name.word.len()) > reach / 2 + 2 {
                return None;
            }
            let spoken = &name.phonetic_key.spoken;
            let by_letter = edits(typed.as_bytes(), name.word.as_bytes(), 40)?;
            let by_ear = edits(&heard, spoken, 40)? * 2 + 1;
            let other = if by_letter > 0 && heard.first() != spoken.first() { 2 } else { 0 };
            Some(by_ear.min(by_letter * 2) + other).filter(|cost| *cost <= reach)
        };
        let costs = names.iter().enumerate();
        costs.filter_map(|(position, name)| Some((cost(name)?, position))).collect()
    }

    #[test]
    fn what_is_ruled_out_by_its_letters_is_out_of_reach() {
        let words: Vec<String> = crate::lexicon::register::substances()
            .flat_map(|substance| substance.names)
            .filter(|name| name.is_ascii() && name.len() < 20 && !name.contains(' '))
            .step_by(7)
            .collect();
        let names: Vec<TypoWord> = words
            .iter()
            .map(|word| TypoWord { word: word.clone(), phonetic_key: PhoneticKey::of(word) })
            .collect();
        let names: Vec<&TypoWord> = names.iter().collect();
        let mut found = 0;
        for (number, word) in words.iter().step_by(97).enumerate() {
            // As it is, and with a letter changed, lost or doubled.
            let at = 1 + number % (word.len() - 1);
            let typed = match number % 4 {
                0 => word.clone(),
                1 => format!("{}y{}", &word[..at], &word[at + 1..]),
                2 => format!("{}{}", &word[..at], &word[at + 1..]),
                _ => format!("{}{}", &word[..at], &word[at - 1..]),
            };
            for reach in [1, 2, 3, 4, 6, 8] {
                let want = plainly(&typed, &names, reach);
                found += want.len();
                assert_eq!(within(&typed, &names, reach), want, "{typed} {reach}");
            }
        }
        assert!(found > 200, "{found}");
    }

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
        let names = names.map(|word| TypoWord { word: word.into(), phonetic_key: PhoneticKey::of(word) });
        let names: Vec<&TypoWord> = names.iter().collect();
        let near = |typed, most| -> Vec<&str> {
            near(typed, &names, most).into_iter().map(|position| names[position].word.as_str()).collect()
        };
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
            assert_eq!(nearest(typed, &names), want, "{typed}");
        }
        assert_eq!(near("tazocin", 5), ["pentazocine"]);
        assert_eq!(near("italopram", 5), ["citalopram", "escitalopram"]);
        for (typed, unlike) in
            [("durex", "doryx"), ("durex", "dodex"), ("lipitr", "lopid"), ("xanex", "nilex")]
        {
            let name = TypoWord { word: unlike.into(), phonetic_key: PhoneticKey::of(unlike) };
            assert!(super::near(typed, &[&name], 5).is_empty(), "two edits of {typed} are another word");
        }
    }
}
