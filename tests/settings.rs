//! drug-card.toml, `init`, `completions`, `man` and `--strict`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on should stop")]

mod support;

use std::fs;
use support::{expect_words as expect, run, scratch, write};

/// A page without warnings or errors.
const GOOD: &str = include_str!("../content/p/paracetamol.md");

#[test]
fn the_file_sets_defaults_and_options_override_them() {
    let folder = scratch("settings/defaults");
    write(&folder, "pages/paracetamol.md", GOOD);
    write(&folder, "names.tsv", "brand\tWardex\tparacetamol\n");
    let notes =
        r#"{"name": "Ward", "date": "3 May 2026", "medicines": {"paracetamol": {"notes": ["Ask us."]}}}"#;
    write(&folder, "notes.json", notes);
    write(
        &folder,
        "drug-card.toml",
        "content = \"pages\"\noutput = 'out'\nurl-template = \"/own/{slug}/\"\nsynonyms = [\"names.tsv\"]\noverlay = \"notes.json\"\n\
         title = \"Ours & theirs\"\npwa = true\nstale-after = 30\ndeny = [\"front-matter-missing\"]\n",
    );
    run(&folder, "build", 0);
    let root = fs::read_to_string(folder.join("out/index.json")).unwrap();
    assert!(root.contains("\"urlTemplate\": \"/own/{slug}/\""), "{root}");
    expect(&folder, "search wardex", 0, "Paracetamol (synonym");
    expect(&folder, "render paracetamol", 0, "Ask us.");
    run(&folder, "check", 0);
    let manifest = fs::read_to_string(folder.join("out/manifest.webmanifest")).unwrap();
    assert!(manifest.contains("\"name\":\"Ours & theirs\""), "{manifest}");
    // A program built without the browser files writes no page.
    if let Ok(page) = fs::read_to_string(folder.join("out/index.html")) {
        assert!(page.contains("<title>Ours &amp; theirs</title>"), "{page}");
    }
    run(&folder, "build -o other --url-template /else/{slug}/ --pwa=false --title Other", 0);
    let root = fs::read_to_string(folder.join("other/index.json")).unwrap();
    assert!(root.contains("/else/{slug}/") && !folder.join("other/manifest.webmanifest").exists(), "{root}");
    // Paths are relative to the file, wherever the program runs.
    run(folder.parent().unwrap(), "build --config defaults/drug-card.toml", 0);
    run(folder.parent().unwrap(), "--config=defaults/drug-card.toml search wardex", 0);
    expect(folder.parent().unwrap(), "search wardex --config gone.toml", 3, "cannot read gone.toml");
    run(folder.parent().unwrap(), "search wardex", 2);
}

#[test]
fn wrong_keys_and_values_are_explained() {
    let folder = scratch("settings/refused");
    for (text, words) in [
        (
            "titel = \"x\"",
            "drug-card.toml:1: expected one of title, show, line-breaks, content, output, lang, labels, split, exclude, site, site-selector, site-urls, base, url-template, synonyms",
        ),
        ("titel = \"x\"", "stale-after, strict, deny, but got \"titel\"; correct the key"),
        (
            "title = \"x\"\n\npwa = 1",
            "drug-card.toml:3: expected true or false for pwa, but got 1; correct the value",
        ),
        ("[build]\ncontent = \"x\"", "but got \"build\""),
        ("title = ", "drug-card.toml:1: expected TOML, but"),
        ("title = 7", "expected a string for title, but got 7"),
        ("title = [7]", "expected a list of keys in quotes for title, but got [7]"),
        ("line_breaks = \"kept\"", "expected join or keep for line-breaks, but got \"kept\""),
        (
            "[show]\nx = \"dosis\"",
            "expected KEY=KIND, such as max_dose=dosage, with one of the kinds generic_name",
        ),
        ("[show]\nx = 7", "expected a table of keys, each with a kind of section in quotes for show"),
        ("content = [\"x\"]", "expected a path in quotes for content"),
        ("synonyms = \"x\"", "expected a list of paths in quotes for synonyms, but got \"x\""),
        ("stale-after = -1", "expected a number of days for stale-after, but got -1"),
        ("base = \"drugs\"", "expected an address that starts and ends with /, such as /drugs/ for base"),
        ("url-template = \"/x\"", "expected an address that starts with / or https://"),
        ("deny = [\"no-rule\"]", "expected one of "),
    ] {
        write(&folder, "drug-card.toml", text);
        expect(&folder, "check .", 4, words);
    }
    write(&folder, "drug-card.toml", "stale-after = 3\ncontent = \".\"\noutput = \"out\"");
    write(&folder, "paracetamol.md", GOOD);
    expect(&folder, "build", 2, "expected --pwa with --stale-after");
}

