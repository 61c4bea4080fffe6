//! Compares the reader of front matter with a YAML and a TOML library, and its refusals with a table.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic; that is how it fails")]

#[path = "support/shared.rs"]
mod shared;

use drug_card::internals::monograph::parse;
use drug_card::internals::read::diagnostic::Rule;
use drug_card::internals::read::front_matter::FrontMatter;
use drug_card::internals::text::unicode;
use saphyr::{LoadableYamlNode, Scalar, Yaml};
use serde_json::{Map, Value as Json, json};
use std::borrow::Cow;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The values of front matter, and whether a line of it was refused.
fn read(fenced: &str) -> (FrontMatter, bool) {
    let parsed = parse(fenced);
    let refused = parsed.diagnostics.iter().any(|one| {
        matches!(one.rule, Rule::FrontMatterLine | Rule::FrontMatterUnclosed)
            && !one.message.contains("as text;")
    });
    (parsed.monograph.front_matter, refused)
}

/// All texts of a value without its types, which libraries decide differently (`1e3`, `0o7`, dates).
fn texts(value: &Json) -> Json {
    match value {
        Json::Null => json!(""),
        Json::Bool(flag) => json!(flag.to_string()),
        Json::Number(number) => json!(number.to_string()),
        Json::String(text) => json!(text),
        Json::Array(items) => items.iter().map(texts).collect(),
        Json::Object(map) => {
            Json::Object(map.iter().map(|(key, value)| (key.clone(), texts(value))).collect())
        }
    }
}

fn of_yaml(yaml: &Yaml<'_>) -> Option<Json> {
    Some(match yaml {
        Yaml::Value(Scalar::Null) => json!(""),
        Yaml::Value(Scalar::Boolean(flag)) => json!(flag.to_string()),
        Yaml::Value(Scalar::Integer(number)) => json!(number.to_string()),
        Yaml::Value(Scalar::FloatingPoint(number)) => json!(number.to_string()),
        Yaml::Value(Scalar::String(text)) => json!(text),
        Yaml::Representation(text, ..) => json!(text),
        Yaml::Sequence(items) => Json::Array(items.iter().map(of_yaml).collect::<Option<_>>()?),
        Yaml::Mapping(map) => {
            let mut out = Map::new();
            for (key, value) in map {
                let Json::String(key) = of_yaml(key)? else { return None };
                out.insert(key, of_yaml(value)?);
            }
            Json::Object(out)
        }
        _ => return None,
    })
}

/// What the library reads; `None` if it refuses the text.
fn by_library(yaml: &str) -> Option<Json> {
    of_yaml(Yaml::load_from_str(yaml).ok()?.first()?)
}

/// Numbers are compared by value: libraries write `1.50` as `1.5`.
fn same(one: &Json, other: &Json) -> bool {
    let null = |text: &str| matches!(text, "~" | "null" | "");
    match (one, other) {
        (Json::String(one), Json::String(other)) => {
            let number = |text: &str| text.parse::<f64>().ok();
            one == other || number(one).is_some() && number(one) == number(other) || null(one) && null(other)
        }
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Json::Object(one), Json::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, value)| other.get(key).is_some_and(|other| same(value, other)))
        }
        _ => one == other,
    }
}

/// Spells out the characters that the reader does not let hide.
fn spell_hidden(value: &mut Json) {
    match value {
        Json::String(text) => *text = unicode::visible(text).into_owned(),
        Json::Array(items) => items.iter_mut().for_each(spell_hidden),
        Json::Object(map) => map.values_mut().for_each(spell_hidden),
        _ => {}
    }
}

/// Compares the reader with the library; `true` if both read the text.
fn compare(yaml: &str) -> bool {
    let (found, refused) = read(&format!("---\n{yaml}---\nText.\n"));
    if refused {
        return false;
    }
    let Some(want) = by_library(yaml) else { return false };
    let mut want = want;
    spell_hidden(&mut want);
    let found = texts(&found.to_json());
    assert!(same(&found, &want), "{yaml}\nfound {found:#}\nthe library {want:#}");
    true
}

/// Values of every style: each pair of them is tried, one below the other and one level down.
const VALUES: &[&str] = &[
    " text\n",
    " 'it''s'\n",
    " \"a \\\"b\\\" \\u03b2\"\n",
    " \"over\n    two lines\"\n",
    " 'over\n\n    three lines'\n",
    " plain\n    goes on # comment\n",
    " [a, 'b, c', \"d\", 5 mg]\n",
    " [a,\n    b, # comment\n    [c, {d: e}],\n  ]\n",
    " {a: 1, b: [2, 3], c: {d: e}, f: }\n",
    " []\n",
    " {}\n",
    "\n",
    " ~\n",
    " # comment\n",
    " |\n    line one\n      more\n\n    line two\n",
    " >\n    folded\n    together\n\n    next\n      kept\n    end\n\n",
    " |-\n    no end\n",
    " |+\n    with end\n\n",
    " >-\n    a: b # no comment\n    - c\n",
    "\n    - a\n    - b: c\n      d: e\n    -\n      f: g\n    - - h\n      - i\n",
    "\n    inner: 1\n    deep:\n      deeper: [x]\n    list:\n    - y\n    - z\n",
    " 2026-03-28\n",
    " 1:30\n",
    " http://example.org/a#b\n",
    " Größe 5 µg\n",
    " a-b, c\n",
    " yes\n",
];

