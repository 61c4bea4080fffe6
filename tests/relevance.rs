//! Owns the judged questions over the sample monographs: one line of `relevance.tsv` is one promise.

#![allow(clippy::unwrap_used, reason = "a test is free to unwrap")]

mod shelf;

use drug_card::index::Segment;
use drug_card::search::{Query, Scope, search};
use drug_card::text::Words;
use shelf::{Dice, index, samples};
use std::collections::BTreeSet;

fn segment() -> Segment<Vec<u8>> {
    Segment::open(index(&samples(), &Words::builtin())).unwrap()
}

fn ask(segment: &Segment<Vec<u8>>, text: &str) -> drug_card::search::Results {
    search(segment, &Query { text, limit: 10, scope: Scope::All })
}

#[test]
fn the_right_answer_for_the_right_drug() {
    let segment = segment();
    let mut wrong = String::new();
    for line in include_str!("relevance.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let (query, want) = (columns.next().unwrap(), columns.next().unwrap());
        let found = ask(&segment, query);
        let hits = found.hits();
        let got = hits.first().filter(|_| !found.no_match).map_or("-", |hit| hit.id.as_str());
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
fn a_slow_look_at_every_unit_finds_the_same_holders_of_a_word() {
    use drug_card::index::UnitId;
    use drug_card::text::stem::stem;
    use drug_card::text::token::tokens;
    let segment = segment();
    for word in ["nausea", "kidney", "alcohol", "dose", "breastfeeding", "milrinone", "mg", "zzz"] {
        let slow: BTreeSet<u32> = (0..segment.unit_count())
            .filter(|&unit| {
                let text = segment.text(UnitId(unit)).unwrap();
                [text.heading, text.text]
                    .iter()
                    .any(|part| tokens(part).iter().any(|token| stem(&token.text) == stem(word)))
            })
            .collect();
        let term = segment.terms().unwrap().find(&stem(word));
        let fast: BTreeSet<u32> = term
            .and_then(|term| segment.postings(term))
            .into_iter()
            .flatten()
            .map(|posting| posting.unit.0)
            .collect();
        assert_eq!(fast, slow, "{word}");
    }
}

#[test]
fn answers_come_from_the_medicine_asked_for_and_from_no_other() {
    let segment = segment();
    for question in
        ["side effects of {}", "{} dose", "can i drink alcohol with {}", "is {} safe in pregnancy"]
    {
        for page in segment.pages().filter(|page| page.ingredients == 1) {
            let found = ask(&segment, &question.replace("{}", page.title));
            assert!(!found.answers.is_empty(), "{question} {}", page.title);
            let other =
                found.answers.iter().find(|answer| answer.path != page.path).map(|answer| &answer.path);
            assert_eq!(other, None, "{question} {}", page.title);
        }
    }
}

#[test]
fn quotes_are_whole_sentences_of_the_source_and_marks_are_words() {
    let segment = segment();
    for query in [
        "alcohol metronidazole",
        "warfarin bleeding",
        "sertraline stop suddenly",
        "kidney problems",
        "pregnant",
    ] {
        for answer in ask(&segment, query).answers {
            let source = segment
                .pages()
                .zip(0..)
                .find(|(page, _)| page.path == answer.path)
                .map(|(_, page)| segment.units().unwrap().of_page(drug_card::index::PageId(page)))
                .unwrap()
                .filter_map(|unit| segment.text(drug_card::index::UnitId(unit)))
                .find(|text| text.anchor == answer.anchor)
                .unwrap();
            for line in answer.text.lines() {
                assert!(
                    source.text.lines().any(|whole| line.split(". ").all(|part| whole.contains(part))),
                    "{query}: {line}"
                );
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
}

#[test]
fn any_text_is_answered_in_bounded_time() {
    let segment = segment();
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
        let found = ask(&segment, text);
        assert!(found.hits().iter().all(|hit| !hit.id.is_empty()));
        assert!(start.elapsed().as_millis() < 500, "{} characters took {:?}", text.len(), start.elapsed());
        assert!(found.answers.windows(2).all(|pair| pair[0].score >= pair[1].score));
    }
}
