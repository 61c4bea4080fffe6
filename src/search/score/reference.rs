//! Ranks with a slow, simple model for the tests: no index, every passage is read and every word counted. The tests compare
//! the postings, impacts and order of the index with it.
#![cfg(test)]

use crate::bundle::gather::Bundle;
use crate::bundle::prepare::Prepared;
use crate::bundle::slugs::Slugs;
use crate::error::Error;
use crate::index::format::impact::{Counts, Means, impact, of_steps, steps};
use crate::index::format::leanings::Leaning;
use crate::index::format::phrase_table;
use crate::index::format::postings::{Posting, intent_term};
use crate::index::write::class_members::class_term;
use crate::index::{Index, PassageId};
use crate::lexicon::base_name::base_name;
use crate::lexicon::{self, Intent, Lexicon};
use crate::monograph::SectionKind;
use crate::monograph::parse;
use crate::monograph::passage::PassageKind;
use crate::monograph::passage::{Passage, cut};
use crate::search::bm25::{Weights, rarity};
use crate::search::plan::{Clause, QueryPlan};
use crate::search::score::passages::{Scored, better, of_kind};
use crate::search::score::qualifying::{MEMBER, MOST_KEPT, of_all};
use crate::search::{ParsedQuery, Query, complete};
use crate::text::stem::stem;
use crate::text::token::is_stop;
use crate::text::{Language, Rules};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A passage with its words counted.
struct TermCounts {
    passage: Passage,
    stems: BTreeMap<String, Counts>,
    /// Its intents, one bit each; 0 if it is not an FAQ.
    asks: u32,
    /// The number of its page's head.
    head: usize,
}

struct Model {
    passages: Vec<TermCounts>,
    /// Of each page by its head: whether it is about a single medicine, and how many brands and pages its substance has.
    known: BTreeMap<usize, (bool, u32)>,
    /// The base names of the substances of each page by its head.
    substances: BTreeMap<usize, Vec<String>>,
    means: Means,
    files: BTreeMap<String, Vec<u8>>,
}

