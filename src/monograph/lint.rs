//! Owns the remarks on a monograph's structure, which are part of every parse.

use super::place::Places;
use super::question::{answer_marker, holds_question_marker};
use super::{
    Alert, Bucket, Diagnostic, Faq, Monograph, Rule, Section, SectionKind, alerts, is_notice, plain_blocks,
    plain_inlines,
};
use crate::text::fold;
use crate::text::phrases::{self, Phrases, phrases};
use crate::text::unicode::{self, Oddity};

/// What every monograph of the corpus but a few has.
const EXPECTED: [SectionKind; 6] = [
    SectionKind::GenericName,
    SectionKind::Usage,
    SectionKind::Dosage,
    SectionKind::SideEffects,
    SectionKind::HowItWorks,
    SectionKind::Precautions,
];

/// Phrases that speak of the text the page was made from.
static LEAKS: Phrases = phrases![
    "provided text",
    "provided information",
    "provided data",
    "provided source",
    "provided document",
    "original document",
    "text provided",
    "source material",
];

/// Remarks on the structure of `monograph`, read from `source`.
pub(super) fn structure(
    monograph: &Monograph,
    source: &str,
    places: &Places,
    heading_line: u32,
) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    title(monograph, heading_line, &mut out);
    sections(monograph, &mut out);
    for alert in &monograph.alerts {
        out.push(alerted(alert, monograph, heading_line));
    }
    for variable in alerts::variables(monograph, source) {
        let line = source.find(&variable).map_or(1, |at| places.line(at));
        out.push(Diagnostic::line(Rule::TemplateVariable, line, format!("`{variable}` was never filled in")));
    }
    monograph.faqs().for_each(|faq| question(faq, &mut out));
    characters(source, places, &mut out);
    leaks(source, places, &mut out);
    out
}

fn title(monograph: &Monograph, heading_line: u32, out: &mut Vec<Diagnostic>) {
    let title = &monograph.title;
    if title.is_empty() {
        out.push(Diagnostic::line(
            Rule::TitleMissing,
            1,
            "neither the front matter nor a heading gives a title".into(),
        ));
        return;
    }
    let heading = plain_inlines(&monograph.heading);
    if !heading.is_empty() && fold::key(title) != fold::key(&heading) {
        let message = format!("the title is `{title}`, the heading `{}`", heading.trim());
        out.push(Diagnostic::line(Rule::TitleHeading, heading_line, message));
    }
    if let Some(cut) = monograph.ingredients.iter().find(|name| name.ends_with(['-', '.', ',', '('])) {
        out.push(Diagnostic::line(
            Rule::TitleCut,
            1,
            format!("`{cut}` ends where a number or a word may be lost"),
        ));
    }
}

fn sections(monograph: &Monograph, out: &mut Vec<Diagnostic>) {
    if monograph.sections.is_empty() {
        out.push(Diagnostic::line(
            Rule::SectionsMissing,
            1,
            "no heading and no known label was found".into(),
        ));
        return;
    }
    let has = |kind| monograph.sections.iter().any(|section| section.kind == kind);
    let missing: Vec<&str> =
        EXPECTED.into_iter().filter(|kind| !has(*kind)).map(SectionKind::label).collect();
    if !missing.is_empty() {
        out.push(Diagnostic::line(
            Rule::SectionMissing,
            1,
            format!("there is no section {}", missing.join(", ")),
        ));
    }
    for section in monograph.sections.iter().filter(|section| section.blocks.is_empty()) {
        // A drug's name over its set of sections holds nothing of its own.
        if section.kind != SectionKind::Other {
            let message = format!("`{}` has nothing under it", plain_inlines(&section.heading));
            out.push(Diagnostic::line(Rule::SectionEmpty, section.line, message));
        }
    }
    if !has_disclaimer(monograph) {
        out.push(Diagnostic::line(
            Rule::DisclaimerMissing,
            1,
            "nothing says that this is no medical advice".into(),
        ));
    }
    for section in monograph.sections.iter().filter(|section| section.kind == SectionKind::SideEffects) {
        serious(section, monograph, out);
    }
}

