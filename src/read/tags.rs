//! Recognises the four HTML tags that are kept: `sub`, `sup`, `em` and `i`; all others become text.

use pulldown_cmark::CowStr;

use crate::text::unicode;

/// One of the four tags at the start of `html`, without attributes: its name, whether it closes, its length.
pub(crate) fn known_tag(html: &str) -> Option<(&'static str, bool, usize)> {
    let rest = html.strip_prefix('<')?;
    let (closing, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
    ["sub", "sup", "em", "i"].into_iter().find_map(|tag| {
        let after = rest.get(tag.len()..)?;
        let same = rest.get(..tag.len())?.eq_ignore_ascii_case(tag) && after.starts_with('>');
        same.then(|| (tag, closing, html.len() - after.len() + 1))
    })
}

/// A link's target as text, its title after it.
pub(crate) fn target(url: &CowStr<'_>, title: &CowStr<'_>) -> String {
    let url = unicode::visible(url);
    if title.is_empty() { url.into_owned() } else { format!("{url} \"{}\"", unicode::visible(title)) }
}
