//! Hints to the script of a bundle: the files a first search needs, so that it requests them without waiting for the root
//! file. The root file stays authoritative: unconfirmed hints are ignored.

use crate::bundle::root::Root;
use serde_json::{Value, json};

/// A longer directory of names is left to the root file: every page with a card would download it.
const MOST_SHARDS: usize = 100;

/// More monographs are not listed by name: a title and a file add some 25 bytes to the download.
const MOST_NAMED: usize = 128;

/// Hints of a small bundle only: the card of each medicine, and the file for words that name no medicine.
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
        Self(json!({ "cards": cards, "typos": index.find(|file| file.starts_with("typos/")) }))
    }
}

/// The script, preceded by the hints as a constant; `www/bundle/preload.js` reads it.
pub(crate) fn with_hints(script: &[u8], root: &Root, named: &Named) -> Vec<u8> {
    let Some(cores) = &root.cores else { return script.to_vec() };
    let names: &[_] = if root.names.len() <= MOST_SHARDS { &root.names } else { &[] };
    let mut hints = named.0.clone();
    hints["format"] = json!(root.format);
    hints["build"] = json!(root.build);
    hints["head"] = json!(root.head);
    hints["names"] = json!(names);
    hints["cores"] = json!({ "search": cores.search });
    constant("DRUG_CARD_BUNDLE", &hints, script)
}

/// `source`, preceded by a constant that it reads.
pub(crate) fn constant(name: &str, value: &Value, source: &[u8]) -> Vec<u8> {
    [format!("const {name}={value};\n").as_bytes(), source].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::gather::Bundle;
    use crate::bundle::prepare::Prepared;
    use crate::lexicon::Lexicon;

    /// The script of a bundle of so many monographs.
    fn script(count: usize) -> String {
        let words = Lexicon::default();
        let mut bundle = Bundle::new(&words);
        for number in 0..count {
            let name = format!("testamine-{number}");
            let page = format!("---\ntitle: Testamine {number}\n---\n\n### Usage\nFor tests.\n");
            bundle.add(Prepared::new(&words, None, &format!("{name}.md"), &name, &page).unwrap());
        }
        let names = [
            "search-core.js",
            "search-core.wasm",
            "markdown-core.js",
            "markdown-core.wasm",
            "several.js",
            "card-tools.js",
            "card-compare.js",
            "card-find.js",
        ];
        let mut web: Vec<(&str, &[u8])> = names.map(|name| (name, name.as_bytes())).into();
        web.push(("drug-card.js", b"script();"));
        let (_, files) = bundle.finish(&web, None, None).unwrap();
        let script = files.into_iter().find(|(name, _)| name == "drug-card.js").unwrap();
        String::from_utf8(script.1).unwrap()
    }

    #[test]
    fn only_the_script_of_a_small_bundle_knows_each_card() {
        let small = script(MOST_NAMED);
        assert!(small.starts_with("const DRUG_CARD_BUNDLE={") && small.ends_with("};\nscript();"), "{small}");
        assert_eq!(small.matches("cards/").count(), MOST_NAMED, "{small}");
        assert!(
            small.contains("[\"testamine 7\",\"cards/") && small.contains("\"typos\":\"typos/"),
            "{small}"
        );
        let large = script(MOST_NAMED + 1);
        assert_eq!(large.matches("cards/").count(), 0, "{large}");
        assert!(large.contains("\"names\":[[") && !large.contains("typos"), "{large}");
    }
}
