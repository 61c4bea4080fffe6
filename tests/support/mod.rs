//! What several tests need: a folder to write in, the program, the corpus, and the examples of `tests/specs`.
#![allow(dead_code, reason = "each test binary uses a part of it")]

pub(crate) mod shared;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder for one test, empty at first; `name` names the file and the test.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("to remove an old scratch folder");
    }
    fs::create_dir_all(&folder).expect("a scratch folder");
    folder
}

/// Writes a file below `folder`, and creates its parent folders.
pub(crate) fn write(folder: &Path, name: &str, text: &str) {
    let file = folder.join(name);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

/// Runs the program in `folder` on a fixed day and expects this exit code; returns what it printed.
pub(crate) fn run(folder: &Path, arguments: &str, code: i32) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_drug-card"));
    command.current_dir(folder).env("SOURCE_DATE_EPOCH", "1795305600");
    let output = command.args(arguments.split_whitespace()).output().unwrap();
    let printed =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{arguments}: {printed}");
    printed
}

/// Runs the program and expects these words in what it printed.
pub(crate) fn expect_words(folder: &Path, arguments: &str, code: i32, words: &str) -> String {
    let printed = run(folder, arguments, code);
    assert!(printed.contains(words), "{arguments} should say {words:?} but printed: {printed}");
    printed
}

/// Every Markdown file under `folder`, sorted; none when the folder is missing.
pub(crate) fn markdown(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                out.push(path);
            }
        }
    }
    out.sort();
    out
}

/// The sample monographs of this repository.
pub(crate) fn samples() -> Vec<PathBuf> {
    let mut paths = markdown(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"));
    paths.retain(|path| !path.ends_with("README.md"));
    assert!(paths.len() >= 24, "only {} sample monographs", paths.len());
    paths
}

/// The corpus; a test that needs it is ignored, and its name contains `corpus`.
pub(crate) fn corpus() -> Vec<PathBuf> {
    let paths = markdown(&shared::need("corpus/composition"));
    assert!(!paths.is_empty(), "the corpus is empty");
    paths
}

/// One example of `tests/specs`: Markdown, and what is expected from it.
pub(crate) struct Spec {
    /// File and line, for messages.
    pub(crate) place: String,
    /// The Markdown.
    pub(crate) source: String,
    /// The expected lines.
    pub(crate) expected: Vec<String>,
}

/// Every example of every file in `tests/specs`.
pub(crate) fn specs() -> Vec<Spec> {
    specs_in("tests/specs")
}

/// Every example of every file in a folder.
pub(crate) fn specs_in(folder: &str) -> Vec<Spec> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut out = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let mut lines = text.lines().enumerate();
        while let Some((number, line)) = lines.next() {
            if line != "```````` example" {
                continue;
            }
            let example: Vec<&str> =
                lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "````````").collect();
            let dot =
                example.iter().position(|line| *line == ".").expect("an example needs a line with a dot");
            let mut source = example[..dot].join("\n").replace('→', "\t");
            source.push('\n');
            out.push(Spec {
                place: format!("{}:{}", path.file_name().unwrap().to_string_lossy(), number + 1),
                source,
                expected: example[dot + 1..].iter().map(ToString::to_string).collect(),
            });
        }
    }
    assert!(!out.is_empty());
    out
}
