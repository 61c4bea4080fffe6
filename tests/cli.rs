//! The command line: exit codes and messages for good and bad input.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod support;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use support::scratch;

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_drug-card"));
    command.args(arguments).env("SOURCE_DATE_EPOCH", "1795305600").output().expect("the program starts")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

fn content() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content")
}

/// Builds `folder` into a bundle next to it and returns the bundle.
fn build(folder: &Path) -> PathBuf {
    let bundle =
        folder.with_file_name(format!("{}-bundle", folder.file_name().expect("a name").to_string_lossy()));
    let output = run(&["build", text(folder), "-o", text(&bundle)]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    bundle
}

/// Runs the program and expects this exit code, and every one of these texts on standard output or standard error.
fn expect(arguments: &[&str], code: i32, words: &[&str]) {
    let output = run(arguments);
    let printed =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{arguments:?} printed: {printed}");
    for word in words {
        assert!(printed.contains(word), "{arguments:?} should print {word:?} but printed: {printed}");
    }
}

const PAGE: &str = "---\nlayout: minimal-medicine\ntitle: Testamine\n---\n\n# Testamine\n\n### Generic Name\nTestamine\n\n\
                    ### Usage\nTestamine is for tests.\n\n**Disclaimer:** This is no medical advice.\n";

/// A file that is not UTF-8, in its second line.
const LATIN_1: &[u8] = b"---\ntitle: Caf\xe9\n---\n";

/// A file that is larger than a monograph may be.
fn too_large() -> String {
    format!("{PAGE}{}", "word ".repeat(210_000))
}

/// A folder `content` with these files, in a folder of its own.
fn content_with(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = scratch(name).join("content");
    fs::create_dir_all(&folder).unwrap();
    files.iter().for_each(|(file, bytes)| fs::write(folder.join(file), bytes).unwrap());
    folder
}

#[test]
fn a_missing_folder_is_named() {
    let missing = scratch("cli/missing").join("nowhere");
    let bundle = missing.with_file_name("out");
    expect(&["build", text(&missing), "-o", text(&bundle)], 3, &["cannot read", "nowhere"]);
    expect(&["check", text(&missing)], 3, &["cannot read"]);
    expect(&["parse", text(&missing), "--jsonl"], 3, &["cannot read"]);
    assert!(!bundle.exists());
}

#[test]
fn an_empty_folder_has_no_monographs() {
    let folder = content_with("cli/empty", &[]);
    let bundle = folder.with_file_name("out");
    expect(
        &["build", text(&folder), "-o", text(&bundle)],
        4,
        &["expected Markdown monographs", "there are none"],
    );
    assert!(!bundle.exists());
}

#[test]
fn a_file_that_is_not_utf8_stops_the_build_and_is_a_diagnostic() {
    let folder = content_with("cli/latin1", &[("good.md", PAGE.as_bytes()), ("bad.md", LATIN_1)]);
    let bundle = folder.with_file_name("out");
    expect(
        &["build", text(&folder), "-o", text(&bundle)],
        4,
        &["bad.md:2", "expected UTF-8", "save the file as UTF-8"],
    );
    assert_eq!(names_in(folder.parent().unwrap()), ["content"], "no half-written file is left");
    expect(&["check", text(&folder)], 1, &["bad.md", "UTF-8"]);
}

#[test]
fn all_files_that_cannot_be_read_are_named_at_once_and_skipped_if_asked() {
    let large = too_large();
    let files = [("good.md", PAGE.as_bytes()), ("bad.md", LATIN_1), ("large.md", large.as_bytes())];
    let folder = content_with("cli/bad", &files);
    let bundle = folder.with_file_name("out");
    let all = ["bad.md:2", "expected UTF-8", "large.md", "at most", "2 cannot", "--skip-bad"];
    expect(&["build", text(&folder), "-o", text(&bundle)], 4, &all);
    assert!(!bundle.exists());
    let skipping = ["build", text(&folder), "-o", text(&bundle), "--skip-bad"];
    expect(&skipping, 0, &["bad.md:2", "large.md", "built without 2 files"]);
    expect(&["render", "good", "--bundle", text(&bundle)], 0, &["Testamine"]);
    // A program built without the browser files writes no page.
    if let Ok(page) = fs::read_to_string(bundle.join("index.html")) {
        assert!(page.contains("2 files could not be read and are missing here."), "{page}");
    }
    expect(&[&skipping[..], &["--part", "1/2"]].concat(), 2, &["without --part"]);
    fs::remove_file(folder.join("good.md")).unwrap();
    expect(&skipping, 4, &["expected", "every page"]);
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_of_a_megabyte_is_refused() {
    let folder = content_with("cli/large", &[("large.md", too_large().as_bytes())]);
    let bundle = folder.with_file_name("out");
    expect(
        &["build", text(&folder), "-o", text(&bundle)],
        4,
        &["large.md", "at most 1048576 bytes", "split it"],
    );
    assert!(!bundle.exists());
}

#[test]
fn missing_or_unclosed_front_matter_is_a_diagnostic_and_loses_no_text() {
    let folder = scratch("cli/front-matter").join("content");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("none.md"), PAGE.split_once("---\n\n").unwrap().1).unwrap();
    fs::write(folder.join("unclosed.md"), PAGE.replacen("---\n\n", "\n", 1)).unwrap();
    expect(
        &["check", text(&folder)],
        1,
        &["none.md:1", "front-matter-missing", "unclosed.md", "front-matter-unclosed"],
    );
    let bundle = build(&folder);
    expect(&["render", "none", "--bundle", text(&bundle)], 0, &["Testamine is for tests."]);
    expect(&["render", "unclosed", "--bundle", text(&bundle)], 0, &["Testamine is for tests."]);
}

#[test]
#[cfg(unix)]
fn an_unreadable_file_is_named() {
    let folder = scratch("cli/unreadable").join("content");
    fs::create_dir_all(&folder).unwrap();
    // Nobody can read a dangling link, not even root.
    std::os::unix::fs::symlink("/nonexistent/page.md", folder.join("gone.md")).unwrap();
    let bundle = folder.with_file_name("out");
    expect(&["build", text(&folder), "-o", text(&bundle)], 3, &["cannot read", "gone.md"]);
}

#[test]
fn an_output_that_cannot_be_written_is_named() {
    let folder = scratch("cli/output");
    let file = folder.join("file");
    fs::write(&file, "in the way").unwrap();
    expect(&["build", text(&content()), "-o", text(&file.join("out"))], 3, &["cannot write"]);
    expect(&["build", text(&content()), "-o", text(&file)], 2, &["expected", "but it is a file"]);
    let other = folder.join("other");
    fs::create_dir_all(&other).unwrap();
    fs::write(other.join("letter.txt"), "mine").unwrap();
    expect(
        &["build", text(&content()), "-o", text(&other)],
        2,
        &["holds other files", "choose another folder"],
    );
    assert_eq!(fs::read_to_string(other.join("letter.txt")).unwrap(), "mine");
}

/// Builds a bundle of one page and lets `change` damage it.
fn damaged(name: &str, change: impl Fn(&Path)) -> PathBuf {
    let folder = scratch(name).join("content");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("testamine.md"), PAGE).unwrap();
    let bundle = build(&folder);
    change(&bundle);
    bundle
}

