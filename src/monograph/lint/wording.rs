//! Checks the wording for an editor: ways of writing doses that have led to wrong doses.
//!
//! The lists follow the Institute for Safe Medication Practices; counts over 6,447 files: BID, TID and QID in 577,
//! OD in 239, IU in 58, numbers of a thousand and more without a comma in 382, trailing zeros in 3.

use crate::monograph::lint::range::falling_ranges;
use crate::text::phrases::find;

use crate::monograph::{Block, Faq, Monograph, SectionKind, plain_blocks};
use crate::read::diagnostic::{Diagnostic, Rule};

/// Abbreviations that have been misread, with what to write instead, and after each `|` what also explains them.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("QD", "daily|every day|once a day"),
    ("q.d.", "daily|every day|once a day"),
    ("QOD", "every other day"),
    ("BID", "twice daily|twice a day|twice per day|two times"),
    ("b.i.d.", "twice daily|twice a day|twice per day|two times"),
    ("TID", "three times daily|three times|thrice"),
    ("t.i.d.", "three times daily|three times|thrice"),
    ("QID", "four times daily|four times"),
    ("q.i.d.", "four times daily|four times"),
    ("OD", "once daily|once a day|daily"),
    ("HS", "at bedtime|bedtime"),
    ("QHS", "every night|bedtime"),
    ("IU", "units|international unit"),
    ("U", "units"),
    ("µg", "mcg or microgram"),
    ("μg", "mcg or microgram"),
    ("cc", "mL"),
    ("SQ", "subcutaneously"),
    ("MSO4", "morphine sulfate"),
    ("MgSO4", "magnesium sulfate"),
];

/// Units after which a number is a dose.
const UNITS: &[&str] = &[
    "mg", "mcg", "µg", "μg", "g", "kg", "ml", "l", "unit", "units", "iu", "u", "mmol", "meq", "mg/day",
    "mg/kg",
];

/// Characters before and after an abbreviation in which it counts as written out.
const BESIDE: usize = 48;

/// Reading grade above which we warn; advice for patients aims at 6 to 8.
const GRADE: f64 = 14.0;

/// Diagnostics about the wording of `monograph`, read from `source`. `check` makes them, a parse does not.
#[must_use]
pub fn lint(source: &str, monograph: &Monograph) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    if !monograph.language.is_english() {
        // How to write a dose, and how hard a text is to read, differs between languages.
        return out;
    }
    for (number, line) in source.lines().enumerate() {
        words(line, u32::try_from(number + 1).unwrap_or(u32::MAX), &mut out);
    }
    falling_ranges(source, monograph, &mut out);
    out.extend(reading_grade(monograph));
    out
}

fn words(line: &str, number: u32, out: &mut Vec<Diagnostic>) {
    let mut reported: Vec<&str> = Vec::new();
    let mut words = line.split([' ', '\t', '(', ')', ',', ';', '*', '/', '|']).peekable();
    let mut place = 0;
    let mut column = 1;
    let start = line.as_ptr() as usize;
    while let Some(word) = words.next() {
        let at = word.as_ptr() as usize - start;
        column += line[place..at].chars().count();
        place = at;
        let next = words.peek().copied().unwrap_or_default();
        let mut diagnostic = |rule, text: &str, message| {
            let (line, column) = (number, u32::try_from(column).unwrap_or(u32::MAX));
            let length = u32::try_from(text.chars().count()).unwrap_or(0);
            out.push(Diagnostic { rule, line, column, length, message });
        };
        let dotted = word.trim_end_matches([':', '?', '!']);
        let whole = dotted.trim_end_matches('.');
        if let Some((found, better)) =
            ABBREVIATIONS.iter().find(|(short, _)| *short == dotted || *short == whole || glued(whole, short))
        {
            let better = better.split('|').next().unwrap_or_default();
            if !reported.contains(found) && !written_out(line, at, found) {
                // Once a line: an author who fixes one sees the others.
                reported.push(found);
                diagnostic(
                    Rule::ErrorProneAbbreviation,
                    whole,
                    format!("`{found}` is often misread; write `{better}`"),
                );
            }
        }
        let digits = whole.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(whole.len());
        let (value, unit) = whole.split_at(digits);
        let unit = if unit.is_empty() { next.trim_end_matches(['.', ':']) } else { unit };
        if value.is_empty() || !UNITS.contains(&unit.to_lowercase().as_str()) {
            continue;
        }
        if value.starts_with('.') {
            diagnostic(
                Rule::NakedDecimal,
                value,
                format!("`{value} {unit}` can be misread without its decimal point"),
            );
        } else if value.contains('.') && value.ends_with(".0") {
            diagnostic(
                Rule::TrailingZero,
                value,
                format!("`{value} {unit}` can be misread as ten times as much"),
            );
        } else if value.len() > 3 && !value.contains('.') {
            diagnostic(Rule::LargeNumber, value, format!("`{value} {unit}` is easier to read with a comma"));
        }
    }
}

