//! Owns reading the JSON this project writes: arrays, texts, whole numbers; a cursor that never panics and keeps nothing.
//!
//! A general parser would be half of the browser's search module. Objects are passed over key by key.

/// A place in JSON text; every step that does not find what it asks for gives `None`.
#[derive(Debug, Clone, Copy)]
pub struct Json<'a> {
    rest: &'a [u8],
}

/// Values inside values inside values; deeper ones are refused, so that no stack is exhausted.
const DEEPEST: usize = 64;

impl<'a> Json<'a> {
    /// Starts at the front of `bytes`.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Whether `byte` comes next; it is passed over.
    pub fn take(&mut self, byte: u8) -> bool {
        self.blanks();
        match self.rest.split_first() {
            Some((&first, rest)) if first == byte => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// Walks on to the next value of an array or object; false at its end, which is passed over, `None` where the text
    /// ends before it. Call it before each value: `while json.more(b']')? { … }`.
    pub fn more(&mut self, end: u8) -> Option<bool> {
        if self.take(end) {
            return Some(false);
        }
        self.take(b',');
        (!self.rest.is_empty()).then_some(true)
    }

    /// The byte that comes next, without passing it.
    pub fn peek(&mut self) -> Option<u8> {
        self.blanks();
        self.rest.first().copied()
    }

    /// A whole number from 0 up.
    pub fn number(&mut self) -> Option<u32> {
        self.blanks();
        let digits = self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (number, rest) = self.rest.split_at_checked(digits)?;
        self.rest = rest;
        if number.is_empty() {
            return None;
        }
        number.iter().try_fold(0_u32, |sum, digit| sum.checked_mul(10)?.checked_add(u32::from(digit - b'0')))
    }

    /// A text with its escapes undone.
    pub fn text(&mut self) -> Option<String> {
        let mut out = Vec::new();
        self.append(&mut out)?;
        String::from_utf8(out).ok()
    }

    /// Appends a text, its escapes undone, to `out`.
    pub fn append(&mut self, out: &mut Vec<u8>) -> Option<()> {
        if !self.take(b'"') {
            return None;
        }
        loop {
            let plain = self.rest.iter().take_while(|&&byte| byte != b'"' && byte != b'\\').count();
            let (before, rest) = self.rest.split_at_checked(plain)?;
            out.extend_from_slice(before);
            let (&mark, rest) = rest.split_first()?;
            self.rest = rest;
            if mark == b'"' {
                return Some(());
            }
            self.escape(out)?;
        }
    }

    /// Passes over one value, whatever it is.
    pub fn skip(&mut self) -> Option<()> {
        self.skip_within(DEEPEST)
    }

    fn skip_within(&mut self, depth: usize) -> Option<()> {
        match self.peek()? {
            b'"' => self.append(&mut Vec::new()),
            b'[' | b'{' => {
                let end = if self.take(b'[') { b']' } else { b'}' };
                self.take(b'{');
                let depth = depth.checked_sub(1)?;
                while self.more(end)? {
                    if end == b'}' {
                        self.append(&mut Vec::new())?;
                        if !self.take(b':') {
                            return None;
                        }
                    }
                    self.skip_within(depth)?;
                }
                Some(())
            }
            _ => {
                let word = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.');
                let len = self.rest.iter().take_while(word).count();
                self.rest = self.rest.get(len.max(1)..)?;
                Some(())
            }
        }
    }

    fn blanks(&mut self) {
        let blanks = self.rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.rest = self.rest.get(blanks..).unwrap_or_default();
    }

    /// What stands behind a backslash. Surrogates do not occur: what is beyond ASCII is written as it is.
    fn escape(&mut self, out: &mut Vec<u8>) -> Option<()> {
        let (&letter, rest) = self.rest.split_first()?;
        self.rest = rest;
        out.push(match letter {
            b'n' => b'\n',
            b't' => b'\t',
            b'r' => b'\r',
            b'b' => 8,
            b'f' => 12,
            b'u' => {
                let (hex, rest) = self.rest.split_at_checked(4)?;
                self.rest = rest;
                let code = hex
                    .iter()
                    .try_fold(0_u32, |sum, &digit| Some(sum << 4 | char::from(digit).to_digit(16)?))?;
                let mut utf8 = [0; 4];
                out.extend_from_slice(char::from_u32(code)?.encode_utf8(&mut utf8).as_bytes());
                return Some(());
            }
            other => other,
        });
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_json_writer_wrote_is_read() {
        for text in ["", "a", "“50 µg”\n\u{1}\u{1f}\\ \"not\" 💊 10⁸", "\t\u{7f}/"] {
            let json = serde_json::to_string(&(7, text, [1, 20], "end")).unwrap();
            let mut json = Json::new(json.as_bytes());
            assert!(json.take(b'[') && json.more(b']').unwrap());
            assert_eq!(json.number(), Some(7));
            assert!(json.more(b']').unwrap());
            assert_eq!(json.text().as_deref(), Some(text));
            assert!(json.more(b']').unwrap());
            assert_eq!(json.skip(), Some(()));
            assert!(json.more(b']').unwrap());
            assert_eq!(json.text().as_deref(), Some("end"));
            assert!(!json.more(b']').unwrap());
        }
    }

    #[test]
    fn nothing_panics_and_deep_nests_are_refused() {
        for bytes in ["", "[", "\"", "\"\\", "\"\\u12", "[1,", "{\"a\"", "99999999999", "tru", "\"\\ud800\""]
        {
            let mut json = Json::new(bytes.as_bytes());
            let _ = (json.number(), json.text(), json.skip(), json.more(b']'));
        }
        assert_eq!(Json::new("[".repeat(100_000).as_bytes()).skip(), None);
        assert_eq!(Json::new(br#"{"a":[1,{"b":"x"}],"c":null} rest"#).skip(), Some(()));
    }
}
