//! `drug-card import`: what becomes of official labels, and which files are refused.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on should stop")]

mod support;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use support::{expect_words as expect, markdown, run, scratch, write};

/// The test files, each small and written for these tests.
fn fixture(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import").join(name)).unwrap()
}

/// Imports `text` as a file and returns the pages with their names.
fn import(test: &str, format: &str, file: &str, text: &str) -> Vec<(String, String)> {
    let folder = scratch(&format!("import/{test}"));
    write(&folder, file, text);
    run(&folder, &format!("import {format} {file} -o content --retrieved 2026-05-10"), 0);
    pages(&folder)
}

fn pages(folder: &Path) -> Vec<(String, String)> {
    let name = |path: &PathBuf| path.strip_prefix(folder.join("content")).unwrap().display().to_string();
    markdown(&folder.join("content"))
        .iter()
        .map(|path| (name(path), fs::read_to_string(path).unwrap()))
        .collect()
}

/// Every line of the expected file is in the page, in this order.
fn expect_lines(page: &str, expected: &str) {
    let mut lines = page.lines();
    for want in expected.lines().filter(|line| !line.is_empty()) {
        assert!(lines.any(|line| line == want), "the page lacks, or has too early: {want}\n{page}");
    }
}

#[test]
fn a_label_of_dailymed_becomes_a_page() {
    let found = import("spl", "spl", "label.xml", &fixture("label.xml"));
    let [(name, page)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(name, "testamine-hydrochloride-acme-11112222.md");
    expect_lines(page, &fixture("label.md"));
    for absent in ["NDC 00000", "A summary", "<table", "<br"] {
        assert!(!page.contains(absent), "{absent} in {page}");
    }
}

#[test]
fn two_documents_of_a_bundle_become_two_pages_in_the_folder_of_their_language() {
    let found = import("epi", "epi", "bundle.json", &fixture("bundle.json"));
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["es/testamina-acme-s-1-professional-b06bc0e0.md", "es/testamina-acme-s-2-patient-e0a8f724.md"]
    );
    for (page, other) in [(0, 1), (1, 0)] {
        let address = found[other].0.trim_start_matches("es/");
        assert!(found[page].1.contains(&format!("]({address})")), "no link to {address}: {}", found[page].1);
    }
    expect_lines(&found[0].1, &fixture("bundle-professional.md"));
    expect_lines(&found[1].1, &fixture("bundle-patient.md"));
}

#[test]
fn a_document_is_not_named_after_another_medicine() {
    let product = |name: &str| {
        format!(
            "{{\"resource\": {{\"resourceType\": \"MedicinalProductDefinition\", \"name\": [{{\"productName\": \"{name}\"}}]}}}}"
        )
    };
    let bundle = |name: &str| {
        format!(
            "{{\"resourceType\": \"Bundle\", \"entry\": [{{\"resource\": {{\"resourceType\": \"Composition\", \"language\": \"en\", \
             \"title\": \"Testamine 5 mg tablets\", \"section\": [{{\"title\": \"What Testamine is\", \
             \"text\": {{\"div\": \"<div>For tests.</div>\"}}}}]}}}}, {}]}}",
            product(name)
        )
    };
    let found = import("other-name", "epi", "bundle.json", &bundle("Otherin 1 mg capsules"));
    assert!(found[0].1.contains("title: Testamine 5 mg tablets"), "{}", found[0].1);
    assert!(!found[0].1.contains("Otherin"), "{}", found[0].1);
    let found = import("own-name", "epi", "bundle.json", &bundle("TESTAMINE forte"));
    assert!(found[0].1.contains("title: TESTAMINE forte"), "{}", found[0].1);
}

#[test]
fn a_record_of_openfda_has_each_text_once() {
    let found = import("openfda", "openfda", "answer.json", &fixture("answer.json"));
    assert_eq!(found.len(), 2);
    let page = &found.iter().find(|(name, _)| name.contains("33334444")).unwrap().1;
    expect_lines(page, &fixture("answer.md"));
    assert_eq!(page.matches("Limited data in pregnancy").count(), 1);
    assert_eq!(page.matches("10 mg").count(), 1, "a table ran into the text and is apart as well: {page}");
}

