//! Owns what the shell is told when a bundle is built: the files a first search needs, so that it asks for them without
//! waiting for the root. The root still decides: what it does not confirm is not used.

use crate::bundle::root::Root;
use serde_json::{Value, json};

/// A longer directory of names than this is left to the root: every page with a card would pay for it.
const MOST_TOLD: usize = 100;

/// More monographs than this are not told by name: a title and a file are some 25 bytes of the download.
const MOST_NAMED: usize = 128;

/// What stands in the shell for what the builder tells it.
const TOLD: &str = "\"drug-card:root\"";

/// What only the shell of a small bundle is told: the card of each medicine, and the file that words need which name none.
pub(crate) struct Named(Value);

impl Named {
    /// `cards` are folded names with their files, `index` the files of the index.
    pub(crate) fn new<'a>(
        cards: impl Iterator<Item = (String, &'a str)>,
        mut index: impl Iterator<Item = &'a str>,
    ) -> Self {
        let mut cards: Vec<(String, &str)> = cards.take(MOST_NAMED + 1).collect();
        if cards.len() > MOST_NAMED {
            return Self(json!({}));
        }
        cards.sort();
        Self(json!({ "cards": cards, "slips": index.find(|file| file.starts_with("slips/")) }))
    }
}

/// The shell with what it is told.
pub(crate) fn preload_hints(shell: &[u8], root: &Root, named: &Named) -> Vec<u8> {
    let Some(cores) = &root.cores else { return shell.to_vec() };
    let names: &[_] = if root.names.len() <= MOST_TOLD { &root.names } else { &[] };
    let mut preload_hints = named.0.clone();
    preload_hints["format"] = json!(root.format);
    preload_hints["build"] = json!(root.build);
    preload_hints["head"] = json!(root.head);
    preload_hints["names"] = json!(names);
    preload_hints["cores"] = json!({ "search": cores.search });
    let at = shell.windows(TOLD.len()).position(|window| window == TOLD.as_bytes());
    let Some((before, after)) = at.map(|at| (&shell[..at], &shell[at + TOLD.len()..])) else {
        return shell.to_vec();
    };
    [before, preload_hints.to_string().as_bytes(), after].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::gather::Bundle;
    use crate::bundle::prepare::Prepared;
    use crate::lexicon::Lexicon;

    /// What the shell of a bundle of so many monographs is told.
    fn shell(count: usize) -> String {
        let words = Lexicon::default();
        let mut bundle = Bundle::new(&words);
        for number in 0..count {
            let name = format!("testamine-{number}");
            let page = format!("---\ntitle: Testamine {number}\n---\n\n### Usage\nFor tests.\n");
            bundle.add(Prepared::new(&words, None, &format!("{name}.md"), &name, &page).unwrap());
        }
        let names =
            ["search-core.js", "search-core.wasm", "markdown-core.js", "markdown-core.wasm", "several.js"];
        let mut web: Vec<(&str, &[u8])> = names.map(|name| (name, name.as_bytes())).into();
        web.push(("drug-card.js", b"root=\"drug-card:root\";"));
        let (_, files) = bundle.finish(&web, None, None).unwrap();
        let shell = files.into_iter().find(|(name, _)| name == "drug-card.js").unwrap();
        String::from_utf8(shell.1).unwrap()
    }

    #[test]
    fn only_the_shell_of_a_small_bundle_knows_each_card() {
        let small = shell(MOST_NAMED);
        assert_eq!(small.matches("cards/").count(), MOST_NAMED, "{small}");
        assert!(
            small.contains("[\"testamine 7\",\"cards/") && small.contains("\"slips\":\"slips/"),
            "{small}"
        );
        let large = shell(MOST_NAMED + 1);
        assert_eq!(large.matches("cards/").count(), 0, "{large}");
        assert!(large.contains("\"names\":[[") && !large.contains("slips"), "{large}");
    }
}
