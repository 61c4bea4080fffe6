//! `drug-card build --site`: which pages become monographs, at which addresses, and what is reported about the others.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on should stop")]

mod support;

use std::fs;
use support::{expect_words as expect, scratch, write};

/// A page as a generator writes it.
fn page(name: &str) -> String {
    format!(
        "<!doctype html><title>{name}</title><nav>Home</nav><main><h1>{name}</h1><h2>Usage</h2><p>For tests of {name}.</p>\
         <h2>Disclaimer</h2><p>Ask a doctor.</p></main>"
    )
}

/// A built site of two monographs and two other pages.
fn site(name: &str) -> std::path::PathBuf {
    let folder = scratch(name);
    write(&folder, "_site/m/milrinone/index.html", &page("Milrinone"));
    write(&folder, "_site/f/furosemide.html", &page("Furosemide"));
    write(&folder, "_site/index.html", "<main><h1>Ward 5</h1><p>News.</p></main>");
    write(&folder, "_site/about.html", "<div>About us.</div>");
    write(&folder, "_site/404.html", "<main><h1>Gone</h1></main>");
    write(&folder, "_site/_assets/part.html", &page("Part"));
    write(&folder, "_site/m/_part.html", &page("Part"));
    folder
}

#[test]
fn pages_become_monographs_at_their_own_addresses() {
    let folder = site("site/html");
    let said = expect(&folder, "build --site _site -o _site/drugs", 0, "2 monographs");
    for words in [
        "index.html: no heading or label of a known section",
        "about.html: no <main>, <article> or data-drug-card",
        "drug-card: skipped 2 pages that are not monographs; 2 pages are",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains("404.html"), "{said}");
    let root = fs::read_to_string(folder.join("_site/drugs/index.json")).unwrap();
    assert!(root.contains("\"urlTemplate\": \"/{path}#{anchor}\""), "{root}");
    expect(&folder, "search milrinone --bundle _site/drugs --json", 0, "m/milrinone/");
    expect(&folder, "search furosemide --bundle _site/drugs --json", 0, "f/furosemide.html");
    expect(&folder, "search milrinone --bundle _site/drugs --json", 0, "\"slug\":\"milrinone\"");
    // The pages of the bundle inside the site are not pages of the site, nor are those of an older bundle of another name.
    expect(&folder, "build --site _site -o _site/drugs", 0, "2 monographs");
    expect(&folder, "build --site _site -o _site/other", 0, "2 monographs");
}

#[test]
fn what_a_site_owner_gets_wrong_is_said_in_words() {
    let folder = site("site/wrong");
    write(&folder, "empty/index.html", "<p>x</p>");
    fs::create_dir_all(folder.join("none")).unwrap();
    write(&folder, "twice/a.md", "---\npermalink: /x/\n---\n# A\n\n### Usage\nx\n");
    write(&folder, "twice/b.md", "---\npermalink: /x/\n---\n# B\n\n### Usage\nx\n");
    for (arguments, code, words) in [
        ("build -o out", 2, "expected a folder of monographs, but got none"),
        ("build _site --site _site -o out", 2, "cannot be used with"),
        ("build --site gone -o out", 3, "cannot read gone"),
        ("build --site _site/about.html -o out", 2, "expected a folder after --site"),
        ("build --site empty -o out", 4, "none of its 1 HTML pages is one (index.html: no <main>"),
        ("build --site none -o out", 4, "none of its 0 Markdown pages is one; name the folder"),
        ("build --site twice -o out", 4, "both have the address x/; change the permalink or slug of one"),
        ("build --site _site -o out --site-selector div>p", 2, "expected one element by its name"),
        ("build --site _site -o out --site-urls flat", 2, "expected folder or file"),
        ("build --site _site -o out --url-template /d/{path}/", 2, "is the whole address of the page"),
        (
            "build --site _site -o out --strict",
            1,
            "nothing was written; name only the folder of the monographs",
        ),
    ] {
        expect(&folder, arguments, code, words);
        assert!(!folder.join("out").exists(), "{arguments}");
    }
    fs::write(folder.join("_site/latin.html"), b"<main><h1>\xe9</h1></main>").unwrap();
    expect(&folder, "build --site _site -o out", 0, "latin.html: not UTF-8");
}

#[test]
fn a_site_that_marks_its_monographs_is_strict_about_them_alone() {
    let folder = site("site/strict");
    for name in ["m/milrinone/index.html", "f/furosemide.html"] {
        let file = folder.join("_site").join(name);
        let text = fs::read_to_string(&file).unwrap().replace("<main>", "<main class=\"medicine page\">");
        fs::write(file, text).unwrap();
    }
    let said = expect(
        &folder,
        "build --site _site -o out --site-selector main.medicine --strict",
        0,
        "2 monographs",
    );
    assert!(!said.contains("skipped"), "{said}");
    write(&folder, "_site/new.html", "<main class=medicine><h1>New</h1></main>");
    expect(
        &folder,
        "build --site _site -o out --site-selector .medicine --strict",
        1,
        "new.html: no heading or label",
    );
}

