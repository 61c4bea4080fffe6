//! Decides which addresses a link of a monograph may lead to, by a closed list of schemes.

/// The schemes of a link; anything else stays text. `www/elements/render.js` checks the same list again.
const SCHEMES: [&str; 4] = ["http:", "https:", "mailto:", "tel:"];

/// Whether a link may lead to `address`: it has one of four schemes, or none.
#[must_use]
pub(crate) fn is_safe(address: &str) -> bool {
    let odd = |c: char| c.is_control() || c.is_whitespace() || c == '\\';
    if address.is_empty() || address.starts_with(|c: char| odd(c)) || address.contains(odd) {
        return false;
    }
    // An address that begins with `//` takes the scheme of the page, and is another site's all the same.
    !address.starts_with("//") && (scheme(address).is_none() || is_external(address))
}

/// Whether an address has one of the four schemes.
#[must_use]
pub(crate) fn is_external(address: &str) -> bool {
    scheme(address).is_some_and(|scheme| SCHEMES.iter().any(|safe| scheme.eq_ignore_ascii_case(safe)))
}

/// The scheme with its colon: what is before the first colon, where no `/`, `?` or `#` is before that.
fn scheme(address: &str) -> Option<&str> {
    // Bytes and `get`, since the search core reads addresses as well: slicing a text would bring the message of its panic.
    let end = address.bytes().position(|byte| matches!(byte, b':' | b'/' | b'?' | b'#'))?;
    address.get(..=end).filter(|scheme| scheme.as_bytes().last() == Some(&b':'))
}

/// The host of a web address.
#[must_use]
pub(crate) fn host(address: &str) -> Option<&str> {
    let rest = address.split_once("://").filter(|_| is_external(address))?.1;
    let rest = rest.split(['/', '?', '#']).next()?;
    Some(rest.rsplit('@').next().unwrap_or(rest)).filter(|host| !host.is_empty())
}

/// Whether plain text names the address after the text of a link: it leads outside, and the text is not the address already.
pub(crate) fn adds(address: &str, text: &str) -> bool {
    let starts = |before: &str| before.is_empty() || before.ends_with([':', '/']) && before.len() <= 8;
    is_external(address) && !address.strip_suffix(text).is_some_and(starts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_four_schemes_and_relative_addresses_are_links() {
        for safe in [
            "https://a.example/x",
            "HTTP://a.example",
            "mailto:a@b.example",
            "tel:112",
            "../a.md#b",
            "/x?y=1:2",
            "#a",
        ] {
            assert!(is_safe(safe), "{safe}");
        }
        for odd in [
            "",
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "java\tscript:alert(1)",
            " javascript:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "blob:https://a.example/1",
            "file:///etc/passwd",
            "//evil.example/x",
            "\\\\evil.example",
            "/\\evil.example",
        ] {
            assert!(!is_safe(odd), "{odd:?}");
        }
        for (address, text, names) in [
            ("https://a.example/x", "https://a.example/x", false),
            ("https://a.example/x", "a.example/x", false),
            ("tel:112", "112", false),
            ("https://a.example/x?code=X5", "X5", true),
            ("https://a.example/list", "list", true),
            ("https://a.example/x", "", true),
            ("../x.md", "x", false),
        ] {
            assert_eq!(adds(address, text), names, "{address} {text}");
        }
        assert_eq!(host("https://user@a.example:8080/x"), Some("a.example:8080"));
        assert_eq!(host("mailto:a@b.example"), None);
    }
}
