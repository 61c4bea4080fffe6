//! Addresses keep their meaning: what a slug is made from, what stops a build, and what leads from an old slug to a page.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod support;

use drug_card::internals::bundle::slugs::{From, SlugSource, Slugs};
use drug_card::internals::text::Language;
use std::fs;
use std::path::PathBuf;
use support::{expect_words, run, scratch, write};

fn slug(path: &str, own: Option<&str>, from: From) -> String {
    Slugs::of(&Language::ENGLISH)
        .from(from)
        .assign(&[SlugSource { path, own, title: None }])
        .unwrap()
        .remove(0)
}

#[test]
fn a_slug_depends_on_the_page_alone() {
    for (path, own, file, whole) in [
        ("a/abacavir.md", None, "abacavir", "a-abacavir"),
        ("Warfarin.MD", None, "warfarin", "warfarin"),
        ("heparin.markdown", None, "heparin", "heparin"),
        ("warfarin/index.md", None, "warfarin", "warfarin"),
        ("drugs/warfarin/_index.md", None, "warfarin", "drugs-warfarin"),
        ("cards/adenosine/card.md", None, "adenosine", "cards-adenosine"),
        ("index.md", None, "index", "index"),
        ("adult/dosing.md", None, "dosing", "adult-dosing"),
        ("adult/dosing.md", Some("heparin-adult"), "heparin-adult", "heparin-adult"),
        ("adult/dosing.md", Some("/drugs/Heparin Adult/"), "heparin-adult", "heparin-adult"),
        ("adult/dosing.md", Some(" "), "dosing", "adult-dosing"),
        ("adult/dosing.md", Some(":title"), "dosing", "adult-dosing"),
        ("under_score name.md", None, "under-score-name", "under-score-name"),
        ("m/milrinone/", None, "milrinone", "m-milrinone"),
        ("m/milrinone.html", None, "milrinone", "m-milrinone"),
    ] {
        assert_eq!(slug(path, own, From::File), file, "{path}");
        assert_eq!(slug(path, own, From::Path), whole, "{path}");
    }
    // What is left out of a name makes no two pages one.
    let (one, other) =
        (slug("i/interferon-beta-.md", None, From::File), slug("i/interferon-beta.md", None, From::File));
    assert!(one.starts_with("interferon-beta-") && one != other && other == "interferon-beta", "{one}");
    assert_eq!(slug("a/interferon-beta-.md", None, From::File), one);
}

#[test]
fn names_that_differ_only_in_what_a_slug_leaves_out_take_no_address_of_each_other() {
    let assign = |paths: &[&str]| {
        let sources: Vec<SlugSource> =
            paths.iter().map(|path| SlugSource { path, ..SlugSource::default() }).collect();
        Slugs::of(&Language::ENGLISH).assign(&sources)
    };
    for pair in [
        ["a/Quiz.md", "a/quiz.md"],
        ["a/beta_blocker.md", "a/beta-blocker.md"],
        ["shock/_index.md", "shock/shock.md"],
    ] {
        let slugs = assign(&pair).unwrap();
        let plain = Slugs::of(&Language::ENGLISH).of_path(pair[1]);
        assert!(
            slugs[0] != slugs[1] && slugs.iter().all(|slug| slug.starts_with(&format!("{plain}-"))),
            "{slugs:?}"
        );
        let reversed = assign(&[pair[1], "other.md", pair[0]]).unwrap();
        assert_eq!((&reversed[2], &reversed[0]), (&slugs[0], &slugs[1]));
        assert_eq!(assign(&pair[..1]).unwrap(), [plain]);
    }
    for pair in [["a/dosing.md", "b/dosing.md"], ["a/warfarin/index.md", "b/warfarin/index.md"]] {
        let shared = assign(&pair).unwrap_err();
        assert_eq!((shared.first.as_str(), shared.second.as_str()), (pair[0], pair[1]));
    }
}

