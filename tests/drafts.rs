//! Pages that are not published stay out of what is built and exported, whatever tool's words say so.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod support;

use support::{expect_words, run, scratch, write};

fn page(title: &str, fences: &str, more: &str) -> String {
    let title_line = if fences == "+++" { format!("title = \"{title}\"") } else { format!("title: {title}") };
    format!(
        "{fences}\n{title_line}\n{more}\n{fences}\n\n# {title}\n\n### Dosage\nSecretive dose.\n\n### Disclaimer\nNo advice.\n"
    )
}

/// Front matter, and how the reason is printed. The day of the tests is 2026-11-22.
const KEPT_BACK: [(&str, &str, &str); 24] = [
    ("---", "draft: true", "draft: true"),
    ("---", "Draft: yes", "draft: yes"),
    ("+++", "draft = true", "draft: true"),
    ("---", "published: false", "published: false"),
    ("---", "unlisted: true", "unlisted: true"),
    ("---", "status: Draft", "status: Draft"),
    ("---", "expiryDate: 2026-11-22", "expirydate: 2026-11-22"),
    ("---", "expiryDate: 2024-01-31T10:00:00Z", "expirydate: 2024-01-31T10:00:00Z"),
    ("+++", "expiryDate = 2024-01-31", "expirydate: 2024-01-31"),
    ("---", "publishDate: 2027-01-01", "publishdate: 2027-01-01"),
    ("---", "search: exclude", "search: exclude"),
    ("---", "search:\n  exclude: true", "search.exclude: true"),
    ("---", "search: {exclude: true}", "search.exclude: true"),
    ("---", "search: false", "search: false"),
    ("---", "search_exclude: true", "search_exclude: true"),
    ("---", "searchHidden: true", "searchhidden: true"),
    ("---", "robots: noindex, nofollow", "robots: noindex, nofollow"),
    ("+++", "in_search_index = false", "in_search_index: false"),
    ("+++", "render = false", "render: false"),
    ("---", "_build:\n  render: never", "_build.render: never"),
    ("---", "noindex: true", "noindex: true"),
    ("---", "pagefind: false", "pagefind: false"),
    ("---", "private: true", "private: true"),
    ("---", "visibility: private", "visibility: private"),
];

/// Front matter of pages that are published.
const PUBLISHED: [&str; 8] = [
    "draft: false",
    "published: true",
    "published: 2024-05-01",
    "status: active",
    "expiryDate: 2026-11-23",
    "publishDate: 2020-01-01",
    "search:\n  boost: 2",
    "robots: index",
];

#[test]
fn a_page_that_is_not_published_is_left_out_and_counted() {
    let folder = scratch("drafts/markdown");
    for (number, (fences, more, _)) in KEPT_BACK.iter().enumerate() {
        write(
            &folder,
            &format!("content/kept-{number}.md"),
            &page(&format!("Keptamine {number}"), fences, more),
        );
    }
    for (number, more) in PUBLISHED.iter().enumerate() {
        write(
            &folder,
            &format!("content/open-{number}.md"),
            &page(&format!("Openamine {number}"), "---", more),
        );
    }
    let published = format!("{} monographs", PUBLISHED.len());
    for source in ["content", "--site content"] {
        let printed = expect_words(&folder, &format!("build {source} -o out"), 0, &published);
        assert!(printed.contains(&format!("left out {} pages not published", KEPT_BACK.len())), "{printed}");
        std::fs::remove_dir_all(folder.join("out")).unwrap();
    }
    for (number, (.., reason)) in KEPT_BACK.iter().enumerate() {
        let name = format!("kept-{number}");
        let one = scratch(&format!("drafts/one-{number}"));
        std::fs::copy(folder.join(format!("content/{name}.md")), one.join("kept.md")).unwrap();
        write(&one, "open.md", &page("Openamine", "---", ""));
        expect_words(&one, "export . --format ndjson", 0, &format!("kept.md: {reason}\n"));
    }
    let exported = run(&folder, "export content --format fhir", 0);
    assert!(!exported.contains("Keptamine") && exported.contains("Openamine"));
    let figures = run(&folder, "build content -o out --json", 0);
    assert!(figures.contains(&format!("\"left_out\":{}", KEPT_BACK.len())), "{figures}");
}

#[test]
fn drafts_are_included_on_request_and_marked() {
    let folder = scratch("drafts/included");
    write(&folder, "content/kept.md", &page("Keptamine", "---", "draft: true"));
    expect_words(
        &folder,
        "build content -o out",
        4,
        "every page is left out; publish one, or build with --drafts",
    );
    assert!(!folder.join("out").exists());
    run(&folder, "build content -o out --drafts", 0);
    let mark = "DRAFT, not published (draft: true).";
    expect_words(&folder, "render kept --bundle out", 0, &format!("<p class=\"alert\">{mark}</p>"));
    // A passage never goes without the mark: in each line of an export, and beside each answer of a search.
    let found = expect_words(&folder, "search keptamine dosage --bundle out", 0, "Secretive dose.");
    assert_eq!(found.matches(mark).count(), 1 + found.matches("[kept.md").count(), "{found}");
    for format in ["ndjson", "opensearch", "fhir", "jsonld"] {
        let lines = run(&folder, &format!("export content --format {format} --drafts"), 0);
        let own: Vec<&str> = lines.lines().filter(|line| line.contains("Keptamine")).collect();
        assert!(!own.is_empty() && own.iter().all(|line| line.contains(mark)), "{format}: {lines}");
    }
    write(&folder, "content/kept.md", &page("Keptamine", "---", "draft: true\nlang: de"));
    run(&folder, "build content -o german --drafts --lang de", 0);
    expect_words(&folder, "render kept --bundle german", 0, "ENTWURF, nicht veröffentlicht (draft: true).");
}

#[test]
fn an_html_page_that_search_engines_must_not_list_is_left_out() {
    let folder = scratch("drafts/html");
    let html = |title: &str, head: &str| {
        format!(
            "<html><head>{head}</head><body><main><h1>{title}</h1><h2>Usage</h2><p>For tests of robots.</p></main></body></html>"
        )
    };
    write(&folder, "site/open.html", &html("Openamine", "<meta name=\"robots\" content=\"index\">"));
    write(&folder, "site/kept.html", &html("Keptamine", "<META NAME=Robots CONTENT='nofollow, NOINDEX'>"));
    write(&folder, "site/none.html", &html("Noneamine", "<meta name=robots content=none>"));
    let printed = expect_words(&folder, "build --site site -o out", 0, "left out 2 pages not published");
    assert!(printed.contains("kept.html: robots: noindex") && printed.contains("1 monograph,"), "{printed}");
    run(&folder, "build --site site -o drafts --drafts", 0);
    expect_words(&folder, "render kept --bundle drafts", 0, "DRAFT, not published (robots: noindex).");
}
