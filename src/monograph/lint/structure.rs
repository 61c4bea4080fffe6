//! Checks the structure of a monograph; part of every parse.

use crate::monograph::faq::question::{answer_marker, holds_question_marker};
use crate::monograph::lint::record::record;
use crate::monograph::phrases::phrases;
use crate::monograph::sections::spellings::{Labels, knows_labels};
use crate::monograph::side_effects::{effect_sentence, severity};
use crate::monograph::{
    Alert, Bucket, Faq, Monograph, Section, SectionKind, alerts, is_disclaimer, plain_blocks, plain_inlines,
};
use crate::read::diagnostic::{Diagnostic, Rule};
use crate::read::front_matter::{Data, FrontMatterEntry};
use crate::read::line_index::LineIndex;
use crate::text::phrases::{self, Phrases};
use crate::text::unicode::{self, Oddity};
use crate::text::{Language, fold};

/// Phrases about the text the page was made from.
static LEAKS: Phrases = phrases!("lint", "leaks");

/// Phrases that begin like them and are about the page itself, or something else.
static NO_LEAKS: Phrases = phrases!("lint", "not leaks");

/// Diagnostics about the structure of `monograph`, read from `source`.
pub(crate) fn structure(
    monograph: &Monograph,
    source: &str,
    lines: &LineIndex,
    heading_line: u32,
) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    title(monograph, source, lines, heading_line, &mut out);
    out.extend(record(monograph, source));
    if monograph.record.is_withdrawn() {
        // Readers get nothing of its text.
        return out;
    }
    sections(monograph, &mut out);
    out.extend(monograph.alerts.iter().filter_map(|alert| alerted(alert, monograph, heading_line)));
    for variable in alerts::variables(monograph, source) {
        let at = source.find(&variable);
        let message = format!("template variable `{variable}` is not filled in");
        let diagnostic = Diagnostic::line(Rule::TemplateVariable, at.map_or(1, |at| lines.line(at)), message);
        out.push(at.map_or(diagnostic.clone(), |at| diagnostic.over(source, at..at + variable.len())));
    }
    let labels = Labels::of(&monograph.language);
    monograph.faqs().for_each(|faq| question(faq, labels, &mut out));
    characters(source, &monograph.language, lines, &mut out);
    if monograph.language.is_english() {
        leaks(source, lines, &mut out);
    }
    language(monograph, source, lines, &mut out);
    not_shown(monograph, source, lines, &mut out);
    out
}

/// Keys of front matter that the program reads, and keys of site generators that say nothing about a medicine.
const SILENT_KEYS: &[&str] = &[
    "title",
    "name",
    "aliases",
    "brands",
    "generic",
    "class",
    "atc",
    "rxcui",
    "snomed",
    "lang",
    "status",
    "reviewed",
    "reviewed_by",
    "next_review",
    "version",
    "effective_date",
    "source",
    "withdrawn",
    "reason",
    "replacement",
    "source_url",
    "set_id",
    "labeler",
    "license",
    "author",
    "authors",
    "labels",
    "split",
    "draft",
    "published",
    "unlisted",
    "expiryDate",
    "search",
    "search_exclude",
    "redirects",
    "layout",
    "permalink",
    "date",
    "lastmod",
    "updated",
    "created",
    "tags",
    "tag",
    "categories",
    "category",
    "weight",
    "order",
    "slug",
    "url",
    "id",
    "uid",
    "toc",
    "sidebar",
    "sidebar_label",
    "sidebar_position",
    "nav_order",
    "parent",
    "template",
    "description",
    "image",
    "images",
    "cssclass",
    "cssclasses",
    "extra",
    "params",
    "format",
    "editor",
    "bibliography",
    "publish",
];

