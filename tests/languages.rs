//! Languages other than English: pages are read, shown and found in their own words, and no rule for English applies. The
//! pages and queries are in `tests/languages/`.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic; that is how it fails")]

mod shelf;
mod support;

use drug_card::internals::bundle::card_file::CardFile;
use drug_card::internals::bundle::prepare::Prepared;
use drug_card::internals::card::{self, Context, card, html};
use drug_card::internals::index::read::passage_store;
use drug_card::internals::lexicon::Lexicon;
use drug_card::internals::monograph::passage::cut;
use drug_card::internals::monograph::{
    SectionKind, labels_of, lint, parse, parse_in, plain_blocks, plain_inlines,
};
use drug_card::internals::read::diagnostic::Rule;
use drug_card::internals::text::Language;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const TAGS: [&str; 4] = ["ar", "de", "es", "fr"];

fn folder(tag: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/languages").join(tag)
}

fn language(tag: &str) -> Language {
    Language::parse(tag).unwrap()
}

fn shelf_of(tag: &str) -> shelf::Shelf {
    shelf::index(&shelf::sources(&folder(tag)), &Lexicon::of(&language(tag)))
}

/// What a query finds: the medicine and the first answer, or nothing.
fn found(shelf: &shelf::Shelf, question: &str) -> (Option<String>, Option<String>) {
    let found = shelf.ask(question);
    let medicine = found.medicines.first().map(|medicine| medicine.slug.clone());
    let answer = found.answers.first().map(|answer| format!("{}#{}", answer.slug, answer.anchor));
    (medicine, answer)
}

