//! Owns the remark that a second medicine may stand in a file: its sections are read as those of the first.

use super::cut::Draft;
use super::diagnostic::Remarks;
use super::{Monograph, Rule, Section, SectionKind, plain_inlines};
use crate::text::fold;

/// The sections that headings of level 1 open, by their number.
pub(super) fn tops(drafts: &[Draft]) -> Vec<usize> {
    (0..drafts.len()).filter(|at| drafts[*at].level == Some(1)).collect()
}

/// Remarks on the headings of level 1 below the title that name something else and have a set of sections under them, when
/// the title has one too. A page may well have `# References`, and some pages write every section that way.
pub(super) fn second<R: Remarks>(monograph: &Monograph, tops: &[usize], remarks: &mut R) {
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
        // Where sections have headings of level 1 too, nothing tells where the set ends, but one that comes again is another's.
        let again = |section: &Section| before.iter().any(|other| other.kind == section.kind);
        let set = deeper.iter().any(tells)
            || rest.first().is_some_and(tells) && rest.iter().any(|section| tells(section) && again(section));
        if set && before.iter().any(tells) {
            remarks.note(Rule::SeveralTitles, section.line, || {
                format!("`{heading}` may be a second medicine; it is read as a part of `{title}`")
            });
        }
    }
}

/// Whether a section tells something of a medicine.
fn tells(section: &Section) -> bool {
    !section.kind.is_general()
}

/// Whether a heading names what the title names, or a part of it: `Warfarin for children`, one of two that are combined.
fn names_page(monograph: &Monograph, heading: &str) -> bool {
    let first = plain_inlines(&monograph.heading);
    let names = [monograph.title.as_str(), first.as_str()];
    let names: Vec<String> =
        names.into_iter().flat_map(|name| name.split(['+', '/'])).map(fold::key).collect();
    let within = |whole: &str, part: &str| format!(" {whole} ").contains(&format!(" {part} "));
    heading
        .split(['+', '/'])
        .map(fold::key)
        .all(|part| names.iter().any(|name| !name.is_empty() && (within(&part, name) || within(name, &part))))
}
