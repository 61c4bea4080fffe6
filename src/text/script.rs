//! Plain-text forms of superscripts and subscripts: `10⁸` if all characters have one, else `10^8`; never `108`.

/// `text` as superscript: Unicode if every character has one (`⁸`), else `^text`, or `^(text)` if there are spaces.
#[must_use]
pub fn superscript(text: &str) -> String {
    scripted(text, '^', &|c| {
        Some(match c {
            '0' => '⁰',
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            '4'..='9' => char::from_u32('⁴' as u32 + (c as u32 - '4' as u32))?,
            '+' => '⁺',
            '-' | '−' | '–' => '⁻',
            'n' => 'ⁿ',
            _ => return None,
        })
    })
}

/// `text` as subscript: Unicode if every character has one (`₂`), else `_text`, or `_(text)` if there are spaces.
#[must_use]
pub fn subscript(text: &str) -> String {
    scripted(text, '_', &|c| {
        Some(match c {
            '0'..='9' => char::from_u32('₀' as u32 + (c as u32 - '0' as u32))?,
            '+' => '₊',
            '-' | '−' => '₋',
            _ => return None,
        })
    })
}

fn scripted(text: &str, mark: char, map: &dyn Fn(char) -> Option<char>) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut out = String::new();
    let mut known = true;
    for c in text.chars() {
        match map(c) {
            Some(c) => out.push(c),
            None => known = false,
        }
    }
    if known {
        return out;
    }
    // Not by `format!`, which would add 2 kB to a browser core.
    let has_space = text.bytes().any(|byte| byte.is_ascii_whitespace());
    out.clear();
    out.push(mark);
    out.push_str(if has_space { "(" } else { "" });
    out.push_str(text);
    out.push_str(if has_space { ")" } else { "" });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_power_of_ten_stays_a_power() {
        for (text, want) in [("8", "⁸"), ("-1", "⁻¹"), ("th", "^th"), ("a b", "^(a b)"), ("", "")] {
            assert_eq!(superscript(text), want);
        }
        assert_eq!(subscript("12"), "₁₂");
        assert_eq!(subscript("max"), "_max");
    }
}