fn monographs() -> Vec<(String, String)> {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut out = Vec::new();
    for folder in
        fs::read_dir(&content).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir())
    {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.extension().is_some_and(|end| end == "md") {
                let name = path.strip_prefix(&content).unwrap().to_str().unwrap().to_string();
                out.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    out.sort();
    out
}

fn counted(passage: Passage, head: usize, index: &Index) -> TermCounts {
    let mut stems: BTreeMap<String, Counts> = BTreeMap::new();
    let (mut in_heading, mut in_text, mut asked) = (Vec::new(), Vec::new(), 0);
    Rules::English.each_word(&passage.heading, &mut |word, _, _| in_heading.push(word.to_string()));
    Rules::English.each_word(&passage.text, &mut |word, _, _| in_text.push(word.to_string()));
    for word in in_heading.iter().filter(|word| !is_stop(word)) {
        stems.entry(stem(word)).or_default().in_heading += 1;
    }
    for word in in_text.iter().filter(|word| !is_stop(word)) {
        stems.entry(stem(word)).or_default().in_text += 1;
    }
    for counts in stems.values_mut() {
        (counts.heading_len, counts.text_len) = (in_heading.len() as u32, in_text.len() as u32);
    }
    if passage.kind == crate::monograph::passage::PassageKind::Faq {
        let words: Vec<String> = in_heading.iter().map(|word| stem(word)).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let known = index.phrases().unwrap();
        asked = phrase_table::asked(&words, &phrase_table::spans(&words, &|phrase| known.intents(phrase)));
    }
    TermCounts { passage, stems, asks: asked, head }
}

fn model(sources: &[(String, String)]) -> (Index, Model) {
    let words = Lexicon::builtin();
    let (mut bundle, slugs) = (Bundle::new(&words), Slugs::of(&Language::ENGLISH));
    let mut files = BTreeMap::new();
    for (path, text) in sources {
        files.extend([bundle.add(Prepared::new(&words, None, path, &slugs.of_path(path), text).unwrap())]);
    }
    let (root, rest) = bundle.finish(&[], None, None).unwrap();
    files.extend(rest);
    let names = serde_json::to_vec(&root.names).unwrap();
    let index = Index::open(files[&root.head.file].clone(), &names).unwrap();
    let mut passages = Vec::new();
    for (_, text) in sources {
        let head = passages.len();
        passages
            .extend(cut(&parse(text).monograph).into_iter().map(|passage| counted(passage, head, &index)));
    }
    let words = |text: &str| {
        let mut count = 0_u32;
        Rules::English.each_word(text, &mut |_, _, _| count += 1);
        count as f32
    };
    let mean = |of: &dyn Fn(&Passage) -> f32| {
        (passages.iter().map(|counted| of(&counted.passage)).sum::<f32>() / passages.len() as f32).max(1.0)
    };
    let means = Means(mean(&|passage| words(&passage.heading)), mean(&|passage| words(&passage.text)));
    (index, Model { passages, known: known(sources), substances: substances(sources), means, files })
}

/// Counted again for each page, from the titles as they are.
fn known(sources: &[(String, String)]) -> BTreeMap<usize, (bool, u32)> {
    let monographs: Vec<_> = sources.iter().map(|(_, text)| parse(text).monograph).collect();
    let brands = Lexicon::builtin().brands;
    let (mut out, mut head) = (BTreeMap::new(), 0);
    for monograph in &monographs {
        let mut entry = (false, 0);
        if let [only] = monograph.ingredients.as_slice() {
            let same = |name: &String| base_name(name) == base_name(only);
            let brands = brands.iter().filter(|(_, generic)| same(generic)).count();
            let pages =
                monographs.iter().flat_map(|other| &other.ingredients).filter(|name| same(name)).count();
            let steps = (1.0 + (brands + pages) as f32).log2().floor() as u32;
            entry = (true, steps.min(7).saturating_sub(u32::from(monograph.title.contains('('))));
        }
        out.insert(head, entry);
        head += cut(monograph).len();
    }
    out
}

fn substances(sources: &[(String, String)]) -> BTreeMap<usize, Vec<String>> {
    let mut head = 0;
    let of = |(_, text): &(String, String)| {
        let monograph = parse(text).monograph;
        let at = head;
        head += cut(&monograph).len();
        (at, monograph.ingredients.iter().map(|name| base_name(name)).collect())
    };
    sources.iter().map(of).collect()
}

impl Model {
    /// Whether the page with this head is of a member of one of the classes that are asked for.
    fn is_member(&self, head: usize, plan: &QueryPlan) -> bool {
        let asked = |class: &lexicon::classes::Class| {
            plan.classes.iter().any(|asked| asked.term == class_term(class.name))
        };
        let holds = |name: &String| {
            lexicon::classes::classes()
                .filter(asked)
                .any(|class| class.members().any(|member| base_name(member) == *name))
        };
        self.substances[&head].iter().any(holds)
    }

    fn fetch(&self, path: &str) -> Vec<u8> {
        self.files[path].clone()
    }

    /// What a clause adds to a passage; 0 if the passage does not match it.
    fn clause(&self, clause: &Clause, passage: &TermCounts) -> Option<f32> {
        let mut values = Vec::new();
        for term in &clause.terms {
            let counts = passage.stems.get(&term.stem);
            values.extend(counts.map(|&counts| {
                of_steps(steps(impact(counts, self.means))) * (term.rarity * term.share * clause.weight)
            }));
        }
        let all = !clause.together || values.len() == clause.terms.len();
        (all && !values.is_empty()).then(|| values.into_iter().fold(0.0, f32::max))
    }

    /// The passages that match, best first.
    fn ranked(&self, plan: &QueryPlan, weights: &Weights) -> Vec<Scored> {
        let places: BTreeSet<usize> = plan.clauses.iter().map(|clause| clause.position).collect();
        let (mut scores, mut covered) =
            (vec![0.0_f32; self.passages.len()], vec![0.0_f32; self.passages.len()]);
        let mut whole = plan.unknown.len() as f32 * rarity(0, self.passages.len() as u32) + plan.doubt;
        let mut words = 0;
        for place in places {
            let clauses: Vec<&Clause> =
                plan.clauses.iter().filter(|clause| clause.position == place).collect();
            let of_a_class = plan.is_in_class(place);
            let most =
                if of_a_class { 0.0 } else { clauses.iter().map(|clause| clause.rarity).fold(0.0, f32::max) };
            whole += most;
            words += u32::from(most > 0.0 || of_a_class);
            for (at, passage) in self.passages.iter().enumerate() {
                let mut here = 0.0_f32;
                for clause in &clauses {
                    if let Some(value) = self.clause(clause, passage) {
                        scores[at] += value;
                        here = here.max(clause.rarity);
                    }
                }
                covered[at] += here.min(most);
            }
        }
        let of_one_medicine = [
            "side_effects",
            "serious",
            "dose",
            "contraindications",
            "interactions",
            "alcohol",
            "driving",
            "missed_dose",
            "storage",
            "food",
            "how_long",
            "stopping",
            "dependence",
            "long_term",
        ];
        if plan.intents.iter().any(|intent| of_one_medicine.contains(&intent.id())) {
            return Vec::new();
        }
        // A member qualifies by the passage that says what it is for.
        let is_member = |passage: &TermCounts| self.is_member(passage.head, plan);
        for (at, passage) in self.passages.iter().enumerate() {
            let usage = PassageKind::Section(SectionKind::Usage);
            let is_first = !self.passages[passage.head..at].iter().any(|before| before.passage.kind == usage);
            if !plan.classes.is_empty() && passage.passage.kind == usage && is_first && is_member(passage) {
                scores[at] += MEMBER;
            }
        }
        let mut out = Vec::new();
        for (at, passage) in self.passages.iter().enumerate() {
            if !plan.classes.is_empty() && !is_member(passage) {
                continue;
            }
            // The words of the title count for every passage.
            let (mut score, mut cover) = (scores[at], covered[at]);
            if at != passage.head && scores[passage.head] > 0.0 {
                cover = cover.max(covered[passage.head]);
                if score > 0.0 {
                    score += weights.title * scores[passage.head];
                }
            }
            let kind = passage.passage.kind;
            let says = kind == PassageKind::Section(SectionKind::Usage)
                || kind == PassageKind::Section(SectionKind::HowItWorks) && words > 1;
            if says && score > 0.0 && cover >= weights.coverage * whole {
                let (single, steps) = self.known[&passage.head];
                let known = weights.prominence * steps as f32 + if single { weights.single } else { 0.0 };
                score = score + of_kind(kind, plan, weights) + known;
                out.push((passage.head, Scored { passage: PassageId(at as u32), score }));
            }
        }
        out.sort_by(|a, b| better(&a.1, &b.1));
        let mut pages = BTreeSet::new();
        out.into_iter().filter(|(head, _)| pages.insert(*head)).map(|(_, scored)| scored).collect()
    }
}

/// Questions of a class, alone and with a purpose, and of something in one direction.
const CLASS_QUESTIONS: [&str; 10] = [
    "beta blockers",
    "calcium channel blockers for chest pain",
    "nsaids",
    "statins",
    "opioids for severe pain",
    "antibiotics for infection",
    "which ssris are there",
    "painkillers",
    "drug for high potassium",
    "low blood pressure",
];

/// Queries of words from the texts, whole and cut, from a seeded random generator.
fn questions(model: &Model, count: usize) -> Vec<String> {
    let mut seed = 7_u64;
    let mut below = |limit: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % limit as u64) as usize
    };
    let word = |below: &mut dyn FnMut(usize) -> usize| {
        let passage = &model.passages[below(model.passages.len())].passage;
        let mut words: Vec<&str> = passage.heading.split_whitespace().collect();
        words.extend(passage.text.split_whitespace());
        words[below(words.len().max(1)).min(words.len() - 1)].to_string()
    };
    (0..count)
        .map(|round| {
            let mut words: Vec<String> = (0..=below(4)).map(|_| word(&mut below)).collect();
            if round % 3 == 0 {
                words.insert(
                    0,
                    ["can i drive with", "dose for", "side effects of", "feeling"][round % 4].to_string(),
                );
            }
            if round % 5 == 0 {
                words.last_mut().unwrap().pop();
            }
            words.join(" ")
        })
        .collect()
}

