//! No query opens or answers from a medicine that it does not name: split names, typos, brands with an extra word.
//!
//! What counts as right is what the name itself finds, typed as it is. Everything else that is opened, answered from or listed
//! before it is wrong.

#[path = "support/shared.rs"]
mod shared;
mod shelf;

use drug_card::internals::lexicon::{Lexicon, register};
use drug_card::internals::search::{MatchKind, SearchResults};
use shelf::{Shelf, index, samples, sources};
use std::collections::BTreeSet;

/// Words that make a brand another product; no page gives 777 as a strength.
const EXTRAS: [&str; 6] = ["Plus", "AM", "PM", "Extra", "D", "777"];

/// Wrong answers over the corpus that remain in the samples of brands with an extra word, of split names and of typos.
const ALLOWED: [usize; 3] = [16, 0, 0];

/// What went wrong, kind by kind, with an example each.
#[derive(Default)]
struct Wrong {
    asked: usize,
    opened: Vec<String>,
    answered: Vec<String>,
    before: Vec<String>,
}

impl Wrong {
    /// Judges what was found for `query`; `right` are the pages that may be opened.
    fn judge(&mut self, query: &str, found: &SearchResults, right: &BTreeSet<String>) {
        self.asked += 1;
        let first = found.medicines.first();
        let opens =
            first.filter(|medicine| matches!(medicine.matched, MatchKind::Exact | MatchKind::Synonym));
        if let Some(medicine) = opens.filter(|medicine| !right.contains(&medicine.path)) {
            self.opened.push(format!("{query} → {}", medicine.title));
        }
        // A word that is also one of the texts (`feveral`, `fever`) may ask for a purpose; that answers from nobody's name.
        let of_name =
            found.answers.iter().filter(|answer| answer.matched != MatchKind::Text || answer.kind != "usage");
        if let Some(answer) = of_name.clone().find(|answer| !right.contains(&answer.path)) {
            self.answered.push(format!("{query} → {} · {}", answer.title, answer.heading));
        }
        let listed = found.medicines.iter().chain(&found.different);
        let place = listed.clone().position(|medicine| right.contains(&medicine.path));
        let wrong = found.medicines.iter().position(|medicine| !right.contains(&medicine.path));
        if let (Some(place), Some(wrong)) = (place, wrong)
            && wrong < place
        {
            self.before.push(format!("{query} → {}", found.medicines[wrong].title));
        }
    }

    /// Prints the counts and holds them: at most `allowed` queries may be opened or answered wrongly.
    fn report(&self, what: &str, allowed: usize) {
        println!(
            "{what}: {} asked; opened {}, answered from {}, listed before {}",
            self.asked,
            self.opened.len(),
            self.answered.len(),
            self.before.len()
        );
        let examples = |list: &[String]| list.iter().take(25).cloned().collect::<Vec<_>>().join("\n  ");
        let all = [&self.opened, &self.answered, &self.before].map(|list| examples(list)).join("\n  ");
        assert!(
            self.opened.len() <= allowed && self.answered.len() <= allowed && self.before.len() <= allowed,
            "{what}:\n  {all}"
        );
    }
}

/// The pages that a name itself finds.
fn pages_of(shelf: &Shelf, name: &str) -> BTreeSet<String> {
    shelf.ask(name).medicines.into_iter().map(|medicine| medicine.path).collect()
}

/// Titles and brands of one word that lead to a page.
fn names(shelf: &Shelf, words: &Lexicon) -> Vec<String> {
    let titles = shelf.pages.iter().map(|(title, ..)| title.clone());
    let brands = words.brands.iter().map(|(brand, _)| brand.clone());
    let plain = |name: &String| name.len() >= 4 && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    let named = |name: &String| {
        let medicines = shelf.ask(name).medicines;
        medicines.first().is_some_and(|first| matches!(first.matched, MatchKind::Exact | MatchKind::Synonym))
    };
    titles.chain(brands).filter(plain).filter(named).collect()
}

fn every_split(shelf: &Shelf, names: &[String], step: usize, allowed: usize) {
    let mut wrong = Wrong::default();
    for name in names.iter().step_by(step) {
        let right = pages_of(shelf, name);
        for at in 1..name.len() {
            let split = format!("{} {}", &name[..at], &name[at..]);
            // Both halves may be names of their own: then the query names two medicines.
            if pages_of(shelf, &name[..at]).is_empty() || pages_of(shelf, &name[at..]).is_empty() {
                wrong.judge(&split, &shelf.ask(&split), &right);
            }
        }
    }
    wrong.report("a blank inside a name", allowed);
}

