//! Writes integers without `core::fmt`, which would add more WebAssembly than all our messages.

/// `number` in decimal digits.
#[must_use]
pub(crate) fn decimal(number: usize) -> String {
    let mut out = String::new();
    push_number(&mut out, number);
    out
}

/// Appends `number` in decimal digits.
pub(crate) fn push_number(out: &mut String, number: usize) {
    if number >= 10 {
        push_number(out, number / 10);
    }
    push_digit(out, number % 10);
}

/// Appends the lowest four bits of `number` as one hexadecimal digit.
pub(crate) fn push_digit(out: &mut String, number: usize) {
    out.push(char::from_digit(number as u32 & 15, 16).unwrap_or('0'));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_the_standard_library_writes_them() {
        for number in [0, 9, 10, 205, usize::MAX] {
            assert_eq!(decimal(number), number.to_string());
        }
    }
}
