//! Reads quoted text of YAML and TOML, over one line or several.

use super::problem::Problem;

/// The text in quotes at the start of `source` as YAML reads it, and the bytes it takes with its quotes.
pub(super) fn read(source: &str) -> Result<(String, usize), Problem> {
    if source.starts_with('"') { double(source) } else { single(source) }
}

/// In single quotes: a quote inside is doubled.
fn single(source: &str) -> Result<(String, usize), Problem> {
    let mut out = String::new();
    let mut chars = source.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\'' if chars.next_if(|(_, next)| *next == '\'').is_some() => out.push('\''),
            '\'' => return Ok((out, at + 1)),
            '\n' => {
                fold(&mut out, 0, || chars.next_if(|(_, c)| matches!(c, ' ' | '\t' | '\n')).map(|(_, c)| c));
            }
            c => out.push(c),
        }
    }
    Err(Problem::Open)
}

/// In double quotes, with escapes.
fn double(source: &str) -> Result<(String, usize), Problem> {
    let mut out = String::new();
    // Blanks that were written as escapes stay at a line end.
    let mut escaped_to = 0;
    let mut chars = source.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Ok((out, at + 1)),
            '\\' => {
                let Some((_, escape)) = chars.next() else { break };
                if escape == '\n' {
                    while chars.next_if(|(_, c)| matches!(c, ' ' | '\t')).is_some() {}
                } else {
                    out.push(escaped(escape, &mut || chars.next().map(|(_, c)| c))?);
                }
                escaped_to = out.len();
            }
            '\n' => fold(&mut out, escaped_to, || {
                chars.next_if(|(_, c)| matches!(c, ' ' | '\t' | '\n')).map(|(_, c)| c)
            }),
            c => out.push(c),
        }
    }
    Err(Problem::Open)
}

/// Joins two lines of a quoted text: with a blank, or with the empty lines between them.
fn fold(out: &mut String, kept: usize, mut blank: impl FnMut() -> Option<char>) {
    out.truncate(kept.max(out.trim_end_matches([' ', '\t']).len()));
    let mut lines = 0;
    while let Some(c) = blank() {
        lines += usize::from(c == '\n');
    }
    out.push_str(if lines == 0 { " " } else { "" });
    out.extend(std::iter::repeat_n('\n', lines));
}

/// The character that `\` and `escape` stand for; `next` gives the digits after them.
pub(super) fn escaped(escape: char, next: &mut dyn FnMut() -> Option<char>) -> Result<char, Problem> {
    let digits = match escape {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => 0,
    };
    if digits > 0 {
        let hex: String = (0..digits).map_while(|_| next()).collect();
        let whole = hex.len() == digits && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
        let code = whole.then(|| u32::from_str_radix(&hex, 16).ok()).flatten();
        return code
            .and_then(char::from_u32)
            .ok_or_else(|| Problem::NoCharacter(["\\", escape.encode_utf8(&mut [0; 4]), &hex].concat()));
    }
    Ok(match escape {
        '"' | '\\' | '/' | ' ' | '\t' => escape,
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'e' => '\u{1b}',
        'f' => '\u{c}',
        'v' => '\u{b}',
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        _ => return Err(Problem::Escape(escape)),
    })
}