#[test]
fn a_file_that_is_named_after_another_medicine_does_not_take_its_address() {
    let source = |path, title| SlugSource { path, own: None, title: Some(title) };
    let pages = [
        source("agents.md", "Inhaled gases"),
        source("gases.md", "Agents"),
        source("heparin.md", "Heparin sodium"),
    ];
    let slugs = Slugs::of(&Language::ENGLISH).assign(&pages).unwrap();
    assert!(slugs[0].starts_with("agents-") && slugs[1] == "gases" && slugs[2] == "heparin", "{slugs:?}");
}

fn page(title: &str, more: &str) -> String {
    format!(
        "---\ntitle: {title}\n{more}---\n\n# {title}\n\n### Usage\n{title} is for tests.\n\n### Disclaimer\nNo advice.\n"
    )
}

const BUILD: &str = "build content -o out";

/// A folder with monographs in `content`: path, title, further front matter.
fn project(name: &str, pages: &[(&str, &str, &str)]) -> PathBuf {
    let folder = scratch(&format!("addresses/{name}"));
    for (path, title, more) in pages {
        write(&folder, &format!("content/{path}"), &page(title, more));
    }
    folder
}

#[test]
fn two_pages_with_one_slug_stop_the_build_and_are_named() {
    let folder = project("shared", &[("child/dosing.md", "Warfarin", "")]);
    run(&folder, BUILD, 0);
    write(&folder, "content/adult/dosing.md", &page("Heparin", ""));
    for command in [
        BUILD,
        "build content -o other",
        "build content -o part --part 1/2",
        "export content --format ndjson",
    ] {
        let printed =
            expect_words(&folder, command, 4, "adult/dosing.md and child/dosing.md are both \"dosing\"");
        assert!(printed.contains("write `slug: NAME`") && printed.contains("--slugs path"), "{printed}");
    }
    expect_words(&folder, "render dosing --bundle out", 0, "Warfarin");
    // Each way out that the message names.
    run(&folder, "build content -o paths --slugs path", 0);
    expect_words(&folder, "render adult-dosing --bundle paths", 0, "Heparin");
    write(&folder, "content/adult/dosing.md", &page("Heparin", "slug: heparin\n"));
    expect_words(&folder, BUILD, 0, "1 page new: heparin");
    expect_words(&folder, "render dosing --bundle out", 0, "Warfarin");
    expect_words(&folder, "export content --format ndjson", 0, "\"slug\":\"heparin\"");
}

#[test]
fn an_address_that_would_mean_another_medicine_stops_the_build() {
    let folder = project("other", &[("a/dosing.md", "Warfarin", ""), ("oldamol.md", "Oldamol", "")]);
    run(&folder, BUILD, 0);
    // The folder of the other page comes first, and the first page has another name now.
    fs::remove_file(folder.join("content/a/dosing.md")).unwrap();
    write(&folder, "content/b/dosing.md", &page("Heparin", ""));
    let before = fs::read(folder.join("out/index.json")).unwrap();
    expect_words(
        &folder,
        BUILD,
        4,
        "\"dosing\" to stay the address of Warfarin (a/dosing.md), but it would lead to Heparin (b/dosing.md)",
    );
    assert_eq!(before, fs::read(folder.join("out/index.json")).unwrap());
    expect_words(&folder, &format!("{BUILD} --accept dosing"), 0, "1 page changed: dosing");
    // A salt, a typo and a moved file are no other medicine; a page that is gone is reported.
    fs::remove_file(folder.join("content/b/dosing.md")).unwrap();
    write(&folder, "content/c/dosing.md", &page("Heparin sodium", ""));
    fs::remove_file(folder.join("content/oldamol.md")).unwrap();
    let printed = expect_words(&folder, BUILD, 0, "1 page gone: oldamol");
    assert!(printed.contains("1 page changed: dosing"), "{printed}");
    let printed = run(&folder, &format!("{BUILD} --json"), 0);
    let figures: serde_json::Value =
        serde_json::from_str(printed.lines().find(|line| line.starts_with('{')).unwrap()).unwrap();
    assert_eq!(
        (&figures["gone"], &figures["changed"], &figures["monographs"]),
        (&serde_json::json!([]), &serde_json::json!([]), &1.into())
    );
}

