//! Folding: makes words comparable by dropping case, accents and variants, with one function for the index and for queries.

/// The letters from U+00C0 on without their accents; a dot for characters that do not fold to one letter.
const LATIN: &[u8; 192] = b"aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y\
    aaaaaacc....ccddddee....eeee..............ii....ii..............\
    .llnn..nn...oo..oo......rrss..ssss..tt....uu..uuuu......yzzzzzz.";

/// Folds one character to lower-case text without accents; ignorable characters fold to nothing.
pub fn fold_char(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    // As a `match`, the accents would add 0.4 kB of WebAssembly before compression.
    if let Some(&plain) =
        (c as usize).checked_sub(0xc0).and_then(|at| LATIN.get(at)).filter(|&&plain| plain != b'.')
    {
        return out.push(char::from(plain));
    }
    let plain = match c {
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ß' | 'ẞ' => "ss",
        'þ' | 'Þ' => "th",
        // The micro sign and Greek mu are one letter; both fold to mu.
        'µ' | 'μ' | 'Μ' => "μ",
        '²' | '₂' => "2",
        '³' | '₃' => "3",
        '¹' | '₁' => "1",
        '⁰' | '₀' => "0",
        '⁴'..='⁹' => return out.push(digit(c, '⁴', '4')),
        '₄'..='₉' => return out.push(digit(c, '₄', '4')),
        '０'..='９' => return out.push(digit(c, '０', '0')),
        '٠'..='٩' => return out.push(digit(c, '٠', '0')),
        '۰'..='۹' => return out.push(digit(c, '۰', '0')),
        // Arabic letters that are written with or without hamza, madda or dots, and those of Persian.
        'آ' | 'أ' | 'إ' => "ا",
        'ؤ' => "و",
        'ئ' | 'ى' | 'ی' => "ي",
        'ة' => "ه",
        'ک' => "ك",
        'ａ'..='ｚ' => return out.push(digit(c, 'ａ', 'a')),
        'Ａ'..='Ｚ' => return out.push(digit(c, 'Ａ', 'a')),
        '‐'..='―' | '−' => "-",
        '‘' | '’' | 'ʼ' | '′' => "'",
        '“' | '”' | '″' => "\"",
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => " ",
        // Combining marks, vowel signs and the stretch of Arabic, soft hyphen, zero-width characters, direction marks, variation selectors.
        '\u{300}'..='\u{36f}'
        | '\u{ad}'
        | '\u{640}'
        | '\u{64b}'..='\u{65f}'
        | '\u{670}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' => "",
        _ => return out.push(lower(c)),
    };
    out.push_str(plain);
}

/// The lower case of a letter, by rule: the table of all scripts would add 12 kB to a browser core.
fn lower(c: char) -> char {
    let step = match c {
        'Ά' | 'ά' => return 'α',
        'Έ' | 'έ' => return 'ε',
        'Ή' | 'ή' => return 'η',
        'Ί' | 'ί' | 'ΐ' | 'ϊ' | 'Ϊ' => return 'ι',
        'Ό' | 'ό' => return 'ο',
        'Ύ' | 'ύ' | 'ΰ' | 'ϋ' | 'Ϋ' => return 'υ',
        'Ώ' | 'ώ' => return 'ω',
        'Α'..='Ω' | 'А'..='Я' => 32,
        'Ѐ'..='Џ' => 80,
        'Ա'..='Ֆ' => 48,
        '\u{100}'..='\u{137}' | '\u{14a}'..='\u{177}' => 1 - (c as u32 & 1),
        '\u{139}'..='\u{148}' | '\u{179}'..='\u{17e}' => c as u32 & 1,
        _ => 0,
    };
    char::from_u32(c as u32 + step).unwrap_or(c)
}

/// Whether `c`, folded, is part of a word. By ranges of punctuation instead of a table of all letters, for the same reason.
#[must_use]
pub(crate) fn is_word_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    !matches!(c,
        '\u{80}'..='\u{a9}' | '\u{ab}'..='\u{b1}' | '´' | '¶'..='¸' | '»' | '¿' | '×' | '÷' | '\u{2c2}'..='\u{2df}'
        | '\u{55a}'..='\u{55f}' | '\u{589}' | '\u{5be}' | '،' | '؛' | '؟' | '\u{66a}'..='\u{66d}' | '۔' | '।' | '॥'
        | '\u{2000}'..='\u{214f}' | '\u{2190}'..='\u{2bff}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}'
        | '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe6f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}'
        | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}' | '\u{fff0}'..='\u{ffff}' | '\u{1f000}'..='\u{1faff}'
        | '\u{e0000}'..='\u{10ffff}')
}

fn digit(c: char, from: char, to: char) -> char {
    char::from_u32(c as u32 - from as u32 + to as u32).unwrap_or(c)
}

/// `text` folded as a whole.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| fold_char(c, &mut out));
    out
}

/// The letters and digits of `text`, folded, with one space between words: the form in which names are compared.
#[must_use]
pub fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut folded = String::new();
    let mut gap = false;
    for c in text.chars() {
        // The fast path for most characters: a build folds every text several times.
        if c.is_ascii_alphanumeric() {
            if std::mem::take(&mut gap) {
                out.push(' ');
            }
            out.push(c.to_ascii_lowercase());
        } else if c.is_ascii() {
            gap |= c != '\'' && !out.is_empty();
        } else {
            folded.clear();
            fold_char(c, &mut folded);
            folded.chars().for_each(|c| push_key(&mut out, c, &mut gap));
        }
    }
    out
}

/// Appends `c` to a key; `gap` is whether a space comes before the next word.
fn push_key(out: &mut String, c: char, gap: &mut bool) {
    if is_word_char(c) {
        if std::mem::take(gap) {
            out.push(' ');
        }
        out.push(c);
    } else if c != '\'' {
        *gap = !out.is_empty();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_compare_without_case_accents_and_punctuation() {
        let table = include_str!("../../tests/folding.tsv");
        for (text, want) in
            table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
        {
            let unescaped = |cell: &str| serde_json::from_str::<String>(&format!("\"{cell}\"")).unwrap();
            let (text, want) = (unescaped(text), unescaped(want));
            assert_eq!(key(&text), want);
            assert_eq!(key(&want), want, "folding twice");
        }
    }
}
