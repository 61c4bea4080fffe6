//! Cards of a bundle link combinations to their ingredients and back, also when it is built in parts.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod support;

use std::fs;
use std::path::Path;
use support::{run, scratch, write};

const PAGES: [(&str, &str); 4] = [
    ("a/amlodipine.md", "Amlodipine"),
    ("a/pair.md", "Amlodipine + Atorvastatin"),
    ("z/atorvastatin.md", "Atorvastatin"),
    ("z/withdrawn.md", "Valsartan"),
];

fn content(folder: &Path) {
    for (path, title) in PAGES {
        let status = if title == "Valsartan" { "status: withdrawn\nreviewed: 2024-01-01\n" } else { "" };
        let text = format!(
            "---\ntitle: {title}\n{status}---\n\n### Usage\nFor tests.\n\n### Disclaimer\nNo advice.\n"
        );
        write(folder, &format!("content/{path}"), &text);
    }
    let text = "---\ntitle: Amlodipine + Valsartan\n---\n\n### Usage\nFor tests.\n";
    write(folder, "content/z/other.md", text);
}

/// The tree of the card of this slug in a bundle.
fn card(bundle: &Path, slug: &str) -> String {
    let wanted = format!("\"slug\":\"{slug}\"");
    for folder in fs::read_dir(bundle.join("cards")).unwrap() {
        for file in fs::read_dir(folder.unwrap().path()).unwrap() {
            let text = fs::read_to_string(file.unwrap().path()).unwrap();
            let (header, tree) = text.split_once('\n').unwrap();
            if header.contains(&wanted) {
                return tree.into();
            }
        }
    }
    panic!("no card of {slug}");
}

#[test]
fn a_combination_and_its_ingredients_link_each_other() {
    let folder = scratch("related");
    content(&folder);
    run(&folder, "build content -o whole", 0);
    run(&folder, "build content --part 1/2 -o one.ndjson", 0);
    run(&folder, "build content --part 2/2 -o two.ndjson", 0);
    run(&folder, "merge one.ndjson two.ndjson -o merged", 0);
    for bundle in ["whole", "merged"] {
        let bundle = folder.join(bundle);
        let pair = card(&bundle, "pair");
        assert!(
            pair.contains(
                r#"["p",{"c":"related"},"Pages of its ingredients: ",["link",{"card":"amlodipine"},"Amlodipine"],", ",["link",{"card":"atorvastatin"},"Atorvastatin"]]"#
            ),
            "{pair}"
        );
        let single = card(&bundle, "amlodipine");
        assert!(
            single.contains(
                r#"["p",{"c":"related"},"Combinations that contain it: ",["link",{"card":"pair"},"Amlodipine + Atorvastatin"],", ",["link",{"card":"other"},"Amlodipine + Valsartan"]]"#
            ),
            "{single}"
        );
        // A withdrawn page leads nowhere, and no page leads to it.
        let other = card(&bundle, "other");
        assert!(other.contains(r#""card":"amlodipine""#) && !other.contains("withdrawn"), "{other}");
        assert!(!card(&bundle, "withdrawn").contains("related"));
    }
}