/// Reports the values of front matter that no card shows.
fn not_shown(monograph: &Monograph, source: &str, lines: &LineIndex, out: &mut Vec<Diagnostic>) {
    // The author's own keys may be in a map of the generator.
    let entries = monograph.front_matter.entries.iter().flat_map(|entry| match &entry.value.data {
        Data::Map(inner) if matches!(entry.key.as_str(), "extra" | "params") => inner.as_slice(),
        _ => std::slice::from_ref(entry),
    });
    // A site may show a value as a section, which begins where the value does.
    let is_shown = |entry: &FrontMatterEntry| {
        let line = lines.line(entry.value.span.start);
        monograph.sections.iter().any(|section| section.line == line)
    };
    let dropped: Vec<&FrontMatterEntry> = entries
        .filter(|entry| !SILENT_KEYS.contains(&entry.key.as_str()) && entry.value.size() > 0)
        .filter(|entry| !is_shown(entry))
        .collect();
    let Some(first) = dropped.first() else { return };
    let size = |size: usize| format!("{size} character{}", if size == 1 { "" } else { "s" });
    let named = |entry: &&FrontMatterEntry| format!("`{}` ({})", entry.key, size(entry.value.size()));
    let named: Vec<String> = dropped.iter().map(named).collect();
    let message = format!("the card does not show these values of the front matter: {}", named.join(", "));
    out.push(of_entry(Rule::FrontMatterNotShown, first, source, lines, message));
}

/// A diagnostic about the value of an entry of front matter.
fn of_entry(
    rule: Rule,
    entry: &FrontMatterEntry,
    source: &str,
    lines: &LineIndex,
    message: String,
) -> Diagnostic {
    let span = &entry.value.span;
    let line = source[span.clone()].find('\n').map_or(span.end, |length| span.start + length);
    Diagnostic::line(rule, lines.line(span.start), message).over(source, span.start..line)
}

fn language(monograph: &Monograph, source: &str, lines: &LineIndex, out: &mut Vec<Diagnostic>) {
    let Some(entry) = monograph.front_matter.entry("lang") else { return };
    if let Err(sentence) = Language::parse(entry.value.as_text().unwrap_or_default()) {
        out.push(of_entry(Rule::FrontMatterLanguage, entry, source, lines, sentence));
    }
}

fn title(
    monograph: &Monograph,
    source: &str,
    lines: &LineIndex,
    heading_line: u32,
    out: &mut Vec<Diagnostic>,
) {
    let title = &monograph.title;
    let entry = monograph
        .front_matter
        .entry("title")
        .filter(|entry| entry.value.as_text().map(str::trim) == Some(title));
    // The title is in its entry, else in the heading.
    let about = |rule, line, message| match entry {
        Some(entry) => of_entry(rule, entry, source, lines, message),
        None => Diagnostic::line(rule, line, message),
    };
    if title.is_empty() {
        let message = "neither the front matter nor a heading gives a title".into();
        out.push(about(Rule::TitleMissing, 1, message));
        return;
    }
    // A heading that does not say the title begins a section.
    let mut tops = monograph.sections.iter().filter(|section| section.level == 1);
    let top = tops.next().filter(|top| top.kind == SectionKind::Other && monograph.preamble.is_empty());
    let alone = monograph.heading.is_empty() && tops.next().is_none();
    let (heading, heading_line) = match top.filter(|_| alone) {
        Some(first) => (plain_inlines(&first.heading), first.line),
        None => (plain_inlines(&monograph.heading), heading_line),
    };
    if !heading.is_empty() && *title != heading && fold::key(title) != fold::key(&heading) {
        let message = format!("the title is `{title}`, the heading `{}`", heading.trim());
        out.push(Diagnostic::line(Rule::TitleHeading, heading_line, message));
    }
    if let Some(cut) = monograph.ingredients.iter().find(|name| name.ends_with(['-', '.', ',', '('])) {
        let message = format!("`{cut}` ends where a number or a word may be missing");
        out.push(about(Rule::TitleCut, heading_line, message));
    }
}