#[test]
fn a_strict_build_writes_nothing_if_the_check_fails() {
    let folder = scratch("settings/strict");
    write(&folder, "pages/paracetamol.md", GOOD);
    run(&folder, "build pages -o out --strict", 0);
    fs::remove_dir_all(folder.join("out")).unwrap();
    write(&folder, "pages/bare.md", "# Testamine\n\n### Usage\nFor tests.\n");
    for more in ["--strict", "--deny front-matter-missing", "--strict=true --deny front-matter-missing"] {
        let printed = run(&folder, &format!("build pages -o out {more}"), 1);
        assert!(
            printed.contains("bare.md:1") && printed.contains("nothing was written"),
            "{more}: {printed}"
        );
        assert!(!folder.join("out").exists(), "{more}");
    }
    run(&folder, "build pages -o out --deny front-matter-unclosed", 0);
    write(&folder, "drug-card.toml", "strict = true");
    run(&folder, "build pages -o out", 1);
    run(&folder, "build pages -o out --strict=false", 0);
}

#[test]
fn the_starter_project_builds_and_init_overwrites_nothing() {
    let folder = scratch("settings/init");
    run(&folder, "init new", 0);
    let new = folder.join("new");
    run(&new, "check", 0);
    run(&new, "build --strict", 0);
    expect(&new, "render paracetamol", 0, "not medical advice");
    let page = fs::read_to_string(new.join("site/index.html")).unwrap();
    assert!(page.contains("not medical advice"), "{page}");
    expect(&new, "init", 2, "drug-card.toml, but the file exists; nothing was written");
    fs::remove_file(new.join("drug-card.toml")).unwrap();
    write(&new, "site/index.html", "mine");
    expect(&folder, "init new", 2, "paracetamol.md, but the file exists");
    assert!(!new.join("drug-card.toml").exists());
    assert_eq!(fs::read_to_string(new.join("site/index.html")).unwrap(), "mine");
}

/// The starter's drug-card.toml has exactly the known keys, commented out or not.
#[test]
fn the_starter_shows_every_key() {
    let folder = scratch("settings/keys");
    let starter = include_str!("../src/cli/starter/drug-card.toml");
    let mut shown: Vec<&str> = starter
        .lines()
        .filter_map(|line| line.trim_start_matches("# ").split_once(" = "))
        .map(|(key, _)| key)
        .collect();
    write(&folder, "drug-card.toml", "nothing = 1");
    let printed = run(&folder, "check .", 4);
    let names = printed.split_once("one of ").and_then(|(_, rest)| rest.split_once(", but")).unwrap().0;
    let mut known: Vec<&str> = names.split(", ").collect();
    shown.sort_unstable();
    known.sort_unstable();
    assert_eq!(shown, known);
    let all: String = starter
        .lines()
        .map(|line| if line.contains(" = ") { line.trim_start_matches("# ") } else { line }.to_owned() + "\n")
        .collect();
    write(&folder, "drug-card.toml", &all);
    expect(&folder, "check", 3, "cannot read monographs");
}