#[test]
fn a_label_is_replaced_only_by_a_higher_version() {
    let folder = scratch("import/versions");
    let label = fixture("label.xml");
    write(&folder, "old.xml", &label);
    write(
        &folder,
        "new.xml",
        &label
            .replace("versionNumber value=\"3\"", "versionNumber value=\"12\"")
            .replace("For tests", "For all tests"),
    );
    let command = |file: &str| format!("import spl {file} -o content");
    run(&folder, &command("old.xml"), 0);
    expect(&folder, &command("old.xml"), 0, "version 3 kept");
    let said = expect(&folder, &command("new.xml"), 0, "version 3 replaced by 12");
    assert!(said.contains("changed: 1 INDICATIONS AND USAGE"), "{said}");
    assert!(!said.contains("changed: 4 CONTRAINDICATIONS"), "{said}");
    expect(&folder, &command("old.xml"), 0, "version 12 kept");
    assert_eq!(pages(&folder).len(), 1);
    assert!(pages(&folder)[0].1.contains("For all tests"));
}

#[test]
fn labels_of_one_name_are_listed_and_the_latest_can_be_kept() {
    let folder = scratch("import/latest");
    let label = fixture("label.xml");
    let other = label.replace("11112222-", "99998888-");
    write(&folder, "in/a.xml", &label);
    write(
        &folder,
        "in/b.xml",
        &other.replace("<effectiveTime value=\"20260503\"/>", "<effectiveTime value=\"20200101\"/>"),
    );
    let said = expect(
        &folder,
        "import spl in -o content",
        0,
        "2 labels of Testamine Hydrochloride, with different effective dates:",
    );
    assert!(said.contains("testamine-hydrochloride-acme-99998888 (2020-01-01)"), "{said}");
    fs::remove_dir_all(folder.join("content")).unwrap();
    expect(&folder, "import spl in -o content --latest", 0, "testamine-hydrochloride-acme-11112222 is newer");
    assert_eq!(pages(&folder).len(), 1);
}

#[test]
fn a_page_of_the_owner_is_not_overwritten() {
    let folder = scratch("import/owner");
    write(&folder, "label.xml", &fixture("label.xml"));
    write(&folder, "content/testamine-hydrochloride-acme-11112222.md", "# My own page\n");
    run(&folder, "import spl label.xml -o content", 0);
    let found = pages(&folder);
    assert_eq!(found.len(), 2);
    assert!(found.iter().any(|(_, text)| text == "# My own page\n"));
}