fn file_with_prefix(folder: &Path, prefix: &str) -> PathBuf {
    let name = names_in(folder).into_iter().find(|name| name.starts_with(prefix)).expect("the file is there");
    folder.join(name)
}

/// The card of a bundle of one page.
fn only_card(bundle: &Path) -> PathBuf {
    let folder = file_with_prefix(&bundle.join("cards"), "");
    file_with_prefix(&folder, "")
}

#[test]
fn a_bundle_of_another_version_is_refused() {
    let bundle = damaged("version", |bundle| {
        let root = bundle.join("index.json");
        let text = fs::read_to_string(&root).unwrap();
        fs::write(&root, text.replacen("\"format\": 1", "\"format\": 99", 1)).unwrap();
    });
    expect(
        &["search", "testamine", "--bundle", text(&bundle)],
        4,
        &["expected bundle format 1", "99", "build the bundle again"],
    );
    expect(&["render", "testamine", "--bundle", text(&bundle)], 4, &["expected bundle format 1"]);
}

#[test]
fn a_truncated_bundle_is_refused() {
    let cut = |file: PathBuf| {
        let bytes = fs::read(&file).unwrap();
        fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    };
    let bundle = damaged("cut-index", |bundle| cut(file_with_prefix(bundle, "head.")));
    expect(&["search", "testamine", "--bundle", text(&bundle)], 4, &["expected", "bytes"]);
    let bundle = damaged("cut-root", |bundle| cut(bundle.join("index.json")));
    expect(&["search", "testamine", "--bundle", text(&bundle)], 4, &["expected the root of a bundle"]);
    let bundle = damaged("flipped-root", |bundle| {
        let root = bundle.join("index.json");
        let text = fs::read_to_string(&root).unwrap();
        fs::write(&root, text.replacen("\"monographs\": 1", "\"monographs\": 0", 1)).unwrap();
    });
    expect(&["search", "testamine", "--bundle", text(&bundle)], 4, &["do not match their checksum"]);
    let bundle = damaged("cut-card", |bundle| cut(only_card(bundle)));
    expect(&["render", "testamine", "--bundle", text(&bundle)], 4, &["expected", "card"]);
}

