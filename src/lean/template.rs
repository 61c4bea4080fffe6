//! Fills in the gaps of a sentence, in place of `format!`.

use crate::lean::strings::{before, parts};

/// `template` with the `values` in place of `{}`, as many as there are; it has no other braces.
pub(crate) fn fill(template: &str, values: &[String]) -> String {
    let mut out = String::new();
    let mut values = values.iter();
    for part in parts(template, b'}') {
        out.push_str(before(part, b'{'));
        // The last part has no gap behind it.
        out.push_str(values.next().map_or("", String::as_str));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_in_order_and_values_are_not_read() {
        assert_eq!(fill("", &[]), "");
        assert_eq!(fill("{} of {}, {}", &["a".into(), "{}".into(), "c".into()]), "a of {}, c");
    }
}
