//! Learns from the collection what its common words lean to; [`crate::index::format::leanings`] has the layout.
//!
//! A word leans to a kind of section by its share of the sections that hold it (`dilute` is in dosages), and to an intent by its
//! share of the questions that hold it in question or answer (`fridge` is in answers about storage), both above what is usual for
//! any word.

use crate::index::format::leanings::{MOST_TARGETS, TARGETS, of_intent, of_section, write};
use crate::index::write::term_counts::{PassageLengths, TermFreq};
use crate::lexicon::Intent;
use crate::monograph::SectionKind;
use crate::monograph::passage::PassageKind;
use crate::text::Rules;

/// Most words that are kept: those that questions use most and that say most.
const MOST_WORDS: usize = 600;
/// Sections, and questions, that must hold a word before it leans to any.
const LEAST: f64 = 10.0;
/// A smaller share above the usual one is chance.
const LEAST_SHARE: f64 = 0.1;
/// What a question counts that holds the word itself, beside one whose answer holds it.
const IN_QUESTION: f64 = 3.0;

/// The targets of a word with its share of each.
type Shares = Vec<(usize, f64)>;

/// How many sections of each kind, and questions of each intent, hold a word.
struct Evidence {
    targets: [f64; TARGETS],
    sections: f64,
    questions: f64,
    /// Questions that hold it themselves.
    asked: f64,
}

impl Evidence {
    fn of<'a>(passages: impl Iterator<Item = (&'a PassageLengths, f64, bool)>) -> Self {
        let mut out = Self { targets: [0.0; TARGETS], sections: 0.0, questions: 0.0, asked: 0.0 };
        for (passage, weight, asked) in passages {
            match passage.kind {
                PassageKind::Section(kind) if teaches(kind) => {
                    out.targets[of_section(kind)] += 1.0;
                    out.sections += 1.0;
                }
                PassageKind::Faq => out.add_question(passage.asks, weight, asked),
                PassageKind::Head | PassageKind::Section(_) => {}
            }
        }
        out
    }

    fn add_question(&mut self, asks: u32, weight: f64, asked: bool) {
        self.asked += f64::from(u8::from(asked));
        if asks == 0 {
            return;
        }
        self.questions += weight;
        let share = weight / f64::from(asks.count_ones());
        for intent in Intent::ALL.into_iter().filter(|intent| asks & (1 << intent.number()) != 0) {
            self.targets[of_intent(intent)] += share;
        }
    }

    /// The share of a target among those of its sort.
    fn share(&self, target: usize) -> f64 {
        let all = if target < SectionKind::ALL.len() { self.sections } else { self.questions };
        if all < LEAST { 0.0 } else { self.targets[target] / all }
    }
}

/// Whether the words of such a section say what a query is about: not names, and not what every page says.
fn teaches(kind: SectionKind) -> bool {
    !matches!(
        kind,
        SectionKind::GenericName | SectionKind::Faqs | SectionKind::Disclaimer | SectionKind::Note
    )
}

/// The part of the head for the common words, given in the order of their numbers with the passages that hold each.
///
/// Empty outside English: only there the words that say nothing are known.
pub(crate) fn learn<'a>(
    rules: Rules,
    words: impl Iterator<Item = (&'a str, &'a [TermFreq])>,
    passages: &[PassageLengths],
) -> Vec<u8> {
    if !rules.are_english() {
        return Vec::new();
    }
    let usual = Evidence::of(passages.iter().map(|passage| (passage, 1.0, true)));
    let mut learned: Vec<(f64, u32, Shares)> = Vec::new();
    for ((word, freqs), number) in words.zip(0..) {
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let held = freqs.iter().filter_map(|freq| {
            let in_text = f64::from(u8::from(freq.in_text > 0));
            let in_heading = f64::from(u8::from(freq.in_heading > 0)) * IN_QUESTION;
            Some((passages.get(freq.passage as usize)?, in_text + in_heading, freq.in_heading > 0))
        });
        let evidence = Evidence::of(held);
        let mut targets: Shares = (0..TARGETS)
            .map(|target| (target, evidence.share(target) - usual.share(target)))
            .filter(|(_, share)| *share > LEAST_SHARE)
            .collect();
        targets.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        targets.truncate(MOST_TARGETS);
        let gain = evidence.asked * targets.iter().map(|(_, share)| share * share).sum::<f64>();
        if gain > 0.0 {
            learned.push((gain, number, targets));
        }
    }
    learned.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    learned.truncate(MOST_WORDS);
    learned.sort_by_key(|(_, number, _)| *number);
    let learned: Vec<(u32, Shares)> =
        learned.into_iter().map(|(_, number, targets)| (number, targets)).collect();
    write(&learned)
}