#[test]
fn an_unknown_drug_is_not_found() {
    let bundle = damaged("unknown", |_| {});
    expect(&["render", "nothingamine", "--bundle", text(&bundle)], 1, &["no medicine \"nothingamine\""]);
    expect(
        &["search", "nothingamine", "--bundle", text(&bundle)],
        1,
        &["Nothing here matches", "Finding nothing here does not mean it is safe."],
    );
}

#[test]
fn wrong_arguments_are_explained() {
    expect(&["build"], 2, &["--output"]);
    expect(&["fly"], 2, &["fly"]);
}

#[test]
fn the_same_monographs_give_the_same_bytes() {
    let one = scratch("cli/same-one");
    let two = scratch("cli/same-two");
    let bundle = one.join("bundle");
    assert!(run(&["build", text(&content()), "-o", text(&bundle)]).status.success());
    // The second build runs at another time, in another locale and time zone, on a copy written in another order.
    let mut pages = Vec::new();
    collect(&content(), &content(), &mut pages);
    pages.sort_by(|a, b| b.cmp(a));
    let copy = scratch("cli/same-copy");
    for (name, bytes) in pages {
        let path = copy.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let bundle = two.join("bundle");
    let output = Command::new(env!("CARGO_BIN_EXE_drug-card"))
        .args(["build", ".", "-o", text(&bundle)])
        .current_dir(&copy)
        .envs([("SOURCE_DATE_EPOCH", "1795309999"), ("TZ", "Asia/Kathmandu"), ("LC_ALL", "tr_TR.UTF-8")])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read_all = |root: &Path| {
        let mut all = Vec::new();
        collect(root, root, &mut all);
        all.sort();
        all
    };
    let (first, second) = (read_all(&one), read_all(&two));
    assert!(first.len() > 30);
    assert!(first == second, "two builds differ");
}

fn collect(root: &Path, folder: &Path, all: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, all);
        } else {
            all.push((
                path.strip_prefix(root).unwrap().to_string_lossy().into_owned(),
                fs::read(&path).unwrap(),
            ));
        }
    }
}

#[test]
fn a_build_replaces_an_earlier_bundle_and_counts_what_it_wrote() {
    let bundle = scratch("cli/replace").join("bundle");
    for _ in 0..2 {
        let output = run(&["build", text(&content()), "-o", text(&bundle), "--json"]);
        let figures: serde_json::Value = serde_json::from_slice(&output.stdout).expect("figures in JSON");
        assert!(figures["monographs"].as_u64().unwrap() >= 24);
        assert!(figures["faqs"].as_u64().unwrap() >= 100);
        let mut all = Vec::new();
        collect(&bundle, &bundle, &mut all);
        assert_eq!(figures["files"].as_u64().unwrap(), all.len() as u64);
        assert_eq!(
            figures["bytes"].as_u64().unwrap(),
            all.iter().map(|(_, bytes)| bytes.len() as u64).sum::<u64>()
        );
    }
    assert_eq!(names_in(bundle.parent().unwrap()), ["bundle"]);
}