#[test]
fn completions_and_manual_pages_cover_the_commands() {
    let folder = scratch("settings/manual");
    for (shell, words) in [
        ("bash", "complete -F _drug__card"),
        ("zsh", "#compdef drug-card"),
        ("fish", "complete -c drug-card"),
        ("elvish", "edit:completion"),
        ("powershell", "Register-ArgumentCompleter"),
    ] {
        let printed = run(&folder, &format!("completions {shell}"), 0);
        assert!(printed.contains(words) && printed.contains("url-template"), "{shell}");
    }
    expect(&folder, "completions tcsh", 2, "invalid value 'tcsh'");
    expect(&folder, "man", 0, ".TH drug-card 1");
    run(&folder, "man -o pages", 0);
    let page = fs::read_to_string(folder.join("pages/drug-card-build.1")).unwrap();
    assert!(page.contains("url\\-template"), "{page}");
    // The settings of a folder do not appear in the manual pages.
    write(&folder, "drug-card.toml", "title = \"Unheard of\"");
    assert!(!run(&folder, "man", 0).contains("Unheard"));
}

#[test]
fn a_file_of_several_medicines_is_refused_or_split_and_a_site_names_its_headings() {
    let folder = scratch("settings/split");
    let part = |name: &str, dose: &str, effect: &str| {
        format!("## {name}\n\n### How much\n{dose}\n\n### Side effects\n- {effect}\n\n")
    };
    let list =
        ["# Ward list\n\n", &part("Pelargin", "500 mg", "Itching"), &part("Zorvidil", "5 mg", "Cough")];
    write(&folder, "pages/ward/list.md", &(list.concat() + "## Notes\nKeep cold.\n"));
    write(&folder, "pages/index.md", "## Contraindications\n- Asthma\n");
    write(&folder, "labels.tsv", "# ours\ndosage\tHow much\n");
    expect(&folder, "check pages", 1, "several-medicines");
    let records = |arguments: &str| -> Vec<serde_json::Value> {
        let printed = run(&folder, arguments, 0);
        printed.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
    };
    let whole = records("parse --jsonl pages");
    assert_eq!((whole[0]["name"].as_str(), whole[1]["name"].as_str()), (Some("index"), Some("Ward list")));
    assert_eq!(whole[1]["statements"][0]["code"], "several-medicines");
    assert_eq!(whole[1]["sections"][1]["path"][0], "Pelargin");
    let parts = records("parse --jsonl pages --labels labels.tsv --split ward=h2");
    let names: Vec<&str> = parts.iter().filter_map(|part| part["name"].as_str()).collect();
    assert_eq!(names, ["index", "Pelargin", "Zorvidil"]);
    let dose = &parts[2]["sections"][0];
    assert_eq!((dose["kind"].as_str(), dose["text"].as_str()), (Some("dosage"), Some("5 mg")));
    expect(&folder, "parse --jsonl pages --split ward=h2", 0, "no section of a known kind under Notes");
    // A file without such headings stays one monograph and is named; the others are split.
    let parts = records("parse --jsonl pages --split h2");
    let names: Vec<&str> = parts.iter().filter_map(|part| part["name"].as_str()).collect();
    assert_eq!(names, ["index", "Pelargin", "Zorvidil"]);
    write(&folder, "pages/whole.md", "# Quietamine\n\n### Usage\nFor tests.\n\n### Dosage\n5 mg\n");
    let words = "pages/whole.md: expected headings of level 2 with sections of a medicine below them, but found none; the file stays one monograph";
    for command in
        ["parse --jsonl pages --split h2", "build pages -o out --split h2", "check pages --split h2"]
    {
        // `check` fails on the page whose title is not in its text.
        expect(&folder, command, i32::from(command.starts_with("check")), words);
    }
    expect(&folder, "render quietamine --bundle out", 1, "no medicine");
    expect(&folder, "render whole --bundle out", 0, "5 mg");
    expect(&folder, "parse pages --split h9", 2, "expected h1, h2 or h3");
    write(&folder, "labels.tsv", "dose\tHow much\n");
    expect(&folder, "parse pages --labels labels.tsv", 4, "labels.tsv:1: expected a kind of section");
}

