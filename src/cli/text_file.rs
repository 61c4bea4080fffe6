//! Reads text files that people write: UTF-8 or UTF-16, with or without a byte order mark, any line ends, cells as Excel quotes them.

use super::failure::Failure;
use std::fs;
use std::path::Path;

/// What bytes that are no text have: their offset, and what to do.
pub(crate) struct NotText {
    /// The offset of the first byte that does not fit.
    pub(crate) at: usize,
    /// Its line.
    line: usize,
    /// The encoding that was expected.
    pub(crate) expected: &'static str,
}

/// The text of a file, without byte order mark, its lines ended by `\n`.
pub(crate) fn read(file: &Path) -> Result<String, Failure> {
    let bytes = fs::read(file).map_err(|error| Failure::io("read", file, &error))?;
    let text = decode(&bytes).map_err(|error| error.in_file(file))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Ok(text.replace("\r\n", "\n"))
}

/// The text of a file of tab-separated columns, without the quotes that Excel puts around cells.
pub(crate) fn read_table(file: &Path) -> Result<String, Failure> {
    Ok(read(file)?.lines().map(|line| unquoted(line) + "\n").collect())
}

/// The text of bytes in UTF-8, or in UTF-16 with a byte order mark. The mark of UTF-8 stays, since positions count it.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, NotText> {
    let not_text = |at: usize, expected| {
        let line = bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        NotText { at, line, expected }
    };
    let utf16 = |read: fn([u8; 2]) -> u16| {
        let (pairs, rest) = bytes[2..].as_chunks::<2>();
        let units = pairs.iter().map(|pair| read(*pair));
        let text: Result<String, _> = char::decode_utf16(units).collect();
        let cut = || not_text(bytes.len() - rest.len(), "UTF-16");
        if rest.is_empty() { text.map_err(|_| cut()) } else { Err(cut()) }
    };
    match bytes.get(..2) {
        Some([0xff, 0xfe]) => utf16(u16::from_le_bytes),
        Some([0xfe, 0xff]) => utf16(u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_string()),
            Err(error) => Err(not_text(error.valid_up_to(), "UTF-8")),
        },
    }
}

impl NotText {
    /// The failure of a file.
    pub(crate) fn in_file(&self, file: &Path) -> Failure {
        let Self { at, line, expected } = self;
        Failure::Data(format!(
            "{}:{line}: expected {expected}, but byte {at} is not; save the file as UTF-8",
            file.display()
        ))
    }
}

/// A line without the quotes around its cells; a quote inside a quoted cell is doubled.
fn unquoted(line: &str) -> String {
    let cell = |cell: &str| {
        let inside = cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        inside.map_or_else(|| cell.to_string(), |inside| inside.replace("\"\"", "\""))
    };
    line.split('\t').map(cell).collect::<Vec<_>>().join("\t")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_save_a_text_is_read() {
        let utf16 = |mark: [u8; 2], write: fn(u16) -> [u8; 2]| {
            let mut bytes = mark.to_vec();
            bytes.extend("Größe 5 µg 😀".encode_utf16().flat_map(write));
            bytes
        };
        for bytes in [
            "Größe 5 µg 😀".as_bytes().to_vec(),
            utf16([0xff, 0xfe], u16::to_le_bytes),
            utf16([0xfe, 0xff], u16::to_be_bytes),
        ] {
            assert_eq!(decode(&bytes).ok().as_deref(), Some("Größe 5 µg 😀"));
        }
        assert_eq!(decode(b"Gr\xf6\xdfe").err().map(|error| (error.at, error.expected)), Some((2, "UTF-8")));
        assert_eq!(decode(b"\xff\xfea").err().map(|error| error.expected), Some("UTF-16"));
    }

    #[test]
    fn quotes_around_cells_are_no_part_of_them() {
        assert_eq!(unquoted("brand\t\"Wardol, 5 mg\"\t\"a \"\"b\"\" c\""), "brand\tWardol, 5 mg\ta \"b\" c");
        assert_eq!(unquoted("a\t5\" tube\t\""), "a\t5\" tube\t\"");
    }
}
