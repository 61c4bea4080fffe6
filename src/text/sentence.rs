//! Owns where a sentence ends, so that nothing is ever cut inside one.

/// Words whose dot ends no sentence.
const ABBREVIATIONS: [&str; 16] = [
    "e.g", "i.e", "approx", "cf", "dr", "etc", "fig", "incl", "max", "min", "mr", "mrs", "no", "spp", "st",
    "vs",
];

/// The sentences of `text` in order: slices that cover all of it but the blanks between them. A line end ends one too.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        if rest.is_empty() {
            return None;
        }
        let (sentence, after) = rest.split_at(end(rest));
        rest = after;
        Some(sentence.trim_end())
    })
}

/// The first sentence of `text`; empty when there is none.
#[must_use]
pub fn first_sentence(text: &str) -> &str {
    sentences(text).next().unwrap_or_default()
}

/// The byte after the first sentence of `text`.
fn end(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\n' => return at,
            '.' | '!' | '?' => {
                // Closing marks belong to the sentence they close.
                while chars
                    .peek()
                    .is_some_and(|(_, next)| matches!(next, '.' | '!' | '?' | ')' | ']' | '"' | '”' | '’'))
                {
                    chars.next();
                }
                let after = chars.peek().map_or(text.len(), |(at, _)| *at);
                if begins_sentence(&text[after..]) && !(c == '.' && is_abbreviation(&text[..at])) {
                    return after;
                }
            }
            _ => {}
        }
    }
    text.len()
}

fn begins_sentence(after: &str) -> bool {
    if after.is_empty() || after.starts_with('\n') {
        return true;
    }
    let next = after.trim_start();
    next.len() < after.len()
        && next.chars().next().is_none_or(|c| !c.is_lowercase() && !matches!(c, ',' | ';' | ')'))
}

fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit([' ', '(', '\n']).next().unwrap_or_default();
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    is_initial || ABBREVIATIONS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// Whether it ends as running text does, a clause included.
pub(crate) fn closes(text: &str) -> bool {
    text.trim_end().ends_with(['.', '!', ';', ','])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_where_a_reader_would_end_it() {
        for (text, want) in [
            ("Take 0.5 mg daily. Do not stop.", vec!["Take 0.5 mg daily.", "Do not stop."]),
            ("Use with e.g. Warfarin. It is not safe!", vec!["Use with e.g. Warfarin.", "It is not safe!"]),
            ("Holds B. Longum (live). Keep cold.", vec!["Holds B. Longum (live).", "Keep cold."]),
            ("One\nTwo. three", vec!["One", "Two. three"]),
            ("Is it safe? No. Ask.", vec!["Is it safe?", "No. Ask."]),
            ("  ", vec![]),
        ] {
            assert_eq!(sentences(text).collect::<Vec<_>>(), want, "{text}");
        }
    }
}
