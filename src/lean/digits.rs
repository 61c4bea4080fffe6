//! Owns numbers written in words' company: digits without the formatting machinery, which weighs more than all sentences.

/// Appends `number` in decimal digits.
pub fn push_number(out: &mut String, number: usize) {
    if number >= 10 {
        push_number(out, number / 10);
    }
    push_digit(out, number % 10);
}

/// Appends the lowest four bits of `number` as one hexadecimal digit.
pub fn push_digit(out: &mut String, number: usize) {
    out.push(char::from_digit(number as u32 & 15, 16).unwrap_or('0'));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_the_standard_library_writes_them() {
        for number in [0, 9, 10, 205, usize::MAX] {
            let mut out = String::new();
            push_number(&mut out, number);
            assert_eq!(out, number.to_string());
        }
    }
}