/// `twice daily (BID)` or `IU (International Units)`: the abbreviation at byte `at` is explained beside it.
fn written_out(line: &str, at: usize, abbreviation: &str) -> bool {
    let Some((_, meanings)) = ABBREVIATIONS.iter().find(|(short, _)| *short == abbreviation) else {
        return false;
    };
    let (before, after) = line.split_at(at);
    let from = before.char_indices().rev().nth(BESIDE).map_or(0, |(from, _)| from);
    let to = after.char_indices().nth(BESIDE).map_or(after.len(), |(to, _)| to);
    // In the same brackets or around them, and not in the sentence before.
    let near = [&before[from..], &after[..to]];
    let bracketed = before.ends_with('(') || before.ends_with("or ") || after.contains('(');
    bracketed
        && meanings.split('|').any(|meaning| near.iter().any(|near| find(near, meaning.as_bytes()).is_some()))
}

/// `5µg` or `100IU`: an abbreviation right behind a number.
fn glued(word: &str, short: &str) -> bool {
    word.strip_suffix(short).is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    })
}

/// Flesch-Kincaid over what patients read first: usage and the answers.
fn reading_grade(monograph: &Monograph) -> Option<Diagnostic> {
    let mut text = String::new();
    let mut line = 1;
    for section in &monograph.sections {
        if section.kind == SectionKind::Usage {
            text.push_str(&plain_blocks(&section.blocks));
        } else if section.kind == SectionKind::Faqs {
            line = section.line;
            for block in &section.blocks {
                if let Block::Faq(Faq { answer, .. }) = block {
                    text.push('\n');
                    text.push_str(&plain_blocks(answer));
                }
            }
        }
        text.push('\n');
    }
    let sentences =
        text.split(['.', '!', '?', '\n']).filter(|part| part.split_whitespace().count() > 1).count();
    let (mut words, mut syllables) = (0_u32, 0_u32);
    for word in text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)) {
        words += 1;
        syllables += count_syllables(word);
    }
    if words < 100 || sentences == 0 {
        return None;
    }
    let per_sentence = f64::from(words) / f64::from(u32::try_from(sentences).unwrap_or(1));
    let grade = 0.39 * per_sentence + 11.8 * f64::from(syllables) / f64::from(words) - 15.59;
    (grade > GRADE).then(|| {
        Diagnostic::line(
            Rule::ReadingGrade,
            line,
            format!("usage and answers take about {grade:.0} years of school to read"),
        )
    })
}

/// Runs of vowels, without a silent `e` at the end: it is silent in `dose` and `used`, not in `doses`, `treated` and `table`.
fn count_syllables(word: &str) -> u32 {
    let word = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let mut count = 0;
    let mut open = false;
    for c in word.chars() {
        count += u32::from(vowel(c) && !open);
        open = vowel(c);
    }
    let silent = |stem: &str, heard: &[char]| !stem.ends_with(heard) && !stem.ends_with(vowel);
    let mute = if let Some(stem) = word.strip_suffix('e') {
        let sounded = stem.ends_with('l') && !stem.trim_end_matches('l').ends_with(vowel);
        !(sounded || stem.ends_with(vowel))
    } else if let Some(stem) = word.strip_suffix("ed") {
        silent(stem, &['t', 'd'])
    } else if let Some(stem) = word.strip_suffix("es") {
        silent(stem, &['s', 'x', 'z', 'c', 'g', 'h', 'l'])
    } else {
        false
    };
    if mute && count > 1 { count - 1 } else { count.max(1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monograph::parse;

    fn rules(text: &str) -> Vec<(&'static str, u32)> {
        lint(text, &parse(text).monograph)
            .iter()
            .map(|diagnostic| (diagnostic.rule.id(), diagnostic.column))
            .collect()
    }

    #[test]
    fn writing_that_led_to_wrong_doses_is_reported() {
        for (text, want) in [
            ("Take 5.0 mg.", vec![("trailing-zero", 6)]),
            ("Take .5 mg.", vec![("naked-decimal", 6)]),
            ("Take 1500 mg BID.", vec![("large-number", 6), ("error-prone-abbreviation", 14)]),
            ("Take 1,500 mg twice.", vec![]),
            (
                "Take 5 mg twice daily (BID), or BID (two times a day), or 600 IU (International Units).",
                vec![],
            ),
            (
                "Take 5 mg twice daily. Then take 10 mg BID or 20 mg BID.",
                vec![("error-prone-abbreviation", 40)],
            ),
            ("Take 400IU or 5 µg.", vec![("error-prone-abbreviation", 6), ("error-prone-abbreviation", 17)]),
            ("In 1998 the BID program ended.", vec![("error-prone-abbreviation", 13)]),
            ("Version 5.0 is out, 2000 people.", vec![]),
        ] {
            assert_eq!(rules(text), want, "{text}");
        }
    }

    #[test]
    fn syllables_are_those_a_speaker_makes() {
        for (word, want) in [
            ("used", 1),
            ("treated", 2),
            ("doses", 2),
            ("tablets", 2),
            ("includes", 2),
            ("table", 2),
            ("disease", 2),
            ("prescribed,", 2),
            ("(medicine)", 3),
            ("the", 1),
        ] {
            assert_eq!(count_syllables(word), want, "{word}");
        }
    }

    #[test]
    fn long_words_and_sentences_are_reported() {
        let text = "Pharmacological characterization necessitates comprehensive interdisciplinary evaluation of \
                    individualized therapeutic considerations ";
        let page = format!("# X\n### Usage\n{}", text.repeat(10));
        assert_eq!(rules(&page), [("reading-grade", 1)]);
    }
}
