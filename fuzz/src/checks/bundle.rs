//! Two small bundles in memory: one for queries, one to damage.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};

use drug_card::internals::bundle::gather::Bundle;
use drug_card::internals::bundle::prepare::Prepared;
use drug_card::internals::bundle::slugs::Slugs;
use drug_card::internals::index::Index;
use drug_card::internals::lexicon::Lexicon;
use drug_card::internals::text::Language;

/// The files of a bundle, and its open index.
pub(super) struct Files {
    pub(super) index: Mutex<Index>,
    pub(super) head: Vec<u8>,
    pub(super) names: Vec<u8>,
    pub(super) files: BTreeMap<String, Vec<u8>>,
}

/// The bundle for queries.
pub(super) fn sample() -> &'static Files {
    static SAMPLE: OnceLock<Files> = OnceLock::new();
    SAMPLE.get_or_init(|| build(&PAGES, &Lexicon::builtin()))
}

/// The bundle to damage: two short pages and a small lexicon.
pub(super) fn small() -> &'static Files {
    static SMALL: OnceLock<Files> = OnceLock::new();
    SMALL.get_or_init(|| {
        let mut words = Lexicon::builtin();
        words.lay.truncate(8);
        words.intents.truncate(16);
        let page = "# Amlodipine\n### Usage\nFor high blood pressure. Take 5 mg.\n### Side Effects\n* Nausea\n\
                    ### FAQs\n* **Q: Can I drive?** A: Not when you feel dizzy.\n";
        let other = "# Amlodipine + Atorvastatin\n### Dosage\nOne tablet a day.\n";
        build(&[("a/amlodipine.md", page), ("a/amlodipine-atorvastatin.md", other)], &words)
    })
}

/// Pages with look-alikes, a combination, brands and national names.
const PAGES: [(&str, &str); 7] = [
    ("a/amlodipine.md", include_str!("../../../content/a/amlodipine.md")),
    ("a/amlodipine-atorvastatin.md", include_str!("../../../content/a/amlodipine-atorvastatin.md")),
    ("c/citalopram.md", include_str!("../../../content/c/citalopram.md")),
    ("e/escitalopram.md", include_str!("../../../content/e/escitalopram.md")),
    ("f/furosemide.md", include_str!("../../../content/f/furosemide.md")),
    ("m/milrinone.md", include_str!("../../../content/m/milrinone.md")),
    ("p/paracetamol.md", include_str!("../../../content/p/paracetamol.md")),
];

fn build(pages: &[(&str, &str)], words: &Lexicon) -> Files {
    let (mut bundle, slugs) = (Bundle::new(words), Slugs::of(&Language::ENGLISH));
    let mut files = BTreeMap::new();
    for (path, text) in pages {
        let (file, bytes) = match Prepared::new(words, None, path, &slugs.of_path(path), text) {
            Ok(ready) => bundle.add(ready),
            Err(sentence) => panic!("expected to prepare {path}, but: {sentence}"),
        };
        files.insert(file, bytes);
    }
    let (root, rest) = match bundle.finish(&[], None, None) {
        Ok(done) => done,
        Err(error) => panic!("expected to write a bundle, but: {error}"),
    };
    files.extend(rest);
    let names: Vec<String> =
        root.names.iter().map(|(least, hash)| format!("[\"{least}\",\"{hash}\"]")).collect();
    let (head, names) = (files[&root.head.file].clone(), format!("[{}]", names.join(",")).into_bytes());
    match Index::open(head.clone(), &names) {
        Ok(index) => Files { index: Mutex::new(index), head, names, files },
        Err(error) => panic!("expected to open the index, but: {error}"),
    }
}