#[test]
fn a_renamed_page_needs_a_redirect_and_old_addresses_lead_to_it() {
    let folder = project("renamed", &[("lasix.md", "Furosemide", ""), ("other.md", "Othermine", "")]);
    run(&folder, BUILD, 0);
    fs::rename(folder.join("content/lasix.md"), folder.join("content/furosemide.md")).unwrap();
    let printed = expect_words(&folder, BUILD, 4, "lasix.md was lasix and furosemide.md is furosemide");
    assert!(
        printed.contains("write `redirects: [lasix]` into the front matter of furosemide.md"),
        "{printed}"
    );
    write(&folder, "drug-card.toml", "[redirects]\nlasix = \"furosemide\"\n");
    expect_words(&folder, BUILD, 0, "1 page renamed: lasix → furosemide");
    let root = fs::read_to_string(folder.join("out/index.json")).unwrap();
    assert!(root.contains("\"lasix\": \"furosemide\""), "{root}");
    // In parts, the same bytes.
    run(&folder, "build content -o one --part 1/2", 0);
    run(&folder, "build content -o two --part 2/2", 0);
    run(&folder, "merge one two -o merged", 0);
    assert_eq!(fs::read_to_string(folder.join("merged/index.json")).unwrap(), root);
    // Renamed once more: both old addresses lead to the page.
    fs::remove_file(folder.join("drug-card.toml")).unwrap();
    fs::rename(folder.join("content/furosemide.md"), folder.join("content/frusemide.md")).unwrap();
    write(&folder, "content/frusemide.md", &page("Furosemide", "redirects: furosemide, /old/lasix/\n"));
    expect_words(&folder, BUILD, 0, "1 page renamed: furosemide → frusemide");
    // An old address is not given to another page, and a redirect that leads nowhere is named.
    write(&folder, "content/other.md", &page("Othermine", "slug: lasix\n"));
    expect_words(&folder, BUILD, 4, "\"lasix\" is the page other.md; remove the redirect to frusemide");
    write(&folder, "content/other.md", &page("Othermine", ""));
    expect_words(&folder, &format!("{BUILD} --redirect x=nowhere"), 4, "no page has the slug \"nowhere\"");
    expect_words(&folder, &format!("{BUILD} --redirect lasix=other"), 4, "both have a redirect from it");
    expect_words(&folder, &format!("{BUILD} --redirect lasix"), 2, "expected OLD=NEW");
    write(&folder, "content/frusemide.md", &page("Furosemide", "redirects: furosemide\n"));
    expect_words(
        &folder,
        &format!("{BUILD} --redirect lasix=other"),
        4,
        "\"lasix\" to stay the address of Furosemide",
    );
    expect_words(&folder, BUILD, 0, "1 page gone: lasix");
}

#[test]
fn an_address_that_is_the_name_of_another_page_stops_the_build() {
    let folder = project(
        "clash",
        &[("warfarin.md", "Warfarin", "slug: heparin\n"), ("h.md", "Heparin", "slug: unfractionated\n")],
    );
    expect_words(
        &folder,
        BUILD,
        4,
        "\"heparin\" to lead to Warfarin (warfarin.md), but it is the name of Heparin (h.md)",
    );
    let folder = project(
        "clash-redirect",
        &[("warfarin.md", "Warfarin", "redirects: heparin\n"), ("h.md", "Heparin", "")],
    );
    expect_words(&folder, BUILD, 4, "it is the name of Heparin (h.md)");
}