fn every_typo(shelf: &Shelf, names: &[String], step: usize, allowed: usize) {
    let mut wrong = Wrong::default();
    for name in names.iter().step_by(step) {
        let right = pages_of(shelf, name);
        let letters: Vec<char> = name.to_lowercase().chars().collect();
        for at in 0..letters.len() {
            let with = |edit: &dyn Fn(&mut Vec<char>)| {
                let mut word = letters.clone();
                edit(&mut word);
                word.into_iter().collect::<String>()
            };
            let next = |c: char| if c == 'z' { 'a' } else { char::from(c as u8 + 1) };
            let typos = [
                with(&|word| word[at] = next(word[at])),
                with(&|word| word.insert(at, next(word[at]))),
                with(&|word| {
                    word.remove(at);
                }),
                with(&|word| word.swap(at, (at + 1).min(letters.len() - 1))),
            ];
            for typo in typos.into_iter().filter(|typo| *typo != name.to_lowercase()) {
                let found = shelf.ask(&format!("{typo} "));
                let known = found.medicines.first().is_some_and(|first| {
                    matches!(first.matched, MatchKind::Exact | MatchKind::Synonym | MatchKind::Ingredient)
                });
                // A typo that is the name of another medicine names that medicine.
                if !known {
                    wrong.judge(&typo, &found, &right);
                }
            }
        }
    }
    wrong.report("one letter changed, added, lost or swapped", allowed);
}

fn every_extra_word(shelf: &Shelf, words: &Lexicon, step: usize, allowed: usize) {
    let mut wrong = Wrong::default();
    let known: BTreeSet<String> = words.brands.iter().map(|(brand, _)| brand.to_lowercase()).collect();
    for (brand, _) in words.brands.iter().step_by(step) {
        if pages_of(shelf, brand).is_empty() {
            continue;
        }
        for extra in EXTRAS {
            let product = format!("{brand} {extra}");
            if !known.contains(&product.to_lowercase()) {
                wrong.judge(&product, &shelf.ask(&product), &BTreeSet::new());
            }
        }
    }
    wrong.report("a brand with a word that makes it another product", allowed);
}

#[test]
fn no_sample_is_opened_by_the_name_of_another() {
    let words = Lexicon::builtin();
    let shelf = index(&samples(), &words);
    let names = names(&shelf, &words);
    every_split(&shelf, &names, 1, 0);
    every_typo(&shelf, &names, 1, 0);
    every_extra_word(&shelf, &words, 1, 0);
}

#[test]
#[ignore = "needs the corpus beside the project"]
fn no_monograph_of_the_corpus_is_opened_by_the_name_of_another() {
    let words = Lexicon::builtin();
    let shelf = index(&sources(&shared::need("corpus/composition")), &words);
    let names = names(&shelf, &words);
    println!("{} names", names.len());
    // A sample, since all take minutes. What is allowed is what is not reached yet; raising it is not an option.
    every_extra_word(&shelf, &words, 5, ALLOWED[0]);
    every_split(&shelf, &names, 10, ALLOWED[1]);
    every_typo(&shelf, &names, names.len() / 100, ALLOWED[2]);
}

/// Fixed examples of each kind: query, and what of it is not understood or not here.
#[test]
fn a_name_that_was_not_understood_is_said_and_not_answered() {
    let page = |title: &str, text: &str| {
        let name = title.to_lowercase().replace(' ', "-");
        (
            format!("{name}.md"),
            format!(
                "---\ntitle: {title}\n---\n# {title}\n\n### Usage\n{title} {text}\n\n### Dosage\nTake 400 mg or 0.7 g.\n"
            ),
        )
    };
    let pages = [
        page("Ibuprofen", "is for pain."),
        page("Cortisone", "is for inflammation."),
        page("Hydrocortisone", "is for inflammation."),
        page("Warfarin", "is for clots."),
    ];
    let shelf = index(&pages, &Lexicon::builtin());
    let titles =
        |query: &str| shelf.ask(query).medicines.into_iter().map(|found| found.title).collect::<Vec<_>>();
    assert_eq!(titles("hydro cortisone"), ["Hydrocortisone"]);
    assert_eq!(titles("hydro corti"), ["Hydrocortisone"]);
    assert_eq!(titles("ibuprofen 400"), ["Ibuprofen"], "a strength of that page");
    assert_eq!(titles("ibuprofen 400 mg"), ["Ibuprofen"]);
    assert!(titles("ibuprofen 7").is_empty(), "0.7 g is no 7 g");
    assert_eq!(titles("ibuprofen plus warfarin").len(), 2, "two names");
    for query in ["Nurofen Plus", "ibuprofen pm", "ibuprofen u-500", "ibuprofen 70/30"] {
        let found = shelf.ask(query);
        assert!(found.medicines.is_empty() && found.answers.is_empty(), "{query}: {found:?}");
        assert!(!(found.not_understood.is_empty() && found.not_here.is_empty()), "{query}: {found:?}");
    }
    let found = shelf.ask("hydrocortisne plus");
    assert!(
        found.medicines.is_empty() && found.answers.is_empty(),
        "a corrected name is held to the rule: {found:?}"
    );
    let found = shelf.ask("warfarin tattoo");
    assert_eq!((found.unmet.as_slice(), found.answers.len()), (&["tattoo".to_string()][..], 0));
    // A section on doses does not speak of crushing.
    for (query, word) in
        [("can i crush warfarin", "crush"), ("split warfarin", "split"), ("chew warfarin", "chew")]
    {
        let found = shelf.ask(query);
        assert_eq!((found.unmet.as_slice(), found.answers.len()), (&[word.to_string()][..], 0), "{query}");
    }
    let found = shelf.ask("warfarin and ibuprofen");
    assert!(found.strangers, "neither page names the other: {found:?}");
}

