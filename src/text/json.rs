//! Owns writing a text as JSON, where a serializer would weigh more than what it writes.

use super::number::push_digit;

/// Appends `text` as a JSON string: RFC 8259 section 7 asks to escape the quote, the backslash and the control characters.
pub fn push_quoted(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\u{0}'..='\u{1f}' => {
                out.push_str(if c < '\u{10}' { "\\u000" } else { "\\u001" });
                push_digit(out, c as usize);
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}