#[test]
fn a_local_note_stays_with_its_medicine() {
    let folder = project("note", &[("child/dosing.md", "Warfarin", "")]);
    write(
        &folder,
        "notes.json",
        r#"{"name":"Ward 5","date":"1 November 2026","medicines":{"dosing":{"notes":["Ring haematology."]}}}"#,
    );
    let build = format!("{BUILD} --overlay notes.json");
    run(&folder, &build, 0);
    fs::remove_file(folder.join("content/child/dosing.md")).unwrap();
    write(&folder, "content/adult/dosing.md", &page("Heparin", ""));
    // Accepting the address does not accept the note.
    let accepted = format!("{build} --accept dosing");
    let printed = expect_words(
        &folder,
        &accepted,
        4,
        "the local note \"dosing\" to stay with Warfarin (child/dosing.md)",
    );
    assert!(printed.contains("Heparin (adult/dosing.md)"), "{printed}");
}

#[test]
fn an_address_that_ended_is_not_given_to_another_medicine() {
    let folder = project("ended", &[("a/dosing.md", "Warfarin", ""), ("other.md", "Othermine", "")]);
    run(&folder, BUILD, 0);
    fs::remove_file(folder.join("content/a/dosing.md")).unwrap();
    expect_words(&folder, BUILD, 0, "1 page gone: dosing");
    // Any number of releases later.
    write(&folder, "content/third.md", &page("Thirdamine", ""));
    expect_words(&folder, BUILD, 0, "1 page new: third");
    write(&folder, "content/b/dosing.md", &page("Heparin", ""));
    let words = "expected \"dosing\" to lead to nothing but Warfarin (a/dosing.md), whose address it was in an earlier release, but it would \
                 lead to Heparin (b/dosing.md)";
    expect_words(&folder, BUILD, 4, words);
    // Nor when the earlier release cannot be read, or its root is gone.
    let root = fs::read(folder.join("out/index.json")).unwrap();
    fs::write(folder.join("out/index.json"), &root[..root.len() / 2]).unwrap();
    expect_words(&folder, BUILD, 4, words);
    fs::remove_file(folder.join("out/index.json")).unwrap();
    expect_words(&folder, BUILD, 4, words);
    fs::write(folder.join("out/index.json"), root).unwrap();
    // The same medicine may come back, and an author may accept another one.
    write(&folder, "content/b/dosing.md", &page("Warfarin sodium", ""));
    expect_words(&folder, BUILD, 0, "1 page new: dosing");
    let lists = || fs::read_dir(folder.join("out")).unwrap().flatten().map(|entry| entry.file_name());
    let former = || lists().filter(|name| name.to_string_lossy().starts_with("former.")).count();
    assert_eq!(former(), 0, "no address has ended");
    fs::remove_file(folder.join("content/b/dosing.md")).unwrap();
    run(&folder, BUILD, 0);
    assert_eq!(former(), 1);
    write(&folder, "content/b/dosing.md", &page("Heparin", ""));
    expect_words(&folder, &format!("{BUILD} --accept dosing"), 0, "1 page new: dosing");
    assert_eq!(former(), 0);
    write(&folder, "content/b/dosing.md", &page("Warfarin", ""));
    expect_words(&folder, BUILD, 4, "to stay the address of Heparin");
}

#[test]
fn one_letter_is_a_correction_unless_it_names_another_substance() {
    for (was, is, code) in [
        ("Warfarine", "Warfarin", 0),
        ("Otherminn", "Othermine", 0),
        ("Afatinib", "Apatinib", 4),
        ("Afatinib sodium", "Apatinib", 4),
        ("Dimethicone", "Simethicone", 4),
        ("Vitamin D", "Vitamin K", 4),
    ] {
        let folder = project("letter", &[("dosing.md", was, "")]);
        run(&folder, BUILD, 0);
        write(&folder, "content/dosing.md", &page(is, ""));
        run(&folder, BUILD, code);
    }
}
