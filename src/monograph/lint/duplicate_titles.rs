//! Cross-file check: two files with the same title.

use crate::read::diagnostic::{Diagnostic, Rule};
use crate::text::fold::key;
use std::collections::BTreeMap;

/// One diagnostic for every `(path, title)` pair whose title, folded, another file has too.
#[must_use]
pub fn duplicate_titles(titles: &[(String, String)]) -> Vec<(String, Diagnostic)> {
    let mut by_title: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (path, title) in titles.iter().filter(|(_, title)| !title.is_empty()) {
        by_title.entry(key(title)).or_default().push(path);
    }
    let mut sink = Vec::new();
    for (path, title) in titles {
        let Some(paths) = by_title.get(&key(title)).filter(|paths| paths.len() > 1) else { continue };
        let others: Vec<&str> = paths.iter().copied().filter(|other| other != path).collect();
        let message = format!("the title \"{title}\" is also the title of {}", others.join(", "));
        sink.push((
            path.clone(),
            Diagnostic { rule: Rule::DuplicateTitle, line: 1, column: 1, length: 0, message },
        ));
    }
    sink
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_files_with_one_title_name_each_other() {
        let titles =
            [("a.md", "Interferon Beta-"), ("b.md", "interferon beta"), ("c.md", "Aspirin"), ("d.md", "")];
        let titles: Vec<_> =
            titles.iter().map(|(path, title)| (path.to_string(), title.to_string())).collect();
        let found = duplicate_titles(&titles);
        assert_eq!(found.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(), ["a.md", "b.md"]);
        assert_eq!(found[0].1.message, "the title \"Interferon Beta-\" is also the title of b.md");
    }
}