#[test]
fn the_file_of_defaults_names_the_site_where_it_names_no_content() {
    let folder = site("site/settings");
    write(&folder, "pages/paracetamol.md", include_str!("../content/p/paracetamol.md"));
    write(
        &folder,
        "drug-card.toml",
        "site = \"_site\"\nsite-selector = \"main\"\nsite-urls = \"file\"\noutput = \"out\"\n",
    );
    expect(&folder, "build", 0, "2 monographs");
    expect(&folder, "build pages -o other", 0, "1 monograph,");
    write(&folder, "drug-card.toml", "site = \"_site\"\ncontent = \"pages\"\noutput = \"out\"\n");
    expect(&folder, "build", 0, "1 monograph,");
    expect(&folder, "build --site _site", 0, "2 monographs");
    write(&folder, "drug-card.toml", "site-selector = \"main > p\"\n");
    expect(&folder, "build", 4, "drug-card.toml:1: expected one element by its name");
}

#[test]
fn markdown_of_a_site_is_at_the_addresses_its_generator_gives() {
    let folder = scratch("site/markdown");
    let text =
        |more: &str| format!("---\ntitle: Testamine\n{more}---\n# Testamine\n\n### Usage\nFor tests.\n");
    for (name, more) in [
        ("drugs/plain.md", ""),
        ("drugs/named.md", "slug: other\n"),
        ("drugs/moved.md", "permalink: /elsewhere/page.html\n"),
        ("drugs/folder/index.md", ""),
        ("drugs/rule.md", "permalink: /:title/\n"),
        ("_drafts/draft.md", ""),
        ("drugs/_draft.md", ""),
        ("drugs/second/_index.md", ""),
    ] {
        write(&folder, name, &text(more));
    }
    write(&folder, "about.md", "# About us\n\nText.\n");
    write(&folder, "README.md", &text(""));
    for (style, plain) in [("folder", "/"), ("file", ".html")] {
        let said = expect(&folder, &format!("build --site . -o out --site-urls {style}"), 0, "6 monographs");
        assert!(said.contains("about.md: no heading or label"), "{said}");
        let found = expect(&folder, "search testamine --bundle out --json --limit 9", 0, "Testamine");
        for path in [
            format!("drugs/plain{plain}"),
            format!("drugs/other{plain}"),
            "elsewhere/page.html".into(),
            "drugs/folder/".into(),
            "drugs/second/".into(),
            format!("drugs/rule{plain}"),
        ] {
            assert!(found.contains(&format!("\"{path}\"")), "{path}: {found}");
        }
    }
}

#[test]
fn no_address_leads_out_of_the_site() {
    let folder = scratch("site/outside");
    let text =
        |more: &str| format!("---\ntitle: Testamine\n{more}\n---\n# Testamine\n\n### Usage\nFor tests.\n");
    for (more, key) in [
        ("slug: \"..\"", "slug"),
        ("slug: .", "slug"),
        ("slug: a\\b", "slug"),
        ("permalink: //evil.example/y/", "permalink"),
        ("permalink: /\\evil.example/y/", "permalink"),
        ("permalink: /a/../../b/", "permalink"),
        ("permalink: /a/%2E%2e/b/", "permalink"),
    ] {
        write(&folder, "m/testamine.md", &text(more));
        let said = expect(&folder, "build --site . -o out", 4, "that leads to a page of the site, such as");
        assert!(said.contains(&format!("expected a {key}")), "{more}: {said}");
        assert!(
            said.contains("in m/testamine.md it is") && said.contains("; write it without"),
            "{more}: {said}"
        );
        assert!(!folder.join("out").exists(), "{more}");
    }
    // What is no monograph has no address.
    write(&folder, "m/testamine.md", &text("slug: a..b"));
    write(&folder, "about.md", "---\nslug: \"..\"\n---\n# About us\n\nText.\n");
    expect(&folder, "build --site . -o out", 0, "1 monograph,");
}

#[test]
fn strict_points_into_the_html_that_the_site_has() {
    let folder = scratch("site/places");
    write(
        &folder,
        "_site/m/x/index.html",
        "<!doctype html>\n<title>X</title>\n<nav>\nHome\n</nav>\n<main>\n<h1>X</h1>\n<h2>Usage</h2>\n<p>For tests.</p>\n<h2>Precautions</h2>\n\
         <p>Not more than <b>5.0 mg</b> a day.</p>\n<h2>Disclaimer</h2><p>Ask a doctor.</p>\n</main>\n",
    );
    let said = expect(
        &folder,
        "build --site _site -o out --strict",
        1,
        "_site/m/x/index.html:11:21: warning[trailing-zero]",
    );
    assert!(
        said.contains("11 | <p>Not more than <b>5.0 mg</b> a day.</p>\n   |                     ^^^\n"),
        "{said}"
    );
    assert!(!said.contains("front-matter"), "{said}");
    expect(&folder, "check _site/m/x/index.html", 1, "index.html:11:21: warning[trailing-zero]");
    write(&folder, "about.html", "<main><h1>About</h1></main>");
    expect(&folder, "check about.html", 1, "no heading or label of a known section");
}
