//! Chooses what is quoted of a passage: whole lines with every label above them, a lead-in with its whole list.
//!
//! A line is never cut, so a "not" cannot be lost; where lines are left out, a line `…` says so.

use crate::index::read::passage_store::PassageText;
use crate::lean::sort::sort_by;
use crate::monograph::SectionKind;
use crate::monograph::passage::PassageKind;
use crate::search::outline::{Governed, NEGATIONS, SERIOUS, has_word, outline, without_colon};
use crate::text::Rules;

/// A passage of so many bytes is quoted whole, and quoting stops growing there; the lines that cross the mark stay whole.
const ENOUGH: usize = 600;
/// Lines that hold less than this share of what the best ones hold are not quoted.
const WORTH: f32 = 0.3;
/// What a word counts in a label: the line is about it.
const IN_LABEL: f32 = 1.6;
/// Says that lines are left out.
const CUT: &str = "\n…\n";

/// A stem to look for.
#[derive(Debug, Clone, PartialEq)]
pub struct Sought {
    /// The stem.
    pub stem: String,
    /// What it counts.
    pub weight: f32,
    /// Stems of one group stand for each other: the best of them counts.
    pub group: usize,
}

/// What is quoted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Excerpt {
    /// Whole lines, each with the labels above it, and `…` where lines are left out.
    pub text: String,
    /// Byte ranges to mark, on character boundaries.
    pub ranges: Vec<(usize, usize)>,
    /// The labels that hold for the first block of `text`, outermost first.
    pub labels: Vec<String>,
}

/// Quotes the lines of a passage that hold most of `sought`. `refuses` says that it is asked who must not take the medicine.
#[must_use]
pub fn excerpt(passage: &PassageText, sought: &[Sought], refuses: bool, rules: Rules) -> Excerpt {
    use SectionKind as S;
    let text = passage.text.as_str();
    let effects = passage.kind == PassageKind::Section(S::SideEffects);
    let lines = outline(text, &passage.lines, effects, rules);
    let mut choice = Choice { text, lines, rules, sought, len: 0 };
    match passage.kind {
        PassageKind::Faq | PassageKind::Section(S::Contraindications | S::BoxedWarning) => choice.take_all(),
        _ if text.len() <= ENOUGH => choice.take_all(),
        _ => {
            choice.take_best();
            // What warns is not left out: serious effects, and what forbids where that is asked.
            choice.take_along(match refuses {
                _ if effects => SERIOUS,
                true => NEGATIONS,
                false => "",
            });
            while let Some(at) = choice.passed_over() {
                choice.take(at);
            }
        }
    }
    let (text, labels) = (choice.quote(), choice.labels());
    Excerpt { ranges: marks(&text, sought, rules), text, labels }
}

/// The lines of a passage, some of them taken.
struct Choice<'t> {
    text: &'t str,
    lines: Vec<Governed>,
    rules: Rules,
    sought: &'t [Sought],
    /// Bytes of the lines that are taken.
    len: usize,
}

impl Choice<'_> {
    fn own(&self, line: &Governed) -> &str {
        self.text.get(line.start..line.end).unwrap_or_default()
    }

    fn take_all(&mut self) {
        for line in &mut self.lines {
            line.taken = true;
        }
    }

    /// Takes the blocks that hold most of what is sought until there are enough.
    fn take_best(&mut self) {
        let mut order: Vec<(usize, f32)> = Vec::new();
        for (at, line) in self.lines.iter().enumerate() {
            if line.block == at {
                order.push((at, self.weight(at)));
            }
        }
        sort_by(&mut order, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let best = order.first().map_or(0.0, |best| best.1);
        for (at, weight) in order {
            if self.len < ENOUGH && weight >= best * WORTH {
                self.take(at);
            }
        }
    }

    /// Takes the blocks that hold a word of `words`.
    fn take_along(&mut self, words: &str) {
        for at in 0..self.lines.len() {
            if self.lines.get(at).is_some_and(|line| has_word(self.own(line), words, self.rules)) {
                self.take(at);
            }
        }
    }

    /// Takes the block of a line and the blocks of all that governs it.
    fn take(&mut self, at: usize) {
        let mut next = self.lines.get(at).map(|line| line.block);
        while let Some(block) = next {
            for line in &mut self.lines {
                if line.block == block && !line.taken {
                    line.taken = true;
                    self.len += line.end - line.start;
                }
            }
            let parent = self.lines.get(block).and_then(|line| line.parent);
            next = parent.and_then(|parent| self.lines.get(parent)).map(|line| line.block);
        }
    }

    /// A label that is nearest above a line that is taken, where the nearest one taken is another: the line would be read under
    /// that one.
    fn passed_over(&self) -> Option<usize> {
        let (mut nearest, mut shown) = (None, None);
        for (at, line) in self.lines.iter().enumerate() {
            if line.only_label {
                nearest = Some(at);
                shown = if line.taken { nearest } else { shown };
            } else if line.taken && line.label == 0 && shown.is_some() && shown != nearest {
                return nearest;
            }
        }
        None
    }

    /// What a block holds of what is sought, the labels above it counted in.
    fn weight(&self, block: usize) -> f32 {
        let mut best = vec![0.0_f32; self.sought.len()];
        let mut add = |text: &str, label: usize| {
            self.rules.each_word(text, &mut |word, start, _| {
                let word = self.rules.stem(word);
                let factor = if start < label { IN_LABEL } else { 1.0 };
                for sought in self.sought.iter().filter(|sought| sought.stem == word) {
                    if let Some(best) = best.get_mut(sought.group) {
                        *best = best.max(sought.weight * factor);
                    }
                }
            });
        };
        for line in self.lines.iter().filter(|line| line.block == block) {
            add(self.own(line), line.label);
        }
        let mut next = self.lines.get(block).and_then(|line| line.parent);
        while let Some(line) = next.and_then(|at| self.lines.get(at)) {
            add(self.own(line), usize::MAX);
            next = line.parent;
        }
        best.iter().sum()
    }

    /// The lines taken, and `…` where lines are left out between them or behind.
    fn quote(&self) -> String {
        let mut out = String::new();
        let mut cut = false;
        for line in &self.lines {
            if line.taken {
                let before = if out.is_empty() {
                    ""
                } else if cut {
                    CUT
                } else {
                    "\n"
                };
                out.push_str(before);
                out.push_str(self.own(line));
            }
            cut = !line.taken;
        }
        if cut {
            out.push_str(CUT.trim_end());
        }
        out
    }

    /// The labels of the first block that does more than govern the next one.
    fn labels(&self) -> Vec<String> {
        let mut first = None;
        for (at, line) in self.lines.iter().enumerate().filter(|(_, line)| line.taken) {
            let governed = first.is_none() || line.block == at && line.parent == first;
            if !governed {
                break;
            }
            first = Some(at);
        }
        let mut out = Vec::new();
        while let Some(line) = first.and_then(|at| self.lines.get(at)) {
            let label = self.text.get(line.start..line.start + line.label).unwrap_or_default().trim_end();
            if !label.is_empty() {
                out.insert(0, without_colon(label).to_string());
            }
            first = line.parent;
        }
        out
    }
}

/// Byte ranges of the words of `text` whose stem is sought.
#[must_use]
pub(crate) fn marks(text: &str, sought: &[Sought], rules: Rules) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    if !sought.is_empty() {
        rules.each_word(text, &mut |word, start, end| {
            let word = rules.stem(word);
            if sought.iter().any(|sought| sought.stem == word) {
                out.push((start, end));
            }
        });
    }
    out
}