/// A page whose name, dose and warning are in its front matter.
const DATA: &str = "---\ndrug: Testamine\ntitle: Page 12\nmax_dose: 20 mg\nward: 5\nalerts:\n  - text: Never with **Kelvonax**\n    type: danger\ndosing:\n  \
                    adult: 5 mg\n  child: |\n    0.1 mg/kg\n\n    - twice\n---\n\n## Usage\nFast pulse\n**slow\npulse**\n• at night\n\n\
                    ## Disclaimer\nAsk.\n";

#[test]
fn front_matter_can_be_the_name_and_sections_of_a_page_and_line_breaks_can_stay() {
    let folder = scratch("settings/reading");
    write(&folder, "pages/a.md", DATA);
    let settings = "content = \"pages\"\noutput = \"out\"\ntitle = [\"name\", \"drug\"]\nline_breaks = \"keep\"\n\n\
                    [show]\nmax_dose = \"dosage\"\ndosing = \"dosage\"\nalerts = \"precautions\"\ngone = \"usage\"\n";
    write(&folder, "drug-card.toml", settings);
    run(&folder, "build", 0);
    let card = run(&folder, "render a", 0);
    for part in [
        ">Testamine</h2>",
        "Max dose</h3>",
        "<span class=\"dose\">20 mg</span>",
        "<strong>Adult</strong>: <span class=\"dose\">5 mg</span>",
        "<li>twice</li>",
        "Alerts</h3>",
        "Never with <strong>Kelvonax</strong>",
        "Fast pulse<br><strong>slow<br>pulse</strong><br>• at night",
    ] {
        assert!(card.contains(part), "no {part} in {card}");
    }
    expect(&folder, "search testamine dose child", 0, "0.1 mg/kg");
    let checked = expect(&folder, "check --deny front-matter-not-shown", 1, "`ward` (1 character)");
    assert!(!checked.contains("max_dose") && !checked.contains("dosing"), "{checked}");
    // Without the settings, it is data, and the lines of a paragraph are one.
    let read = run(&folder, "parse pages/a.md --jsonl", 0);
    for part in ["\"name\":\"Page 12\"", "Fast pulse slow pulse • at night"] {
        assert!(read.contains(part), "no {part} in {read}");
    }
    let arguments = "parse pages/a.md --jsonl --title-key drug --show max_dose=dosage --line-breaks keep";
    let read = run(&folder, arguments, 0);
    for part in
        ["\"name\":\"Testamine\"", "\"heading\":\"Max dose\"", "Fast pulse\\nslow\\npulse\\n• at night"]
    {
        assert!(read.contains(part), "no {part} in {read}");
    }
    expect(&folder, "parse pages/a.md --show max_dose", 2, "expected KEY=KIND");
    // A page whose own key is empty has its title still.
    write(&folder, "pages/b.md", &DATA.replace("Testamine", "\"\"").replace("Page 12", "Kelvonax"));
    run(&folder, "build", 0);
    expect(&folder, "render b", 0, ">Kelvonax</h2>");
}

#[test]
fn values_of_the_map_of_a_generator_are_named_where_no_card_shows_them() {
    let folder = scratch("settings/extra");
    let page = "+++\ntitle = \"Testamine\"\nweight = 3\n[extra]\ntoc = true\ndosing = \"5 mg\"\n+++\n\n## Usage\nFor tests.\n";
    write(&folder, "pages/a.md", page);
    let printed = expect(&folder, "check pages --deny front-matter-not-shown", 1, "`dosing` (4 characters)");
    assert!(!printed.contains("`toc`") && !printed.contains("`extra`"), "{printed}");
    run(&folder, "check pages --deny front-matter-not-shown --show dosing=dosage", 0);
    // A page whose front matter has a dose is not said to have none.
    let page = "---\ntitle: Testamine\nmax_dose: 20 mg\n---\n\n## Usage\nFor tests.\n";
    write(&folder, "pages/a.md", page);
    let read = run(&folder, "parse pages --jsonl", 0);
    let lacks = |kind: &str| read.contains(&format!("{{\"code\":\"no-section-on\",\"about\":\"{kind}\"}}"));
    assert!(lacks("side_effects") && !lacks("dosage"), "{read}");
}
