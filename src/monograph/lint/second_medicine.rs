//! Warns when a file seems to hold a second medicine, whose sections would be attributed to the first.

use crate::monograph::sections::draft::Draft;
use crate::monograph::{Monograph, Section, SectionKind, plain_inlines};
use crate::read::diagnostic::{DiagnosticSink, Rule};
use crate::text::brackets::without_brackets;
use crate::text::fold;

/// The sections that headings of level 1 open, by their number.
pub(crate) fn level_one_sections(drafts: &[Draft]) -> Vec<usize> {
    (0..drafts.len()).filter(|at| drafts[*at].level == Some(1)).collect()
}

/// Reports headings of level 1 below the title that name something else, where a kind of section that the title has comes
/// again under them. A page may well have `# References`, split its sections by readers, or write each that way.
pub(crate) fn second<R: DiagnosticSink>(monograph: &Monograph, tops: &[usize], sink: &mut R) {
    let sections = &monograph.sections;
    let title = &monograph.title;
    for (number, &top) in tops.iter().enumerate() {
        let section = &sections[top];
        let heading = plain_inlines(&section.heading);
        if title.is_empty() || section.kind != SectionKind::Other || names_page(monograph, &heading) {
            continue;
        }
        let (before, rest) = (&sections[..top], &sections[top + 1..]);
        let deeper = tops.get(number + 1).map_or(rest, |next| &sections[top + 1..*next]);
        let again = |section: &Section| {
            !section.kind.is_general() && before.iter().any(|other| other.kind == section.kind)
        };
        // Where sections have headings of level 1 too, the end of the set is unknown.
        let open = rest.first().is_some_and(|section| !section.kind.is_general());
        if deeper.iter().any(again) || open && rest.iter().any(again) {
            sink.note(Rule::SeveralTitles, section.line, || {
                format!("`{heading}` may be a second medicine; it is read as part of `{title}`")
            });
        }
    }
}

/// Kinds that belong to a medicine and not to one of its uses, routes or patients: where they come again, another one begins.
const OWN: [SectionKind; 6] = [
    SectionKind::GenericName,
    SectionKind::Class,
    SectionKind::SideEffects,
    SectionKind::Contraindications,
    SectionKind::HowItWorks,
    SectionKind::Presentation,
];

/// The headings under which a page describes different medicines; empty for a page about one medicine or a combination of those
/// that its title names.
pub(crate) fn several(monograph: &Monograph) -> Vec<String> {
    let sections = &monograph.sections;
    let mut parts: Vec<(u8, String, Vec<SectionKind>)> = Vec::new();
    for (number, section) in sections.iter().enumerate() {
        let heading = plain_inlines(&section.heading);
        if section.kind != SectionKind::Other
            || section.level >= Section::LABEL
            || names_page(monograph, &heading)
        {
            continue;
        }
        let inside = sections[number + 1..].iter().take_while(|inner| inner.level > section.level);
        let kinds: Vec<SectionKind> =
            inside.map(|inner| inner.kind).filter(|kind| OWN.contains(kind)).collect();
        parts.push((section.level, heading, kinds));
    }
    for level in 1..Section::LABEL {
        let here: Vec<_> = parts.iter().filter(|(of, _, _)| *of == level).collect();
        let shared =
            |kind: &SectionKind| here.iter().filter(|(_, _, kinds)| kinds.contains(kind)).count() > 1;
        let of_another = here.iter().filter(|(_, _, kinds)| kinds.iter().any(shared));
        let names: Vec<String> = of_another.map(|(_, heading, _)| heading.trim().to_string()).collect();
        if names.len() > 1 {
            return names;
        }
    }
    Vec::new()
}

/// Whether a heading names what the title names, or one of those that are combined, or for whom: `Warfarin for children`. A name
/// with more to it is another: `Insulin Lispro` is not `Insulin`.
fn names_page(monograph: &Monograph, heading: &str) -> bool {
    let first = plain_inlines(&monograph.heading);
    let parts = |name: &str| {
        name.split(['+', '/']).map(fold::key).filter(|part| !part.is_empty()).collect::<Vec<_>>()
    };
    let names = [parts(&monograph.title), parts(&first)].concat();
    let same = |part: &String| {
        names.iter().any(|name| {
            part.strip_prefix(name.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(" for ") || rest.starts_with(" in "))
        })
    };
    parts(&without_brackets(heading)).iter().all(same)
}
