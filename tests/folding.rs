//! Compares folding with Unicode's own: NFKD without marks, in lower case, over the scripts we claim.

use drug_card::internals::text::fold::fold_char;
use std::ops::RangeInclusive;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What is compared. Other characters stay as they are, but for punctuation, which folds to ASCII and is no letter.
const SCRIPTS: [(&str, RangeInclusive<char>); 14] = [
    ("Latin, as far as U+017F", '\u{0}'..='\u{17f}'),
    ("combining marks", '\u{300}'..='\u{36f}'),
    ("modern Greek", '\u{386}'..='\u{3a1}'),
    ("modern Greek", '\u{3a3}'..='\u{3ce}'),
    ("Cyrillic of the Slavic languages", '\u{400}'..='\u{45f}'),
    ("Armenian capitals", '\u{531}'..='\u{556}'),
    ("Armenian small letters", '\u{561}'..='\u{587}'),
    ("Arabic and Persian", '\u{620}'..='\u{6d5}'),
    ("Persian digits", '\u{6f0}'..='\u{6f9}'),
    ("raised digits", '\u{2070}'..='\u{2079}'),
    ("lowered digits", '\u{2080}'..='\u{2089}'),
    ("full-width digits", '\u{ff10}'..='\u{ff19}'),
    ("full-width capitals", '\u{ff21}'..='\u{ff3a}'),
    ("full-width small letters", '\u{ff41}'..='\u{ff5a}'),
];

/// Where we differ from Unicode: why, which characters, and what they fold to: `None` for themselves in lower case.
const EXCEPTIONS: [(&str, &str, Option<&str>); 30] = [
    ("written as two letters", "æÆ", Some("ae")),
    ("written as two letters", "œŒ", Some("oe")),
    ("written as two letters", "ß", Some("ss")),
    ("written as two letters", "þÞ", Some("th")),
    ("a stroke is no mark to Unicode", "øØ", Some("o")),
    ("a stroke is no mark to Unicode", "đĐðÐ", Some("d")),
    ("a stroke is no mark to Unicode", "łŁ", Some("l")),
    ("a missing dot is no mark to Unicode", "ı", Some("i")),
    (
        "left out of the table, which the browser loads",
        "ĈĉĊċĔĕĖėĜĝĞğĠġĢģĤĥĨĩĬĭĮįĴĵĶķĹĺĻļĽľŅņŎŏŔŕŖŗŜŝŢţŨũŬŭŲųŴŵŶŷ",
        None,
    ),
    ("left out of the table, which the browser loads", "ĲĳĿŀŉſ", None),
    ("no letter: it separates words", "¨¯´¸\u{387}", None),
    ("a sign of its own, beside a number or a name", "ªº¼½¾ⁱ", None),
    ("not seen", "\u{ad}", Some("")),
    ("a letter of its own, not a letter with a mark", "ЀѐЁёЃѓЇїЌќЍѝЙйЎў", None),
    ("one letter in Armenian", "և", None),
    ("written with or without its dots", "ة", Some("ه")),
    ("one letter in Arabic and Persian", "ىی", Some("ي")),
    ("one letter in Arabic and Persian", "ک", Some("ك")),
    ("stretches a word", "ـ", Some("")),
    ("not in Arabic or Persian words", "ٵٶٷٸۀۂۓ", None),
    ("a digit is a digit", "٠۰", Some("0")),
    ("a digit is a digit", "١۱", Some("1")),
    ("a digit is a digit", "٢۲", Some("2")),
    ("a digit is a digit", "٣۳", Some("3")),
    ("a digit is a digit", "٤۴", Some("4")),
    ("a digit is a digit", "٥۵", Some("5")),
    ("a digit is a digit", "٦۶", Some("6")),
    ("a digit is a digit", "٧۷", Some("7")),
    ("a digit is a digit", "٨۸", Some("8")),
    ("a digit is a digit", "٩۹", Some("9")),
];

/// The Unicode folding of a character: its compatibility decomposition without marks, in lower case.
fn by_unicode(c: char) -> String {
    let plain: String = [c].into_iter().nfkd().filter(|&c| !is_combining_mark(c)).collect();
    plain.to_lowercase().nfkd().filter(|&c| !is_combining_mark(c)).collect()
}

fn folded(c: char) -> String {
    let mut out = String::new();
    fold_char(c, &mut out);
    out
}

#[test]
fn folding_is_that_of_unicode_but_for_the_listed_exceptions() {
    let mut wrong = Vec::new();
    for (script, range) in SCRIPTS {
        for c in range {
            let exception = EXCEPTIONS.iter().find(|(_, listed, _)| listed.contains(c));
            let want = match exception {
                Some((_, _, Some(text))) => (*text).to_string(),
                Some((_, _, None)) => c.to_lowercase().to_string(),
                None => by_unicode(c),
            };
            if folded(c) != want {
                wrong.push(format!(
                    "{script}: {c} (U+{:04X}) folds to {:?}, not {want:?}",
                    c as u32,
                    folded(c)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_listed_exception_is_one() {
    for (why, listed, _) in EXCEPTIONS {
        for c in listed.chars() {
            assert!(SCRIPTS.iter().any(|(_, range)| range.contains(&c)), "{c} is in no script: {why}");
            assert_ne!(folded(c), by_unicode(c), "{c} folds as Unicode has it: {why}");
        }
    }
}