#[test]
fn the_ranking_is_that_of_the_model() {
    let sources = monographs();
    let weights = &Weights::DEFAULT;
    let (mut compared, mut hits) = (0, 0);
    // Three releases: the first pages, the last, all of them.
    for release in [&sources[..8], &sources[sources.len() - 12..], &sources[..]] {
        let (mut index, model) = model(release);
        let of_classes = CLASS_QUESTIONS.map(String::from);
        for text in questions(&model, 500).into_iter().chain(of_classes) {
            complete::<Error>(&mut index, &Query::new(&text), |path| Ok(model.fetch(path))).unwrap();
            let read = ParsedQuery::new(&index, &text, weights).unwrap();
            let (got, total) = loop {
                index.begin();
                let found = of_all(&index, &read.plan, weights);
                if !index.has_missing() {
                    break found;
                }
                for path in index.missing_paths() {
                    index.load(&path, model.fetch(&path)).unwrap();
                }
            };
            let want = model.ranked(&read.plan, weights);
            assert_eq!(total, want.len(), "{text:?}: how many fit");
            let kept: Vec<Scored> = want.into_iter().take(MOST_KEPT).collect();
            assert_eq!(got, kept, "{text:?}");
            compared += 1;
            hits += kept.len();
        }
    }
    assert!(
        compared == 3 * (500 + CLASS_QUESTIONS.len()) && hits > 200,
        "{compared} questions, {hits} units"
    );
}

