//! Reads the JSON that this project writes (arrays, strings, whole numbers, objects key by key) without panicking or allocating.
//!
//! A general parser would be half of the search core.

/// A position in JSON. A read that does not find what it expects returns an empty value and drops the rest, so that every loop
/// ends; [`is_whole`](Json::is_whole), called once at the end, reports it. A `?` at each read would be twice the code.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Json<'a> {
    rest: &'a [u8],
    rejected: bool,
}

/// Deeper nesting is rejected, so that it cannot exhaust the stack.
const MAX_DEPTH: usize = 64;

impl<'a> Json<'a> {
    /// Starts at the front of `bytes`.
    #[must_use]
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, rejected: false }
    }

    /// Whether every read found what it expected.
    #[must_use]
    pub(crate) fn is_whole(&self) -> bool {
        !self.rejected
    }

    /// Rejects what was read; the rest is dropped.
    pub(crate) fn reject(&mut self) {
        *self = Self { rest: &[], rejected: true };
    }

    /// Skips `byte` if it is next; returns whether it was.
    pub(crate) fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        if found {
            self.pass(1);
        }
        found
    }

    /// Skips `byte`, which must be next.
    pub(crate) fn expect(&mut self, byte: u8) {
        if !self.take(byte) {
            self.reject();
        }
    }

    /// Skips `"key":`, which must be next.
    pub(crate) fn expect_key(&mut self, key: &str) {
        if self.text() != key {
            self.reject();
        }
        self.expect(b':');
    }

    /// Moves to the next value of an array or object; `false` at its end, which is skipped. Call it before each value:
    /// `while json.more(b']') { … }`.
    pub(crate) fn more(&mut self, end: u8) -> bool {
        if self.take(end) {
            return false;
        }
        self.take(b',');
        if self.rest.is_empty() {
            self.reject();
        }
        self.is_whole()
    }

    /// The next byte, which is not skipped.
    pub(crate) fn peek(&mut self) -> Option<u8> {
        self.pass(self.count(|byte| byte.is_ascii_whitespace()));
        self.rest.first().copied()
    }

    /// A whole number, not negative.
    pub(crate) fn number(&mut self) -> u32 {
        self.peek();
        let digits = self.count(|byte| byte.is_ascii_digit());
        let (number, rest) = self.rest.split_at_checked(digits).unwrap_or_default();
        self.rest = rest;
        let sum = number
            .iter()
            .try_fold(0_u32, |sum, digit| sum.checked_mul(10)?.checked_add(u32::from(digit - b'0')));
        if number.is_empty() || sum.is_none() {
            self.reject();
        }
        sum.unwrap_or(0)
    }

    /// A whole number below `limit`.
    pub(crate) fn below(&mut self, limit: u32) -> u32 {
        let number = self.number();
        if number >= limit {
            self.reject();
        }
        number
    }

    /// A string, unescaped.
    pub(crate) fn text(&mut self) -> String {
        let mut out = Vec::new();
        self.append(&mut out);
        String::from_utf8(out).unwrap_or_else(|_| {
            self.reject();
            String::new()
        })
    }

    /// Appends a string, unescaped, to `out`.
    pub(crate) fn append(&mut self, out: &mut Vec<u8>) {
        self.expect(b'"');
        loop {
            let plain = self.count(|byte| byte != b'"' && byte != b'\\');
            out.extend_from_slice(self.rest.get(..plain).unwrap_or_default());
            let end = self.rest.get(plain);
            self.pass(plain + 1);
            match end {
                Some(b'"') => return,
                Some(_) => self.escape(out),
                None => return self.reject(),
            }
        }
    }

    /// Skips one value of any type.
    pub(crate) fn skip(&mut self) {
        self.skip_within(MAX_DEPTH);
    }

    fn skip_within(&mut self, depth: usize) {
        let end = match self.peek() {
            Some(b'"') => return self.append(&mut Vec::new()),
            Some(b'[') => b']',
            Some(b'{') => b'}',
            Some(_) => {
                let word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.');
                return self.pass(self.count(word).max(1));
            }
            None => return self.reject(),
        };
        if depth == 0 {
            return self.reject();
        }
        self.pass(1);
        while self.more(end) {
            if end == b'}' {
                self.append(&mut Vec::new());
                self.expect(b':');
            }
            self.skip_within(depth - 1);
        }
    }

    /// How many of the next bytes match.
    fn count(&self, matches: impl Fn(u8) -> bool) -> usize {
        self.rest.iter().take_while(|&&byte| matches(byte)).count()
    }

    /// Skips `count` bytes.
    fn pass(&mut self, count: usize) {
        self.rest = self.rest.get(count..).unwrap_or_default();
    }

    /// The rest of an escape sequence, after its backslash. Surrogates do not occur: non-ASCII characters are not escaped.
    fn escape(&mut self, out: &mut Vec<u8>) {
        let Some((&letter, rest)) = self.rest.split_first() else { return self.reject() };
        self.rest = rest;
        out.push(match letter {
            b'n' => b'\n',
            b't' => b'\t',
            b'r' => b'\r',
            b'b' => 8,
            b'f' => 12,
            b'u' => {
                let hex = |digits: &[u8]| {
                    digits.iter().try_fold(0, |sum, &digit| Some(sum << 4 | char::from(digit).to_digit(16)?))
                };
                let Some(c) = self.rest.get(..4).and_then(hex).and_then(char::from_u32) else {
                    return self.reject();
                };
                self.pass(4);
                out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                return;
            }
            other => other,
        });
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
            assert!(json.take(b'[') && json.more(b']'));
            assert_eq!(json.number(), 7);
            assert!(json.more(b']'));
            assert_eq!(json.text(), text);
            assert!(json.more(b']'));
            json.skip();
            assert!(json.more(b']'));
            assert_eq!(json.text(), "end");
            assert!(!json.more(b']') && json.is_whole());
        }
    }

    #[test]
    fn bad_json_is_rejected_without_a_panic() {
        for bytes in ["", "[", "\"", "\"\\", "\"\\u12", "[1,", "{\"a\"", "99999999999", "tru", "\"\\ud800\""]
        {
            let mut json = Json::new(bytes.as_bytes());
            let _ = (json.number(), json.text(), json.skip(), json.more(b']'));
            assert!(!json.is_whole() && !json.more(b']') && json.text().is_empty(), "{bytes}");
        }
        let skips = |text: &str| {
            let mut json = Json::new(text.as_bytes());
            json.skip();
            json.is_whole()
        };
        assert!(!skips(&"[".repeat(100_000)));
        assert!(skips(r#"{"a":[1,{"b":"x"}],"c":null} rest"#));
    }
}