#[test]
fn a_query_of_several_words_needs_no_quotes() {
    let bundle = scratch("cli/words").join("bundle");
    assert!(run(&["build", text(&content()), "-o", text(&bundle)]).status.success());
    let bundle = text(&bundle);
    let quoted = run(&["search", "side effects of milrinone", "--bundle", bundle, "--json"]);
    assert!(String::from_utf8_lossy(&quoted.stdout).contains("m/milrinone.md"));
    for arguments in [
        ["search", "--json", "--bundle", bundle, "side", "effects", "of", "milrinone"],
        ["search", "side", "effects", "--bundle", bundle, "--json", "of", "milrinone"],
    ] {
        assert_eq!(run(&arguments).stdout, quoted.stdout, "{arguments:?}");
    }
    expect(&["search", "--bundle", bundle], 2, &["<QUERY>..."]);
}

/// Runs the program with standard output, and standard error if asked for, connected to a pipe that nobody reads.
fn run_into_closed_pipe(arguments: &[&str], stderr_too: bool) -> Output {
    let closed = || {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        writer
    };
    let mut command = Command::new(env!("CARGO_BIN_EXE_drug-card"));
    command.args(arguments).env("SOURCE_DATE_EPOCH", "1795305600").stdout(closed());
    if stderr_too {
        command.stderr(closed());
    }
    command.output().expect("the program starts")
}

#[test]
fn a_closed_pipe_ends_a_command_quietly() {
    let folder = scratch("cli/closed-pipe");
    let (content, bundle, queries) = (content(), folder.join("bundle"), folder.join("queries.jsonl"));
    assert!(run(&["build", text(&content), "-o", text(&bundle)]).status.success());
    fs::write(&queries, "{\"qid\":\"a\",\"text\":\"milrinone\"}\n").unwrap();
    let (content, bundle, queries) = (text(&content), text(&bundle), text(&queries));
    let other = folder.join("other");
    for arguments in [
        &["check", content][..],
        &["check", content, "--format", "json"],
        &["check", content, "--format", "sarif"],
        &["check", content, "--summary"],
        &["parse", content],
        &["parse", content, "--jsonl"],
        &["search", "milrinone", "--bundle", bundle],
        &["search", "milrinone", "--bundle", bundle, "--json", "--explain"],
        &["search", "--batch", queries, "--bundle", bundle],
        &["render", "milrinone", "--bundle", bundle],
        &["export", content, "--format", "ndjson"],
        &["export", "--format", "opensearch", "--schema"],
        &["build", content, "-o", text(&other)],
        &["completions", "bash"],
        &["man"],
    ] {
        let output = run_into_closed_pipe(arguments, false);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {errors}");
        assert!(errors.is_empty() || errors.contains("without the browser files"), "{arguments:?}: {errors}");
    }
    assert!(other.join("index.json").is_file(), "a bundle is complete even if nobody reads the summary");
    let missing = folder.join("nowhere");
    assert_eq!(
        run_into_closed_pipe(&["parse", text(&missing)], true).status.code(),
        Some(3),
        "an error stays an error"
    );
}

#[test]
fn a_batch_returns_results_for_every_query_id() {
    let folder = scratch("cli/batch");
    let bundle = folder.join("bundle");
    assert!(run(&["build", text(&content()), "-o", text(&bundle)]).status.success());
    let queries = folder.join("queries.jsonl");
    fs::write(
        &queries,
        "{\"qid\":\"a\",\"text\":\"milrinone side effects\"}\n{\"qid\":\"b\",\"text\":\"zzzz\"}\n",
    )
    .unwrap();
    let output = run(&["search", "--batch", text(&queries), "--bundle", text(&bundle)]);
    let lines: Vec<serde_json::Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines[0]["qid"], "a");
    let results: Vec<&str> =
        lines[0]["results"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    assert!(results.contains(&"m/milrinone.md#side_effects"), "{results:?}");
    assert_eq!((&lines[1]["qid"], &lines[1]["no_match"]), (&"b".into(), &true.into()));
    fs::write(&queries, "not json\n").unwrap();
    expect(
        &["search", "--batch", text(&queries), "--bundle", text(&bundle)],
        4,
        &["queries.jsonl:1", "expected"],
    );
}