#[test]
fn hostile_files_are_refused_with_a_sentence() {
    let folder = scratch("import/hostile");
    let label = fixture("label.xml");
    let deep = format!("{}{}", "<a>".repeat(5_000), "</a>".repeat(5_000));
    let wide: String = (0..60_000).map(|number| format!(" a{number}=\"\"")).collect();
    let spaces: String = (0..60_000).map(|number| format!(" xmlns:a{number}=\"u{number}\"")).collect();
    let bomb = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    let json = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let cases: Vec<(&str, &str, Vec<u8>, &str)> = vec![
        ("dtd", "spl", format!("{bomb}{label}").into(), "found <!DOCTYPE"),
        (
            "external",
            "spl",
            format!("<!DOCTYPE a SYSTEM \"file:///etc/passwd\">{label}").into(),
            "found <!DOCTYPE",
        ),
        ("entity", "spl", label.replace("For tests", "&nbsp;").into(), "well-formed XML"),
        ("deep", "spl", deep.into(), "nested elements"),
        ("wide", "spl", format!("<a{wide}/>").into(), "attributes"),
        ("spaces", "spl", format!("<a{spaces}/>").into(), "attributes"),
        ("cut", "spl", label.as_bytes()[..label.len() / 2].into(), "well-formed XML"),
        ("utf16", "spl", label.encode_utf16().flat_map(u16::to_le_bytes).collect(), "expected UTF-8"),
        (
            "bom16",
            "spl",
            [b"\xff\xfe".to_vec(), label.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat(),
            "UTF-16",
        ),
        ("latin", "spl", [label.as_bytes(), b"\xe9"].concat(), "another encoding"),
        (
            "declared",
            "spl",
            label.replace("UTF-8", "ISO-8859-1").replace("For tests", "Für").into(),
            "iso-8859-1",
        ),
        ("empty", "spl", Vec::new(), "well-formed XML"),
        ("html", "spl", b"<html><body/></html>".to_vec(), "the element <html>"),
        ("index", "spl", label.replace("34391-3", "60685-5").into(), "an indexing file"),
        ("huge", "spl", vec![b' '; 17 << 20], "of at most"),
        ("json", "openfda", json.clone().into(), "well-formed JSON"),
        ("half", "openfda", b"{\"results\": [{\"set_id\": \"a\", \"versi".to_vec(), "well-formed JSON"),
        ("other", "openfda", b"{\"error\": {\"code\": \"NOT_FOUND\"}}".to_vec(), "no \"results\""),
        ("fhirdeep", "epi", json.into(), "well-formed JSON"),
        ("patient", "epi", b"{\"resourceType\": \"Patient\"}".to_vec(), "but found Patient"),
        ("fhirdtd", "epi", format!("{bomb}<Bundle xmlns=\"http://hl7.org/fhir\"/>").into(), "<!DOCTYPE"),
        ("notzip", "spl", b"PK\x03\x04 and no more".to_vec(), "a readable zip file"),
    ];
    for (name, format, bytes, words) in cases {
        fs::write(folder.join(name), bytes).unwrap();
        let said = expect(&folder, &format!("import {format} {name} -o out-{name}"), 4, words);
        assert!(said.lines().all(|line| line.len() < 600), "{name}: {said}");
        assert!(markdown(&folder.join(format!("out-{name}"))).is_empty(), "{name} left something");
    }
}

/// A zip file without compression.
fn stored(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, bytes) in entries {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn zip_files_in_a_zip_file_are_read_and_never_written_outside() {
    let folder = scratch("import/zip");
    let label = fixture("label.xml");
    let other = label.replace("11112222-", "99998888-");
    let inner = stored(&[("../../../escaped.xml", label.as_bytes()), ("picture.jpg", b"\xff\xd8")]);
    let second = stored(&[("/etc/label.xml", other.as_bytes())]);
    let bomb = stored(&[("bomb.xml", &vec![b' '; 40 << 20])]);
    let nest = stored(&[("in.zip", &stored(&[("in.zip", &stored(&[("in.zip", b"PK\x03\x04")]))]))]);
    let release = stored(&[
        ("rx/a.zip", &inner),
        ("rx/b.zip", &second),
        ("rx/bomb.zip", &bomb),
        ("rx/nest.zip", &nest),
        ("../evil.xml", b"<a/>"),
    ]);
    fs::write(folder.join("release.zip"), &release).unwrap();
    let said = run(&folder, "import spl release.zip -o content", 4);
    for words in [
        "bomb.xml: expected a file in bytes of at most",
        "more deeply than any release",
        "evil.xml: expected an SPL",
        "2 monographs written",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert_eq!(pages(&folder).len(), 2);
    assert!(!folder.join("escaped.xml").exists() && !folder.parent().unwrap().join("evil.xml").exists());

    let mut child = Command::new(env!("CARGO_BIN_EXE_drug-card"))
        .current_dir(&folder)
        .args(["import", "spl", "-", "-o", "piped"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&inner).unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(markdown(&folder.join("piped")).len(), 1);
}

#[test]
fn a_page_says_which_label_it_is_and_its_sections_have_the_kinds_of_their_codes() {
    let folder = scratch("import/export");
    write(&folder, "label.xml", &fixture("label.xml"));
    run(&folder, "import spl label.xml -o content --retrieved 2026-05-10", 0);
    let parsed = drug_card::parse(&pages(&folder)[0].1);
    let kinds: Vec<&str> = parsed.monograph.sections.iter().map(|section| section.kind.id()).collect();
    let want =
        ["boxed_warning", "usage", "contraindications", "special_groups", "pregnancy", "special_groups"];
    assert_eq!(kinds, want);
    let said = run(&folder, "export --format fhir content", 0);
    for words in [
        "Official label: DailyMed, set id 11112222-3333-4444-5555-666677778888, version 3, effective 3 May 2026, labeler Acme, Inc.; \
         retrieved 10 May 2026. Left out: 1 figure, 1 carton section, 1 highlights section.",
        "not medical advice",
        "rowspan=\\\"2\\\"",
        "colspan=\\\"2\\\"",
        "none<br/>at all",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains("Origin not recorded") && !said.contains("^^"), "{said}");
}

#[test]
fn check_reports_an_official_label_and_does_not_fail() {
    let folder = scratch("import/check");
    write(&folder, "label.xml", &fixture("label.xml").replace("For tests", "Take 1.0 mg for tests"));
    run(&folder, "import spl label.xml -o content", 0);
    let page = pages(&folder).remove(0).1;
    expect(&folder, "check content", 0, "trailing-zero");
    write(&folder, "own/page.md", &page.replace("source: DailyMed", "source: our ward"));
    expect(&folder, "check own", 1, "trailing-zero");
}