#[test]
fn queries_in_a_language_find_its_pages() {
    let mut wrong = Vec::new();
    for tag in TAGS {
        let shelf = shelf_of(tag);
        let file = fs::read_to_string(folder(tag).join("queries.tsv")).unwrap();
        let questions: Vec<(&str, &str)> = file.lines().filter_map(|line| line.split_once('\t')).collect();
        assert!(questions.len() >= 7, "{tag}");
        for (question, want) in questions {
            let (medicine, answer) = found(&shelf, question);
            let right = match want {
                "-" => medicine.is_none() && answer.is_none(),
                want if want.contains('#') => answer.as_deref() == Some(want),
                want => medicine.as_deref() == Some(want),
            };
            if !right {
                wrong.push(format!("{tag} {question:?}: expected {want}, found {medicine:?} {answer:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn bundles_of_two_languages_are_searched_as_one() {
    let parts = [shelf::index(&shelf::samples(), &Lexicon::builtin()), shelf_of("de")];
    for (question, want) in [
        ("ibuprofen dosierung", "ibuprofen#dosage"),
        // In English it were a plural.
        ("Glas ", "ibuprofen#dosage"),
        ("can i drink alcohol with metronidazole", "metronidazole#faq-1"),
    ] {
        let found = shelf::ask_parts(&parts, question);
        let answers: Vec<_> =
            found.answers.iter().map(|answer| format!("{}#{}", answer.slug, answer.anchor)).collect();
        assert_eq!(answers.first().map(String::as_str), Some(want), "{question}: {answers:?}");
    }
}

/// The control of the test above: with the rules for English, what must not be found is found.
#[test]
fn the_rules_of_english_would_find_what_is_not_there() {
    for (tag, question) in [("de", "tylenol")] {
        let mut sources = shelf::sources(&folder(tag));
        for (_, text) in &mut sources {
            *text = text
                .lines()
                .filter(|line| !line.starts_with("lang:"))
                .map(|line| format!("{line}\n"))
                .collect();
        }
        let english = shelf::index(&sources, &Lexicon::builtin());
        assert_ne!(found(&english, question), (None, None), "{tag} {question}");
        assert_eq!(found(&shelf_of(tag), question), (None, None), "{tag} {question}");
    }
}

#[test]
fn a_card_declares_its_language_and_is_written_in_it() {
    for tag in TAGS {
        for (path, text) in shelf::sources(&folder(tag)) {
            let monograph = parse_in(&text, &language(tag)).monograph;
            let page = html::fragment(&card(&monograph, &Context::default()), 2);
            let said = monograph.language.tag();
            let way = if tag == "ar" { "rtl" } else { "ltr" };
            assert!(
                page.starts_with(&format!("<article class=\"card\" lang=\"{said}\" dir=\"{way}\">")),
                "{path}"
            );
            for english in
                ["This page", "There", "advice", "Origin and", "On this card", "Generic", "lang=\"en\""]
            {
                assert!(!page.contains(english), "{path}: {english}");
            }
            // What is not understood is neither folded nor closed.
            assert!(!page.contains("foldable"), "{path}");
            assert_eq!(page.matches("<details").count(), page.matches(" open>").count(), "{path}");
            assert!(page.contains("class=\"section notice\""), "{path}: its disclaimer is known");
            assert!(!page.contains("class=\"notice\""), "{path}");
        }
    }
}

#[test]
fn sections_and_questions_are_recognised_by_the_labels_of_the_language() {
    for (file, kinds, questions) in [
        (
            "de/paracetamol.md",
            "generic_name usage dosage side_effects overdose precautions faqs disclaimer note",
            "Darf ich es in der Schwangerschaft nehmen?|Nur kurz und nach Rücksprache.",
        ),
        (
            "de/ibuprofen.md",
            "usage how_it_works dosage side_effects contraindications other faqs disclaimer",
            "Was tun, wenn eine Dosis vergessen wurde?|Die nächste Dosis zur gewohnten Zeit nehmen, nicht die doppelte.",
        ),
        (
            "es/paracetamol.md",
            "generic_name usage dosage side_effects precautions faqs disclaimer",
            "¿Puedo tomarlo durante el embarazo?|Solo por poco tiempo y tras consultar.",
        ),
        (
            "fr/huile-d-onagre.md",
            "usage dosage side_effects faqs disclaimer",
            "Peut-on la prendre avec un anticoagulant ?|Non, pas sans avis médical.",
        ),
        (
            "ar/باراسيتامول.md",
            "generic_name usage dosage side_effects precautions faqs disclaimer",
            "هل يمكن أخذه أثناء الحمل؟|لفترة قصيرة وبعد استشارة الطبيب.",
        ),
    ] {
        let monograph = parse(&fs::read_to_string(folder(file)).unwrap()).monograph;
        let found: Vec<&str> = monograph.sections.iter().map(|section| section.kind.id()).collect();
        assert_eq!(found.join(" "), kinds, "{file}");
        let first = monograph.faqs().next().unwrap();
        let found = [plain_inlines(&first.question), plain_blocks(&first.answer)].join("|");
        assert_eq!(found, questions, "{file}");
    }
}

#[test]
fn a_heading_has_the_kind_it_names_and_no_warning_is_a_use_or_a_disclaimer() {
    let file = fs::read_to_string(folder("headings.tsv")).unwrap();
    let mut count = 0;
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let [tag, kind, heading] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let source = format!("# X\n\n## {heading}\nDolormin, Advil\n");
        let monograph = parse_in(&source, &language(tag)).monograph;
        assert_eq!(monograph.sections.len(), 1, "{line}");
        assert_eq!(monograph.sections[0].kind.id(), kind, "{line}");
        assert_eq!(monograph.generic_name, None, "{line}");
        count += 1;
    }
    assert!(count >= 50, "{count}");
}

#[test]
fn a_warning_stays_in_its_section_and_a_brand_is_no_generic_name() {
    for (tag, source, kinds) in [
        (
            "fr",
            "**Précautions :** Foie.\n\n**Avertissement :** Ne pas dépasser.\n\n**Clause de non-responsabilité :** X",
            "precautions disclaimer",
        ),
        (
            "fr",
            "**Posologie :** Une.\n\n**Avertissement important :** Pas deux.\n\n**Surdosage :** Appelez.",
            "dosage precautions overdose",
        ),
        ("es", "**Precauciones:** Hígado.\n\n**Aviso importante:** No exceder.", "precautions"),
        ("de", "**Vorsichtsmaßnahmen:** Leber.\n\n**Wichtiger Hinweis:** Nicht mehr.", "precautions"),
        ("ar", "**الاحتياطات:** الكبد.\n\n**تنبيه هام:** لا تتجاوز الجرعة.", "precautions"),
        ("de", "**Andere Namen:** Dolormin, Advil\n\n**Anwendung:** Schmerzen.", "usage"),
        (
            "de",
            "**Wirkstoff:** Ibuprofen\n\n**Andere Namen:** Dolormin\n\n**Anwendung:** X",
            "generic_name usage",
        ),
    ] {
        let monograph = parse_in(&format!("# X\n\n{source}\n"), &language(tag)).monograph;
        let found: Vec<&str> = monograph.sections.iter().map(|section| section.kind.id()).collect();
        assert_eq!(found.join(" "), kinds, "{source}");
        let generic = source.contains("Wirkstoff").then_some("Ibuprofen");
        assert_eq!(monograph.generic_name.as_deref(), generic, "{source}");
    }
}

#[test]
fn a_marker_that_is_spelled_out_opens_a_question_and_its_answer() {
    for (tag, faqs, question, answer) in [
        ("ar", "الأسئلة الشائعة", "سؤال", "جواب"),
        ("de", "Häufige Fragen", "Frage", "Antwort"),
        ("es", "Preguntas frecuentes", "Pregunta", "Respuesta"),
        ("fr", "Questions fréquentes", "Question", "Réponse"),
    ] {
        let source =
            format!("# X\n\n## {faqs}\n{question}: U?\n{answer}: V.\n\n{question} 2: W?\n{answer} 2: Z.\n");
        let monograph = parse_in(&source, &language(tag)).monograph;
        let found: Vec<_> = monograph
            .faqs()
            .map(|faq| [plain_inlines(&faq.question), plain_blocks(&faq.answer)].join("|"))
            .collect();
        assert_eq!(found, ["U?|V.", "W?|Z."], "{source}");
    }
}

#[test]
fn a_missing_disclaimer_is_called_a_disclaimer_and_not_a_warning() {
    for tag in TAGS {
        let language = language(tag);
        let notice = card::UiStrings::of(&language).no_disclaimer.to_lowercase();
        let said = |kind| {
            let names = labels_of(&language).filter(|(_, found)| *found == kind);
            names.filter(|(name, _)| notice.contains(&name.to_lowercase())).count()
        };
        assert!(said(SectionKind::Disclaimer) > 0, "{tag}");
        assert_eq!(said(SectionKind::Precautions), 0, "{tag}");
    }
}

#[test]
fn a_list_on_an_arabic_card_is_joined_by_the_arabic_comma() {
    let different = ["س".to_string(), "ص".to_string()];
    let context = Context { different: &different, ..Context::default() };
    for (tag, comma, other) in [("ar", "، ", ", "), ("de", ", ", "، ")] {
        let source = format!("# X\n\n## {}\n5.\n", SectionKind::Storage.label_in(&language(tag)));
        let page = html::fragment(&card(&parse_in(&source, &language(tag)).monograph, &context), 2);
        assert!(page.contains(&format!("س{comma}ص")), "{page}");
        let at = page.find("completeness").unwrap();
        let preload_hints = &page[at..at + page[at..].find("</strong>").unwrap()];
        assert!(preload_hints.contains(comma) && !preload_hints.contains(other), "{preload_hints}");
    }
}

#[test]
fn a_language_without_translations_loses_nothing_and_gets_marked_english() {
    let source = "---\ntitle: Paracetamolo\nlang: it\n---\n# Paracetamolo\n\n### Indicazioni\nDolore. Non con alcol.\n\n\
                  ### Domande\n**Posso guidare?** Sì.\n";
    let monograph = parse(source).monograph;
    let page = html::fragment(&card(&monograph, &Context::default()), 2);
    for part in [
        "lang=\"it\"",
        "Indicazioni",
        "Dolore. Non con alcol.",
        "<p class=\"provenance\" lang=\"en\" dir=\"ltr\"><strong>Origin and review not determined.</strong>",
        "<section class=\"notice\" lang=\"en\" dir=\"ltr\">",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(!page.contains("completeness"), "no section is said to be missing whose label is not known");
}

#[test]
fn the_passages_of_an_index_are_read_from_the_cards_letter_by_letter() {
    for tag in TAGS {
        let shelf = shelf_of(tag);
        let segment = shelf.index.borrow();
        let cards = shelf.files.iter().filter(|(name, _)| name.starts_with("cards/"));
        let mut count = 0;
        for (_, bytes) in cards {
            let header = CardFile::read(bytes).unwrap().facts;
            let units = passage_store::read(bytes, &header.slug, segment.phrases().unwrap(), segment.rules())
                .unwrap();
            let read: Vec<_> = units.iter().map(|unit| (&unit.anchor, &unit.heading, &unit.text)).collect();
            let page = shelf.pages.iter().find(|(title, ..)| *title == header.title).unwrap();
            let want: Vec<_> = page.2.iter().map(|unit| (&unit.anchor, &unit.heading, &unit.text)).collect();
            assert_eq!(read, want, "{tag} {}", header.slug);
            count += 1;
        }
        assert_eq!(count, shelf.pages.len());
    }
}

#[test]
fn a_page_in_another_language_than_its_bundle_is_rejected_with_advice() {
    let page = |lang: &str| format!("---\ntitle: X\nlang: {lang}\n---\n# X\n\ntext\n");
    let refusal = |bundle: &str, lang: &str| {
        Prepared::new(&Lexicon::of(&language(bundle)), None, "x.md", "x", &page(lang))
            .err()
            .map(|error| error.to_string())
    };
    // A key without a value states nothing.
    for (bundle, lang) in
        [("en", "en"), ("en", "en-GB"), ("de", "de-AT"), ("de-CH", "de"), ("en", ""), ("de", "")]
    {
        assert_eq!(refusal(bundle, lang), None, "{bundle} {lang}");
    }
    let sentence = refusal("en", "de").unwrap();
    assert!(sentence.contains("--lang de") && sentence.contains("base=\"a b\""), "{sentence}");
    assert!(refusal("de", "en").is_some());
    assert!(refusal("de", "Deutsch").unwrap().contains("such as de"));
}

#[test]
fn diagnostics_about_english_wording_are_only_for_english() {
    let text = "---\ntitle: X\n---\n# X\n\nTake 1500 mg BID, the provided text says.\n";
    let german = text.replace("title: X", "title: X\nlang: de");
    let rules = |text: &str| {
        let parsed = parse(text);
        let all = parsed.diagnostics.iter().map(|diagnostic| diagnostic.rule);
        all.chain(lint(text, &parsed.monograph).iter().map(|diagnostic| diagnostic.rule)).collect::<Vec<_>>()
    };
    let english = [Rule::ErrorProneAbbreviation, Rule::LargeNumber, Rule::SourceLeak];
    assert!(english.iter().all(|rule| rules(text).contains(rule)));
    let found = rules(&german);
    assert!(english.iter().all(|rule| !found.contains(rule)), "{found:?}");
    assert!(found.contains(&Rule::SectionsMissing), "what is said of the structure stays");
    let digits = "---\ntitle: X\nlang: ar\n---\n# X\n\n٥٠٠ ملغ\n";
    assert!(!rules(digits).contains(&Rule::SuspiciousCharacter));
    assert!(rules(&digits.replace("lang: ar", "lang: de")).contains(&Rule::SuspiciousCharacter));
}

#[test]
fn an_excerpt_in_another_language_is_whole_lines() {
    let shelf = shelf::index(
        &[(
            "x.md".into(),
            format!(
                "---\ntitle: X\n---\n# X\n\n### Anderes\n{}\n\nNicht nehmen bei Asthma bzw. Allergien. Sonst schon.\n",
                "Ein langer Satz über Schachteln. ".repeat(20)
            ),
        )],
        &Lexicon::of(&language("de")),
    );
    let found = shelf.ask("allergien ");
    assert_eq!(found.answers[0].text, "Nicht nehmen bei Asthma bzw. Allergien. Sonst schon.");
}

#[test]
fn passages_are_split_in_the_language_of_the_page() {
    let parsed = parse("---\ntitle: X\nlang: fr\n---\n# X\n\n### Posologie\nUne fois.\n");
    assert_eq!(cut(&parsed.monograph)[1].heading, "Posologie");
    assert_eq!(parsed.monograph.sections[0].kind.label_in(&language("fr")), "Posologie");
}

#[test]
fn the_command_line_builds_and_renders_a_bundle_of_another_language() {
    let scratch = support::scratch("languages");
    let run = |arguments: &[&str], code: i32| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_drug-card"));
        let output = command.current_dir(&scratch).args(arguments).output().unwrap();
        let said =
            [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        said
    };
    let (german, arabic) = (folder("de"), folder("ar"));
    let (german, arabic) = (german.to_str().unwrap(), arabic.to_str().unwrap());
    assert!(run(&["build", german, "-o", "none"], 4).contains("--lang de"));
    run(&["build", german, "-o", "none", "--lang", "Deutsch"], 2);
    fs::write(scratch.join("drug-card.toml"), "lang = \"de\"\n").unwrap();
    run(&["build", german, "-o", "german", "--pwa"], 0);
    let root = fs::read_to_string(scratch.join("german/index.json")).unwrap();
    assert!(root.contains("\"lang\": \"de\""), "{root}");
    let manifest = fs::read_to_string(scratch.join("german/manifest.webmanifest")).unwrap();
    assert!(manifest.contains("\"lang\":\"de\""), "{manifest}");
    run(&["build", german, "-o", "one.part", "--part", "1/1"], 0);
    assert!(run(&["merge", "one.part", "-o", "merged", "--lang", "fr"], 4).contains("--lang"));
    run(&["merge", "one.part", "-o", "merged"], 0);
    let merged = fs::read_to_string(scratch.join("merged/index.json")).unwrap();
    assert!(merged.contains("\"lang\": \"de\""));

    run(&["build", arabic, "-o", "arabic", "--lang", "ar"], 0);
    let found = run(&["search", "باراسيتامول", "--bundle", "arabic", "--json"], 0);
    assert!(found.contains("\"باراسيتامول\""), "{found}");
    let page = run(&["render", "باراسيتامول", "--bundle", "arabic", "--shadow"], 0);
    for part in ["<article class=\"card\" lang=\"ar\" dir=\"rtl\">", "إصدار المحتوى", "المراجعة: غير مسجَّلة"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    let line = run(&["export", arabic, "--format", "ndjson", "--lang", "ar"], 0);
    assert!(line.lines().all(|line| line.contains("\"lang\":\"ar\"")), "{line}");
    let fhir = run(&["export", arabic, "--format", "fhir", "--lang", "ar"], 0);
    for line in fhir.lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(value["language"], "ar");
        assert!(value["id"].as_str().unwrap().is_ascii(), "{}", value["id"]);
    }
    let data = run(&["export", arabic, "--format", "jsonld", "--lang", "ar"], 0);
    assert!(data.lines().all(|line| line.contains("\"inLanguage\":\"ar\"")), "{data}");
}