#[test]
fn a_site_adds_its_own_synonyms() {
    let folder = scratch("cli/synonyms");
    let (words, bundle) = (folder.join("words.tsv"), folder.join("bundle"));
    fs::write(&words, "# ours\nbrand\tWardex\tmilrinone\n").unwrap();
    let content = content();
    let build = ["build", text(&content), "-o", text(&bundle), "--synonyms", text(&words)];
    assert!(run(&build).status.success());
    expect(&["search", "wardex", "--bundle", text(&bundle)], 0, &["Milrinone (synonym: Wardex)"]);
    fs::write(&words, "brand\tWardex\n").unwrap();
    expect(&build, 4, &["words.tsv:1", "expected two columns"]);
}

/// The number at the start of a line, and its indentation.
fn value(line: &str) -> Option<(usize, f64)> {
    let number = line.split_whitespace().next()?.parse().ok()?;
    Some((line.find(char::is_alphabetic)?, number))
}

#[test]
fn the_parts_of_an_explained_score_add_up_to_it() {
    let bundle = scratch("cli/explain").join("bundle");
    assert!(run(&["build", text(&content()), "-o", text(&bundle)]).status.success());
    for (query, named) in [
        ("milrinone side effects", true),
        ("can i drink with metronidazole", true),
        ("lasix dose", true),
        ("warfarin bleeding pregnancy", true),
        ("nausea after chemotherapy", false),
        ("which medicine treats high blood pressure", false),
        ("what helps with heartburn", false),
    ] {
        let output = run(&["search", "--explain", "--bundle", text(&bundle), query]);
        let printed = String::from_utf8(output.stdout).unwrap();
        let (_, answers) = printed.split_once("answers, with their score\n").expect("a list of answers");
        let mut lines = answers.lines().filter_map(value).peekable();
        let mut answers = 0;
        while let Some((indent, score)) = lines.next() {
            let (mut sum, mut parts) = (0.0, 0);
            while let Some((_, part)) = lines.next_if(|(deeper, _)| *deeper > indent) {
                (sum, parts) = (sum + part, parts + 1);
            }
            // Each number is rounded to three decimals.
            assert!(
                parts > 0 && (sum - score).abs() < 0.001 * f64::from(parts + 1),
                "{query}: {sum} is not {score}\n{printed}"
            );
            answers += 1;
        }
        assert!(answers > 0, "{query}: no answers\n{printed}");
        assert_eq!(printed.contains("from the best match\n"), named, "{query}\n{printed}");
    }
}

#[test]
fn a_program_without_pages_refuses_to_build() {
    let bundle = scratch("cli/pages").join("bundle");
    let mut command = Command::new(env!("CARGO_BIN_EXE_drug-card"));
    command.args(["build", text(&content()), "-o", text(&bundle)]).env_remove("DRUG_CARD_ALLOW_NO_PAGES");
    let output = command.output().unwrap();
    let printed = String::from_utf8_lossy(&output.stderr);
    match output.status.code() {
        Some(0) => assert!(bundle.join("index.html").is_file(), "a bundle without a page: {printed}"),
        Some(2) => {
            assert!(printed.contains("expected a program that can write pages"), "{printed}");
            assert!(!bundle.exists());
        }
        code => panic!("{code:?}: {printed}"),
    }
}

#[test]
fn serve_answers_one_request_from_standard_input() {
    let bundle = scratch("cli/one-request").join("bundle");
    assert!(run(&["build", text(&content()), "-o", text(&bundle)]).status.success());
    let ask = |request: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_drug-card"));
        command.args(["serve", text(&bundle), "--base", "/drugs/", "--one-request"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(request.as_bytes()).unwrap();
        String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
    };
    assert_eq!(ask(""), "/drugs/\n");
    let root = fs::read_to_string(bundle.join("index.json")).unwrap();
    let answer = ask("GET /drugs/index.json HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with(&root), "{answer}");
    assert!(answer.contains("Connection: close\r\n") && answer.contains("default-src 'none'"), "{answer}");
    assert!(ask("GET /drugs/../x HTTP/1.1\r\nHost: localhost\r\n\r\n").starts_with("HTTP/1.1 404"));
}
