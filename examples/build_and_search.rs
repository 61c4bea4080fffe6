//! Builds a bundle of a folder in memory and searches it: `cargo run --example build_and_search content "milrinone dose"`.

use drug_card::{Bundle, Index, Lexicon, Query, search};
use std::collections::{BTreeSet, HashMap};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(text)) = (arguments.next(), arguments.next()) else {
        return Err("expected a folder of Markdown files and a query".into());
    };

    let lexicon = Lexicon::builtin();
    let mut bundle = Bundle::new(&lexicon);
    let mut files = HashMap::new();
    let mut slugs = BTreeSet::new();
    for path in markdown_files(Path::new(&folder))? {
        let slug = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase().replace(' ', "-");
        if slug != "readme" && slugs.insert(slug.clone()) {
            let source = fs::read_to_string(&path)?;
            files.extend([bundle.add_markdown(&path.to_string_lossy(), &slug, &source)?]);
        }
    }
    let (root, rest) = bundle.finish(&[], None, None)?;
    files.extend(rest);
    println!("{} monographs, {} files", root.counts.monographs, files.len());

    // A program with a bundle on disk reads these files from there instead.
    let mut index = Index::open(files[&root.head.file].clone(), &serde_json::to_vec(&root.names)?)?;
    let fetch = |path: &str| {
        files.get(path).cloned().ok_or_else(|| Box::<dyn Error>::from(format!("expected the file {path}")))
    };
    let results = search(&mut index, &Query::new(&text), fetch)?;
    for medicine in &results.medicines {
        println!("{} ({})", medicine.title, medicine.path);
    }
    for answer in &results.answers {
        println!("  {}, {}: {}", answer.title, answer.heading, answer.text);
    }
    for medicine in &results.different {
        println!("A different medicine with a similar name: {}", medicine.title);
    }
    if results.no_match {
        println!("No match. Finding nothing here does not mean it is safe.");
    }
    Ok(())
}

/// All Markdown files below `folder`, sorted, so that the bundle is the same each time.
fn markdown_files(folder: &Path) -> Result<Vec<PathBuf>, std::io::Error> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(markdown_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