/// `strangers` is a statement about two pages: it needs both of them, and their texts.
#[test]
fn nothing_is_said_of_two_pages_that_were_not_read() {
    let page = |title: &str, text: &str| {
        let name = title.to_lowercase().replace([' ', '+'], "-");
        (format!("{name}.md"), format!("---\ntitle: {title}\n---\n# {title}\n\n### Usage\n{text}\n"))
    };
    let combinations =
        [page("Ibuprofen + Codeine", "For pain."), page("Naproxen + Esomeprazole", "For pain.")];
    let shelf = index(&combinations, &Lexicon::builtin());
    assert!(!shelf.ask("is naproxen stronger than ibuprofen").strangers, "neither has a page of its own");
    let one = [page("Warfarin", "For clots."), page("Naproxen + Esomeprazole", "For pain.")];
    assert!(!index(&one, &Lexicon::builtin()).ask("warfarin and naproxen").strangers, "one has a page");
    let two = [page("Warfarin", "For clots."), page("Atenolol", "For the heart.")];
    assert!(index(&two, &Lexicon::builtin()).ask("warfarin and atenolol").strangers, "both were read");
    let empty = [page("Warfarin", ""), page("Atenolol", "")]
        .map(|(path, text)| (path, text.replace("### Usage\n", "")));
    assert!(!index(&empty, &Lexicon::builtin()).ask("warfarin and atenolol").strangers, "there is no text");
}

#[test]
fn a_page_about_another_medicine_or_none_is_listed_and_answers_nothing() {
    let page = |title: &str, generic: &str, text: &str| {
        let source = format!(
            "---\ntitle: {title}\n---\n# {title}\n\n### Generic Name\n{generic}\n\n### Usage\n{text}\n\n### Dosage\nTake 1 mg.\n"
        );
        (format!("{}.md", title.to_lowercase()), source)
    };
    let pages = [
        page("Sulfiram", "Disulfiram", "Disulfiram is used to treat alcohol dependence."),
        page("Warfarin", "Warfarin", "Warfarin is used to prevent clots."),
    ];
    let shelf = index(&pages, &Lexicon::builtin());
    let found = shelf.ask("sulfiram dose");
    assert_eq!(found.medicines.first().map(|medicine| medicine.title.as_str()), Some("Sulfiram"));
    assert!(
        found.answers.is_empty() && found.unmet.is_empty(),
        "its text is about another medicine: {found:?}"
    );
    assert!(shelf.ask("medicine for alcohol dependence").answers.is_empty());
    assert!(!shelf.ask("warfarin dose").answers.is_empty());
}

/// Asks for every substance of the registers that shares no word with a title, alone and with a question.
#[test]
#[ignore = "needs the corpus beside the project"]
fn no_substance_without_a_page_is_answered_from_a_page_of_the_corpus() {
    let shelf = index(&sources(&shared::need("corpus/composition")), &Lexicon::builtin());
    let words = |name: &str| {
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= 4);
        words.map(str::to_lowercase).collect::<Vec<_>>()
    };
    let titles: BTreeSet<String> = shelf.pages.iter().flat_map(|(title, ..)| words(title)).collect();
    // Another national name or a brand of a page's medicine is a name of the page.
    let lexicon = Lexicon::builtin();
    let spelled = |name: &str| name.to_lowercase().replace('-', " ");
    let national = lexicon.national.iter().flat_map(|(one, other)| [one, other]);
    let brands = lexicon.brands.iter().map(|(brand, _)| brand);
    let other_names: BTreeSet<String> = national.chain(brands).map(|name| spelled(name)).collect();
    let is_other_name = |name: &str| {
        let ends = name.match_indices(' ').map(|(at, _)| at).chain([name.len()]);
        ends.into_iter().any(|end| other_names.contains(&name[..end]))
    };
    let mut wrong = Wrong::default();
    let step = if std::env::var_os("DRUG_CARD_DEEP").is_some() { 1 } else { 8 };
    for substance in register::substances().step_by(step) {
        let is_strange = |name: &String| {
            words(name).iter().all(|word| !titles.contains(word)) && !is_other_name(&spelled(name))
        };
        if !substance.is_nonproprietary || !substance.names.iter().all(is_strange) {
            continue;
        }
        for name in substance.names.iter().filter(|name| name.len() >= 4) {
            for query in [name.clone(), format!("{name} dose"), format!("can I take {name} with alcohol")] {
                let mut found = shelf.ask(&query);
                // `angiotensin ii` is a substance and what others work against: answered as a class, from nobody's name.
                found.answers.retain(|answer| answer.matched != MatchKind::Text);
                wrong.judge(&query, &found, &BTreeSet::new());
            }
        }
    }
    wrong.report("a substance without a page", 0);
}
