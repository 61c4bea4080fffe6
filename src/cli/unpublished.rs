//! Finds out whether a page says that it is not public, in the words of the tools that authors use.

use crate::read::front_matter::{FrontMatter, Value};
use crate::read::html::is_noindex;

/// Keys that keep a page back when they have this value.
const FLAGS: [(&str, bool); 19] = [
    ("draft", true),
    ("published", false),
    ("publish", false),
    ("unlisted", true),
    ("private", true),
    ("headless", true),
    ("render", false),
    ("noindex", true),
    ("search", false),
    ("search.exclude", true),
    ("search_exclude", true),
    ("searchexclude", true),
    ("exclude_search", true),
    ("excludesearch", true),
    ("exclude_from_search", true),
    ("searchhidden", true),
    ("booksearchexclude", true),
    ("in_search_index", false),
    ("pagefind", false),
];

/// Keys that keep a page back when their text contains this word.
const WORDS: [(&str, &str); 8] = [
    ("status", "draft"),
    ("status", "unpublished"),
    ("status", "private"),
    ("search", "exclude"),
    ("robots", "noindex"),
    ("visibility", "private"),
    ("build.render", "never"),
    ("_build.render", "never"),
];

/// Keys with a day after which a page is no longer public.
const ENDS: [&str; 3] = ["expirydate", "expires", "unpublishdate"];

/// Keys with a day before which it is not yet.
const STARTS: [&str; 1] = ["publishdate"];

/// What the front matter says that keeps the page back on the day `today`: `draft: true`.
pub(super) fn in_front_matter(front_matter: &FrontMatter, today: &str) -> Option<String> {
    let text = |key: &str| value(front_matter, key)?.as_text().map(str::trim);
    let flag = |key: &str| value(front_matter, key)?.as_flag();
    let has = |key: &str, word: &str| {
        let words = text(key).unwrap_or_default().to_ascii_lowercase();
        words.split(|c: char| !c.is_alphanumeric()).any(|own| own == word)
    };
    let flags = FLAGS.iter().filter(|(key, kept)| flag(key) == Some(*kept)).map(|(key, _)| *key);
    let words = WORDS.iter().filter(|(key, word)| has(key, word)).map(|(key, _)| *key);
    let ended = ENDS.into_iter().filter(|key| text(key).and_then(day).is_some_and(|day| day <= today));
    let early = STARTS.into_iter().filter(|key| text(key).and_then(day).is_some_and(|day| day > today));
    let key = flags.chain(words).chain(ended).chain(early).next()?;
    Some(format!("{key}: {}", text(key).unwrap_or_default()))
}

/// The value of a key, or of a path such as `search.exclude`. Some tools read keys in any case.
fn value<'a>(front_matter: &'a FrontMatter, key: &str) -> Option<&'a Value> {
    front_matter.value(key).or_else(|| {
        let entry = front_matter.entries.iter().find(|entry| entry.key.eq_ignore_ascii_case(key))?;
        Some(&entry.value)
    })
}

/// The day that a date or a time begins with.
fn day(text: &str) -> Option<&str> {
    let day = text.get(..10)?;
    let is_day = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    is_day.then_some(day)
}

/// What an HTML page says that keeps it back.
pub(super) fn in_html(page: &str) -> Option<String> {
    is_noindex(page).then(|| "robots: noindex".into())
}