#[test]
fn yaml_is_read_as_the_library_reads_it() {
    let mut both = 0;
    let inner =
        |value: &str, by: &str| value.replace('\n', &format!("\n{by}")).trim_end_matches(' ').to_string();
    for one in VALUES {
        for other in VALUES {
            let pair = format!("first key:{one}second:{other}\"third\": end\n");
            let nested = format!("map:\n  x:{}list:\n  - y:{}", inner(one, "  "), inner(other, "    "));
            both += usize::from(compare(&pair)) + usize::from(compare(&nested));
        }
    }
    let all = 2 * VALUES.len() * VALUES.len();
    assert!(both * 100 >= all * 95, "only {both} of {all} were read by both");
}

#[test]
fn anchors_and_broken_values_are_refused_and_read_literally() {
    for (yaml, key, text) in [
        ("base: &a\n  x: 1\nsame: *a\n", "same", "*a"),
        ("tagged: !!str 5\n", "tagged", "!!str 5"),
        ("open: [a, b\nnext: c\n", "open", "[a, b"),
        ("quote: 'a\nnext: c\n", "quote", "'a"),
        ("colon: a: b\n", "colon", "a: b"),
        ("after: \"a\" b\n", "after", "\"a\" b"),
        ("escape: \"\\q\"\n", "escape", "\"\\q\""),
    ] {
        let (found, refused) = read(&format!("---\n{yaml}---\nText.\n"));
        assert!(refused, "{yaml}");
        assert_eq!(found.get(key), Some(text), "{yaml}");
    }
    let deep = format!("a: {}{}\n", "[".repeat(2000), "]".repeat(2000));
    assert!(read(&format!("---\n{deep}---\n")).1);
    let deep: String = (0..500).map(|level| format!("{}k:\n", " ".repeat(level))).collect();
    assert!(read(&format!("---\n{deep}---\n")).1);
}

#[test]
fn toml_is_read_as_the_library_reads_it() {
    for toml in [
        "title = \"Zorvidil\"\nweight = 10\n[extra]\nclass = 'calcium blocker'\n",
        "a.b.c = 1\na.b.d = [1, 2,\n  3, # three\n]\n\"quoted key\" = true\n",
        "text = \"\"\"\nfirst\nsecond \\\n   joined \"\"quoted\"\"\"\"\"\nraw = '''a\\b\nc'''\n",
        "[[brand]]\nname = \"A\"\n[[brand]]\nname = \"B\"\n[brand.maker]\nin = \"X\"\n",
        "date = 2026-03-28\ntime = 2026-03-28T10:00:00Z\nin = { a = 1, b = { c = 'd' } }\n",
        "escape = \"tab\\there \\u03b2\"\nempty = []\nnone = {}\n[table.inner]\nx = -1.5\n[table]\ny = 2\n",
    ] {
        let (found, refused) = read(&format!("+++\n{toml}+++\nText.\n"));
        assert!(!refused, "{toml}");
        let want = of_table(DeTable::parse(toml).unwrap().get_ref());
        assert!(same(&texts(&found.to_json()), &want), "{toml}\n{:#}\n{want:#}", found.to_json());
    }
    for broken in ["a = \n", "a = b\n", "a = \"x\n", "a = [1, 2\n", "a = 1\na = 2\n", "[a\nb = 1\n"] {
        assert!(read(&format!("+++\nok = 1\nalso = 2\n{broken}+++\nText.\n")).1, "{broken}");
    }
}

fn of_table(table: &DeTable<'_>) -> Json {
    let entry = |(key, value): (&Spanned<Cow<'_, str>>, &Spanned<DeValue<'_>>)| {
        (key.get_ref().to_string(), of_toml(value.get_ref()))
    };
    Json::Object(table.iter().map(entry).collect())
}

fn of_toml(value: &DeValue<'_>) -> Json {
    match value {
        DeValue::String(text) => json!(text),
        DeValue::Integer(number) => json!(number.to_string()),
        DeValue::Float(number) => json!(number.to_string()),
        DeValue::Boolean(flag) => json!(flag.to_string()),
        DeValue::Datetime(date) => json!(date.to_string()),
        DeValue::Array(items) => items.iter().map(|item| of_toml(item.get_ref())).collect(),
        DeValue::Table(table) => of_table(table),
    }
}

#[test]
fn keys_are_found_in_the_map_of_the_generator_and_by_path() {
    let toml = "title = 'A'\n[extra]\nclass = 'x'\naliases = ['B', 'C']\n[search]\nexclude = true\n";
    let (found, _) = read(&format!("+++\n{toml}+++\n"));
    assert_eq!((found.get("class"), found.list("aliases")), (Some("x"), vec!["B", "C"]));
    assert_eq!(found.flag("search.exclude"), Some(true));
    let (found, _) = read("---\nbrands: Zorvi, Zorvi Forte\ndraft: yes\n---\n");
    assert_eq!((found.list("brands"), found.flag("draft")), (vec!["Zorvi", "Zorvi Forte"], Some(true)));
}

#[test]
#[ignore = "needs the corpus beside the project"]
fn front_matter_of_the_foreign_corpus_is_read_as_the_library_reads_it() {
    let mut folders = vec![shared::need("foreign")];
    let (mut files, mut both) = (0, 0);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let text = text.replace("\r\n", "\n");
            let Some(rest) = text.strip_prefix("---\n") else { continue };
            let Some(end) = rest.find("\n---\n") else { continue };
            files += 1;
            let read = compare(&rest[..=end]);
            both += usize::from(read);
            if !read {
                println!("not read by both: {}", path.display());
            }
        }
    }
    println!("{both} of {files} front matters were read by both");
    assert!(files > 0);
}