fn has_disclaimer(monograph: &Monograph) -> bool {
    monograph.notices().next().is_some()
        || monograph.sections.last().is_some_and(|section| is_notice(&plain_blocks(&section.blocks)))
}

fn serious(section: &Section, monograph: &Monograph, out: &mut Vec<Diagnostic>) {
    let listed = monograph.effects(Bucket::Serious).any(|group| !group.effects.is_empty());
    if !listed && phrases::find(&plain_blocks(&section.blocks), b"serious").is_some() {
        let message = "serious side effects are spoken of, and none is named".into();
        out.push(Diagnostic::line(Rule::SeriousUnlisted, section.line, message));
    }
}

fn alerted(alert: &Alert, monograph: &Monograph, heading_line: u32) -> Diagnostic {
    let line = heading_line.max(1);
    match alert {
        Alert::Refusal => {
            Diagnostic::line(Rule::Refusal, line, "the page tells nothing of the medicine".into())
        }
        Alert::PartialRefusal => Diagnostic::line(
            Rule::PartialRefusal,
            line,
            "the page declines before it describes anything".into(),
        ),
        Alert::OtherDrug { title, generic } => {
            let section = monograph.sections.iter().find(|section| section.kind == SectionKind::GenericName);
            let line = section.map_or(line, |section| section.line);
            Diagnostic::line(
                Rule::OtherDrug,
                line,
                format!("the title is `{title}`, the generic name `{generic}`"),
            )
        }
        Alert::Template { variable } => Diagnostic::line(
            Rule::TemplateVariable,
            line,
            format!("the card will say that `{variable}` was left"),
        ),
    }
}

fn question(faq: &Faq, out: &mut Vec<Diagnostic>) {
    let text = plain_inlines(&faq.question);
    let answer = plain_blocks(&faq.answer);
    if answer.trim().is_empty() {
        out.push(Diagnostic::line(Rule::FaqUnanswered, faq.line, format!("`{text}` has no answer")));
    }
    let in_question = text.match_indices(['?', '.']).any(|(at, _)| answer_marker(&text[at + 1..]).is_some());
    if in_question || holds_question_marker(&answer) {
        let part = if in_question { "question holds an answer" } else { "answer holds a question" };
        out.push(Diagnostic::line(Rule::FaqLeak, faq.line, format!("the {part}: `{text}`")));
    }
}

/// One remark a line, however many characters.
fn characters(source: &str, places: &Places, out: &mut Vec<Diagnostic>) {
    let mut last = 0;
    for (at, oddity) in unicode::oddities(source) {
        let line = places.line(at);
        if line == last {
            continue;
        }
        last = line;
        let message = match oddity {
            Oddity::Hidden(c) => format!("the character U+{:04X} cannot be seen", u32::from(c)),
            Oddity::MixedScripts => "a word mixes Latin letters with others that look like them".to_string(),
            Oddity::ForeignDigit(c) => format!("the digit U+{:04X} is none of 0 to 9", u32::from(c)),
            Oddity::MarkPile => "more than two marks are piled on one letter".to_string(),
        };
        out.push(Diagnostic::line(Rule::SuspiciousCharacter, line, message));
    }
}

fn leaks(source: &str, places: &Places, out: &mut Vec<Diagnostic>) {
    let mut from = 0;
    while let Some(at) = LEAKS.find(&source[from..]).map(|at| from + at) {
        let end = source[at..].find('\n').map_or(source.len(), |end| at + end);
        let line = &source[source[..at].rfind('\n').map_or(0, |newline| newline + 1)..end];
        let first =
            LEAKS.find_map(|phrase| phrases::find(line, phrase).and(std::str::from_utf8(phrase).ok()));
        let phrase = first.unwrap_or_default();
        out.push(Diagnostic::line(
            Rule::SourceLeak,
            places.line(at),
            format!("the page speaks of \"{phrase}\""),
        ));
        from = end;
    }
}
