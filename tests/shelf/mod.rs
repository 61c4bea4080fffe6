//! Owns what tests of index and search share: a folder of monographs as an index, and a seeded dice.
#![allow(dead_code, clippy::unwrap_used, reason = "each test uses its part and is free to unwrap")]

use drug_card::index::{Page, Segment, Writer};
use drug_card::monograph::parse;
use drug_card::text::Words;
use drug_card::unit::{Unit, UnitKind, cut};
use std::fs;
use std::path::{Path, PathBuf};

/// Every Markdown file below `root`, sorted, as path below it and text.
pub(crate) fn sources(root: &Path) -> Vec<(String, String)> {
    let mut folders = vec![root.to_path_buf()];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "md") && !path.ends_with("README.md") {
                files.push(path);
            }
        }
    }
    files.sort();
    let name = |path: &Path| path.strip_prefix(root).unwrap().to_str().unwrap().to_string();
    files.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// The sample monographs of this repository.
pub(crate) fn samples() -> Vec<(String, String)> {
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"))
}

/// The folder of shared test data beside this repository, where there is one.
pub(crate) fn shared() -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    [here.join("../shared"), here.join("../../shared")]
        .into_iter()
        .find(|path| path.join("corpus/composition").is_dir())
}

/// An index of Markdown sources.
pub(crate) fn index(sources: &[(String, String)], words: &Words) -> Vec<u8> {
    let mut writer = Writer::new(words);
    for (path, text) in sources {
        let monograph = parse(text).monograph;
        let slug = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
        writer.add(&Page {
            path,
            slug,
            title: &monograph.title,
            generic_name: monograph.generic_name.as_deref(),
            ingredients: &monograph.ingredients,
            units: &cut(&monograph),
        });
    }
    writer.finish(1).unwrap()
}

/// An index of pages that have a title and nothing else.
pub(crate) fn index_of_titles(titles: &[(String, String)], words: &Words) -> Segment<Vec<u8>> {
    let mut writer = Writer::new(words);
    for (path, title) in titles {
        let units = [Unit {
            kind: UnitKind::Head,
            anchor: String::new(),
            heading: title.clone(),
            text: String::new(),
        }];
        let ingredients: Vec<String> = title.split(" + ").map(str::to_string).collect();
        let slug = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
        writer.add(&Page { path, slug, title, generic_name: None, ingredients: &ingredients, units: &units });
    }
    Segment::open(writer.finish(1).unwrap()).unwrap()
}

/// A seeded dice (xorshift): the same throws in every run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}