fn sections(monograph: &Monograph, out: &mut Vec<Diagnostic>) {
    if monograph.sections.is_empty() {
        out.push(Diagnostic::line(Rule::SectionsMissing, 1, "no heading or known label found".into()));
        return;
    }
    let has = |kind| monograph.sections.iter().any(|section| section.kind == kind);
    // A combination is named by its title; a page that declines says why it has no more.
    let combined = monograph.ingredients.len() > 1;
    let missing: Vec<&str> = SectionKind::ALL
        .into_iter()
        .filter(|kind| kind.is_expected() && !(has(*kind) || combined && *kind == SectionKind::GenericName))
        .map(SectionKind::label)
        .collect();
    let declines =
        monograph.alerts.iter().any(|alert| matches!(alert, Alert::Refusal | Alert::PartialRefusal));
    let known = knows_labels(&monograph.language);
    if !missing.is_empty() && !declines && known {
        out.push(Diagnostic::line(
            Rule::SectionMissing,
            1,
            format!("missing sections: {}", missing.join(", ")),
        ));
    }
    let empty = (0..monograph.sections.len()).filter(|number| monograph.is_empty_section(*number));
    for section in empty.map(|number| &monograph.sections[number]) {
        // A drug's name over its set of sections holds nothing of its own, nor does a heading that lists them.
        let heading = plain_inlines(&section.heading);
        if section.kind != SectionKind::Other && !heading.contains(',') {
            let message = format!("`{heading}` is empty");
            out.push(Diagnostic::line(Rule::SectionEmpty, section.line, message));
        }
    }
    if !declines && !has_disclaimer(monograph) && known {
        out.push(Diagnostic::line(Rule::DisclaimerMissing, 1, "no disclaimer found".into()));
    }
    for section in monograph.sections.iter().filter(|section| section.kind == SectionKind::SideEffects) {
        serious(section, monograph, out);
    }
}

fn has_disclaimer(monograph: &Monograph) -> bool {
    monograph.disclaimers().next().is_some()
        || monograph.sections.last().is_some_and(|section| is_disclaimer(&plain_blocks(&section.blocks)))
}

fn serious(section: &Section, monograph: &Monograph, out: &mut Vec<Diagnostic>) {
    if !monograph.language.is_english()
        || monograph.effects(Bucket::Serious).any(|group| !group.effects.is_empty())
    {
        return;
    }
    let text = plain_blocks(&section.blocks);
    let mut lines = text.lines().peekable();
    let mut unnamed = false;
    while let Some(line) = lines.next() {
        unnamed |= names_no_serious(line, lines.peek().is_some());
    }
    if unnamed {
        let message = "serious side effects are mentioned but not listed".into();
        out.push(Diagnostic::line(Rule::SeriousUnlisted, section.line, message));
    }
}

/// Whether a line mentions serious effects and neither names any nor announces those on the lines after it.
fn names_no_serious(line: &str, goes_on: bool) -> bool {
    static NAMING: Phrases = phrases!("lint", "naming");
    let mut open = false;
    for range in effect_sentence::ranges(line) {
        let words = &line[range];
        if !severity::of_sentence(words).ranks_effects {
            continue;
        }
        if phrases::find(words, b"serious").is_none() {
            // Effects announced from here on have another rank.
            if open {
                return true;
            }
            continue;
        }
        // "Note: If you experience anything serious, …" is about no effect, nor is "sepsis (a serious infection)".
        let statement = words.split_once(": ").map_or(words, |(_, after)| after);
        open |= !effect_sentence::is_advice(statement)
            && !effect_sentence::advises(words)
            && !NAMING.within(statement);
    }
    open && !(goes_on && line.trim_end().ends_with(':'))
}

