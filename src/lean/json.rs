//! Owns reading the JSON this project writes: arrays, texts, whole numbers; a cursor that never panics and keeps nothing.
//!
//! A general parser would be half of the browser's search module. Objects are passed over key by key.

/// A place in JSON text. A step that does not find what it asks for gives nothing, and from then on nothing is left: every
/// loop over it ends, and [`is_whole`](Json::is_whole) says so once at the end. A `?` at each step would be twice the code.
#[derive(Debug, Clone, Copy)]
pub struct Json<'a> {
    rest: &'a [u8],
    refused: bool,
}

/// Values inside values inside values; deeper ones are refused, so that no stack is exhausted.
const DEEPEST: usize = 64;

impl<'a> Json<'a> {
    /// Starts at the front of `bytes`.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, refused: false }
    }

    /// Whether all that was asked for was there.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.refused
    }

    /// What was read makes no sense.
    pub fn refuse(&mut self) {
        *self = Self { rest: &[], refused: true };
    }

    /// Whether `byte` comes next; it is passed over.
    pub fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        if found {
            self.pass(1);
        }
        found
    }

    /// Passes over `byte`, which must come next.
    pub fn expect(&mut self, byte: u8) {
        if !self.take(byte) {
            self.refuse();
        }
    }

    /// Passes over `"key":`, which must come next.
    pub fn expect_key(&mut self, key: &str) {
        if self.text() != key {
            self.refuse();
        }
        self.expect(b':');
    }

    /// Walks on to the next value of an array or object; false at its end, which is passed over. Call it before each value:
    /// `while json.more(b']') { … }`.
    pub fn more(&mut self, end: u8) -> bool {
        if self.take(end) {
            return false;
        }
        self.take(b',');
        if self.rest.is_empty() {
            self.refuse();
        }
        self.is_whole()
    }

    /// The byte that comes next, without passing it.
    pub fn peek(&mut self) -> Option<u8> {
        self.pass(self.count(|byte| byte.is_ascii_whitespace()));
        self.rest.first().copied()
    }

    /// A whole number from 0 up.
    pub fn number(&mut self) -> u32 {
        self.peek();
        let digits = self.count(|byte| byte.is_ascii_digit());
        let (number, rest) = self.rest.split_at_checked(digits).unwrap_or_default();
        self.rest = rest;
        let sum = number
            .iter()
            .try_fold(0_u32, |sum, digit| sum.checked_mul(10)?.checked_add(u32::from(digit - b'0')));
        if number.is_empty() || sum.is_none() {
            self.refuse();
        }
        sum.unwrap_or(0)
    }

    /// A whole number below `limit`.
    pub fn below(&mut self, limit: u32) -> u32 {
        let number = self.number();
        if number >= limit {
            self.refuse();
        }
        number
    }

    /// A text with its escapes undone.
    pub fn text(&mut self) -> String {
        let mut out = Vec::new();
        self.append(&mut out);
        String::from_utf8(out).unwrap_or_else(|_| {
            self.refuse();
            String::new()
        })
    }

    /// Appends a text, its escapes undone, to `out`.
    pub fn append(&mut self, out: &mut Vec<u8>) {
        self.expect(b'"');
        loop {
            let plain = self.count(|byte| byte != b'"' && byte != b'\\');
            out.extend_from_slice(self.rest.get(..plain).unwrap_or_default());
            let mark = self.rest.get(plain);
            self.pass(plain + 1);
            match mark {
                Some(b'"') => return,
                Some(_) => self.escape(out),
                None => return self.refuse(),
            }
        }
    }

    /// Passes over one value, whatever it is.
    pub fn skip(&mut self) {
        self.skip_within(DEEPEST);
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
            None => return self.refuse(),
        };
        if depth == 0 {
            return self.refuse();
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

    /// How many of the next bytes are such.
    fn count(&self, such: impl Fn(u8) -> bool) -> usize {
        self.rest.iter().take_while(|&&byte| such(byte)).count()
    }

    /// Passes over that many bytes.
    fn pass(&mut self, count: usize) {
        self.rest = self.rest.get(count..).unwrap_or_default();
    }

    /// What stands behind a backslash. Surrogates do not occur: what is beyond ASCII is written as it is.
    fn escape(&mut self, out: &mut Vec<u8>) {
        let Some((&letter, rest)) = self.rest.split_first() else { return self.refuse() };
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
                    return self.refuse();
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
    fn nothing_panics_and_deep_nests_are_refused() {
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