#[test]
fn every_word_has_the_holders_that_reading_finds() {
    let (mut index, model) = model(&monographs());
    let all: BTreeSet<&String> = model.passages.iter().flat_map(|passage| passage.stems.keys()).collect();
    let mut postings = |term: &str| loop {
        index.begin();
        let found: Vec<Posting> = index.postings(term).into_iter().flatten().collect();
        if !index.has_missing() {
            break (found, index.common(term));
        }
        for path in index.missing_paths() {
            index.load(&path, model.fetch(&path)).unwrap();
        }
    };
    let mut held = 0;
    for term in &all {
        let mut want: Vec<Posting> = Vec::new();
        for (counted, id) in model.passages.iter().zip(0..) {
            want.extend(counted.stems.get(*term).map(|&counts| Posting {
                kind: counted.passage.kind,
                passage: PassageId(id),
                steps: steps(impact(counts, model.means)),
            }));
        }
        want.sort_unstable();
        held += want.len();
        let (got, common) = postings(term);
        assert_eq!(got, want, "{term}");
        let count = want.len() as u32;
        if let Some(common) = common {
            assert!(
                common.passages <= count && count - common.passages <= count / 8,
                "{term}: {common:?} of {count}"
            );
        }
    }
    for intent in Intent::ALL {
        let bit = 1 << intent.number();
        let want: BTreeSet<u32> = (0..)
            .zip(&model.passages)
            .filter(|(_, passage)| passage.asks & bit != 0)
            .map(|(id, _)| id)
            .collect();
        let got: BTreeSet<u32> =
            postings(&intent_term(intent.number())).0.iter().map(|posting| posting.passage.0).collect();
        assert_eq!(got, want, "{intent:?}");
    }
    assert!(all.len() > 1500 && held > 10_000, "{} words with {held} holders", all.len());
}

#[test]
fn words_lean_to_what_counting_by_hand_finds() {
    let (index, model) = model(&monographs());
    let sections: Vec<SectionKind> = SectionKind::ALL
        .into_iter()
        .filter(|kind| !["generic_name", "faqs", "disclaimer", "note"].contains(&kind.id()))
        .collect();
    // The passages that hold a word, or all: each with how often it counts as a question.
    let holders = |word: Option<&str>| -> Vec<(&TermCounts, f64)> {
        let held = |passage: &TermCounts| match word {
            None => Some(1.0),
            Some(word) => passage.stems.get(word).map(|counts| {
                f64::from(u8::from(counts.in_text > 0)) + 3.0 * f64::from(u8::from(counts.in_heading > 0))
            }),
        };
        model.passages.iter().filter_map(|passage| Some((passage, held(passage)?))).collect()
    };
    let of_section = |held: &[(&TermCounts, f64)], kind| {
        let count = |kinds: &[SectionKind]| {
            let is = |passage: &TermCounts| {
                kinds.iter().any(|&kind| passage.passage.kind == PassageKind::Section(kind))
            };
            held.iter().filter(|(passage, _)| is(passage)).count() as f64
        };
        if count(&sections) < 10.0 { 0.0 } else { count(&[kind]) / count(&sections) }
    };
    let of_intent = |held: &[(&TermCounts, f64)], intent: Intent| {
        let asking = held.iter().filter(|(passage, _)| passage.asks != 0);
        let all: f64 = asking.clone().map(|(_, weight)| weight).sum();
        let ours = asking.filter(|(passage, _)| passage.asks & (1 << intent.number()) != 0);
        let sum: f64 = ours.map(|(passage, weight)| weight / f64::from(passage.asks.count_ones())).sum();
        if all < 10.0 { 0.0 } else { sum / all }
    };
    let usual = holders(None);
    let mut leaning = 0;
    for word in model.passages.iter().flat_map(|passage| passage.stems.keys()).collect::<BTreeSet<_>>() {
        let (held, mut got) = (holders(Some(word)), Leaning::default());
        index.lean(word, &mut got);
        leaning += usize::from(got != Leaning::default());
        for &kind in &sections {
            let want = of_section(&held, kind) - of_section(&usual, kind);
            let got = f64::from(got.to_section(kind));
            assert!(got == 0.0 || (got - want).abs() < 0.11, "{word}, {}: {got}, not {want}", kind.id());
        }
        for intent in Intent::ALL {
            let want = of_intent(&held, intent) - of_intent(&usual, intent);
            let got = f64::from(got.to_question(1 << intent.number()));
            assert!(got == 0.0 || (got - want).abs() < 0.11, "{word}, {}: {got}, not {want}", intent.id());
        }
    }
    assert!(leaning > 50, "{leaning} words");
}
