//! Owns the way back from a built page: what a generator made of a monograph reads as that monograph, and text stays text.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on should stop")]

mod support;

use drug_card::monograph::passage::{Passage, cut};
use drug_card::monograph::{Monograph, plain_blocks, plain_inlines, read};
use drug_card::site::{self, Selector};
use drug_card::text::Language;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Turns each file of a list into HTML as Jekyll does, all into one file, parted by form feeds.
const KRAMDOWN: &str = r#"
require "kramdown"; require "kramdown-parser-gfm"
$stdin.each_line { |path|
  text = File.read(path.chomp, encoding: "UTF-8").sub(/\A---\n.*?\n---\n/m, "")
  print Kramdown::Document.new(text, input: "GFM", hard_wrap: false).to_html, "\f"
}"#;

#[test]
fn every_example_is_read_as_it_says() {
    let examples = support::specs_in("tests/site-html");
    assert!(examples.len() > 15);
    let mut wrong = String::new();
    for example in examples {
        let got = match site::read(&example.source, None, &Language::ENGLISH) {
            Ok(markdown) => markdown,
            Err(skip) => format!("skip {}", skip.sentence()),
        };
        let want = example.expected.join("\n");
        if got.trim_end() != want {
            writeln!(wrong, "{}\n{want}\n--- but got\n{got}", example.place).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn an_element_is_found_by_what_the_site_names() {
    let page = r#"<main><h1>Ward</h1></main><div class="a b" id="x" data-k="v"><h1>Testamine</h1><h2>Usage</h2>T.</div>"#;
    for (selector, found) in [
        ("div", true),
        (".b", true),
        ("div.a.b#x[data-k]", true),
        ("[data-k=v]", true),
        ("[data-k=\"v\"]", true),
        (".c", false),
        ("p.a", false),
        ("[data-k=w]", false),
        ("#y", false),
    ] {
        let selector: Selector = selector.parse().unwrap();
        assert_eq!(site::read(page, Some(&selector), &Language::ENGLISH).is_ok(), found, "{selector:?}");
    }
    for wrong in ["", "div p", "div > p", ".", "div:first-child", "[a", "[a^=b]", "a,b", "#"] {
        let said = wrong.parse::<Selector>().unwrap_err();
        assert!(said.starts_with("expected one element by its name"), "{wrong}: {said}");
    }
}

/// What search and cards have of a page; quotes and dashes as a typewriter has them, since generators set them.
fn preload_hints(monograph: &Monograph) -> Vec<String> {
    let plain = |text: &str| {
        [("‘", "'"), ("’", "'"), ("“", "\""), ("”", "\""), ("–", "--"), ("—", "---"), ("…", "...")]
            .iter()
            .fold(text.to_string(), |text, (set, typed)| text.replace(set, typed))
    };
    let unit =
        |unit: &Passage| plain(&format!("{:?} {}\n{}\n{}", unit.kind, unit.anchor, unit.heading, unit.text));
    cut(monograph).iter().map(unit).chain(monograph.generic_name.as_deref().map(plain)).collect()
}

/// Pages and units of `paths`, how many come back equal from the HTML that kramdown makes, and how many pages are not taken for
/// monographs; `None` where there is no kramdown.
fn round_trip(paths: &[PathBuf]) -> Option<[usize; 5]> {
    let mut ruby = Command::new("ruby");
    ruby.args(["-e", KRAMDOWN]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = ruby.spawn().ok()?;
    let list: String = paths.iter().map(|path| format!("{}\n", path.display())).collect();
    let mut input = child.stdin.take()?;
    let writer = std::thread::spawn(move || std::io::Write::write_all(&mut input, list.as_bytes()));
    let output = child.wait_with_output().ok()?;
    if !output.status.success() {
        return None;
    }
    writer.join().unwrap().unwrap();
    let pages = String::from_utf8(output.stdout).unwrap();
    let pages: Vec<&str> = pages.split_terminator('\u{c}').collect();
    assert_eq!(pages.len(), paths.len());
    let (mut units, mut equal, mut equal_units, mut skipped) = (0, 0, 0, 0);
    for (path, page) in paths.iter().zip(pages) {
        let source = fs::read_to_string(path).unwrap();
        let want = preload_hints(&read(&source));
        units += want.len();
        match site::read(&format!("<nav>Home</nav><main>{page}</main>"), None, &Language::ENGLISH) {
            Ok(markdown) => {
                let got = preload_hints(&read(&markdown));
                equal += usize::from(got == want);
                equal_units += want.iter().filter(|unit| got.contains(unit)).count();
                if got != want {
                    println!("differs: {}", path.file_name().unwrap().to_string_lossy());
                }
            }
            Err(_) => skipped += 1,
        }
    }
    Some([paths.len(), units, equal, equal_units, skipped])
}

#[test]
fn the_pages_a_generator_makes_of_the_samples_say_what_the_samples_say() {
    let mut paths = support::markdown(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"));
    paths.retain(|path| !path.ends_with("README.md"));
    let Some([pages, units, equal, equal_units, _]) = round_trip(&paths) else {
        return println!("skipped: there is no ruby with kramdown");
    };
    println!("{equal} of {pages} pages equal, {equal_units} of {units} units");
    assert_eq!((equal, equal_units), (pages, units));
}

#[test]
fn the_pages_a_generator_makes_of_the_corpus_say_what_the_corpus_says() {
    let paths = support::corpus();
    let Some([pages, units, equal, equal_units, skipped]) = round_trip(&paths).filter(|_| !paths.is_empty())
    else {
        return println!("skipped: there is no ruby with kramdown, or no corpus");
    };
    println!(
        "{equal} of {pages} pages equal, {equal_units} of {units} units; {skipped} pages have no known section"
    );
    // What is left is read otherwise by the generator itself: stars that are no emphasis for one are for the other.
    assert!(equal + skipped + 10 >= pages && skipped < 20, "{equal} of {pages}, {skipped} skipped");
}

/// The words of a monograph in the order they stand.
fn words(monograph: &Monograph) -> String {
    let mut all = plain_blocks(&monograph.preamble);
    for section in &monograph.sections {
        all = format!("{all} {} {}", plain_inlines(&section.heading), plain_blocks(&section.blocks));
    }
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text whose letters Markdown reads otherwise, from a generator of numbers that is always the same.
fn odd(seed: &mut u64) -> String {
    const LETTERS: &str = "ab1 2.)*_`[]()<>&#!+-=~|\\:;\"'\u{a0}é“×\n";
    let letters: Vec<char> = LETTERS.chars().collect();
    let mut next = |below: usize| {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*seed >> 33) as usize % below
    };
    (0..=next(12)).map(|_| letters[next(letters.len())]).collect()
}

#[test]
fn no_text_is_taken_for_markup() {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut seed = 1;
    for round in 0..20_000 {
        let [a, b, c, d, e] = std::array::from_fn(|_| odd(&mut seed));
        let [x, y, z, s, t] = [&a, &b, &c, &d, &e].map(|text| escaped(text));
        let page = format!(
            "<main><h1>T</h1><h2>Usage</h2><p>{x}<b>{y}</b>{z}</p><ul><li>{s}<li><p>{x}</p>{y}</ul><blockquote>{t}</blockquote>\
             <h4>x{z}</h4><p>{y}<em>{s}</em>{t}</p><table><tr><td>{z}</table></main>"
        );
        let want = [format!("Usage {a}{b}{c} {d} {a} {b} {e} x{c} {b}{d}{e} {c}")];
        let markdown = site::read(&page, None, &Language::ENGLISH).unwrap();
        // Blanks may go at the ends of what is bold.
        let base_name = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(
            base_name(&words(&read(&markdown))),
            base_name(&plain(&want[0])),
            "{round}: {page}\n{markdown}"
        );
    }
}

#[test]
fn what_is_opened_again_in_each_paragraph_makes_no_page_grow_without_end() {
    let page = |open: &str, paragraphs: usize| {
        let open = format!("<main><h1>T</h1><h2>Usage</h2><p>{open}");
        site::read(&format!("{open}{}", "<p>x".repeat(paragraphs)), None, &Language::ENGLISH)
    };
    let styles: String = (0..300).map(|id| format!("<b id={id}>")).collect();
    let link = format!("<a href={}>z", "y".repeat(100_000));
    for open in [styles.as_str(), link.as_str()] {
        let begun = Instant::now();
        assert_eq!(page(open, 20_000), Err(site::Skip::TooLarge));
        // Without an end it is minutes and gigabytes.
        assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    }
    // One that somebody forgot to close is no reason to refuse a page.
    assert!(page("<b><font size=2>", 5_000).is_ok());
}

#[test]
fn hostile_pages_give_text_in_time() {
    let deep =
        |tag: &str| format!("<main><h1>T</h1><h2>Usage</h2>{}x</main>", format!("<{tag}>").repeat(40_000));
    let mut pages: Vec<(String, String)> = [
        "div",
        "b",
        "span",
        "ul><li",
        "blockquote",
        "table><tr><td",
        "a href=x",
        "code",
        "svg",
        "template",
        "p",
    ]
    .map(|tag| (tag.to_string(), deep(tag)))
    .to_vec();
    pages.push((
        "mixed".into(),
        format!("<main><h1>T</h1><h2>Usage</h2>{}", "<b><i><a href=x><p>".repeat(5_000)),
    ));
    pages.push(("table".into(), format!("<main><h1>T</h1><h2>Usage</h2><table>{}", "x<b>".repeat(20_000))));
    if let Some(shared) = support::shared() {
        for entry in fs::read_dir(shared.join("hostile")).into_iter().flatten().flatten() {
            for line in fs::read_to_string(entry.path()).unwrap_or_default().lines() {
                let Ok(line) = serde_json::from_str::<serde_json::Value>(line) else { continue };
                let Some(payload) = line["payload"].as_str() else { continue };
                pages.push((payload.into(), format!("<main><h1>T</h1><h2>Usage</h2><p>a</p>{payload}")));
            }
        }
    }
    let (mut slowest, mut skipped) = (Duration::ZERO, 0);
    for (name, page) in pages {
        let begun = Instant::now();
        let read = site::read(&page, None, &Language::ENGLISH).map(|markdown| cut(&read(&markdown)));
        let took = begun.elapsed();
        // A page of 200 kB; where time grows with the square of the depth it is minutes.
        assert!(took < Duration::from_secs(20), "{took:?} for {}", name.get(..60).unwrap_or(&name));
        if took > Duration::from_millis(300) {
            println!("{took:?}: {}", name.get(..60).unwrap_or(&name));
        }
        slowest = slowest.max(took);
        skipped += usize::from(read.is_err());
    }
    println!("{slowest:?} at most; {skipped} skipped");
    assert_eq!(
        site::read(&"x".repeat(site::MAX_BYTES + 1), None, &Language::ENGLISH),
        Err(site::Skip::TooLarge)
    );
}