fn alerted(alert: &Alert, monograph: &Monograph, heading_line: u32) -> Option<Diagnostic> {
    let line = heading_line.max(1);
    Some(match alert {
        Alert::Refusal => {
            Diagnostic::line(Rule::Refusal, line, "the page does not describe the medicine".into())
        }
        Alert::PartialRefusal => {
            Diagnostic::line(Rule::PartialRefusal, line, "the page begins with a refusal".into())
        }
        Alert::OtherDrug { title, generic } => {
            let section = monograph.sections.iter().find(|section| section.kind == SectionKind::GenericName);
            let line = section.map_or(line, |section| section.line);
            Diagnostic::line(
                Rule::OtherDrug,
                line,
                format!("the title is `{title}`, the generic name `{generic}`"),
            )
        }
        Alert::Fiction => {
            Diagnostic::line(Rule::Fiction, line, "the page calls itself hypothetical or fictional".into())
        }
        Alert::SeveralMedicines { names } => {
            let heading =
                monograph.sections.iter().find(|section| plain_inlines(&section.heading) == names[0]);
            let line = heading.map_or(line, |section| section.line);
            let message = format!("the page describes several medicines: {}", names.join(", "));
            Diagnostic::line(Rule::SeveralMedicines, line, message)
        }
        // Each variable has its own diagnostic, and a withdrawal needs none.
        Alert::Template { .. } | Alert::Withdrawn { .. } => return None,
        #[cfg(not(target_os = "unknown"))]
        Alert::Draft { .. } => return None,
    })
}

fn question(faq: &Faq, labels: Labels, out: &mut Vec<Diagnostic>) {
    let text = plain_inlines(&faq.question);
    let answer = plain_blocks(&faq.answer);
    if answer.trim().is_empty() {
        out.push(Diagnostic::line(Rule::FaqUnanswered, faq.line, format!("`{text}` has no answer")));
    }
    let in_question = text
        .match_indices(['?', '؟', '.'])
        .any(|(at, mark)| answer_marker(&text[at + mark.len()..], labels).is_some());
    let in_answer = matches!(labels, Labels::English) && holds_question_marker(&answer);
    if in_question || in_answer {
        let part = if in_question { "question contains an answer" } else { "answer contains a question" };
        out.push(Diagnostic::line(Rule::FaqLeak, faq.line, format!("the {part}: `{text}`")));
    }
}

/// One diagnostic a line, however many characters.
fn characters(source: &str, language: &Language, lines: &LineIndex, out: &mut Vec<Diagnostic>) {
    let mut last = 0;
    for (at, oddity) in unicode::oddities(source) {
        let line = lines.line(at);
        // Scripts that run from right to left have digits of their own.
        let at_home = matches!(oddity, Oddity::ForeignDigit(_)) && language.direction() == "rtl";
        if line == last || at_home {
            continue;
        }
        last = line;
        let message = match oddity {
            Oddity::Hidden(c) => format!("invisible character U+{:04X}", u32::from(c)),
            Oddity::MixedScripts => "a word mixes Latin letters with others that look like them".to_string(),
            Oddity::ForeignDigit(c) => format!("the digit U+{:04X} is not one of 0 to 9", u32::from(c)),
            Oddity::MarkPile => "more than two accents on one letter".to_string(),
        };
        let end = source[at..].chars().next().map_or(at, |c| at + c.len_utf8());
        out.push(Diagnostic::line(Rule::SuspiciousCharacter, line, message).over(source, at..end));
    }
}

fn leaks(source: &str, lines: &LineIndex, out: &mut Vec<Diagnostic>) {
    let mut from = 0;
    while let Some(at) = LEAKS.find(&source[from..]).map(|at| from + at) {
        let length = LEAKS.begins(&source[at..]).unwrap_or_default();
        if NO_LEAKS.begin(&source[at..]) {
            from = at + length;
            continue;
        }
        let message = format!("the page mentions \"{}\"", source[at..at + length].to_lowercase());
        let diagnostic = Diagnostic::line(Rule::SourceLeak, lines.line(at), message);
        out.push(diagnostic.over(source, at..at + length));
        // Once a line.
        from = source[at..].find('\n').map_or(source.len(), |end| at + end);
    }
}
