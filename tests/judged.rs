//! Measures the search by 200 judged questions over the sample monographs and holds it at floors.

#![allow(clippy::unwrap_used, reason = "a test is free to unwrap")]

mod shelf;

use drug_card::internals::lexicon::Lexicon;
use drug_card::internals::search::SearchResults;
use shelf::{Shelf, index, samples, sources};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Mean reciprocal rank of the first ten hits, by kind: what the search reaches, rounded down by about 0.01.
const FLOORS: [(&str, f64); 8] = [
    ("all", 0.82),
    ("consumer", 0.85),
    ("faq", 0.64),
    ("lay", 0.74),
    ("misspell", 0.82),
    ("look-alike", 0.96),
    ("brand", 0.96),
    ("prefix", 0.99),
];

/// Questions without an answer that say so.
const HONEST: usize = 12;

/// One line of `questions.tsv`.
struct Judged<'a> {
    kind: &'a str,
    text: &'a str,
    /// Parts that answer (grade 2); `<path>#*` stands for every part of a page.
    answers: Vec<&'a str>,
    /// Other pages about the right medicine (grade 1).
    also: Vec<&'a str>,
    /// Pages that must not appear above the first right one.
    forbidden: Vec<&'a str>,
}

impl<'a> Judged<'a> {
    fn read(line: &'a str) -> Self {
        let columns: Vec<&str> = line.split('\t').collect();
        let ids = |column: usize| -> Vec<&str> {
            let all = columns.get(column).copied().unwrap_or_default().split(' ');
            all.filter(|id| !matches!(*id, "" | "-")).collect()
        };
        Self { kind: columns[0], text: columns[1], answers: ids(2), also: ids(3), forbidden: ids(4) }
    }

    /// 2: it answers, 1: another part of a right medicine, 0: another medicine.
    fn grade(&self, id: &str) -> u8 {
        let any_part = |answer: &&str| answer.strip_suffix("#*") == Some(page(id));
        if self.answers.contains(&id) || self.answers.iter().any(any_part) {
            2
        } else {
            let right = self.answers.iter().map(|answer| page(answer)).chain(self.also.iter().copied());
            u8::from(right.into_iter().any(|path| path == page(id)))
        }
    }
}

/// What one question scored.
struct Score {
    reciprocal_rank: f64,
    look_alike: bool,
    honest: bool,
}

impl Score {
    fn of(judged: &Judged<'_>, found: &SearchResults) -> Self {
        let hits = found.hits();
        let first = |wanted: &dyn Fn(&str) -> bool| hits.iter().position(|hit| wanted(&hit.id));
        let right = first(&|id| judged.grade(id) > 0);
        let wrong = first(&|id| judged.forbidden.contains(&page(id)));
        Self {
            reciprocal_rank: first(&|id| judged.grade(id) == 2)
                .filter(|rank| *rank < 10)
                .map_or(0.0, |rank| 1.0 / (rank + 1) as f64),
            look_alike: wrong.is_some_and(|wrong| right.is_none_or(|right| wrong < right)),
            honest: found.no_match || hits.is_empty(),
        }
    }
}

/// The page of a part: `a/amlodipine.md` of `a/amlodipine.md#faq-2`.
fn page(id: &str) -> &str {
    id.split_once('#').map_or(id, |(page, _)| page)
}

fn questions() -> Vec<Judged<'static>> {
    let lines = include_str!("judged/questions.tsv").lines();
    lines.filter(|line| !line.starts_with('#')).map(Judged::read).collect()
}

/// The sample monographs, and twelve short ones that bring look-alikes, a combination and a cream.
fn all_pages() -> Shelf {
    let mut all = samples();
    all.extend(sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judged/content")));
    all.sort();
    index(&all, &Lexicon::builtin())
}

#[test]
fn every_judgement_names_a_part_that_exists() {
    let shelf = all_pages();
    let mut parts = BTreeSet::new();
    for (_, path, passages) in &shelf.pages {
        parts.extend([path.clone(), format!("{path}#*")]);
        parts.extend(passages.iter().map(|passage| format!("{path}#{}", passage.anchor)));
    }
    let questions = questions();
    assert_eq!(questions.len(), 200);
    let texts: BTreeSet<&str> = questions.iter().map(|judged| judged.text).collect();
    assert_eq!(texts.len(), 200, "a question is there twice");
    for judged in &questions {
        let Judged { kind, text, answers, also, forbidden } = judged;
        assert_eq!(answers.is_empty(), *kind == "no-answer", "{text}");
        for id in answers.iter().chain(also).chain(forbidden) {
            assert!(parts.contains(*id), "{text}: there is no {id}");
        }
        assert!(forbidden.iter().all(|path| judged.grade(path) == 0), "{text}: right and forbidden");
    }
}

#[test]
fn judged_questions_reach_their_floors() {
    let shelf = all_pages();
    let mut sums: BTreeMap<&str, (f64, usize, usize)> = BTreeMap::new();
    let (mut look_alikes, mut silent, mut misses) = (Vec::new(), Vec::new(), String::new());
    for judged in &questions() {
        let found = shelf.ask(judged.text);
        let score = Score::of(judged, &found);
        if score.look_alike {
            look_alikes.push(judged.text);
        }
        if judged.kind == "no-answer" {
            silent.extend((!score.honest).then_some(judged.text));
            continue;
        }
        for kind in ["all", judged.kind] {
            let (sum, first, count) = sums.entry(kind).or_default();
            *sum += score.reciprocal_rank;
            *first += usize::from(score.reciprocal_rank == 1.0);
            *count += 1;
        }
        if score.reciprocal_rank < 1.0 {
            let hits = found.hits();
            let got = hits.iter().take(3).map(|hit| hit.id.as_str()).collect::<Vec<_>>().join(" ");
            misses += &format!(
                "{:.2} {} | {} | wants {} | got {got}\n",
                score.reciprocal_rank,
                judged.kind,
                judged.text,
                judged.answers.join(" ")
            );
        }
    }
    println!("{:<12}{:>5}{:>8}{:>8}", "kind", "n", "first", "MRR@10");
    for (kind, (sum, first, count)) in &sums {
        println!("{kind:<12}{count:>5}{first:>8}{:>8.3}", sum / *count as f64);
    }
    println!("look-alike errors {}, unanswerable and said so {}", look_alikes.len(), 12 - silent.len());
    println!("\nnot first:\n{misses}");
    for (kind, floor) in FLOORS {
        let (sum, _, count) = sums[kind];
        let reached = sum / count as f64;
        assert!(reached >= floor, "{kind}: MRR@10 {reached:.3} is below {floor}");
    }
    assert!(look_alikes.is_empty(), "a look-alike appears above the right medicine: {look_alikes:?}");
    assert!(12 - silent.len() >= HONEST, "answered although nothing answers: {silent:?}");
}
