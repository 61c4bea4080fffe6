//! Checks the first hit of each question in `relevance.tsv`, and properties that every answer has.

#![allow(clippy::unwrap_used, reason = "a test is free to unwrap")]

mod shelf;

use drug_card::internals::index::Index;
use drug_card::internals::lexicon::Lexicon;
use drug_card::internals::search::{MatchKind, SearchResults};
use shelf::dice::Dice;
use shelf::{Shelf, ask_parts, index, samples};
use std::collections::BTreeSet;

fn shelf_of_samples() -> Shelf {
    index(&samples(), &Lexicon::builtin())
}

#[test]
fn each_question_finds_the_right_answer_for_the_right_drug() {
    let shelf = shelf_of_samples();
    let mut wrong = String::new();
    for line in include_str!("relevance.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let (query, want) = (columns.next().unwrap(), columns.next().unwrap());
        let found = shelf.ask(query);
        let hits = found.hits();
        // A corrected name is an offer: a hit, and nothing that was found.
        let offered =
            |hit: &&drug_card::internals::search::Hit| !found.no_match || hit.matched == MatchKind::Spelling;
        let got = hits.first().filter(offered).map_or("-", |hit| hit.id.as_str());
        if got != want {
            wrong += &format!("\"{query}\" gave {got}, not {want}\n");
        }
        for other in columns {
            assert!(
                found.different.iter().any(|medicine| medicine.path == other),
                "{query}: {other} not offered"
            );
            assert!(!hits.iter().any(|hit| hit.id.starts_with(other)), "{query}: {other} among the hits");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn several_bundles_answer_like_one_that_has_all_pages() {
    let (all, words) = (samples(), Lexicon::builtin());
    let whole = index(&all, &words);
    let asked: Vec<&str> = include_str!("relevance.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split('\t').next())
        .chain(["kidney problems", "missed a dose", "can i drink alcohol with metronidazole", "ivermectine"])
        .collect();
    for count in [2, 3] {
        let part = |number| all.iter().skip(number).step_by(count).cloned().collect::<Vec<_>>();
        let parts: Vec<Shelf> = (0..count).map(|number| index(&part(number), &words)).collect();
        for text in &asked {
            let (want, got) = (whole.ask(text), ask_parts(&parts, text));
            let ids = |found: &SearchResults| found.hits().into_iter().map(|hit| hit.id).collect::<Vec<_>>();
            assert_eq!(ids(&got).first(), ids(&want).first(), "{text} in {count} parts");
            assert_eq!(got.no_match, want.no_match, "{text} in {count} parts");
            let named = |found: &SearchResults| {
                let rights = found.medicines.iter().map(|medicine| (medicine.path.clone(), medicine.matched));
                rights.collect::<BTreeSet<_>>()
            };
            assert_eq!(named(&got), named(&want), "{text} in {count} parts");
        }
    }
}

#[test]
fn the_same_medicine_in_two_bundles_is_found_in_both_and_too_many_bundles_are_rejected() {
    let part = |text: &str| {
        let words = Lexicon::builtin();
        index(
            &[("f/furosemide.md".into(), format!("---\ntitle: Furosemide\n---\n### Dosage\n{text}\n"))],
            &words,
        )
    };
    let parts = [part("20 mg."), part("40 mg.")];
    let found = ask_parts(&parts, "lasix dose");
    assert_eq!(found.medicines.iter().map(|medicine| medicine.bundle).collect::<Vec<_>>(), [0, 1]);
    let quoted =
        |bundle| found.answers.iter().find(|answer| answer.bundle == bundle && answer.kind == "dosage");
    assert_eq!(quoted(0).map(|answer| answer.text.as_str()), Some("20 mg."));
    assert_eq!(quoted(1).map(|answer| answer.text.as_str()), Some("40 mg."));
    assert_eq!(found.hits().iter().filter(|hit| hit.id == "f/furosemide.md#dosage").count(), 2);

    let mut index = Index::open(parts[0].head.clone(), &parts[0].names).unwrap();
    for _ in 1..10 {
        index.join(parts[1].head.clone(), &parts[1].names).unwrap();
    }
    let error = index.join(parts[1].head.clone(), &parts[1].names).unwrap_err();
    assert!(error.to_string().starts_with("expected at most 10 collections"), "{error}");
    assert!(index.join(parts[1].head[1..].to_vec(), &parts[1].names).is_err());
    assert_eq!(index.page_count(), 10, "what is refused changes nothing");
}

#[test]
fn a_scan_of_every_passage_finds_the_same_ones_with_a_word() {
    use drug_card::internals::text::stem::stem;
    use drug_card::internals::text::token::tokens;
    let shelf = shelf_of_samples();
    let passages: Vec<_> = shelf.pages.iter().flat_map(|(_, _, passages)| passages).collect();
    for word in ["nausea", "kidney", "alcohol", "dose", "breastfeeding", "milrinone", "mg", "zzz"] {
        let holds = |text: &str| tokens(text).iter().any(|token| stem(&token.text) == stem(word));
        let slow: BTreeSet<u32> = (0..)
            .zip(&passages)
            .filter(|(_, passage)| holds(&passage.heading) || holds(&passage.text))
            .map(|(id, _)| id)
            .collect();
        // Asking twice: the first time says which shard is needed.
        let mut index = shelf.index.borrow_mut();
        let _ = index.postings(&stem(word));
        for path in index.missing_paths() {
            index.load(&path, shelf.files[&path].clone()).unwrap();
        }
        let fast: BTreeSet<u32> =
            index.postings(&stem(word)).into_iter().flatten().map(|posting| posting.passage.0).collect();
        assert_eq!(fast, slow, "{word}");
        let kinds_agree = index
            .postings(&stem(word))
            .into_iter()
            .flatten()
            .all(|posting| passages[posting.passage.0 as usize].kind == posting.kind);
        assert!(kinds_agree, "{word}");
    }
}

#[test]
fn answers_come_only_from_the_medicine_in_the_query() {
    let shelf = shelf_of_samples();
    for question in
        ["side effects of {}", "{} dose", "can i drink alcohol with {}", "is {} safe in pregnancy"]
    {
        for (title, path, _) in shelf.pages.iter().filter(|(title, ..)| !title.contains(" + ")) {
            let found = shelf.ask(&question.replace("{}", title));
            // A page without such a section says so instead.
            assert!(!found.answers.is_empty() || !found.unmet.is_empty(), "{question} {title}");
            let other = found.answers.iter().find(|answer| answer.path != *path).map(|answer| &answer.path);
            assert_eq!(other, None, "{question} {title}");
        }
    }
}

#[test]
fn excerpts_are_whole_lines_of_the_source_and_highlights_are_words() {
    let shelf = shelf_of_samples();
    let judged = include_str!("judged/questions.tsv").lines().filter_map(|line| line.split('\t').nth(1));
    let mut long = 0;
    for query in judged.chain(["alcohol metronidazole", "warfarin bleeding", "kidney problems", "pregnant"]) {
        for answer in shelf.ask(query).answers {
            let (_, _, passages) = shelf.pages.iter().find(|(_, path, _)| *path == answer.path).unwrap();
            let source = passages.iter().find(|passage| passage.anchor == answer.anchor).unwrap();
            long += usize::from(answer.text.len() > 250);
            if answer.kind == "faq" {
                assert_eq!(answer.text, source.text, "{query}: an answer is quoted as a whole");
            }
            let mut rest = source.text.lines();
            for line in answer.text.lines().filter(|line| *line != "…") {
                assert!(rest.any(|other| other == line), "{query}: {line}");
            }
            for (text, ranges) in [(&answer.text, &answer.ranges), (&answer.heading, &answer.heading_ranges)]
            {
                assert!(
                    ranges
                        .iter()
                        .all(|&(start, end)| text.get(start..end).is_some_and(|word| !word.is_empty()))
                );
            }
        }
    }
    assert!(long > 100, "only {long} quotes are long enough to be cut");
}

#[test]
fn the_strongest_kind_of_match_comes_first() {
    let kinds = [
        MatchKind::Exact,
        MatchKind::Synonym,
        MatchKind::Prefix,
        MatchKind::Ingredient,
        MatchKind::Spelling,
        MatchKind::Similar,
        MatchKind::Text,
    ];
    assert!(kinds.is_sorted(), "{kinds:?}");

    let matched = |titles: &[(&str, &str)], text: &str| {
        let page = |(path, title): &(&str, &str)| {
            (path.to_string(), format!("---\ntitle: {title}\n---\n### Usage\nFor the heart.\n"))
        };
        let shelf = index(&titles.iter().map(page).collect::<Vec<_>>(), &Lexicon::builtin());
        let medicines = shelf.ask(text).medicines.into_iter();
        medicines.map(|medicine| (medicine.path, medicine.matched)).collect::<Vec<_>>()
    };
    // By their paths alone, the pages would come in the opposite order.
    let titles = [
        ("a.md", "Salvidone + Pelargin"),
        ("b.md", "Salvidone Hydrochloride"),
        ("c.md", "Salvidone Cream"),
        ("d.md", "Salvidone"),
    ];
    let want = [
        ("d.md", MatchKind::Exact),
        ("c.md", MatchKind::Synonym),
        ("b.md", MatchKind::Synonym),
        ("a.md", MatchKind::Ingredient),
    ];
    assert_eq!(matched(&titles, "salvidone"), want.map(|(path, kind)| (path.to_string(), kind)));
    // A name as it is written comes before one that was corrected, whatever the order of the question.
    let titles = [("a.md", "Salvidone"), ("b.md", "Tormagate")];
    let want = [("b.md", MatchKind::Exact), ("a.md", MatchKind::Spelling)];
    assert_eq!(matched(&titles, "salvidona tormagate"), want.map(|(path, kind)| (path.to_string(), kind)));
}

#[test]
fn any_text_is_answered_in_bounded_time() {
    let shelf = shelf_of_samples();
    let mut dice = Dice(11);
    let mut texts: Vec<String> =
        ["a", "ab", "é", "\u{202e}", "σ", "-", "💊", "amlodipine ", "abababab", "\0"]
            .iter()
            .map(|part| part.repeat(200_000 / part.len()))
            .collect();
    for _ in 0..300 {
        texts.push((0..dice.below(200)).map(|_| char::from(b' ' + dice.below(95) as u8)).collect());
        texts
            .push((0..dice.below(60)).filter_map(|_| char::from_u32(dice.below(0x11_0000) as u32)).collect());
    }
    for text in &texts {
        let start = std::time::Instant::now();
        let found = shelf.ask(text);
        assert!(found.hits().iter().all(|hit| !hit.id.is_empty()));
        assert!(start.elapsed().as_millis() < 500, "{} characters took {:?}", text.len(), start.elapsed());
        assert!(found.answers.windows(2).all(|pair| pair[0].score >= pair[1].score));
    }
}
